//! A smoke alarm: three piercing beeps and a rest, by the pattern that the standard asks for; or,
//! where it is violent, a building's fire horn.

use super::horn::Horn;
use crate::kit::{
    RATE,
    control::smooth,
    pulses::{Turns, sine, soften, step_of},
    reverb::Space,
    spot::Spot,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "fire alarm",
    english: &[
        ("fire alarm", 0.5),
        ("smoke alarm", 0.0),
        ("smoke detector", 0.0),
        ("fire drill", 0.5),
        ("carbon monoxide alarm", 0.0),
        ("evacuation alarm", 0.8),
        ("burglar alarm", 0.3),
        ("security alarm", 0.3),
        ("car alarm", 0.3),
        ("emergency alarm", 0.5),
        ("alarm sounding", 0.3),
    ],
    chinese: &[
        ("火警", 0.5),
        ("烟雾报警", 0.0),
        ("火灾警报", 0.5),
        ("报警器", 0.2),
        ("消防警报", 0.5),
    ],
    space: Space { size: 0.7, t60: 0.7, damping: 6_000.0 },
    wet: 0.7,
    make,
};

const HORN: Horn = Horn {
    width: 0.2,
    formants: [(900.0, 1.0, 0.8), (2_600.0, 1.6, 1.0), (4_000.0, 1.5, 0.6)],
    attack: 0.008,
    release: 0.02,
    sag: 0.01,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 600.0, 0.003, &mut out);
    let mut rng = cue.rng.fork("alarm");
    let pan = Pan::level(rng.range(-0.3, 0.3));
    let tempo = cue.tempo.clamp(0.4, 2.5);
    let building = cue.intensity > 0.7;
    // Three of half a second, half a second between, and a rest of one and a half.
    let on = 0.5 / tempo;
    let beep = if building {
        let hz = rng.range(480.0, 540.0);
        HORN.blow(&rng, &[hz, hz * 1.006], on)
    } else {
        disc(rng.range(3_000.0, 3_300.0), on)
    };
    let mut t = 0.05;
    let mut k = 0;
    let most = cue.count.unwrap_or(u32::MAX);
    while k < most && (k == 0 || t + on < cue.seconds()) {
        Spot::new((t * RATE) as usize, pan).made(&mut out, 1.0, &beep);
        k += 1;
        t += if k % 3 == 0 && !building { 4.0 * on } else { 2.0 * on };
    }
    out
}

/// A disc at its resonance, driven too hard: its own harmonics, and a little tremble.
fn disc(hz: f32, seconds: f32) -> Vec<f32> {
    let frames = (seconds * RATE) as usize;
    let step = step_of(hz);
    let mut turns = [Turns::default(); 2];
    (0..frames + 300)
        .map(|i| {
            let level = smooth(i as f32 / 120.0) * smooth((frames as f32 - i as f32) / 300.0 + 1.0);
            let turn = turns[0].next(step);
            let tremble = 1.0 + 0.10 * sine(turns[1].next(step_of(95.0)));
            soften(sine(turn) * 1.6 * tremble) * level * 0.5 + sine(2.0 * turn) * level * 0.07
        })
        .collect()
}
