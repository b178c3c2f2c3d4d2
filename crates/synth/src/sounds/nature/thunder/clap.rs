//! The clap, as Ribner and Roy explain it: lightning is a crooked line, each piece of it sends a
//! shock, and the line's shape puts the shocks in order. Those that arrive together are a clap,
//! those that arrive one by one begin the rumble.

use super::Stroke;
use crate::kit::{
    RATE,
    control::{CONTROL, smooth},
    filter::Svf,
    stereo::{Pan, Stereo},
    voice::{burst, shock},
};

const SPEED_OF_SOUND: f32 = 340.0;
/// Pieces of one line: enough that a clap is dense.
const PIECES: usize = 1_400;
/// The power of a clap's first two seconds, as RMS.
const CLAP_RMS: f32 = 0.27;
/// No sample of a clap goes beyond this.
const PEAK: f32 = 1.5;
/// Pieces between two bends.
const STRAIGHT: usize = 40;
/// How far a piece reaches along each axis, in metres, before the line's own jitter.
const PIECE: f32 = 2.0;

pub(super) fn make(stroke: &Stroke) -> Stereo {
    let mut out = shocks(stroke);
    absorb(&mut out, stroke.scaled(1_800.0, 7_500.0));
    level(&mut out, CLAP_RMS * stroke.size);

    if !stroke.far {
        tear(stroke, &mut out);
    }
    bend(&mut out);
    out
}

/// The shock of each piece, when and how it arrives.
fn shocks(stroke: &Stroke) -> Stereo {
    let mut rng = stroke.rng.fork("line");
    let mut out = Stereo::silence(stroke.frames);
    let nearest = if stroke.far { 2_400.0 } else { stroke.scaled(900.0, 260.0) };
    let nearest = nearest * rng.range(0.9, 1.1);
    // The line climbs, wandering, from the nearest point: a far one runs away from the listener,
    // so that its end arrives seconds after its start.
    let away = if stroke.far { 0.8 } else { 0.12 };
    let mut point = [nearest, 0.0, 0.0];
    let mut heading = [away, rng.bipolar() * 0.6, 1.0];
    for piece in 0..PIECES {
        if piece % STRAIGHT == 0 {
            heading = [
                away + heading[0] * 0.4 + rng.bipolar() * 0.8,
                heading[1] * 0.5 + rng.bipolar() * 0.9,
                rng.unit(),
            ];
        }
        for (x, towards) in point.iter_mut().zip(heading) {
            *x += PIECE * (towards + rng.bipolar());
        }
        let [x, y, z] = point;
        let distance = (x * x + y * y + z * z).sqrt();
        let later = ((distance - nearest) / SPEED_OF_SOUND).max(0.0);
        // Near, the clap is simply there; from afar it comes up.
        let onset = if stroke.far { smooth((later + 0.08) / 0.8) } else { 1.0 };
        // Ground and cloud swallow more of what comes late than distance alone explains.
        let lost = libm::expf(-later / if stroke.far { 3.5 } else { 1.3 });
        let level = onset * lost * nearest / distance * rng.range(0.4, 1.0);
        // A shock lengthens on its way.
        let seconds = rng.octaves(0.003, 0.012) * (0.8 + distance / 2_500.0);
        let pan = Pan::new(y / distance * 1.4);
        out.place((later * RATE) as usize, pan, shock(seconds).map(|x| x * level));
    }
    out
}

/// Air takes the high frequencies, the more the longer the way: what comes late comes dark.
fn absorb(sound: &mut Stereo, brightest: f32) {
    for channel in [&mut sound.left, &mut sound.right] {
        let mut filter = Svf::new(brightest, 0.6);
        for (i, x) in channel.iter_mut().enumerate() {
            if i % CONTROL == 0 {
                let late = i as f32 / RATE;
                filter.tune(240.0 + brightest / (1.0 + 2.2 * late), 0.6);
            }
            *x = filter.bands(*x).low;
        }
    }
}

/// How many shocks fall together is chance; how loud the stroke is, is not.
fn level(sound: &mut Stereo, rms: f32) {
    let heard = sound.frames().min(2 * RATE as usize);
    let power: f32 = sound.left[..heard].iter().chain(&sound.right[..heard]).map(|x| x * x).sum();
    sound.scale(rms / (power / (2 * heard).max(1) as f32).sqrt().max(1e-6));
}

/// Bends down what towers over the rest, as air and microphones do.
fn bend(sound: &mut Stereo) {
    for x in sound.left.iter_mut().chain(&mut sound.right) {
        let part = *x / PEAK;
        *x /= (1.0 + part * part).sqrt();
    }
}

/// The nearest pieces tear the air: a run of cracks, sharper than shocks that have travelled.
fn tear(stroke: &Stroke, out: &mut Stereo) {
    let mut rng = stroke.rng.fork("tear");
    let mut noise = stroke.rng.fork("crack");
    let sharpness = stroke.scaled(0.5, 1.6) * stroke.size * stroke.size;
    let mut t = 0.0;
    for k in 0..rng.whole(7, 11) {
        noise = noise.fork("next");
        let later = k as f32;
        let level = sharpness * rng.range(0.4, 1.0) / (1.0 + 0.12 * later);
        let high = rng.octaves(2_200.0, 6_500.0) / (1.0 + 0.1 * later);
        let crack = burst(noise.clone(), rng.octaves(0.03, 0.22), 250.0, high);
        let pan = Pan::new(rng.bipolar() * 0.5);
        out.place((t * RATE) as usize, pan, crack.map(|x| x * level));
        t += rng.wait(0.035);
    }
}
