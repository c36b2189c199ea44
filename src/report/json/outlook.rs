//! What each role may, must and may no longer do, as JSON.

use super::model::{May, Must, NoLonger, OutlookJson, Role};
use super::{machines, parts};
use crate::replay::{Lost, Replay, Taken};
use crate::report::view::View;
use crate::text::Lang;

/// An outlook as JSON. The replay must have been asked for a day.
#[must_use]
pub fn outlook(replay: &Replay, lang: Lang) -> serde_json::Value {
    serde_json::to_value(document(replay, lang)).unwrap_or_default()
}

/// The JSON Schema of what [`outlook`] gives.
#[must_use]
pub fn outlook_schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(OutlookJson)).unwrap_or_default()
}

fn document(replay: &Replay, lang: Lang) -> OutlookJson {
    let view = View { replay, lang };
    let mut roles: Vec<Role> = Vec::new();
    for (ix, report) in replay.machines.iter().enumerate() {
        let procedure = view.edition(ix, report.edition);
        let machine = || parts::machine(view, ix);
        for duty in report.duties.iter().filter(|duty| duty.open) {
            let rule = procedure.duty(duty.duty);
            for role in &rule.owed_by {
                let duty = machines::duty(view, procedure, duty);
                let must = Must { machine: machine(), name: rule.name.clone(), duty };
                of(&mut roles, view.role_played(ix, procedure, *role)).must.push(must);
            }
        }
        for permission in &report.next {
            let may = May { machine: machine(), next: machines::next(view, procedure, permission) };
            of(&mut roles, view.role_played(ix, procedure, permission.by)).may.push(may);
        }
        for lost in &report.lost {
            for role in &procedure.act(lost.act).by {
                let gone = no_longer(view, ix, lost);
                of(&mut roles, view.role_played(ix, procedure, *role)).no_longer.push(gone);
            }
        }
    }
    let mut coming: Vec<_> = replay.machines.iter().flat_map(|report| &report.coming).collect();
    coming.sort_by_key(|passed| passed.lasts.first().map(|end| end.last_minute().latest));
    OutlookJson {
        scenario: view.scenario().name.clone(),
        title: view.scenario().title.get(lang).to_owned(),
        on: replay.as_of.to_string(),
        roles,
        coming: coming.into_iter().map(|passed| parts::happening(view, passed)).collect(),
    }
}

/// The entry of a role.
fn of(roles: &mut Vec<Role>, role: String) -> &mut Role {
    let at = roles.iter().position(|known| known.role == role).unwrap_or(roles.len());
    if at == roles.len() {
        roles.push(Role { role, must: Vec::new(), may: Vec::new(), no_longer: Vec::new() });
    }
    #[allow(clippy::indexing_slicing, reason = "it was found or pushed just above")]
    &mut roles[at]
}

fn no_longer(view: View, machine: usize, lost: &Lost) -> NoLonger {
    let edition = view.replay.machines.get(machine).map_or(0, |report| report.edition);
    let procedure = view.edition(machine, edition);
    let act = procedure.act(lost.act);
    let (deadline, last, event) = match lost.taken {
        Taken::Deadline(id, last) => (Some(procedure.deadline(id).name.clone()), Some(last.to_string()), None),
        Taken::Event(ix) => (None, None, view.event(ix).map(|event| event.id.clone())),
    };
    NoLonger {
        machine: parts::machine(view, machine),
        act: act.name.clone(),
        label: act.label.get(view.lang).to_owned(),
        state: procedure.state(lost.left).name.clone(),
        deadline,
        last,
        event,
        basis: parts::articles(procedure, &[&procedure.transition(lost.transition).basis], view.lang),
    }
}
