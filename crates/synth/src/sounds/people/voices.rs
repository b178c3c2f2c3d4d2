//! Many voices out of few: each is made once and heard at several places, times and speeds, as
//! other people's. Nobody can follow one voice in a crowd.

use crate::kit::{
    RATE,
    rng::Rng,
    stereo::{Pan, Stereo},
    throat::{Call, Throat, pose},
};

const SPEAKER: Throat = Throat {
    open: 0.58,
    edge: 2_600.0,
    jitter: 0.012,
    shimmer: 0.08,
    rough: 0.02,
    damping: 0.09,
    hiss: (4_500.0, 0.5),
    bright: 1.2,
    ..Throat::PLAIN
};

/// Resonances of vowels: a, e, i, o, u, and the one that is most of speech.
const VOWELS: [[f32; 3]; 6] = [
    [760.0, 1_250.0, 2_500.0],
    [520.0, 1_800.0, 2_500.0],
    [320.0, 2_200.0, 2_900.0],
    [480.0, 880.0, 2_450.0],
    [340.0, 950.0, 2_300.0],
    [520.0, 1_450.0, 2_450.0],
];

/// A sentence of no language: seconds of it, and what is heard.
pub(super) fn sentence(rng: &Rng, seconds: f32) -> Vec<f32> {
    let mut draw = rng.fork("sentence");
    let hz = if draw.chance(0.5) { draw.range(95.0, 140.0) } else { draw.range(170.0, 240.0) };
    let tract = if hz > 150.0 { 1.14 } else { 0.98 };
    let syllables = (seconds * draw.range(4.2, 5.4)) as usize + 1;
    let mut poses = vec![pose(0.0, hz, 0.0, 0.0, VOWELS[5])];
    for k in 0..syllables {
        let step = 0.96 / syllables as f32;
        let at = 0.02 + step * k as f32;
        let vowel = VOWELS[draw.whole(0, 5) as usize];
        // Sentences sink, and what is stressed stands out.
        let stress = draw.range(0.55, 1.0);
        let pitch = hz * (1.12 - 0.25 * at) * (0.86 + 0.24 * stress);
        let [first, second, third] = vowel;
        let consonant = [first * 0.6, 0.5 * second + 800.0, third];
        let is_hissed = draw.chance(0.35);
        let (voice, air) = if is_hissed { (0.02, 0.35) } else { (0.3, 0.03) };
        poses.push(pose(at, pitch, voice * stress, air, consonant));
        poses.push(pose(at + step * 0.4, pitch, stress, 0.05, vowel));
        poses.push(pose(at + step * 0.72, pitch * 0.98, 0.85 * stress, 0.05, vowel));
    }
    poses.push(pose(1.0, hz * 0.8, 0.0, 0.0, VOWELS[5]));
    Call { throat: &SPEAKER, poses: &poses, seconds, pitch: 1.0, tract }.sound(rng)
}

/// Where, when and how one is heard.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heard {
    pub(super) second: f32,
    pub(super) pan: f32,
    pub(super) level: f32,
    /// How quickly and how high: 1 as it was made.
    pub(super) speed: f32,
}

/// Adds a voice as it is heard.
pub(super) fn add(voice: &[f32], heard: Heard, out: &mut Stereo) {
    let frames = (voice.len().saturating_sub(2) as f32 / heard.speed) as usize;
    let sound = (0..frames).map(|i| {
        let at = i as f32 * heard.speed;
        let whole = at as usize;
        let (a, b) = (voice[whole], voice[whole + 1]);
        (a + (b - a) * (at - whole as f32)) * heard.level
    });
    out.place((heard.second.max(0.0) * RATE) as usize, Pan::new(heard.pan), sound);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quicker_voice_is_shorter_and_none_reads_past_its_end() {
        let voice = sentence(&Rng::new(1), 0.5);
        for speed in [0.5, 0.83, 1.0, 1.27, 2.0] {
            let mut out = Stereo::silence(60_000);
            add(&voice, Heard { second: 0.1, pan: 0.0, level: 1.0, speed }, &mut out);
            let last = out.left.iter().rposition(|x| x.abs() > 0.0).unwrap_or(0) as f32 / RATE;
            assert!(last <= 0.1 + 0.5 / speed + 1e-3 && last > 0.1 + 0.3 / speed, "{last}");
        }
    }
}
