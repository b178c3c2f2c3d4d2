//! A horse's hooves on hard ground: a walk in four even beats, a trot in two, a gallop in three
//! quick ones, a fourth, and a moment in the air.

use core::f32::consts::TAU;

use crate::kit::{
    RATE,
    control::decay_per_frame,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::{burst, eased, ping},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "hooves",
    english: &[
        ("hoof", 0.0),
        ("hooves", 0.0),
        ("hoofbeat", 0.0),
        ("gallop", 0.8),
        ("galloping horse", 0.8),
        ("horse gallop", 0.8),
        ("horse running", 0.8),
        ("running horse", 0.8),
        ("canter", 0.6),
        ("trot", 0.1),
        ("horse trot", 0.1),
        ("horse walking", -0.4),
        ("walking horse", -0.4),
        ("clip clop", -0.4),
    ],
    chinese: &[("马蹄", 0.0), ("奔马", 0.8), ("骏马奔腾", 0.9), ("马奔跑", 0.8)],
    space: Space { size: 0.9, t60: 0.7, damping: 4_000.0 },
    wet: 0.14,
    make,
};

/// A way of going: seconds for a stride, and when in it each hoof falls.
struct Gait {
    stride: f32,
    falls: [f32; 4],
}

const WALK: Gait = Gait { stride: 1.08, falls: [0.0, 0.25, 0.5, 0.75] };
const TROT: Gait = Gait { stride: 0.72, falls: [0.0, 0.035, 0.5, 0.535] };
const GALLOP: Gait = Gait { stride: 0.5, falls: [0.0, 0.16, 0.36, 0.54] };

/// How each hoof sounds beside the others: tone and strength.
const SHOES: [(f32, f32); 4] = [(1.0, 0.85), (1.16, 0.75), (0.92, 1.0), (1.07, 0.9)];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 1_200.0, 0.006, &mut out);
    let mut rng = cue.rng.fork("hooves");
    let gait = match cue.intensity {
        x if x < 0.42 => &WALK,
        x if x < 0.7 => &TROT,
        _ => &GALLOP,
    };
    let tone = rng.range(0.88, 1.14);
    let side = rng.range(-0.15, 0.15);
    let fall = |(at, hoof): (f32, usize), rng: &mut Rng, out: &mut Stereo| {
        let (part, strength) = SHOES[hoof % 4];
        let pan = Pan::new(side + if hoof % 2 == 0 { -0.18 } else { 0.18 });
        let level = strength * rng.range(0.75, 1.0);
        step(cue, (at, tone * part, level), pan, rng, out);
    };
    if cue.count.is_some() {
        let gap = gait.stride * 0.24..gait.stride * 0.28;
        for (hoof, at) in cue.times(&mut rng, 0.1, gap, 0.15).into_iter().enumerate() {
            fall((at, hoof), &mut rng, &mut out);
        }
        return out;
    }
    let stride = gait.stride / cue.tempo.clamp(0.5, 2.0);
    let mut t = 0.1_f32.min(cue.seconds() * 0.2);
    while t < cue.seconds() {
        let stride = stride * rng.range(0.96, 1.04);
        for (hoof, part) in gait.falls.iter().enumerate() {
            let at = t + stride * part + 0.008 * rng.bipolar();
            fall((at.max(0.0), hoof), &mut rng, &mut out);
        }
        t += stride;
    }
    out
}

/// One hoof: the iron's knock, the hollow of the hoof, the ground's thud, and some grit.
fn step(cue: &Cue, fall: (f32, f32, f32), pan: Pan, rng: &mut Rng, out: &mut Stereo) {
    let (at, tone, level) = fall;
    let frame = (at * RATE) as usize;
    let hz = tone * rng.range(0.96, 1.04);
    let modes =
        [(640.0, 0.11, 0.8), (1_130.0, 0.085, 0.65), (1_960.0, 0.045, 0.3), (3_300.0, 0.015, 0.15)];
    for (mode, t60, part) in modes {
        let part = part * level * rng.range(0.7, 1.0);
        let sound = ring(mode * hz, t60 * rng.range(0.85, 1.2));
        out.place(frame, pan, sound.map(|x| x * part));
    }
    let thud = level * cue.scaled(0.3, 1.1);
    out.place(frame, pan, eased(0.002, ping(88.0 * hz, 0.13, -0.3)).map(|x| x * thud));
    let knock = burst(rng.fork("knock"), 0.012, 500.0, 5_000.0);
    out.place(frame, pan, knock.map(|x| x * 0.8 * level));
    if !cue.far {
        let grit = level * cue.scaled(0.05, 0.22);
        let late = frame + (rng.range(0.012, 0.03) * RATE) as usize;
        let sound = eased(0.006, burst(rng.fork("grit"), 0.09, 1_800.0, 7_000.0));
        out.place(late, pan, sound.map(|x| x * grit));
    }
}

/// A resonance that was struck: as a ping, by two multiplications a frame.
fn ring(hz: f32, t60: f32) -> impl Iterator<Item = f32> {
    let angle = TAU * hz / RATE;
    let fall = decay_per_frame(t60);
    let (first, second) = (2.0 * fall * libm::cosf(angle), fall * fall);
    let (mut x, mut last) = (0.0f32, -libm::sinf(angle) / fall);
    let frames = (t60 * RATE) as usize;
    (0..frames).map(move |_| {
        (x, last) = (first * x - second * last, x);
        x
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_a_ping() {
        let rung: Vec<f32> = ring(1_000.0, 0.05).collect();
        let pinged: Vec<f32> = ping(1_000.0, 0.05, 0.0).collect();
        for (i, x) in rung.iter().enumerate().take(2_000) {
            assert!((x - pinged[i + 1]).abs() < 2e-3, "{i}: {x} {}", pinged[i + 1]);
        }
    }
}
