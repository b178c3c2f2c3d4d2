//! A laser as films have it: a tone that falls like a struck wire's, bright at first, with a short
//! echo.

use crate::kit::{
    RATE,
    control::{CONTROL, smooth},
    filter::Svf,
    pulses::{Turns, pulse, saw, sine, soften, step_of},
    reverb::Space,
    rng::Rng,
    spot::Spot,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "laser",
    english: &[
        ("laser", 0.0),
        ("laser gun", 0.0),
        ("laser beam", 0.2),
        ("ray gun", 0.0),
        ("blaster", 0.2),
        ("phaser", 0.0),
        ("zap", 0.0),
        ("pew", 0.0),
        ("pew pew", 0.2),
        ("space gun", 0.2),
        ("lightsaber", 0.0),
        ("photon", 0.2),
    ],
    chinese: &[("激光", 0.0), ("激光枪", 0.0), ("镭射", 0.0), ("光剑", 0.0)],
    space: Space { size: 0.9, t60: 0.8, damping: 5_000.0 },
    wet: 0.3,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 400.0, 0.003, &mut out);
    let mut rng = cue.rng.fork("gun");
    // One gun has one voice; the shots differ a little.
    let top = rng.range(2_600.0, 4_200.0) * cue.scaled(1.15, 0.85);
    let bottom = rng.range(140.0, 320.0) * cue.scaled(1.2, 0.7);
    let length = rng.range(0.22, 0.34) * cue.scaled(0.8, 1.4);
    let ring = rng.range(0.0, 1.0);
    let gap = cue.scaled(0.85, 0.30).max(length * 0.9);
    for at in cue.times(&mut rng.fork("times"), 0.05, gap * 0.8..gap * 1.5, length) {
        rng = rng.fork("shot");
        let tune = rng.range(0.94, 1.06);
        let pan = Pan::level(rng.bipolar() * 0.5);
        let shot = shot(&rng, top * tune, bottom * tune, length, ring);
        for (later, level) in [(0.0, 0.5), (0.11, 0.14), (0.22, 0.05)] {
            let from = ((at + later) * RATE) as usize;
            Spot::new(from, pan).made(&mut out, level, &shot);
        }
    }
    out
}

fn shot(rng: &Rng, top: f32, bottom: f32, length: f32, ring: f32) -> Vec<f32> {
    let frames = (length * RATE) as usize;
    let mut turns = [Turns::default(); 3];
    let mut noise = rng.fork("spit");
    let mut filter = Svf::new(top, 1.0);
    let fall = libm::logf(bottom / top);
    let (mut hz, mut level) = (top, 0.0);
    (0..frames)
        .map(|i| {
            if i % CONTROL == 0 {
                let x = i as f32 / frames as f32;
                // Fast at first: the high end of a wire arrives before its low end.
                let down = 1.0 - (1.0 - x) * (1.0 - x);
                hz = top * libm::expf(fall * down);
                level = smooth(x / 0.015) * (1.0 - x) * smooth((1.0 - x) / 0.2);
                filter.tune((hz * 3.0).min(12_000.0), 1.1);
            }
            let step = step_of(hz);
            let wobble = 1.0 + 0.35 * ring * sine(turns[2].next(step_of(hz * 0.251)));
            let a = pulse(turns[0].next(step), step, 0.3);
            let b = saw(turns[1].next(step * 1.007), step);
            let spit = noise.bipolar() * level * level * level * 0.4;
            soften(filter.bands((0.6 * a + 0.5 * b) * wobble + spit).low * 1.3) * level
        })
        .collect()
}
