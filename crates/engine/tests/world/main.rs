//! The engine in a world of its own: a virtual clock, a network that can be told what to do, the
//! sandbox as the provider, and a store that survives crashes. Nothing here waits or sleeps.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod chaos;
mod create;
mod habit;
mod keep;
mod main_job;
mod pages;
mod people;
#[path = "../replay/player.rs"]
#[allow(dead_code, reason = "files are replayed by another test")]
mod player;
mod queue;
mod record;
mod systems;
mod wait;
mod world;
