//! A throat: the pulses of a larynx, or of a syrinx, and moving air, through resonances that move.
//!
//! What an animal or a person is, is a [`Throat`]; what it does with that is a table of [`Pose`]s.
//! **All calls are as loud as each other, whatever their tables say**: how loud one is heard is
//! its caller's to say.

mod larynx;
mod path;

use core::f32::consts::TAU;

use self::{
    larynx::{Larynx, Resonator},
    path::Path,
};

use super::{
    RATE,
    control::Drift,
    filter::Svf,
    rng::Rng,
    stereo::{Pan, Stereo},
};

/// The RMS of the loudest part of each call.
const LEVEL: f32 = 0.25;
/// Frames over which that is measured: 12 ms.
const LOUDEST: usize = 512;
/// Frames between two settings of the resonances: 1.5 ms.
const STEP: usize = 64;
/// A neck has more resonances than five. Those above let through about what they are given.
const ABOVE: f32 = 0.5;
/// How far the pitch of anything alive wanders by itself, as a part, and how many times a second.
const WANDER: (f32, f32) = (0.012, 6.0);

/// What a throat is doing at one moment of a call. Between two of these it goes smoothly, and
/// never beyond either.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pose {
    /// When, as a part of the call.
    at: f32,
    /// Pitch in Hz, strength of the voice, strength of the air, three resonances in Hz.
    values: [f32; 6],
}

/// A pose: when, as a part of the call; pitch in Hz; how much voice and how much air, each about 1
/// at most; the resonances that move, in Hz.
pub(crate) const fn pose(at: f32, hz: f32, voice: f32, air: f32, formants: [f32; 3]) -> Pose {
    let [first, second, third] = formants;
    Pose { at, values: [hz, voice, air, first, second, third] }
}

/// What stays as it is through a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Throat {
    /// Part of each period in which the larynx is open: little is pressed and sharp, much is soft.
    pub(crate) open: f32,
    /// Above this, in Hz, the pulses of a full voice lose another 6 dB/octave.
    pub(crate) edge: f32,
    /// How irregular the pulses are in time, and in strength, as parts.
    pub(crate) jitter: f32,
    pub(crate) shimmer: f32,
    /// How much weaker every other pulse is: a harsh voice breaks into the octave below.
    pub(crate) rough: f32,
    /// Trembling: times a second, and its depth in pitch and in strength, as parts.
    pub(crate) tremor: (f32, f32, f32),
    /// Resonances above those that move, in Hz.
    pub(crate) upper: [f32; 2],
    /// The width of each resonance: a part of its frequency beside 40 Hz. Soft walls are wide.
    pub(crate) damping: f32,
    /// Air that hisses past the lips or the teeth, through no resonance but this, in Hz; and how
    /// much of it there is beside the air in the throat.
    pub(crate) hiss: (f32, f32),
    /// Where the nose swallows sound, in Hz; 0 if it is shut.
    pub(crate) nose: f32,
    /// How wide the mouth opens to the high: 1 lets all above 1 kHz rise by 6 dB/octave.
    pub(crate) bright: f32,
}

impl Throat {
    /// A plain one to begin a table with: clear, steady, of about a person's size.
    pub(crate) const PLAIN: Self = Self {
        open: 0.6,
        edge: 3_000.0,
        jitter: 0.008,
        shimmer: 0.05,
        rough: 0.0,
        tremor: (5.0, 0.0, 0.0),
        upper: [3_500.0, 4_500.0],
        damping: 0.06,
        hiss: (4_000.0, 0.0),
        nose: 0.0,
        bright: 0.3,
    };
}

/// One call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call<'a> {
    pub(crate) throat: &'a Throat,
    /// In the order of their time; the first at 0 and the last at 1.
    pub(crate) poses: &'a [Pose],
    pub(crate) seconds: f32,
    /// Factors on the pitches and on the resonances of the table. The shorter the neck, the
    /// higher its resonances.
    pub(crate) pitch: f32,
    pub(crate) tract: f32,
}

