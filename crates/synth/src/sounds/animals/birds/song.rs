//! What birds sing: notes, and the phrases that each kind makes of them. Pitches and lengths are
//! those of European songbirds.

use core::f32::consts::TAU;

use crate::kit::{control::smooth, rng::Rng};

/// One note: a pitch that goes from one place over a second to a third.
#[derive(Clone, Copy, Debug)]
pub(super) struct Note {
    /// Pitch in Hz at the start, the turn and the end.
    pub(super) pitch: [f32; 3],
    /// Where the turn is, from 0 to 1.
    pub(super) turn: f32,
    pub(super) seconds: f32,
    /// The rest after it, in seconds.
    pub(super) gap: f32,
    /// Part of its length that it takes to come up: small is a chip, large a sigh.
    pub(super) attack: f32,
    /// Loudness beside the other notes of the phrase.
    pub(super) accent: f32,
    /// The octave's part: a clear whistle has little.
    pub(super) reed: f32,
    /// Vibrato: how many times over the note, and how deep as a part of the pitch.
    pub(super) vibrato: (f32, f32),
}

impl Note {
    /// A plain whistle from one pitch to another.
    fn glide(from: f32, to: f32, seconds: f32, gap: f32) -> Self {
        Self {
            pitch: [from, (from + to) * 0.5, to],
            turn: 0.5,
            seconds,
            gap,
            attack: 0.25,
            accent: 1.0,
            reed: 0.05,
            vibrato: (0.0, 0.0),
        }
    }

    /// A note that turns: up and down again, or down and up.
    fn turned(pitch: [f32; 3], turn: f32, seconds: f32, gap: f32) -> Self {
        Self { pitch, turn, ..Self::glide(pitch[0], pitch[2], seconds, gap) }
    }

    /// The pitch in Hz at `x` of its length.
    #[inline]
    pub(super) fn hz(&self, x: f32) -> f32 {
        let [start, middle, end] = self.pitch;
        let plain = if x < self.turn {
            start + (middle - start) * smooth(x / self.turn)
        } else {
            middle + (end - middle) * smooth((x - self.turn) / (1.0 - self.turn))
        };
        let (times, depth) = self.vibrato;
        if depth == 0.0 {
            return plain;
        }
        plain * (1.0 + depth * libm::sinf(TAU * times * x))
    }

    /// The loudness at `x` of its length.
    #[inline]
    pub(super) fn level(&self, x: f32) -> f32 {
        let fall = smooth((1.0 - x) / (1.0 - self.attack));
        smooth(x / self.attack) * fall * self.accent
    }
}

/// How a bird sings; the names are of those that sing about so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Species {
    /// Slow, low, fluting, with a scratchy end.
    Blackbird,
    /// Two notes, again and again.
    Tit,
    /// A run that quickens downward into a flourish.
    Chaffinch,
    /// Thin, high, silvery cascades.
    Robin,
    /// Chirps.
    Sparrow,
    /// A dry fast rattle on one pitch.
    Wren,
}

impl Species {
    pub(super) const ALL: [Self; 6] =
        [Self::Blackbird, Self::Tit, Self::Chaffinch, Self::Robin, Self::Sparrow, Self::Wren];

    /// One phrase, which a bird would keep and repeat.
    pub(super) fn phrase(self, rng: &mut Rng) -> Vec<Note> {
        match self {
            Self::Blackbird => blackbird(rng),
            Self::Tit => tit(rng),
            Self::Chaffinch => chaffinch(rng),
            Self::Robin => robin(rng),
            Self::Sparrow => sparrow(rng),
            Self::Wren => wren(rng),
        }
    }
}

fn blackbird(rng: &mut Rng) -> Vec<Note> {
    let scale = [1_750.0, 1_980.0, 2_220.0, 2_480.0, 2_790.0];
    let mut phrase: Vec<Note> = (0..rng.whole(3, 5))
        .map(|_| {
            let hz = scale[rng.whole(0, 4) as usize] * rng.range(0.98, 1.02);
            let bend = [hz * rng.range(0.88, 1.0), hz, hz * rng.range(0.86, 1.08)];
            Note {
                vibrato: (rng.range(1.5, 3.0), 0.012),
                ..Note::turned(bend, 0.35, rng.range(0.13, 0.27), rng.range(0.02, 0.07))
            }
        })
        .collect();
    for _ in 0..rng.whole(2, 4) {
        let hz = rng.range(4_200.0, 5_600.0);
        phrase.push(Note {
            accent: 0.28,
            reed: 0.2,
            ..Note::turned([hz, hz * 1.18, hz * 0.85], 0.3, rng.range(0.04, 0.08), 0.02)
        });
    }
    phrase
}

