//! Words of a register's page.

use super::say;
use crate::text::Lang;

/// A fixed word or phrase of the page of a register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AuditPage {
    /// The link that skips to the content.
    Skip,
    /// What was judged, and by which law.
    Judged,
    /// Column: the share.
    Share,
    /// Column: the earliest date.
    Earliest,
    /// Column: the latest date.
    Latest,
    /// Column: a case.
    Example,
    /// Column: an act.
    Act,
    /// Column: how many acts.
    Acts,
    /// Column: how often.
    Times,
    /// Column: what was not kept.
    Rule,
    /// Column: an article.
    Article,
    /// Column: the edition.
    Edition,
    /// Column: a duty.
    Duty,
    /// Column: who owes it.
    OwedBy,
    /// Column: a property.
    Property,
    /// Column: days to spare.
    Days,
    /// Column: the verdict under the first reading.
    Was,
    /// Column: the verdict under the second.
    Is,
    /// The numbers under a picture.
    Numbers,
    /// The axis of a histogram.
    DaysToSpare,
    /// What begins at 0, where the act falls on a date at the latest.
    LastDay,
    /// What begins at 0, where the act falls on a date at the earliest.
    FirstDay,
    /// How to read a histogram.
    HowToRead,
    /// Two readings, side by side.
    SideBySide,
    /// Verdicts that differ.
    Changed,
    /// The file.
    File,
    /// The map.
    Map,
    /// The procedure.
    Procedure,
    /// The day that was looked at.
    AsOf,
    /// Where each case was looked at, if no day was given.
    OwnLastEvent,
    /// Editions of the procedure.
    Editions,
    /// Its articles.
    Articles,
    /// In which editions an article stands.
    StandsIn,
    /// Lines that cannot be read.
    Unreadable,
    /// Column: where in the register.
    Line,
    /// Column: why.
    Why,
    /// How to see a case.
    OneCase,
    /// Everything was kept.
    AllKept,
    /// Words for a share of another number.
    OfAllCases,
}

/// The text of a word.
#[must_use]
pub const fn audit_page(word: AuditPage, lang: Lang) -> &'static str {
    match word {
        AuditPage::Skip => say(lang, "Skip to the verdicts", "Aller aux verdicts"),
        AuditPage::Judged => say(lang, "What was judged", "Ce qui a été jugé"),
        AuditPage::Share => say(lang, "share", "part"),
        AuditPage::Earliest => say(lang, "earliest", "au plus tôt"),
        AuditPage::Latest => say(lang, "latest", "au plus tard"),
        AuditPage::Example => say(lang, "first case", "première affaire"),
        AuditPage::Act => say(lang, "act", "acte"),
        AuditPage::Acts => say(lang, "acts", "actes"),
        AuditPage::Times => say(lang, "times", "fois"),
        AuditPage::Rule => say(lang, "what was not kept", "ce qui n'a pas été respecté"),
        AuditPage::Article => say(lang, "article", "article"),
        AuditPage::Edition => say(lang, "edition", "édition"),
        AuditPage::Duty => say(lang, "duty", "obligation"),
        AuditPage::OwedBy => say(lang, "owed by", "due par"),
        AuditPage::Property => say(lang, "property", "propriété"),
        AuditPage::Days => say(lang, "days to spare", "jours de marge"),
        AuditPage::Was => say(lang, "verdict", "verdict"),
        AuditPage::Is => say(lang, "verdict under the other text", "verdict sous l'autre texte"),
        AuditPage::Numbers => say(lang, "The numbers", "Les nombres"),
        AuditPage::DaysToSpare => say(lang, "days to spare", "jours de marge"),
        AuditPage::LastDay => say(lang, "last lawful day", "dernier jour licite"),
        AuditPage::FirstDay => say(lang, "first lawful day", "premier jour licite"),
        AuditPage::HowToRead => say(
            lang,
            "How many days acts fell on the lawful side of a date of the law: 0 is the last (or first) lawful day, left \
             of the line is too late (or too early). All bars are of one width; ≤ and ≥ gather what lies beyond 98 of \
             100 acts. Of cases that were replayed nothing is measured.",
            "De combien de jours les actes tombent du bon côté d'une date du droit : 0 est le dernier (ou le premier) \
             jour licite, à gauche du trait c'est trop tard (ou trop tôt). Toutes les barres ont la même largeur ; ≤ et \
             ≥ rassemblent ce qui dépasse 98 actes sur 100. Rien n'est mesuré des affaires rejouées.",
        ),
        AuditPage::SideBySide => say(lang, "Both texts, side by side", "Les deux textes, côte à côte"),
        AuditPage::Changed => say(lang, "Verdicts that differ", "Verdicts qui diffèrent"),
        AuditPage::File => say(lang, "Register", "Registre"),
        AuditPage::Map => say(lang, "Map", "Table"),
        AuditPage::Procedure => say(lang, "Procedure", "Procédure"),
        AuditPage::AsOf => say(lang, "Looked at on", "Considéré au"),
        AuditPage::OwnLastEvent => {
            say(lang, "each case on the day of its last event", "chaque affaire au jour de son dernier événement")
        }
        AuditPage::Editions => say(lang, "Editions", "Éditions"),
        AuditPage::Articles => say(lang, "Articles", "Articles"),
        AuditPage::StandsIn => say(lang, "in the edition of", "dans l'édition du"),
        AuditPage::Unreadable => say(lang, "What cannot be read", "Ce qui est illisible"),
        AuditPage::Line => say(lang, "line", "ligne"),
        AuditPage::Why => say(lang, "why", "pourquoi"),
        AuditPage::OneCase => say(
            lang,
            "To see a case as a replay shows it, add its name to the command that judged the register:",
            "Pour voir une affaire comme un rejeu la montre, ajouter son nom à la commande qui a jugé le registre :",
        ),
        AuditPage::AllKept => {
            say(lang, "Every rule that was looked at was kept.", "Toutes les règles considérées ont été respectées.")
        }
        AuditPage::OfAllCases => say(lang, "Shares are of all cases.", "Les parts sont celles de toutes les affaires."),
    }
}

/// How many of the lines that cannot be read are shown.
#[must_use]
pub fn first_of(shown: &str, all: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("The first {shown} of {all}."),
        Lang::Fr => format!("Les {shown} premières sur {all}."),
    }
}
