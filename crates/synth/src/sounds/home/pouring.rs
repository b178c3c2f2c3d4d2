//! Water into a glass: the jet drags air under, which comes back as bubbles; and the column of air
//! above the water, which is driven by both, grows shorter, so that its note rises to the end.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    filter::{OnePole, Svf},
    rng::Rng,
    stereo::{Pan, Stereo},
    water::{Bubbles, bubble},
};
use crate::sounds::{
    Cue, Kind,
    home::{ROOM, quiet_room},
};

pub(crate) const KIND: Kind = Kind {
    name: "pouring water",
    english: &[
        ("pour water", 0.0),
        ("pouring water", 0.0),
        ("water pouring", 0.0),
        ("pour a glass", 0.0),
        ("pour a drink", 0.0),
        ("pouring a drink", 0.0),
        ("pouring drink", 0.0),
        ("pouring into a glass", 0.0),
        ("pouring tea", -0.2),
        ("pouring coffee", -0.2),
        ("pouring wine", -0.2),
        ("pour tea", -0.2),
        ("pour coffee", -0.2),
        ("pour wine", -0.2),
        ("fill a glass", 0.0),
        ("filling a glass", 0.0),
        ("glass of water", 0.0),
        ("fill a bottle", 0.3),
        ("filling a bottle", 0.3),
        ("fill a bucket", 0.9),
    ],
    chinese: &[("倒水", 0.0), ("倒茶", -0.2), ("倒酒", -0.2), ("斟", -0.2)],
    space: ROOM,
    wet: 0.42,
    make,
};

/// Metres per second, over four: a column of air that is closed below.
const QUARTER: f32 = 343.0 / 4.0;

fn make(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("glasses");
    let usual = cue.scaled(5.5, 3.6) * rng.range(0.9, 1.1) / cue.tempo.clamp(0.25, 4.0);
    // What lasts longer than a glass takes is more glasses.
    let count = cue.count.map_or((cue.seconds() / (usual + 0.9)).round() as u32, |count| count);
    let count = count.clamp(1, 64);
    let each = cue.seconds() / count as f32;
    for k in 0..count {
        let seconds = (each - if each > 2.5 { 0.9 } else { 0.25 * each }).max(0.05);
        fill(cue, 0.03 + k as f32 * each, seconds, &mut rng, &mut out);
    }
    out
}

/// One glass, from empty to nearly full.
fn fill(cue: &Cue, start: f32, seconds: f32, rng: &mut Rng, out: &mut Stereo) {
    // A tall glass, up to a bucket, in metres.
    let height = cue.scaled(0.105, 0.26) * rng.range(0.9, 1.15);
    let mouth = cue.scaled(0.02, 0.05);
    let pan = Pan::level(rng.bipolar() * 0.12);
    let at = (start * RATE) as usize;
    let frames = (seconds * RATE) as usize;
    let mut wobble = Drift::slow(rng.fork("wobble"), 7.0);
    let mut flow = Drift::slow(rng.fork("flow"), 2.0);
    let column = |x: f32| QUARTER / (height * (1.0 - 0.88 * x) + mouth);

    // What the column is driven by: the jet's noise, and bubbles.
    let mut noise = rng.fork("jet");
    let mut soft = OnePole::new(4_800.0);
    let mut air = [Svf::new(500.0, 9.0), Svf::new(1_500.0, 12.0)];
    let mut level = 0.0;
    let mut force: Vec<f32> = (0..frames).map(|_| soft.low(noise.bipolar()) * 0.16).collect();
    let mut t = 0.0;
    let rate = cue.scaled(55.0, 150.0);
    while t < seconds {
        let full = t / seconds;
        // Nearly empty, it splashes on the bottom; the deeper, the larger the bubbles.
        let low = 900.0 - 480.0 * full;
        let bubbles = Bubbles { low, high: low * 5.0, rise: 0.3, hold: 0.9 };
        let (sound, size) = bubbles.draw(rng);
        let place = force.iter_mut().skip((t * RATE) as usize);
        for (sum, x) in place.zip(sound) {
            *sum += x * size * 0.10;
        }
        t += rng.wait(1.0 / rate);
    }
    let poured = force.into_iter().enumerate().map(|(i, x)| {
        if i % CONTROL == 0 {
            let part = i as f32 / frames as f32;
            let now = i as f32 / RATE;
            let hz = column(part) * (1.0 + 0.02 * wobble.next());
            air[0].tune(hz, 9.0);
            air[1].tune(hz * 2.95, 12.0);
            level = smooth(now / 0.05) * smooth((seconds - now) / 0.18) * (1.0 + 0.2 * flow.next());
        }
        let first = air[0].bands(x).band;
        let second = air[1].bands(x).band;
        (0.6 * x + 2.3 * first + 1.4 * second) * level
    });
    out.place(at, pan, poured);
    // The last drops.
    let mut late = start + seconds - 0.05;
    for _ in 0..rng.whole(2, 4) {
        late += rng.range(0.05, 0.22);
        let hz = column(1.0) * rng.octaves(0.7, 1.4);
        let drop = bubble(hz, rng.range(0.2, 0.7), 1.2).map(|x| x * 0.16);
        out.place((late * RATE) as usize, pan, drop);
    }
}
