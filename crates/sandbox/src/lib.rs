//! The providers, imitated: takes an HTTP request and a time, gives an HTTP response.
//!
//! **Same requests, same times, same seed: same bytes, in the page and on the server.**
//!
//! It answers as Kling does, at `/v1/…`, as CometAPI does, at `/kling/v1/…`, and as apimodels.app
//! does, at `/api/v1/…`, with their states, their codes and their words: what they take and refuse is
//! the core's [capability table](foley_core::Capability). No I/O, no clock, no timers: how far a task
//! is follows from when it was created and what time it is.
//!
//! What is to go wrong can be said in a header (`x-sandbox: body=html`), in a prompt (`[sbx:fate=fail]`),
//! by rules and at `/_sandbox/`, where a sandbox can be told what time it is, too.
//!
//! The sounds are `foley-synth`'s. MP3, speech and films are made by a [`Studio`] that whoever runs the
//! sandbox may give it, and which also looks at videos that others have. What its users hear and see is
//! labelled by whoever shows it as the sandbox's, never as a provider's.
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

#[macro_use]
mod row;

mod admin;
mod auth;
mod body;
mod calls;
mod carriage;
mod clock;
mod config;
mod create;
mod faults;
mod file;
mod ids;
mod label;
mod links;
mod list;
mod pace;
mod plan;
mod read;
mod refusal;
mod reply;
mod route;
mod sandbox;
mod state;
mod studio;
mod task;
mod understood;
mod work;

pub use auth::Auth;
pub use calls::Callback;
pub use carriage::{Carriage, Changes, Reply};
pub use config::{Config, Quirks};
pub use faults::{BadRule, check_rule};
pub use pace::Pace;
pub use sandbox::{Sandbox, Unanswered};
pub use state::State;
pub use studio::{Dubbed, Filmed, Made, NoStudio, NotMade, Order, Scored, Sight, Spoken, Studio};
