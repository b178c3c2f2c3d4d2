//! The one file that knows the coder.

use foley_synth::{SAMPLE_RATE, Sound};
use rusty_mp3::{Mp3Decoder, Mp3Encoder, Mp3EncoderConfig};

const KILOBITS: u32 = 128;
const CHANNELS: u16 = 2;

/// The sound's frames, LAME's tag first.
pub(crate) fn frames(sound: &Sound, gain: f32) -> Vec<Vec<u8>> {
    let float = |x: i16| f32::from(x) / 32_768.0 * gain;
    let samples: Vec<f32> = sound
        .left()
        .iter()
        .zip(sound.right())
        .flat_map(|(left, right)| [float(*left), float(*right)])
        .collect();
    let mut encoder =
        Mp3Encoder::new(Mp3EncoderConfig { bitrate_kbps: KILOBITS, vbr_quality: None });
    // It refuses nothing but sample rates that MP3 has not.
    if encoder.push_pcm_f32(&samples, CHANNELS, SAMPLE_RATE).is_err() {
        return Vec::new();
    }
    encoder.finish();
    core::iter::from_fn(|| encoder.next_packet().ok()).collect()
}

/// The loudest sample that a decoder gets out of frames, 1 being full scale.
pub(crate) fn peak(frames: &[Vec<u8>]) -> f32 {
    let mut decoder = Mp3Decoder::new();
    frames.iter().for_each(|frame| decoder.push(frame));
    decoder.flush();
    core::iter::from_fn(|| decoder.next_frame().ok())
        .flat_map(|decoded| decoded.samples)
        .fold(0.0, |peak, sample| sample.abs().max(peak))
}
