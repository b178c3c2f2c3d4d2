//! What the sandbox says, read with the codec that reads the providers, and the raw shapes that a
//! codec would forgive.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod accounts;
mod admin;
mod apimodels;
mod callbacks;
mod cometapi;
mod conversation;
mod faults;
mod files;
mod kling;
mod limits;
mod lists;
mod panics;
mod raw;
mod requests;
mod table;
mod videos;
mod world;
