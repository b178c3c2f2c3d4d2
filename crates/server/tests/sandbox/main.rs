//! `foley-server sandbox`, the program itself, spoken to over real sockets.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod anything;
mod callbacks;
mod faults;
mod http;
mod kept;
mod server;
