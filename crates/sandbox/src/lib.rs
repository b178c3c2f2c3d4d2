//! The providers, imitated: takes an HTTP request and a time, gives an HTTP response.
//!
//! **Same requests, same times, same seed: same bytes, in the page and on the server.**
//!
//! It answers as Kling does, at `/v1/…`, and as CometAPI does, at `/kling/v1/…`, with their states,
//! their codes and their words; the sounds are `foley-synth`'s. No I/O, no clock, no timers: how far
//! a task is follows from when it was created and what time it is. What its users hear is labelled
//! by whoever shows it as the sandbox's, never as a provider's.
//!
//! ```
//! use foley_core::{HttpRequest, Method, UnixMillis};
//! use foley_sandbox::{Config, Sandbox};
//!
//! let mut sandbox = Sandbox::new(Config::open("https://sandbox.invalid"));
//! let request = HttpRequest {
//!     method: Method::Post,
//!     url: "https://sandbox.invalid/v1/audio/text-to-audio".to_owned(),
//!     headers: Vec::new(),
//!     body: Some(r#"{"prompt":"Rain","duration":3}"#.to_owned()),
//! };
//! let response = sandbox.answer(&request, UnixMillis(1_700_000_000_000));
//! assert_eq!(response.status, 200);
//! ```

mod asset;
mod auth;
mod body;
mod config;
mod dialect;
mod ids;
mod route;
mod sandbox;
mod state;

pub use config::{Auth, Config, Pace};
pub use sandbox::Sandbox;
pub use state::State;
