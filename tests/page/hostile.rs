//! A case whose every text is markup.

use std::collections::BTreeMap;
use std::rc::Rc;

use greffe::diagnostic::{Diagnostics, SourceMap, Style, render_all};
use greffe::page;
use greffe::procedure::{Editions, lower};
use greffe::replay::{Options, replay_history};
use greffe::scenario;
use greffe::syntax::{self, ProcedureFile, ScenarioFile};
use greffe::text::Lang;

/// What stands in every text.
pub const TEXT: &str = "</script></style></title><script>window.ran=1</script><!-- \"'><img src=x onerror=window.ran=1> &lt; ]]> \u{2028}{{x}}";

/// The texts of the files, with the markup in its places.
fn text(template: &str) -> String {
    let quoted: String = TEXT
        .chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\u{2028}' => "\\u2028".to_owned(),
            c => c.to_string(),
        })
        .collect();
    template.replace("HOSTILE", &quoted)
}

/// The report of the case.
pub fn page(lang: Lang) -> String {
    let mut sources = SourceMap::new();
    let mut found = Diagnostics::new();
    let file = sources.add("procedure.yaml", text(include_str!("procedure.yaml")));
    let read: Option<ProcedureFile> = syntax::read(file, &sources, &mut found);
    let procedure = read.and_then(|file| lower(&file, &|_| None, &mut found));
    let file = sources.add("scenario.yaml", text(include_str!("scenario.yaml")));
    let read: Option<ScenarioFile> = syntax::read(file, &sources, &mut found);
    let shown = || render_all(&found, &sources, Style::default());
    let procedure = procedure.unwrap_or_else(|| panic!("{}", shown()));
    let editions = Editions::new(vec![procedure]).expect("one edition");
    let mut all = BTreeMap::new();
    all.insert("hostile".to_owned(), editions);
    let mut read = read.unwrap_or_else(|| panic!("{}", shown()));
    read.events = scenario::expand(read.events);
    let mut found = Diagnostics::new();
    let checked = scenario::lower(&read, &|name| all.get(name), None, &mut found);
    let checked = checked.unwrap_or_else(|| panic!("{}", render_all(&found, &sources, Style::default())));
    page::html(&[replay_history(Rc::new(checked), &Options::default(), true)], lang)
}
