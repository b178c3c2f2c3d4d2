//! Rain: a bed of countless far drops, and the near ones, each on its own: ticks on leaves and
//! ground, and bubbles caught in puddles.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift},
    filter::{OnePole, Svf},
    noise::Pink,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::{burst, eased, ping},
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "rain",
    english: &[
        ("rain", 0.0),
        ("raindrop", 0.0),
        ("rainfall", 0.0),
        ("shower", 0.0),
        ("drizzle", -0.7),
        ("downpour", 0.8),
        ("monsoon", 0.9),
    ],
    chinese: &[("暴雨", 0.9), ("大雨", 0.7), ("小雨", -0.6), ("细雨", -0.7), ("雨", 0.0)],
    space: Space { size: 0.7, t60: 0.5, damping: 5_000.0 },
    wet: 0.10,
    make,
};

/// A drop takes this long to spread: without it, rain crackles like a fire. In seconds.
const SPLASH: f32 = 0.000_7;

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    bed(cue, &mut out);
    ticks(cue, &mut out);
    puddles(cue, &mut out);
    out
}

/// The far drops, too many to tell apart.
fn bed(cue: &Cue, out: &mut Stereo) {
    let level = cue.scaled(0.06, 0.58);
    let ground_level = cue.scaled(0.03, 0.16);
    let slope = cue.scaled(4_200.0, 2_600.0);
    let mut gusts = Drift::slow(cue.rng.fork("gusts"), 0.4);
    let mut swell = 1.0;
    let mut channels = ["left", "right"].map(|name| {
        let own = cue.rng.fork(name);
        (
            own.fork("air"),
            Svf::new(650.0, 0.5),
            OnePole::new(slope),
            OnePole::new(8_500.0),
            Pink::new(own.fork("ground")),
            Svf::new(420.0, 0.6),
            OnePole::new(90.0),
        )
    });
    let mut middle: Rng = cue.rng.fork("middle");
    out.add_each(|i| {
        if i % CONTROL == 0 {
            swell = 1.0 + 0.16 * gusts.next();
        }
        let shared = middle.bipolar() * 0.45;
        let [l, r] = channels.each_mut().map(|(air, high, slope, top, pink, low, cut)| {
            let white = air.bipolar() * 0.85 + shared;
            let hiss = top.low(slope.low(high.bands(white).high));
            let ground = cut.high(low.bands(pink.next()).low);
            (hiss * level + ground * ground_level) * swell
        });
        (l, r)
    });
}

/// Near drops on leaves and ground: the nearer, the louder and the fewer.
fn ticks(cue: &Cue, out: &mut Stereo) {
    let mut rng = cue.rng.fork("ticks");
    let mut sound = cue.rng.fork("tick");
    let mean = 1.0 / cue.scaled(40.0, 440.0);
    let mut t = rng.wait(mean);
    while t < cue.seconds() {
        let near = rng.heavy_tail(9.0);
        let level = 0.06 * near * rng.range(0.5, 1.0);
        let pan = Pan::new(rng.bipolar() * 0.95);
        let at = (t * RATE) as usize;
        let t60 = rng.octaves(0.004, 0.016);
        let low = rng.octaves(500.0, 2_500.0);
        let high = rng.octaves(3_500.0, 9_000.0);
        sound = sound.fork("next");
        let noise = eased(SPLASH, burst(sound.clone(), t60, low, high)).map(|x| x * level * 2.0);
        out.place(at, pan, noise);
        if rng.chance(0.5) {
            let hz = rng.octaves(1_400.0, 6_500.0);
            let tone = ping(hz, t60 * 1.4, 0.0).map(|x| x * level * 0.8);
            out.place(at, pan, tone);
        }
        t += rng.wait(mean);
    }
}

/// Drops on water: each catches a bubble, which rings and rises (Minnaert, van den Doel).
fn puddles(cue: &Cue, out: &mut Stereo) {
    let mut rng = cue.rng.fork("puddles");
    let mean = 1.0 / cue.scaled(9.0, 34.0);
    let mut t = rng.wait(mean);
    while t < cue.seconds() {
        let near = rng.heavy_tail(8.0);
        let hz = rng.octaves(900.0, 4_200.0);
        // Small bubbles ring high and short.
        let t60 = rng.range(0.7, 1.3) * 60.0 / hz;
        let level = 0.05 * near * rng.range(0.4, 1.0);
        let pan = Pan::new(rng.bipolar() * 0.8);
        let bubble = ping(hz, t60, rng.range(0.02, 0.28)).map(|x| x * level);
        out.place((t * RATE) as usize, pan, bubble);
        t += rng.wait(mean);
    }
}
