//! A page about a procedure, in Markdown: everything that the file says, for people who read no YAML.

mod markdown;
mod rules;

use self::markdown::{Markdown, escaped};
use super::law::Law;
use super::words::{self, quoted, say};
use crate::calendar::Stamp;
use crate::ids::{CountingId, StateSet};
use crate::procedure::{Editions, Procedure};
use crate::text::Lang;

/// The page of one edition among those of its procedure.
///
/// ```
/// use greffe::library::{Library, Nothing};
/// use greffe::text::Lang;
///
/// let mut library = Library::new(Nothing);
/// let (id, edition) = library.edition("hadopi-interconnection").expect("it comes with the program");
/// let page = greffe::report::doc::markdown(library.editions(id).expect("it has no errors"), edition, Lang::En);
/// assert!(page.starts_with("# Link between the rights holders' collector and Hadopi\n"));
/// ```
#[must_use]
pub fn markdown(editions: &Editions, edition: usize, lang: Lang) -> String {
    let procedure = editions.get(edition);
    let mut page = Page { law: Law { procedure, lang }, out: Markdown::default() };
    page.head(editions);
    page.counting();
    page.watches();
    page.articles();
    page.roles();
    page.states();
    page.memory();
    page.acts();
    page.transitions();
    page.deadlines();
    page.duties();
    page.properties();
    page.out.finish()
}

/// The name of the file that keeps a page: `NAME.en.md`, or `NAME-EDITION.en.md` where there are several editions.
#[must_use]
pub fn file_name(editions: &Editions, edition: usize, lang: Lang) -> String {
    let end = match lang {
        Lang::En => "en.md",
        Lang::Fr => "fr.md",
    };
    let procedure = editions.get(edition);
    match editions.all() {
        [_] => format!("{}.{end}", procedure.name()),
        _ => format!("{}-{}.{end}", procedure.name(), procedure.edition()),
    }
}

struct Page<'p> {
    law: Law<'p>,
    out: Markdown,
}

/// From when to when an edition is in force.
fn in_force(procedure: &Procedure, lang: Lang) -> String {
    let first = words::day(procedure.edition(), lang);
    match (procedure.until(), lang) {
        (None, _) => words::since(Stamp::of_day(procedure.edition()), lang),
        (Some(last), Lang::En) => format!("from {first} to {}", words::day(last, lang)),
        (Some(last), Lang::Fr) => format!("du {first} au {}", words::day(last, lang)),
    }
}

