//! MP3 as it is read: where a file's frames are, and how much of them is the sound.

/// What a decoder adds in front, besides what the coder did.
const DECODER_DELAY: u32 = 529;

/// An MP3 file, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mp3<'a> {
    /// Without the one that holds facts for players of bare MP3.
    pub(crate) frames: Vec<&'a [u8]>,
    pub(crate) kind: Kind,
    pub(crate) bits_per_second: u32,
    /// Samples at the start that are decoded but are not the sound.
    pub(crate) skip: u32,
    /// Samples of the sound itself.
    pub(crate) length: u64,
}

/// What all frames of a file have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// MPEG-1, or MPEG-2 and its extension to still lower rates, whose frames are half as long.
    pub(crate) is_first: bool,
    pub(crate) sample_rate: u32,
    pub(crate) channels: u16,
}

impl Kind {
    /// Samples in a frame.
    pub(crate) const fn step(self) -> u32 {
        if self.is_first { 1_152 } else { 576 }
    }

    /// Where a frame's data begins.
    const fn data(self) -> usize {
        4 + match (self.is_first, self.channels) {
            (true, 2) => 32,
            (true, _) | (false, 2) => 17,
            (false, _) => 9,
        }
    }
}

/// Takes a file apart; nothing of what is no MP3, or has no frame.
pub(crate) fn read(file: &[u8]) -> Option<Mp3<'_>> {
    let mut rest = after_labels(file);
    let Header { kind, bits_per_second, .. } = header(rest)?;
    let mut frames = Vec::new();
    // It ends where no whole frame of its kind follows.
    while let Some(header) = header(rest).filter(|header| header.kind == kind)
        && let Some((frame, after)) = rest.split_at_checked(header.bytes)
    {
        frames.push(frame);
        rest = after;
    }
    let facts = frames.first().and_then(|frame| facts(frame.get(kind.data()..)?));
    if facts.is_some() {
        frames.remove(0);
    }
    let (delay, padding) = facts.flatten().unwrap_or_default();
    let decoded = frames.len() as u64 * u64::from(kind.step());
    // Where nobody says what is the sound, all of it is.
    let skip = facts.flatten().map_or(0, |_| delay + DECODER_DELAY);
    let length = decoded
        .saturating_sub(u64::from(delay + padding))
        .min(decoded.saturating_sub(u64::from(skip)));
    (!frames.is_empty()).then_some(Mp3 { frames, kind, bits_per_second, skip, length })
}

/// What stands behind the labels (ID3v2) that a file may begin with.
fn after_labels(mut file: &[u8]) -> &[u8] {
    while let Some([b'I', b'D', b'3', _, _, flags, length @ ..]) = file.first_chunk::<10>() {
        let length = length.iter().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
        let footer = if flags & 0x10 == 0 { 0 } else { 10 };
        file = file.get(10 + length + footer..).unwrap_or_default();
    }
    file
}

#[derive(Clone, Copy, Debug)]
struct Header {
    kind: Kind,
    bits_per_second: u32,
    /// The frame's length.
    bytes: usize,
}

