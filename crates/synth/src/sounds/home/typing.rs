//! A keyboard: words of a few letters at a typist's uneven pace. Each key falls to its bottom,
//! which the case and the desk answer, and clicks back up.

use crate::kit::{
    RATE,
    modes::{PLASTIC, Thing, WOOD, tap},
    reverb::Space,
    stereo::{Pan, Stereo},
    voice::burst,
};
use crate::sounds::{Cue, Kind, home::quiet_room, rhythm::Groups};

pub(crate) const KIND: Kind = Kind {
    name: "keyboard typing",
    english: &[
        ("typing", 0.0),
        ("keyboard", 0.0),
        ("computer keyboard", 0.0),
        ("keyboard typing", 0.0),
        ("keyboard click", 0.0),
        ("typing on a keyboard", 0.0),
        ("typing on keyboard", 0.0),
        ("mechanical keyboard", 0.7),
        ("typewriter", 0.9),
        ("keypress", 0.0),
        ("keystroke", 0.0),
        ("laptop keyboard", -0.6),
    ],
    chinese: &[("键盘", 0.0), ("打字", 0.0), ("敲键盘", 0.0), ("打字机", 0.9)],
    space: Space { size: 0.2, t60: 0.28, damping: 5_000.0 },
    wet: 0.3,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("keys");
    let pitch = rng.range(0.88, 1.15);
    // A row of keys from left to right; the last is the space bar.
    let keys: Vec<(Thing, Pan)> = (0..8)
        .map(|k| {
            let hz = if k == 7 { 330.0 } else { rng.range(520.0, 760.0) } * pitch;
            let across = if k == 7 { 0.0 } else { (k as f32 - 3.0) * 0.12 };
            (Thing::damped(&PLASTIC, hz, 1.25, &mut rng), Pan::new(across))
        })
        .collect();
    let desk = Thing::new(&WOOD, 165.0 * pitch, &mut rng);
    let gap = cue.scaled(0.13, 0.09);
    let groups = Groups { size: (3, 8), gap: gap..gap * 1.9, rest: 0.16..0.55 };
    for beat in cue.beats(&mut rng, 0.08, &groups, 0.15) {
        let last = keys.len() - 1;
        let is_space = beat.index == 0 && beat.time > 0.1;
        let which = if is_space { last } else { rng.whole(0, last as u32 - 1) as usize };
        let (key, pan) = &keys[which];
        let level = rng.range(0.6, 1.0) * if is_space { 1.15 } else { 1.0 };
        let down = (beat.time * RATE) as usize;
        // The plastic clicks before it lands, on a hard keyboard more so.
        let click = burst(rng.fork("click"), 0.006, 2_200.0, 9_000.0);
        out.place(down, *pan, click.map(|x| x * level * cue.scaled(0.12, 0.8)));
        let landed = down + (rng.range(0.003, 0.007) * RATE) as usize;
        let push = tap(cue.scaled(0.000_9, 0.000_25) * rng.range(0.8, 1.2));
        out.place(landed, *pan, key.struck(&push, level, &mut rng).into_iter());
        let thump = desk.struck(&tap(0.002), level * cue.scaled(0.15, 0.4), &mut rng);
        out.place(landed, *pan, thump.into_iter());
        let up = landed + (rng.range(0.055, 0.095) * RATE) as usize;
        let release = key.struck(&tap(0.000_2), level * rng.range(0.25, 0.4), &mut rng);
        out.place(up, *pan, release.into_iter());
    }
    out
}
