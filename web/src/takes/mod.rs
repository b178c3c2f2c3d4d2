//! The takes: one card for each job, from its first second on.

pub mod card;
mod facts;
mod files;
mod focus;
mod free_up;
pub mod geometry;
mod kept;
mod linked;
mod list;
pub mod pace;
mod queue;
mod removal;
mod rise;
mod room;
mod save;
mod space;
mod trouble;
mod video;
mod wave;
pub mod words;

pub use card::{Intent, TakeCard};
pub use free_up::FreeUpDialog;
pub use list::TakeList;
pub use queue::Queue;
pub use removal::Removal;
pub use room::Room;
pub use space::Space;
