//! Who has made the sound: a tag of ID3v2.4 with one comment, which players show.

const COMMENT: &[u8] = b"Made by Foley's sandbox, not by Kling";

/// The tag, as it stands at the start of a file.
pub(crate) fn tag() -> Vec<u8> {
    // UTF-8, in English, without a name of its own.
    let text = [b"\x03eng\0".as_slice(), COMMENT].concat();
    let frame = [b"COMM".as_slice(), &length(text.len()), b"\0\0", &text].concat();
    [b"ID3\x04\0\0".as_slice(), &length(frame.len()), &frame].concat()
}

/// A length of 28 bits, seven to a byte, so that it is never taken for the start of a frame.
fn length(bytes: usize) -> [u8; 4] {
    let seven = |shift: usize| (bytes >> shift & 0x7f) as u8;
    [seven(21), seven(14), seven(7), seven(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_seven_bits_to_a_byte() {
        assert_eq!(length(127), [0, 0, 0, 127]);
        assert_eq!(length(128), [0, 0, 1, 0]);
        assert_eq!(length(0x0fff_ffff), [127; 4]);
    }

    #[test]
    fn each_length_is_that_of_what_follows() {
        let tag = tag();
        assert_eq!(tag[6..10], length(tag.len() - 10));
        assert_eq!(tag[14..18], length(tag.len() - 20));
        assert!(tag.ends_with(COMMENT));
    }
}
