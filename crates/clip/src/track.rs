//! The sound track: MP3 frames, and how much of them comes before the sound.

use foley_synth::{SAMPLE_RATE, Sound};
use rusty_mp3::{Mp3Encoder, Mp3EncoderConfig};

use crate::mp4::{Codec, Sample, Track};

const KILOBITS: u32 = 128;
/// Samples in a frame of MPEG-1 Layer III.
const FRAME: u32 = 1_152;
/// Samples that coder and decoder put before the first of the sound: 528 and 529.
const LEAD: u32 = 1_057;
const CHANNELS: u16 = 2;

/// The track of a sound, cut to so many tenths of a second; nothing of a sound of no length.
pub(crate) fn of_sound(sound: &Sound, tenths: u32) -> Option<Track> {
    let frames = sound.frames().min((tenths * (SAMPLE_RATE / 10)) as usize);
    if frames == 0 {
        return None;
    }
    let pcm: Vec<i16> =
        sound.left().iter().zip(sound.right()).take(frames).flat_map(|(l, r)| [*l, *r]).collect();
    let mut encoder =
        Mp3Encoder::new(Mp3EncoderConfig { bitrate_kbps: KILOBITS, vbr_quality: None });
    encoder.push_pcm_s16(&pcm, CHANNELS, SAMPLE_RATE).ok()?;
    encoder.finish();
    // The first holds facts for players of bare MP3; the container says them in its own way.
    let samples = core::iter::from_fn(|| encoder.next_packet().ok())
        .skip(1)
        .map(|bytes| Sample { bytes, duration: FRAME, key: true })
        .collect();
    let length = u32::try_from(frames).ok()?;
    Some(Track {
        codec: Codec::Mp3 { bits_per_second: KILOBITS * 1_000, length },
        timescale: SAMPLE_RATE,
        skip: LEAD,
        samples,
    })
}
