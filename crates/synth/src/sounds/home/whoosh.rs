//! Something that passes quickly through the air: noise whose pitch, strength and place go with its
//! speed.

use crate::kit::{
    RATE,
    control::CONTROL,
    filter::Svf,
    noise::Pink,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, home::quiet_room};

pub(crate) const KIND: Kind = Kind {
    name: "whoosh",
    english: &[
        ("whoosh", 0.0),
        ("woosh", 0.0),
        ("swoosh", 0.0),
        ("swish", -0.3),
        ("whip", 0.6),
        ("swing", 0.0),
        ("sword swing", 0.2),
        ("swipe", -0.2),
        ("transition sound", 0.3),
        ("fast pass", 0.4),
        ("fly by", 0.4),
        ("flyby", 0.4),
    ],
    chinese: &[("嗖", 0.0), ("呼啸而过", 0.6), ("挥舞", 0.0), ("挥动", 0.0)],
    space: Space { size: 0.6, t60: 0.6, damping: 4_500.0 },
    wet: 0.18,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("passes");
    let mut side = if rng.chance(0.5) { 1.0 } else { -1.0 };
    for t in cue.times(&mut rng, 0.03, 0.85..1.5, 0.75) {
        let seconds = cue.scaled(0.85, 0.5) * rng.range(0.85, 1.15);
        pass(cue, t, seconds.min(cue.seconds()), side, &mut rng, &mut out);
        side = -side;
    }
    out
}

fn pass(cue: &Cue, t: f32, seconds: f32, side: f32, rng: &mut Rng, out: &mut Stereo) {
    let frames = (seconds * RATE) as usize;
    let at = (t * RATE) as usize;
    let peak = rng.range(0.42, 0.55);
    let top = cue.scaled(1_100.0, 2_600.0) * rng.octaves(0.8, 1.3);
    let (mut pink, mut white) = (Pink::new(rng.fork("pink")), rng.fork("white"));
    let mut bands = [Svf::new(500.0, 1.3), Svf::new(1_500.0, 0.8)];
    let (mut level, mut pan) = (0.0, Pan::level(0.0));
    for i in 0..frames.min(out.frames().saturating_sub(at)) {
        if i % CONTROL == 0 {
            let x = i as f32 / frames as f32;
            let width = if x < peak { peak } else { 1.0 - peak } * 0.42;
            let away = (x - peak) / width;
            let near = libm::expf(-away * away);
            // What comes sounds higher than what goes.
            let doppler = if x < peak { 1.0 } else { 1.0 - 0.35 * (x - peak) / (1.0 - peak) };
            bands[0].tune((220.0 + top * near) * doppler, 1.3);
            bands[1].tune((600.0 + 2.7 * top * near) * doppler, 0.8);
            level = near * (1.0 - x) * 2.0;
            pan = Pan::level(side * 2.2 * (x - peak));
        }
        let low = bands[0].bands(pink.next()).band;
        let high = bands[1].bands(white.bipolar()).band;
        let x = (1.2 * low + 0.35 * high) * level;
        out.left[at + i] += x * pan.left;
        out.right[at + i] += x * pan.right;
    }
}
