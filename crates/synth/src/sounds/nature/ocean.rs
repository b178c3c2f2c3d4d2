//! Waves on a beach: each swells up out of the distant surf, breaks along the shore, and runs out
//! in a hiss of foam.

use crate::kit::{
    control::{CONTROL, Curve, Drift, smooth},
    filter::{OnePole, Svf},
    noise::{Brown, Pink},
    reverb::Space,
    rng::Rng,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "ocean",
    english: &[
        ("ocean", 0.0),
        ("sea", 0.0),
        ("seaside", 0.0),
        ("seashore", 0.0),
        ("shore", 0.0),
        ("shoreline", 0.0),
        ("coast", 0.0),
        ("beach", 0.0),
        ("wave", 0.0),
        ("surf", 0.0),
        ("breaker", 0.0),
        ("tide", 0.0),
        ("swell", 0.0),
    ],
    chinese: &[
        ("海浪", 0.0),
        ("海水", 0.0),
        ("波浪", 0.0),
        ("沙滩", 0.0),
        ("大海", 0.0),
        ("海", 0.0),
        ("浪", 0.0),
    ],
    space: Space { size: 1.3, t60: 1.2, damping: 3_500.0 },
    wet: 0.10,
    make,
};

/// A wave is nothing any more, or not yet, so many seconds from its break.
const FORGOTTEN: f32 = 15.0;

/// One wave. Times in seconds; it breaks at `at`, along the shore from one side to the other.
struct Wave {
    at: f32,
    size: f32,
    /// How long the front takes to rise: a gentle wave folds over, a strong one falls.
    rise: f32,
    /// Lead of the left channel over the right; negative when it breaks from the right.
    lead: f32,
    /// How far up the beach it runs: the length of its hiss.
    run: f32,
}

impl Wave {
    /// The water coming in: a long low rise, gone soon after the break.
    fn swell(&self, t: f32) -> f32 {
        let t = t - self.at;
        let rise = smooth((t + 2.0) / 2.0);
        self.size * rise * rise * after(t, 0.9)
    }

    /// The break itself: quick up, and down in two stages as the water tumbles.
    fn crash(&self, t: f32) -> f32 {
        let t = t - self.at;
        let rise = smooth((t + self.rise) / self.rise);
        self.size * rise * (0.6 * after(t, 0.45) + 0.4 * after(t, 1.5))
    }

    /// The foam: follows the break, and fizzes out long after it.
    fn foam(&self, t: f32) -> f32 {
        let t = t - self.at - 0.1;
        let rise = smooth((t + self.rise * 0.5) / (self.rise * 0.5 + 0.55));
        self.size * rise * after(t - 0.45, self.run)
    }
}

/// Exponential fall after time zero; 1 before.
fn after(t: f32, tau: f32) -> f32 {
    libm::expf(-t.max(0.0) / tau)
}

/// A wave already spent at the start, one that breaks within the first two seconds, and so on:
/// however short the clip, it has a wave in it.
fn waves(cue: &Cue) -> Vec<Wave> {
    let mut rng = cue.rng.fork("waves");
    let mut wave = |at: f32, size: f32| Wave {
        at,
        size,
        rise: cue.scaled(1.3, 0.35) * rng.range(0.85, 1.15),
        lead: rng.range(0.12, 0.32) * if rng.chance(0.5) { 1.0 } else { -1.0 },
        run: cue.scaled(1.45, 1.3) * rng.range(0.9, 1.1),
    };
    let mut times = cue.rng.fork("times");
    let period = cue.scaled(4.3, 3.3);
    let mut at = times.range(1.55, 1.95);
    let mut all = vec![wave(at - period * times.range(0.7, 0.78), 0.75)];
    // The first is the one that a short clip is heard by.
    let mut size = times.range(0.92, 1.0);
    while at < cue.seconds() + 2.5 {
        all.push(wave(at, size));
        // Between two waves, a small one laps in.
        let lap = at + period * times.range(0.45, 0.6);
        all.push(wave(lap, times.range(0.16, 0.3)));
        at += period * times.range(0.86, 1.14);
        size = times.range(0.65, 1.0);
    }
    all
}

