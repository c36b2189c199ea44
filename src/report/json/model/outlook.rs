//! The format of an outlook: what each role may, must and may no longer do.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Article, Duty, Happening, Next};

format! {
    /// What each role may, must and may no longer do on a day, and what time alone will do next.
    OutlookJson {
        /// The scenario's name.
        scenario: String,
        /// Its title.
        title: String,
        /// The day.
        on: String,
        /// Each role, with who plays it.
        roles: Vec<Role>,
        /// What happens without anybody's act, by date; of a duty, that it would be in breach after its last day.
        coming: Vec<Happening>,
    }

    /// A role.
    Role {
        /// Its name in words, with who plays it.
        role: String,
        /// The duties that it owes.
        must: Vec<Must>,
        /// The acts that it may do.
        may: Vec<May>,
        /// The acts that it may not do any more.
        no_longer: Vec<NoLonger>,
    }

    /// A duty that is owed.
    Must {
        /// The machine's name.
        machine: String,
        /// The duty's name.
        name: String,
        /// The duty.
        duty: Duty,
    }

    /// An act that may be done.
    May {
        /// The machine's name.
        machine: String,
        /// The act.
        next: Next,
    }

    /// An act that may not be done any more.
    NoLonger {
        /// The machine's name.
        machine: String,
        /// The act's name.
        act: String,
        /// The act in words.
        label: String,
        /// The last state in which it was possible.
        state: String,
        /// The deadline whose end took it away.
        deadline: Option<String>,
        /// That deadline's last day or minute.
        last: Option<String>,
        /// The id of the event that took it away.
        event: Option<String>,
        /// What it rested on.
        basis: Vec<Article>,
    }
}
