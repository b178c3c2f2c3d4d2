//! An alarm clock that beeps: a small crystal disc, four beeps and a rest, on a bedside table.

use crate::kit::{
    RATE,
    control::smooth,
    filter::Svf,
    pulses::{Turns, pulse, step_of},
    reverb::Space,
    spot::Spot,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "clock alarm",
    english: &[
        ("clock alarm", 0.0),
        ("alarm clock", 0.0),
        ("alarm", 0.0),
        ("digital alarm", 0.0),
        ("digital clock", 0.0),
        ("wake up alarm", 0.0),
        ("morning alarm", 0.0),
        ("wakeup alarm", 0.0),
        ("alarm beeping", 0.0),
        ("timer", 0.0),
        ("egg timer", 0.0),
        ("microwave beep", -0.4),
    ],
    chinese: &[("闹钟", 0.0), ("闹铃", 0.0), ("定时器", 0.0), ("警报", 0.0)],
    space: Space { size: 0.4, t60: 0.35, damping: 6_000.0 },
    wet: 0.42,
    make,
};

/// How a clock beeps: its pitch in Hz, beeps in a group, seconds of each, of the gap after it, and
/// from group to group.
const CLOCKS: [(f32, u32, f32, f32, f32); 4] = [
    (2_048.0, 4, 0.065, 0.062, 0.98),
    (2_731.0, 2, 0.10, 0.09, 0.80),
    (1_950.0, 4, 0.085, 0.085, 1.15),
    (2_304.0, 3, 0.08, 0.07, 0.92),
];

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.003, &mut out);
    let mut rng = cue.rng.fork("clock");
    let (hz, beeps, on, off, group) = CLOCKS[rng.whole(0, 3) as usize];
    let hz = hz * rng.range(0.97, 1.03);
    let tempo = cue.tempo.clamp(0.4, 2.5) * cue.scaled(0.85, 1.25);
    let (on, off, group) = (on / tempo, off / tempo, group / tempo);
    let pan = Pan::level(rng.range(-0.2, 0.2));
    let mut disc = Svf::new(hz * 1.5, 1.4);
    let beep: Vec<f32> = {
        let mut turns = Turns::default();
        let step = step_of(hz);
        let frames = (on * RATE) as usize;
        (0..frames + 160)
            .map(|i| {
                let level =
                    smooth(i as f32 / 60.0) * smooth((frames as f32 - i as f32) / 90.0 + 1.0);
                disc.bands(pulse(turns.next(step), step, 0.5)).low * level * 0.6
            })
            .collect()
    };
    let single = cue.count.is_some();
    let beeps = if single { 1 } else { beeps };
    let gap = if single { (on + off) * 2.5 } else { group };
    let length = beeps as f32 * (on + off) + 0.02;
    for at in cue.times(&mut rng.fork("times"), 0.06, gap..gap + 1e-4, length) {
        for k in 0..beeps {
            let t = at + k as f32 * (on + off);
            Spot::new((t * RATE) as usize, pan).made(&mut out, 1.0, &beep);
        }
    }
    out
}
