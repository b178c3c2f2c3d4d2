//! Teeth that are brushed: bristles to and fro, in a mouth whose shape goes with where they are.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    filter::{OnePole, Svf},
    reverb::Space,
    stereo::{Pan, Stereo},
    water::Bubbles,
};
use crate::sounds::{Cue, Kind, air, rhythm::Groups};

pub(crate) const KIND: Kind = Kind {
    name: "brushing teeth",
    english: &[
        ("brushing teeth", 0.0),
        ("brush teeth", 0.0),
        ("brushing his teeth", 0.0),
        ("brushing her teeth", 0.0),
        ("brushing my teeth", 0.0),
        ("tooth brushing", 0.0),
        ("teeth brushing", 0.0),
        ("toothbrush", 0.0),
        ("scrub", 0.4),
        ("brush", 0.0),
    ],
    chinese: &[("刷牙", 0.0), ("牙刷", 0.0), ("刷子", 0.0)],
    space: Space { size: 0.22, t60: 0.35, damping: 5_500.0 },
    wet: 0.2,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.007, &mut out);
    let mut rng = cue.rng.fork("strokes");
    let stroke = cue.scaled(0.15, 0.095) * rng.range(0.92, 1.08);
    let groups = Groups { size: (9, 20), gap: stroke * 0.93..stroke * 1.07, rest: 0.2..0.45 };
    let beats = cue.beats(&mut rng, 0.04, &groups, stroke);
    let mut place = 0.5;
    let mut foam = rng.fork("foam");
    for (k, beat) in beats.iter().enumerate() {
        if beat.index == 0 {
            // Another side of another tooth.
            place = rng.unit();
        }
        let is_forth = k % 2 == 0;
        let level = rng.range(0.75, 1.0) * if is_forth { 1.0 } else { 0.72 };
        let seconds = stroke * rng.range(0.82, 0.98);
        let frames = (seconds * RATE) as usize;
        let (mut bristles, mut tick) = (rng.fork("bristles"), rng.fork("tick"));
        let mut mouth = Svf::new(1_000.0 + 1_300.0 * place, 2.0);
        let edge = if is_forth { 2_800.0 } else { 3_900.0 };
        let mut scratch = Svf::new(edge * (0.85 + 0.3 * place), 0.7);
        let mut top = OnePole::new(cue.scaled(4_000.0, 6_500.0));
        let mut rough = Drift::new(rng.fork("rough"), 260.0);
        let mut force = 0.0;
        let sound = (0..frames).map(move |i| {
            if i % CONTROL == 0 {
                let x = i as f32 / frames as f32;
                // Fastest in the middle of its way.
                let speed = smooth(x * 2.2) * smooth((1.0 - x) * 2.2);
                force = speed * level;
                scratch.tune(edge * (0.75 + 0.4 * speed), 0.7);
            }
            // Bristles let go one by one.
            let grain = if tick.chance(0.05) { 3.0 } else { 0.55 };
            let x = bristles.bipolar() * grain * (1.0 + 0.5 * rough.next());
            top.low(scratch.bands(x).band + 1.2 * mouth.bands(x).band) * force
        });
        out.place((beat.time * RATE) as usize, Pan::level((place - 0.5) * 0.8), sound);
        // Foam.
        let bubbles = Bubbles { low: 900.0, high: 4_000.0, rise: 0.6, hold: 0.6 };
        for _ in 0..foam.whole(0, 2) {
            let (bubble, size) = bubbles.draw(&mut foam);
            let at = beat.time + foam.unit() * stroke;
            let part = 0.05 * size.min(3.0);
            out.place((at * RATE) as usize, Pan::new(0.1), bubble.map(|x| x * part));
        }
    }
    out
}
