//! A wood fire: flames that flutter low, gas that hisses, and wood that crackles in fits and
//! now and then pops.

use crate::kit::{
    RATE,
    control::{CONTROL, Curve, Drift},
    filter::{OnePole, Svf},
    noise::{Brown, Pink},
    reverb::Space,
    stereo::{Pan, Stereo},
    voice::{burst, ping},
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "fire",
    english: &[
        ("fire", 0.0),
        ("campfire", 0.0),
        ("bonfire", 0.0),
        ("fireplace", 0.0),
        ("firewood", 0.0),
        ("hearth", 0.0),
        ("flame", 0.0),
        ("ember", -0.6),
        ("crackle", 0.0),
        ("blaze", 0.7),
        ("forest fire", 0.7),
    ],
    chinese: &[("火", 0.0)],
    space: Space { size: 0.4, t60: 0.35, damping: 4_000.0 },
    wet: 0.12,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    flames(cue, &mut out);
    crackles(cue, &mut out);
    pops(cue, &mut out);
    out
}

/// The draught and the gas.
fn flames(cue: &Cue, out: &mut Stereo) {
    let level = cue.scaled(0.11, 0.34);
    let mut breath = Drift::slow(cue.rng.fork("breath"), 0.8);
    let mut lick = Drift::slow(cue.rng.fork("lick"), 6.5);
    let mut sizzle = Drift::slow(cue.rng.fork("sizzle"), 2.2);
    let (mut flame, mut gas) = (0.0, 0.0);
    let mut shared = Brown::new(cue.rng.fork("shared"));
    let mut channels = ["left", "right"].map(|name| {
        let own = cue.rng.fork(name);
        (
            Brown::new(own.fork("low")),
            Svf::new(190.0, 0.7),
            OnePole::new(45.0),
            Pink::new(own.fork("mid")),
            Svf::new(650.0, 0.6),
            own.fork("hiss"),
            Svf::new(5_200.0, 0.6),
        )
    });
    out.add_each(|i| {
        let retune = i % CONTROL == 0;
        if retune {
            let force = 0.62 + 0.28 * breath.next() + 0.30 * lick.next();
            flame = force.max(0.08);
            let s = 0.5 + 0.5 * sizzle.next();
            gas = s * s * s;
        }
        let common = shared.next();
        let [l, r] = channels.each_mut().map(|(brown, low, cut, pink, mid, hiss, high)| {
            if retune {
                low.tune(110.0 + 190.0 * flame, 0.7);
            }
            let roar = cut.high(low.bands(0.75 * common + 0.65 * brown.next()).low);
            let body = mid.bands(pink.next()).band;
            let air = high.bands(hiss.bipolar()).band;
            level * (roar * 0.6 * flame + body * 0.34 * flame) + air * (0.010 + 0.022 * gas)
        });
        (l, r)
    });
}

/// Small cracks, in crowds.
fn crackles(cue: &Cue, out: &mut Stereo) {
    let mut fits = Drift::slow(cue.rng.fork("fits"), 1.6);
    let most = cue.scaled(50.0, 150.0);
    let rate = Curve::draw(cue.frames, |_| {
        let x = 0.5 + 0.5 * fits.next();
        5.0 + most * x * x * x
    });
    let mut rng = cue.rng.fork("crackles");
    let mut sound = cue.rng.fork("crackle");
    let mut t = 0.0;
    loop {
        t += rng.wait(1.0 / rate.at((t * RATE) as usize));
        if t >= cue.seconds() {
            break;
        }
        let level = 0.06 * rng.heavy_tail(6.5) * rng.range(0.4, 1.0);
        let pan = Pan::new(rng.bipolar() * 0.7);
        let at = (t * RATE) as usize;
        let t60 = rng.octaves(0.003, 0.022);
        sound = sound.fork("next");
        let low = rng.octaves(500.0, 2_500.0);
        let high = rng.octaves(3_500.0, 10_000.0);
        out.place(at, pan, burst(sound.clone(), t60, low, high).map(|x| x * level * 1.7));
        // The piece of wood that it came from answers.
        let hz = rng.octaves(900.0, 4_800.0);
        out.place(at, pan, ping(hz, t60 * 1.3, 0.0).map(|x| x * level * 0.6));
    }
}

/// The larger ones: a snap with a body.
fn pops(cue: &Cue, out: &mut Stereo) {
    let mut rng = cue.rng.fork("pops");
    let mut sound = cue.rng.fork("pop");
    let mean = 1.0 / cue.scaled(0.7, 2.4);
    // One early, so that no clip is without.
    let mut t = rng.range(0.25, 0.8);
    while t < cue.seconds() {
        let level = cue.scaled(0.7, 1.2) * rng.octaves(0.22, 0.55);
        let pan = Pan::new(rng.bipolar() * 0.6);
        let at = (t * RATE) as usize;
        sound = sound.fork("next");
        let snap = burst(sound.fork("snap"), rng.octaves(0.012, 0.04), 900.0, 11_000.0);
        out.place(at, pan, snap.map(|x| x * level));
        let body = ping(rng.octaves(320.0, 900.0), rng.range(0.03, 0.07), -0.3);
        out.place(at, pan, body.map(|x| x * level * 0.55));
        // Sparks scatter after it.
        for _ in 0..rng.whole(2, 6) {
            let later = at + (rng.wait(0.045) * RATE) as usize;
            sound = sound.fork("spark");
            let spark = burst(sound.clone(), rng.octaves(0.003, 0.01), 2_500.0, 12_000.0);
            let faint = level * rng.range(0.1, 0.4);
            out.place(later, Pan::new(rng.bipolar() * 0.8), spark.map(|x| x * faint));
        }
        t += 0.2 + rng.wait(mean);
    }
}
