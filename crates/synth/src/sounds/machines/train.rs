//! A train on jointed rails: the rumble of its wheels, "da-dum" for each bogie that crosses the
//! joint, a squeal now and then, and its horn.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift},
    filter::{OnePole, Svf},
    noise::{Brown, Pink},
    pulses::{Turns, sine, step_of},
    reverb::Space,
    rng::Rng,
    spot::Spot,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, signals::horn::Horn};

pub(crate) const KIND: Kind = Kind {
    name: "train",
    english: &[
        ("train", 0.0),
        ("railway", 0.0),
        ("railroad", 0.0),
        ("rail", 0.0),
        ("locomotive", 0.2),
        ("subway", 0.0),
        ("metro", 0.0),
        ("tram", -0.2),
        ("streetcar", -0.2),
        ("freight train", 0.3),
        ("train track", 0.0),
        ("train passing", 0.2),
        ("train horn", 0.0),
        ("train whistle", 0.0),
        ("clickety clack", 0.0),
        ("bullet train", 0.4),
    ],
    chinese: &[
        ("火车", 0.0),
        ("列车", 0.0),
        ("地铁", 0.0),
        ("铁路", 0.0),
        ("铁轨", 0.0),
        ("高铁", 0.3),
    ],
    space: Space { size: 1.3, t60: 1.0, damping: 2_600.0 },
    wet: 0.2,
    make,
};

/// Where the axles of a car are, in metres, and its length.
const AXLES: [f32; 4] = [0.0, 2.4, 14.0, 16.4];
const CAR: f32 = 20.0;

/// The chords that its horn may blow, in Hz.
const CHORDS: [&[f32]; 3] =
    [&[311.1, 370.0, 415.3, 493.9], &[277.2, 329.6, 440.0], &[311.1, 369.9]];

const HORN: Horn = Horn {
    width: 0.16,
    formants: [(520.0, 1.2, 1.0), (1_150.0, 1.6, 0.9), (2_300.0, 1.5, 0.35)],
    attack: 0.07,
    release: 0.22,
    sag: 0.02,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    roll(cue, &mut out);
    joints(cue, &mut out);
    blow(cue, &mut out);
    out
}

/// Wheels on rails.
fn roll(cue: &Cue, out: &mut Stereo) {
    let mut near = Drift::slow(cue.rng.fork("near"), 0.3);
    let mut rock = Drift::slow(cue.rng.fork("rock"), 3.2);
    let mut pitch = Drift::slow(cue.rng.fork("squeal pitch"), 0.7);
    let mut squeals = Drift::slow(cue.rng.fork("squeal"), 0.5);
    let mut shared = Brown::new(cue.rng.fork("rumble"));
    let mut rail = Pink::new(cue.rng.fork("rail"));
    let mut deep = Svf::new(95.0, 0.7);
    let mut body = Svf::new(380.0, 0.7);
    let mut sing = Svf::new(1_150.0, 1.0);
    let mut tone = Turns::default();
    let mut sides =
        ["left", "right"].map(|name| (cue.rng.fork(name), OnePole::new(500.0), OnePole::new(90.0)));
    let rail_level = if cue.far { 0.1 } else { cue.scaled(0.22, 0.5) };
    let base = cue.rng.fork("bend").range(2_100.0, 2_900.0);
    let (mut level, mut sway, mut squeal, mut hz) = (1.0, 1.0, 0.0, base);
    out.add_each(|i| {
        if i % CONTROL == 0 {
            level = 1.0 + 0.18 * near.next();
            sway = 1.0 + 0.3 * rock.next();
            let tight = (squeals.next() - 0.25).max(0.0);
            squeal = if cue.far { 0.0 } else { tight * tight * cue.scaled(0.03, 0.12) };
            hz = base * (1.0 + 0.06 * pitch.next());
        }
        let x = rail.next();
        let low = deep.bands(shared.next()).low * 0.42 * sway;
        let wheels = body.bands(x).band * 0.34 * sway + sing.bands(x).band * rail_level;
        let steel = sine(tone.next(step_of(hz))) * squeal;
        let middle = low + wheels + steel;
        let [l, r] =
            sides.each_mut().map(|(own, low, cut)| cut.high(low.low(own.bipolar())) * 0.35);
        ((middle + l) * level, (middle + r) * level)
    });
}

/// The gap between two rails, which every axle falls into.
fn joints(cue: &Cue, out: &mut Stereo) {
    let mut rng = cue.rng.fork("joints");
    let speed = cue.scaled(13.0, 23.0) * rng.range(0.93, 1.07) * cue.tempo.clamp(0.4, 2.5);
    // The joint that is near, and one a rail's length further, fainter and a little later.
    for (offset, level, pan) in [(0.0, 1.0, -0.12), (7.0, 0.35, 0.3)] {
        let mut car = -(rng.range(0.62, 0.69) * CAR) + offset;
        while car / speed < cue.seconds() {
            let weight = rng.range(0.75, 1.1);
            for axle in AXLES {
                let t = (car + axle) / speed + rng.range(-0.004, 0.004);
                if t > 0.02 && t < cue.seconds() - 0.05 {
                    rng = rng.fork("axle");
                    clack(cue, rng.clone(), t, level * weight, pan, out);
                }
            }
            car += CAR;
        }
    }
}

fn clack(cue: &Cue, mut rng: Rng, t: f32, level: f32, pan: f32, out: &mut Stereo) {
    let at = (t * RATE) as usize;
    let level = level * rng.range(0.8, 1.15) * cue.scaled(1.9, 2.6);
    let pan = Pan::new(pan);
    Spot::eased(at, pan, 0.004).tone(out, level * 0.55, rng.range(62.0, 74.0), 0.16, -0.2);
    Spot::eased(at, pan, 0.002).tone(out, level * 0.42, rng.range(205.0, 240.0), 0.11, -0.1);
    Spot::new(at, pan).noise(out, level * 0.8, rng.fork("knock"), 0.09, [250.0, 1_800.0]);
    if cue.far {
        return;
    }
    for (hz, t60, part) in [(742.0, 0.13, 0.16), (1_290.0, 0.10, 0.13), (2_480.0, 0.08, 0.09)] {
        Spot::new(at, pan).tone(out, level * part, hz * rng.range(0.98, 1.02), t60, 0.0);
    }
    Spot::new(at, pan).noise(out, level * 0.3, rng.fork("click"), 0.02, [2_000.0, 9_000.0]);
}

/// Two calls of the horn where there is time for them.
fn blow(cue: &Cue, out: &mut Stereo) {
    let mut rng = cue.rng.fork("horn");
    let chord = CHORDS[rng.whole(0, 2) as usize];
    let pitches: Vec<f32> = chord.iter().map(|hz| hz * rng.range(0.97, 1.03)).collect();
    let mut at = rng.range(0.9, 1.5);
    let level = 0.42;
    while at + 1.0 < cue.seconds() {
        for seconds in [rng.range(0.7, 1.0), rng.range(0.9, 1.6)] {
            if at + seconds + 0.25 > cue.seconds() {
                break;
            }
            let call = HORN.blow(&rng, &pitches, seconds);
            Spot::new((at * RATE) as usize, Pan::level(0.1)).made(out, level, &call);
            at += seconds + 0.3;
        }
        at += rng.range(6.0, 11.0);
    }
}
