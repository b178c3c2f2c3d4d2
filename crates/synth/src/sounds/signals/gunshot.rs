//! A gunshot: the muzzle's blast, over in milliseconds, and what the surroundings make of it: slaps
//! from walls and woods, and a long tail.

use crate::kit::{
    RATE,
    reverb::Space,
    rng::Rng,
    spot::Spot,
    stereo::{Pan, Stereo},
    voice::shock,
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "gunshot",
    english: &[
        ("gunshot", 0.0),
        ("gun", 0.0),
        ("gunfire", 0.2),
        ("gun shot", 0.0),
        ("gun fire", 0.2),
        ("pistol", -0.2),
        ("handgun", -0.2),
        ("revolver", -0.1),
        ("rifle", 0.1),
        ("sniper", 0.1),
        ("shotgun", 0.3),
        ("shooting", 0.2),
        ("bullet", 0.0),
        ("machine gun", 1.0),
        ("automatic gun", 1.0),
        ("assault rifle", 1.0),
        ("gunfight", 0.6),
        ("gun battle", 0.6),
        ("firing squad", 0.3),
    ],
    chinese: &[
        ("枪声", 0.0),
        ("开枪", 0.0),
        ("手枪", -0.2),
        ("步枪", 0.1),
        ("机关枪", 1.0),
        ("机枪", 1.0),
        ("枪战", 0.6),
        ("射击", 0.2),
    ],
    space: Space { size: 2.2, t60: 1.8, damping: 2_800.0 },
    wet: 0.45,
    make,
};

/// What stands around: how much later it answers, in seconds, how loud, and from where.
struct Wall {
    later: f32,
    level: f32,
    pan: f32,
}

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 700.0, 0.003, &mut out);
    let mut rng = cue.rng.fork("gun");
    let walls: Vec<Wall> = (0..5)
        .map(|k| Wall {
            later: rng.range(0.05, 0.12) + 0.09 * k as f32 * rng.range(0.8, 1.2),
            level: rng.range(0.12, 0.3) / (1.0 + 0.35 * k as f32),
            pan: rng.bipolar() * 0.9,
        })
        .collect();
    let automatic = cue.intensity > 0.85 && cue.count.is_none();
    let calibre = rng.range(0.85, 1.2) * cue.scaled(0.75, 1.3);
    let mut times = cue.rng.fork("times");
    let mut shots = Vec::new();
    if automatic {
        let mut at = 0.08_f32.min(0.2 * cue.seconds());
        while at < cue.seconds() - 0.4 || shots.is_empty() {
            for _ in 0..rng.whole(5, 11) {
                shots.push(at);
                at += times.range(0.088, 0.096) / cue.tempo.clamp(0.5, 2.0);
            }
            at += times.range(0.35, 0.9);
        }
    } else {
        let gap = cue.scaled(1.7, 0.7);
        shots = cue.times(&mut times, 0.08_f32.min(0.2 * cue.seconds()), gap * 0.7..gap * 1.3, 0.7);
    }
    let pan = rng.range(-0.25, 0.25);
    for (k, at) in shots.into_iter().enumerate() {
        rng = rng.fork("shot");
        // In a burst each shot drowns what the last one woke.
        let answered = !automatic || k % 4 == 0;
        let walls = if answered { walls.as_slice() } else { &walls[..1] };
        shot(cue, &rng, at, calibre, pan, walls, &mut out);
    }
    out
}

fn shot(cue: &Cue, rng: &Rng, t: f32, calibre: f32, pan: f32, walls: &[Wall], out: &mut Stereo) {
    let mut rng = rng.clone();
    let at = (t * RATE) as usize;
    let force = rng.range(0.9, 1.05);
    let place = Pan::new(pan);
    if !cue.far {
        out.place(at, place, shock(0.0014 * calibre).map(|x| x * 1.3 * force));
        Spot::new(at, place).noise(out, 1.5 * force, rng.fork("crack"), 0.030, [700.0, 14_000.0]);
    }
    Spot::new(at, place).noise(
        out,
        1.5 * force,
        rng.fork("blast"),
        0.16 * calibre,
        [120.0, 3_200.0],
    );
    for (hz, t60, level) in [(92.0, 0.20, 0.6), (165.0, 0.13, 0.55), (310.0, 0.08, 0.4)] {
        Spot::eased(at, place, 0.0015).tone(
            out,
            level * force,
            hz * rng.range(0.93, 1.07) / calibre,
            t60 * calibre,
            -0.4,
        );
    }
    for wall in walls {
        let later = at + ((wall.later + rng.range(-0.002, 0.002)) * RATE) as usize;
        Spot::eased(later, Pan::new(wall.pan), 0.004).noise(
            out,
            wall.level * 2.8 * force,
            rng.fork("slap"),
            0.20,
            [180.0, 2_400.0],
        );
    }
    if walls.len() == 1 {
        return;
    }
    // It rolls off between the hills.
    for side in [-0.8, 0.8] {
        rng = rng.fork("side");
        Spot::eased(at + 900, Pan::new(side), 0.03).noise(
            out,
            0.5 * force,
            rng.fork("tail"),
            1.3,
            [90.0, 900.0],
        );
    }
}