impl Page<'_> {
    fn lang(&self) -> Lang {
        self.law.lang
    }

    fn say(&self, en: &'static str, fr: &'static str) -> &'static str {
        say(self.lang(), en, fr)
    }

    fn head(&mut self, editions: &Editions) {
        let (procedure, lang) = (self.law.procedure, self.lang());
        self.out.heading(1, procedure.title().get(lang));
        let name = procedure.name();
        let argument = match editions.all() {
            [_] => name.to_owned(),
            _ => format!("{name}@{}", procedure.edition()),
        };
        let code = self.say("en", "fr");
        let force = in_force(procedure, lang);
        self.out.paragraph(&match lang {
            Lang::En => format!(
                "`{name}`, in force {force}. This page is generated from the procedure by `greffe doc {argument} --lang {code}`."
            ),
            Lang::Fr => format!(
                "`{name}`, en vigueur {force}. Page tirée de la procédure par `greffe doc {argument} --lang {code}`."
            ),
        });
        if let [_, _, ..] = editions.all() {
            self.out.heading(2, self.say("Editions", "Éditions"));
            let items: Vec<String> = (editions.all().iter().enumerate())
                .map(|(index, other)| {
                    let title = escaped(other.title().get(lang));
                    let force = in_force(other, lang);
                    if std::ptr::eq(other, procedure) {
                        return format!("**{title}**, {force}");
                    }
                    format!("[{title}]({}), {force}", file_name(editions, index, lang))
                })
                .collect();
            self.out.list(&items);
        }
    }

    fn counting(&mut self) {
        let (procedure, lang) = (self.law.procedure, self.lang());
        self.out.heading(2, self.say("How it counts", "Comment elle compte"));
        let counting = procedure.counting(CountingId::new(0));
        let zone = counting.zone.name();
        let rule = self.law.counting(counting);
        let text = match lang {
            Lang::En => format!("Periods: {rule}, unless a deadline says otherwise. Time zone: {zone}."),
            Lang::Fr => format!("Délais : {rule}, sauf mention contraire. Fuseau horaire : {zone}."),
        };
        if let [_, _, ..] = procedure.applicability() {
            self.out.paragraph(&escaped(&format!("{text} {}", words::contested(lang))));
            let items = procedure.applicability().iter().map(|reading| {
                let says = words::applies_by(reading.by, lang).trim_end_matches('.');
                let colon = self.say(":", " :");
                let basis = escaped(&self.law.basis(&reading.basis));
                format!("{}{colon} {} — {basis}", escaped(reading.label.get(lang)), escaped(says))
            });
            let items: Vec<String> = items.collect();
            self.out.list(&items);
            return;
        }
        self.out.paragraph(&escaped(&format!("{text} {}", words::applies_by(procedure.applies_by(), lang))));
    }

    fn watches(&mut self) {
        let lang = self.lang();
        let items: Vec<String> = (self.law.procedure.watches())
            .map(|(_, watch)| {
                let (name, procedure) = (&watch.name, &watch.procedure);
                match (lang, watch.each) {
                    (Lang::En, false) => format!("`{name}`: one case of `{procedure}`"),
                    (Lang::En, true) => format!("`{name}`: any number of cases of `{procedure}`"),
                    (Lang::Fr, false) => format!("`{name}` : une affaire de `{procedure}`"),
                    (Lang::Fr, true) => format!("`{name}` : des affaires de `{procedure}`, en tout nombre"),
                }
            })
            .collect();
        if !items.is_empty() {
            self.out.heading(2, self.say("What it watches", "Ce qu'elle observe"));
            self.out.paragraph(self.say(
                "Conditions may depend on how these stand; nothing is done to them.",
                "Des conditions peuvent en dépendre ; rien ne leur est fait.",
            ));
            self.out.list(&items);
        }
    }

    fn articles(&mut self) {
        let lang = self.lang();
        let rows: Vec<[String; 4]> = (self.law.procedure.articles())
            .map(|(_, article)| {
                let mut summary = escaped(article.summary.get(lang));
                if let Some(other) = article.overridden_by {
                    let other = escaped(self.law.procedure.article(other).cite.get(lang));
                    summary = match lang {
                        Lang::En => format!("{summary} *Not applied: {other} is applied instead.*"),
                        Lang::Fr => format!("{summary} *Inappliqué : {other} s'applique à sa place.*"),
                    };
                }
                [
                    escaped(article.cite.get(lang)),
                    words::status(article.status, lang).to_owned(),
                    escaped(article.read_in.as_deref().unwrap_or_default()),
                    summary,
                ]
            })
            .collect();
        self.out.heading(2, self.say("The law", "Le droit"));
        let head = match lang {
            Lang::En => ["Article", "Certainty", "Read in", "What it says"],
            Lang::Fr => ["Article", "Certitude", "Lu dans", "Ce qu'il dit"],
        };
        self.out.table(head, &rows);
    }

    fn roles(&mut self) {
        let lang = self.lang();
        let items: Vec<String> = (self.law.procedure.roles())
            .map(|(_, role)| {
                let label = escaped(role.label.get(lang));
                match role.authority {
                    true => format!("{label} (`{}`, {})", role.name, self.say("authority", "autorité")),
                    false => format!("{label} (`{}`)", role.name),
                }
            })
            .collect();
        self.out.heading(2, self.say("Roles", "Rôles"));
        self.out.list(&items);
    }

    fn states(&mut self) {
        let (procedure, lang) = (self.law.procedure, self.lang());
        let items: Vec<String> = (procedure.states())
            .map(|(id, state)| {
                let mut text = format!("{} (`{}`)", escaped(state.label.get(lang)), state.name);
                if id == procedure.initial() {
                    text = format!("{text}: {}", self.say("the case begins here", "l'affaire commence ici"));
                }
                if state.is_final {
                    text = format!("{text}: {}", self.say("the case ends here", "l'affaire finit ici"));
                }
                if lang == Lang::Fr { text.replace("`): ", "`) : ") } else { text }
            })
            .collect();
        self.out.heading(2, self.say("States", "États"));
        self.out.list(&items);
        let groups: Vec<String> = (procedure.groups().iter())
            .map(|group| {
                let name = quoted(&group.name.replace('_', " "), lang);
                format!("{name}{} {}", self.say(":", " :"), escaped(&self.members(group.states)))
            })
            .collect();
        if !groups.is_empty() {
            self.out.heading(3, self.say("Groups of states", "Groupes d'états"));
            self.out.list(&groups);
        }
    }

    fn members(&self, states: StateSet) -> String {
        states.iter().map(|state| self.law.state(state)).collect::<Vec<_>>().join(self.say("; ", " ; "))
    }

    fn memory(&mut self) {
        let lang = self.lang();
        let items: Vec<String> = (self.law.procedure.slots())
            .filter(|(_, slot)| slot.history.is_none())
            .map(|(_, slot)| {
                let label = escaped(slot.label.get(lang));
                let at_first = self.law.value(slot.initially, Some(&slot.ty));
                let first = self.say("; at first: ", " ; au départ : ");
                format!("{label} (`{}`, {}{first}{})", slot.name, self.law.ty(&slot.ty), escaped(&at_first))
            })
            .collect();
        if !items.is_empty() {
            self.out.heading(2, self.say("What a case remembers", "Ce que l'affaire retient"));
            self.out.list(&items);
        }
    }
}
