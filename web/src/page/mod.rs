//! The page around the work: its head, its troubles, and what is left of it after a panic.

mod alert;
mod header;
pub mod panic;
mod welcome;

pub use alert::{Alert, Trouble};
pub use header::Header;
pub use welcome::Welcome;
