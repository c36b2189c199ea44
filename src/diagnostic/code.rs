//! The codes of diagnostics: stable, and each with a page in `docs/errors/`.

use std::fmt;
use std::str::FromStr;

use super::Severity;

macro_rules! codes {
    ($($code:ident $severity:ident $title:literal,)+) => {
        /// What a diagnostic is about. A code never changes its meaning and is never used again.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(
                #[doc = concat!($title, ".")]
                $code,
            )+
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// The code as it is shown: `E001`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)+ }
            }

            /// Whether it is an error or a warning.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$code => Severity::$severity,)+ }
            }

            /// What it is about, in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$code => $title,)+ }
            }

            /// Its page, in Markdown: what it means, a wrong example, the corrected one.
            #[must_use]
            pub const fn page(self) -> &'static str {
                match self {
                    $(Self::$code => include_str!(concat!("../../docs/errors/", stringify!($code), ".md")),)+
                }
            }
        }
    };
}

codes! {
    // The files themselves.
    E001 Error "not readable as YAML",
    E002 Error "a key given twice",
    E003 Error "an unknown key",
    E004 Error "a missing key",
    E005 Error "another shape was expected",
    E006 Error "a value that cannot be read",
    E007 Error "an input that is too large",
    E008 Error "an unknown file",
    E009 Error "files that go round in a circle",
    // Names.
    E101 Error "an unknown name",
    E102 Error "a name given twice",
    // Conditions.
    E110 Error "a condition that cannot be read",
    E111 Error "a condition whose types do not fit",
    E112 Error "a comparison of periods without a date",
    // The machine.
    E201 Error "not exactly one initial state",
    E202 Error "transitions that nothing tells apart",
    E203 Error "a state with no way out",
    E204 Error "an impossible way of counting",
    E205 Warning "an act that no transition takes",
    E206 Warning "a state that cannot be reached",
    E207 Warning "a deadline that nothing starts",
    E208 Warning "something declared and never used",
    E209 Warning "deadlines that may end together",
    E210 Warning "a property that nothing sets off",
    E211 Error "a deadline that may run out again and again at once",
    // Editions, law, words.
    E301 Error "an edition that ends before it begins",
    E302 Error "editions that overlap",
    E303 Warning "an article that nothing cites",
    E304 Warning "a missing translation",
    // Scenarios.
    E401 Error "events out of order",
    E402 Error "a change to an event that does not exist",
    E403 Error "a detail that is missing or ill-typed",
    E404 Error "a detail dated after its event",
    E405 Warning "a source older than what it attests",
    E406 Warning "a source that nothing cites",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// There is no such code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no code `{0}`")]
pub struct UnknownCode(String);

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        let found = Self::ALL.iter().find(|code| code.name().eq_ignore_ascii_case(name));
        found.copied().ok_or_else(|| UnknownCode(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        for pair in Code::ALL.windows(2) {
            assert!(pair[0].name() < pair[1].name(), "{} stands before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn every_code_has_a_page_of_its_own() {
        for code in Code::ALL {
            let page = code.page();
            assert!(page.starts_with(&format!("# {code}: {}\n\n", code.title())), "{code}");
            assert_eq!(page.matches("```yaml").count(), 2, "{code} shows a wrong and a right example");
            let wrong = page.find("\nWrong:\n").unwrap_or_else(|| panic!("{code} shows what is wrong"));
            let right = page.find("\nRight:\n").unwrap_or_else(|| panic!("{code} shows what is right"));
            assert!(wrong < right, "{code}");
        }
    }

    #[test]
    fn every_page_has_a_code() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/errors");
        let pages = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = pages.map(|page| page.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        let codes: Vec<_> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
        assert_eq!(names, codes);
    }

    #[test]
    fn reads_a_code_in_either_case() {
        assert_eq!("e101".parse(), Ok(Code::E101));
        assert_eq!("E999".parse::<Code>().unwrap_err().to_string(), "there is no code `E999`");
    }
}
