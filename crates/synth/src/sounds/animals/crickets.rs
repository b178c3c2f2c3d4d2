//! Crickets at night: each draws one wing over the other, three or four times in a chirp, and
//! each stroke is a pure tone of a few thousand hertz. Behind those near by the meadow trills.

use core::f32::consts::TAU;

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "crickets",
    english: &[("cricket", 0.0), ("grasshopper", 0.3), ("katydid", 0.4), ("night insect", 0.0)],
    chinese: &[("蟋蟀", 0.0), ("蛐蛐", 0.0), ("虫鸣", 0.0), ("蝈蝈", 0.4)],
    space: Space { size: 1.3, t60: 0.5, damping: 6_000.0 },
    wet: 0.08,
    make,
};

/// One cricket.
struct Cricket {
    hz: f32,
    pan: f32,
    level: f32,
    /// Strokes of a chirp, and seconds from one to the next.
    strokes: u32,
    stroke: f32,
    /// Seconds from one chirp to the next.
    chirp: f32,
}

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 1_000.0, 0.012, &mut out);
    let mut rng = cue.rng.fork("meadow");
    let side = if rng.chance(0.5) { 1.0 } else { -1.0 };
    let near = if cue.far { 0 } else { 1 + (cue.intensity * 4.0) as usize };
    let places = [(-0.2, 1.0), (0.6, 0.55), (-0.75, 0.4), (0.9, 0.3), (-0.5, 0.22)];
    for (pan, level) in places.into_iter().take(near.max(2)) {
        let cricket = Cricket {
            hz: rng.range(4_150.0, 5_000.0),
            pan: side * pan,
            level: level * if cue.far { 0.4 } else { 1.0 },
            strokes: rng.whole(3, 4),
            stroke: rng.range(0.032, 0.040),
            // The warmer the night, the quicker.
            chirp: rng.range(0.36, 0.5) / cue.tempo.clamp(0.5, 2.0),
        };
        chirp(&cricket, cue, rng.fork("cricket"), &mut out);
        rng = rng.fork("next");
    }
    for (k, pan) in [-0.8, 0.1, 0.75].into_iter().enumerate() {
        let level = [0.05, 0.035, 0.045][k] * cue.scaled(0.6, 1.4);
        trill(rng.range(4_400.0, 5_300.0), pan, level, rng.fork("trill"), &mut out);
        rng = rng.fork("next");
    }
    out
}

fn chirp(cricket: &Cricket, cue: &Cue, mut rng: Rng, out: &mut Stereo) {
    let pan = Pan::level(cricket.pan);
    let seconds = cue.seconds();
    let mut t = if cricket.level > 0.9 { 0.05 } else { rng.range(0.0, 0.5) };
    while t < seconds {
        // A rest now and then, as if it listened.
        if rng.chance(0.06) {
            t += rng.range(0.4, 1.1);
        }
        for k in 0..cricket.strokes {
            // The first stroke of a chirp is the shortest and the softest.
            let part = (k + 1) as f32 / cricket.strokes as f32;
            let length = cricket.stroke * (0.45 + 0.22 * part);
            let level = cricket.level * (0.45 + 0.55 * part) * rng.range(0.9, 1.0);
            let at = ((t + k as f32 * cricket.stroke) * RATE) as usize;
            let hz = cricket.hz * rng.range(0.996, 1.004);
            out.place(at, pan, stroke(hz, length).map(|x| x * level));
        }
        t += cricket.chirp * rng.range(0.94, 1.06);
    }
}

/// One stroke of the wings: a tone that comes up, sinks a little and stops.
fn stroke(hz: f32, seconds: f32) -> impl Iterator<Item = f32> {
    let frames = ((seconds * RATE) as usize).max(1);
    let mut tone = Phasor::new(hz);
    let mut level = 0.0f32;
    let mut step = 0.0f32;
    (0..frames).map(move |i| {
        if i % CONTROL == 0 {
            let to = shape((i + CONTROL) as f32 / frames as f32);
            step = (to - level) / CONTROL as f32;
        }
        level += step;
        tone.next() * level
    })
}

fn shape(x: f32) -> f32 {
    smooth(x / 0.35) * smooth((1.0 - x) / 0.4)
}

/// The many that are too far off to be told apart: a tone that beats, and never quite rests.
fn trill(hz: f32, pan: f32, level: f32, rng: Rng, out: &mut Stereo) {
    let pan = Pan::level(pan);
    let mut tones = [1.0, 1.0 + rng.clone().range(0.006, 0.011)].map(|part| Phasor::new(hz * part));
    let mut swell = Drift::slow(rng.fork("swell"), 0.5);
    let mut beat = rng.fork("beat").unit();
    let rate = rng.fork("rate").range(28.0, 42.0);
    let (mut gain, mut step) = (0.0f32, 0.0f32);
    out.add_each(|i| {
        if i % CONTROL == 0 {
            beat += rate * CONTROL as f32 / RATE;
            let pulse = 0.5 + 0.5 * libm::sinf(TAU * beat);
            let to = level * (0.7 + 0.3 * swell.next()) * (0.12 + 0.88 * pulse * pulse);
            step = (to - gain) / CONTROL as f32;
        }
        gain += step;
        let [a, b] = tones.each_mut().map(Phasor::next);
        let x = (a + 0.7 * b) * gain;
        (x * pan.left, x * pan.right)
    });
}

/// A steady sine, by two multiplications a sample.
struct Phasor {
    twice_cos: f64,
    state: [f64; 2],
}

impl Phasor {
    fn new(hz: f32) -> Self {
        let angle = core::f64::consts::TAU * f64::from(hz) / f64::from(RATE);
        Self { twice_cos: 2.0 * libm::cos(angle), state: [0.0, -libm::sin(angle)] }
    }

    #[inline]
    fn next(&mut self) -> f32 {
        let [y1, y2] = self.state;
        let y = self.twice_cos * y1 - y2;
        self.state = [y, y1];
        y as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phasor_keeps_its_pitch_and_its_strength_for_a_minute() {
        let mut tone = Phasor::new(4_410.0);
        let last: Vec<f32> = (0..60 * 44_100).map(|_| tone.next()).collect();
        let end = &last[last.len() - 44_100..];
        let peak = end.iter().fold(0.0f32, |peak, x| peak.max(x.abs()));
        assert!((0.9..1.001).contains(&peak), "{peak}");
        let crossings = end.windows(2).filter(|pair| pair[0] <= 0.0 && pair[1] > 0.0).count();
        assert!((4_408..=4_411).contains(&crossings), "{crossings}");
    }
}
