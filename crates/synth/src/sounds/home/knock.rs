//! Knuckles on a wooden door: the panel's low modes, soon over, and a tick of bone.

use crate::kit::{
    RATE,
    modes::{Thing, WOOD, tap},
    stereo::{Pan, Stereo},
    voice::burst,
};
use crate::sounds::{
    Cue, Kind,
    home::{ROOM, quiet_room},
    rhythm::Groups,
};

pub(crate) const KIND: Kind = Kind {
    name: "door knock",
    english: &[
        ("knock", 0.0),
        ("door knock", 0.0),
        ("knock on door", 0.0),
        ("knock on a door", 0.0),
        ("knock on the door", 0.0),
        ("knock at the door", 0.0),
        ("knuckle", 0.0),
        ("rap", 0.0),
        ("rap on the door", 0.0),
        ("pound on the door", 0.9),
        ("pounding on a door", 0.9),
        ("bang on the door", 0.8),
        ("banging on a door", 0.8),
        ("tap on the door", -0.6),
    ],
    chinese: &[("敲门", 0.0), ("叩门", 0.0), ("砸门", 0.9), ("拍门", 0.5)],
    space: ROOM,
    wet: 0.35,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("knocks");
    // A fist wakes the whole door, a knuckle the panel that it meets.
    let door =
        Thing::damped(&WOOD, cue.scaled(240.0, 130.0) * rng.range(0.85, 1.2), 0.75, &mut rng);
    let contact = cue.scaled(0.000_7, 0.001_7);
    let pan = Pan::new(rng.bipolar() * 0.15);
    let pace = rng.range(0.19, 0.25) * cue.scaled(1.15, 0.85);
    let groups = Groups { size: (3, 4), gap: pace * 0.94..pace * 1.06, rest: 1.1..1.7 };
    for beat in cue.beats(&mut rng, 0.1, &groups, 0.35) {
        let level = rng.range(0.75, 1.0) * if beat.index == 0 { 0.85 } else { 1.0 };
        let at = (beat.time * RATE) as usize;
        let push = tap(contact * rng.range(0.85, 1.2));
        out.place(at, pan, door.struck(&push, level, &mut rng).into_iter());
        let bone = burst(rng.fork("bone"), 0.012, 900.0, cue.scaled(2_500.0, 5_000.0));
        out.place(at, pan, bone.map(|x| x * level * cue.scaled(0.25, 0.5)));
    }
    out
}
