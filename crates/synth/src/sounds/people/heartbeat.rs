//! A heart, as a hand on the chest or a stethoscope hears it: the valves that close first, low and
//! long, and a third of a second later those that close second, a little higher and shorter.

use crate::kit::{
    RATE,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::{burst, eased, ping},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "heartbeat",
    english: &[
        ("heartbeat", 0.0),
        ("heart beat", 0.0),
        ("heart", 0.0),
        ("pulse", 0.0),
        ("stethoscope", 0.0),
        ("racing heart", 0.9),
        ("pounding heart", 0.8),
        ("heart pounding", 0.8),
        ("heart racing", 0.9),
    ],
    chinese: &[("心跳", 0.0), ("心脏", 0.0), ("脉搏", 0.0)],
    space: Space { size: 0.2, t60: 0.2, damping: 700.0 },
    wet: 0.12,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 180.0, 0.012, &mut out);
    let mut rng = cue.rng.fork("beats");
    // Beats a minute: asleep, at rest, afraid.
    let rate = cue.scaled(50.0, 96.0) * rng.range(0.94, 1.06);
    let period = 60.0 / rate;
    let pitch = rng.range(0.9, 1.12);
    // The pause between both sounds shrinks less than the one after.
    let between = (0.21 + 0.11 * period) / cue.tempo.clamp(0.25, 4.0).sqrt();
    for t in cue.times(&mut rng, 0.08, period * 0.97..period * 1.03, between + 0.2) {
        let force = rng.range(0.88, 1.0);
        valve(t, 52.0 * pitch, 0.20, (force, -0.3), &mut rng, &mut out);
        valve(t + between, 70.0 * pitch, 0.13, (force * 0.68, 0.3), &mut rng, &mut out);
    }
    out
}

/// At its own side of the breastbone: walls and blood that swing to a stop, and the leaflets' muffled tap.
fn valve(t: f32, hz: f32, t60: f32, (level, place): (f32, f32), rng: &mut Rng, out: &mut Stereo) {
    let at = (t * RATE) as usize;
    let pan = Pan::level(place);
    for (ratio, part, hold) in
        [(1.0, 1.0, 1.2), (1.55, 0.7, 1.0), (2.3, 0.42, 0.8), (3.6, 0.16, 0.6)]
    {
        let hz = hz * ratio * rng.range(0.96, 1.04);
        let later = at + (rng.unit() * 0.012 * RATE) as usize;
        let swing = eased(0.016, ping(hz, t60 * hold, -0.25));
        out.place(later, pan, swing.map(|x| x * level * part));
    }
    let tap = eased(0.008, burst(rng.fork("leaflets"), t60 * 0.6, 60.0, 170.0));
    out.place(at, pan, tap.map(|x| x * level * 1.1));
}
