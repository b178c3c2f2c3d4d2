//! Running water: a stream that babbles over stones, and a fall. Near water is bubbles, each on its
//! own; far water is noise.

use crate::kit::{
    RATE,
    control::{CONTROL, Curve, Drift},
    filter::{OnePole, Svf},
    noise::Pink,
    reverb::Space,
    stereo::{Pan, Stereo},
    water::Bubbles,
};
use crate::sounds::{Cue, Kind};

pub(crate) const STREAM: Kind = Kind {
    name: "stream",
    english: &[
        ("stream", 0.0),
        ("brook", -0.2),
        ("creek", 0.0),
        ("rivulet", -0.5),
        ("trickle", -0.7),
        ("babbling stream", 0.0),
        ("babbling brook", -0.2),
        ("river", 0.4),
        ("rapids", 0.9),
        ("running water", 0.1),
        ("flowing water", 0.1),
        ("water flow", 0.1),
        ("water flowing", 0.1),
        ("water running", 0.1),
        ("fountain", 0.1),
    ],
    chinese: &[
        ("溪", 0.0),
        ("小溪", -0.1),
        ("溪流", 0.0),
        ("河", 0.4),
        ("河流", 0.4),
        ("流水", 0.1),
        ("泉水", -0.2),
        ("喷泉", 0.1),
        ("急流", 0.9),
    ],
    space: Space { size: 0.8, t60: 0.5, damping: 4_000.0 },
    wet: 0.12,
    make: stream,
};

pub(crate) const FALL: Kind = Kind {
    name: "waterfall",
    english: &[("waterfall", 0.0), ("cascade", -0.2), ("cataract", 0.6)],
    chinese: &[("瀑布", 0.0)],
    space: Space { size: 1.4, t60: 0.9, damping: 3_000.0 },
    wet: 0.2,
    make: fall,
};

fn stream(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let bands = [(cue.scaled(640.0, 400.0), 0.7, 1.0), (1_900.0, 0.6, 0.7), (5_200.0, 0.6, 0.6)];
    flow(cue, [0.05, 0.34], bands, 0.8, &mut out);
    babble(cue, &mut out);
    out
}

/// Each stone has a place, a size of bubbles, and fits in which it swallows air.
fn babble(cue: &Cue, out: &mut Stereo) {
    let busy = cue.scaled(16.0, 42.0);
    for stone in 0..6 {
        let mut rng = cue.rng.fork("stones");
        for _ in 0..stone {
            rng = rng.fork("next");
        }
        let pan = Pan::new((stone as f32 - 2.5) * 0.3 + rng.bipolar() * 0.1);
        let low = rng.octaves(330.0, 800.0) * cue.scaled(1.6, 0.7);
        let bubbles = Bubbles { low, high: low * 7.0, rise: 0.5, hold: 1.0 };
        let level = rng.range(0.07, 0.16);
        let mut fits = Drift::slow(rng.fork("fits"), 1.1);
        let rate = Curve::draw(cue.frames, |_| {
            let fit = 0.5 + 0.5 * fits.next();
            busy * (0.15 + 2.2 * fit * fit)
        });
        let mut t = rng.wait(0.02);
        while t < cue.seconds() {
            let (sound, size) = bubbles.draw(&mut rng);
            out.place((t * RATE) as usize, pan, sound.map(|x| x * size * level));
            t += rng.wait(1.0 / rate.at((t * RATE) as usize));
        }
    }
}

fn fall(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let bands = [(150.0, 0.5, 1.2), (650.0, 0.45, 1.0), (2_800.0, 0.5, 0.75)];
    flow(cue, [0.3, 0.4], bands, 0.35, &mut out);
    // Masses of water that arrive one after the other.
    let mut rng = cue.rng.fork("masses");
    let bubbles = Bubbles { low: 170.0, high: 1_400.0, rise: 0.2, hold: 0.5 };
    let mut t = rng.wait(0.02);
    while t < cue.seconds() {
        let (sound, size) = bubbles.draw(&mut rng);
        let pan = Pan::new(rng.bipolar() * 0.7);
        out.place((t * RATE) as usize, pan, sound.map(|x| x * size * 0.035));
        t += rng.wait(1.0 / 70.0);
    }
    out
}

/// Water too far or too much to tell its bubbles apart: bands of noise, `(hz, q, level)`, that
/// surge by `depth`, each on its own.
fn flow<const BANDS: usize>(
    cue: &Cue,
    levels: [f32; 2],
    bands: [(f32, f32, f32); BANDS],
    depth: f32,
    out: &mut Stereo,
) {
    let level = cue.scaled(levels[0], levels[1]);
    let rng = cue.rng.fork("flow");
    let mut sides = ["left", "right"].map(|side| {
        let filters = bands.map(|(hz, q, _)| Svf::new(hz, q));
        (Pink::new(rng.fork(side)), OnePole::new(60.0), filters)
    });
    let mut surges = bands.map(|(hz, _, _)| {
        let name = if hz < 1_000.0 { "slow" } else { "quick" };
        Drift::slow(rng.fork(name), 0.7 + hz / 1_500.0)
    });
    let mut now = [0.0f32; BANDS];
    out.add_each(|i| {
        if i % CONTROL == 0 {
            for ((now, surge), (_, _, part)) in now.iter_mut().zip(&mut surges).zip(bands) {
                *now = level * part * libm::expf(0.6 * depth * surge.next());
            }
        }
        let [left, right] = sides.each_mut().map(|(pink, cut, _)| cut.high(pink.next()));
        // Each ear hears a little of what is at the other.
        let heard = [0.95 * left + 0.16 * right, 0.16 * left + 0.95 * right];
        let mut sums = [0.0f32; 2];
        for ((sum, x), (_, _, filters)) in sums.iter_mut().zip(heard).zip(&mut sides) {
            for (filter, now) in filters.iter_mut().zip(&now) {
                *sum += filter.bands(x).band * now;
            }
        }
        (sums[0], sums[1])
    });
}
