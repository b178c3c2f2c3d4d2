//! Hands that clap. A clap is a burst of noise in the cavity that the hands make, and each clapper
//! has their own hands and pace. A few are heard one by one; a hall of them is a texture.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    filter::Svf,
    noise::Pink,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::burst,
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const FEW: Kind = Kind {
    name: "clapping",
    english: &[
        ("clap", 0.0),
        ("clapping", 0.0),
        ("hand clapping", 0.0),
        ("hand clap", 0.0),
        ("handclap", 0.0),
        ("clap hand", 0.0),
        ("clapping hands", 0.0),
        ("slow clap", -0.7),
    ],
    chinese: &[("拍手", 0.0), ("击掌", 0.0)],
    space: Space { size: 0.5, t60: 0.6, damping: 5_000.0 },
    wet: 0.35,
    make: few,
};

pub(crate) const MANY: Kind = Kind {
    name: "applause",
    english: &[
        ("applause", 0.0),
        ("applaud", 0.0),
        ("standing ovation", 0.8),
        ("audience clapping", 0.0),
        ("crowd clapping", 0.2),
        ("people clapping", 0.0),
        ("clapping audience", 0.0),
        ("clapping crowd", 0.2),
    ],
    chinese: &[("掌声", 0.0), ("鼓掌", 0.0)],
    space: Space { size: 1.1, t60: 1.3, damping: 4_500.0 },
    wet: 0.22,
    make: many,
};

/// One clapper's claps, made once and used over and over, each time a little otherwise.
struct Hands {
    claps: Vec<Vec<f32>>,
    pan: Pan,
    level: f32,
    /// Seconds from clap to clap.
    pace: f32,
}

impl Hands {
    fn new(cup: f32, place: f32, level: f32, pace: f32, rng: &mut Rng) -> Self {
        let claps = (0..4).map(|_| clap(cup * rng.range(0.93, 1.08), rng)).collect();
        Self { claps, pan: Pan::new(place), level, pace }
    }

    fn clap(&self, t: f32, level: f32, rng: &mut Rng, out: &mut Stereo) {
        let which = rng.whole(0, self.claps.len() as u32 - 1) as usize;
        let level = self.level * level * rng.range(0.7, 1.0);
        let sound = self.claps[which].iter().map(|x| x * level);
        out.place((t.max(0.0) * RATE) as usize, self.pan, sound);
    }
}

/// Palms on each other: the deeper the cup, the lower.
fn clap(cup: f32, rng: &mut Rng) -> Vec<f32> {
    let mut cavity = [Svf::new(cup, 2.2), Svf::new(cup * 2.6, 1.6)];
    let snap = burst(rng.fork("snap"), rng.range(0.034, 0.055), 500.0, 9_000.0);
    let slap = burst(rng.fork("slap"), 0.006, 1_500.0, 12_000.0).chain(core::iter::repeat(0.0));
    snap.zip(slap)
        .map(|(x, edge)| {
            let low = cavity[0].bands(x).band;
            let high = cavity[1].bands(x).band;
            1.6 * low + 0.9 * high + 0.22 * x + 0.25 * edge
        })
        .collect()
}

fn few(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 600.0, 0.007, &mut out);
    let mut rng = cue.rng.fork("hands");
    let pace = cue.scaled(0.55, 0.2) * rng.range(0.92, 1.08);
    let cup = cue.scaled(900.0, 1_300.0) * rng.octaves(0.8, 1.25);
    let first = Hands::new(cup, rng.bipolar() * 0.1, 1.0, pace, &mut rng);
    for t in cue.times(&mut rng, 0.08, pace * 0.96..pace * 1.04, 0.15) {
        first.clap(t, 1.0, &mut rng, &mut out);
    }
    // A counted clap is one person's; else one or two clap along, each at their own pace.
    let others = if cue.count.is_some() { 0 } else { rng.whole(1, 2) };
    for k in 0..others {
        let side = if k % 2 == 0 { 0.5 } else { -0.5 };
        let own = pace * rng.range(0.85, 1.2);
        let level = rng.range(0.3, 0.5);
        let hands = Hands::new(cup * rng.octaves(0.7, 1.4), side, level, own, &mut rng);
        let start = 0.3 + rng.unit() * 0.5;
        for t in cue.times(&mut rng, start, own * 0.95..own * 1.05, 0.15) {
            hands.clap(t, 1.0, &mut rng, &mut out);
        }
    }
    out
}

fn many(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let mut rng = cue.rng.fork("audience");
    let seconds = cue.seconds();
    let swell = |t: f32| 0.4 + 0.6 * smooth((t + 0.15) / 0.7);
    far(cue, &swell, &mut out);
    for row in 0..cue.scaled(14.0, 44.0) as usize {
        let near = 1.0 / (1.0 + 0.16 * row as f32);
        let (place, pace) = (rng.bipolar() * 0.95, rng.range(0.19, 0.32));
        let hands = Hands::new(rng.octaves(650.0, 1_900.0), place, near * 0.5, pace, &mut rng);
        let mut drift = Drift::new(rng.fork("pace"), 40.0);
        let mut t = rng.unit() * 0.35 * if row < 8 { 0.5 } else { 1.0 };
        while t < seconds {
            hands.clap(t, swell(t), &mut rng, &mut out);
            // They hurry and tire.
            t += hands.pace * (1.0 + 0.1 * drift.next() + 0.05 * rng.bipolar());
        }
    }
    out
}

/// Those at the back, too many to tell apart.
fn far(cue: &Cue, swell: &impl Fn(f32) -> f32, out: &mut Stereo) {
    let rng = cue.rng.fork("far");
    let level = cue.scaled(0.03, 0.14);
    let mut now = 0.0;
    let mut flutter = Drift::slow(rng.fork("flutter"), 9.0);
    let mut shared = rng.fork("shared");
    let mut sides = ["left", "right"].map(|side| {
        let own = rng.fork(side);
        (own.clone(), Pink::new(own.fork("pink")), Svf::new(1_250.0, 0.8), Svf::new(3_200.0, 0.7))
    });
    out.add_each(|i| {
        if i % CONTROL == 0 {
            now = level * swell(i as f32 / RATE) * (1.0 + 0.2 * flutter.next());
        }
        let common = 0.4 * shared.bipolar();
        let [l, r] = sides.each_mut().map(|(white, pink, cup, palm)| {
            let x = common + 0.6 * white.bipolar() + 0.5 * pink.next();
            (cup.bands(x).band + 0.6 * palm.bands(x).band) * now
        });
        (l, r)
    });
}
