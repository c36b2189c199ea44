//! Mutation testing: which mutants there are, who notices them, and that the law of 2011 is tested.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod common;

use std::path::Path;
use std::rc::Rc;

use common::found::law;
use greffe::diagnostic::{Diagnostics, SourceMap, Style, render_all};
use greffe::library::{Kind, Library, Nothing, ScenarioId, What, shipped};
use greffe::mutate::{Accepted, By, Failing, Fate, Properties, Tested, apply, mutants, review, run};
use greffe::procedure::{ClockChange, Editions};
use greffe::replay::{Options, replay};
use greffe::scenario::Scenario;
use greffe::syntax::{self, survivors::SurvivorsFile};

/// The shipped procedures of which an edition was in force during the affair, by the first day of that edition.
const LAW_OF_2011: [(&str, &str); 8] = [
    ("authorisation-and-audit", "2010-03-07"),
    ("cnil-enforcement", "2011-03-31"),
    ("cnil-urgency", "2011-03-31"),
    ("company-accounts", "2009-01-01"),
    ("graduated-response", "2011-03-13"),
    ("hadopi-interconnection", "2010-03-07"),
    ("leak-and-complaint", "2011-01-01"),
    ("referral-channel", "2010-03-07"),
];

/// A library that has read every shipped scenario.
fn library() -> (Library, Vec<ScenarioId>) {
    let mut library = Library::new(Nothing);
    let files = shipped().iter().filter(|file| file.kind == Kind::Scenario);
    let ids = files.filter_map(|file| match library.open_shipped_file(file).what {
        What::Scenario(id) => Some(id),
        What::Procedure(_) | What::System(_) | What::Study(_) | What::Broken => None,
    });
    let ids = ids.collect();
    (library, ids)
}

fn checked(library: &Library, id: ScenarioId) -> Scenario<'_> {
    library.scenario(id, &mut Diagnostics::new()).unwrap()
}

/// The scenarios that test some editions.
fn tested<'l>(library: &'l Library, ids: &[ScenarioId], editions: &'l Editions) -> Vec<Tested<'l>> {
    let tested = ids.iter().map(|id| (*id, Tested::of(checked(library, *id), editions)));
    tested
        .filter_map(|(id, tested)| match tested {
            Ok(tested) => Some(tested),
            Err(Failing::Elsewhere) => None,
            Err(Failing::Fails) => panic!("{id:?} fails"),
        })
        .collect()
}

/// What the file of a survivors' list accepts; nothing if there is none.
fn accepted(procedure: &str, edition: &str) -> Vec<Accepted> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/mutants/{procedure}-{edition}.yaml"));
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    let (mut sources, mut found) = (SourceMap::new(), Diagnostics::new());
    let file = sources.add("survivors", text);
    let list: Option<SurvivorsFile> = syntax::read(file, &sources, &mut found);
    let list = list.unwrap_or_else(|| panic!("{}", render_all(&found, &sources, Style::default())));
    assert_eq!((list.survivors_of.as_str(), list.edition.as_str()), (procedure, edition));
    let entries = list.survivors.iter().flat_map(|entry| {
        entry.mutant.iter().map(|mutant| Accepted {
            edition: edition.to_owned(),
            mutant: mutant.value.clone(),
            because: (&entry.because).into(),
        })
    });
    entries.collect()
}

#[test]
fn the_law_of_2011_is_tested() {
    let (mut library, ids) = library();
    let names: Vec<String> = LAW_OF_2011.iter().map(|(name, day)| format!("{name}@{day}")).collect();
    let found: Vec<_> = names.iter().map(|name| library.edition(name).unwrap()).collect();
    for ((name, day), (id, edition)) in LAW_OF_2011.into_iter().zip(found) {
        let editions = library.editions(id).unwrap();
        let all = mutants(editions, edition);
        let watched = library.with_watched(id).into_iter().filter(|watched| *watched != id);
        let watched = watched.map(|watched| library.editions(watched).unwrap().clone()).collect();
        let properties = Properties::of(editions, watched);
        let breaks = |editions: &Editions, index: usize| properties.breaks(editions, index);
        let fates = run(editions, &all, &tested(&library, &ids, editions), Some(&breaks), 2, &mut |_| {});
        let accepted = accepted(name, day);
        let review = review(&all, &fates, &accepted, &|_| day.to_owned());
        let unnoticed: Vec<&str> = all
            .iter()
            .zip(fates.iter().zip(&review.because))
            .filter(|(_, (fate, because))| **fate == Fate::Survived && because.is_none())
            .map(|(mutant, _)| mutant.name.as_str())
            .collect();
        assert!(unnoticed.is_empty(), "{name}@{day}: nobody notices {unnoticed:#?}");
        let stale: Vec<&str> = review.stale.iter().map(|(index, _)| accepted[*index].mutant.as_str()).collect();
        assert!(stale.is_empty(), "{name}@{day}: out of date: {stale:#?}");
        let killed = fates.iter().filter(|fate| **fate != Fate::Survived).count();
        assert!(killed * 100 >= all.len() * 95, "{name}@{day}: {killed} of {} killed", all.len());
    }
}

#[test]
fn every_list_of_survivors_is_about_the_law_of_2011() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutants");
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let known = LAW_OF_2011.iter().any(|(procedure, day)| name == format!("{procedure}-{day}.yaml"));
        assert!(known, "{name}");
    }
}

