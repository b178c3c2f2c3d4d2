//! A chainsaw: a small two-stroke that is revved, bites, labours in the wood and is let go to a
//! stumbling idle; and its chain.

use super::exhaust::{Build, Exhaust};
use crate::kit::{
    control::{CONTROL, Curve, Drift, smooth},
    filter::Svf,
    noise::Pink,
    pulses::soften,
    reverb::Space,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "chainsaw",
    english: &[
        ("chainsaw", 0.0),
        ("chain saw", 0.0),
        ("logging", 0.0),
        ("cutting down a tree", 0.0),
        ("cut down tree", 0.0),
        ("cutting down tree", 0.0),
        ("brush cutter", -0.2),
        ("leaf blower", -0.3),
        ("hedge trimmer", -0.2),
    ],
    chinese: &[("电锯", 0.0), ("链锯", 0.0), ("油锯", 0.0)],
    space: Space { size: 1.1, t60: 0.6, damping: 4_500.0 },
    wet: 0.16,
    make,
};

const ENGINE: Build = Build {
    cylinders: &[(1.0, 1.0)],
    rough: 0.8,
    push: 0.010,
    hiss: 1.1,
    pipe: 0.002_1,
    answer: 0.55,
};

/// Idling, firings per second: 2 700 revolutions a minute.
const IDLE: f32 = 45.0;

/// A cut: the throttle opens at `at`, the chain bites at `bite` and comes free at `end`.
struct Cut {
    at: f32,
    bite: f32,
    end: f32,
    /// Firings per second, free and in the wood.
    free: f32,
    loaded: f32,
}

fn cuts(cue: &Cue) -> Vec<Cut> {
    let mut rng = cue.rng.fork("cuts");
    let mut at = rng.range(0.06, 0.16);
    let mut cuts = Vec::new();
    while cuts.is_empty() || at < cue.seconds() - 0.6 {
        let bite = at + rng.range(0.35, 0.6);
        let end = bite + rng.range(0.7, 1.3) * cue.scaled(0.8, 2.2);
        let free = cue.scaled(165.0, 205.0) * rng.range(0.94, 1.06);
        cuts.push(Cut { at, bite, end, free, loaded: free * rng.range(0.66, 0.76) });
        at = end + rng.range(0.25, 0.5) * cue.scaled(2.6, 0.8);
    }
    cuts
}

impl Cut {
    /// How far the throttle is open.
    fn throttle(&self, t: f32) -> f32 {
        smooth((t - self.at) / 0.07) * smooth((self.end + 0.12 - t) / 0.12)
    }

    /// How deep the chain is in the wood.
    fn bite(&self, t: f32) -> f32 {
        smooth((t - self.bite) / 0.15) * smooth((self.end - t) / 0.12)
    }
}

fn make(cue: &Cue) -> Stereo {
    let cuts = cuts(cue);
    let sum = |t: f32, part: fn(&Cut, f32) -> f32| cuts.iter().map(|cut| part(cut, t)).sum::<f32>();
    let mut strain = Drift::slow(cue.rng.fork("strain"), 5.0);
    let mut hunt = Drift::slow(cue.rng.fork("hunt"), 1.6);
    let mut speed = IDLE;
    let rate = Curve::draw(cue.frames, |t| {
        let throttle = sum(t, Cut::throttle);
        let bite = sum(t, Cut::bite);
        let now = cuts.iter().rev().find(|cut| t >= cut.at);
        let (free, loaded) = now.map_or((IDLE, IDLE), |cut| (cut.free, cut.loaded));
        let under = free + (loaded - free) * bite + 9.0 * bite * strain.next();
        let wanted = IDLE * (1.0 + 0.05 * hunt.next()) + (under - IDLE) * throttle;
        // The crank has weight: up in 0.1 s, down more slowly.
        let quick = if wanted > speed { 0.008 } else { 0.004 };
        speed += (wanted - speed) * quick;
        speed
    });
    let load = Curve::draw(cue.frames, |t| sum(t, Cut::throttle).min(1.0));
    let bite = Curve::draw(cue.frames, |t| sum(t, Cut::bite).min(1.0));

    let mut exhaust = Exhaust::new(ENGINE, cue.rng.fork("exhaust"));
    let mut muffler = Svf::new(380.0, 1.2);
    let mut rasp = Svf::new(1_250.0, 1.6);
    let mut bark = Svf::new(2_700.0, 1.8);
    let mut chain = ["left", "right"]
        .map(|name| (Pink::new(cue.rng.fork(name)), Svf::new(3_400.0, 0.7), Svf::new(900.0, 1.0)));
    let mut out = Stereo::silence(cue.frames);
    let mut grind = Drift::new(cue.rng.fork("grind"), 70.0);
    let (mut running, mut open, mut wood) = (0.0, 0.0, 0.0);
    out.add_each(|i| {
        let firings = rate.at(i);
        if i % CONTROL == 0 {
            open = load.at(i);
            wood = bite.at(i);
            running = (firings / 200.0).min(1.0);
            rasp.tune(900.0 + 600.0 * open - 200.0 * wood, 1.5);
        }
        let gas = exhaust.next(firings, open) - 0.12;
        let low = muffler.bands(gas).low;
        let mid = rasp.bands(gas).band;
        let top = bark.bands(gas).band;
        let engine = soften(low * 0.45 - mid * (1.4 + 1.1 * open) + top * (1.2 + 2.6 * open));
        let teeth = 0.6 + 0.4 * grind.next();
        let [l, r] = chain.each_mut().map(|(noise, metal, fibre)| {
            let x = noise.next();
            let chips = fibre.bands(x).band * wood * 0.55 * teeth;
            metal.bands(x).band * running * running * (0.22 + 0.45 * wood * teeth) + chips
        });
        let engine = engine * (0.62 + 0.12 * open);
        (engine + l, engine + r)
    });
    out
}
