//! A hammer that drives nails: steel on steel, the board below, and a duller blow as the head meets
//! the wood.

use crate::kit::{
    RATE,
    pulses::{Bank, Mode},
    reverb::Space,
    rng::Rng,
    spot::Spot,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "hammer",
    english: &[
        ("hammer", 0.0),
        ("hammering nail", 0.0),
        ("driving a nail", 0.0),
        ("driving nail", 0.0),
        ("sledgehammer", 0.9),
        ("mallet", -0.4),
        ("blacksmith", 0.5),
        ("anvil", 0.5),
        ("forge", 0.5),
    ],
    chinese: &[
        ("锤子", 0.0),
        ("锤击", 0.2),
        ("钉钉子", 0.0),
        ("敲钉", 0.0),
        ("打铁", 0.5),
        ("榔头", 0.0),
    ],
    space: Space { size: 0.6, t60: 0.55, damping: 4_500.0 },
    wet: 0.5,
    make,
};

/// The head's and the nail's own tones: in Hz, seconds, and strength.
const STEEL: [Mode; 7] = [
    (1_630.0, 0.09, 0.30),
    (2_410.0, 0.16, 0.45),
    (3_180.0, 0.12, 0.40),
    (4_260.0, 0.14, 0.36),
    (5_350.0, 0.09, 0.26),
    (6_840.0, 0.07, 0.20),
    (8_900.0, 0.05, 0.12),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.004, &mut out);
    let mut rng = cue.rng.fork("hammer");
    let blow = rng.range(0.40, 0.52) * cue.scaled(0.85, 1.3);
    let times = cue.times(&mut cue.rng.fork("times"), 0.07, blow * 0.92..blow * 1.08, 0.25);
    // After so many blows the nail is in, and the next is set.
    let nail = rng.whole(4, 6) as usize;
    let board = rng.range(150.0, 210.0) * cue.scaled(1.15, 0.8);
    let pan = Pan::new(rng.range(-0.2, 0.2));
    let pause = if cue.count.is_none() { 1 } else { 0 };
    for (k, at) in times.into_iter().enumerate() {
        let depth = (k % (nail + pause)) as f32 / nail as f32;
        if pause > 0 && k % (nail + 1) == nail {
            continue;
        }
        rng = rng.fork("blow");
        let force = rng.range(0.8, 1.1) * (0.75 + 0.25 * depth) * cue.scaled(0.75, 1.15);
        hit(cue, rng.clone(), (at * RATE) as usize, pan, force, depth, board, &mut out);
    }
    out
}

/// One blow. `depth` is how far the nail is in: it rings higher and shorter.
#[allow(clippy::too_many_arguments)] // each is one thing that differs from blow to blow
fn hit(
    cue: &Cue,
    mut rng: Rng,
    at: usize,
    pan: Pan,
    force: f32,
    depth: f32,
    board: f32,
    out: &mut Stereo,
) {
    let rise = 1.0 + 0.16 * depth;
    if !cue.far {
        let modes = STEEL.map(|(hz, t60, level)| {
            (
                hz * rise * rng.range(0.985, 1.015),
                t60 * (1.15 - 0.4 * depth),
                level * rng.range(0.7, 1.2),
            )
        });
        let mut bank = Bank::new(&modes);
        bank.strike(force * 0.36, 0.0);
        out.place(at, pan, (0..11_000).map(|_| bank.next()));
        Spot::new(at, pan).noise(out, force * 0.9, rng.fork("click"), 0.012, [1_800.0, 12_000.0]);
    }
    for (ratio, t60, level) in
        [(1.0, 0.13, 0.6), (1.72, 0.09, 0.42), (2.9, 0.06, 0.30), (4.6, 0.045, 0.22)]
    {
        let level = level * (0.7 + 0.5 * depth);
        Spot::eased(at, pan, 0.0012).tone(
            out,
            force * level,
            board * ratio * rng.range(0.97, 1.03),
            t60,
            -0.15,
        );
    }
    Spot::new(at, pan).noise(out, force * 0.7, rng.fork("thud"), 0.11, [90.0, 1_200.0]);
}
