//! Fireworks: shells that whistle up, burst with a boom that the hills send back, and scatter
//! crackling stars; several, here and there.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    filter::Svf,
    pulses::{Turns, sine, step_of},
    reverb::Space,
    rng::Rng,
    spot::Spot,
    stereo::{Pan, Stereo},
    voice::shock,
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "fireworks",
    english: &[
        ("firework", 0.0),
        ("fireworks", 0.0),
        ("firecracker", 0.3),
        ("pyrotechnic", 0.0),
        ("fireworks display", 0.2),
        ("firework show", 0.2),
        ("firework rocket", 0.0),
        ("new year", 0.0),
        ("fourth of july", 0.3),
    ],
    chinese: &[
        ("烟花", 0.0),
        ("焰火", 0.0),
        ("烟火", 0.0),
        ("鞭炮", 0.4),
        ("爆竹", 0.4),
        ("礼花", 0.2),
    ],
    space: Space { size: 2.5, t60: 2.6, damping: 2_000.0 },
    wet: 0.4,
    make,
};

/// One shell.
struct Shell {
    rng: Rng,
    /// When it bursts, in seconds.
    at: f32,
    size: f32,
    pan: f32,
    /// How long it was heard rising; 0 where it wasn't.
    rise: f32,
    /// How many stars crackle after it.
    stars: u32,
}

fn shells(cue: &Cue) -> Vec<Shell> {
    let mut rng = cue.rng.fork("shells");
    let gap = cue.scaled(1.9, 0.62);
    let times = cue.times(&mut cue.rng.fork("times"), 0.42, gap * 0.5..gap * 1.5, 0.9);
    let mut shells = Vec::new();
    for (k, at) in times.into_iter().enumerate() {
        rng = rng.fork("shell");
        // The first is the one that a short sound is known by: it whistles, bursts and crackles.
        let first = k == 0;
        let rises = first || rng.chance(0.45);
        let crackles = first || rng.chance(0.6);
        shells.push(Shell {
            rng: rng.fork("one"),
            at,
            size: if first { 1.0 } else { rng.range(0.45, 1.1) } * cue.scaled(0.75, 1.2),
            pan: rng.bipolar() * if first { 0.3 } else { 0.8 },
            rise: if rises { rng.range(0.7, 1.3) } else { 0.0 },
            stars: if crackles { rng.whole(40, 110) } else { rng.whole(0, 8) },
        });
    }
    shells
}

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 600.0, 0.006, &mut out);
    for shell in shells(cue) {
        if shell.rise > 0.0 {
            whistle(&shell, &mut out);
        }
        boom(cue, &shell, &mut out);
        stars(cue, &shell, &mut out);
    }
    out
}

/// The way up: a shrill tone that climbs, unsteady, with the hiss of its tail.
fn whistle(shell: &Shell, out: &mut Stereo) {
    let mut rng = shell.rng.fork("whistle");
    let pan = Pan::level(shell.pan * 0.8);
    let low = rng.range(850.0, 1_300.0);
    let high = low * rng.range(2.0, 2.8);
    let mut flutter = Drift::slow(rng.fork("flutter"), 22.0);
    let mut turns = Turns::default();
    let mut hiss = Svf::new(3_000.0, 1.0);
    let from = shell.at - shell.rise;
    let frames = (shell.rise * 0.93 * RATE) as usize;
    let skipped = (-from).max(0.0) * RATE;
    let (mut hz, mut level) = (low, 0.0);
    let tone = (0..frames).map(|i| {
        if i % CONTROL == 0 {
            let x = i as f32 / frames as f32;
            hz = low + (high - low) * x * (1.6 - 0.6 * x) + 60.0 * flutter.next();
            level = smooth(x / 0.25) * smooth((1.0 - x) / 0.12) * (0.6 + 0.4 * x);
            hiss.tune(hz * 1.3, 1.0);
        }
        let turn = turns.next(step_of(hz));
        let x = sine(turn) * 0.75 + sine(2.0 * turn) * 0.22 + hiss.bands(rng.bipolar()).band * 0.6;
        x * level * 0.12
    });
    let heard = tone.skip(skipped as usize);
    out.place((from.max(0.0) * RATE) as usize, pan, heard);
}

/// The burst: a shock, what it does to the ear, and its weight.
fn boom(cue: &Cue, shell: &Shell, out: &mut Stereo) {
    let mut rng = shell.rng.fork("boom");
    let at = (shell.at * RATE) as usize;
    let size = shell.size;
    let pan = Pan::new(shell.pan * 0.6);
    let long = rng.range(0.9, 1.4) * size.sqrt();
    if !cue.far {
        out.place(at, pan, shock(0.005 * long).map(|x| x * 0.8 * size));
        Spot::new(at, pan).noise(out, 0.8 * size, rng.fork("crack"), 0.16, [300.0, 5_500.0]);
    }
    for (hz, t60, level) in [(46.0, 0.75, 0.55), (71.0, 0.55, 0.6), (118.0, 0.35, 0.5)] {
        Spot::eased(at, pan, 0.004).tone(
            out,
            level * size,
            hz * rng.range(0.9, 1.15) / long,
            t60 * long,
            -0.35,
        );
    }
    for (side, name) in [(-0.7, "left"), (0.7, "right")] {
        let pan = Pan::new((shell.pan + side).clamp(-1.0, 1.0));
        Spot::eased(at, pan, 0.012).noise(
            out,
            1.1 * size,
            rng.fork(name),
            1.0 * long,
            [40.0, 330.0],
        );
    }
    // The hills answer.
    for _ in 0..if cue.intensity > 0.7 { 1 } else { 2 } {
        let later = at + (rng.range(0.22, 0.8) * RATE) as usize;
        let level = size * rng.range(0.2, 0.45);
        Spot::eased(later, Pan::new(rng.bipolar() * 0.9), 0.03).noise(
            out,
            level,
            rng.fork("echo"),
            0.8,
            [40.0, 260.0],
        );
    }
}

/// The stars: sharp little cracks that start together and thin out.
fn stars(cue: &Cue, shell: &Shell, out: &mut Stereo) {
    let mut rng = shell.rng.fork("stars");
    let delay = rng.range(0.18, 0.5);
    let length = rng.range(0.45, 0.9);
    let top = if cue.far { 3_000.0 } else { 11_000.0 };
    for _ in 0..shell.stars {
        let t = shell.at + delay + (rng.unit() + rng.unit() * rng.unit()) * length;
        let level = 0.11 * rng.heavy_tail(3.5) * shell.size;
        let pan = Pan::new((shell.pan + rng.bipolar() * 0.5).clamp(-1.0, 1.0));
        rng = rng.fork("star");
        Spot::new((t * RATE) as usize, pan).noise(
            out,
            level * 1.6,
            rng.fork("crack"),
            rng.octaves(0.006, 0.03),
            [900.0, top],
        );
    }
}
