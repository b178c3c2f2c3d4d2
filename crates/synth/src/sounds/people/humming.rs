//! Somebody who hums a tune: a voice behind closed lips.

use super::tune;
use crate::kit::{
    reverb::Space,
    stereo::{Pan, Stereo},
    throat::{Call, Throat, pose},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "humming",
    english: &[
        ("humming", 0.0),
        ("hum a tune", 0.0),
        ("humming a tune", 0.0),
        ("person humming", 0.0),
        ("woman humming", -0.2),
        ("man humming", 0.2),
        ("someone humming", 0.0),
    ],
    chinese: &[("哼歌", 0.0), ("哼唱", 0.0)],
    space: Space { size: 0.5, t60: 0.5, damping: 4_000.0 },
    wet: 0.3,
    make,
};

const THROAT: Throat = Throat {
    open: 0.62,
    edge: 1_600.0,
    jitter: 0.006,
    shimmer: 0.04,
    tremor: (5.4, 0.008, 0.06),
    damping: 0.12,
    nose: 850.0,
    ..Throat::PLAIN
};

/// Closed lips, and a tongue that moves behind them.
const LIPS: [[f32; 3]; 2] = [[255.0, 1_050.0, 2_250.0], [285.0, 1_250.0, 2_300.0]];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.004, &mut out);
    let mut rng = cue.rng.fork("tune");
    let pan = Pan::level(rng.range(-0.15, 0.15));
    let is_high = rng.chance(0.5);
    let (home, tract) = if is_high { (230.0, 1.12) } else { (125.0, 0.98) };
    let home = home * rng.range(0.93, 1.07);
    let beat = rng.range(0.38, 0.52) / cue.tempo.clamp(0.5, 2.0);
    let mut t = 0.05;
    while t < cue.seconds() {
        let phrase = tune::phrase(&mut rng, beat);
        let seconds: f32 = phrase.iter().map(|note| note.seconds).sum();
        let mut poses = vec![pose(0.0, home * phrase[0].pitch(), 0.0, 0.0, LIPS[0])];
        let mut at = 0.0;
        for (k, note) in phrase.into_iter().enumerate() {
            let hz = home * note.pitch();
            let [from, to] = [0.055, note.seconds - 0.04].map(|x| (at + x) / seconds);
            let voice = rng.range(0.8, 1.0);
            poses.push(pose(from, hz, voice, 0.02, LIPS[k % 2]));
            poses.push(pose(to, hz, voice * 0.8, 0.02, LIPS[k % 2]));
            at += note.seconds;
        }
        poses.push(pose(1.0, home, 0.0, 0.0, LIPS[0]));
        let call = Call { throat: &THROAT, poses: &poses, seconds, pitch: 1.0, tract };
        call.put(&rng.fork("hum"), t, pan, 1.0, &mut out);
        t += seconds + rng.range(0.35, 0.6);
    }
    out
}
