//! A telephone that rings: a clapper between two gongs; or, where it is soft, an electronic warble.

use crate::kit::{
    RATE,
    control::smooth,
    pulses::{Bank, Mode, Turns, sine, step_of},
    reverb::Space,
    spot::Spot,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "phone",
    english: &[
        ("phone", 0.0),
        ("telephone", 0.0),
        ("phone ring", 0.0),
        ("phone ringing", 0.0),
        ("telephone ringing", 0.0),
        ("ringing phone", 0.0),
        ("ringing telephone", 0.0),
        ("phone call", 0.0),
        ("rotary phone", 0.3),
        ("old phone", 0.3),
        ("vintage phone", 0.3),
        ("ring", 0.0),
        ("ringtone", -0.6),
        ("cell phone", -0.6),
        ("cellphone", -0.6),
        ("mobile phone", -0.6),
        ("smartphone", -0.6),
        ("school bell", 0.9),
        ("alarm bell", 0.9),
        ("fire bell", 0.9),
    ],
    chinese: &[
        ("电话", 0.0),
        ("电话铃", 0.0),
        ("手机", -0.6),
        ("铃声", -0.2),
        ("来电", 0.0),
        ("响铃", 0.0),
        ("上课铃", 0.9),
    ],
    space: Space { size: 0.5, t60: 0.45, damping: 6_000.0 },
    wet: 0.35,
    make,
};

/// A gong's tones beside its lowest, seconds, and strength.
const GONG: [Mode; 8] = [
    (1.0, 1.1, 0.55),
    (1.007, 1.0, 0.30),
    (2.31, 0.8, 0.50),
    (2.33, 0.7, 0.25),
    (3.94, 0.5, 0.40),
    (5.62, 0.35, 0.26),
    (7.1, 0.22, 0.16),
    (8.9, 0.15, 0.10),
];

/// How a phone warbles: its tones in Hz, how many a second, and of how many steps a ring is.
const WARBLES: [(&[f32], f32); 4] = [
    (&[1_046.5, 1_318.5], 14.0),
    (&[784.0, 987.8, 1_174.7, 1_568.0], 9.0),
    (&[880.0, 987.8, 1_318.5, 1_108.7, 880.0, 1_480.0, 1_318.5, 1_108.7], 6.8),
    (&[880.0, 1_108.7, 1_318.5, 1_108.7], 8.0),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.003, &mut out);
    let mut rng = cue.rng.fork("phone");
    // A school's bell rings on; a phone has a cadence.
    let steady = cue.intensity > 0.85 && cue.count.is_none();
    let ring = if steady { 1e6 } else { rng.range(1.25, 1.7) };
    let pause = ring + rng.range(1.0, 1.4);
    let gap = pause / cue.tempo.clamp(0.5, 2.0);
    let times = if steady {
        vec![0.05]
    } else {
        cue.times(&mut rng.fork("times"), 0.05, gap..gap + 1e-4, 0.6)
    };
    let pan = Pan::level(rng.range(-0.25, 0.25));
    for at in times {
        let until = (at + ring).min(cue.seconds() - 0.02);
        if cue.intensity < 0.4 {
            warble(cue, at, until, pan, &mut out);
        } else {
            bell(cue, at, until, pan, &mut out);
        }
    }
    out
}

/// The clapper goes to and fro; each gong is struck in its turn.
fn bell(cue: &Cue, from: f32, until: f32, pan: Pan, out: &mut Stereo) {
    let mut rng = cue.rng.fork("bell");
    let size = cue.scaled(1.12, 0.78);
    let low = rng.range(1_150.0, 1_350.0) * size;
    let high = low * rng.range(1.17, 1.27);
    let mut gongs = [low, high].map(|hz| {
        Bank::new(
            &GONG.map(|(ratio, t60, level)| (hz * ratio * rng.range(0.996, 1.004), t60, level)),
        )
    });
    let mut clicks = rng.fork("clicks");
    let rate = rng.range(22.0, 27.0);
    let mut next = from;
    let mut which = 0;
    let first = (from * RATE) as usize;
    let last = (((until + 0.9) * RATE) as usize).min(cue.frames);
    for i in first..last {
        let t = i as f32 / RATE;
        if t >= next && t < until {
            let force = rng.range(0.75, 1.05);
            gongs[which].strike(force * 0.22, 0.0);
            clicks = clicks.fork("next");
            Spot::new(i, pan).noise(out, 0.12 * force, clicks.clone(), 0.006, [1_500.0, 9_000.0]);
            which = 1 - which;
            next += rng.range(0.96, 1.04) / rate;
        }
        let x = gongs[0].next() + gongs[1].next();
        out.left[i] += x * pan.left;
        out.right[i] += x * pan.right;
    }
}

fn warble(cue: &Cue, from: f32, until: f32, pan: Pan, out: &mut Stereo) {
    let mut rng = cue.rng.fork("warble");
    let (tones, rate) = WARBLES[rng.whole(0, 3) as usize];
    let pitch = rng.range(0.95, 1.06);
    let mut turns = Turns::default();
    let frames = ((until - from).max(0.05) * RATE) as usize;
    let tone = (0..frames).map(|i| {
        let t = i as f32 / RATE;
        let x = t * rate;
        let hz = tones[x as usize % tones.len()] * pitch;
        let part = x - (x as usize) as f32;
        let turn = turns.next(step_of(hz));
        let level = smooth(part / 0.06) * (1.0 - 0.55 * part) * smooth((1.0 - part) / 0.06);
        let end = smooth((frames - i) as f32 / 200.0);
        (sine(turn) + 0.32 * sine(turn * 3.0) + 0.14 * sine(turn * 5.0)) * level * end * 0.4
    });
    out.place((from * RATE) as usize, pan, tone);
}
