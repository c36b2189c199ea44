//! Any bytes, read as a scenario, checked against the shipped procedures, replayed and told.
#![no_main]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use greffe::diagnostic::{Diagnostics, SourceMap, Style, render_all};
use greffe::library::{Library, Nothing, What};
use greffe::procedure::Editions;
use greffe::replay::{Options, replay};
use greffe::scenario::{expand, lower};
use greffe::syntax::ScenarioFile;
use libfuzzer_sys::fuzz_target;

thread_local! {
    static SHIPPED: RefCell<BTreeMap<String, Editions>> = const { RefCell::new(BTreeMap::new()) };
}

fn load(shipped: &mut BTreeMap<String, Editions>) {
    for name in ["hadopi-interconnection", "cnil-enforcement", "company-accounts"] {
        let mut library = Library::new(Nothing);
        if let Ok(What::Procedure(id)) = library.open_procedure(name).map(|opened| opened.what)
            && let Some(editions) = library.editions(id)
        {
            shipped.insert(name.to_owned(), editions.clone());
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    SHIPPED.with_borrow_mut(|shipped| {
        if shipped.is_empty() {
            load(shipped);
        }
        let mut sources = SourceMap::new();
        let mut found = Diagnostics::new();
        let file = sources.add_bytes("scenario.yaml", bytes.to_vec(), &mut found);
        if let Some(mut syntax) = greffe::syntax::read::<ScenarioFile>(file, &sources, &mut found) {
            syntax.events = expand(syntax.events);
            if let Some(scenario) = lower(&syntax, &|name| shipped.get(name), &mut found) {
                let replay = replay(Rc::new(scenario), &Options { explain: true, ..Options::default() });
                let _ = greffe::report::text::replay(&replay, &greffe::report::text::Style::default());
            }
        }
        let _ = render_all(&found, &sources, Style::default());
    });
});
