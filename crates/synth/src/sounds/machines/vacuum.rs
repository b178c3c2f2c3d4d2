//! A vacuum cleaner: a fast motor's whine, the air that it draws, and the nozzle that goes to and
//! fro on the carpet.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    filter::{OnePole, Svf},
    noise::Pink,
    pulses::{Turns, saw, sine, step_of},
    reverb::Space,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "vacuum cleaner",
    english: &[
        ("vacuum cleaner", 0.0),
        ("vacuum", 0.0),
        ("vacuuming", 0.0),
        ("robot vacuum", -0.3),
        ("vacuum cleaning", 0.0),
        ("hoover", 0.0),
        ("hoovering", 0.0),
        ("hair dryer", -0.2),
        ("hairdryer", -0.2),
        ("blow dryer", -0.2),
        ("hand dryer", 0.2),
        ("suction", 0.0),
    ],
    chinese: &[("吸尘器", 0.0), ("吸尘", 0.0), ("吹风机", -0.2)],
    space: Space { size: 0.45, t60: 0.4, damping: 5_000.0 },
    wet: 0.22,
    make,
};

/// The motor's tones above its speed: the armature, its commutator, the fan's blades.
const TONES: [(f32, f32); 6] =
    [(1.0, 0.5), (2.0, 0.8), (3.0, 0.25), (4.0, 0.3), (7.0, 0.75), (14.0, 0.22)];

fn make(cue: &Cue) -> Stereo {
    let mut rng = cue.rng.fork("machine");
    let speed = rng.range(285.0, 350.0) * cue.scaled(0.85, 1.18);
    let pace = rng.range(0.55, 0.75) * cue.tempo.clamp(0.4, 2.5);
    let resonance = [rng.range(620.0, 800.0), rng.range(1_500.0, 1_900.0)];
    let mut hand = Turns::new(rng.unit());
    let mut lean = Drift::slow(cue.rng.fork("lean"), 1.5);
    let mut wander = Drift::slow(cue.rng.fork("wander"), 6.0);
    let mut tones = [Turns::default(); TONES.len()];
    let mut brush = Turns::default();
    let mut brush_band = Svf::new(900.0, 0.8);
    let mut noise = Pink::new(cue.rng.fork("noise"));
    let mut cut = OnePole::new(160.0);
    let mut pipe = Svf::new(resonance[0], 1.6);
    let mut bag = Svf::new(resonance[1], 1.2);
    let mut hiss = Svf::new(4_200.0, 0.6);
    let mut sides = ["left", "right"].map(|name| cue.rng.fork(name));
    let mut out = Stereo::silence(cue.frames);
    let (mut hz, mut press, mut on) = (0.0, 0.0, 0.0);
    out.add_each(|i| {
        if i % CONTROL == 0 {
            let t = i as f32 / RATE;
            // It runs up from half its speed, within the first half second.
            on = 0.45 + 0.55 * smooth(t / 0.45);
            // Pushing closes the nozzle: the motor has less to do, and turns faster.
            press = 0.5 + 0.5 * sine(hand.next(step_of(pace * CONTROL as f32)));
            press = (press + 0.3 * lean.next()).clamp(0.0, 1.0);
            hz = speed * on * (0.97 + 0.06 * press + 0.006 * wander.next());
            pipe.tune(resonance[0] * (0.85 + 0.3 * press), 1.6);
            bag.tune(resonance[1] * (1.15 - 0.3 * press), 1.2);
        }
        let mut whine = 0.0;
        for (tone, (ratio, part)) in tones.iter_mut().zip(TONES) {
            whine += sine(tone.next(step_of(hz * ratio))) * part;
        }
        let step = step_of(hz * 0.5);
        let brush = brush_band.bands(saw(brush.next(step), step)).band * 0.35;
        let motor = (whine * 0.085 + brush * 0.14) * on;
        let x = cut.high(noise.next());
        let air = pipe.bands(x).band * (0.60 - 0.2 * press)
            + bag.bands(x).band * 0.46
            + hiss.bands(x).band * (0.24 + 0.14 * press)
            + x * 0.1;
        let [l, r] = sides.each_mut().map(|own| own.bipolar() * 0.05);
        let on = on * on;
        (motor + (air + l) * on, motor + (air + r) * on)
    });
    out
}
