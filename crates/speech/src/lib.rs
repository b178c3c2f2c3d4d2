//! Text becomes speech, by a small formant voice of our own.
//!
//! **Same text, language, voice and speed: the same bytes, native and in wasm.**
//!
//! The crate owns the whole way from text to sound: `text` finds words, numbers and pauses,
//! `english` and `mandarin` turn them into phones, `prosody` gives these their time and their
//! pitch, and `tract` says them: a source that buzzes or hisses, and resonances that move. It does
//! no I/O, reads no clock and has no randomness but what follows from its arguments.
//!
//! ```
//! let sound = foley_speech::speak("Hello, world.", "en", "anna", 10);
//! assert!(sound.frames() > foley_synth::SAMPLE_RATE as usize / 2);
//! ```

mod cast;
mod english;
mod mandarin;
#[cfg(test)]
mod measure;
mod phone;
mod prosody;
mod resonator;
mod source;
mod text;
mod tract;
mod voice;

use foley_synth::Sound;

pub use crate::voice::Voice;

/// Bounds of speed, in tenths of the normal.
const SPEEDS: (u32, u32) = (8, 20);

/// Says a text. Chinese characters are read as Mandarin and Latin letters as English in every
/// language; `language` decides how numbers are read: in Chinese for `zh` and what starts with it,
/// otherwise in English. Whatever has no reading is hummed, so that no text is silence. Each
/// `voice` is a speaker of its own, see [`Voice::of`]; `speed_tenths` is clamped to `8..=20`, 10
/// being normal.
pub fn speak(text: &str, language: &str, voice: &str, speed_tenths: u32) -> Sound {
    let voice = Voice::of(voice);
    let speed = speed_tenths.clamp(SPEEDS.0, SPEEDS.1) as f32 / 10.0;
    let chinese = language.trim().to_ascii_lowercase().starts_with("zh");
    let items = text::read(text, chinese);
    let score = prosody::score(&items, &voice, speed);
    Sound::mastered(tract::say(&score, &voice))
}