fn tit(rng: &mut Rng) -> Vec<Note> {
    let high = rng.range(4_300.0, 5_000.0);
    let low = high * rng.range(0.70, 0.8);
    let tempo = rng.range(0.9, 1.1);
    let mut phrase = Vec::new();
    for _ in 0..rng.whole(3, 5) {
        phrase.push(Note::glide(high * 1.03, high, 0.10 * tempo, 0.035 * tempo));
        phrase
            .push(Note { accent: 0.8, ..Note::glide(low * 0.97, low, 0.14 * tempo, 0.06 * tempo) });
    }
    phrase
}

fn chaffinch(rng: &mut Rng) -> Vec<Note> {
    let mut phrase = Vec::new();
    let mut hz = rng.range(4_600.0, 5_200.0);
    let mut length = 0.075;
    for _ in 0..rng.whole(7, 10) {
        phrase.push(Note {
            attack: 0.2,
            ..Note::turned([hz * 1.22, hz, hz * 0.74], 0.3, length, length * 0.75)
        });
        hz *= 0.955;
        length *= 0.95;
    }
    let flourish = rng.range(2_600.0, 3_000.0);
    phrase.push(Note::turned([flourish, flourish * 1.7, flourish * 0.95], 0.45, 0.16, 0.03));
    phrase.push(Note::glide(flourish * 1.35, flourish * 0.9, 0.12, 0.0));
    phrase
}

fn robin(rng: &mut Rng) -> Vec<Note> {
    let mut phrase = Vec::new();
    let mut hz = rng.range(5_200.0, 6_400.0);
    phrase.push(Note { accent: 0.6, ..Note::glide(hz, hz * 0.97, rng.range(0.16, 0.26), 0.05) });
    for _ in 0..rng.whole(4, 7) {
        hz = (hz * rng.octaves(0.72, 1.22)).clamp(2_900.0, 6_400.0);
        let bend =
            [hz * rng.range(0.9, 1.15), hz * rng.range(0.9, 1.12), hz * rng.range(0.78, 1.05)];
        phrase.push(Note {
            accent: rng.range(0.55, 1.0),
            vibrato: (rng.range(2.0, 5.0), rng.range(0.0, 0.025)),
            ..Note::turned(
                bend,
                rng.range(0.25, 0.7),
                rng.range(0.05, 0.14),
                rng.range(0.015, 0.05),
            )
        });
    }
    phrase
}

fn sparrow(rng: &mut Rng) -> Vec<Note> {
    let hz = rng.range(3_300.0, 4_100.0);
    (0..rng.whole(2, 4))
        .map(|_| {
            let hz = hz * rng.range(0.96, 1.04);
            Note {
                reed: 0.16,
                attack: 0.18,
                ..Note::turned(
                    [hz * 0.85, hz * 1.32, hz * 0.78],
                    0.35,
                    rng.range(0.07, 0.11),
                    rng.range(0.13, 0.24),
                )
            }
        })
        .collect()
}

fn wren(rng: &mut Rng) -> Vec<Note> {
    let hz = rng.range(4_600.0, 5_800.0);
    let rate = rng.range(15.0, 21.0);
    let count = rng.whole(9, 15);
    let mut phrase: Vec<Note> = (0..count)
        .map(|k| Note {
            // Swells in, as a rattle does.
            accent: 0.35 + 0.5 * (k + 1) as f32 / count as f32,
            attack: 0.3,
            ..Note::glide(hz * 1.16, hz * 0.88, 0.6 / rate, 0.4 / rate)
        })
        .collect();
    phrase.push(Note::glide(hz * 0.72, hz * 0.9, 0.11, 0.04));
    phrase.push(Note::glide(hz * 1.1, hz * 0.65, 0.09, 0.0));
    phrase
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_note_of_every_song_is_a_small_birds() {
        let mut rng = Rng::new(5);
        for species in Species::ALL {
            for _ in 0..50 {
                for note in species.phrase(&mut rng) {
                    assert!((0.02..0.5).contains(&note.seconds), "{species:?}");
                    assert!(note.level(0.0) == 0.0 && note.level(1.0) == 0.0);
                    for k in 0..=20 {
                        let hz = note.hz(k as f32 / 20.0);
                        assert!((1_300.0..9_500.0).contains(&hz), "{species:?}: {hz}");
                    }
                }
            }
        }
    }
}
