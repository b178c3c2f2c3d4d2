//! Single drops into still water, in a place that answers: a tick as the drop meets it, and a
//! little later the bubble that it leaves, which is what is heard.

use crate::kit::{
    RATE,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::burst,
    water::bubble,
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "water drops",
    english: &[
        ("drip", 0.0),
        ("dripping", 0.0),
        ("drop", 0.0),
        ("droplet", -0.2),
        ("water drop", 0.0),
        ("water drip", 0.0),
        ("drop of water", 0.0),
        ("waterdrop", 0.0),
        ("dripping tap", 0.0),
        ("dripping faucet", 0.0),
        ("leaky tap", 0.0),
        ("leaky faucet", 0.0),
        ("leaking tap", 0.0),
        ("leaking faucet", 0.0),
    ],
    chinese: &[("水滴", 0.0), ("滴水", 0.0), ("漏水", 0.2)],
    space: Space { size: 0.8, t60: 1.3, damping: 4_200.0 },
    wet: 0.45,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.006, &mut out);
    let mut rng = cue.rng.fork("drops");
    let pace = cue.scaled(1.5, 0.4);
    // One leak drips at its pace into one pool; a second is heard beside it now and then.
    let pool = rng.octaves(750.0, 1_300.0);
    for t in cue.times(&mut rng, 0.1, pace * 0.75..pace * 1.25, 0.3) {
        let hz = pool * rng.octaves(0.86, 1.2);
        drop(t, hz, rng.range(0.75, 1.0), Pan::level(rng.bipolar() * 0.12), &mut rng, &mut out);
        if cue.count.is_none() && rng.chance(0.3) {
            let t = t + pace * rng.range(0.3, 0.6);
            let hz = pool * rng.octaves(1.4, 2.0);
            if t + 0.3 < cue.seconds() {
                let pan = Pan::level(0.55 * if rng.chance(0.5) { 1.0 } else { -1.0 });
                drop(t, hz, rng.range(0.25, 0.45), pan, &mut rng, &mut out);
            }
        }
    }
    out
}

fn drop(t: f32, hz: f32, level: f32, pan: Pan, rng: &mut Rng, out: &mut Stereo) {
    let at = (t * RATE) as usize;
    let tick = burst(rng.fork("tick"), 0.004, 2_500.0, 9_000.0);
    out.place(at, pan, tick.map(|x| x * level * 0.12));
    // The crater closes over the bubble; a large drop throws up a jet that falls back in.
    let closed = at + (rng.range(0.014, 0.024) * RATE) as usize;
    let rise = rng.range(0.35, 0.9);
    out.place(closed, pan, bubble(hz, rise, 1.25).map(|x| x * level));
    for _ in 0..rng.whole(0, 2) {
        let later = closed + (rng.range(0.03, 0.13) * RATE) as usize;
        let small = bubble(hz * rng.octaves(1.2, 2.3), rng.range(0.2, 0.8), 1.1);
        let faint = level * rng.range(0.12, 0.4);
        out.place(later, pan, small.map(|x| x * faint));
    }
}
