//! A law in two editions of which it is contested which governs.

use greffe::procedure::Editions;

/// A permit that is asked for and granted; the text of February allows other amounts.
pub fn edition(first: &str, until: &str, most: u32, applies_by: &str) -> String {
    format!(
        r#"
procedure: permit
edition: {first}
until: {until}
title: A permit (fictitious)
time_zone: Europe/Paris
counting: {{ rule: civil, roll: none, holidays: fr }}
applies_by: {applies_by}
law: {{ rule: {{ cite: None, status: inferred }} }}
roles: {{ office: {{ authority: true }} }}
states: {{ open: {{ initial: true }}, asked: {{}}, granted: {{ final: true }} }}
memory: {{ amount: {{ type: integer, initially: 0, between: [0, 1000] }} }}
acts:
  ask: {{ by: office }}
  grant: {{ by: office, details: {{ amount: {{ type: integer, between: [0, 1000] }} }} }}
transitions:
  - {{ act: ask, from: open, to: asked, basis: rule }}
  - act: grant
    from: asked
    to: granted
    basis: rule
    sets: {{ amount: act.amount }}
    requires: [ {{ check: act.amount <= {most}, basis: rule }} ]
properties:
  little_for_early_requests: {{ never: "state == granted and last(ask).on < 2011-02-01 and amount > 50" }}
  late_change: {{ reachable: "state == granted and last(ask).on < 2011-02-01 and amount > 50" }}
  some: {{ reachable: "state == granted" }}
  never_much: {{ never: "amount > 100" }}
"#
    )
}

/// By the request, or by the grant.
pub const READINGS: &str = "{ readings: [ { value: first_act, en: by the request, basis: policy }, { value: act, en: by the grant, basis: policy } ] }";

/// Both editions.
pub fn editions(applies_by: &str) -> Editions {
    let texts =
        [edition("2011-01-01", "2011-01-31", 50, applies_by), edition("2011-02-01", "2011-06-30", 100, applies_by)];
    let texts: Vec<(&str, String)> = texts.into_iter().map(|text| ("permit", text)).collect();
    super::procedures(&texts)["permit"].clone()
}
