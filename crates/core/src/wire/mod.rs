//! Each provider's wire format: what is sent, and what is made of what comes back.
//!
//! What is sent follows from the [capability table](crate::Capability); what comes back is read by one
//! reader that knows every shape that any of them was seen to answer in. Fields keep the provider's
//! spelling here, and only here.

mod assets;
mod body;
mod callback;
mod encode;
mod no_answer;
mod pause;
mod read;
mod refusal;
mod refused;
mod response;

pub use callback::callback;
pub use encode::{Page, create, list, query};
pub use response::{task, tasks};
