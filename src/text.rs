//! Text for people, in English and French.

use crate::syntax;

/// A language of the output.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

/// A text from a file: English, and French where it was written.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Text {
    /// English.
    pub en: String,
    /// French; where it is missing, the English text is shown.
    pub fr: Option<String>,
}

impl Text {
    /// The same text in every language.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { en: text.into(), fr: None }
    }

    /// The text in a language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => self.fr.as_deref().unwrap_or(&self.en),
        }
    }

    /// The label of something named: its `en` and `fr`, else its name with underscores as spaces.
    #[must_use]
    pub fn label(name: &str, en: Option<&syntax::Located<String>>, fr: Option<&syntax::Located<String>>) -> Self {
        let en = en.map_or_else(|| name.replace('_', " "), |en| en.value.clone());
        Self { en, fr: fr.map(|fr| fr.value.clone()) }
    }
}

impl From<&syntax::Text> for Text {
    fn from(text: &syntax::Text) -> Self {
        Self { en: text.en.value.clone(), fr: text.fr.as_ref().map(|fr| fr.value.clone()) }
    }
}
