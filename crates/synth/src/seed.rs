//! Where all randomness comes from: the prompt as the reader would repeat it, and the variation.

/// FNV-1a, 64-bit: small, specified to the bit, and good enough to seed a generator that mixes.
pub(crate) const fn fnv1a(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        i += 1;
    }
    hash
}

/// The prompt without what a listener wouldn't say aloud: case, punctuation, spacing.
pub(crate) fn normalise(prompt: &str) -> String {
    let mut out = String::with_capacity(prompt.len());
    for word in prompt.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

/// The seed of one take of a prompt.
pub(crate) fn of(prompt: &str, variation: u64) -> u64 {
    fnv1a(normalise(prompt).as_bytes()) ^ variation.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_punctuation_and_spacing_do_not_matter() {
        assert_eq!(normalise("  Soft, OCEAN\twaves! "), "soft ocean waves");
        assert_eq!(of("Rain.", 3), of("rain", 3));
        assert_ne!(of("rain", 3), of("rain", 4));
        assert_ne!(of("rain", 3), of("wind", 3));
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
