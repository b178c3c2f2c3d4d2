//! Wind chimes: tubes of metal on strings, tuned to five notes, that a breeze stirs one against the
//! other in flurries.

use crate::kit::{
    RATE,
    control::Drift,
    pulses::{Bank, Mode},
    reverb::Space,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "wind chimes",
    english: &[
        ("wind chime", 0.0),
        ("windchime", 0.0),
        ("chime", 0.0),
        ("tubular bell", -0.3),
        ("tinkle", 0.0),
        ("sleigh bell", 0.6),
        ("jingle bell", 0.6),
        ("magic", 0.2),
        ("fairy", 0.0),
        ("sparkle", 0.2),
    ],
    chinese: &[("风铃", 0.0), ("铃铛", 0.3), ("编钟", -0.3), ("叮当", 0.0)],
    space: Space { size: 1.0, t60: 1.3, damping: 6_500.0 },
    wet: 0.22,
    make,
};

/// A free tube's tones beside its lowest, seconds at 800 Hz, and strength.
const TUBE: [Mode; 8] = [
    (1.0, 4.2, 0.62),
    (1.0025, 3.6, 0.35),
    (2.756, 2.6, 0.42),
    (2.765, 2.2, 0.20),
    (5.404, 1.3, 0.30),
    (8.933, 0.7, 0.18),
    (13.34, 0.35, 0.10),
    (18.6, 0.2, 0.06),
];

/// Beside the lowest: five notes and the octave.
const NOTES: [f32; 6] = [1.0, 1.125, 1.25, 1.5, 1.667, 2.0];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 900.0, cue.scaled(0.004, 0.012), &mut out);
    let mut rng = cue.rng.fork("chimes");
    let low = rng.range(620.0, 840.0);
    let strikes = strikes(cue);
    for (k, note) in NOTES.iter().enumerate() {
        let hz = low * note * rng.range(0.994, 1.006);
        let longer = (800.0 / hz).sqrt();
        let modes =
            TUBE.map(|(ratio, t60, level)| (hz * ratio, t60 * longer, level * rng.range(0.7, 1.2)));
        let mut bank = Bank::new(&modes);
        let pan = Pan::level(0.7 * (k as f32 / 2.5 - 1.0));
        let mut own = strikes.iter().filter(|strike| strike.1 == k).peekable();
        for i in 0..cue.frames {
            while let Some((at, _, force)) = own.next_if(|strike| strike.0 <= i) {
                let _ = at;
                bank.strike(*force, if cue.far { 0.8 } else { 0.3 });
            }
            let x = bank.next() * 0.3;
            out.left[i] += x * pan.left;
            out.right[i] += x * pan.right;
        }
    }
    out
}

/// Which tube is struck when, and how hard: the clapper goes round, and neighbours meet.
fn strikes(cue: &Cue) -> Vec<(usize, usize, f32)> {
    let mut rng = cue.rng.fork("strikes");
    let mut breeze = Drift::new(cue.rng.fork("breeze"), 0.5);
    let mut strikes = Vec::new();
    let mut t = rng.range(0.05, 0.12).min(0.2 * cue.seconds());
    let mut tube = rng.whole(0, 5) as usize;
    let most = cue.count.unwrap_or(u32::MAX) as usize;
    let calm = cue.scaled(1.1, 0.16) / cue.tempo.clamp(0.3, 3.0);
    while (t < cue.seconds() - 0.15 || strikes.is_empty()) && strikes.len() < most.max(1) {
        // So many frames of the breeze go by between two strikes.
        let mut wind = 0.0;
        for _ in 0..2_000 {
            wind = breeze.next();
        }
        let force = rng.range(0.35, 1.0) * (0.75 + 0.25 * wind);
        strikes.push(((t * RATE) as usize, tube, force));
        let far = rng.whole(1, 2) as usize;
        tube = (tube + if rng.chance(0.5) { far } else { NOTES.len() - far }) % NOTES.len();
        let rest = calm * (1.0 - 0.75 * wind);
        t += 0.07 + if rng.chance(0.35) { rng.range(0.02, 0.12) } else { rng.wait(rest).min(1.6) };
    }
    strikes
}
