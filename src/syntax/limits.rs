//! How large a file may be.

/// The size of a file in bytes.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// How deep maps and lists may stand in each other.
pub const MAX_DEPTH: usize = 64;
/// How many values a file may have.
pub const MAX_NODES: usize = 400_000;
/// How many aliases a file may use.
pub const MAX_ALIASES: usize = 10_000;
/// How many parts of a file its aliases may repeat.
pub const MAX_REPEATED: usize = 200_000;
