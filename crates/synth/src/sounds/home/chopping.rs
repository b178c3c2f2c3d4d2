//! An axe in wood: the blow, the log that answers, and on a good one the halves that fall apart.

use crate::kit::{
    RATE,
    grains::arrivals,
    modes::{LOG, Thing, tap},
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::{burst, ping},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "wood chopping",
    english: &[
        ("chop", 0.0),
        ("chopping", 0.0),
        ("wood chop", 0.0),
        ("wood chopping", 0.0),
        ("chop wood", 0.0),
        ("chopping wood", 0.0),
        ("chopping firewood", 0.0),
        ("splitting wood", 0.3),
        ("split wood", 0.3),
        ("axe", 0.2),
        ("ax", 0.2),
        ("hatchet", -0.3),
        ("woodcutter", 0.0),
    ],
    chinese: &[("砍柴", 0.0), ("劈柴", 0.2), ("砍树", 0.3), ("伐木", 0.3), ("斧", 0.2)],
    space: Space { size: 1.5, t60: 0.8, damping: 2_800.0 },
    wet: 0.32,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 1_100.0, 0.008, &mut out);
    let mut rng = cue.rng.fork("blows");
    let pitch = cue.scaled(440.0, 280.0) * rng.range(0.88, 1.15);
    let pace = cue.scaled(1.7, 1.15);
    let mut log = Thing::new(&LOG, pitch, &mut rng);
    for t in cue.times(&mut rng, 0.1, pace * 0.9..pace * 1.15, 0.6) {
        let level = rng.range(0.8, 1.0);
        let at = (t * RATE) as usize;
        let pan = Pan::new(0.08 * rng.bipolar());
        out.place(at, pan, ping(cue.scaled(95.0, 65.0), 0.12, -0.3).map(|x| x * level * 0.45));
        out.place(at, pan, log.struck(&tap(0.000_8), level * 1.6, &mut rng).into_iter());
        let bite = burst(rng.fork("bite"), 0.022, 700.0, 6_500.0);
        out.place(at, pan, bite.map(|x| x * level * 1.3));
        if rng.chance(0.5) {
            split(t, pitch, level, &mut rng, &mut out);
            log = Thing::new(&LOG, pitch * rng.range(0.85, 1.2), &mut rng);
        }
    }
    out
}

/// Fibres give way, and both halves tumble.
fn split(t: f32, pitch: f32, level: f32, rng: &mut Rng, out: &mut Stereo) {
    for now in arrivals(rng, t + 0.012, t + 0.1, 260.0, |now| 260.0 * (1.0 - (now - t) * 8.0)) {
        let snap = burst(rng.fork("fibre"), rng.octaves(0.003, 0.01), 1_200.0, 8_000.0);
        let part = level * rng.range(0.15, 0.5);
        out.place((now * RATE) as usize, Pan::new(0.0), snap.map(|x| x * part));
    }
    for side in [-0.35, 0.4] {
        let half = Thing::new(&LOG, pitch * rng.range(1.5, 2.1), rng);
        let mut now = t + rng.range(0.22, 0.34);
        let mut part = level * rng.range(0.35, 0.5);
        for _ in 0..rng.whole(2, 3) {
            let fall = half.struck(&tap(0.000_9), part, rng);
            out.place((now * RATE) as usize, Pan::new(side), fall.into_iter());
            now += rng.range(0.07, 0.13);
            part *= 0.5;
        }
    }
}
