//! Steel: swords that meet, and scissors that cut.

use crate::kit::{
    RATE,
    control::{CONTROL, smooth},
    filter::Svf,
    modes::{BAR, Thing, tap},
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::burst,
};
use crate::sounds::{Cue, Kind, home::quiet_room, rhythm::Groups};

pub(crate) const SWORD: Kind = Kind {
    name: "sword clang",
    english: &[
        ("sword", 0.0),
        ("sword clash", 0.3),
        ("sword clang", 0.0),
        ("sword fight", 0.4),
        ("swordfight", 0.4),
        ("sword fighting", 0.4),
        ("clashing sword", 0.3),
        ("blade", 0.0),
        ("clang", 0.0),
        ("metal clang", 0.0),
        ("metallic clang", 0.0),
        ("fencing", -0.2),
        ("katana", 0.0),
    ],
    chinese: &[("剑", 0.0), ("刀剑", 0.2), ("刀", 0.0), ("金属撞击", 0.2)],
    space: Space { size: 0.7, t60: 0.9, damping: 5_500.0 },
    wet: 0.4,
    make: swords,
};

pub(crate) const SCISSORS: Kind = Kind {
    name: "scissors",
    english: &[
        ("scissor", 0.0),
        ("snip", 0.0),
        ("snipping", 0.0),
        ("haircut", 0.0),
        ("hair cut", 0.0),
        ("cutting hair", 0.0),
        ("cutting paper", 0.0),
        ("shears", 0.4),
    ],
    chinese: &[("剪刀", 0.0), ("剪纸", 0.0), ("理发", 0.0), ("剪发", 0.0)],
    space: Space { size: 0.22, t60: 0.28, damping: 11_000.0 },
    wet: 0.4,
    make: scissors,
};

fn swords(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("swords");
    // Two blades, each with its own notes.
    let blades = [0.0, 1.0].map(|k| {
        let hz = cue.scaled(780.0, 540.0) * (1.0 + 0.21 * k) * rng.range(0.92, 1.08);
        Thing::damped(&BAR, hz, cue.scaled(0.5, 0.8), &mut rng)
    });
    let groups = Groups { size: (1, 3), gap: 0.3..0.5, rest: 0.8..1.4 };
    for beat in cue.beats(&mut rng, 0.06, &groups, 0.7) {
        let level = rng.range(0.7, 1.0);
        let at = (beat.time * RATE) as usize;
        let spark = burst(rng.fork("spark"), 0.03, 2_200.0, 12_000.0);
        out.place(at, Pan::level(0.0), spark.map(|x| x * level * 0.55));
        for (blade, side) in blades.iter().zip([-0.4, 0.4]) {
            let push = tap(rng.octaves(0.000_05, 0.000_14));
            let rung = blade.struck(&push, level * 0.6, &mut rng);
            out.place(at, Pan::level(side), rung.into_iter());
        }
        if rng.chance(0.5) {
            slide(beat.time + 0.03, rng.range(0.22, 0.4), level, &blades[0], &rng, &mut out);
        }
    }
    out
}

/// Edge along edge.
fn slide(t: f32, seconds: f32, level: f32, blade: &Thing, rng: &Rng, out: &mut Stereo) {
    let frames = (seconds * RATE) as usize;
    let mut noise = rng.fork("edge");
    let mut band = Svf::new(4_000.0, 1.5);
    let force: Vec<f32> = (0..frames)
        .map(|i| {
            let x = i as f32 / frames as f32;
            if i % CONTROL == 0 {
                band.tune(3_000.0 + 5_000.0 * x, 1.5);
            }
            band.bands(noise.bipolar()).band * smooth(x * 5.0) * (1.0 - x) * level * 0.13
        })
        .collect();
    let at = (t * RATE) as usize;
    out.place(at, Pan::level(-0.3), blade.driven(&force).into_iter().map(|x| x * 0.25));
    out.place(at, Pan::level(0.1), force.into_iter());
}

fn scissors(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("cuts");
    let blade = Thing::damped(&BAR, rng.range(2_100.0, 2_700.0), 0.16, &mut rng);
    let pan = Pan::level(rng.bipolar() * 0.2);
    let pace = cue.scaled(0.5, 0.25);
    let groups = Groups { size: (3, 6), gap: pace * 0.85..pace * 1.15, rest: 0.5..0.9 };
    for beat in cue.beats(&mut rng, 0.05, &groups, pace * 0.7) {
        let (opening, closing) = (pace * 0.24, pace * rng.range(0.3, 0.36));
        let level = rng.range(0.75, 1.0);
        shear(beat.time, opening, level * 0.22, false, pan, &rng, &mut out);
        let t = beat.time + opening + 0.02;
        shear(t, closing, level * 0.8, true, pan, &rng, &mut out);
        let at = ((t + closing) * RATE) as usize;
        let click = blade.struck(&tap(0.000_1), level * 0.7, &mut rng);
        out.place(at, pan, click.into_iter());
        let bows = burst(rng.fork("bows"), 0.01, 900.0, 5_000.0);
        out.place(at, pan, bows.map(|x| x * level * 0.4));
    }
    out
}

/// Steel slides on steel, and what is between parts fibre by fibre.
fn shear(t: f32, seconds: f32, level: f32, cuts: bool, pan: Pan, rng: &Rng, out: &mut Stereo) {
    let frames = (seconds * RATE) as usize;
    let mut noise = rng.fork(if cuts { "cut" } else { "open" });
    let mut band = [Svf::new(4_500.0, 1.6), Svf::new(8_000.0, 1.2)];
    let mut grain = 1.0f32;
    let sound = (0..frames).map(move |i| {
        let x = i as f32 / frames as f32;
        if i % CONTROL == 0 {
            // The edges meet ever closer to the tips, which ring higher.
            band[0].tune(3_600.0 + 2_800.0 * x, 1.6);
            band[1].tune(7_000.0 + 3_500.0 * x, 1.2);
        }
        if cuts && noise.chance(0.012) {
            grain = noise.heavy_tail(4.0);
        }
        grain = 0.6 + (grain - 0.6) * 0.992;
        let x2 = noise.bipolar() * grain;
        let [a, b] = band.each_mut().map(|band| band.bands(x2).band);
        (a + 0.6 * b) * smooth(x * 3.0) * smooth((1.0 - x) * 7.0) * (0.4 + 0.6 * x) * level
    });
    out.place((t * RATE) as usize, pan, sound);
}
