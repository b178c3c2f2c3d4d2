//! Who speaks: what makes one voice sound unlike another.

use foley_synth::Rng;

/// A speaker, which follows from a name.
#[derive(Clone, Debug)]
pub(crate) struct Voice {
    /// The pitch it returns to, in Hz.
    pub(crate) pitch: f32,
    /// How far its pitch moves, about 1.
    pub(crate) liveliness: f32,
    /// How much higher its resonances lie than those of a long vocal tract.
    pub(crate) scale: f32,
    /// How fast it speaks, about 1.
    pub(crate) pace: f32,
    /// How much air is in its tone.
    pub(crate) breath: f32,
    /// Above this, in Hz, its tone falls off.
    pub(crate) edge: f32,
    pub(crate) rng: Rng,
}

impl Voice {
    /// The voice of a name: the same one each time.
    pub(crate) fn of(name: &str) -> Self {
        let rng = Rng::of_prompt(name, 0);
        let mut own = rng.fork("voice");
        let pitch = own.octaves(90.0, 250.0);
        // High voices come out of short tracts, more or less.
        let scale = 1.0 + 0.17 * ((pitch - 95.0) / 130.0).clamp(0.0, 1.0) + own.range(-0.04, 0.04);
        Self {
            pitch,
            liveliness: own.range(0.85, 1.2),
            scale,
            pace: own.range(0.94, 1.08),
            breath: own.range(0.02, 0.06),
            edge: own.range(2_800.0, 4_800.0),
            rng,
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
}
