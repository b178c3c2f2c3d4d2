//! A motorcycle: two large cylinders that fire unevenly through an open pipe, idling and taken
//! through the gears.

use super::exhaust::{Build, Exhaust};
use crate::kit::{
    RATE,
    control::{CONTROL, Curve, Drift, smooth},
    filter::{OnePole, Svf},
    noise::Pink,
    pulses::soften,
    reverb::Space,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "motorcycle",
    english: &[
        ("motorcycle", 0.0),
        ("motorbike", 0.0),
        ("harley", 0.2),
        ("harley davidson", 0.2),
        ("scooter", -0.3),
        ("moped", -0.3),
        ("dirt bike", 0.5),
        ("biker", 0.0),
        ("motocross", 0.6),
    ],
    chinese: &[("摩托车", 0.0), ("摩托", 0.0), ("机车", 0.0), ("电动车", -0.3)],
    space: Space { size: 1.0, t60: 0.7, damping: 3_200.0 },
    wet: 0.28,
    make,
};

const TWIN: Build = Build {
    cylinders: &[(1.0, 0.875), (0.88, 1.125)],
    rough: 0.22,
    push: 0.026,
    hiss: 0.55,
    pipe: 0.006_1,
    answer: 0.62,
};

/// A gear that is driven out: from when, until when, and from how many firings a second to how many.
struct Gear {
    from: f32,
    to: f32,
    low: f32,
    high: f32,
}

/// Runs through three gears, and an idling rest after each.
fn gears(cue: &Cue, idle: f32) -> Vec<Gear> {
    let mut rng = cue.rng.fork("gears");
    let mut gears = Vec::new();
    let mut at = cue.scaled(1.4, 0.3) * rng.range(0.8, 1.2);
    while at < cue.seconds() - 0.4 {
        let mut low = idle * 1.6;
        for _ in 0..rng.whole(1, 3) {
            let to = at + rng.range(0.8, 1.4) / cue.tempo.clamp(0.4, 2.5);
            let high = idle * rng.range(3.6, 4.6) * cue.scaled(0.75, 1.3);
            gears.push(Gear { from: at, to, low, high });
            low = high * 0.68;
            at = to + 0.16;
        }
        at += rng.range(0.9, 1.6) * cue.scaled(1.8, 0.7);
    }
    gears
}

fn make(cue: &Cue) -> Stereo {
    let mut rng = cue.rng.fork("bike");
    let idle = rng.range(17.5, 21.0) * cue.scaled(1.25, 0.95);
    let gears = gears(cue, idle);
    let open_at = |t: f32| {
        let open = |gear: &Gear| smooth((t - gear.from) / 0.09) * smooth((gear.to - t) / 0.06);
        gears.iter().map(open).sum::<f32>().min(1.0)
    };
    let mut hunt = Drift::slow(cue.rng.fork("hunt"), 2.5);
    let mut speed = idle;
    let rate = Curve::draw(cue.frames, |t| {
        let gear = gears.iter().find(|gear| t >= gear.from && t < gear.to + 0.12);
        let wanted = match gear {
            Some(gear) => {
                let x = (t - gear.from) / (gear.to - gear.from);
                gear.low + (gear.high - gear.low) * x.min(1.0)
            }
            None => idle * (1.0 + 0.04 * hunt.next()),
        };
        speed += (wanted - speed) * if wanted > speed { 0.014 } else { 0.005 };
        speed
    });
    let mut exhaust = Exhaust::new(TWIN, cue.rng.fork("exhaust"));
    let mut chest = Svf::new(110.0, 1.1);
    let mut pipe = Svf::new(330.0, 0.8);
    let mut bark = Svf::new(1_050.0, 1.1);
    let mut crackle = Svf::new(2_500.0, 0.9);
    let mut mechanics = Pink::new(cue.rng.fork("mechanics"));
    let mut valves = Svf::new(3_300.0, 0.8);
    let mut sides =
        ["left", "right"].map(|name| (Pink::new(cue.rng.fork(name)), OnePole::new(1_400.0)));
    let mut out = Stereo::silence(cue.frames);
    let (mut open, mut fast) = (0.0, 0.0);
    out.add_each(|i| {
        let firings = rate.at(i);
        if i % CONTROL == 0 {
            open = open_at(i as f32 / RATE);
            fast = (firings / idle * 0.25 - 0.25).clamp(0.0, 1.0);
            pipe.tune(280.0 + 330.0 * fast, 0.8);
            bark.tune(850.0 + 700.0 * fast, 1.1);
        }
        let gas = exhaust.next(firings, 0.3 + 0.7 * open) - 0.2;
        let low = chest.bands(gas).band * 0.55;
        let body = pipe.bands(gas).band * 1.5;
        let edge = bark.bands(gas).band * (1.5 + 1.2 * open);
        let top = crackle.bands(gas).band * (0.9 + 1.5 * open);
        let engine = soften((low + body - edge + top) * (1.1 + 0.3 * open));
        let rattle = valves.bands(mechanics.next()).band * (0.05 + 0.12 * fast);
        let [l, r] =
            sides.each_mut().map(|(pink, low)| low.low(pink.next()) * (0.03 + 0.10 * fast));
        (engine * 0.6 + rattle + l, engine * 0.6 + rattle + r)
    });
    out
}
