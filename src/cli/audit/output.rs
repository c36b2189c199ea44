//! Where the verdicts on acts are written: a file that is renamed when it is whole, or standard output.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use greffe::report::audit::{Rows, header};

/// Nothing, a file, or standard output.
pub enum Output {
    /// Nobody asked.
    Nowhere,
    /// A file, beside which it is written until it is whole.
    File {
        /// Its name in the end.
        path: PathBuf,
        /// Its name until then.
        beside: PathBuf,
        /// It.
        file: BufWriter<File>,
        /// How lines are written.
        rows: Rows,
    },
    /// Standard output; whether anything was written.
    Standard(bool),
}

impl Output {
    /// Opens what was asked for.
    pub fn open(path: Option<&Path>, standard: bool) -> io::Result<Self> {
        let Some(path) = path else { return Ok(if standard { Self::Standard(false) } else { Self::Nowhere }) };
        let rows = match path.extension().and_then(|extension| extension.to_str()) {
            Some("csv") => Rows::Csv,
            Some("ndjson" | "jsonl") => Rows::Ndjson,
            _ => {
                let name = path.display();
                return Err(io::Error::other(format!("the name of `{name}` ends in neither .csv nor .ndjson")));
            }
        };
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let beside = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
        let file = File::create(&beside)
            .map_err(|error| io::Error::new(error.kind(), format!("cannot write `{}`: {error}", path.display())))?;
        let mut file = BufWriter::new(file);
        file.write_all(header(rows).as_bytes())?;
        Ok(Self::File { path: path.to_owned(), beside, file, rows })
    }

    /// How lines are written, if any are.
    pub fn rows(&self) -> Option<Rows> {
        match self {
            Self::Nowhere => None,
            Self::File { rows, .. } => Some(*rows),
            Self::Standard(_) => Some(Rows::Ndjson),
        }
    }

    /// Writes some lines.
    pub fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        match self {
            Self::Nowhere => Ok(()),
            Self::File { file, .. } => file.write_all(lines),
            Self::Standard(written) => {
                *written = true;
                io::stdout().lock().write_all(lines)
            }
        }
    }

    /// Begins again. False if what was written is gone.
    pub fn restart(&mut self) -> io::Result<bool> {
        match self {
            Self::Nowhere => Ok(true),
            Self::Standard(written) => Ok(!*written),
            Self::File { file, rows, .. } => {
                file.flush()?;
                file.get_mut().set_len(0)?;
                file.get_mut().rewind()?;
                file.write_all(header(*rows).as_bytes())?;
                Ok(true)
            }
        }
    }

    /// All is written.
    pub fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::File { path, beside, file, .. } => {
                file.flush()?;
                fs::rename(beside, path)
            }
            Self::Nowhere => Ok(()),
            Self::Standard(_) => io::stdout().lock().flush(),
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Self::File { beside, .. } = self {
            // After a rename there is nothing to remove.
            let _ = fs::remove_file(beside);
        }
    }
}
