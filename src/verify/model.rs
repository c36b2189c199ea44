//! What a verification comes to.

/// How far an exploration has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// States found.
    pub states: u64,
    /// Moves made.
    pub transitions: u64,
    /// States found and not yet left.
    pub frontier: u64,
    /// Moves from the first state.
    pub depth: u64,
}
