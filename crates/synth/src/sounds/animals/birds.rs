//! Songbirds in the open: a few of them, each with its own song that it repeats and varies, near
//! and far, over the air of a clearing.

mod song;

use self::song::{Note, Species};
use crate::kit::{
    RATE,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "birds",
    english: &[
        ("bird", 0.0),
        ("birdsong", 0.0),
        ("birdcall", 0.0),
        ("songbird", 0.0),
        ("chirp", 0.0),
        ("tweet", 0.0),
        ("warble", 0.0),
        ("sparrow", 0.0),
        ("robin", 0.0),
        ("nightingale", 0.0),
        ("blackbird", 0.0),
        ("skylark", 0.0),
        ("dawn chorus", 0.0),
    ],
    chinese: &[("鸟", 0.0)],
    space: Space { size: 1.4, t60: 1.0, damping: 4_500.0 },
    wet: 0.13,
    make,
};

/// One bird: where it sits, and when it sings.
struct Bird {
    species: Species,
    pan: f32,
    level: f32,
    /// Its first phrase, and the mean rest between phrases, in seconds.
    first: f32,
    rest: f32,
}

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 1_400.0, 0.016, &mut out);
    for (k, bird) in flock(cue).iter().enumerate() {
        let mut rng = cue.rng.fork("songs");
        for _ in 0..k {
            rng = rng.fork("next");
        }
        sing(bird, rng, cue.seconds(), &mut out);
    }
    out
}

/// The first bird starts at once and sings most; each other one is farther off.
fn flock(cue: &Cue) -> Vec<Bird> {
    let mut rng = cue.rng.fork("flock");
    let mut species = Species::ALL;
    for i in (1..species.len()).rev() {
        species.swap(i, rng.whole(0, i as u32) as usize);
    }
    let side = if rng.chance(0.5) { 1.0 } else { -1.0 };
    let places = [(0.30, 1.0), (-0.65, 0.50), (0.85, 0.30), (-0.25, 0.18)];
    let count = if cue.intensity < 0.35 { 3 } else { 4 };
    let busy = cue.scaled(1.3, 0.7);
    places
        .iter()
        .zip(species)
        .take(count)
        .enumerate()
        .map(|(k, (place, species))| Bird {
            species,
            pan: side * place.0 + rng.bipolar() * 0.12,
            level: place.1 * rng.range(0.85, 1.15),
            first: 0.12 + k as f32 * rng.range(0.45, 0.75),
            rest: busy * rng.range(0.7, 1.1) * (1.0 + 0.35 * k as f32),
        })
        .collect()
}

fn sing(bird: &Bird, mut rng: Rng, seconds: f32, out: &mut Stereo) {
    let pan = Pan::level(bird.pan);
    let repertoire = [0, 1, 2].map(|_| bird.species.phrase(&mut rng));
    let mut t = bird.first;
    while t < seconds {
        // Most birds repeat a phrase before they turn to the next.
        let which = if rng.chance(0.6) { 0 } else { rng.whole(1, 2) };
        let phrase = &repertoire[which as usize];
        let tuning = rng.range(0.985, 1.015);
        let loudness = bird.level * rng.range(0.7, 1.0);
        for note in phrase {
            let at = (t * RATE) as usize;
            let level = loudness * rng.range(0.88, 1.0);
            let tuning = tuning * rng.range(0.994, 1.006);
            out.place(at, pan, note.sound(tuning).map(|x| x * level));
            t += note.seconds + note.gap * rng.range(0.92, 1.08);
        }
        t += bird.rest * rng.range(0.6, 1.5);
    }
}

impl Note {
    /// The note as samples: a whistle that glides, with the trace of an octave above it that a
    /// syrinx leaves.
    fn sound(&self, tuning: f32) -> impl Iterator<Item = f32> {
        let note = *self;
        let frames = (note.seconds * RATE) as usize;
        let per_frame = 1.0 / frames.max(1) as f32;
        let mut phase = 0.0f32;
        (0..frames).map(move |i| {
            let x = i as f32 * per_frame;
            phase += note.hz(x) * tuning / RATE;
            if phase >= 1.0 {
                phase -= 1.0;
            }
            let angle = core::f32::consts::TAU * phase;
            (libm::sinf(angle) + note.reed * libm::sinf(2.0 * angle)) * note.level(x)
        })
    }
}
