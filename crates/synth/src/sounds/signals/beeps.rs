//! A computer of the films: runs of short beeps, chirps and sweeps, as if it thought aloud.

use crate::kit::{
    RATE,
    control::smooth,
    pulses::{Turns, pulse, sine, step_of},
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "robot beeps",
    english: &[
        ("robot beep", 0.0),
        ("robot", 0.0),
        ("robotic", 0.0),
        ("beep", 0.0),
        ("bleep", 0.0),
        ("blip", 0.0),
        ("boop", 0.0),
        ("beep boop", 0.0),
        ("computer", 0.0),
        ("computer beep", 0.0),
        ("data processing", 0.3),
        ("android", 0.0),
        ("arcade", 0.4),
        ("video game", 0.4),
        ("8 bit", 0.4),
        ("notification", -0.4),
        ("user interface", -0.3),
        ("radar", -0.3),
        ("sonar", -0.5),
        ("morse code", -0.2),
    ],
    chinese: &[
        ("机器人", 0.0),
        ("电脑", 0.0),
        ("哔哔", 0.0),
        ("嘀嘀", 0.0),
        ("提示音", -0.4),
        ("电子音", 0.0),
        ("游戏音效", 0.4),
    ],
    space: Space { size: 0.5, t60: 0.5, damping: 7_000.0 },
    wet: 0.3,
    make,
};

/// What a beep does with its pitch.
#[derive(Clone, Copy)]
enum Shape {
    Level,
    Up,
    Down,
    Trill,
}

/// Beside the lowest of its tones: a machine has few.
const TONES: [f32; 8] = [1.0, 1.122, 1.335, 1.498, 1.782, 2.0, 2.67, 3.0];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 350.0, 0.004, &mut out);
    let mut rng = cue.rng.fork("machine");
    let low = rng.range(520.0, 780.0);
    let pace = rng.range(0.085, 0.12) / cue.scaled(0.7, 1.5) / cue.tempo.clamp(0.4, 2.5);
    if cue.count.is_some() {
        // Told how many: each alike, as a till or a lorry does it.
        let hz = low * 1.6;
        for at in cue.times(&mut rng.fork("times"), 0.06, 0.38..0.42, 0.2) {
            place(&rng, at, 0.14, hz, Shape::Level, 0.0, &mut out);
        }
        return out;
    }
    let mut t = 0.05;
    let mut first = true;
    while t + 0.1 < cue.seconds() || first {
        first = false;
        let pan = rng.bipolar() * 0.35;
        for _ in 0..rng.whole(3, 8) {
            let length = pace * if rng.chance(0.25) { 2.2 } else { 0.85 } * rng.range(0.9, 1.1);
            if t + length + 0.02 > cue.seconds() && t > 0.1 {
                break;
            }
            let hz = low * TONES[rng.whole(0, 7) as usize];
            let shape = match rng.whole(0, 9) {
                0..=4 => Shape::Level,
                5..=6 => Shape::Up,
                7 => Shape::Down,
                _ => Shape::Trill,
            };
            rng = rng.fork("beep");
            place(&rng, t, length, hz, shape, pan, &mut out);
            t += length + pace * rng.range(0.15, 0.5);
        }
        t += pace * rng.range(1.5, 4.5);
    }
    out
}

fn place(rng: &Rng, t: f32, length: f32, hz: f32, shape: Shape, pan: f32, out: &mut Stereo) {
    let square = rng.clone().chance(0.4);
    let frames = (length * RATE) as usize;
    let mut turns = Turns::default();
    let beep = (0..frames).map(|i| {
        let x = i as f32 / frames as f32;
        let bend = match shape {
            Shape::Level => 1.0,
            Shape::Up => 0.7 + 0.9 * x * x,
            Shape::Down => 1.5 - 0.85 * x,
            Shape::Trill => {
                if ((x * 8.0) as u32).is_multiple_of(2) {
                    1.0
                } else {
                    1.335
                }
            }
        };
        let step = step_of(hz * bend);
        let turn = turns.next(step);
        let wave = if square {
            0.45 * pulse(turn, step, 0.5)
        } else {
            sine(turn) + 0.2 * sine(2.0 * turn)
        };
        let level = smooth(i as f32 / 130.0) * smooth((frames - i) as f32 / 260.0);
        wave * level * 0.4
    });
    out.place((t * RATE) as usize, Pan::level(pan), beep);
}
