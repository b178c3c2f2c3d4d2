//! A little tune, as somebody makes up who whistles or hums to themself.

use crate::kit::rng::Rng;

/// Steps of a scale that cannot sound wrong, in semitones.
const SCALE: [f32; 8] = [-5.0, -3.0, 0.0, 2.0, 4.0, 7.0, 9.0, 12.0];

/// One note: semitones above the tune's home, and how long it is, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Note {
    pub(super) semitones: f32,
    pub(super) seconds: f32,
}

impl Note {
    /// The factor on the tune's home.
    pub(super) fn pitch(self) -> f32 {
        libm::exp2f(self.semitones / 12.0)
    }
}

/// One phrase, on one breath: it wanders by small steps and comes home.
pub(super) fn phrase(rng: &mut Rng, beat: f32) -> Vec<Note> {
    let mut step = rng.whole(2, 5) as i32;
    let count = rng.whole(5, 8);
    (0..count)
        .map(|k| {
            let is_last = k + 1 == count;
            if is_last {
                step = 2;
            } else if k > 0 {
                step = (step + rng.whole(0, 4) as i32 - 2).clamp(0, 7);
            }
            let beats = match (is_last, rng.unit()) {
                (true, _) => 2.0,
                (_, x) if x < 0.35 => 0.5,
                (_, x) if x < 0.8 => 1.0,
                _ => 1.5,
            };
            Note { semitones: SCALE[step as usize], seconds: beat * beats }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_comes_home() {
        let mut rng = Rng::new(3);
        for _ in 0..100 {
            let phrase = phrase(&mut rng, 0.4);
            assert!((5..=8).contains(&phrase.len()));
            assert_eq!(phrase.last(), Some(&Note { semitones: 0.0, seconds: 0.8 }));
            assert!(
                phrase.windows(2).all(|pair| (pair[0].semitones - pair[1].semitones).abs() <= 12.0)
            );
        }
    }
}
