//! The sound track: MP3 frames, and how much of them comes before the sound.

use crate::{
    mp3,
    mp4::{Codec, Sample, Track},
};

/// The track of an MP3 file's sound, cut to `numerator / denominator` seconds; nothing of what is
/// no MP3, or of a sound of no length.
pub(crate) fn of_mp3(file: &[u8], numerator: u64, denominator: u64) -> Option<Track> {
    let mp3 = mp3::read(file)?;
    let rate = mp3.kind.sample_rate;
    let most = u64::from(rate).saturating_mul(numerator).checked_div(denominator)?;
    let length = u32::try_from(mp3.length.min(most)).ok().filter(|length| *length > 0)?;
    let step = mp3.kind.step();
    let count = (u64::from(mp3.skip) + u64::from(length)).div_ceil(u64::from(step));
    let samples = mp3
        .frames
        .iter()
        .take(usize::try_from(count).ok()?)
        .map(|frame| Sample { bytes: frame.to_vec(), duration: step, key: true })
        .collect();
    Some(Track {
        codec: Codec::Mp3 { kind: mp3.kind, bits_per_second: mp3.bits_per_second, length },
        timescale: rate,
        skip: mp3.skip,
        samples,
    })
}
