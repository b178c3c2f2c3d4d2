//! Thunder, as Ribner and Roy explain it: lightning is a crooked line, each piece of it sends a
//! shock, and the line's shape and distance put the shocks in order: those that come together are
//! a clap, those that come one by one, a rumble.

use super::Cue;
use crate::kit::{
    RATE,
    control::{CONTROL, Curve, Drift, smooth},
    filter::{OnePole, Svf},
    noise::Brown,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::{burst, shock},
};

const SPEED_OF_SOUND: f32 = 340.0;
/// Pieces of one channel: enough that a clap is dense.
const PIECES: usize = 1_400;

pub(super) fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let mut rng = cue.rng.fork("strokes");
    let mut at = rng.range(0.12, 0.25);
    let mut size = 1.0;
    let mut stroke = cue.rng.fork("stroke");
    while at < cue.seconds() {
        stroke = stroke.fork("next");
        clap(cue, &stroke, at, size, &mut out);
        rumble(cue, &stroke, at, size, &mut out);
        at += rng.range(6.0, 8.5);
        size = rng.range(0.4, 0.8);
    }
    out
}

/// The shocks themselves, and the tearing at their head.
fn clap(cue: &Cue, stroke: &Rng, at: f32, size: f32, out: &mut Stereo) {
    let mut rng = stroke.fork("channel");
    let near = if cue.far {
        2_400.0
    } else {
        cue.scaled(900.0, 260.0)
    };
    let start = near * rng.range(0.9, 1.1);
    let mut ground = Stereo::silence(out.frames());
    // The channel climbs, wandering, from the nearest point away over the listener's head.
    let mut point = [start, 0.0, 0.0];
    let away = if cue.far { 0.8 } else { 0.12 };
    let mut heading = [away, rng.bipolar() * 0.6, 1.0];
    for piece in 0..PIECES {
        if piece % 40 == 0 {
            heading = [
                away + heading[0] * 0.4 + rng.bipolar() * 0.8,
                heading[1] * 0.5 + rng.bipolar() * 0.9,
                rng.range(0.0, 1.0),
            ];
        }
        for (x, towards) in point.iter_mut().zip(heading) {
            *x += 2.0 * (towards + rng.bipolar());
        }
        let distance = (point[0] * point[0] + point[1] * point[1] + point[2] * point[2]).sqrt();
        let later = (distance - start) / SPEED_OF_SOUND;
        let frame = ((at + later).max(0.0) * RATE) as usize;
        // From afar it comes up; near, it is there.
        let onset = if cue.far {
            smooth((later + 0.08) / 0.8)
        } else {
            1.0
        };
        let level = onset * start / distance * rng.range(0.4, 1.0);
        // A shock lengthens on its way.
        let seconds = rng.octaves(0.003, 0.012) * (0.8 + distance / 2_500.0);
        let pan = Pan::new(point[1] / distance * 1.4);
        ground.place(frame, pan, shock(seconds).map(|x| x * level));
    }
    air(&mut ground, at, cue.scaled(1_800.0, 7_500.0));
    // How many shocks fall together is chance; how loud the stroke is, is not.
    let level = 0.9 * size / ground.peak().max(1e-6);
    out.add(&ground, level);

    // The nearest pieces tear the air: a run of cracks, each sharper than a shock can be here.
    if cue.far {
        return;
    }
    let sharpness = cue.scaled(0.25, 1.2) * size * size;
    let mut t = at;
    let mut noise = stroke.fork("tear");
    for k in 0..rng.whole(7, 11) {
        noise = noise.fork("next");
        let level = sharpness * rng.range(0.4, 1.0) / (1.0 + 0.12 * k as f32);
        let pan = Pan::new(rng.bipolar() * 0.5);
        let t60 = rng.octaves(0.03, 0.22);
        let crack = burst(noise.clone(), t60, 250.0, 3_800.0).map(|x| x * level);
        out.place((t * RATE) as usize, pan, crack);
        t += rng.wait(0.035);
    }
}

/// Air takes the high frequencies, the more the longer the way: what comes late comes dark.
fn air(sound: &mut Stereo, at: f32, brightest: f32) {
    for channel in [&mut sound.left, &mut sound.right] {
        let mut filter = Svf::new(brightest, 0.6);
        for (i, x) in channel.iter_mut().enumerate() {
            if i % CONTROL == 0 {
                let late = (i as f32 / RATE - at).max(0.0);
                filter.tune(240.0 + brightest / (1.0 + 2.2 * late), 0.6);
            }
            *x = filter.bands(*x).low;
        }
    }
}

/// What hills and clouds send back, rolling, long after.
fn rumble(cue: &Cue, stroke: &Rng, at: f32, size: f32, out: &mut Stereo) {
    let mut rng = stroke.fork("peals");
    let mut peals = Vec::new();
    let mut t = at + 0.15;
    while t < at + 9.0 {
        let fall = libm::expf(-(t - at) / if cue.far { 3.2 } else { 1.9 });
        let onset = if cue.far { smooth((t - at) / 0.9) } else { 1.0 };
        peals.push((
            t,
            rng.range(0.25, 0.7),
            onset * fall * rng.range(0.45, 1.0),
            rng.bipolar() * 0.4,
        ));
        t += rng.range(0.28, 0.75);
    }
    let level = cue.scaled(0.55, 0.7) * size;
    for (side, name) in [(1.0, "left"), (-1.0, "right")] {
        let own = stroke.fork(name);
        let curve = Curve::draw(cue.frames, |t| {
            peals
                .iter()
                .map(|(at, length, size, pan)| {
                    let t = (t - at) / length;
                    let shape = if t < 0.0 {
                        smooth(1.0 + t * 3.0)
                    } else {
                        libm::expf(-t * 1.4)
                    };
                    shape * size * (1.0 - side * pan)
                })
                .sum()
        });
        let mut shared_noise = Brown::new(stroke.fork("roll"));
        let mut own_noise = Brown::new(own.fork("roll"));
        let mut low = Svf::new(120.0, 0.8);
        let mut cut = OnePole::new(32.0);
        let mut grain = Drift::new(own.fork("grain"), 14.0);
        let channel = if side > 0.0 {
            &mut out.left
        } else {
            &mut out.right
        };
        for (i, out) in channel.iter_mut().enumerate() {
            let force = curve.at(i);
            if i % CONTROL == 0 {
                low.tune(90.0 + 260.0 * force.min(1.5), 0.7);
            }
            let noise = 0.8 * shared_noise.next() + 0.6 * own_noise.next();
            let rough = 1.0 + 0.45 * grain.next();
            *out += cut.high(low.bands(noise).low) * force * rough * level;
        }
    }
}