impl Call<'_> {
    /// Makes it. Another `rng` makes the same call by the same throat on another day.
    pub(crate) fn sound(&self, rng: &Rng) -> Vec<f32> {
        self.begun(rng, usize::MAX)
    }

    /// Makes no more of it than so many frames need; but always enough to know how loud it is.
    fn begun(&self, rng: &Rng, needed: usize) -> Vec<f32> {
        let frames = ((self.seconds * RATE) as usize).max(STEP);
        let made = frames.min(needed.max(frames - frames / 3));
        let throat = self.throat;
        let mut path = Path::new(self.poses);
        let mut larynx = Larynx::new(throat, rng);
        let mut wander = Drift::new(rng.fork("wander"), WANDER.1 * STEP as f32);
        let mut noise = rng.fork("air");
        let mut formants = [Resonator::default(); 3];
        let mut upper = throat.upper.map(|hz| Resonator::tuned(hz * self.tract, throat.damping));
        let mut above = Svf::new(throat.upper[1] * self.tract * 1.15, 0.7);
        let mut hiss = Svf::new(throat.hiss.0, 0.8);
        let mut nose = Svf::new(throat.nose, 2.5);
        let (rate, deep, beat) = throat.tremor;
        let mut turn = rng.fork("tremor").unit();
        let bright = throat.bright * RATE / (TAU * 1_000.0);
        let mut last = 0.0f32;
        let [mut voice, mut air] = [0.0f32; 2];
        let mut out = Vec::with_capacity(made + STEP);
        while out.len() < made {
            let [hz, voice_to, air_to, ref centres @ ..] =
                path.at(out.len() as f32 / frames as f32);
            for (formant, centre) in formants.iter_mut().zip(centres) {
                formant.tune(centre * self.tract, throat.damping);
            }
            let drift = wander.next();
            turn += rate * (1.0 + 0.25 * drift) * STEP as f32 / RATE;
            let swing = libm::sinf(TAU * turn);
            let strength = 1.0 - beat * (0.5 + 0.5 * swing);
            larynx.set(hz * self.pitch * (1.0 + WANDER.0 * drift + deep * swing), voice_to);
            let [voice_step, air_step] = [voice_to * strength - voice, air_to * strength - air]
                .map(|difference| difference / STEP as f32);
            for _ in 0..STEP {
                voice += voice_step;
                air += air_step;
                let breath = noise.bipolar() * air;
                let gate = if larynx.is_open() { 1.0 } else { 1.0 - 0.6 * voice.min(1.0) };
                let pulse = larynx.next() * voice;
                let mut x = pulse + breath * gate;
                for resonator in formants.iter_mut().chain(&mut upper) {
                    x = resonator.next(x);
                }
                (x, last) = (x + bright * (x - last), x);
                // After five resonances the wave stands upside down.
                x -= ABOVE * above.bands(pulse).high;
                if throat.nose > 0.0 {
                    x -= 0.9 * nose.bands(x).band;
                }
                if throat.hiss.1 > 0.0 {
                    x += hiss.bands(breath).band * throat.hiss.1;
                }
                out.push(x);
            }
        }
        out.truncate(made);
        let loudest = out.chunks(LOUDEST).map(power).fold(1e-12, f32::max);
        let gain = LEVEL / loudest.sqrt();
        out.iter_mut().for_each(|x| *x *= gain);
        out
    }

    /// Puts it into a sound, from a second on. Most of what would lie past the end is not made.
    pub(crate) fn put(&self, rng: &Rng, second: f32, pan: Pan, level: f32, out: &mut Stereo) {
        let at = (second * RATE) as usize;
        let needed = out.frames().saturating_sub(at);
        if needed > 0 {
            let sound = self.begun(rng, needed);
            out.place(at, pan, sound.into_iter().map(|x| x * level));
        }
    }
}

