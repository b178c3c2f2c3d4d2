//! Requests, limits, validation, tasks, errors, and each provider's wire format.
//!
//! **A request that validates is one that the provider's documentation accepts; bytes from outside
//! never panic.**
//!
//! This crate owns what is true of the providers' APIs: what they take ([`Limits`]), how it is
//! written ([`wire`]), what comes back ([`Task`], [`ApiError`]). It does no I/O, reads no clock and
//! draws no random numbers; what happens to a job over time is `foley-engine`'s.

mod base_url;
mod draft;
mod error;
mod http;
pub mod jwt;
mod limits;
mod provider;
mod request;
mod secret;
mod task;
mod time;
mod units;
mod violation;
pub mod webhook;
pub mod wire;

pub use base_url::BaseUrl;
pub use draft::SoundEffectDraft;
pub use error::{ApiError, Charge, Origin, Retry};
pub use http::{HttpRequest, HttpResponse, Method};
pub use limits::Limits;
pub use provider::{Dialect, Provider, ProviderId};
pub use request::{Operation, Request, SoundEffect, validate};
pub use secret::{KeyGoesElsewhere, SecretKey};
pub use task::{Asset, AssetFormat, Task, TaskId, TaskRef, TaskStatus};
pub use time::{Millis, UnixMillis};
pub use units::{Seconds, SecondsError};
pub use violation::{Field, Rule, Severity, Violation};
