//! Decoding, off the main thread: how long a file plays and how it looks.

use foley_core::{AssetFormat, AssetKind};
use foley_engine::{Peaks, Take};
use futures::channel::oneshot;
use gloo_events::EventListener;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AudioBuffer, Blob, BlobPropertyBag, HtmlVideoElement, OfflineAudioContext};

use crate::{ObjectUrl, digest, words};

/// The facts of a file, found by having the browser decode it, with its hash.
///
/// # Errors
/// The decoder's words, where it can't play this.
pub(crate) async fn examine(format: AssetFormat, bytes: &[u8]) -> Result<Take, String> {
    let take = match format.kind() {
        AssetKind::Audio => sound(format, bytes).await,
        AssetKind::Video => video(format, bytes).await,
    };
    Ok(Take { sha256: digest::sha256(&Uint8Array::from(bytes)).await, ..take? })
}

async fn sound(format: AssetFormat, bytes: &[u8]) -> Result<Take, String> {
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
        kind: AssetKind::Audio,
        asset_id: None,
        format,
        said: None,
        bytes: bytes.len() as u64,
        sha256: None,
        duration_ms: (sound.duration() * 1000.0).round() as u64,
        size: None,
        peaks: Peaks::of(&channels),
    })
}

/// A video's facts stand in its head, which an element that nobody sees reads.
async fn video(format: AssetFormat, bytes: &[u8]) -> Result<Take, String> {
    let options = BlobPropertyBag::new();
    options.set_type(format.mime());
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)
        .map_err(|thrown| words(&thrown))?;
    let url = ObjectUrl::new(&blob)?;
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.ok_or("there is no document")?;
    let element = document.create_element("video").map_err(|thrown| words(&thrown))?;
    let video: HtmlVideoElement = element.dyn_into().map_err(|other| words(&other))?;
    video.set_preload("metadata");
    video.set_muted(true);
    let (settled, settling) = oneshot::channel();
    let settled = std::rc::Rc::new(std::cell::Cell::new(Some(settled)));
    let listen = |name: &'static str, is_good: bool| {
        let settled = settled.clone();
        EventListener::new(&video, name, move |_| {
            if let Some(settled) = settled.take() {
                // Nobody waits any more where this fails.
                let _ = settled.send(is_good);
            }
        })
    };
    let _listeners = [listen("loadedmetadata", true), listen("error", false)];
    video.set_src(url.as_str());
    let is_good = settling.await.unwrap_or(false);
    let seconds = video.duration();
    if !is_good || !seconds.is_finite() || video.video_width() == 0 {
        let error = video.error().map(|error| error.message()).filter(|words| !words.is_empty());
        return Err(error.unwrap_or_else(|| "it has no picture".to_owned()));
    }
    Ok(Take {
        kind: AssetKind::Video,
        asset_id: None,
        format,
        said: None,
        bytes: bytes.len() as u64,
        sha256: None,
        duration_ms: (seconds * 1000.0).round() as u64,
        size: Some((video.video_width(), video.video_height())),
        peaks: Peaks::default(),
    })
}
