//! A prompt becomes samples becomes WAV.
//!
//! **Same prompt, duration and variation: the same bytes, native and in wasm.**
//!
//! The crate owns the whole way from text to sound: [`plan`] reads the prompt, one file per
//! [`Class`] makes its sound out of a small kit of noise, filters and envelopes, and a
//! mastering stage brings the mix to a common loudness. It does no I/O, reads no clock and has
//! no randomness but what follows from its arguments. It doesn't encode anything but WAV, and
//! doesn't know who asked.
//!
//! What keeps the bytes equal everywhere: transcendental functions come from `libm`, nothing is
//! summed in an order that a compiler or a hash map may choose, and nothing is fused.
//!
//! ```
//! let sound = foley_synth::render("Soft ambient ocean waves at sunrise.", 30, 0);
//! assert_eq!(sound.frames(), 3 * foley_synth::SAMPLE_RATE as usize);
//! assert_eq!(sound.to_wav().len() as u64, foley_synth::wav_len(30));
//! ```

mod blend;
mod class;
mod kit;
mod lexicon;
mod master;
mod mix;
mod place;
mod plan;
mod seed;
mod sound;
mod sounds;

pub use class::Class;
pub use kit::rng::Rng;
pub use mix::{render, render_close};
pub use place::Place;
pub use plan::{Distance, Layer, Plan, Step, plan};
pub use sound::{Sound, wav_len, wav_millis};

/// Frames per second of every sound.
pub const SAMPLE_RATE: u32 = 44_100;

/// The longest sound, in tenths of a second; longer requests are clamped to it.
pub const MAX_TENTHS: u32 = 600;
