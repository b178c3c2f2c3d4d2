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
mod queue;
mod systems;
mod wait;
mod world;
