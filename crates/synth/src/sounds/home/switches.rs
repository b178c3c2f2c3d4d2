//! Small mechanisms that a finger sets off: a camera's shutter, a light switch, and the pop of a
//! screen's button, which is made up.

use crate::kit::{
    RATE,
    control::smooth,
    filter::Svf,
    modes::{PLASTIC, SHEET, Thing, WOOD, tap},
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::burst,
    water::bubble,
};
use crate::sounds::{
    Cue, Kind,
    home::{ROOM, quiet_room},
};

pub(crate) const CAMERA: Kind = Kind {
    name: "camera shutter",
    english: &[
        ("camera", 0.0),
        ("camera shutter", 0.0),
        ("camera click", 0.0),
        ("shutter", 0.0),
        ("photograph", 0.0),
        ("photo", 0.0),
        ("taking a picture", 0.0),
        ("take a picture", 0.0),
        ("snapshot", 0.0),
        ("paparazzi", 0.9),
    ],
    chinese: &[("快门", 0.0), ("相机", 0.0), ("照相", 0.0), ("拍照", 0.0)],
    space: Space { size: 0.2, t60: 0.25, damping: 5_000.0 },
    wet: 0.35,
    make: camera,
};

pub(crate) const LIGHT: Kind = Kind {
    name: "light switch",
    english: &[
        ("light switch", 0.0),
        ("switch", 0.0),
        ("lamp switch", 0.0),
        ("toggle", 0.0),
        ("toggle switch", 0.0),
        ("flick a switch", 0.0),
        ("flip a switch", 0.0),
        ("flick of a switch", 0.0),
        ("turn on the light", 0.0),
        ("turn off the light", 0.0),
        ("circuit breaker", 0.7),
    ],
    chinese: &[("开关", 0.0), ("开灯", 0.0), ("关灯", 0.0), ("电灯", 0.0)],
    space: ROOM,
    wet: 0.5,
    make: light,
};

pub(crate) const POP: Kind = Kind {
    name: "pop",
    english: &[
        ("pop", 0.0),
        ("popping", 0.0),
        ("ui click", 0.0),
        ("ui pop", 0.0),
        ("ui sound", 0.0),
        ("button click", 0.0),
        ("button press", 0.0),
        ("interface click", 0.0),
        ("menu click", 0.0),
        ("cork", 0.5),
        ("cork pop", 0.5),
        ("bubble pop", 0.0),
        ("popping bubble", 0.0),
    ],
    chinese: &[("按钮", 0.0), ("弹出", 0.0), ("瓶塞", 0.5)],
    space: Space { size: 0.3, t60: 0.35, damping: 5_000.0 },
    wet: 0.25,
    make: pop,
};

fn camera(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("shots");
    let curtain = Thing::new(&SHEET, rng.range(1_900.0, 2_500.0), &mut rng);
    let body = Thing::damped(&PLASTIC, rng.range(480.0, 650.0), 1.4, &mut rng);
    let pan = Pan::new(rng.bipolar() * 0.12);
    let gap = cue.scaled(1.7, 0.35);
    let open = cue.scaled(0.12, 0.055) * rng.range(0.9, 1.1);
    for t in cue.times(&mut rng, 0.08, gap * 0.8..gap * 1.3, 0.4) {
        // The mirror goes up, the curtain runs, and both come back.
        for (later, level, thud) in [
            (0.0, 0.75, 1.0),
            (0.018, 0.5, 0.3),
            (open, 1.0, 0.7),
            (open + 0.014, 0.55, 0.9),
            (open + 0.034, 0.3, 0.3),
        ] {
            let at = ((t + later) * RATE) as usize;
            let level = level * rng.range(0.85, 1.1);
            out.place(at, pan, curtain.struck(&tap(0.000_14), level * 0.7, &mut rng).into_iter());
            let slap = body.struck(&tap(0.000_7), level * thud, &mut rng);
            out.place(at, pan, slap.into_iter());
            let cloth = burst(rng.fork("cloth"), 0.02, 1_500.0, 8_000.0);
            out.place(at, pan, cloth.map(|x| x * level * 0.35));
        }
        // Then the next frame is wound on.
        whirr(t + open + 0.06, &curtain, pan, &mut rng, &mut out);
    }
    out
}

/// A small motor by its gears.
fn whirr(t: f32, gear: &Thing, pan: Pan, rng: &mut Rng, out: &mut Stereo) {
    let seconds = rng.range(0.16, 0.22);
    let frames = (seconds * RATE) as usize;
    let (mut phase, mut noise) = (0.0f32, rng.fork("gears"));
    let top = rng.range(330.0, 420.0);
    let force: Vec<f32> = (0..frames)
        .map(|i| {
            let x = i as f32 / frames as f32;
            phase += top * (0.55 + 0.45 * smooth(x * 3.0)) / RATE;
            let level = 0.05 * smooth(x * 8.0) * smooth((1.0 - x) * 6.0);
            let tooth = if phase >= 1.0 { 1.0 } else { 0.0 };
            phase -= tooth;
            (tooth + 0.12 * noise.bipolar()) * level
        })
        .collect();
    out.place((t * RATE) as usize, pan, gear.driven(&force).into_iter());
}

fn light(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("switches");
    let rocker = Thing::damped(&PLASTIC, rng.range(950.0, 1_350.0), 1.3, &mut rng);
    let spring = Thing::damped(&SHEET, rng.range(2_600.0, 3_400.0), 0.4, &mut rng);
    let wall = Thing::new(&WOOD, cue.scaled(280.0, 150.0) * rng.range(0.9, 1.1), &mut rng);
    let pan = Pan::new(rng.bipolar() * 0.25);
    for (k, t) in cue.times(&mut rng, 0.1, 1.1..1.9, 0.3).into_iter().enumerate() {
        // Off is a little lower than on.
        let contact = if k % 2 == 0 { 1.0 } else { 1.5 };
        let parts = [(0.0, 0.22, 0.1), (0.011, 1.0, 1.0), (0.0165, 0.4, 0.3)];
        for (later, level, thud) in parts {
            let at = ((t + later * rng.range(0.9, 1.15)) * RATE) as usize;
            let snap = spring.struck(&tap(0.000_1 * contact), level * 0.6, &mut rng);
            out.place(at, pan, snap.into_iter());
            let clack = rocker.struck(&tap(0.000_3 * contact), level, &mut rng);
            out.place(at, pan, clack.into_iter());
            let knock = wall.struck(&tap(0.001_2), thud * 0.4, &mut rng);
            out.place(at, pan, knock.into_iter());
        }
    }
    out
}

fn pop(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("pops");
    let low = cue.scaled(520.0, 330.0) * rng.octaves(0.85, 1.2);
    for t in cue.times(&mut rng, 0.08, 0.55..0.95, 0.2) {
        let at = (t * RATE) as usize;
        let hz = low * rng.octaves(0.9, 1.12);
        // Pressure that leaves through a mouth which opens: the note slides up by an octave.
        let hold = 0.085 / crate::kit::water::bubble_t60(hz);
        out.place(at, Pan::level(0.0), bubble(hz, 2.4, hold).map(|x| x * 0.9));
        let mut lips = Svf::new(hz * 3.0, 1.5);
        let puff = burst(rng.fork("puff"), cue.scaled(0.008, 0.05), 400.0, 6_000.0);
        let puff = puff.map(|x| lips.bands(x).band * 0.5);
        out.place(at, Pan::level(0.0), puff);
    }
    out
}