/// Scenarios that do not come near a change, machines that have nothing to do with it: leaving them out to save time
/// leaves no one out who would notice.
#[test]
fn whoever_is_not_asked_would_not_have_noticed() {
    let (mut library, ids) = library();
    for name in ["company-accounts", "cnil-urgency@2011-03-31"] {
        let (id, edition) = library.edition(name).unwrap();
        let editions = library.editions(id).unwrap();
        let all = mutants(editions, edition);
        let fates = run(editions, &all, &tested(&library, &ids, editions), None, 2, &mut |_| {});
        let scenarios: Vec<Scenario> = ids
            .iter()
            .map(|id| checked(&library, *id))
            .filter(|scenario| scenario.procedures.iter().any(|used| std::ptr::eq(*used, editions)))
            .filter(|scenario| !scenario.name.starts_with("tmg-2011"))
            .collect();
        for (mutant, fate) in all.iter().zip(&fates) {
            let changed = apply(editions, mutant);
            let noticed = scenarios.iter().find(|scenario| fails_under(scenario, editions, &changed));
            let noticed = noticed.map(|scenario| scenario.name.as_str());
            assert_eq!(noticed.is_some(), *fate != Fate::Survived, "{name}: {} by {noticed:?}", mutant.name);
        }
    }
}

fn fails_under(scenario: &Scenario, original: &Editions, changed: &Editions) -> bool {
    let mut copy: Scenario = scenario.clone();
    for editions in copy.procedures.iter_mut().filter(|editions| std::ptr::eq(**editions, original)) {
        *editions = changed;
    }
    !replay(Rc::new(copy), &Options::default()).failures().is_empty()
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let (mut library, ids) = library();
    let (id, edition) = library.edition("company-accounts").unwrap();
    let editions = library.editions(id).unwrap();
    let all = mutants(editions, edition);
    let tested = tested(&library, &ids, editions);
    let fates = |threads| {
        let mut told = Vec::new();
        let fates = run(editions, &all, &tested, None, threads, &mut |done| told.push(done));
        assert_eq!(told, (1..=all.len()).collect::<Vec<_>>());
        fates
    };
    let one = fates(1);
    assert_eq!(fates(3), one);
    assert_eq!(fates(64), one);
}

#[test]
fn a_property_of_all_courses_notices_what_no_scenario_does() {
    let editions = law(PERMIT).editions();
    let all = mutants(editions, 0);
    let property = editions.get(0).properties().next().unwrap().0;
    let nothing_starts = |changed: &Editions, index: usize| {
        let clocks = changed.get(index).transitions().flat_map(|(_, t)| &t.clocks);
        let starts = clocks.into_iter().any(|(change, _)| *change == ClockChange::Start);
        (!starts).then_some(property)
    };
    for (mutant, fate) in all.iter().zip(run(editions, &all, &[], Some(&nothing_starts), 2, &mut |_| {})) {
        let expected = match mutant.name.as_str() {
            "ask.starts without answer" => Fate::Killed(By::Property("nothing_given_unasked".into())),
            _ => Fate::Survived,
        };
        assert_eq!(fate, expected, "{}", mutant.name);
    }
}

const PERMIT: &str = "
states: { idle: { initial: true }, asked: {}, given: { final: true }, late: {} }
acts: { ask: { by: party }, give: { by: office }, note: { by: [party, office] } }
memory: { soon: { type: boolean, initially: false } }
deadlines: { answer: { counted_from: act.on, lasts: 2 months, basis: policy } }
transitions:
  - { act: ask, from: idle, to: asked, basis: policy, starts: answer }
  - act: give
    from: asked
    to: given
    basis: policy
    stops: answer
    sets: { soon: 'true' }
    requires: [{ check: 'act.on >= 10 days from last(ask).on and act.on <= answer', basis: policy }]
  - { act: give, from: late, to: given, if: soon, basis: policy }
  - { act: give, from: late, to: given, if: 'not soon', basis: policy }
  - { act: note, from: [idle, asked], to: same, basis: policy }
  - { when_over: answer, from: asked, to: late }
properties: { nothing_given_unasked: { never: 'state == given and not done(ask)', basis: policy } }
";

#[test]
fn every_rule_is_changed_in_every_way_that_could_matter() {
    let names: Vec<String> = mutants(law(PERMIT).editions(), 0).into_iter().map(|mutant| mutant.name).collect();
    let expected = [
        "ask.by anybody",
        "ask.effect void -> stands",
        "give.by anybody",
        "give.effect stands -> void",
        // Anybody may note already, and nothing follows from a note.
        "note.by without party",
        "note.by without office",
        "answer.lasts 2 months -> 2 months less 1 day",
        "answer.lasts 2 months -> 2 months 1 day",
        "ask removed",
        "ask.to asked -> same",
        "ask.to asked -> given",
        "ask.starts without answer",
        "give[0] removed",
        "give[0].to given -> same",
        "give[0].to given -> late",
        // Leaving `asked` stops the deadline anyway: not that it does is no mutant.
        "give[0].sets without soon",
        "give[0].requires[0] dropped",
        "give[0].requires[0] without act.on >= 10 days from last(ask).on",
        "give[0].requires[0] without act.on <= answer",
        "give[0].requires[0] 10 days -> 9 days",
        "give[0].requires[0] 10 days -> 11 days",
        // The ten days are shifted instead; the end of the deadline has no number to shift.
        "give[0].requires[0] <= -> <",
        "give[0].requires[0] required -> recommended",
        "give[1] removed",
        "give[1].if dropped",
        "give[1].to given -> same",
        // What comes first takes every other case: without its `if` the second would take the same.
        "give[2] removed",
        "give[2].to given -> same",
        "note removed",
        "note.to same -> given",
        "answer.over removed",
        "answer.over.to late -> same",
        "answer.over.to late -> idle",
    ];
    assert_eq!(names, expected);
}
