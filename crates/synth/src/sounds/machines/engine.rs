//! A car's engine that idles and is revved: four cylinders through a silencer, and the mechanics
//! above it.

use super::exhaust::{Build, Exhaust};
use crate::kit::{
    RATE,
    control::{CONTROL, Curve, Drift, smooth},
    filter::{OnePole, Svf},
    noise::Pink,
    pulses::{Turns, pulse, sine, soften, step_of},
    reverb::Space,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "engine",
    english: &[
        ("engine", 0.0),
        ("car engine", 0.0),
        ("engine idling", -0.5),
        ("engine idle", -0.5),
        ("idling car", -0.5),
        ("engine revving", 0.6),
        ("revving engine", 0.6),
        ("rev", 0.6),
        ("rev up", 0.6),
        ("start engine", 0.0),
        ("starting engine", 0.0),
        ("start car", 0.0),
        ("car start", 0.0),
        ("ignition", 0.0),
        ("car", 0.0),
        ("truck", 0.2),
        ("lorry", 0.2),
        ("bus", 0.0),
        ("tractor", 0.2),
        ("diesel", 0.2),
        ("diesel engine", 0.2),
        ("vehicle", 0.0),
        ("automobile", 0.0),
        ("motor", 0.0),
        ("generator", 0.0),
        ("accelerate", 0.6),
        ("vroom", 0.7),
    ],
    chinese: &[
        ("引擎", 0.0),
        ("发动机", 0.0),
        ("马达", 0.0),
        ("汽车", 0.0),
        ("卡车", 0.2),
        ("公交车", 0.0),
        ("拖拉机", 0.2),
        ("怠速", -0.5),
        ("轰油门", 0.7),
    ],
    space: Space { size: 0.7, t60: 0.5, damping: 3_000.0 },
    wet: 0.2,
    make,
};

const BUILD: Build = Build {
    cylinders: &[(1.0, 1.0), (0.78, 1.0), (1.12, 1.0), (0.86, 1.0)],
    rough: 0.3,
    push: 0.022,
    hiss: 0.35,
    pipe: 0.009_3,
    answer: 0.5,
};

/// Firings per second at 800 revolutions a minute, two to a revolution.
const IDLE: f32 = 26.7;

/// The pedal over time: blips after a while of idling, more and deeper ones with intensity.
fn pedal(cue: &Cue) -> impl Fn(f32) -> f32 {
    let mut rng = cue.rng.fork("pedal");
    let mut blips = Vec::new();
    let mut at = cue.scaled(1.6, 0.25) * rng.range(0.8, 1.2);
    while at < cue.seconds() - 0.5 {
        let hold = rng.range(0.12, 0.4) * cue.scaled(0.6, 2.6);
        blips.push((at, hold, rng.range(0.55, 0.8) * cue.scaled(0.35, 1.3)));
        at += hold + rng.range(0.9, 1.7) * cue.scaled(1.8, 0.75) / cue.tempo.clamp(0.25, 4.0);
    }
    move |t| {
        let part = |(at, hold, deep): &(f32, f32, f32)| {
            deep * smooth((t - at) / 0.12) * smooth((at + hold + 0.2 - t) / 0.1)
        };
        blips.iter().map(part).sum::<f32>().min(1.0)
    }
}

fn make(cue: &Cue) -> Stereo {
    let mut rng = cue.rng.fork("car");
    let size = rng.range(0.88, 1.14);
    let pedal = pedal(cue);
    let mut hunt = Drift::slow(cue.rng.fork("hunt"), 2.2);
    let mut speed = IDLE;
    let rate = Curve::draw(cue.frames, |t| {
        let open = pedal(t);
        let wanted = IDLE * size * (1.0 + 0.02 * hunt.next()) + 112.0 * open;
        let quick = if wanted > speed { 0.004_6 } else { 0.002_0 };
        speed += (wanted - speed) * quick;
        speed
    });
    let mut exhaust = Exhaust::new(BUILD, cue.rng.fork("exhaust"));
    let mut boom = Svf::new(95.0 * size, 1.0);
    let mut silencer = Svf::new(420.0, 0.7);
    let mut snarl = Svf::new(900.0, 1.2);
    let mut crank = Turns::default();
    let mut fan = Turns::default();
    let mut belt = Turns::default();
    let mut tick = Svf::new(3_100.0, 1.6);
    let mut sides = ["left", "right"]
        .map(|name| (Pink::new(cue.rng.fork(name)), Svf::new(700.0, 0.6), OnePole::new(180.0)));
    let mut out = Stereo::silence(cue.frames);
    let (mut open, mut fast) = (0.0, 0.0);
    out.add_each(|i| {
        let firings = rate.at(i);
        if i % CONTROL == 0 {
            open = pedal(i as f32 / RATE);
            fast = ((firings - 20.0) / 110.0).clamp(0.0, 1.0);
            silencer.tune(300.0 + 900.0 * fast + 500.0 * open, 0.7);
            snarl.tune(600.0 + 900.0 * fast, 1.3);
        }
        let gas = exhaust.next(firings, 0.25 + 0.75 * open) - 0.2;
        let low = boom.bands(gas).band * 0.55;
        let body = silencer.bands(gas).band * 1.3;
        let edge = snarl.bands(gas).band * (0.9 + 1.6 * open);
        let engine = soften((low + body + edge) * (0.55 + 0.5 * fast + 0.3 * open));
        // Valves tick at half the firing rate of each pair; the belt and the alternator sing.
        let step = step_of(firings * 2.0);
        let valve = pulse(crank.next(step), step, 0.06);
        let valves = tick.bands(valve).band * 0.16;
        let sung = sine(belt.next(step_of(firings * 10.3))) * 0.012 * (0.3 + fast)
            + sine(fan.next(step_of(firings * 23.7))) * 0.006 * fast;
        let [l, r] = sides.each_mut().map(|(pink, low, cut)| {
            let x = pink.next();
            let intake = low.bands(x).band * (0.03 + 0.28 * fast * (0.3 + open));
            intake + cut.high(x) * (0.03 + 0.05 * fast)
        });
        let middle = engine * 0.6 + valves + sung;
        (middle + l, middle + r)
    });
    out
}
