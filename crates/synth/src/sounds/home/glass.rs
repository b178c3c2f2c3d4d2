//! Glass that breaks: the blow, the crack that runs through the pane, and the shards, which rain
//! on a hard floor, each ringing at its own pitch and hopping until it lies.

use crate::kit::{
    RATE,
    grains::arrivals,
    modes::{GLASS, Thing, WOOD, tap},
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::burst,
};
use crate::sounds::{
    Cue, Kind,
    home::{ROOM, quiet_room},
};

pub(crate) const KIND: Kind = Kind {
    name: "glass breaking",
    english: &[
        ("glass breaking", 0.0),
        ("breaking glass", 0.0),
        ("broken glass", 0.0),
        ("glass break", 0.0),
        ("glass shatter", 0.3),
        ("shattering glass", 0.3),
        ("shattered glass", 0.3),
        ("glass smash", 0.6),
        ("smashing glass", 0.6),
        ("smashed glass", 0.6),
        ("glass crash", 0.6),
        ("window breaking", 0.4),
        ("breaking window", 0.4),
        ("window smash", 0.7),
        ("window shatter", 0.6),
        ("shatter", 0.3),
        ("glass", 0.0),
        ("shard", -0.4),
    ],
    chinese: &[
        ("玻璃破碎", 0.0),
        ("打碎玻璃", 0.3),
        ("玻璃碎", 0.0),
        ("碎玻璃", 0.0),
        ("玻璃", 0.0),
        ("破碎", 0.2),
    ],
    space: ROOM,
    wet: 0.25,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("breaks");
    for t in cue.times(&mut rng, 0.08, 2.6..3.6, 1.3) {
        let size = cue.scaled(0.75, 1.3) * rng.range(0.9, 1.1);
        blow(t, size, &mut rng, &mut out);
        shards(cue, t, size, &mut rng, &mut out);
    }
    out
}

/// What hits the pane, and the pane as it goes.
fn blow(t: f32, size: f32, rng: &mut Rng, out: &mut Stereo) {
    let at = (t * RATE) as usize;
    let frame = Thing::new(&WOOD, 190.0 / size, rng);
    out.place(at, Pan::new(0.0), frame.struck(&tap(0.001_5), 0.5 * size, rng).into_iter());
    for (k, seconds) in [0.10, 0.22].into_iter().enumerate() {
        let later = at + (k as f32 * rng.range(0.012, 0.03) * RATE) as usize;
        let pan = Pan::new(rng.bipolar() * 0.3);
        let crash = burst(rng.fork("crash"), seconds * size, 1_800.0, 9_500.0);
        out.place(later, pan, crash.map(|x| x * 0.6));
    }
    for _ in 0..7 {
        let pane = Thing::damped(&GLASS, rng.octaves(900.0, 3_600.0) / size, 0.7, rng);
        let pan = Pan::new(rng.bipolar() * 0.5);
        let later = at + (rng.wait(0.012) * RATE) as usize;
        out.place(later, pan, pane.struck(&tap(0.000_1), 0.3, rng).into_iter());
    }
}

/// The shards: most within half a second, the last ones tinkling after.
fn shards(cue: &Cue, t: f32, size: f32, rng: &mut Rng, out: &mut Stereo) {
    let most = cue.scaled(70.0, 190.0);
    let fall = rng.range(0.10, 0.16);
    let rate = |now: f32| {
        let x = (now - t - fall).max(-fall);
        most * if x < 0.0 { 0.5 } else { libm::expf(-x / (0.26 * size)) }
    };
    for landed in arrivals(rng, t + 0.015, t + 1.6 * size, most, rate) {
        let weight = (0.14 * rng.heavy_tail(5.0)).min(0.6);
        let hz = rng.octaves(2_000.0, 7_500.0) / (0.6 + weight);
        let shard = Thing::damped(&GLASS, hz, rng.octaves(0.35, 1.3), rng);
        let pan = Pan::new(rng.bipolar() * 0.75);
        // Each hop is lower and sooner over than the last.
        let (mut now, mut hop, mut level) = (landed, rng.range(0.04, 0.11), weight);
        for _ in 0..rng.whole(1, 4) {
            let rung = shard.struck(&tap(0.000_08), level * 0.55, rng);
            out.place((now * RATE) as usize, pan, rung.into_iter());
            now += hop;
            hop *= rng.range(0.5, 0.7);
            level *= 0.55;
        }
    }
}
