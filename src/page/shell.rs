//! What every page has around its content: a policy that allows nothing but what stands in it, the style sheet, the signs.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::rich;
use crate::picture::theme;
use crate::report::words::{PageWord, page, say};
use crate::text::Lang;

/// A page.
pub struct Shell<'s> {
    /// Its title.
    pub title: &'s str,
    /// Its style sheets, after that of pictures.
    pub style: &'s [&'s str],
    /// What runs on it, if anything.
    pub script: Option<&'s str>,
    /// Where the first link leads, and what it says.
    pub skip: (&'s str, &'s str),
    /// Who made it.
    pub made_by: PageWord,
    /// Its language.
    pub lang: Lang,
}

impl Shell<'_> {
    /// The page around some content.
    #[must_use]
    pub fn around(&self, content: &Markup) -> String {
        let lang = self.lang;
        let style = format!("{}{}", theme::style_sheet(), self.style.concat());
        // Nothing may be loaded, and nothing run but what stands here.
        let run = self.script.map(|script| format!("script-src '{}'; ", hash(script))).unwrap_or_default();
        let policy =
            format!("default-src 'none'; {run}style-src '{}'; base-uri 'none'; form-action 'none'", hash(&style));
        let (target, skip) = self.skip;
        let markup = html! {
            (DOCTYPE)
            html lang=(say(lang, "en", "fr")) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    title { (self.title) }
                    style { (PreEscaped(&style)) }
                }
                body {
                    a.skip href={ "#" (target) } { (skip) }
                    (rich::sprite(lang))
                    main { (content) }
                    footer { p { (page(self.made_by, lang)) " " (env!("CARGO_PKG_VERSION")) } }
                    @if let Some(script) = self.script { script { (PreEscaped(script)) } }
                }
            }
        };
        // What HTML forbids as a character becomes the replacement character.
        markup.into_string().chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
    }
}

/// A source of a content security policy: the hash of a text.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}
