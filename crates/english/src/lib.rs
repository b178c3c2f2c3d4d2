//! Text becomes English speech, by Flite's recorded diphones.
//!
//! **Same text, voice and speed: the same bytes, native and in wasm. Nothing is said of a text that
//! is not read whole.**
//!
//! The crate stands beside `foley-speech`, which reads everything and sounds like a machine; this
//! one reads English only, sounds like a man who once spoke to a tape, and weighs sixteen times as
//! much. Whose voice an id is, they have in common. `text` brings a text to what the recordings
//! have words for, or refuses it; `diphones` says it; `resample` brings it to the common rate, and
//! with it a tract that is shorter or longer than his.
//!
//! What of it others made, and on what terms, stands in `NOTICE.md`.
//!
//! ```
//! let sound = foley_english::speak("Hello, world.", "anna", 10).expect("it is English");
//! assert!(sound.frames() > foley_synth::SAMPLE_RATE as usize / 2);
//! assert!(foley_english::speak("你好", "anna", 10).is_none());
//! ```

mod diphones;
mod resample;
mod text;

use foley_speech::Voice;
use foley_synth::{SAMPLE_RATE, Sound};

use crate::{diphones::Manner, resample::GRAIN};

/// Bounds of speed, in tenths of the normal.
const SPEEDS: (u32, u32) = (8, 20);

/// Nothing is said after this: an ordinary text of a thousand characters takes half of it at the
/// lowest speed, and a thousand digits would take many times as long.
const MOST_SECONDS: f32 = 180.0;

/// Part of the whole that follows it as quiet, and its bound in seconds: the sound is faded there.
const TAIL: (f32, f32) = (0.05, 0.35);

/// Says an English text. Each `voice` is a speaker of its own, who is the same here as in
/// `foley-speech`; `speed_tenths` is clamped to `8..=20`, 10 being normal.
///
/// `None` where the text is not for this voice:
///
/// - it has a letter or a digit of another script: Chinese, Greek, Cyrillic, or a Latin letter
///   beyond those of Europe's languages. The recordings would leave it out, and with it half of a
///   mixed text;
/// - it has no letter and no digit at all, as `""`, `"!!!"` and a lone emoji have none.
///
/// What is neither letter nor digit keeps no text from being read: quotes, dashes and accents are
/// brought to plain ones, signs of money are said, emoji and other signs are left out.
pub fn speak(text: &str, voice: &str, speed_tenths: u32) -> Option<Sound> {
    let text = text::read(text)?;
    let voice = Voice::of(voice);
    let speed = speed_tenths.clamp(SPEEDS.0, SPEEDS.1) as f32 / 10.0;
    // What is played faster than it was recorded has its resonances, its pitch and its pace raised
    // by one factor. The resonances are meant to be; the others are taken back beforehand.
    let grains = (voice.scale * diphones::RATE / GRAIN as f32 + 0.5) as u32;
    let rate = (grains * GRAIN) as f32;
    let factor = rate / diphones::RATE;
    let manner = Manner {
        pitch: voice.pitch / factor,
        liveliness: voice.liveliness,
        stretch: factor / (voice.pace * speed),
        most: (MOST_SECONDS * rate) as usize,
    };
    let spoken = diphones::say(&text, &manner)?;
    let mut samples = resample::resample(&spoken, grains as usize);
    let tail = (samples.len() as f32 * TAIL.0).min(TAIL.1 * SAMPLE_RATE as f32);
    samples.resize(samples.len() + tail as usize, 0.0);
    Some(Sound::mastered(samples))
}
