//! Electricity that is heard: a transformer's hum and its overtones, a faint buzz on them, and
//! crackling where it is violent.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift},
    filter::Svf,
    noise::Pink,
    pulses::{Turns, pulse, sine, step_of},
    reverb::Space,
    spot::Spot,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "electric hum",
    english: &[
        ("electric hum", 0.0),
        ("electrical hum", 0.0),
        ("electric buzz", 0.2),
        ("electrical buzz", 0.2),
        ("electric buzzing", 0.2),
        ("electrical buzzing", 0.2),
        ("electricity", 0.4),
        ("electric spark", 0.7),
        ("electrical spark", 0.7),
        ("electric shock", 0.8),
        ("short circuit", 0.9),
        ("spark", 0.7),
        ("static", 0.6),
        ("radio static", 0.6),
        ("tv static", 0.6),
        ("transformer", 0.0),
        ("power line", 0.1),
        ("mains hum", 0.0),
        ("hum", 0.0),
        ("fridge", -0.5),
        ("refrigerator", -0.5),
        ("freezer", -0.5),
        ("fluorescent light", -0.2),
        ("neon", -0.1),
        ("neon sign", -0.1),
        ("server room", -0.2),
        ("tesla coil", 1.0),
    ],
    chinese: &[
        ("电流", 0.0),
        ("嗡鸣", 0.0),
        ("冰箱", -0.5),
        ("电火花", 0.7),
        ("变压器", 0.0),
        ("静电", 0.6),
        ("短路", 0.9),
    ],
    space: Space { size: 0.5, t60: 0.4, damping: 4_000.0 },
    wet: 0.3,
    make,
};

/// The overtones of twice the mains' rate, and their strength.
const TONES: [(f32, f32); 7] =
    [(0.5, 0.16), (1.0, 0.8), (2.0, 0.55), (3.0, 0.34), (4.0, 0.30), (6.0, 0.18), (9.0, 0.08)];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let mut rng = cue.rng.fork("mains");
    let hum = if rng.chance(0.5) { 100.0 } else { 120.0 };
    let levels = TONES.map(|(_, level)| level * rng.range(0.6, 1.3));
    let mut turns = [Turns::default(); TONES.len()];
    let mut arc = Turns::default();
    let mut band = Svf::new(2_600.0, 0.7);
    let mut low = Svf::new(780.0, 0.8);
    let mut load = Drift::slow(cue.rng.fork("load"), 1.3);
    let mut slow = Drift::slow(cue.rng.fork("slow"), 0.35);
    let mut flicker = Drift::slow(cue.rng.fork("flicker"), 13.0);
    let mut sides =
        ["left", "right"].map(|name| (Pink::new(cue.rng.fork(name)), Svf::new(2_200.0, 0.5)));
    let buzz = cue.scaled(0.02, 0.5);
    let hiss = cue.scaled(0.02, 0.12);
    let (mut swell, mut lit) = (1.0, 1.0);
    let step = step_of(hum);
    out.add_each(|i| {
        if i % CONTROL == 0 {
            swell = 1.0 + 0.12 * slow.next() + 0.08 * load.next();
            lit = 0.6 + 0.4 * flicker.next() * cue.intensity * 2.0;
        }
        let mut tone = 0.0;
        for ((turns, (ratio, _)), level) in turns.iter_mut().zip(TONES).zip(levels) {
            tone += sine(turns.next(step * ratio)) * level;
        }
        let at = arc.next(step);
        let edge = pulse(at, step, 0.08);
        let bright = band.bands(edge).band * 0.7 + low.bands(edge).band;
        let middle = (tone * (0.3 - 0.16 * (cue.intensity - 0.5).max(0.0))
            + bright * buzz * lit.max(0.0))
            * swell;
        let gate = 0.5 + 0.5 * edge.clamp(0.0, 1.0);
        let [l, r] =
            sides.each_mut().map(|(pink, band)| band.bands(pink.next()).high * hiss * gate);
        (middle + l, middle + r)
    });
    sparks(cue, &mut out);
    out
}

/// Cracks in fits, more with intensity.
fn sparks(cue: &Cue, out: &mut Stereo) {
    let mut rng = cue.rng.fork("sparks");
    let most = (cue.intensity - 0.55).max(0.0) * 2.2;
    if most <= 0.0 || cue.far {
        return;
    }
    let mut t = rng.range(0.08, 0.2);
    while t < cue.seconds() {
        let pan = Pan::new(rng.bipolar() * 0.4);
        for _ in 0..rng.whole(4, 30) {
            let level = most * 0.5 * rng.heavy_tail(3.0);
            rng = rng.fork("spark");
            Spot::new((t * RATE) as usize, pan).noise(
                out,
                level,
                rng.fork("crack"),
                rng.octaves(0.002, 0.014),
                [1_500.0, 14_000.0],
            );
            t += rng.wait(0.014);
        }
        t += rng.wait(0.45 / most.max(0.2));
    }
}
