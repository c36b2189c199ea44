//! A progress bar beside the results: only on a terminal, and only when it takes long.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// How long a run may take without a progress bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// The progress of a run.
pub struct Progress {
    begun: Instant,
    total: usize,
    wanted: bool,
    bar: Option<indicatif::ProgressBar>,
}

impl Progress {
    pub fn new(total: usize) -> Self {
        Self { begun: Instant::now(), total, wanted: std::io::stderr().is_terminal(), bar: None }
    }

    /// How long to wait for a result before the bar is looked after.
    pub fn patience(&self) -> Duration {
        PATIENCE.checked_sub(self.begun.elapsed()).filter(|left| !left.is_zero()).unwrap_or(PATIENCE)
    }

    pub fn show(&mut self, done: usize) {
        if self.wanted && self.begun.elapsed() >= PATIENCE {
            let length = u64::try_from(self.total).unwrap_or(u64::MAX);
            let bar = self.bar.get_or_insert_with(|| indicatif::ProgressBar::new(length));
            bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
        }
    }

    pub fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
