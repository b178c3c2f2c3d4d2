//! At the stove and the board: fat that sizzles, a knife that chops, a tap that runs.

use crate::kit::{
    RATE,
    control::{CONTROL, Curve, Drift, smooth},
    filter::{OnePole, Svf},
    grains::arrivals,
    modes::{BAR, Thing, WOOD, tap as touch},
    noise::Pink,
    reverb::Space,
    stereo::{Pan, Stereo},
    voice::burst,
    water::Bubbles,
};
use crate::sounds::{
    Cue, Kind,
    home::{ROOM, quiet_room},
    rhythm::Groups,
};

pub(crate) const FRYING: Kind = Kind {
    name: "frying",
    english: &[
        ("fry", 0.0),
        ("fried", 0.0),
        ("frying pan", 0.0),
        ("sizzle", 0.0),
        ("sizzling pan", 0.0),
        ("bacon", 0.0),
        ("sizzling bacon", 0.0),
        ("steak", 0.2),
        ("sizzling steak", 0.2),
        ("stir fry", 0.4),
        ("deep fry", 0.5),
        ("cooking", 0.0),
        ("barbecue", 0.0),
        ("grill", 0.0),
    ],
    chinese: &[
        ("煎", 0.0),
        ("炒菜", 0.3),
        ("炸", 0.4),
        ("油锅", 0.2),
        ("烧烤", 0.0),
        ("做饭", 0.0),
    ],
    space: ROOM,
    wet: 0.1,
    make: frying,
};

pub(crate) const KNIFE: Kind = Kind {
    name: "knife chopping",
    english: &[
        ("knife", 0.0),
        ("cutting board", 0.0),
        ("chopping board", 0.0),
        ("chop vegetable", 0.0),
        ("chopping vegetable", 0.0),
        ("cut vegetable", 0.0),
        ("cutting vegetable", 0.0),
        ("slice vegetable", -0.3),
        ("slicing", -0.3),
        ("cleaver", 0.8),
    ],
    chinese: &[("切菜", 0.0), ("砧板", 0.0), ("菜刀", 0.2)],
    space: ROOM,
    wet: 0.3,
    make: knife,
};

pub(crate) const TAP: Kind = Kind {
    name: "running tap",
    english: &[
        ("faucet", 0.0),
        ("tap water", 0.0),
        ("running tap", 0.0),
        ("tap running", 0.0),
        ("water tap", 0.0),
        ("kitchen tap", 0.0),
        ("running faucet", 0.0),
        ("sink", 0.0),
        ("washing hand", 0.2),
        ("wash hand", 0.2),
        ("bathtub", 0.5),
        ("filling a bath", 0.5),
    ],
    chinese: &[("水龙头", 0.0), ("洗手", 0.2), ("水槽", 0.0), ("自来水", 0.0)],
    space: Space { size: 0.3, t60: 0.4, damping: 5_000.0 },
    wet: 0.2,
    make: tap,
};

/// Drops of water burst in the fat: a hiss of those too small to tell apart, crackles, and spits.
fn frying(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("fat");
    let mut heat = Drift::slow(rng.fork("heat"), 0.9);
    let mut stir = Drift::slow(rng.fork("stir"), 5.0);
    let force = Curve::draw(cue.frames, |_| {
        (0.75 + 0.3 * heat.next() + 0.12 * stir.next()).clamp(0.2, 1.2)
    });
    let level = cue.scaled(0.06, 0.15);
    let mut shared = rng.fork("shared");
    let mut sides = ["left", "right"].map(|side| {
        (rng.fork(side), Svf::new(3_200.0, 0.6), Svf::new(6_500.0, 0.6), OnePole::new(9_000.0))
    });
    out.add_each(|i| {
        let now = level * force.at(i);
        let common = 0.6 * shared.bipolar();
        let [l, r] = sides.each_mut().map(|(noise, pan, fat, top)| {
            let x = common + 0.7 * noise.bipolar();
            top.low(0.6 * pan.bands(x).band + fat.bands(x).band) * now
        });
        (l, r)
    });
    let most = cue.scaled(90.0, 380.0);
    let rate = |t: f32| most * force.at((t * RATE) as usize);
    for t in arrivals(&mut rng, 0.0, cue.seconds(), most * 1.2, rate) {
        let size = rng.heavy_tail(16.0);
        let level = 0.06 * size * rng.range(0.4, 1.0);
        let t60 = rng.octaves(0.003, 0.009) * (1.0 + 0.1 * size);
        let spit = burst(rng.fork("spit"), t60, 1_600.0, rng.octaves(4_000.0, 11_000.0));
        let pan = Pan::new(rng.bipolar() * 0.5);
        out.place((t * RATE) as usize, pan, spit.map(|x| x * level));
    }
    out
}

