//! A register that was judged: its summary, which parts of it add up to, as text and as JSON; the verdict on each of its
//! acts as lines; and one of its cases as a scenario.

mod case;
mod gather;
mod read;
mod rows;
mod spread;
mod summary;
mod text;

pub use case::yaml;
pub use gather::{Facts, summary};
pub use read::how_read;
pub use rows::{Rows, header, row};
pub use spread::{Bin, bins, side, spread};
pub use summary::{
    ActSummary, ArticleSaid, ArticleSummary, Change, Counted, DutySummary, Margin, PropertySummary, ReadingSummary,
    RuleSummary, Said, Summary, Unlike, schema,
};
pub use text::text;
