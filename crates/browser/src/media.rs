//! Decoding, off the main thread: how long a sound is and how it looks.

use foley_core::AssetFormat;
use foley_engine::{Peaks, Take};
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AudioBuffer, OfflineAudioContext};

use crate::words;

/// The facts of a sound, found by decoding it with the browser's own decoder.
///
/// # Errors
/// The decoder's words, where it can't play this.
pub(crate) async fn examine(format: AssetFormat, bytes: &[u8]) -> Result<Take, String> {
    // The decoder takes the buffer away, so it gets one of its own.
    let copy = Uint8Array::from(bytes).buffer();
    let context =
        OfflineAudioContext::new_with_number_of_channels_and_length_and_sample_rate(1, 1, 44_100.0)
            .map_err(|thrown| words(&thrown))?;
    let decoding = context.decode_audio_data(&copy).map_err(|thrown| words(&thrown))?;
    let sound = JsFuture::from(decoding).await.map_err(|thrown| words(&thrown))?;
    let sound: AudioBuffer = sound.dyn_into().map_err(|other| words(&other))?;
    if sound.length() == 0 {
        return Err("it has no samples".to_owned());
    }
    let channels: Result<Vec<Vec<f32>>, _> =
        (0..sound.number_of_channels()).map(|channel| sound.get_channel_data(channel)).collect();
    let channels = channels.map_err(|thrown| words(&thrown))?;
    let channels: Vec<&[f32]> = channels.iter().map(Vec::as_slice).collect();
    Ok(Take {
        format,
        bytes: bytes.len() as u64,
        duration_ms: (sound.duration() * 1000.0).round() as u64,
        peaks: Peaks::of(&channels),
    })
}
