//! Beats: patterns of sixteen steps for a drum set, and how they are played.

use super::voices::{Drum, drum};
use crate::kit::{rng::Rng, stereo::Stereo};

/// How hard each part is struck at each sixteenth of a bar: 0 is not at all, 9 hardest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern {
    pub(super) kick: &'static [u8; 16],
    pub(super) snare: &'static [u8; 16],
    pub(super) hat: &'static [u8; 16],
    /// Whether the snare's part is clapped.
    pub(super) clap: bool,
}

/// From gentle to furious.
pub(super) const PATTERNS: [[Pattern; 2]; 3] = [
    [
        Pattern {
            kick: b"8000000050800000",
            snare: b"0000700000007000",
            hat: b"6040604060406040",
            clap: false,
        },
        Pattern {
            kick: b"8000005080000000",
            snare: b"0000600002006000",
            hat: b"5000504050005040",
            clap: false,
        },
    ],
    [
        Pattern {
            kick: b"9000000080900000",
            snare: b"0000900000009000",
            hat: b"8050805080508050",
            clap: false,
        },
        Pattern {
            kick: b"9000009000900000",
            snare: b"0000900200009002",
            hat: b"8080808080808080",
            clap: false,
        },
    ],
    [
        Pattern {
            kick: b"9000900090009000",
            snare: b"0000900000009000",
            hat: b"3484348434843484",
            clap: true,
        },
        Pattern {
            kick: b"9000000900900000",
            snare: b"0000900303009030",
            hat: b"8585858585858585",
            clap: false,
        },
    ],
];

/// Plays bars of it, as long as the sound: every fourth ends in a fill.
pub(super) fn play(
    out: &mut Stereo,
    rng: &Rng,
    pattern: &Pattern,
    beat: f32,
    start: f32,
    last: f32,
) {
    let mut rng = rng.fork("beat");
    let size = rng.range(0.9, 1.12);
    let swing = rng.range(0.0, 0.12);
    let sixteenth = beat * 0.25;
    let mut bar = 0;
    loop {
        let at = start + bar as f32 * 4.0 * beat;
        if at >= last {
            return;
        }
        let fill = bar % 4 == 3;
        for step in 0..16 {
            let late = if step % 2 == 1 { swing * sixteenth } else { 0.0 };
            let t = at + step as f32 * sixteenth + late + rng.range(0.0, 0.004);
            if t >= last {
                return;
            }
            rng = rng.fork("step");
            let force = |part: &[u8; 16]| f32::from(part[step] - b'0') / 9.0;
            let alive = rng.range(0.85, 1.0);
            if fill && step >= 12 {
                let tom = 0.8 + 0.25 * (step - 12) as f32;
                drum(out, &rng, Drum::Tom, t, 0.7 * alive, tom);
                continue;
            }
            let second = if pattern.clap { Drum::Clap } else { Drum::Snare };
            for (which, force) in [
                (Drum::Kick, force(pattern.kick)),
                (second, force(pattern.snare)),
                (Drum::Hat, force(pattern.hat)),
            ] {
                if force > 0.0 {
                    let open = which == Drum::Hat && step == 14 && bar % 2 == 1;
                    let which = if open { Drum::Open } else { which };
                    drum(out, &rng.fork("hit"), which, t, force * alive, size);
                }
            }
        }
        if bar > 0 && bar % 4 == 0 {
            drum(out, &rng.fork("crash"), Drum::Crash, at, 0.6, 1.0);
        }
        bar += 1;
    }
}
