//! A power drill: it runs up, bites, labours and is drawn out again; the violent ones hammer.

use crate::kit::{
    RATE,
    control::{CONTROL, Curve, Drift, smooth},
    filter::Svf,
    noise::Pink,
    pulses::{Turns, saw, sine, soften, step_of},
    reverb::Space,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "drill",
    english: &[
        ("drill", 0.0),
        ("power drill", 0.0),
        ("electric drill", 0.0),
        ("hammer drill", 0.9),
        ("jackhammer", 1.0),
        ("pneumatic drill", 1.0),
        ("power tool", 0.0),
        ("screwdriver", -0.4),
        ("dentist", -0.6),
        ("dentist drill", -0.6),
    ],
    chinese: &[("电钻", 0.0), ("钻孔", 0.0), ("冲击钻", 0.9), ("施工", 0.5), ("钻头", 0.0)],
    space: Space { size: 0.5, t60: 0.5, damping: 4_500.0 },
    wet: 0.26,
    make,
};

/// One hole: the switch is pressed, the bit bites, comes free, and the switch is let go.
struct Hole {
    on: f32,
    bite: f32,
    free: f32,
    off: f32,
}

fn holes(cue: &Cue) -> Vec<Hole> {
    let mut rng = cue.rng.fork("holes");
    let work = cue.scaled(1.1, 2.2);
    let gap = work + 1.5;
    let times = cue.times(&mut cue.rng.fork("times"), 0.05, gap * 0.9..gap * 1.15, 0.7);
    times
        .into_iter()
        .map(|on| {
            let bite = on + rng.range(0.35, 0.55);
            let free = bite + work * rng.range(0.8, 1.2);
            Hole { on, bite, free, off: free + rng.range(0.2, 0.4) }
        })
        .collect()
}

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 500.0, 0.004, &mut out);
    let holes = holes(cue);
    let mut rng = cue.rng.fork("machine");
    let motor = rng.range(245.0, 300.0) * cue.scaled(1.2, 0.85);
    let hammer = smooth((cue.intensity - 0.72) / 0.15);
    let blows = rng.range(36.0, 44.0);
    let bit = rng.range(2_300.0, 2_900.0);
    let mut strain = Drift::slow(cue.rng.fork("strain"), 6.0);
    let mut speed = 0.0;
    let on = |t: f32| holes.iter().any(|hole| t >= hole.on && t < hole.off);
    let bites = |t: f32| {
        let bite = |hole: &Hole| smooth((t - hole.bite) / 0.12) * smooth((hole.free - t) / 0.08);
        holes.iter().map(bite).sum::<f32>().min(1.0)
    };
    let rate = Curve::draw(cue.frames, |t| {
        let wanted = if on(t) { 1.0 - bites(t) * (0.2 + 0.04 * strain.next()) } else { 0.0 };
        speed += (wanted - speed) * if wanted > speed { 0.007 } else { 0.004 };
        speed
    });
    let mut tones = [Turns::default(); 4];
    let mut strike = Turns::default();
    let mut shell = Svf::new(720.0, 1.3);
    let mut gear = Svf::new(1_900.0, 1.4);
    let mut noise = Pink::new(cue.rng.fork("noise"));
    let mut dust = Svf::new(bit, 1.1);
    let mut wood = Svf::new(480.0, 1.2);
    let mut brushes = Svf::new(5_200.0, 0.7);
    let mut rough = Drift::new(cue.rng.fork("rough"), 85.0);
    let (mut bite, mut blow) = (0.0, 0.0);
    out.add_each(|i| {
        let speed = rate.at(i);
        if i % CONTROL == 0 {
            bite = bites(i as f32 / RATE);
        }
        if speed < 0.02 {
            return (0.0, 0.0);
        }
        let hz = motor * speed;
        let [a, b] = [1.0, 2.97].map(|ratio| step_of(hz * ratio));
        let whine = saw(tones[0].next(a), a) * 0.5
            + saw(tones[1].next(b), b) * 0.35
            + sine(tones[2].next(step_of(hz * 8.0))) * 0.28
            + sine(tones[3].next(step_of(hz * 13.1))) * 0.12;
        if hammer > 0.0 && strike.wrap(step_of(blows * speed)) {
            blow = bite;
        }
        blow *= 0.9962;
        let x = noise.next();
        let hits = blow * blow * hammer;
        let cutting = bite * (0.6 + 0.5 * rough.next()) * (1.0 - 0.3 * hammer);
        let work = dust.bands(x).band * (cutting * 0.75 + hits * 4.5)
            + wood.bands(x).band * (cutting + hits * 9.0);
        let motor = shell.bands(whine).band * 0.8 + gear.bands(whine).band * 0.9 + whine * 0.16;
        let air = brushes.bands(x).band * 0.22 * speed;
        let sum = soften(motor * (0.42 + 0.2 * bite) * speed + work * 0.55 + air);
        (sum, sum)
    });
    out
}
