//! A sound becomes an MP3 file: 44.1 kHz, joint stereo, 128 kbit/s.
//!
//! **Same sound: the same bytes, native and in wasm. Decoded, it is as long as the sound to the
//! sample, and nowhere louder than full scale.**
//!
//! `coder` makes the frames. The first of them is LAME's tag, which says how many samples come
//! before and after the sound, so that a decoder can leave them out. `label` says before all of
//! them who has made the sound.
//!
//! ```
//! let sound = foley_synth::render("rain", 10, 0);
//! let mp3 = foley_mp3::encode(&sound);
//! assert_eq!(mp3.first_chunk(), Some(b"ID3"));
//! ```

mod coder;
mod label;

use foley_synth::Sound;

/// What a sound that came back too loud is brought to: some room for another decoder's rounding.
const CEILING: f32 = 0.98;
/// A sound made quieter is coded anew, and may come back a little louder than reckoned.
const TRIES: usize = 8;

/// The sound as an MP3 file.
///
/// What coding adds is noise as loud as the sound, where that is noise itself: a decoder would have
/// to cut its peaks off. Such a sound is made as much quieter as it has to be.
pub fn encode(sound: &Sound) -> Vec<u8> {
    let mut gain = 1.0;
    let mut frames = coder::frames(sound, gain);
    for _ in 1..TRIES {
        let peak = coder::peak(&frames);
        if peak < 1.0 {
            break;
        }
        gain *= CEILING / peak;
        frames = coder::frames(sound, gain);
    }
    let mut file = label::tag();
    file.extend(frames.into_iter().flatten());
    file
}
