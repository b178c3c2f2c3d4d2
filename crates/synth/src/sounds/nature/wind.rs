//! Wind in the open: gusts that pass over the listener, the air's own low roar, hollow resonances
//! that climb with each gust, and dry leaves.

use crate::kit::{
    RATE,
    control::{CONTROL, Curve, Drift, smooth},
    filter::{OnePole, Svf},
    noise::{Brown, Pink},
    reverb::Space,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "wind",
    english: &[("wind", 0.0), ("breeze", -0.6), ("gust", 0.5), ("gale", 0.8), ("blizzard", 0.8)],
    chinese: &[("微风", -0.6), ("大风", 0.7), ("狂风", 0.9), ("风", 0.0)],
    space: Space { size: 1.2, t60: 0.9, damping: 2_000.0 },
    wet: 0.10,
    make,
};

/// A hollow: something that the wind blows across. In Hz at rest, and how narrow.
struct Hollow {
    hz: f32,
    q: f32,
    level: f32,
}

/// One gust. Times in seconds; it is at its height at `at`.
struct Gust {
    at: f32,
    rise: f32,
    size: f32,
}

impl Gust {
    /// Comes up faster than it goes.
    fn force(&self, t: f32) -> f32 {
        let t = t - self.at;
        let part = if t < 0.0 { -t } else { t / 1.8 } / self.rise;
        self.size * smooth(1.0 - part)
    }
}

/// The last of a gust before the start, one within the first two seconds, and so on.
fn gusts(cue: &Cue) -> Vec<Gust> {
    let mut rng = cue.rng.fork("gusts");
    let mut at = rng.range(0.9, 1.6);
    let mut gusts = vec![Gust { at: at - 3.0, rise: 1.2, size: 0.7 }];
    while at < cue.seconds() + 2.0 {
        gusts.push(Gust { at, rise: rng.range(0.6, 1.2), size: rng.range(0.65, 1.0) });
        at += rng.range(1.9, 3.4);
    }
    gusts
}

/// The force of the wind over time, from 0 to about 1: the strongest gust, and turbulence on it.
fn force(cue: &Cue) -> Curve {
    let gusts = gusts(cue);
    let drift = |name, hz| Drift::slow(cue.rng.fork(name), hz);
    let mut turbulence =
        [(drift("slow", 0.5), 0.16), (drift("middle", 1.7), 0.11), (drift("quick", 5.0), 0.07)];
    Curve::draw(cue.frames, |t| {
        let gust = gusts.iter().map(|gust| gust.force(t)).fold(0.0, f32::max);
        let wander: f32 = turbulence.iter_mut().map(|(drift, depth)| drift.next() * *depth).sum();
        (0.22 + 0.66 * gust + wander * (0.5 + gust)).clamp(0.05, 1.2)
    })
}

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let force = force(cue);
    let mut rng = cue.rng.fork("hollows");
    let hollows = [(290.0, 3.0, 1.0), (540.0, 5.5, 1.0), (880.0, 14.0, cue.scaled(0.5, 1.5))]
        .map(|(hz, q, level)| Hollow { hz: hz * rng.range(0.85, 1.2), q, level });
    // A gust reaches one ear first.
    let lag = (rng.range(0.05, 0.16) * RATE) as usize;
    let left_first = rng.chance(0.5);
    let (left_lag, right_lag) = if left_first { (0, lag) } else { (lag, 0) };
    channel_of(cue, &force, &hollows, "left", left_lag, &mut out.left);
    channel_of(cue, &force, &hollows, "right", right_lag, &mut out.right);
    out
}

fn channel_of(
    cue: &Cue,
    force: &Curve,
    hollows: &[Hollow; 3],
    name: &str,
    lag: usize,
    out: &mut [f32],
) {
    let own = cue.rng.fork(name);
    let mut shared_brown = Brown::new(cue.rng.fork("brown"));
    let mut own_brown = Brown::new(own.fork("brown"));
    let mut shared_pink = Pink::new(cue.rng.fork("pink"));
    let mut own_pink = Pink::new(own.fork("pink"));
    let mut leaves = own.fork("leaves");

    let mut roar = Svf::new(170.0, 0.6);
    let mut roar_cut = OnePole::new(60.0);
    let mut resonances = hollows.each_ref().map(|hollow| Svf::new(hollow.hz, hollow.q));
    let mut wander = ["one", "two", "three"].map(|which| Drift::slow(cue.rng.fork(which), 1.3));
    let mut air = Svf::new(1_500.0, 0.6);
    let mut rustle = Svf::new(3_600.0, 0.7);
    let mut rustle_top = OnePole::new(7_000.0);
    let mut flutter = Drift::new(own.fork("flutter"), 11.0);
    let mut levels = [0.0f32; 3];

    let strength = cue.scaled(0.75, 1.2);
    let leaf_level = cue.scaled(0.05, 0.10);
    for (i, out) in out.iter_mut().enumerate() {
        let force = force.at(i.saturating_sub(lag)) * strength;
        if i % CONTROL == 0 {
            for (k, hollow) in hollows.iter().enumerate() {
                let pitch = hollow.hz * (0.62 + 0.85 * force + 0.14 * wander[k].next());
                resonances[k].tune(pitch, hollow.q);
                // The narrow one only speaks when it is blown hard.
                levels[k] = hollow.level * if k == 2 { force * force } else { force };
            }
            air.tune(600.0 + 1_300.0 * force, 0.6);
        }
        let brown = 0.75 * shared_brown.next() + 0.65 * own_brown.next();
        let pink = 0.5 * shared_pink.next() + 0.85 * own_pink.next();
        let mut sum = roar_cut.high(roar.bands(brown).low) * (0.07 + 0.24 * force);
        for (resonance, level) in resonances.iter_mut().zip(levels) {
            sum += resonance.bands(pink).band * level * 1.5;
        }
        sum += air.bands(pink).low * 0.26 * force;
        let dry = rustle_top.low(rustle.bands(leaves.bipolar()).band);
        let shake = 0.6 + 0.4 * flutter.next();
        *out = sum + dry * leaf_level * force * force * shake;
    }
}
