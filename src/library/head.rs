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

    /// What a file with these keys is: the first that tells; but a scenario may name a system before itself.
    pub(super) fn of_keys<'k>(keys: impl Iterator<Item = &'k str> + Clone) -> Option<Self> {
        let first = keys.clone().find_map(|key| Self::ALL.into_iter().find(|kind| kind.name() == key))?;
        let scenario = first == Self::System && keys.clone().any(|key| key == Self::Scenario.name());
        Some(if scenario { Self::Scenario } else { first })
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
/// `procedure:`, `scenario:`, `system:` or `study:`; a scenario may name a system before itself.
#[must_use]
pub fn read(text: &[u8]) -> Option<(Kind, String)> {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let mut told = text.split(|byte| *byte == b'\n').filter_map(|line| {
        let line = std::str::from_utf8(line).ok()?;
        Kind::ALL.into_iter().find_map(|kind| {
            let line = line.trim_start_matches(['"', '\'']);
            let rest = line.strip_prefix(kind.name())?.trim_start_matches(['"', '\'']);
            let value = rest.trim_start().strip_prefix(':')?;
            let value = value.split(" #").next()?.trim().trim_matches(['"', '\'']);
            (!value.is_empty()).then(|| (kind, value.to_owned()))
        })
    });
    let first = told.next()?;
    let scenario = told.find(|(kind, _)| first.0 == Kind::System && *kind == Kind::Scenario);
    Some(scenario.unwrap_or(first))
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
        assert_eq!(head("system: joined\nscenario: s"), is(Kind::Scenario, "s"));
        assert_eq!(head("scenario: s\nsystem: joined"), is(Kind::Scenario, "s"));
        assert_eq!(read(b"\xff\xfe\nscenario: s"), is(Kind::Scenario, "s"));
    }
}