fn make(cue: &Cue) -> Stereo {
    let waves = waves(cue);
    let mut out = Stereo::silence(cue.frames);
    for (side, name, channel) in [(0.5, "left", &mut out.left), (-0.5, "right", &mut out.right)] {
        let sum = |shape: fn(&Wave, f32) -> f32| {
            Curve::draw(cue.frames, |t| {
                waves
                    .iter()
                    .filter(|wave| (t - wave.at).abs() < FORGOTTEN)
                    .map(|wave| shape(wave, t + side * wave.lead))
                    .sum()
            })
        };
        let curves = [sum(Wave::swell), sum(Wave::crash), sum(Wave::foam)];
        channel_of(cue, &curves, name, channel);
    }
    out
}

fn channel_of(cue: &Cue, [swell, crash, foam]: &[Curve; 3], name: &str, out: &mut [f32]) {
    let own = cue.rng.fork(name);
    // Low sound reaches both ears alike; the higher, the less.
    let mut shared_low = Brown::new(cue.rng.fork("low"));
    let mut own_low = Brown::new(own.fork("low"));
    let mut shared_mid = Pink::new(cue.rng.fork("mid"));
    let mut own_mid = Pink::new(own.fork("mid"));
    let mut hiss: Rng = own.fork("hiss");
    let mut bubbles: Rng = own.fork("bubbles");

    let mut surf = Svf::new(520.0, 0.55);
    let mut surf_cut = OnePole::new(140.0);
    let mut low = Svf::new(260.0, 0.6);
    let mut body = Svf::new(600.0, 0.55);
    let mut foam_low = Svf::new(1_000.0, 0.5);
    let mut foam_slope = OnePole::new(2_600.0);
    let mut foam_top = OnePole::new(8_000.0);
    let mut rumble_cut = OnePole::new(45.0);
    let mut fizz_slow = OnePole::new(180.0);

    let mut tumble = Drift::new(own.fork("tumble"), 9.0);
    let mut churn = Drift::new(own.fork("churn"), 27.0);
    let mut far_surf = Drift::slow(cue.rng.fork("far surf"), 0.35);
    let mut distance = 0.0;

    let brightness = cue.scaled(1_500.0, 3_600.0);
    let foam_level = cue.scaled(0.62, 0.85);
    for (i, out) in out.iter_mut().enumerate() {
        let (swell, crash, foam) = (swell.at(i), crash.at(i), foam.at(i));
        if i % CONTROL == 0 {
            body.tune(260.0 + 380.0 * swell + brightness * crash, 0.5);
            // Foam pales as it thins: what is left of it is the smallest bubbles.
            foam_low.tune(1_500.0 - 900.0 * foam.min(1.0), 0.5);
            distance = 0.19 + 0.04 * far_surf.next();
        }
        let turbulence = 1.0 + 0.30 * tumble.next() + 0.22 * churn.next();
        let brown = 0.7 * shared_low.next() + 0.7 * own_low.next();
        let pink = 0.6 * shared_mid.next() + 0.8 * own_mid.next();

        let background = surf_cut.high(surf.bands(pink).low) * distance;
        let deep = rumble_cut.high(low.bands(brown).low) * (0.03 + 0.17 * swell + 0.2 * crash);
        let water = body.bands(pink).low * (0.10 * swell + 0.9 * crash * turbulence);
        // Bubbles burst in crowds: the hiss is made of grains, not of steady noise.
        let grain = fizz_slow.low(bubbles.bipolar()) * 9.0;
        let fizz = foam_top.low(foam_slope.low(foam_low.bands(hiss.bipolar()).high));
        let crowd = 0.55 + (grain * grain).min(1.8);
        let sheet = fizz * (0.012 + foam_level * foam * crowd);
        *out = background + deep + water + sheet;
    }
}
