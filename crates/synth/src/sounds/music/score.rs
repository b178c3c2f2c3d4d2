//! What is played: a key, a tempo, four chords that go round, and a tune over them that says the
//! same thing twice before it says another.

use crate::kit::rng::Rng;
use crate::sounds::Cue;

/// A bar of four beats.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bar {
    /// In seconds.
    pub(super) at: f32,
    /// The chord, as a step of the scale: 0 is the key's own.
    pub(super) chord: i32,
}

/// A note, in seconds; its pitch is a step of the scale.
#[derive(Clone, Copy, Debug)]
pub(super) struct Note {
    pub(super) at: f32,
    pub(super) seconds: f32,
    pub(super) step: i32,
    pub(super) force: f32,
}

#[derive(Clone, Debug)]
pub(super) struct Score {
    /// Seconds of a beat.
    pub(super) beat: f32,
    pub(super) bars: Vec<Bar>,
    /// Semitones of the scale.
    scale: [i32; 7],
    /// The key's note as MIDI counts.
    root: i32,
    rng: Rng,
    /// No note begins after this.
    last: f32,
}

const MAJOR: [i32; 7] = [0, 2, 4, 5, 7, 9, 11];
const MINOR: [i32; 7] = [0, 2, 3, 5, 7, 8, 10];

/// Chords that go round, as steps of the scale: in major, and in minor.
const ROUNDS: [[[i32; 4]; 4]; 2] = [
    [[0, 4, 5, 3], [0, 5, 3, 4], [5, 3, 0, 4], [0, 2, 3, 4]],
    [[0, 5, 2, 6], [0, 3, 5, 4], [0, 6, 5, 6], [0, 2, 6, 3]],
];

/// How a bar of the tune is divided, in beats.
const RHYTHMS: [&[f32]; 7] = [
    &[1.0, 1.0, 2.0],
    &[1.5, 0.5, 1.0, 1.0],
    &[0.5, 0.5, 1.0, 2.0],
    &[2.0, 1.0, 1.0],
    &[1.0, 0.5, 0.5, 1.0, 1.0],
    &[1.5, 1.5, 1.0],
    &[0.5, 1.0, 0.5, 2.0],
];

impl Score {
    /// At so many beats a minute.
    pub(super) fn write(cue: &Cue, beats: f32, minor: bool) -> Self {
        let mut rng = cue.rng.fork("score");
        let beat = 60.0 / (beats * rng.range(0.95, 1.05) * cue.tempo.clamp(0.4, 2.5));
        let rounds = &ROUNDS[usize::from(minor)];
        let round = rounds[rng.whole(0, 3) as usize];
        let count = (cue.seconds() / (4.0 * beat)).ceil().max(1.0) as usize;
        let bars = (0..count)
            .map(|k| Bar { at: 0.04 + 4.0 * beat * k as f32, chord: round[k % 4] })
            .collect();
        Self {
            beat,
            bars,
            scale: if minor { MINOR } else { MAJOR },
            root: 55 + rng.whole(0, 9) as i32,
            last: (cue.seconds() - 0.3).max(0.05),
            rng,
        }
    }

    /// The pitch of a step of the scale in Hz; steps go on above the octave and below it.
    pub(super) fn hz(&self, step: i32) -> f32 {
        let octave = step.div_euclid(7);
        let semitone = self.scale[step.rem_euclid(7) as usize];
        let midi = self.root + 12 * octave + semitone;
        440.0 * libm::exp2f((midi - 69) as f32 / 12.0)
    }

    /// The three steps of a chord, turned so that they lie between the key's note and its octave.
    pub(super) fn triad(chord: i32) -> [i32; 3] {
        let mut steps = [chord, chord + 2, chord + 4].map(|step| step.rem_euclid(7));
        steps.sort_unstable();
        steps
    }

    /// Whether a note may still begin then.
    pub(super) fn fits(&self, at: f32) -> bool {
        at < self.last
    }

