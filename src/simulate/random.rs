//! Random numbers that depend on what they are for, and on nothing that was drawn before.

use std::convert::Infallible;

use rand::TryRng;

/// A stream of random numbers (`SplitMix64`; G. L. Steele and others, "Fast splittable pseudorandom number generators",
/// 2014), begun anew from a few words.
#[derive(Clone, Copy, Debug)]
pub struct Stream(u64);

impl Stream {
    /// The stream of these words: for each of them another one.
    #[must_use]
    pub fn of(words: &[u64]) -> Self {
        Self(words.iter().fold(0x9e37_79b9_7f4a_7c15, |state, word| mixed(state ^ mixed(word.wrapping_add(STEP)))))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// A number that is at least 0 and below 1.
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// A number below a bound, which is not 0.
    #[allow(clippy::cast_possible_truncation, reason = "the upper half of a product of 128 bits")]
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }
}

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

fn mixed(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

impl TryRng for Stream {
    type Error = Infallible;

    #[allow(clippy::cast_possible_truncation, reason = "the upper half of 64 bits")]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.next() >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.next())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for part in bytes.chunks_mut(8) {
            let word = self.next().to_le_bytes();
            part.copy_from_slice(word.get(..part.len()).unwrap_or(&[]));
        }
        Ok(())
    }
}
