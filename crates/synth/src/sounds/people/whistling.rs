//! Somebody who whistles a tune: a tone that slides from note to note, and the breath beside it.

use core::f32::consts::TAU;

use super::tune;
use crate::kit::{
    RATE,
    control::{CONTROL, smooth},
    filter::Svf,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "whistling",
    english: &[
        ("whistle a tune", 0.0),
        ("whistling a tune", 0.0),
        ("person whistling", 0.0),
        ("man whistling", 0.0),
        ("woman whistling", 0.0),
        ("someone whistling", 0.0),
        ("whistle", 0.0),
    ],
    chinese: &[("口哨", 0.0), ("吹口哨", 0.0)],
    space: Space { size: 0.7, t60: 0.8, damping: 5_000.0 },
    wet: 0.3,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 600.0, 0.004, &mut out);
    let mut rng = cue.rng.fork("tune");
    let pan = Pan::level(rng.range(-0.2, 0.2));
    let home = rng.range(950.0, 1_250.0);
    let beat = rng.range(0.3, 0.42) / cue.tempo.clamp(0.5, 2.0);
    let mut t = 0.05;
    while t < cue.seconds() {
        let phrase = tune::phrase(&mut rng, beat);
        let last = phrase.len() - 1;
        let mut from = phrase[0].pitch() * 0.94;
        for (k, note) in phrase.into_iter().enumerate() {
            let to = note.pitch();
            let hz = [from, to].map(|part| part * home);
            let sound = blow(hz, note.seconds, k == last, rng.fork("blow"));
            let level = rng.range(0.85, 1.0);
            out.place((t * RATE) as usize, pan, sound.map(|x| x * level));
            t += note.seconds;
            from = to;
            rng = rng.fork("next");
        }
        t += rng.range(0.3, 0.6);
    }
    out
}

/// One note, which slides in from the one before.
fn blow(
    [from, to]: [f32; 2],
    seconds: f32,
    is_last: bool,
    mut rng: Rng,
) -> impl Iterator<Item = f32> {
    let frames = ((seconds * RATE) as usize).max(1);
    let slide = rng.range(0.035, 0.07);
    let depth = if seconds > 0.5 { 0.012 } else { 0.004 };
    let wobble = rng.range(5.0, 6.0);
    let mut breath = Svf::new(to, 5.0);
    let (mut phase, mut hz) = (0.0f32, from);
    let end = if is_last { 0.2 } else { 0.045 };
    (0..frames).map(move |i| {
        if i % CONTROL == 0 {
            let t = i as f32 / RATE;
            let vibrato = depth * libm::sinf(TAU * wobble * t) * smooth(t / 0.3);
            hz = (from + (to - from) * smooth(t / slide)) * (1.0 + vibrato + 0.001 * rng.bipolar());
        }
        phase = (phase + hz / RATE).fract();
        let angle = TAU * phase;
        let tone = libm::sinf(angle) + 0.03 * libm::sinf(2.0 * angle);
        let t = i as f32 / RATE;
        // The tongue only touches between the notes: they hardly part.
        let level = 0.15 + 0.85 * smooth(t / 0.03) * smooth((seconds - t) / end);
        let level = if is_last { level * smooth((seconds - t) / end) } else { level };
        tone * level + 0.3 * breath.bands(rng.bipolar()).band * level
    })
}
