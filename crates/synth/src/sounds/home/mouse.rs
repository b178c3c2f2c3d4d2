//! A computer mouse: a switch that snaps under a plastic shell, and back again, a little higher.

use crate::kit::{
    RATE,
    modes::{PLASTIC, Thing, tap},
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, home::quiet_room, rhythm::Groups};

pub(crate) const KIND: Kind = Kind {
    name: "mouse click",
    english: &[
        ("mouse click", 0.0),
        ("mouse button", 0.0),
        ("computer mouse", 0.0),
        ("click", 0.0),
        ("double click", 0.0),
        ("clicking a mouse", 0.0),
        ("click of a mouse", 0.0),
    ],
    chinese: &[("鼠标", 0.0), ("点击", 0.0), ("单击", 0.0), ("双击", 0.0)],
    space: Space { size: 0.16, t60: 0.22, damping: 5_000.0 },
    wet: 0.5,
    make,
};

struct Mouse {
    switch: Thing,
    shell: Thing,
}

fn make(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("clicks");
    let mouse = Mouse {
        switch: Thing::new(&PLASTIC, rng.range(2_300.0, 3_000.0), &mut rng),
        shell: Thing::damped(&PLASTIC, rng.range(560.0, 800.0), 1.5, &mut rng),
    };
    let pan = Pan::new(rng.bipolar() * 0.2);
    // Now and then a double click.
    let groups = Groups { size: (1, 2), gap: 0.2..0.24, rest: 0.45..1.0 };
    for beat in cue.beats(&mut rng, 0.1, &groups, 0.2) {
        let held = rng.range(0.065, 0.1);
        let level = rng.range(0.8, 1.0);
        mouse.snap(beat.time, level, 1.0, pan, &mut rng, &mut out);
        let back = rng.range(0.45, 0.65);
        mouse.snap(beat.time + held, level * back, 0.75, pan, &mut rng, &mut out);
    }
    out
}

impl Mouse {
    /// The blade of the switch jumps over, and hits its stop a millisecond later.
    fn snap(&self, t: f32, level: f32, contact: f32, pan: Pan, rng: &mut Rng, out: &mut Stereo) {
        let at = (t * RATE) as usize;
        let later = at + (rng.range(0.000_9, 0.001_8) * RATE) as usize;
        for (at, part) in [(at, 0.45), (later, 1.0)] {
            let snap = self.switch.struck(&tap(0.000_12 * contact), level * part, rng);
            out.place(at, pan, snap.into_iter());
            let knock = self.shell.struck(&tap(0.000_35 * contact), level * part * 0.9, rng);
            out.place(at, pan, knock.into_iter());
        }
    }
}