fn power(samples: &[f32]) -> f32 {
    samples.iter().map(|x| x * x).sum::<f32>() / LOUDEST as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOWEL: [f32; 3] = [700.0, 1_300.0, 2_500.0];

    /// A steady tone that comes up and goes.
    fn held(hz: f32, air: f32) -> [Pose; 4] {
        [
            pose(0.0, hz, 0.0, 0.0, VOWEL),
            pose(0.1, hz, 1.0, air, VOWEL),
            pose(0.9, hz, 1.0, air, VOWEL),
            pose(1.0, hz, 0.0, 0.0, VOWEL),
        ]
    }

    fn call(throat: &Throat, poses: &[Pose], pitch: f32, tract: f32) -> Vec<f32> {
        Call { throat, poses, seconds: 0.5, pitch, tract }.sound(&Rng::new(7))
    }

    /// The power at a frequency.
    fn at(sound: &[f32], hz: f32) -> f32 {
        let (mut re, mut im) = (0.0f32, 0.0f32);
        for (i, x) in sound.iter().enumerate() {
            let angle = TAU * ((hz * i as f32 / RATE) % 1.0);
            re += x * libm::cosf(angle);
            im += x * libm::sinf(angle);
        }
        (re * re + im * im) / (sound.len() * sound.len()) as f32
    }

    /// The power within a few hertz: no living voice stands still.
    fn about(sound: &[f32], hz: f32) -> f32 {
        (-4..=4).map(|k| at(sound, hz * (1.0 + 0.006 * k as f32))).sum()
    }

    #[test]
    fn a_voice_has_the_pitch_that_it_is_asked_for() {
        for (pitch, expected) in [(1.0, 200.0), (1.5, 300.0)] {
            let sound = call(&Throat::PLAIN, &held(200.0, 0.0), pitch, 1.0);
            for harmonic in [1.0, 2.0, 3.0] {
                let on = about(&sound, expected * harmonic);
                let off = about(&sound, expected * (harmonic + 0.5));
                assert!(on > 20.0 * off, "{harmonic} of {expected}: {on} and {off}");
            }
        }
    }

    #[test]
    fn the_resonances_are_where_the_tract_puts_them() {
        let power = |tract: f32, hz: f32| {
            let poses = held(100.0, 1.0).map(|mut pose| {
                pose.values[1] = 0.0;
                pose
            });
            let throat = Throat { bright: 0.0, ..Throat::PLAIN };
            let sound = call(&throat, &poses, 1.0, tract);
            (0..40).map(|k| at(&sound, hz - 40.0 + 2.0 * k as f32)).sum::<f32>()
        };
        assert!(power(1.0, 700.0) > 4.0 * power(1.0, 1_000.0));
        assert!(power(1.5, 1_050.0) > 4.0 * power(1.5, 1_500.0));
    }

    #[test]
    fn a_harsh_voice_breaks_into_the_octave_below() {
        let sound = |rough| {
            let throat = Throat { rough, ..Throat::PLAIN };
            call(&throat, &held(400.0, 0.0), 1.0, 1.0)
        };
        assert!(about(&sound(0.5), 200.0) > 10.0 * about(&sound(0.0), 200.0));
    }

    #[test]
    fn any_call_is_bounded_ends_in_silence_and_is_as_loud_as_any() {
        let harsh = Throat {
            open: 0.1,
            edge: 20_000.0,
            jitter: 0.5,
            shimmer: 1.0,
            rough: 1.0,
            tremor: (40.0, 0.5, 1.0),
            upper: [1e6, -5.0],
            damping: 0.0,
            hiss: (1e6, 5.0),
            nose: 300.0,
            bright: 2.0,
        };
        for throat in [Throat::PLAIN, harsh] {
            for hz in [1.0, 30.0, 900.0, 40_000.0] {
                let sound = call(&throat, &held(hz, 0.5), 1.0, 1.0);
                assert!(sound.iter().all(|x| x.is_finite() && x.abs() < 8.0), "{hz}");
                let loudest = sound.chunks(LOUDEST).map(power).fold(0.0, f32::max);
                assert!((loudest.sqrt() - LEVEL).abs() < 1e-3, "{hz}: {loudest}");
            }
        }
        let sound = call(&Throat::PLAIN, &held(150.0, 0.2), 1.0, 1.0);
        assert!(sound[..8].iter().chain(&sound[sound.len() - 8..]).all(|x| x.abs() < 0.02));
    }

    #[test]
    fn no_poses_are_no_trouble() {
        let plain = &Throat::PLAIN;
        assert!(call(plain, &[], 1.0, 1.0).iter().all(|x| x.is_finite()));
        let one = [pose(0.0, 100.0, 1.0, 0.0, VOWEL)];
        assert!(call(plain, &one, 1.0, 1.0).iter().all(|x| x.is_finite()));
    }
}
