//! Says in a WAV file where it is from, as it may be found later, far from the page that made it.

/// What it says.
const WORDS: &[u8] = b"Made by Foley's sandbox, not by Kling.\0\0";

/// A WAV file, with a comment after its samples.
pub(crate) fn labelled(mut wav: Vec<u8>) -> Vec<u8> {
    let mut chunk = b"INFOICMT".to_vec();
    chunk.extend_from_slice(&(WORDS.len() as u32).to_le_bytes());
    chunk.extend_from_slice(WORDS);
    wav.extend_from_slice(b"LIST");
    wav.extend_from_slice(&(chunk.len() as u32).to_le_bytes());
    wav.extend_from_slice(&chunk);
    let size = wav.len() as u32 - 8;
    if let Some(field) = wav.get_mut(4..8) {
        field.copy_from_slice(&size.to_le_bytes());
    }
    wav
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_labelled_file_is_one_of_whole_chunks() {
        let wav = foley_synth::render("Rain", 1, 0).to_wav();
        let labelled = labelled(wav.clone());
        let word = |at: usize| {
            let bytes = labelled.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
            bytes.map(u32::from_le_bytes).unwrap_or_default() as usize
        };
        assert_eq!(word(4) + 8, labelled.len());
        let list = wav.len();
        assert_eq!(&labelled[list..list + 4], b"LIST");
        assert_eq!(list + 8 + word(list + 4), labelled.len());
        assert_eq!(word(list + 16) % 2, 0, "chunks are of an even length");
        assert_eq!(foley_synth::wav_millis(&labelled), Some(100));
    }
}
