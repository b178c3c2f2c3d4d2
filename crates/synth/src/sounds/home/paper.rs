//! Paper: crumpled, each fold snaps over by itself, many small and a few large; torn, its fibres
//! part so quickly that the snaps run into a rip.

use crate::kit::{
    RATE,
    control::{CONTROL, Curve, Drift, smooth},
    filter::{OnePole, Svf},
    grains::arrivals,
    reverb::Space,
    stereo::{Pan, Stereo},
    voice::burst,
};
use crate::sounds::{Cue, Kind, home::quiet_room};

const DESK: Space = Space { size: 0.22, t60: 0.25, damping: 5_500.0 };

pub(crate) const CRUMPLE: Kind = Kind {
    name: "paper",
    english: &[
        ("paper", 0.0),
        ("crumple", 0.3),
        ("crumpling paper", 0.3),
        ("paper crumpling", 0.3),
        ("rustle", -0.4),
        ("rustling paper", -0.4),
        ("paper rustling", -0.4),
        ("newspaper", -0.2),
        ("page turn", -0.4),
        ("turning page", -0.4),
        ("page", -0.4),
        ("wrapping paper", 0.3),
        ("plastic bag", 0.3),
        ("wrapper", 0.2),
    ],
    chinese: &[
        ("纸", 0.0),
        ("揉纸", 0.3),
        ("翻书", -0.4),
        ("翻页", -0.4),
        ("报纸", -0.2),
        ("塑料袋", 0.3),
    ],
    space: DESK,
    wet: 0.4,
    make: crumple,
};

pub(crate) const TEAR: Kind = Kind {
    name: "paper tear",
    english: &[
        ("tear paper", 0.0),
        ("tearing paper", 0.0),
        ("paper tear", 0.0),
        ("paper tearing", 0.0),
        ("ripping paper", 0.2),
        ("paper ripping", 0.2),
        ("rip paper", 0.2),
        ("paper rip", 0.2),
        ("torn paper", 0.0),
        ("rip", 0.2),
        ("ripping", 0.2),
        ("tearing cloth", 0.0),
        ("tearing fabric", 0.0),
    ],
    chinese: &[("撕纸", 0.0), ("撕", 0.0)],
    space: DESK,
    wet: 0.4,
    make: tear,
};

fn crumple(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("sheet");
    // The hands close, rest, and close again.
    let mut hands = Drift::slow(rng.fork("hands"), 1.9);
    let mut grip = Drift::slow(rng.fork("grip"), 7.0);
    let force = Curve::draw(cue.frames, |t| {
        let first = 0.9 * smooth((0.7 - t) / 0.5);
        let close = (0.45 + 0.75 * hands.next()).max(first).max(0.0);
        (close * (0.75 + 0.45 * grip.next())).clamp(0.0, 1.2)
    });
    let most = cue.scaled(160.0, 620.0);
    let at = |t: f32| force.at((t * RATE) as usize);
    let rate = |t: f32| (3.0 + most * at(t)).min(most * 1.2);
    for t in arrivals(&mut rng, 0.0, cue.seconds(), most * 1.2, rate) {
        let size = rng.heavy_tail(14.0);
        let level = 0.045 * size * (0.4 + 0.6 * at(t)) * rng.range(0.4, 1.0);
        // Large folds move a large piece of the sheet: lower, and longer.
        let t60 = rng.octaves(0.0025, 0.008) * (1.0 + 0.12 * size);
        let low = 1_700.0 / (1.0 + 0.12 * size);
        let snap = burst(rng.fork("snap"), t60, low, rng.octaves(3_000.0, 9_000.0));
        let pan = Pan::new(rng.bipolar() * 0.4);
        out.place((t * RATE) as usize, pan, snap.map(|x| x * level));
    }
    // What slides over itself hisses.
    let mut noise = rng.fork("slide");
    let mut band = [Svf::new(4_200.0, 0.6), Svf::new(4_600.0, 0.6)];
    let slide = cue.scaled(0.05, 0.03);
    out.add_each(|i| {
        let level = slide * force.at(i);
        let [l, r] = band.each_mut().map(|band| band.bands(noise.bipolar()).band * level);
        (l, r)
    });
    out
}

fn tear(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("tears");
    for t in cue.times(&mut rng, 0.08, 1.3..2.2, 1.0) {
        let seconds = cue.scaled(1.1, 0.5) * rng.range(0.8, 1.2);
        let frames = (seconds.min(cue.seconds()) * RATE) as usize;
        let mut pull = Drift::slow(rng.fork("pull"), 9.0);
        let mut noise = rng.fork("fibres");
        let mut sheet = Svf::new(1_200.0, 1.2);
        let mut edge = OnePole::new(9_500.0);
        let mut cut = OnePole::new(500.0);
        let width = rng.range(0.8, 1.25);
        let (mut chance, mut level, mut fibre) = (0.0f32, 0.0f32, 0.0f32);
        let rip = (0..frames).map(move |i| {
            if i % CONTROL == 0 {
                let x = i as f32 / frames as f32;
                // It goes by jerks, and faster to the end, where less is left to hold.
                let speed = (0.35 + 0.75 * x) * (1.0 + 0.5 * pull.next()).max(0.1);
                chance = 0.012 + 0.05 * speed;
                level = smooth(x * 14.0) * smooth((1.0 - x) * 16.0) * (0.45 + 0.6 * speed);
                sheet.tune(width * (900.0 + 1_500.0 * x), 1.2);
            }
            // A fibre parts: a snap that is over in a third of a millisecond.
            if noise.chance(chance) {
                fibre = noise.heavy_tail(5.0) * 0.4;
            }
            fibre *= 0.9;
            let x = noise.bipolar() * (0.1 + fibre);
            let bright = edge.low(cut.high(x));
            (0.5 * bright + 0.5 * sheet.bands(x).band) * level
        });
        out.place((t * RATE) as usize, Pan::new(rng.bipolar() * 0.2), rip);
    }
    out
}
