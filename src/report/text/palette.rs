//! Colours: they support what shape and words already say.

/// How a piece of text is painted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Paint {
    /// As it is.
    #[default]
    Plain,
    /// Headings and names.
    Strong,
    /// What stands back.
    Quiet,
    /// Legal, kept.
    Good,
    /// Irregular.
    Warning,
    /// Illegal, missed.
    Bad,
    /// Undetermined.
    Doubt,
    /// Time.
    Time,
    /// The number of a source: `[3]`.
    Cite,
}

impl Paint {
    /// The code that starts it.
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "\u{1b}[1m",
            Self::Quiet | Self::Cite => "\u{1b}[2m",
            Self::Good => "\u{1b}[32m",
            Self::Warning => "\u{1b}[33m",
            Self::Bad => "\u{1b}[31m",
            Self::Doubt => "\u{1b}[35m",
            Self::Time => "\u{1b}[36m",
        }
    }

    /// Writes a text in this paint.
    pub fn write(self, text: &str, color: bool, out: &mut String) {
        let code = if color { self.code() } else { "" };
        out.push_str(code);
        out.push_str(text);
        if !code.is_empty() {
            out.push_str("\u{1b}[0m");
        }
    }
}
