//! A can of something fizzy: the tab lifts, the seal cracks and lets the pressure out, the lid
//! tears and folds under, and the drink fizzes.

use crate::kit::{
    RATE,
    control::{CONTROL, decay, smooth},
    filter::Svf,
    grains::arrivals,
    modes::{SHEET, Thing, tap},
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::burst,
    water::bubble,
};
use crate::sounds::{
    Cue, Kind,
    home::{ROOM, quiet_room},
};

pub(crate) const KIND: Kind = Kind {
    name: "can opening",
    english: &[
        ("can opening", 0.0),
        ("opening a can", 0.0),
        ("open a can", 0.0),
        ("soda can", 0.0),
        ("beer can", 0.0),
        ("opening a soda", 0.0),
        ("opening a beer", 0.0),
        ("soda opening", 0.0),
        ("can of soda", 0.0),
        ("can of beer", 0.0),
        ("tin can", 0.0),
        ("fizz", -0.2),
        ("soda", 0.0),
    ],
    chinese: &[("易拉罐", 0.0), ("开罐", 0.0), ("罐头", 0.0), ("汽水", 0.0), ("可乐", 0.0)],
    space: ROOM,
    wet: 0.42,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("cans");
    let times = cue.times(&mut rng, 0.06, 4.2..5.2, 1.6);
    for (k, t) in times.iter().enumerate() {
        let end = times.get(k + 1).map_or(cue.seconds(), |next| next - 0.2);
        open(cue, *t, end, &mut rng, &mut out);
    }
    out
}

fn open(cue: &Cue, t: f32, end: f32, rng: &mut Rng, out: &mut Stereo) {
    let frame = |t: f32| (t * RATE) as usize;
    let pan = Pan::new(rng.bipolar() * 0.12);
    let lid = Thing::new(&SHEET, rng.range(1_500.0, 2_000.0), rng);
    let can = Thing::damped(&SHEET, rng.range(560.0, 750.0), 0.7, rng);
    // A nail gets under the tab.
    for later in [0.0, 0.09] {
        let tick = lid.struck(&tap(0.000_15), rng.range(0.15, 0.25), rng);
        out.place(frame(t + later), pan, tick.into_iter());
    }
    let crack = t + rng.range(0.2, 0.28);
    let snap = burst(rng.fork("snap"), 0.03, 900.0, 11_000.0);
    out.place(frame(crack), pan, snap.map(|x| x * 1.1));
    out.place(frame(crack), pan, lid.struck(&tap(0.000_1), 0.9, rng).into_iter());
    out.place(frame(crack), pan, can.struck(&tap(0.000_5), 0.9, rng).into_iter());
    hiss(cue, frame(crack), pan, rng, out);
    // The tongue tears along its line and folds in.
    let torn = crack + rng.range(0.16, 0.24);
    let rate = |now: f32| 230.0 * smooth((now - torn) / 0.03);
    for now in arrivals(rng, torn, torn + 0.1, 230.0, rate) {
        let level = rng.range(0.1, 0.4);
        out.place(frame(now), pan, lid.struck(&tap(0.000_2), level, rng).into_iter());
    }
    let folded = torn + rng.range(0.1, 0.14);
    out.place(frame(folded), pan, can.struck(&tap(0.000_8), 0.75, rng).into_iter());
    out.place(frame(folded), pan, lid.struck(&tap(0.000_3), 0.4, rng).into_iter());
    fizz(cue, crack, end, pan, rng, out);
}

/// Gas through a slit: a rush that falls in pitch as the pressure goes.
fn hiss(cue: &Cue, at: usize, pan: Pan, rng: &mut Rng, out: &mut Stereo) {
    let t60 = cue.scaled(0.55, 1.25) * rng.range(0.9, 1.15);
    let mut noise = rng.fork("gas");
    let mut slit = Svf::new(6_000.0, 0.8);
    let mut level = 0.0;
    let gas = (0..(t60 * RATE) as usize).map(|i| {
        if i % CONTROL == 0 {
            let now = i as f32 / RATE;
            level = 1.15 * smooth(now / 0.006) * decay(now, t60);
            slit.tune(2_800.0 + 4_600.0 * decay(now, t60 * 1.6), 0.8);
        }
        slit.bands(noise.bipolar()).band * level
    });
    out.place(at, pan, gas);
}

/// Small bubbles that break at the surface, fewer and fewer.
fn fizz(cue: &Cue, from: f32, end: f32, pan: Pan, rng: &mut Rng, out: &mut Stereo) {
    let most = cue.scaled(220.0, 420.0);
    let rate = |t: f32| most * (0.12 + 0.88 * decay(t - from, 5.0));
    for t in arrivals(rng, from + 0.1, end, most, rate) {
        let hz = rng.octaves(2_600.0, 8_000.0);
        let level = 0.022 * rng.heavy_tail(5.0);
        out.place((t * RATE) as usize, pan, bubble(hz, 0.2, 1.0).map(|x| x * level));
    }
}
