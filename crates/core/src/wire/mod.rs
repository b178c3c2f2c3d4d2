//! Each provider's wire format: what is sent, and what is made of what comes back.
//!
//! Kling and CometAPI share one codec and differ in data ([`Dialect`](crate::Dialect)). Fields keep
//! the provider's spelling here, and only here.

mod encode;
mod read;
mod refusal;
mod response;

pub use encode::{create, query};
pub use response::task;
