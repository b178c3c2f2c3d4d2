//! Something falls into water: the slap, the sheet of water that it throws up, the cavity that
//! closes over it with a deep gulp, and the drops that come down.

use crate::kit::{
    RATE,
    control::{CONTROL, decay, smooth},
    filter::{OnePole, Svf},
    grains::arrivals,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::burst,
    water::{Bubbles, bubble},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "splash",
    english: &[
        ("splash", 0.0),
        ("water splash", 0.0),
        ("splashing water", 0.0),
        ("swim", -0.1),
        ("swimming", -0.1),
        ("swimming pool", 0.0),
        ("paddle", -0.4),
        ("rowing", -0.4),
        ("puddle", -0.4),
        ("dive", 0.5),
        ("cannonball", 0.9),
    ],
    chinese: &[("溅水", 0.0), ("水花", 0.0), ("跳水", 0.5), ("游泳", -0.1), ("泼水", 0.2)],
    space: Space { size: 0.9, t60: 0.7, damping: 3_500.0 },
    wet: 0.2,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 700.0, 0.008, &mut out);
    let mut rng = cue.rng.fork("splashes");
    for t in cue.times(&mut rng, 0.06, 1.3..2.2, 1.1) {
        let size = cue.scaled(0.6, 1.6) * rng.octaves(0.85, 1.2);
        splash(t, size, &mut rng, &mut out);
    }
    out
}

fn splash(t: f32, size: f32, rng: &mut Rng, out: &mut Stereo) {
    let frame = |later: f32| ((t + later) * RATE) as usize;
    let place = rng.bipolar() * 0.25;
    let pan = Pan::new(place);
    let slap = burst(rng.fork("slap"), 0.07 * size, 120.0, 2_600.0 / size);
    out.place(frame(0.0), pan, slap.map(|x| x * 1.2));
    sheet(frame(0.01), size, rng, out);
    // The cavity closes, the later the larger it is.
    let closed = 0.07 * size + rng.range(0.02, 0.05);
    for k in 0..rng.whole(2, 4) {
        let hz = rng.octaves(190.0, 420.0) / size.sqrt() * (1.0 + 0.35 * k as f32);
        let gulp = bubble(hz, rng.range(0.6, 1.5), 0.5);
        let later = closed + k as f32 * rng.range(0.03, 0.07);
        let level = 0.42 / (1.0 + 0.6 * k as f32);
        out.place(frame(later), Pan::level(place), gulp.map(|x| x * level));
    }
    // What was thrown up comes down, and foam breaks.
    let drops = Bubbles { low: 700.0 / size.sqrt(), high: 4_800.0, rise: 0.5, hold: 0.8 };
    let most = 150.0 * size;
    let rate = |now: f32| {
        let x = now - t;
        most * smooth((x - 0.04) / 0.12) * decay(x, 2.6 * size.sqrt())
    };
    for now in arrivals(rng, t, t + 1.5, most, rate) {
        let (sound, weight) = drops.draw(rng);
        let level = 0.2 * weight.min(4.0) * decay(now - t, 2.5);
        let pan = Pan::level(place + rng.bipolar() * 0.7);
        out.place((now * RATE) as usize, pan, sound.map(|x| x * level));
    }
}

/// The sheet of water: noise that comes up, opens and falls back as spray.
fn sheet(at: usize, size: f32, rng: &Rng, out: &mut Stereo) {
    let t60 = 0.75 * size.sqrt();
    let frames = ((t60 * RATE) as usize).min(out.frames().saturating_sub(at));
    let mut shared = rng.fork("shared");
    let mut sides = ["left", "right"].map(|side| {
        (rng.fork(side), Svf::new(2_500.0, 0.5), OnePole::new(8_000.0), OnePole::new(180.0))
    });
    let mut level = 0.0;
    for i in 0..frames {
        if i % CONTROL == 0 {
            let now = i as f32 / RATE;
            level = 1.2 * smooth(now / 0.03) * decay(now, t60);
            for (_, spray, _, _) in &mut sides {
                spray.tune(1_100.0 / size.sqrt() + 2_600.0 * smooth(now / 0.25), 0.5);
            }
        }
        let common = 0.6 * shared.bipolar();
        let [l, r] = sides.each_mut().map(|(noise, spray, top, cut)| {
            let x = spray.bands(common + 0.7 * noise.bipolar()).band;
            cut.high(top.low(x)) * level
        });
        out.left[at + i] += l;
        out.right[at + i] += r;
    }
}
