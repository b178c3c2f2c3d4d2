//! What comes out of an H.264 coder (units between start codes), and what goes into an MP4 (units
//! behind their lengths, the parameter sets apart).

const SLICE_OF_KEY: u8 = 5;
const SPS: u8 = 7;
const PPS: u8 = 8;

/// One coded picture.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unit {
    /// Its slices, each behind its length.
    pub(crate) bytes: Vec<u8>,
    pub(crate) sps: Vec<u8>,
    pub(crate) pps: Vec<u8>,
    pub(crate) key: bool,
}

/// Takes a coded picture apart.
pub(crate) fn split(stream: &[u8]) -> Unit {
    let mut unit = Unit::default();
    for nal in nals(stream) {
        match nal.first().map(|byte| byte & 31) {
            Some(SPS) => unit.sps = nal.to_vec(),
            Some(PPS) => unit.pps = nal.to_vec(),
            Some(kind) => {
                unit.key |= kind == SLICE_OF_KEY;
                unit.bytes.extend_from_slice(&(nal.len() as u32).to_be_bytes());
                unit.bytes.extend_from_slice(nal);
            }
            None => {}
        }
    }
    unit
}

/// The units between start codes, without the zeros that may follow each.
fn nals(stream: &[u8]) -> Vec<&[u8]> {
    let starts: Vec<usize> = stream
        .windows(3)
        .enumerate()
        .filter(|(_, window)| *window == [0, 0, 1])
        .map(|(i, _)| i)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([stream.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            let nal = &stream[start + 3..end];
            let length = nal.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
            &nal[..length]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameter_sets_are_taken_apart_from_slices() {
        let stream = [0, 0, 0, 1, 0x67, 9, 0, 0, 0, 1, 0x68, 8, 0, 0, 1, 0x65, 1, 2, 3];
        let unit = split(&stream);
        assert_eq!((unit.sps, unit.pps), (vec![0x67, 9], vec![0x68, 8]));
        assert_eq!(unit.bytes, [0, 0, 0, 4, 0x65, 1, 2, 3]);
        assert!(unit.key && !split(&stream[..11]).key);
    }

    #[test]
    fn rubbish_is_no_trouble() {
        assert!(split(&[]).bytes.is_empty());
        assert!(split(&[0, 0, 1]).bytes.is_empty());
        assert!(split(&[0, 0, 1, 0, 0, 1]).bytes.is_empty());
    }
}
