//! A whoosh: air that something cuts as it goes past.

use crate::kit::{
    RATE,
    control::{CONTROL, smooth},
    filter::{OnePole, Svf},
    noise::Pink,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "whoosh",
    english: &[
        ("whoosh", 0.0),
        ("swoosh", 0.0),
        ("swish", -0.2),
        ("swipe", -0.2),
        ("woosh", 0.0),
        ("sword swing", 0.3),
        ("transition", 0.0),
        ("arrow", 0.2),
        ("whip", 0.4),
    ],
    chinese: &[("嗖", 0.0), ("呼啸而过", 0.3), ("挥剑", 0.3), ("转场", 0.0), ("嗖嗖", 0.0)],
    space: Space { size: 0.9, t60: 0.7, damping: 4_500.0 },
    wet: 0.2,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.004, &mut out);
    let mut rng = cue.rng.fork("whooshes");
    let length = cue.scaled(0.85, 0.38) / cue.tempo.clamp(0.4, 2.5);
    // However short the whole is, one goes past in it.
    let length = length.min(0.85 * cue.seconds());
    let gap = length * 1.9;
    for at in cue.times(
        &mut rng.fork("times"),
        0.03_f32.min(0.1 * cue.seconds()),
        gap * 0.8..gap * 1.4,
        length,
    ) {
        rng = rng.fork("one");
        let heard = one(cue, &rng, length);
        out.add_at((at * RATE) as usize, &heard);
    }
    out
}

fn one(cue: &Cue, rng: &Rng, length: f32) -> Stereo {
    let mut pick = rng.fork("shape");
    let length = length * pick.range(0.85, 1.15);
    let frames = (length * RATE) as usize;
    let mut out = Stereo::silence(frames);
    let peak = pick.range(0.42, 0.62);
    let top = pick.range(1_500.0, 2_400.0) * cue.scaled(0.75, 1.5);
    let side = if pick.chance(0.5) { 0.75 } else { -0.75 };
    let mut noise = Pink::new(rng.fork("noise"));
    let mut edge = Svf::new(500.0, 1.6);
    let mut body = Svf::new(200.0, 0.8);
    let mut hiss = OnePole::new(3_500.0);
    let mut own = ["left", "right"].map(|name| (Pink::new(rng.fork(name)), OnePole::new(1_200.0)));
    let (mut level, mut pan) = (0.0, Pan::level(0.0));
    out.add_each(|i| {
        if i % CONTROL == 0 {
            let x = i as f32 / frames as f32;
            let near = if x < peak { smooth(x / peak) } else { smooth((1.0 - x) / (1.0 - peak)) };
            level = near * near * near;
            // The pitch is highest where it is fastest, and falls as it goes.
            let pass = if x < peak { near } else { 0.35 + 0.65 * near };
            edge.tune(280.0 + top * pass * near.sqrt(), 2.4);
            body.tune(130.0 + 260.0 * near, 0.8);
            pan = Pan::level(side * (2.0 * x - 1.0));
        }
        let x = noise.next();
        let sum = edge.bands(x).band * 1.9 + body.bands(x).band * 0.5 + hiss.high(x) * 0.22 * level;
        let [l, r] = own.each_mut().map(|(pink, high)| high.high(pink.next()) * 0.12);
        ((sum + l) * level * pan.left, (sum + r) * level * pan.right)
    });
    out
}
