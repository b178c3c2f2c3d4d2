//! Coins: one falls on a table, hops, and wobbles to rest on its rim ever faster; a handful jingles.

use crate::kit::{
    RATE,
    modes::{DISC, Thing, WOOD, tap},
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
};
use crate::sounds::{
    Cue, Kind,
    home::{ROOM, quiet_room},
};

pub(crate) const KIND: Kind = Kind {
    name: "coins",
    english: &[
        ("coin", 0.0),
        ("coin drop", 0.0),
        ("coin dropping", 0.0),
        ("penny", 0.0),
        ("small change", 0.0),
        ("loose change", 0.3),
        ("jingling coin", 0.3),
        ("key jingle", 0.3),
        ("jingling key", 0.3),
        ("slot machine payout", 0.9),
    ],
    chinese: &[("硬币", 0.0), ("钱币", 0.0), ("金币", 0.0)],
    space: Space { damping: 11_000.0, ..ROOM },
    wet: 0.4,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("coins");
    let table = Thing::new(&WOOD, rng.range(210.0, 300.0), &mut rng);
    // Many coins where much is asked for, each soon after the other.
    let gap = cue.scaled(2.4, 0.25);
    for t in cue.times(&mut rng, 0.06, gap * 0.7..gap * 1.3, 0.7) {
        fall(t, &table, &mut rng, &mut out);
    }
    out
}

fn fall(t: f32, table: &Thing, rng: &mut Rng, out: &mut Stereo) {
    let coin = Thing::damped(&DISC, rng.octaves(3_600.0, 6_200.0), rng.range(1.8, 3.0), rng);
    let pan = Pan::level(rng.bipolar() * 0.35);
    let at = (t * RATE) as usize;
    let hits = hits(rng);
    // One coin rings through all its hits, and so does what it hits.
    let (edge, face) = (tap(0.000_06), tap(0.000_4));
    out.place(at, pan, coin.driven(&touches(&hits, &edge, 0.7)).into_iter());
    out.place(at, pan, table.driven(&touches(&hits, &face, 0.3)).into_iter());
}

/// When the coin meets the table, in seconds from the first time, and how hard.
fn hits(rng: &mut Rng) -> Vec<(f32, f32)> {
    let mut hits = Vec::new();
    let (mut now, mut hop, mut level) = (0.0, rng.range(0.15, 0.26), 0.9);
    for _ in 0..rng.whole(3, 5) {
        hits.push((now, level));
        now += hop;
        hop *= rng.range(0.5, 0.66);
        level *= rng.range(0.55, 0.75);
    }
    // Euler's disc: the flatter it lies, the faster it rolls.
    let mut beat = rng.range(0.055, 0.075);
    level = 0.25 * level.max(0.25);
    while beat > 0.011 {
        hits.push((now, level * rng.range(0.7, 1.0)));
        now += beat;
        beat *= 0.925;
        level *= 0.975;
    }
    hits.push((now + 0.008, 0.16));
    hits
}

/// All touches as one force.
fn touches(hits: &[(f32, f32)], touch: &[f32], level: f32) -> Vec<f32> {
    let last = hits.last().map_or(0.0, |(t, _)| *t);
    let mut force = vec![0.0; (last * RATE) as usize + touch.len() + 1];
    for (t, hard) in hits {
        for (sum, x) in force.iter_mut().skip((t * RATE) as usize).zip(touch) {
            *sum += x * hard * level;
        }
    }
    force
}