    /// The tune, an octave above the chords: its second bar has the rhythm of the first, its third
    /// another, and its fourth comes to rest.
    pub(super) fn tune(&self) -> Vec<Note> {
        let mut rng = self.rng.fork("tune");
        let rhythms = [rng.whole(0, 6), rng.whole(0, 6)].map(|k| RHYTHMS[k as usize]);
        let shape: Vec<i32> = (0..8).map(|_| rng.whole(0, 4) as i32 - 2).collect();
        let mut notes = Vec::new();
        let mut step = 9;
        for (k, bar) in self.bars.iter().enumerate() {
            let rhythm: &[f32] = match k % 4 {
                0 | 1 => rhythms[0],
                2 => rhythms[1],
                _ => &[1.0, 3.0],
            };
            let mut beat = 0.0;
            for (i, length) in rhythm.iter().enumerate() {
                let at = bar.at + beat * self.beat;
                beat += length;
                // What is said again has the same turns; now and then one is left out.
                step += shape[(i + (k % 4 / 2) * 3) % shape.len()];
                if step > 13 {
                    step -= 4;
                } else if step < 6 {
                    step += 4;
                }
                if i == 0 || *length > 1.0 {
                    step = near(step, bar.chord);
                }
                if self.fits(at) && (i == 0 || !rng.chance(0.12)) {
                    let force = rng.range(0.7, 0.95) + if i == 0 { 0.1 } else { 0.0 };
                    notes.push(Note { at, seconds: length * self.beat, step, force });
                }
            }
        }
        notes
    }

    /// The chord broken into notes, so many to a beat, up and down over an octave and a half.
    pub(super) fn broken(&self, each: f32, skip: f32) -> Vec<Note> {
        let mut rng = self.rng.fork("broken");
        let orders: [[usize; 8]; 3] =
            [[0, 1, 2, 3, 4, 3, 2, 1], [0, 2, 1, 3, 2, 4, 3, 1], [0, 3, 2, 4, 1, 3, 2, 3]];
        let order = orders[rng.whole(0, 2) as usize];
        let mut notes = Vec::new();
        for bar in &self.bars {
            let [a, b, c] = Self::triad(bar.chord);
            let steps = [a, b, c, a + 7, b + 7];
            for k in 0..(4.0 * each) as usize {
                let at = bar.at + k as f32 * self.beat / each;
                if self.fits(at) && (k == 0 || !rng.chance(skip)) {
                    let force = rng.range(0.55, 0.85) + if k % 4 == 0 { 0.15 } else { 0.0 };
                    let step = steps[order[k % 8]];
                    notes.push(Note { at, seconds: self.beat * 1.6, step, force });
                }
            }
        }
        notes
    }
}

/// The step of the chord that is nearest.
fn near(step: i32, chord: i32) -> i32 {
    let inside = |step: i32| matches!((step - chord).rem_euclid(7), 0 | 2 | 4);
    [0, -1, 1].map(|by| step + by).into_iter().find(|step| inside(*step)).unwrap_or(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(seconds: f32) -> Score {
        let cue = Cue {
            frames: (seconds * 44_100.0) as usize,
            intensity: 0.5,
            far: false,
            count: None,
            tempo: 1.0,
            rng: Rng::new(4),
        };
        Score::write(&cue, 90.0, false)
    }

    #[test]
    fn octaves_double_and_chords_are_of_the_scale() {
        let score = score(5.0);
        assert!((score.hz(7) / score.hz(0) - 2.0).abs() < 1e-3);
        assert!((score.hz(-7) / score.hz(0) - 0.5).abs() < 1e-3);
        assert_eq!(Score::triad(0), [0, 2, 4]);
        assert_eq!(Score::triad(5), [0, 2, 5]);
    }

    #[test]
    fn the_tune_rests_on_the_chords_and_ends_in_time() {
        let score = score(20.0);
        let tune = score.tune();
        assert!(tune.len() > 10);
        for note in &tune {
            assert!(note.at < 19.75 && (5..=14).contains(&note.step), "{note:?}");
        }
        for bar in &score.bars {
            let first = tune.iter().find(|note| (note.at - bar.at).abs() < 1e-3);
            assert!(
                first.is_none_or(|note| {
                    matches!((note.step - bar.chord).rem_euclid(7), 0 | 2 | 4)
                })
            );
        }
    }
}
