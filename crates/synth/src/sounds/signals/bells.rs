//! Church bells: each with the partials that founders tune (hum, prime, tierce, quint, nominal),
//! swung in its own time, so that they never strike together for long.

use crate::kit::{
    RATE,
    control::CONTROL,
    filter::OnePole,
    pulses::{Bank, Mode, sine},
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "church bells",
    english: &[
        ("church bell", 0.0),
        ("bell", 0.0),
        ("bell tower", 0.0),
        ("bell ringing", 0.0),
        ("bell toll", -0.7),
        ("bell tolling", -0.7),
        ("tolling bell", -0.7),
        ("toll", -0.7),
        ("cathedral bell", 0.2),
        ("clock tower", -0.7),
        ("big ben", -0.7),
        ("temple bell", -0.7),
        ("carillon", 0.5),
        ("belfry", 0.0),
        ("steeple", 0.0),
        ("gong", -0.8),
    ],
    chinese: &[("教堂钟", 0.0), ("钟声", 0.0), ("敲钟", -0.7), ("大钟", -0.7), ("钟楼", -0.7)],
    space: Space { size: 2.1, t60: 2.2, damping: 3_200.0 },
    wet: 0.3,
    make,
};

/// Partials beside the prime, seconds that they ring in a bell of 400 Hz, their strength, and by how
/// many Hz the two halves of each, which no bell has alike, are apart: its beating.
const PARTIALS: [(f32, f32, f32, f32); 12] = [
    (0.5, 13.0, 0.42, 0.25),
    (1.0, 8.0, 0.55, 0.45),
    (1.19, 7.0, 0.62, 0.6),
    (1.505, 4.2, 0.28, 0.0),
    (2.0, 5.0, 0.85, 0.8),
    (2.515, 2.8, 0.40, 0.0),
    (2.67, 2.5, 0.34, 0.0),
    (3.01, 2.6, 0.62, 0.0),
    (4.17, 1.7, 0.55, 0.0),
    (5.43, 1.1, 0.45, 0.0),
    (6.8, 0.75, 0.36, 0.0),
    (8.2, 0.5, 0.28, 0.0),
];

/// The notes of a peal, beside the largest: a falling tune when they strike in turn.
const NOTES: [f32; 4] = [1.0, 1.122_5, 1.259_9, 1.498_3];

fn bell(rng: &mut Rng, prime: f32) -> Bank {
    let longer = (400.0 / prime).sqrt();
    let mut modes: Vec<Mode> = Vec::new();
    for (ratio, t60, level, beat) in PARTIALS {
        let hz = prime * ratio * rng.range(0.995, 1.005);
        let t60 = t60 * longer * rng.range(0.9, 1.1);
        let level = level * rng.range(0.8, 1.2);
        if beat > 0.0 {
            let apart = beat * rng.range(0.7, 1.3);
            modes.push((hz - apart * 0.5, t60, level * 0.6));
            modes.push((hz + apart * 0.5, t60, level * 0.4));
        } else {
            modes.push((hz, t60, level));
        }
    }
    Bank::new(&modes)
}

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 700.0, 0.004, &mut out);
    let mut rng = cue.rng.fork("bells");
    let toll = cue.count.is_some() || cue.intensity < 0.3;
    let bells = if toll { 1 } else { 2 + (cue.intensity * 2.2) as usize }.min(NOTES.len());
    let base = rng.range(255.0, 330.0) * if toll { 0.75 } else { 1.0 } * cue.scaled(0.85, 1.1);
    for (k, note) in NOTES.iter().take(bells).enumerate() {
        rng = rng.fork("next");
        let prime = base * note * rng.range(0.997, 1.003);
        let strikes = if toll {
            cue.times(&mut rng.fork("times"), 0.1, 2.3..2.5, 1.2)
        } else {
            // Small bells swing faster.
            let swing = (1.75 - 0.17 * k as f32) * rng.range(0.95, 1.05);
            let first = 0.08 + 0.36 * k as f32;
            cue.times(&mut rng.fork("times"), first, swing * 0.97..swing * 1.03, 0.3)
        };
        let pan = Pan::level(0.55 * ((k * 2 + 1) as f32 / bells as f32 - 1.0));
        one(cue, &rng, prime, &strikes, pan, toll, &mut out);
    }
    out
}

fn one(cue: &Cue, rng: &Rng, prime: f32, strikes: &[f32], pan: Pan, toll: bool, out: &mut Stereo) {
    let mut bank = bell(&mut rng.fork("bell"), prime);
    let mut force = rng.fork("force");
    let mut clang = rng.fork("clang");
    let mut tick = OnePole::new(3_000.0);
    let mut next = strikes.iter().map(|at| (at * RATE) as usize).peekable();
    let (mut click, mut turned, mut phase) = (0.0f32, 1.0, 0.0);
    for i in 0..cue.frames {
        if i % CONTROL == 0 {
            // Its mouth swings towards the listener and away.
            phase += CONTROL as f32 / RATE * 0.6;
            turned = if toll { 1.0 } else { 1.0 + 0.12 * sine(phase) };
        }
        if next.peek() == Some(&i) {
            next.next();
            let hard = force.range(0.8, 1.05);
            // The clapper rests on the bell for a moment, and takes a little of what still rings.
            bank.damp(0.8);
            bank.strike(hard, if cue.far { 0.8 } else { 0.15 });
            click = hard;
        }
        let iron = if click > 1e-3 {
            click *= 0.992;
            tick.low(clang.bipolar()) * click * 0.5
        } else {
            0.0
        };
        let x = (bank.next() + iron) * 0.25 * turned;
        out.left[i] += x * pan.left;
        out.right[i] += x * pan.right;
    }
}
