//! Choices drawn from bytes, so that what is made of them shrinks.

/// Choices drawn from bytes; nothing but the first choice once they are used up.
pub struct Dice<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl<'b> Dice<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        usize::from(*self.bytes.next().unwrap_or(&0)) % n
    }

    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// True once in `n` times; false by default.
    pub fn chance(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }
}
