//! The playground: what the user sees and does.
//!
//! **Nothing that the user typed is lost, and nothing is shown that was not confirmed**: a take
//! plays when its element says so, a job is as far as the engine says.
//!
//! State that outlives a view ([`Jobs`](jobs::Jobs), [`Settings`](settings::Settings),
//! [`Drafts`](composer::Drafts), [`Player`](player::Player)) is made once and handed down. A component reads it and sends intents; it holds nothing that a reload should keep.

#![allow(unreachable_pub, reason = "#[component] makes what it writes public")]

pub mod announce;
pub mod app;
pub mod composer;
pub mod elsewhere;
pub mod jobs;
pub mod page;
pub mod player;
pub mod settings;
mod studio;
pub mod takes;
pub mod time;
mod used;
