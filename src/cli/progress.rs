//! A progress bar for whatever takes long.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// How long a run may take without a progress bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A progress bar beside the results: only on a terminal, and only when it takes long.
pub struct Progress {
    begun: Instant,
    total: u64,
    wanted: bool,
    bar: Option<indicatif::ProgressBar>,
}

impl Progress {
    /// For so many parts.
    pub fn new(total: u64) -> Self {
        Self { begun: Instant::now(), total, wanted: std::io::stderr().is_terminal(), bar: None }
    }

    /// How long to wait for a result before the bar is looked after.
    pub fn patience(&self) -> Duration {
        PATIENCE.checked_sub(self.begun.elapsed()).filter(|left| !left.is_zero()).unwrap_or(PATIENCE)
    }

    /// Shows how many parts are done.
    pub fn show(&mut self, done: u64) {
        if self.wanted && self.begun.elapsed() >= PATIENCE {
            self.bar.get_or_insert_with(|| indicatif::ProgressBar::new(self.total)).set_position(done);
        }
    }

    /// Takes the bar away.
    pub fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
