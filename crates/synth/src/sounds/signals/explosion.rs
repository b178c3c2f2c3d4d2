//! An explosion: a shock that tears the air, a boom that sinks as the fireball cools, a roar that
//! rolls off between what stands around, and debris that comes down.

use crate::kit::{
    RATE,
    control::{CONTROL, smooth},
    filter::Svf,
    noise::{Brown, Pink},
    pulses::{Turns, sine, soften, step_of, through},
    reverb::Space,
    rng::Rng,
    spot::Spot,
    stereo::{Pan, Stereo},
    voice::{burst, shock},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "explosion",
    english: &[
        ("explosion", 0.0),
        ("explode", 0.0),
        ("blast", 0.1),
        ("bomb", 0.3),
        ("boom", 0.0),
        ("grenade", -0.2),
        ("dynamite", 0.2),
        ("detonation", 0.2),
        ("detonate", 0.2),
        ("cannon", -0.2),
        ("artillery", 0.3),
        ("missile", 0.4),
        ("nuclear", 1.0),
        ("kaboom", 0.4),
        ("volcano", 0.6),
        ("eruption", 0.6),
        ("meteor", 0.6),
    ],
    chinese: &[
        ("爆炸", 0.0),
        ("炸弹", 0.3),
        ("爆破", 0.2),
        ("大炮", 0.0),
        ("轰炸", 0.4),
        ("火山", 0.6),
    ],
    space: Space { size: 2.4, t60: 2.6, damping: 1_600.0 },
    wet: 0.35,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 600.0, 0.006, &mut out);
    let mut rng = cue.rng.fork("blasts");
    let gap = cue.scaled(5.5, 3.4);
    for (k, at) in
        cue.times(&mut rng.fork("times"), 0.08, gap..gap * 1.7, 1.6).into_iter().enumerate()
    {
        rng = rng.fork("next");
        let size = if k == 0 { 1.0 } else { rng.range(0.6, 1.0) };
        let left = cue.frames.saturating_sub((at * RATE) as usize);
        let pan = rng.bipolar() * 0.3;
        out.add_at((at * RATE) as usize, &blast(cue, &rng, size, pan, left));
    }
    out
}

fn blast(cue: &Cue, rng: &Rng, size: f32, pan: f32, most: usize) -> Stereo {
    let mut pick = rng.fork("shape");
    let long = cue.scaled(0.6, 1.35) * pick.range(0.85, 1.2);
    let frames = ((5.5 * long * RATE) as usize).min(most);
    let mut out = Stereo::silence(frames);
    // The fireball's own wave sinks below what is heard.
    let mut turns = Turns::new(0.25);
    let top = pick.range(95.0, 130.0);
    let mut hz = top;
    let mut deep = 0.0;
    let mut sides = ["left", "right"].map(|name| {
        let own = rng.fork(name);
        (
            Pink::new(own.fork("roar")),
            Brown::new(own.fork("low")),
            Svf::new(900.0, 0.55),
            Svf::new(150.0, 0.6),
        )
    });
    let mut shared = Pink::new(rng.fork("shared"));
    let bright = if cue.far { 700.0 } else { cue.scaled(3_500.0, 6_500.0) };
    let bumps: Vec<(f32, f32)> =
        (0..6).map(|_| (pick.range(0.15, 2.2) * long, pick.range(0.15, 0.5))).collect();
    let (mut roar, mut low) = (0.0, 0.0);
    let gain = Pan::level(pan);
    out.add_each(|i| {
        if i % CONTROL == 0 {
            let t = i as f32 / RATE / long;
            let rise = smooth(t / 0.012);
            hz = 28.0 + (top - 28.0) * libm::expf(-t / 0.16);
            deep = rise * through(&[(0.0, 1.0), (0.25, 0.8), (1.4, 0.0)], t);
            // It tumbles: puffs of it arrive from here and there.
            let puffs: f32 = bumps
                .iter()
                .map(|(at, part)| {
                    let x = t * long - at;
                    if x < 0.0 { 0.0 } else { part * smooth(x / 0.05) * libm::expf(-x / 0.3) }
                })
                .sum();
            roar = rise * (libm::expf(-t / 0.22) + 0.45 * libm::expf(-t / 0.8) + 0.5 * puffs);
            low = rise * (libm::expf(-t / 0.5) + 0.5 * libm::expf(-t / 1.5) + 0.6 * puffs);
            for side in &mut sides {
                side.2.tune(
                    160.0 + bright * libm::expf(-t / 0.25) + 350.0 * libm::expf(-t / 1.2),
                    0.55,
                );
                side.3.tune(70.0 + 160.0 * libm::expf(-t / 0.7), 0.6);
            }
        }
        let wave = soften(sine(turns.next(step_of(hz))) * 1.6) * deep * 0.5;
        let common = shared.next();
        let [l, r] = sides.each_mut().map(|(pink, brown, filter, floor)| {
            let noise = filter.bands(0.7 * common + 0.7 * pink.next()).low;
            noise * roar * 2.6 + floor.bands(brown.next()).low * low * 0.6
        });
        // Nearly all that a blast is lies beyond what air and ears carry in a straight line.
        (
            soften((wave + l) * size * 1.5 * gain.left * 1.4),
            soften((wave + r) * size * 1.5 * gain.right * 1.4),
        )
    });
    if !cue.far {
        let pan = Pan::new(pan);
        out.place(0, pan, shock(0.006).map(|x| x * 0.9 * size));
        out.place(0, pan, burst(rng.fork("crack"), 0.12, 500.0, 9_000.0).map(|x| x * 0.8 * size));
        debris(cue, &rng.fork("debris"), size, long, &mut out);
    }
    out
}

/// Stones, glass and metal come down, the smaller the later.
fn debris(cue: &Cue, rng: &Rng, size: f32, long: f32, out: &mut Stereo) {
    let mut rng = rng.clone();
    for _ in 0..(cue.scaled(18.0, 90.0) as usize) {
        let t = 0.35 + (rng.unit() + rng.unit()) * 0.85 * long;
        let at = (t * RATE) as usize;
        let level = 0.035 * rng.heavy_tail(5.0) * size;
        let pan = Pan::new(rng.bipolar() * 0.9);
        rng = rng.fork("piece");
        Spot::new(at, pan).noise(
            out,
            level * 2.0,
            rng.fork("hit"),
            rng.octaves(0.008, 0.05),
            [350.0, rng.octaves(2_000.0, 9_000.0)],
        );
        if rng.chance(0.4) {
            Spot::new(at, pan).tone(
                out,
                level,
                rng.octaves(300.0, 3_500.0),
                rng.octaves(0.02, 0.09),
                0.0,
            );
        }
    }
}
