//! Who speaks: what makes one voice sound unlike another.

use foley_synth::Rng;

use crate::cast::{self, Kind};

/// A speaker, which follows from an id.
#[derive(Clone, Debug)]
pub struct Voice {
    /// The pitch it returns to, in Hz.
    pub pitch: f32,
    /// How far its pitch moves, about 1.
    pub liveliness: f32,
    /// How much higher its resonances lie than those of a long vocal tract.
    pub scale: f32,
    /// How fast it speaks, about 1.
    pub pace: f32,
    /// How much air is in its tone.
    pub(crate) breath: f32,
    /// Above this, in Hz, its tone falls off.
    pub(crate) edge: f32,
    pub(crate) rng: Rng,
}

impl Voice {
    /// The voice of an id: the same one each time. Kling's ids sound as its list says, an unknown
    /// one as its words say ("girl", "oldman"), and any other like somebody of its own.
    pub fn of(id: &str) -> Self {
        let rng = Rng::of_prompt(id, 0);
        let mut own = rng.fork("voice");
        let pitch = own.octaves(90.0, 250.0);
        // High voices come out of short tracts, more or less.
        let scale = 1.0 + 0.17 * ((pitch - 95.0) / 130.0).clamp(0.0, 1.0) + own.range(-0.04, 0.04);
        let voice = Self {
            pitch,
            liveliness: own.range(0.85, 1.2),
            scale,
            pace: own.range(0.94, 1.08),
            breath: own.range(0.02, 0.06),
            edge: own.range(2_800.0, 4_800.0),
            rng,
        };
        match cast::part(id) {
            Some((_, kind, pitch, scale)) => {
                Self { pitch: *pitch, scale: *scale, ..voice.like(*kind) }
            }
            None => match cast::told(id) {
                Some(kind) => voice.like(kind),
                None => voice,
            },
        }
    }

    /// The same speaker, as one of a kind.
    fn like(self, kind: Kind) -> Self {
        let bounds = kind.bounds();
        let mut own = self.rng.fork("kind");
        Self {
            pitch: own.octaves(bounds.pitch.0, bounds.pitch.1),
            scale: own.range(bounds.scale.0, bounds.scale.1),
            pace: own.range(bounds.pace.0, bounds.pace.1),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sound_like_themselves() {
        let pitches: Vec<f32> =
            ["a", "b", "c", "d", "e"].iter().map(|name| Voice::of(name).pitch).collect();
        assert!(pitches.iter().all(|pitch| (90.0..=250.0).contains(pitch)));
        assert!(pitches.windows(2).all(|pair| (pair[0] - pair[1]).abs() > 1.0));
        assert_eq!(Voice::of("a").pitch, pitches[0]);
    }

    #[test]
    fn who_is_said_to_be_a_girl_sounds_like_one() {
        for (id, pitch, scale) in [
            ("some_girl_3", 215.0..265.0, 1.15..1.25),
            ("my-grandpa", 80.0..125.0, 0.90..0.96),
            ("new_female_1", 165.0..235.0, 1.10..1.20),
            ("male", 80.0..155.0, 0.93..1.08),
        ] {
            let voice = Voice::of(id);
            assert!(pitch.contains(&voice.pitch) && scale.contains(&voice.scale), "{voice:?}");
        }
    }

    #[test]
    fn whom_the_list_knows_sounds_as_it_says() {
        // A mother, her daughter, and the old man who chatters.
        let [mother, daughter, old] =
            ["you_pingjing", "genshin_klee2", "uk_oldman3"].map(Voice::of);
        assert!(daughter.pitch > 1.2 * mother.pitch && mother.pitch > 1.2 * old.pitch);
        assert!(daughter.scale > 1.05 * mother.scale && mother.scale > 1.05 * old.scale);
        assert!(old.pace < 0.95);
    }
}
