//! Requests, limits, validation, tasks, errors, and each provider's wire format.
//!
//! **A request that validates is one that the provider's documentation accepts; bytes from outside
//! never panic.**
//!
//! This crate owns what is true of the providers' APIs: what they take ([`Capability`]), how it is
//! written ([`wire`]), what comes back ([`Task`], [`ApiError`]). It does no I/O, reads no clock and
//! draws no random numbers; what happens to a job over time is `foley-engine`'s.

mod base_url;
mod camera;
pub mod capability;
mod cost;
mod draft;
mod error;
mod field;
mod http;
pub mod jwt;
mod provider;
mod request;
mod secret;
mod task;
mod time;
mod units;
mod validate;
mod violation;
pub mod webhook;
pub mod wire;

pub use base_url::BaseUrl;
pub use camera::{Axis, Camera};
pub use capability::{Capability, Lookup, Model, Need, VOICES, Voice};
pub use cost::{Cost, CostUnit, Estimate, estimate};
pub use draft::{Draft, ON};
pub use error::{ApiError, Charge, Origin, Reason, Retry};
pub use field::Field;
pub use http::{HttpRequest, HttpResponse, Method};
pub use provider::{Dialect, Provider, ProviderId, parse_path_prefix};
pub use request::{
    Found, Given, Operation, Request, SoundEffect, Speech, Video, VideoSound, VideoSource,
};
pub use rust_decimal::Decimal;
pub use secret::{Credential, KeyGoesElsewhere, SecretKey};
pub use task::{Asset, AssetFormat, AssetKind, ParentVideo, Task, TaskId, TaskRef, TaskStatus};
pub use time::{Millis, UnixMillis};
pub use units::{Seconds, SecondsError};
pub use validate::{can_be_sent, validate};
pub use violation::{Rule, Severity, Violation};
