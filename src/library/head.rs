//! The line of a file that says what it is, read without the rest of it.

use std::path::PathBuf;

/// What a file holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Law.
    Procedure,
    /// Facts.
    Scenario,
    /// Machines that run procedures, and what must hold across them.
    System,
    /// How many cases behave.
    Study,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Procedure, Self::Scenario, Self::System, Self::Study];

    /// The key that such a file has, and the word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Procedure => "procedure",
            Self::Scenario => "scenario",
            Self::System => "system",
            Self::Study => "study",
        }
    }
}

/// How much of a file is read to find out what it is.
pub const HEAD_BYTES: usize = 64 * 1024;

/// A file of a folder with what it says it is.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub path: PathBuf,
    pub kind: Kind,
    pub name: String,
}

/// What the beginning of a file says it is, and the name that it gives: the value of the first line that begins with
/// `procedure:`, `scenario:`, `system:` or `study:`.
#[must_use]
pub fn read(text: &[u8]) -> Option<(Kind, String)> {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    text.split(|byte| *byte == b'\n').find_map(|line| {
        let line = std::str::from_utf8(line).ok()?;
        Kind::ALL.into_iter().find_map(|kind| {
            let line = line.trim_start_matches(['"', '\'']);
            let rest = line.strip_prefix(kind.name())?.trim_start_matches(['"', '\'']);
            let value = rest.trim_start().strip_prefix(':')?;
            let value = value.split(" #").next()?.trim().trim_matches(['"', '\'']);
            (!value.is_empty()).then(|| (kind, value.to_owned()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, read};

    #[test]
    fn reads_the_first_line_that_tells() {
        let head = |text: &str| read(text.as_bytes());
        let is = |kind, name: &str| Some((kind, name.to_owned()));
        assert_eq!(head("# law\r\n\nprocedure: p-1  # x\r\nscenario: s"), is(Kind::Procedure, "p-1"));
        assert_eq!(head("\u{feff}\"scenario\" : 's'\n"), is(Kind::Scenario, "s"));
        assert_eq!(head("  procedure: nested\nprocedures: no\nscenario:\n"), None);
        assert_eq!(read(b"\xff\xfe\nscenario: s"), is(Kind::Scenario, "s"));
    }
}
