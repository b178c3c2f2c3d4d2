//! Crockery and cutlery: plates that meet plates, spoons that meet cups, at no particular time.

use crate::kit::{
    RATE,
    modes::{BAR, CERAMIC, GLASS, Thing, WOOD, tap},
    stereo::{Pan, Stereo},
};
use crate::sounds::{
    Cue, Kind,
    home::{ROOM, quiet_room},
    rhythm::Groups,
};

pub(crate) const KIND: Kind = Kind {
    name: "dishes",
    english: &[
        ("dish", 0.0),
        ("plate", 0.0),
        ("cutlery", -0.2),
        ("silverware", -0.2),
        ("fork", -0.2),
        ("spoon", -0.2),
        ("crockery", 0.0),
        ("clink", -0.3),
        ("clinking glass", -0.3),
        ("glass clink", -0.3),
        ("glasses clinking", -0.3),
        ("clatter", 0.5),
        ("clattering dish", 0.5),
        ("washing dish", 0.2),
        ("doing the dishes", 0.2),
        ("teacup", -0.4),
        ("tea cup", -0.4),
    ],
    chinese: &[
        ("餐具", 0.0),
        ("盘子", 0.0),
        ("碗", 0.0),
        ("碗碟", 0.0),
        ("勺", -0.2),
        ("叉", -0.2),
        ("碰杯", -0.3),
        ("洗碗", 0.2),
    ],
    space: ROOM,
    wet: 0.3,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("dishes");
    // What stands on the table: the body, its pitches, how long it rings, and how loud.
    let mut things = Vec::new();
    for (body, low, high, hold, level, copies) in [
        (&CERAMIC, 1_100.0, 1_900.0, 0.8, 1.0, 3),
        (&CERAMIC, 2_100.0, 3_000.0, 1.0, 0.6, 2),
        (&BAR, 2_300.0, 3_600.0, 0.3, 0.5, 3),
        (&GLASS, 1_900.0, 2_900.0, 1.6, 0.4, 1),
    ] {
        for _ in 0..copies {
            let thing = Thing::damped(body, rng.range(low, high), hold, &mut rng);
            things.push((thing, level, rng.bipolar() * 0.5));
        }
    }
    let table = Thing::new(&WOOD, rng.range(150.0, 220.0), &mut rng);
    let gap = cue.scaled(0.2, 0.09);
    let groups = Groups { size: (2, 6), gap: gap * 0.5..gap * 1.8, rest: 0.25..0.8 };
    for beat in cue.beats(&mut rng, 0.06, &groups, 0.4) {
        let most = things.len() as u32 - 1;
        let force = rng.range(0.35, 1.0) * cue.scaled(0.8, 1.1);
        // Two things meet; one of them may lie on the table.
        let (first, second) = (rng.whole(0, most) as usize, rng.whole(0, most) as usize);
        let contact = rng.octaves(0.000_07, 0.000_22);
        for which in [first, second] {
            let (thing, level, place) = &things[which];
            let hops = if rng.chance(0.3 * cue.intensity) { rng.whole(2, 4) } else { 1 };
            let mut now = beat.time;
            let mut part = force * level;
            for _ in 0..hops {
                let rung = thing.struck(&tap(contact), part * 0.7, &mut rng);
                out.place((now * RATE) as usize, Pan::level(*place), rung.into_iter());
                now += rng.range(0.03, 0.07);
                part *= rng.range(0.35, 0.6);
            }
        }
        if rng.chance(0.4) {
            let thud = table.struck(&tap(0.000_9), force * 0.6, &mut rng);
            out.place((beat.time * RATE) as usize, Pan::new(0.0), thud.into_iter());
        }
    }
    out
}
