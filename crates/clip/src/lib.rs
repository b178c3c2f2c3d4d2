//! A prompt becomes a short film: a landscape that moves, as H.264 in an MP4, with a sound if one
//! is given. And somebody else's video is looked at, and given another sound.
//!
//! **Same clip or video, and same sound: the same bytes, native and in wasm. Whatever a video says
//! of itself, nothing panics, and no more room is taken than a few times its own.**
//!
//! The crate owns the whole way from text to file: `setting` reads the prompt, one file per part of
//! the picture paints it, `film` has the frames coded, and `mp4` is the container, written so that
//! it plays while it loads. `look` and `dub` are for what others have made. It does no I/O, reads no
//! clock and has no randomness but what follows from its arguments. A sound comes as an MP3 file,
//! which `mp3` takes apart; no coder of it is here. The pictures have no text in them, the file has:
//! a comment that says where it is from.
//!
//! ```
//! let (width, height) = foley_clip::size_of("16:9").unwrap();
//! let prompt = "Waves on a beach at sunrise".to_owned();
//! let clip = foley_clip::Clip { prompt, width, height, duration_tenths: 10, variation: 0 };
//! let mp4 = foley_clip::render(&clip, None);
//! assert_eq!(foley_clip::look(&mp4).unwrap().millis, 1_000);
//! ```

mod canvas;
mod dub;
mod film;
mod land;
mod light;
mod look;
mod mp3;
mod mp4;
mod noise;
mod scene;
mod setting;
mod sky;
mod things;
mod track;
mod water;
mod weather;
mod words;

pub use dub::{CantDub, dub};
pub use look::{Container, Facts, NotAVideo, look};

/// Frames per second of every clip.
pub const FRAME_RATE: u32 = 12;

/// The longest clip, in tenths of a second; longer ones are clamped to it.
pub const MAX_TENTHS: u32 = 600;

/// The longest side of a picture that [`size_of`] gives.
const LONG_SIDE: u32 = 640;

/// Bounds of a side, in pixels: the coder wants a whole block, and the page not to wait for ever.
const SIDES: (u32, u32) = (32, 1_280);

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clip {
    /// What is to be seen, in any words.
    pub prompt: String,
    /// Pixels; clamped to what can be coded, and made even.
    pub width: u32,
    /// Pixels; clamped to what can be coded, and made even.
    pub height: u32,
    /// Length in tenths of a second, clamped to `1..=`[`MAX_TENTHS`].
    pub duration_tenths: u32,
    /// Another take for each.
    pub variation: u64,
}

impl Clip {
    /// The same, within what can be made.
    fn bounded(&self) -> Self {
        let side = |pixels: u32| pixels.clamp(SIDES.0, SIDES.1) / 2 * 2;
        Self {
            prompt: self.prompt.clone(),
            width: side(self.width),
            height: side(self.height),
            duration_tenths: self.duration_tenths.clamp(1, MAX_TENTHS),
            variation: self.variation,
        }
    }
}

/// Makes the clip as an MP4 file; with a sound, an MP3 file that is cut to the clip's length, it has
/// that as a second track. Bytes that are no MP3 are no sound.
pub fn render(clip: &Clip, mp3: Option<&[u8]>) -> Vec<u8> {
    let clip = clip.bounded();
    let mut tracks = vec![film::shoot(&clip)];
    tracks.extend(mp3.and_then(|mp3| track::of_mp3(mp3, clip.duration_tenths.into(), 10)));
    mp4::write::file(&tracks, clip.duration_tenths)
}

/// Width and height of a picture of a ratio: its long side 640 pixels, both even.
pub fn size_of(ratio: &str) -> Option<(u32, u32)> {
    let short = match ratio {
        "1:1" => LONG_SIDE,
        "16:9" | "9:16" => LONG_SIDE * 9 / 16,
        "4:3" | "3:4" => LONG_SIDE * 3 / 4,
        "3:2" | "2:3" => LONG_SIDE * 2 / 3,
        _ => return None,
    } / 2
        * 2;
    let upright = matches!(ratio, "9:16" | "3:4" | "2:3");
    Some(if upright { (short, LONG_SIDE) } else { (LONG_SIDE, short) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_even_and_of_their_ratio() {
        for (ratio, x, y) in [
            ("16:9", 16.0, 9.0),
            ("9:16", 9.0, 16.0),
            ("1:1", 1.0, 1.0),
            ("4:3", 4.0, 3.0),
            ("3:4", 3.0, 4.0),
            ("3:2", 3.0, 2.0),
            ("2:3", 2.0, 3.0),
        ] {
            let (width, height) = size_of(ratio).unwrap();
            assert_eq!((width % 2, height % 2, width.max(height)), (0, 0, 640), "{ratio}");
            assert!((f64::from(width) / f64::from(height) - x / y).abs() < 0.01, "{ratio}");
        }
        assert_eq!(size_of("2:1"), None);
        assert_eq!(size_of(""), None);
    }
}
