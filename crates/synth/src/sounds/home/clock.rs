//! A clock's escapement: each tick is a tooth that is let go, pushes, and is caught, within some
//! milliseconds; every other tick is a little lower. The larger the clock, the lower and slower.

use crate::kit::{
    RATE,
    modes::{SHEET, Thing, WOOD, tap},
    stereo::{Pan, Stereo},
};
use crate::sounds::{
    Cue, Kind,
    home::{ROOM, quiet_room},
};

pub(crate) const KIND: Kind = Kind {
    name: "clock tick",
    english: &[
        ("clock", 0.0),
        ("tick", 0.0),
        ("tock", 0.0),
        ("tick tock", 0.0),
        ("ticktock", 0.0),
        ("clock tick", 0.0),
        ("ticking clock", 0.0),
        ("wall clock", 0.0),
        ("clockwork", 0.0),
        ("grandfather clock", 0.8),
        ("pendulum", 0.7),
        ("metronome", 0.3),
        ("pocket watch", -0.8),
        ("wristwatch", -0.9),
        ("wrist watch", -0.9),
        ("watch ticking", -0.8),
        ("stopwatch", -0.8),
    ],
    chinese: &[
        ("时钟", 0.0),
        ("钟表", 0.0),
        ("滴答", 0.0),
        ("挂钟", 0.0),
        ("摆钟", 0.8),
        ("秒表", -0.8),
    ],
    space: ROOM,
    wet: 0.45,
    make,
};

/// When each part of a tick comes, in milliseconds, and how strong it is.
const ESCAPEMENT: [(f32, f32); 3] = [(0.0, 0.3), (4.2, 0.5), (11.0, 1.0)];

fn make(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("ticks");
    // A watch beats five times a second, a wall clock twice, a long pendulum once.
    let (period, size) = match cue.intensity {
        x if x < 0.25 => (0.2, 0.35),
        x if x < 0.7 => (0.5, 1.0),
        _ => (1.0, 1.9),
    };
    let wheel = Thing::new(&SHEET, rng.range(1_500.0, 2_000.0) / size, &mut rng);
    let case = Thing::damped(&WOOD, rng.range(330.0, 430.0) / size, 1.6, &mut rng);
    let pan = Pan::new(rng.bipolar() * 0.2);
    let slack = rng.range(0.012, 0.03) * period;
    let times = cue.times(&mut rng, 0.1, period..period, 0.08);
    for (k, t) in times.into_iter().enumerate() {
        let is_tock = k % 2 == 1;
        let t = if is_tock { t + slack } else { t };
        let level = rng.range(0.92, 1.0) * if is_tock { 0.8 } else { 1.0 };
        let contact = if is_tock { 0.000_32 } else { 0.000_2 } * size.sqrt();
        for (milliseconds, part) in ESCAPEMENT {
            let at = ((t + milliseconds * 0.001 * size.sqrt()) * RATE) as usize;
            let part = part * level * rng.range(0.9, 1.0);
            out.place(at, pan, wheel.struck(&tap(contact), part, &mut rng).into_iter());
            out.place(at, pan, case.struck(&tap(contact * 3.0), part, &mut rng).into_iter());
        }
    }
    out
}
