//! A siren of police, ambulance or fire brigade: it wails, yelps or goes to and fro between two
//! tones, out of a horn on a roof, and comes a little nearer or goes.

use crate::kit::{
    RATE,
    control::{CONTROL, smooth},
    filter::Svf,
    passing::Passing,
    pulses::{Turns, pulse, saw, sine, soften, step_of},
    reverb::Space,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "siren",
    english: &[
        ("siren", 0.0),
        ("police siren", 0.0),
        ("police car", 0.0),
        ("police", 0.0),
        ("ambulance", -0.1),
        ("ambulance siren", -0.1),
        ("fire truck siren", 0.0),
        ("fire brigade", 0.0),
        ("emergency vehicle", 0.0),
        ("air raid siren", -0.8),
        ("tornado siren", -0.8),
        ("emergency siren", 0.0),
        ("wee woo", 0.0),
    ],
    chinese: &[
        ("警笛", 0.0),
        ("警车", 0.0),
        ("救护车", -0.1),
        ("消防车", 0.0),
        ("鸣警笛", 0.0),
        ("防空警报", -0.8),
    ],
    space: Space { size: 1.9, t60: 1.4, damping: 3_000.0 },
    wet: 0.4,
    make,
};

/// How its pitch goes.
#[derive(Clone, Copy)]
enum Manner {
    /// Up fast, down slowly, over some seconds.
    Wail,
    /// The same three times a second.
    Yelp,
    /// Two tones, as in Europe.
    TwoTone,
    /// A motor's: it takes seconds to come up, and as long to go down.
    Raid,
}

impl Manner {
    fn hz(self, t: f32, period: f32) -> f32 {
        let x = t / period % 1.0;
        match self {
            Self::Wail => {
                let up = if x < 0.42 { smooth(x / 0.42) } else { smooth((1.0 - x) / 0.58) };
                620.0 + 760.0 * up
            }
            Self::Yelp => 640.0 + 800.0 * if x < 0.7 { smooth(x / 0.7) } else { (1.0 - x) / 0.3 },
            Self::TwoTone => {
                let high = smooth(x / 0.02) * smooth((0.5 - x) / 0.02);
                440.0 + 147.0 * high
            }
            Self::Raid => {
                let up = 1.0 - libm::expf(-t / 1.1);
                let wave = if period > 9.0 { 0.0 } else { 0.5 - 0.5 * sine(t / period + 0.25) };
                120.0 + (340.0 - 110.0 * wave) * up
            }
        }
    }
}

fn make(cue: &Cue) -> Stereo {
    let mut rng = cue.rng.fork("siren");
    let tempo = cue.tempo.clamp(0.4, 2.5);
    let mut manners = Vec::new();
    let mut at = 0.0;
    let first = if cue.intensity < 0.2 {
        Manner::Raid
    } else if cue.intensity > 0.75 {
        Manner::Yelp
    } else if rng.chance(0.3) {
        Manner::TwoTone
    } else {
        Manner::Wail
    };
    let two_tone = matches!(first, Manner::TwoTone | Manner::Raid);
    let mut now = first;
    while at < cue.seconds() + 8.0 {
        let period = match now {
            Manner::Wail => rng.range(2.9, 4.2),
            Manner::Yelp => rng.range(0.28, 0.36),
            Manner::TwoTone => rng.range(1.0, 1.25),
            Manner::Raid => rng.range(6.0, 8.0),
        } / tempo;
        manners.push((at, now, period));
        at += if two_tone { 1e6 } else { (period * rng.range(2.0, 3.0)).max(2.4) };
        now = if matches!(now, Manner::Wail) { Manner::Yelp } else { Manner::Wail };
    }
    let pitch = rng.range(0.95, 1.06);
    let speed = if cue.far { 17.0 } else { rng.range(5.0, 9.0) };
    let raid = matches!(first, Manner::Raid);
    let way = Passing {
        nearest: if cue.far { 70.0 } else { 26.0 },
        speed: if raid {
            0.0
        } else if rng.chance(0.5) {
            speed
        } else {
            -speed
        },
        at: cue.seconds() * rng.range(0.35, 0.7),
    };
    let mut heard = way.heard(cue.frames, |frames, start| {
        let mut turns = Turns::default();
        let mut horn = [Svf::new(1_250.0, 1.1), Svf::new(2_700.0, 1.4)];
        let mut cut = Svf::new(420.0, 0.7);
        let mut hz = 0.0;
        let (width, mixed) = if raid { (0.5, 0.4) } else { (0.42, 0.7) };
        (0..frames)
            .map(|i| {
                if i % CONTROL == 0 {
                    let t = (start + i as f32 / RATE).max(0.0);
                    let part = manners.iter().rev().find(|part| t >= part.0);
                    let (from, manner, period) = part.copied().unwrap_or((0.0, first, 1.0));
                    hz = pitch * manner.hz(t - from, period);
                }
                let step = step_of(hz);
                let at = turns.next(step);
                let x = mixed * pulse(at, step, width) + (1.0 - mixed) * saw(at, step);
                let x = cut.bands(x).high;
                let bright = horn[0].bands(x).band - 0.8 * horn[1].bands(x).band;
                soften((bright + 0.35 * x) * 1.2)
            })
            .collect()
    });
    air::add(cue, 500.0, 0.008, &mut heard);
    heard
}
