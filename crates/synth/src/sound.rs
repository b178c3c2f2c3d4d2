//! A finished sound and its WAV bytes: canonical RIFF, PCM, 16-bit, stereo.

use crate::{
    MAX_TENTHS, SAMPLE_RATE,
    kit::{loudness::lufs, stereo::Stereo},
    master,
};

const CHANNELS: u16 = 2;
const BYTES_PER_FRAME: u16 = CHANNELS * 2;
const HEADER_BYTES: u32 = 44;

/// A stereo sound, 16-bit, at [`SAMPLE_RATE`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    left: Vec<i16>,
    right: Vec<i16>,
}

impl Sound {
    /// A sound of these samples, as they are. Both channels must be of one length; the longer is cut
    /// to the shorter.
    pub fn new(mut left: Vec<i16>, mut right: Vec<i16>) -> Self {
        let frames = left.len().min(right.len());
        left.truncate(frames);
        right.truncate(frames);
        Self { left, right }
    }

    /// Brings samples of any level to the common loudness, takes offset and rumble out, fades the
    /// ends, and has the same in both channels.
    pub fn mastered(mono: Vec<f32>) -> Self {
        master::finish(Stereo { left: mono.clone(), right: mono }, master::LOUDNESS)
    }

    /// How loud it is, in LUFS (ITU-R BS.1770).
    pub fn loudness(&self) -> f32 {
        let channel = |samples: &[i16]| samples.iter().map(|x| f32::from(*x) / 32_768.0).collect();
        lufs(&Stereo { left: channel(&self.left), right: channel(&self.right) })
    }

    /// The left channel's samples.
    pub fn left(&self) -> &[i16] {
        &self.left
    }

    /// The right channel's samples.
    pub fn right(&self) -> &[i16] {
        &self.right
    }

    /// How many samples each channel has.
    pub fn frames(&self) -> usize {
        self.left.len()
    }

    /// The sound of a WAV file of ours: one that [`to_wav`](Self::to_wav) has written, whatever stands
    /// after its samples.
    pub fn from_wav(wav: &[u8]) -> Option<Self> {
        let (header, rest) = wav.split_at_checked(HEADER_BYTES as usize)?;
        let empty = Self { left: Vec::new(), right: Vec::new() }.to_wav();
        let ours = empty.get(8..40)?;
        if header.get(..4)? != b"RIFF" || header.get(8..40)? != ours {
            return None;
        }
        let data = u32::from_le_bytes(header.get(40..44)?.try_into().ok()?);
        let frames = rest.get(..data as usize)?.chunks_exact(usize::from(BYTES_PER_FRAME));
        let sample = |bytes: &[u8]| i16::from_le_bytes([bytes[0], bytes[1]]);
        let (left, right) = frames.map(|frame| (sample(frame), sample(&frame[2..]))).unzip();
        Some(Self { left, right })
    }

    /// The sound as a WAV file.
    pub fn to_wav(&self) -> Vec<u8> {
        // A few minutes of sound at most, so that no length here comes near 32 bits.
        let data = self.frames() as u32 * u32::from(BYTES_PER_FRAME);
        let mut wav = Vec::with_capacity((HEADER_BYTES + data) as usize);
        wav.extend_from_slice(b"RIFF");
        wav.extend_from_slice(&(HEADER_BYTES - 8 + data).to_le_bytes());
        wav.extend_from_slice(b"WAVEfmt ");
        wav.extend_from_slice(&16u32.to_le_bytes());
        wav.extend_from_slice(&1u16.to_le_bytes());
        wav.extend_from_slice(&CHANNELS.to_le_bytes());
        wav.extend_from_slice(&SAMPLE_RATE.to_le_bytes());
        wav.extend_from_slice(&(SAMPLE_RATE * u32::from(BYTES_PER_FRAME)).to_le_bytes());
        wav.extend_from_slice(&BYTES_PER_FRAME.to_le_bytes());
        wav.extend_from_slice(&16u16.to_le_bytes());
        wav.extend_from_slice(b"data");
        wav.extend_from_slice(&data.to_le_bytes());
        for (left, right) in self.left.iter().zip(&self.right) {
            wav.extend_from_slice(&left.to_le_bytes());
            wav.extend_from_slice(&right.to_le_bytes());
        }
        wav
    }
}

/// How many frames a sound of so many tenths of a second has; `tenths` is clamped to
/// `1..=`[`MAX_TENTHS`].
pub(crate) fn frames(tenths: u32) -> usize {
    (tenths.clamp(1, MAX_TENTHS) * (SAMPLE_RATE / 10)) as usize
}

/// How long a WAV of ours plays, in milliseconds, by its own header.
pub fn wav_millis(wav: &[u8]) -> Option<u64> {
    let sound = Sound::from_wav(wav)?;
    Some(sound.frames() as u64 * 1_000 / u64::from(SAMPLE_RATE))
}

/// The length in bytes of the WAV that such a duration gives, without rendering it.
pub fn wav_len(tenths: u32) -> u64 {
    u64::from(HEADER_BYTES) + frames(tenths) as u64 * u64::from(BYTES_PER_FRAME)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_back_what_was_written() {
        let sound = Sound::new(vec![0, 1, -2, i16::MAX], vec![5, i16::MIN, 7, 0]);
        let wav = sound.to_wav();
        let mut reader = hound::WavReader::new(wav.as_slice()).unwrap();
        let spec = reader.spec();
        assert_eq!((spec.channels, spec.sample_rate, spec.bits_per_sample), (2, SAMPLE_RATE, 16));
        let samples: Vec<i16> = reader.samples().map(Result::unwrap).collect();
        assert_eq!(samples, [0, 5, 1, i16::MIN, -2, 7, i16::MAX, 0]);
    }

    #[test]
    fn our_own_files_are_read_and_no_others() {
        let sound = Sound::new(vec![0, 1, -2, i16::MAX], vec![5, i16::MIN, 7, 0]);
        let mut wav = sound.to_wav();
        wav.extend_from_slice(b"LIST\x04\0\0\0INFO");
        assert_eq!(Sound::from_wav(&wav).as_ref(), Some(&sound));
        assert_eq!(wav_millis(&wav), Some(0));
        for (at, byte) in [(0, b'X'), (8, b'X'), (22, 1), (24, 0), (36, b'D'), (41, 0xff)] {
            let mut other = sound.to_wav();
            other[at] = byte;
            assert_eq!(Sound::from_wav(&other), None, "{at}");
        }
        for length in 0..sound.to_wav().len() {
            assert_eq!(Sound::from_wav(&wav[..length]), None);
        }
    }

    #[test]
    fn durations_are_clamped() {
        assert_eq!(frames(0), 4_410);
        assert_eq!(frames(30), 132_300);
        assert_eq!(frames(u32::MAX), 2_646_000);
        assert_eq!(wav_len(50), 882_044);
    }
}
