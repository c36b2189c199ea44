//! Generation: random courses through a procedure or system, steered to what has not been reached; flaws hunted with
//! them, and made small.

mod course;
mod drive;
mod hunt;
mod inspect;
mod palette;
mod properties;
mod reach;
pub(crate) mod relevant;
mod sample;
mod shrink;
mod steer;
mod walk;

pub use course::{Course, Move};
pub use drive::{Drive, Held, Lost, Observer, Passed};
pub use hunt::{Flaw, Flawed, Found, Hunt, Invariant, Whose, generator, shows};
pub use palette::{DetailPalette, Palette};
pub use reach::{EditionReach, Ends, Reach, TransitionReach};
pub use sample::Sampler;
pub use shrink::Shrinker;
pub use walk::{Atlas, Style, Walker, draw_detail};
