//! Those who speak and film for the sandbox, joined to it.
//!
//! `foley-sandbox` knows nothing of `foley-speech` and `foley-clip`: they are heavy, and the page's
//! first worker does without. Here is what hands them in: the program of this crate is the page's
//! second worker, and `foley-server` has it natively.

use foley_sandbox::{Filmed, Spoken, Studio};
use foley_synth::Sound;

/// Everybody there is.
#[must_use]
pub const fn studio() -> Studio {
    Studio { speech: Some(speak), clip: Some(film) }
}

fn speak(spoken: &Spoken<'_>) -> Sound {
    let Spoken { text, language, voice, speed_tenths } = *spoken;
    foley_speech::speak(text, language, voice, speed_tenths)
}

/// A ratio that nobody knows is filmed as a wide one.
fn film(filmed: &Filmed<'_>, sound: Option<&Sound>) -> Vec<u8> {
    let Filmed { prompt, ratio, tenths, variation } = *filmed;
    let size = foley_clip::size_of(ratio).or_else(|| foley_clip::size_of("16:9"));
    let (width, height) = size.unwrap_or((640, 360));
    let prompt = prompt.to_owned();
    let clip = foley_clip::Clip { prompt, width, height, duration_tenths: tenths, variation };
    foley_clip::render(&clip, sound.map(foley_mp3::encode).as_deref())
}
