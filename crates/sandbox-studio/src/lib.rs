//! Those who encode, speak, film, dub and look for the sandbox, joined to it.
//!
//! `foley-sandbox` knows nothing of `foley-mp3`, `foley-speech`, `foley-english` and `foley-clip`: they
//! are heavy. In the page each is a worker of its own, which are the programs of this crate;
//! [`Everybody`] has them all at hand, for whoever runs the sandbox natively.

use foley_sandbox::{Filmed, Made, NotMade, Order, Sight, Spoken, Studio};
use foley_synth::Sound;

/// The largest video that is taken, in bytes: what the providers document.
pub const LARGEST_VIDEO: u64 = 100 * 1000 * 1000;

/// Everybody there is. Bytes of somebody's video are had by the function within, whose error is all that
/// there is to be seen.
#[derive(Clone, Copy, Debug)]
pub struct Everybody<Fetch>(pub Fetch);

impl<Fetch: Fn(&str) -> Result<Vec<u8>, Sight>> Studio for Everybody<Fetch> {
    fn make(&self, order: &Order) -> Result<Made, NotMade> {
        Ok(match order {
            Order::Sound(scored) => Made::File(scored.play()),
            Order::Mp3(wav) => mp3(wav)?,
            Order::Speech(spoken) if spoken.is_english() => {
                english(spoken).or_else(|_| voice(spoken))?
            }
            Order::Speech(spoken) => voice(spoken)?,
            Order::Film(filmed) => film(filmed),
            Order::Dub(dubbed) => dub(&(self.0)(&dubbed.url), &dubbed.sound)?,
            Order::Look(url) => Made::Seen(look(&(self.0)(url))),
        })
    }
}

/// A WAV of the sandbox's as MP3.
///
/// # Errors
/// It is none of the sandbox's.
pub fn mp3(wav: &[u8]) -> Result<Made, String> {
    let sound = Sound::from_wav(wav).ok_or("It is no WAV of the sandbox's")?;
    Ok(Made::File(foley_mp3::encode(&sound)))
}

/// A text, spoken in English.
///
/// # Errors
/// There is nothing in it that is English.
pub fn english(spoken: &Spoken) -> Result<Made, String> {
    let Spoken { text, voice, speed_tenths, .. } = spoken;
    let sound = foley_english::speak(text, voice, *speed_tenths);
    let sound = sound.ok_or("The English voice can't read this text")?;
    Ok(Made::File(sound.to_wav()))
}

/// A text, spoken in any language.
///
/// # Errors
/// None: whatever has no reading is hummed.
pub fn voice(spoken: &Spoken) -> Result<Made, String> {
    let Spoken { text, language, voice, speed_tenths } = spoken;
    Ok(Made::File(foley_speech::speak(text, language, voice, *speed_tenths).to_wav()))
}

/// A film. A ratio that nobody knows is filmed as a wide one.
#[must_use]
pub fn film(filmed: &Filmed) -> Made {
    let Filmed { prompt, ratio, tenths, variation, sound } = filmed;
    let size = foley_clip::size_of(ratio).or_else(|| foley_clip::size_of("16:9"));
    let (width, height) = size.unwrap_or((640, 360));
    let (prompt, duration_tenths, variation) = (prompt.clone(), *tenths, *variation);
    let clip = foley_clip::Clip { prompt, width, height, duration_tenths, variation };
    let sound = (!sound.is_empty()).then_some(sound.as_slice());
    Made::File(foley_clip::render(&clip, sound))
}

/// Somebody's video with another sound, in the form that it was in.
///
/// # Errors
/// It is not to be had, or can't be given a sound without being changed otherwise.
pub fn dub(video: &Result<Vec<u8>, Sight>, sound: &[u8]) -> Result<Made, String> {
    let video = video.as_ref().map_err(|_| "The video is not to be had any more")?;
    let dubbed = foley_clip::dub(video, sound).map_err(|error| error.to_string())?;
    Ok(Made::File(dubbed))
}

/// What there is to be seen of somebody's video.
#[must_use]
pub fn look(video: &Result<Vec<u8>, Sight>) -> Sight {
    match video {
        Ok(video) => {
            foley_clip::look(video).map_or(Sight::NoVideo, |facts| Sight::Video(facts.millis))
        }
        Err(sight) => *sight,
    }
}

/// Makes what this worker is asked for, until it ends.
#[cfg(target_arch = "wasm32")]
pub fn run(make: impl AsyncFn(Order) -> Result<Made, String> + 'static) {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(foley_browser::serve_orders(make));
}
