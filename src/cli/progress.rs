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
    bytes: bool,
    bar: Option<indicatif::ProgressBar>,
}

impl Progress {
    /// For so many parts.
    pub fn new(total: u64) -> Self {
        Self { begun: Instant::now(), total, wanted: std::io::stderr().is_terminal(), bytes: false, bar: None }
    }

    /// For so many bytes; 0 if nobody knows how many.
    pub fn bytes(total: u64) -> Self {
        Self { bytes: true, ..Self::new(total) }
    }

    /// How long to wait for a result before the bar is looked after.
    pub fn patience(&self) -> Duration {
        PATIENCE.checked_sub(self.begun.elapsed()).filter(|left| !left.is_zero()).unwrap_or(PATIENCE)
    }

    /// Shows how many parts are done.
    pub fn show(&mut self, done: u64) {
        if self.wanted && self.begun.elapsed() >= PATIENCE {
            let (total, bytes) = (self.total, self.bytes);
            self.bar.get_or_insert_with(|| bar(total, bytes)).set_position(done);
        }
    }

    /// Takes the bar away.
    pub fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

/// A bar, or where nobody knows how long it will be, a count.
fn bar(total: u64, bytes: bool) -> indicatif::ProgressBar {
    let shown = match (bytes, total) {
        (false, _) => return indicatif::ProgressBar::new(total),
        (true, 0) => "{spinner} {bytes} ({bytes_per_sec})",
        (true, _) => "{wide_bar} {bytes}/{total_bytes} {eta}",
    };
    let bar = if total == 0 { indicatif::ProgressBar::new_spinner() } else { indicatif::ProgressBar::new(total) };
    match indicatif::ProgressStyle::with_template(shown) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
