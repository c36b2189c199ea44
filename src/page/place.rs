//! Which case of the page something belongs to, and the names of its anchors.

/// Which case of the page it is.
pub struct Place {
    /// Its number, from 0.
    pub index: usize,
    /// What the anchors of its events begin with.
    pub prefix: String,
}

impl Place {
    /// The id of an event's row: the event's own, with the scenario's name before it where there are several.
    pub fn anchor(&self, id: &str) -> String {
        format!("{}{id}", self.prefix)
    }

    /// The id of a section.
    pub fn section(&self, name: &str) -> String {
        format!("page:{name}-{}", self.index)
    }
}