/// The blade goes through something crisp, and meets the board.
fn knife(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("cuts");
    let board = Thing::new(&WOOD, cue.scaled(340.0, 210.0) * rng.range(0.9, 1.15), &mut rng);
    let blade = Thing::damped(&BAR, rng.range(1_300.0, 1_700.0), 0.06, &mut rng);
    let pace = cue.scaled(0.34, 0.2) * rng.range(0.95, 1.08);
    let groups = Groups { size: (6, 12), gap: pace * 0.94..pace * 1.06, rest: 0.5..0.85 };
    for beat in cue.beats(&mut rng, 0.09, &groups, 0.2) {
        let level = rng.range(0.75, 1.0);
        let pan = Pan::new(rng.bipolar() * 0.12);
        let frame = |later: f32| ((beat.time + later).max(0.0) * RATE) as usize;
        let through = rng.range(0.025, 0.04);
        for t in arrivals(&mut rng, -through, 0.0, 900.0, |_| 900.0) {
            let crisp = burst(rng.fork("fibre"), 0.006, 1_400.0, 6_500.0);
            let part = level * rng.range(0.1, 0.3);
            out.place(frame(t), pan, crisp.map(|x| x * part));
        }
        let knock = board.struck(&touch(0.000_7), level * 1.1, &mut rng);
        out.place(frame(0.0), pan, knock.into_iter());
        let ring = blade.struck(&touch(0.000_15), level * 0.22, &mut rng);
        out.place(frame(0.0), pan, ring.into_iter());
    }
    out
}

/// A jet with air in it, the basin that it drums on, and the drain.
fn tap(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("jet");
    let mut flow = Drift::slow(rng.fork("flow"), 4.0);
    let mut slow = Drift::slow(rng.fork("slow"), 0.7);
    let tone = rng.range(0.88, 1.14);
    let (loud, mut level) = (cue.scaled(0.4, 1.1), 0.0);
    let mut sides = ["left", "right"].map(|side| {
        // The basin is of thin steel, and answers in a few broad places.
        let basin =
            [(420.0, 3.0), (1_300.0, 1.8), (4_200.0, 0.6)].map(|(hz, q)| Svf::new(hz * tone, q));
        (Pink::new(rng.fork(side)), basin, OnePole::new(110.0))
    });
    out.add_each(|i| {
        if i % CONTROL == 0 {
            let opened = smooth((i as f32 / RATE + 0.05) / 0.35);
            level = loud * opened * (1.0 + 0.1 * flow.next() + 0.08 * slow.next());
        }
        let [l, r] = sides.each_mut().map(|(pink, basin, cut)| {
            let x = cut.high(pink.next());
            let [a, b, c] = basin.each_mut().map(|band| band.bands(x).band);
            (0.5 * a + b + 1.1 * c) * level
        });
        // Each ear hears a little of what is at the other.
        (0.95 * l + 0.25 * r, 0.25 * l + 0.95 * r)
    });
    let bubbles = Bubbles { low: 330.0, high: 2_600.0, rise: 0.5, hold: 0.5 };
    let most = cue.scaled(40.0, 80.0);
    for t in arrivals(&mut rng, 0.1, cue.seconds(), most, |_| most) {
        let (sound, size) = bubbles.draw(&mut rng);
        let part = 0.17 * size.min(4.0) * loud;
        out.place((t * RATE) as usize, Pan::level(rng.bipolar() * 0.5), sound.map(|x| x * part));
    }
    out
}
