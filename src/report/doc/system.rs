//! A page about a system: its machines, what they watch, and what must hold across them.

use super::Page;
use super::markdown::{Markdown, escaped};
use crate::report::law::Law;
use crate::report::words::say;
use crate::system::{Machine, Observer, System};
use crate::text::Lang;

/// The page of a system; nothing of one that has no properties of its own, hence no file.
///
/// ```
/// use greffe::library::{Library, Nothing, What};
/// use greffe::text::Lang;
///
/// let mut library = Library::new(Nothing);
/// let opened = library.open_system("tmg-system").expect("it comes with the program");
/// let What::System(id) = opened.what else { panic!("it is a system") };
/// let system = library.system(id).expect("it has no errors");
/// let page = greffe::report::doc::system(&system, Lang::En).expect("it has properties");
/// assert!(page.contains("## Machines\n"));
/// ```
#[must_use]
pub fn system(system: &System, lang: Lang) -> Option<String> {
    let observer = system.observer.as_ref()?;
    let mut page = Page { law: Law { procedure: observer.procedure, lang }, out: Markdown::default() };
    page.out.heading(1, system.title.get(lang));
    let (name, code) = (&system.name, say(lang, "en", "fr"));
    page.out.paragraph(&match lang {
        Lang::En => {
            format!("`{name}`, a system. This page is generated from its file by `greffe doc {name} --lang {code}`.")
        }
        Lang::Fr => format!("`{name}`, un système. Page tirée de son fichier par `greffe doc {name} --lang {code}`."),
    });
    machines(&mut page, system);
    lists(&mut page, system, observer);
    page.counting();
    page.articles();
    page.properties();
    Some(page.out.finish())
}

fn machines(page: &mut Page, system: &System) {
    let lang = page.lang();
    page.out.heading(2, say(lang, "Machines", "Machines"));
    let header = [
        say(lang, "Machine", "Machine"),
        say(lang, "Procedure", "Procédure"),
        say(lang, "Roles", "Rôles"),
        say(lang, "Watches", "Observe"),
    ];
    let rows: Vec<[String; 4]> = (system.machines.iter())
        .map(|machine| {
            let editions = system.procedures.get(machine.procedure);
            let procedure = editions.map_or_else(String::new, |editions| {
                let last = editions.get(editions.all().len());
                format!("{} (`{}`)", escaped(last.title().get(lang)), editions.name())
            });
            let label = format!("{} (`{}`)", escaped(machine.label.get(lang)), machine.name);
            [label, procedure, roles(system, machine, lang), watches(system, machine)]
        })
        .collect();
    page.out.table(header, &rows);
}

/// Who holds which role, each by its name for people.
fn roles(system: &System, machine: &Machine, lang: Lang) -> String {
    let editions = system.procedures.get(machine.procedure);
    let called = |role: &str| {
        let known = editions.into_iter().flat_map(|all| all.all()).find_map(|p| Some(p.role(p.role_named(role)?)));
        known.map_or_else(|| role.to_owned(), |role| role.label.get(lang).to_owned())
    };
    let roles = machine
        .roles
        .iter()
        .map(|(role, who)| format!("{}{} {}", escaped(&called(role)), say(lang, ":", " :"), escaped(who)));
    roles.collect::<Vec<_>>().join("<br>")
}

fn watches(system: &System, machine: &Machine) -> String {
    let name = |ix: &usize| system.machines.get(*ix).map(|machine| format!("`{}`", machine.name));
    let watches = machine.watches.iter().map(|(watch, seen)| {
        let seen: Vec<String> = seen.iter().filter_map(name).collect();
        format!("`{watch}`: {}", seen.join(", "))
    });
    watches.collect::<Vec<_>>().join("<br>")
}

fn lists(page: &mut Page, system: &System, observer: &Observer) {
    let lang = page.lang();
    let lists = observer.procedure.watches().zip(&observer.seen).filter(|((_, watch), _)| watch.each);
    let items: Vec<String> = lists
        .map(|((_, watch), seen)| {
            let names = seen.iter().filter_map(|ix| system.machines.get(*ix)).map(|m| format!("`{}`", m.name));
            format!("`{}`{} {}", watch.name, say(lang, ":", " :"), names.collect::<Vec<_>>().join(", "))
        })
        .collect();
    if !items.is_empty() {
        page.out.heading(2, say(lang, "Lists", "Listes"));
        page.out.list(&items);
    }
}
