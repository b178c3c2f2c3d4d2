//! Footsteps, left and right: the heel comes down, the sole rolls over, the toe pushes off. On
//! boards each is a knock, on gravel a crowd of stones, in snow a crunch that squeaks.

use crate::kit::{
    RATE,
    control::smooth,
    filter::OnePole,
    grains::arrivals,
    modes::{Thing, WOOD, tap},
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::{burst, eased, ping},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const FLOOR: Kind = Kind {
    name: "footsteps",
    english: &[
        ("footstep", 0.0),
        ("foot step", 0.0),
        ("footfall", 0.0),
        ("step", 0.0),
        ("stepping", 0.0),
        ("running feet", 0.7),
        ("walk", 0.0),
        ("pacing", 0.0),
        ("tiptoe", -0.8),
        ("stroll", -0.3),
        ("stomp", 0.9),
        ("march", 0.6),
        ("jogging", 0.6),
        ("running footstep", 0.7),
        ("high heel", 0.3),
        ("shoe", 0.0),
        ("boot", 0.4),
    ],
    chinese: &[
        ("脚步", 0.0),
        ("走路", 0.0),
        ("步行", 0.0),
        ("高跟鞋", 0.3),
        ("跺脚", 0.9),
        ("跑步", 0.7),
    ],
    space: Space { size: 0.5, t60: 0.55, damping: 4_000.0 },
    wet: 0.3,
    make: on_boards,
};

pub(crate) const GRAVEL: Kind = Kind {
    name: "footsteps on gravel",
    english: &[
        ("gravel", 0.0),
        ("footstep on gravel", 0.0),
        ("footstep on the gravel", 0.0),
        ("footstep in gravel", 0.0),
        ("walk on gravel", 0.0),
        ("walking on gravel", 0.0),
        ("march on gravel", 0.6),
        ("run on gravel", 0.7),
        ("running on gravel", 0.7),
        ("pebble", 0.0),
    ],
    chinese: &[("碎石", 0.0), ("砾石", 0.0), ("石子路", 0.0)],
    space: Space { size: 0.8, t60: 0.4, damping: 3_000.0 },
    wet: 0.08,
    make: on_gravel,
};

pub(crate) const SNOW: Kind = Kind {
    name: "footsteps in snow",
    english: &[
        ("footstep in snow", 0.0),
        ("footstep in the snow", 0.0),
        ("footstep on snow", 0.0),
        ("footstep on the snow", 0.0),
        ("walk in snow", 0.0),
        ("walk in the snow", 0.0),
        ("walk on snow", 0.0),
        ("walk through snow", 0.0),
        ("walk through the snow", 0.0),
        ("step in snow", 0.0),
        ("crunching snow", 0.2),
        ("crunchy snow", 0.2),
        ("snow crunch", 0.2),
        ("snow crunching", 0.2),
    ],
    chinese: &[("踩雪", 0.0), ("雪地", 0.0)],
    space: Space { size: 0.9, t60: 0.3, damping: 2_500.0 },
    wet: 0.06,
    make: in_snow,
};

/// One step, from the heel's touch on.
struct Step {
    at: f32,
    level: f32,
    /// Until the toe comes down, and until it leaves, in seconds.
    roll: f32,
    pan: f32,
}

/// The steps of one walker.
fn steps(cue: &Cue, rng: &mut Rng) -> Vec<Step> {
    // From a stroll to a run: faster, and shorter on the ground.
    let pace = cue.scaled(0.66, 0.40) * rng.range(0.95, 1.06);
    let place = rng.bipolar() * 0.15;
    let limp = rng.range(0.0, 0.03);
    let times = cue.times(rng, 0.1, pace * 0.97..pace * 1.03, 0.3);
    let step = |(k, at): (usize, f32)| {
        let side = if k % 2 == 0 { -1.0 } else { 1.0 };
        Step {
            at: at + if k % 2 == 0 { 0.0 } else { limp * pace },
            level: rng.range(0.75, 1.0) * if k % 2 == 0 { 1.0 } else { 0.9 },
            roll: pace * rng.range(0.2, 0.27),
            pan: place + 0.22 * side,
        }
    };
    times.into_iter().enumerate().map(step).collect()
}

fn on_boards(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 450.0, 0.007, &mut out);
    let mut rng = cue.rng.fork("steps");
    let floor = Thing::new(&WOOD, rng.range(85.0, 130.0), &mut rng);
    let heel = Thing::damped(&WOOD, rng.range(420.0, 700.0), 0.7, &mut rng);
    let hard = cue.scaled(0.002_6, 0.000_9);
    for step in steps(cue, &mut rng) {
        let frame = |later: f32| ((step.at + later) * RATE) as usize;
        let pan = Pan::new(step.pan);
        let weight = step.level;
        let thud = floor.struck(&tap(hard * 3.0), weight * 0.65, &mut rng);
        out.place(frame(0.0), pan, thud.into_iter());
        let knock = heel.struck(&tap(hard * 0.5), weight * 1.2, &mut rng);
        out.place(frame(0.0), pan, knock.into_iter());
        let leather = burst(rng.fork("heel"), 0.014, 700.0, cue.scaled(2_500.0, 6_000.0));
        out.place(frame(0.0), pan, leather.map(|x| x * weight * 0.4));
        // The sole follows, softer and brighter, and brushes the floor.
        let toe = floor.struck(&tap(hard * 2.0), weight * rng.range(0.25, 0.4), &mut rng);
        out.place(frame(step.roll), pan, toe.into_iter());
        let slap = burst(rng.fork("toe"), 0.03, 900.0, 5_000.0);
        out.place(frame(step.roll), pan, slap.map(|x| x * weight * 0.16));
        let brush = eased(0.03, burst(rng.fork("brush"), 0.16, 1_800.0, 6_500.0));
        out.place(frame(step.roll + 0.02), pan, brush.map(|x| x * weight * 0.035));
    }
    out
}

