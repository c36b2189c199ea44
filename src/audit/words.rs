//! Looking for a byte in eight at once, and comparing eight: fields are too short for a call of a library.

/// The highest bit of each byte of a word that is a given one.
#[inline]
pub(in crate::audit) fn equal(word: u64, byte: u8) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let differs = word ^ u64::from_le_bytes([byte; 8]);
    // No byte carries into the next, so that this is exact.
    !(((differs & LOW) + LOW) | differs | LOW)
}

/// A bit for each of 64 bytes, or of as many as there are, that is a given one.
#[inline]
pub(in crate::audit) fn equal_bits(bytes: &[u8], byte: u8) -> u64 {
    // Brings the lowest bits of eight bytes side by side, without a carry.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (words, tail) = bytes.as_chunks::<8>();
    let mut bits = 0;
    for (number, word) in words.iter().take(8).enumerate() {
        let found = equal(u64::from_le_bytes(*word), byte) >> 7;
        bits |= (found.wrapping_mul(GATHER) >> 56) << (8 * number);
    }
    for (number, found) in (8 * words.len()..64).zip(tail) {
        bits |= u64::from(*found == byte) << number;
    }
    bits
}

/// Whether two texts are the same.
#[inline]
pub(in crate::audit) fn same(a: &[u8], b: &[u8]) -> bool {
    match (a.last_chunk::<8>(), b.last_chunk::<8>()) {
        (Some(end), Some(other)) => {
            let (words, others) = (a.as_chunks::<8>().0, b.as_chunks::<8>().0);
            a.len() == b.len() && end == other && words.iter().zip(others).all(|(word, other)| word == other)
        }
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_found_where_it_stands_and_nowhere_else() {
        for length in 0..70 {
            for place in 0..length.min(64) {
                // Neighbours differ in one bit, which a carry would spoil.
                let mut bytes = vec![b','.wrapping_sub(1); length];
                bytes[place] = b',';
                assert_eq!(equal_bits(&bytes, b','), 1 << place, "{place} of {length}");
                bytes.fill(b'-');
                bytes[place] = b',';
                assert_eq!(equal_bits(&bytes, b','), 1 << place, "{place} of {length}");
            }
        }
        assert_eq!(equal_bits(&[b','; 100], b','), u64::MAX);
        assert_eq!(equal_bits(b",\x80\xac,\0,\xff,,", b','), 0b1_1010_1001);
    }

    #[test]
    fn texts_are_the_same_in_every_byte() {
        let text: Vec<u8> = (0..40).collect();
        for length in 0..text.len() {
            assert!(same(&text[..length], &text[..length]));
            assert!(!same(&text[..length], &text[..length + 1]));
            for place in 0..length {
                let mut other = text[..length].to_vec();
                other[place] ^= 0x80;
                assert!(!same(&text[..length], &other), "{place} of {length}");
            }
        }
    }
}
