//! Looking for a byte in eight at once: fields are too short for a call of a search.

/// The highest bit of each byte of a word that is a given one.
#[inline]
pub(super) fn equal(word: u64, byte: u8) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let differs = word ^ u64::from_le_bytes([byte; 8]);
    // No byte carries into the next, so that this is exact.
    !(((differs & LOW) + LOW) | differs | LOW)
}
