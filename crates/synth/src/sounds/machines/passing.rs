//! Cars that pass on a road: tyres on asphalt, the engine under them, the wind they drag along.

use super::exhaust::{Build, Exhaust};
use crate::kit::{
    RATE,
    filter::{OnePole, Svf},
    noise::Pink,
    passing::Passing,
    reverb::Space,
    rng::Rng,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "car passing",
    english: &[
        ("car passing", 0.0),
        ("car pass", 0.0),
        ("passing car", 0.0),
        ("car passing by", 0.0),
        ("car driving by", 0.0),
        ("car driving", 0.0),
        ("car drive by", 0.0),
        ("drive by", 0.0),
        ("traffic", 0.4),
        ("road traffic", 0.4),
        ("street traffic", 0.3),
        ("city traffic", 0.4),
        ("busy street", 0.4),
        ("busy road", 0.5),
        ("highway", 0.6),
        ("motorway", 0.6),
        ("freeway", 0.6),
        ("race car", 1.0),
        ("racing car", 1.0),
        ("formula 1", 1.0),
    ],
    chinese: &[
        ("汽车驶过", 0.0),
        ("车辆驶过", 0.0),
        ("车流", 0.4),
        ("交通", 0.4),
        ("公路", 0.3),
        ("马路", 0.3),
        ("赛车", 1.0),
    ],
    space: Space { size: 1.4, t60: 0.7, damping: 3_000.0 },
    wet: 0.14,
    make,
};

const FAMILY: Build = Build {
    cylinders: &[(1.0, 1.0), (0.85, 1.0), (1.05, 1.0), (0.92, 1.0)],
    rough: 0.15,
    push: 0.016,
    hiss: 0.4,
    pipe: 0.008_1,
    answer: 0.45,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, cue.scaled(0.004, 0.02), &mut out);
    let mut rng = cue.rng.fork("cars");
    let gap = cue.scaled(5.5, 2.0);
    // The first is there at once, so that a short sound has it pass.
    let first = (cue.seconds() * 0.45).min(1.7);
    for at in cue.times(&mut rng.fork("times"), first, gap * 0.6..gap * 1.4, 0.6) {
        rng = rng.fork("car");
        let quick = rng.range(0.85, 1.2) * cue.scaled(11.0, 34.0) * cue.tempo.clamp(0.5, 2.0);
        let speed = if rng.chance(0.5) { quick } else { -quick };
        let way = Passing { nearest: rng.range(3.5, 7.0), speed, at };
        // Beyond this it is no longer heard.
        let reach = 100.0 / quick;
        let from = (at - reach).max(0.0);
        let until = (at + reach).min(cue.seconds());
        let way = Passing { at: at - from, ..way };
        let frames = ((until - from) * RATE) as usize;
        let heard = way.heard(frames, |frames, _| car(cue, &rng, frames));
        out.add_at((from * RATE) as usize, &heard);
    }
    out
}

/// One car, as it sounds to somebody who runs beside it.
fn car(cue: &Cue, rng: &Rng, frames: usize) -> Vec<f32> {
    let mut pick = rng.fork("make");
    let firings = pick.range(58.0, 88.0) * cue.scaled(0.8, 1.5);
    let racing = ((cue.intensity - 0.85) / 0.1).clamp(0.0, 1.0);
    let firings = firings * (1.0 + 2.6 * racing);
    let tyre = pick.range(820.0, 1_150.0);
    let mut exhaust = Exhaust::new(FAMILY, rng.fork("exhaust"));
    let mut rubber = Pink::new(rng.fork("tyres"));
    let mut asphalt = Svf::new(tyre, 0.6);
    let mut hiss = Svf::new(2_900.0, 0.6);
    let mut rush = OnePole::new(160.0);
    let mut body = Svf::new(260.0, 0.8);
    let mut edge = Svf::new(1_500.0, 0.9);
    (0..frames)
        .map(|_| {
            let x = rubber.next();
            let tyres = asphalt.bands(x).band * 0.75 + hiss.bands(x).band * 0.35;
            let gas = exhaust.next(firings, 0.5 + 0.5 * racing) - 0.2;
            let engine = body.bands(gas).band * 0.8 + edge.bands(gas).band * (0.2 + 2.0 * racing);
            tyres * (1.0 - 0.6 * racing) + engine * (0.5 + 0.9 * racing) + rush.low(x) * 0.3
        })
        .collect()
}