/// How hard the foot presses at a part of its way over the ground: heel, then toe.
fn press(x: f32) -> f32 {
    let hump = |at: f32, width: f32| {
        let d = (x - at) / width;
        libm::expf(-d * d)
    };
    hump(0.14, 0.12) + 0.75 * hump(0.62, 0.2)
}

fn on_gravel(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 900.0, 0.006, &mut out);
    let mut rng = cue.rng.fork("steps");
    let dense = cue.scaled(320.0, 800.0);
    for step in steps(cue, &mut rng) {
        let seconds = step.roll * 2.1;
        thud(&step, 0.35, &rng, &mut out);
        let rate = |t: f32| dense * press((t - step.at) / seconds);
        let stones = arrivals(&mut rng, step.at, step.at + seconds * 1.15, dense * 1.1, rate);
        for t in stones {
            let size = rng.heavy_tail(6.0);
            let level = step.level * 0.11 * size * rng.range(0.4, 1.0);
            let pan = Pan::new(step.pan + rng.bipolar() * 0.25);
            let at = (t * RATE) as usize;
            let t60 = rng.octaves(0.004, 0.014);
            let grit = burst(rng.fork("grit"), t60, 1_000.0, rng.octaves(3_500.0, 9_000.0));
            out.place(at, pan, grit.map(|x| x * level));
            if size > 1.8 {
                let stone = ping(rng.octaves(1_100.0, 4_500.0), t60 * 1.6, 0.0);
                out.place(at, pan, stone.map(|x| x * level * 0.6));
            }
        }
    }
    out
}

/// The weight that meets the ground.
fn thud(step: &Step, level: f32, rng: &Rng, out: &mut Stereo) {
    let heavy = eased(0.006, burst(rng.fork("thud"), 0.09, 50.0, 260.0));
    let level = step.level * level * 2.5;
    out.place((step.at * RATE) as usize, Pan::new(step.pan), heavy.map(|x| x * level));
}

fn in_snow(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 700.0, 0.008, &mut out);
    let mut rng = cue.rng.fork("steps");
    for step in steps(cue, &mut rng) {
        let seconds = step.roll * 2.6;
        thud(&step, 0.2, &rng, &mut out);
        crunch(cue, &step, seconds, &mut rng, &mut out);
    }
    out
}

/// Grains that break and slip under the weight, so quickly after each other that it sounds like
/// cloth torn; cold snow squeaks in it.
fn crunch(cue: &Cue, step: &Step, seconds: f32, rng: &mut Rng, out: &mut Stereo) {
    let frames = (seconds * 1.15 * RATE) as usize;
    let mut noise = rng.fork("snow");
    let mut low = OnePole::new(cue.scaled(1_500.0, 2_600.0));
    let mut cut = OnePole::new(240.0);
    let slip = cue.scaled(70.0, 110.0) * rng.range(0.8, 1.25);
    let (mut phase, mut grip) = (0.0f32, 1.0f32);
    let body = Thing::damped(&WOOD, rng.range(330.0, 430.0), 0.5, rng);
    let force: Vec<f32> = (0..frames)
        .map(|i| {
            let x = i as f32 / RATE / seconds;
            // It slips in a rhythm that quickens as it is packed.
            phase += slip * (0.8 + 0.7 * x) / RATE;
            if phase >= 1.0 {
                phase -= noise.range(0.8, 1.2);
                grip = noise.range(0.35, 1.0);
            }
            let slipped = 1.0 - smooth(phase.max(0.0) * 1.6);
            let x = press(x) * grip * (0.15 + slipped) * noise.bipolar();
            cut.high(low.low(x))
        })
        .collect();
    let squeak = body.driven(&force);
    let level = step.level;
    let snow = squeak
        .into_iter()
        .enumerate()
        .map(|(i, x)| (1.6 * force.get(i).copied().unwrap_or(0.0) + 0.5 * x) * level);
    out.place((step.at * RATE) as usize, Pan::new(step.pan), snow);
}
