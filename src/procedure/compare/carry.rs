//! States that were renamed.

use crate::ids::StateId;
use crate::procedure::model::Procedure;

/// The same state in another edition of a procedure, whichever of the two is the earlier; else that of its name.
#[must_use]
pub fn carried_state(from: &Procedure, to: &Procedure, state: StateId) -> Option<StateId> {
    let name = &from.state(state).name;
    if from.name() != to.name() {
        to.state_named(name)
    } else if from.edition() <= to.edition() {
        to.carried_state(name)
    } else {
        to.states().find(|(_, earlier)| from.carried_state(&earlier.name) == Some(state)).map(|(id, _)| id)
    }
}