/// The header at the start of a frame of Layer III.
fn header(frame: &[u8]) -> Option<Header> {
    let word = u32::from_be_bytes(*frame.first_chunk()?);
    let (version, layer) = (word >> 19 & 3, word >> 17 & 3);
    if word >> 21 != 0x7ff || version == 1 || layer != 1 {
        return None;
    }
    let is_first = version == 3;
    let kilobits: [u32; 14] = if is_first {
        [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
    } else {
        [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
    };
    // The first value stands for "any", the last is forbidden.
    let kilobits = kilobits.get((word >> 12 & 15).checked_sub(1)? as usize)?;
    let sample_rate = [44_100, 48_000, 32_000].get((word >> 10 & 3) as usize)?
        >> match version {
            3 => 0,
            2 => 1,
            _ => 2,
        };
    let channels = if word >> 6 & 3 == 3 { 1 } else { 2 };
    let kind = Kind { is_first, sample_rate, channels };
    let bits_per_second = kilobits * 1_000;
    let padding = word >> 9 & 1;
    let bytes = (kind.step() / 8 * bits_per_second / sample_rate + padding) as usize;
    // A frame holds at least what says how its data is to be read.
    (bytes >= kind.data()).then_some(Header { kind, bits_per_second, bytes })
}

/// Whether this is the data of a frame that holds facts and no sound (Xing's); and where LAME has
/// added to it how many samples come before and after the sound, these.
fn facts(data: &[u8]) -> Option<Option<(u32, u32)>> {
    let (name, rest) = data.split_first_chunk::<4>()?;
    if name != b"Xing" && name != b"Info" {
        return None;
    }
    Some(delay_and_padding(rest))
}

fn delay_and_padding(facts: &[u8]) -> Option<(u32, u32)> {
    let (flags, rest) = facts.split_first_chunk::<4>()?;
    let flags = u32::from_be_bytes(*flags);
    // Numbers of frames and of bytes, a table for seeking, and a quality, each if its flag is set.
    let lengths = [4, 4, 100, 4];
    let before: usize =
        (0..).zip(lengths).filter(|(bit, _)| flags >> bit & 1 == 1).map(|(_, length)| length).sum();
    let lame = rest.get(before..before + 24)?;
    let is_named = [b"LAME", b"Lavc", b"Lavf"].iter().any(|name| lame.starts_with(*name));
    let both = u32::from_be_bytes([0, lame[21], lame[22], lame[23]]);
    is_named.then_some((both >> 12, both & 0xfff))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame of 128 kbit/s, with this data.
    fn frame(data: &[u8]) -> Vec<u8> {
        let mut frame = vec![0xff, 0xfb, 0x90, 0x40];
        frame.resize(36, 0);
        frame.extend_from_slice(data);
        frame.resize(417, 0);
        frame
    }

    fn info(flags: u8, before: usize, lame: &[u8; 4], both: [u8; 3]) -> Vec<u8> {
        let name = [b"Info\0\0\0".as_slice(), &[flags]].concat();
        frame(&[&name, &vec![9; before], lame.as_slice(), &[0; 17], &both].concat())
    }

    #[test]
    fn the_sound_is_what_the_facts_leave_of_it() {
        for (flags, before) in [(0, 0), (1, 4), (0xf, 112)] {
            let first = info(flags, before, b"LAME", [0x21, 0x03, 0x00]);
            let file = [first, frame(&[1]), frame(&[2]), frame(&[3])].concat();
            let mp3 = read(&file).unwrap();
            assert_eq!((mp3.frames.len(), mp3.skip, mp3.length), (3, 0x210 + 529, 3_456 - 0x510));
            assert_eq!(mp3.bits_per_second, 128_000);
            assert_eq!(mp3.kind, Kind { is_first: true, sample_rate: 44_100, channels: 2 });
        }
    }

    #[test]
    fn without_facts_all_of_it_is_the_sound() {
        let unknown = info(0, 0, b"    ", [0x21, 0x03, 0x00]);
        for first in [unknown, Vec::new()] {
            let file = [first, frame(&[1]), frame(&[2])].concat();
            let mp3 = read(&file).unwrap();
            assert_eq!((mp3.frames.len(), mp3.skip, mp3.length), (2, 0, 2_304));
        }
    }

    #[test]
    fn labels_and_what_is_behind_the_frames_are_left_out() {
        let label = [b"ID3\x04\0\0\0\0\x01\x02".as_slice(), &[7; 130]].concat();
        let footed = [b"ID3\x04\0\x10\0\0\0\x03".as_slice(), &[7; 13]].concat();
        let frames = [frame(&[1]), frame(&[2])].concat();
        let cut = &frame(&[3])[..400];
        let file = [&label, &footed, &frames, cut].concat();
        assert_eq!(read(&file).unwrap().frames.concat(), frames);
        // One of another rate is not of this sound.
        let mut other = frame(&[3]);
        other[2] = 0x94;
        assert_eq!(read(&[frames.clone(), other].concat()).unwrap().frames.concat(), frames);
    }

    #[test]
    fn every_kind_of_frame_has_its_length() {
        for (header, rate, channels, bytes) in [
            ([0xff, 0xfb, 0x92, 0x40], 44_100, 2, 418),
            ([0xff, 0xfb, 0xe8, 0xc0], 32_000, 1, 1_440),
            ([0xff, 0xf3, 0x80, 0x00], 22_050, 2, 208),
            ([0xff, 0xe3, 0xe4, 0xc0], 12_000, 1, 960),
        ] {
            let read = super::header(&header).unwrap();
            assert_eq!((read.kind.sample_rate, read.kind.channels), (rate, channels));
            assert_eq!(read.bytes, bytes);
        }
        for header in [
            [0xff, 0xfd, 0x90, 0x40],
            [0xff, 0xeb, 0x90, 0x40],
            [0xff, 0xfb, 0x00, 0x40],
            [0xff, 0xfb, 0xf0, 0x40],
            [0xff, 0xfb, 0x9c, 0x40],
            [0x7f, 0xfb, 0x90, 0x40],
        ] {
            assert!(super::header(&header).is_none(), "{header:x?}");
        }
    }

    #[test]
    fn what_is_no_mp3_is_nothing() {
        assert_eq!(read(b""), None);
        assert_eq!(read(b"RIFF\0\0\0\0WAVE"), None);
        assert_eq!(read(b"ID3\x04\0\0\x7f\x7f\x7f\x7f"), None);
        assert_eq!(read(&info(0, 0, b"LAME", [0; 3])), None);
        // Facts that leave nothing of the sound.
        let file = [info(0, 0, b"LAME", [0xff; 3]), frame(&[1])].concat();
        assert_eq!(read(&file).unwrap().length, 0);
    }
}
