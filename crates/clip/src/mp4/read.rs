//! How long a film is, read from anybody's file.

/// The length of an MP4 or MOV in milliseconds, as its movie header says it; nothing when there
/// is none, or when it leaves the length open.
pub fn duration_of(bytes: &[u8]) -> Option<u32> {
    let header = find(find(bytes, b"moov")?, b"mvhd")?;
    let word = |at: usize| {
        let bytes = header.get(at..at.checked_add(4)?)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    };
    let (timescale, duration) = match header.first()? {
        0 => match word(16)? {
            u32::MAX => return None,
            duration => (word(12)?, u64::from(duration)),
        },
        1 => match (word(24)?, word(28)?) {
            (u32::MAX, u32::MAX) => return None,
            (high, low) => (word(20)?, u64::from(high) << 32 | u64::from(low)),
        },
        _ => return None,
    };
    if timescale == 0 {
        return None;
    }
    let millis = u128::from(duration) * 1_000 / u128::from(timescale);
    u32::try_from(millis).ok()
}

/// What is inside of the first box of a name.
fn find<'a>(mut bytes: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    loop {
        let (size, rest) = bytes.split_first_chunk::<4>()?;
        let (kind, rest) = rest.split_first_chunk::<4>()?;
        let (length, inside) = match u32::from_be_bytes(*size) {
            // To the end of the file.
            0 => (rest.len() as u64, rest),
            1 => {
                let (long, rest) = rest.split_first_chunk::<8>()?;
                (u64::from_be_bytes(*long).checked_sub(16)?, rest)
            }
            size => (u64::from(size.checked_sub(8)?), rest),
        };
        // A file that is still on its way ends in the middle of a box.
        let length = usize::try_from(length).unwrap_or(usize::MAX).min(inside.len());
        let (inside, after) = inside.split_at(length);
        if kind == name {
            return Some(inside);
        }
        bytes = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mp4::boxes::Boxes;

    fn film(fill: impl Fn(&mut Boxes)) -> Vec<u8> {
        let mut boxes = Boxes::default();
        boxes.put(b"ftyp", |ftyp| ftyp.bytes(b"qt  "));
        boxes.put(b"free", |free| free.zeros(9));
        boxes.put(b"moov", |moov| moov.put(b"mvhd", &fill));
        boxes.0
    }

    #[test]
    fn both_versions_of_the_header_are_read() {
        let short = film(|mvhd| mvhd.words(&[0, 1, 2, 24_000, 126_000]));
        assert_eq!(duration_of(&short), Some(5_250));
        let long = film(|mvhd| mvhd.words(&[0x0100_0000, 0, 1, 0, 2, 1_000, 0, 7_300]));
        assert_eq!(duration_of(&long), Some(7_300));
    }

    #[test]
    fn what_says_nothing_is_nothing() {
        assert_eq!(duration_of(&film(|mvhd| mvhd.words(&[0, 0, 0, 0, 9]))), None);
        assert_eq!(duration_of(&film(|mvhd| mvhd.words(&[0, 0, 0, 600, u32::MAX]))), None);
        assert_eq!(duration_of(&film(|mvhd| mvhd.words(&[0x0700_0000, 0, 0, 600, 9]))), None);
        assert_eq!(duration_of(&film(|_| {})), None);
        assert_eq!(duration_of(b""), None);
        assert_eq!(duration_of(b"\0\0\0\x07moov"), None);
        assert_eq!(duration_of(b"\0\0\0\x01free\xff\xff\xff\xff\xff\xff\xff\xff"), None);
    }
}
