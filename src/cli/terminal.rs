//! The two streams: results on one, everything else on the other, both written at the end.

use std::io::{self, Write};

use anstream::AutoStream;
use clap::ColorChoice;

/// Without a terminal, lines are this wide.
const PLAIN_WIDTH: usize = 100;
/// Longer lines are hard to read.
const MAX_WIDTH: usize = 120;

/// What is to be written, and how.
pub struct Terminal {
    out: String,
    err: String,
    out_color: bool,
    err_color: bool,
    width: usize,
}

impl Terminal {
    /// Colours and width as the user wishes and the streams allow.
    pub fn new(color: ColorChoice) -> Self {
        let colored = |stream: anstream::ColorChoice| match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => stream != anstream::ColorChoice::Never,
        };
        Self {
            out: String::new(),
            err: String::new(),
            out_color: colored(AutoStream::choice(&io::stdout())),
            err_color: colored(AutoStream::choice(&io::stderr())),
            width: width(),
        }
    }

    /// Whether results are coloured.
    pub fn color(&self) -> bool {
        self.out_color
    }

    /// Whether what goes beside the results is coloured.
    pub fn err_color(&self) -> bool {
        self.err_color
    }

    /// How wide lines are.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Adds to the results.
    pub fn out(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Adds a JSON value to the results.
    pub fn json(&mut self, value: &serde_json::Value) {
        self.out.push_str(&format!("{value:#}\n"));
    }

    /// Adds to what goes beside the results.
    pub fn err(&mut self, text: &str) {
        self.err.push_str(text);
    }

    /// Adds an error that has no place in a file.
    pub fn error(&mut self, message: &str, help: Option<&str>) {
        let (red, bold, reset) = if self.err_color { ("\x1b[1m\x1b[91m", "\x1b[1m", "\x1b[0m") } else { ("", "", "") };
        self.err(&format!("{red}error{reset}{bold}: {message}{reset}\n"));
        if let Some(help) = help {
            self.err(&format!("  {bold}= help{reset}: {help}\n"));
        }
    }

    /// Adds a warning that has no place in a file.
    pub fn warning(&mut self, message: &str, help: Option<&str>) {
        let (yellow, bold, reset) =
            if self.err_color { ("\x1b[1m\x1b[93m", "\x1b[1m", "\x1b[0m") } else { ("", "", "") };
        self.err(&format!("{yellow}warning{reset}{bold}: {message}{reset}\n"));
        if let Some(help) = help {
            self.err(&format!("  {bold}= help{reset}: {help}\n"));
        }
    }

    /// Writes what was added: first what goes beside the results, so that these stay in view.
    pub fn finish(&mut self) -> io::Result<()> {
        let choice = |color| {
            if color { anstream::ColorChoice::Always } else { anstream::ColorChoice::Never }
        };
        let err = std::mem::take(&mut self.err);
        let out = std::mem::take(&mut self.out);
        if !err.is_empty() {
            // If the other stream is closed, the results are still wanted.
            let _ = AutoStream::new(io::stderr().lock(), choice(self.err_color)).write_all(err.as_bytes());
        }
        if !out.is_empty() {
            let mut stream = AutoStream::new(io::stdout().lock(), choice(self.out_color));
            stream.write_all(out.as_bytes())?;
            stream.flush()?;
        }
        Ok(())
    }
}

fn width() -> usize {
    let given = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    given.or_else(measured).filter(|width| *width > 0).unwrap_or(PLAIN_WIDTH).clamp(20, MAX_WIDTH)
}
