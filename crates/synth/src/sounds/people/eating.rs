//! Somebody eats something crisp: a bite that breaks it, and chews that grind it ever softer.

use crate::kit::{
    RATE,
    filter::Svf,
    grains::arrivals,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::{burst, eased, ping},
};
use crate::sounds::{Cue, Kind, air, rhythm::Groups};

pub(crate) const KIND: Kind = Kind {
    name: "eating",
    english: &[
        ("eat", 0.0),
        ("eating", 0.0),
        ("chew", -0.2),
        ("munch", 0.0),
        ("crunch", 0.2),
        ("bite", 0.2),
        ("biting", 0.2),
        ("chips", 0.3),
        ("potato chip", 0.3),
        ("eating an apple", 0.2),
        ("cracker", 0.2),
        ("cereal", 0.0),
    ],
    chinese: &[("吃", 0.0), ("咀嚼", -0.2), ("嚼", -0.2), ("咬", 0.2), ("薯片", 0.3)],
    space: Space { size: 0.2, t60: 0.22, damping: 5_000.0 },
    wet: 0.3,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 450.0, 0.007, &mut out);
    let mut rng = cue.rng.fork("bites");
    let shape = rng.range(0.88, 1.15);
    let pace = cue.scaled(0.62, 0.45);
    let groups = Groups { size: (4, 7), gap: pace * 0.85..pace * 1.2, rest: 0.7..1.1 };
    for beat in cue.beats(&mut rng, 0.06, &groups, 0.25) {
        // A counted bite is a bite; else the first is, and the rest chew on it.
        let chewed = if cue.count.is_some() { 0.0 } else { beat.index as f32 };
        crush(cue, beat.time, chewed, shape, &mut rng, &mut out);
    }
    out
}

/// The teeth go through: many small fractures, heard through the mouth.
fn crush(cue: &Cue, t: f32, chewed: f32, shape: f32, rng: &mut Rng, out: &mut Stereo) {
    let soft = 1.0 / (1.0 + 0.35 * chewed);
    let seconds = (0.10 + 0.012 * chewed) * rng.range(0.85, 1.25);
    let most = cue.scaled(260.0, 620.0) * (0.5 + 0.5 * soft);
    let frames = ((seconds + 0.05) * RATE) as usize;
    let mut force = Stereo::silence(frames);
    for now in arrivals(rng, 0.0, seconds, most, |x| most * (1.0 - 0.6 * x / seconds)) {
        let size = rng.heavy_tail(7.0);
        let high = rng.octaves(2_500.0, 9_000.0) * (0.35 + 0.65 * soft);
        let t60 = rng.octaves(0.003, 0.009) * (1.0 + 0.1 * size);
        let level = size * rng.range(0.4, 1.0);
        let crack = burst(rng.fork("crack"), t60, 700.0, high).map(|x| x * level);
        force.place((now * RATE) as usize, Pan::level(-1.0), crack);
    }
    // Open at the bite, shut while chewing.
    let mut mouth = [Svf::new(850.0 * shape, 1.5), Svf::new(2_200.0 * shape, 1.5)];
    let open = 0.25 + 0.75 * soft * soft;
    let level = 0.28 * (0.45 + 0.55 * soft);
    let pan = Pan::new(rng.bipolar() * 0.12);
    let at = (t * RATE) as usize;
    let heard = force.left.into_iter().map(|x| {
        let [a, b] = mouth.each_mut().map(|band| band.bands(x).band);
        (0.9 * a + 0.6 * b + open * x) * level
    });
    out.place(at, pan, heard);
    // The jaw.
    let jaw = eased(0.01, ping(rng.range(130.0, 170.0) * shape, 0.09, -0.2));
    out.place(at, pan, jaw.map(|x| x * 0.22));
}
