//! Words of the report in the browser.

use super::say;
use crate::text::Lang;

/// A fixed word or phrase of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PageWord {
    /// The link that skips to the content.
    Skip,
    /// The contents of the page.
    Contents,
    /// The table of events.
    Events,
    /// How things stood.
    Standing,
    /// The statecharts.
    Charts,
    /// The articles.
    Law,
    /// Column: when.
    When,
    /// Column: the verdict.
    Verdict,
    /// Column: what happened.
    What,
    /// Column: law and source.
    LawAndSource,
    /// The stepper.
    Step,
    /// One step back.
    Back,
    /// One step on.
    On,
    /// The whole case.
    Whole,
    /// How to step.
    Keys,
    /// The day shown.
    Day,
    /// Filter: machine.
    Machine,
    /// Filter: actor.
    Actor,
    /// Filter: everything.
    All,
    /// How many rows are shown.
    Shown,
    /// The filters.
    Filters,
    /// The state.
    State,
    /// Where an article was read.
    ReadIn,
    /// Made by.
    MadeBy,
    /// Made by, of a register.
    JudgedBy,
    /// The verdicts, told.
    Tally,
    /// Which machine lights up.
    LitMachine,
    /// A course under another edition than the one drawn.
    OtherEdition,
}

/// The text of a word.
#[must_use]
pub const fn page(word: PageWord, lang: Lang) -> &'static str {
    match word {
        PageWord::Skip => say(lang, "Skip to the events", "Aller aux faits"),
        PageWord::Contents => say(lang, "Contents", "Sommaire"),
        PageWord::Events => say(lang, "What happened, and whether it was lawful", "Les faits, et leur légalité"),
        PageWord::Standing => say(lang, "How things stood", "Où en étaient les choses"),
        PageWord::Charts => say(lang, "The procedures, and where the case went", "Les procédures, et leur parcours"),
        PageWord::Law => say(lang, "The law that was applied", "Le droit appliqué"),
        PageWord::When => say(lang, "Date", "Date"),
        PageWord::Verdict => say(lang, "Verdict", "Verdict"),
        PageWord::What => say(lang, "What happened", "Ce qui s'est passé"),
        PageWord::LawAndSource => say(lang, "Law and sources", "Droit et sources"),
        PageWord::Step => say(lang, "Step through the case", "Parcourir l'affaire pas à pas"),
        PageWord::Back => say(lang, "One step back", "Un pas en arrière"),
        PageWord::On => say(lang, "One step on", "Un pas en avant"),
        PageWord::Whole => say(lang, "Whole case", "Affaire entière"),
        PageWord::Keys => say(
            lang,
            "The left and right arrow keys step through the case too.",
            "Les flèches gauche et droite du clavier parcourent aussi l'affaire.",
        ),
        PageWord::Day => say(lang, "Day", "Jour"),
        PageWord::Machine => say(lang, "Whose case", "Affaire"),
        PageWord::Actor => say(lang, "Who acted", "Auteur"),
        PageWord::All => say(lang, "all", "tout"),
        PageWord::Shown => say(lang, "shown", "affichés"),
        PageWord::Filters => say(lang, "Filter the table", "Filtrer le tableau"),
        PageWord::State => say(lang, "State", "État"),
        PageWord::ReadIn => say(lang, "read in", "lu dans"),
        PageWord::MadeBy => say(lang, "Replayed by greffe", "Rejoué par greffe"),
        PageWord::JudgedBy => say(lang, "Judged by greffe", "Jugé par greffe"),
        PageWord::Tally => say(lang, "Verdicts", "Verdicts"),
        PageWord::OtherEdition => say(
            lang,
            "Acts under another edition light up where this one has the same act between the same states.",
            "Les actes sous une autre édition s'allument là où celle-ci a le même acte entre les mêmes états.",
        ),
        PageWord::LitMachine => say(lang, "Show the course of", "Montrer le parcours de"),
    }
}
