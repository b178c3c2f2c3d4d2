//! A doorbell: two tuned bars in the hall, struck one after the other: ding-dong.

use crate::kit::{
    RATE,
    pulses::{Bank, Mode},
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::{burst, ping},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "doorbell",
    english: &[
        ("doorbell", 0.0),
        ("door bell", 0.0),
        ("ding dong", 0.0),
        ("dingdong", 0.0),
        ("door chime", 0.0),
        ("ring the bell", 0.0),
        ("ring the doorbell", 0.0),
    ],
    chinese: &[("门铃", 0.0), ("叮咚", 0.0)],
    space: Space { size: 0.7, t60: 0.8, damping: 5_000.0 },
    wet: 0.35,
    make,
};

/// A bar over its resonator: its tones beside the lowest, seconds, and strength.
const BAR: [Mode; 6] = [
    (1.0, 2.6, 0.85),
    (1.003, 2.2, 0.35),
    (2.0, 0.9, 0.10),
    (2.76, 0.9, 0.22),
    (5.40, 0.4, 0.16),
    (8.93, 0.2, 0.09),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.002, &mut out);
    let mut rng = cue.rng.fork("bell");
    let ding = rng.range(610.0, 720.0);
    // A major third down; some take a fourth.
    let dong = ding / if rng.chance(0.75) { 1.26 } else { 1.335 };
    let between = rng.range(0.42, 0.6) / cue.tempo.clamp(0.5, 2.0);
    let pan = rng.range(-0.2, 0.2);
    let gap = cue.scaled(4.2, 1.7);
    for at in cue.times(&mut rng.fork("times"), 0.06, gap..gap * 1.3, 1.2) {
        for (t, hz, side) in [(at, ding, -0.12), (at + between, dong, 0.12)] {
            rng = rng.fork("bar");
            let left = cue.frames.saturating_sub((t * RATE) as usize);
            strike(cue, &rng, hz, left, (t * RATE) as usize, Pan::level(pan + side), &mut out);
        }
    }
    out
}

fn strike(cue: &Cue, rng: &Rng, hz: f32, left: usize, at: usize, pan: Pan, out: &mut Stereo) {
    let mut rng = rng.clone();
    let mut bank =
        Bank::new(&BAR.map(|(ratio, t60, level)| (hz * ratio, t60, level * rng.range(0.85, 1.1))));
    bank.strike(0.5, if cue.far { 0.6 } else { 0.0 });
    let frames = left.min((3.2 * RATE) as usize);
    out.place(at, pan, (0..frames).map(|_| bank.next()));
    // The plunger's knock.
    out.place(at, pan, burst(rng.fork("knock"), 0.018, 300.0, 4_000.0).map(|x| x * 0.35));
    out.place(at, pan, ping(185.0, 0.06, 0.0).map(|x| x * 0.16));
}
