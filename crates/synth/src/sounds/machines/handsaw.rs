//! A hand saw in wood: strokes to and fro, each a run of teeth that quickens and slows with the
//! arm, coloured by the blade and the board.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift},
    filter::{OnePole, Svf},
    pulses::{Turns, sine, step_of},
    reverb::Space,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "hand saw",
    english: &[
        ("hand saw", 0.0),
        ("handsaw", 0.0),
        ("saw wood", 0.0),
        ("sawing wood", 0.0),
        ("sawing", 0.0),
        ("saw cut", 0.0),
        ("saw through", 0.0),
        ("cutting wood", 0.0),
        ("cut wood", 0.0),
        ("saw blade", 0.0),
        ("wood saw", 0.0),
        ("hacksaw", 0.0),
        ("carpenter", 0.0),
        ("carpentry", 0.0),
        ("woodworking", 0.0),
    ],
    chinese: &[("手锯", 0.0), ("锯木", 0.0), ("锯子", 0.0), ("拉锯", 0.0), ("木匠", 0.0)],
    space: Space { size: 0.5, t60: 0.4, damping: 4_500.0 },
    wet: 0.35,
    make,
};

/// One pull or push: when, how long, how strong.
struct Stroke {
    at: f32,
    seconds: f32,
    force: f32,
    push: bool,
}

fn strokes(cue: &Cue) -> Vec<Stroke> {
    let mut rng = cue.rng.fork("strokes");
    let length = cue.scaled(0.52, 0.30);
    let tempo = cue.tempo.clamp(0.4, 2.5);
    let pair = 2.3 * length / tempo;
    let mut strokes = Vec::new();
    for at in
        cue.times(&mut rng.fork("times"), 0.05, pair * 0.95..pair * 1.08, length * 2.1 / tempo)
    {
        let push = length / tempo * rng.range(0.92, 1.05);
        let pull = push * rng.range(0.95, 1.1);
        let back = at + push + rng.range(0.02, 0.05);
        strokes.push(Stroke { at, seconds: push, force: rng.range(0.85, 1.05), push: true });
        strokes.push(Stroke { at: back, seconds: pull, force: rng.range(0.4, 0.6), push: false });
    }
    strokes
}

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 600.0, 0.004, &mut out);
    let strokes = strokes(cue);
    let mut rng = cue.rng.fork("board");
    let teeth = rng.range(190.0, 260.0);
    let board = [rng.range(330.0, 430.0), rng.range(850.0, 1_050.0)];
    let mut bite = Turns::default();
    let mut wood = Svf::new(board[0], 2.2);
    let mut grain = Svf::new(board[1], 1.4);
    let mut blade = Svf::new(2_700.0, 1.6);
    let mut dust = Svf::new(5_600.0, 0.8);
    let mut steel = Svf::new(3_900.0, 9.0);
    let mut catches = Drift::new(cue.rng.fork("catches"), 28.0);
    let mut noise = cue.rng.fork("noise");
    let mut side = cue.rng.fork("side");
    let mut soft = OnePole::new(2_500.0);
    let (mut now, mut speed, mut force, mut push) = (0, 0.0, 0.0, 1.0);
    let mut height = 0.0;
    let mut tooth = 1.0;
    out.add_each(|i| {
        if i % CONTROL == 0 {
            let t = i as f32 / RATE;
            while now + 1 < strokes.len() && t >= strokes[now + 1].at {
                now += 1;
            }
            let stroke = &strokes[now];
            let x = ((t - stroke.at) / stroke.seconds).clamp(0.0, 1.0);
            speed = sine(0.5 * x);
            force = stroke.force * speed.max(0.0);
            push = if stroke.push { 1.0 } else { 0.0 };
            blade.tune(1_900.0 + 1_300.0 * speed + 300.0 * push, 1.5);
            grain.tune(board[1] * (0.8 + 0.4 * speed), 1.4);
        }
        if force <= 0.0 {
            return (0.0, 0.0);
        }
        // Each tooth tears: a start, and a scrape that thins out.
        if bite.wrap(step_of(teeth * (0.15 + speed))) {
            tooth = 0.6 + 0.8 * noise.unit();
            height = tooth;
        }
        height *= 0.989;
        let tear = noise.bipolar() * (0.07 + height) * (1.0 + 0.5 * catches.next());
        let x = tear * force;
        let body = wood.bands(x).band * 1.8 + grain.bands(x).band * 1.9;
        let edge = blade.bands(x).band * (0.9 + 0.5 * push) + steel.bands(x).band * 0.25;
        let top = dust.bands(x).band * 0.2;
        let sum = body + edge + top;
        let wide = soft.high(side.bipolar()) * 0.03 * force;
        (sum + wide, sum - wide)
    });
    out
}
