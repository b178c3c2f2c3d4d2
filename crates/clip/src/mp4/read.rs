//! Boxes as they stand in anybody's file. **Whatever they say of themselves, nothing outside of the
//! file is read, and no room is made for what is not in it.**

/// A box, where it was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'a> {
    pub(crate) name: [u8; 4],
    /// All of it, with its length and its name.
    pub(crate) whole: &'a [u8],
    pub(crate) inside: &'a [u8],
    /// Whether it says that it is longer than what there is.
    pub(crate) is_cut: bool,
}

/// Boxes one after the other, the last of which may be cut. Ends where a box says that it is shorter
/// than its own header, since what follows can't be found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk<'a>(pub(crate) &'a [u8]);

impl<'a> Iterator for Walk<'a> {
    type Item = Found<'a>;

    fn next(&mut self) -> Option<Found<'a>> {
        let bytes = core::mem::take(&mut self.0);
        let (size, rest) = bytes.split_first_chunk::<4>()?;
        let (name, rest) = rest.split_first_chunk::<4>()?;
        let (length, header) = match u32::from_be_bytes(*size) {
            // To the end.
            0 => (bytes.len() as u64, 8),
            1 => (u64::from_be_bytes(*rest.first_chunk()?), 16),
            size => (size.into(), 8),
        };
        let is_cut = length > bytes.len() as u64;
        let length = usize::try_from(length).unwrap_or(usize::MAX).min(bytes.len());
        let (whole, after) = bytes.split_at(length);
        let inside = whole.get(header..)?;
        self.0 = after;
        Some(Found { name: *name, whole, inside, is_cut })
    }
}

/// The boxes inside of a box, all of them whole.
pub(crate) fn boxes(bytes: &[u8]) -> impl Iterator<Item = Found<'_>> {
    Walk(bytes).take_while(|found| !found.is_cut)
}

/// What is inside of the first box of a name.
pub(crate) fn find<'a>(bytes: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(bytes).find(|found| found.name == *name).map(|found| found.inside)
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(bytes: &[u8]) -> Vec<(&[u8], bool)> {
        Walk(bytes)
            .map(|found| {
                assert_eq!(found.name, found.whole[4..8]);
                (found.inside, found.is_cut)
            })
            .collect()
    }

    #[test]
    fn a_length_is_of_either_form_or_open() {
        let file = b"\0\0\0\x0aaaaaXY\0\0\0\x01bbbb\0\0\0\0\0\0\0\x12PQ\0\0\0\0ccccRST";
        let expected: [(&[u8], bool); 3] = [(b"XY", false), (b"PQ", false), (b"RST", false)];
        assert_eq!(names(file), expected);
    }

    #[test]
    fn what_is_cut_is_said_to_be() {
        assert_eq!(names(b"\0\0\0\x0caaaaXY"), [(b"XY".as_slice(), true)]);
        let long = b"\0\0\0\x01free\xff\xff\xff\xff\xff\xff\xff\xffXY";
        assert_eq!(names(long), [(b"XY".as_slice(), true)]);
        assert_eq!(find(b"\0\0\0\x0caaaaXY", b"aaaa"), None);
    }

    #[test]
    fn a_box_shorter_than_its_header_ends_all() {
        for file in [
            b"\0\0\0\x07moov\0\0\0\x08free".as_slice(),
            b"\0\0\0\x01free\0\0\0\0\0\0\0\x0fXY",
            b"\0\0\0\x01free\0\0",
            b"\0\0\0\x08mo",
            b"",
        ] {
            assert!(names(file).is_empty(), "{file:?}");
        }
    }
}
