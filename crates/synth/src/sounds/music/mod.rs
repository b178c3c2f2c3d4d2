//! What is played, and what plays it.

mod beat;
mod score;
mod voices;

pub(crate) mod drums;
pub(crate) mod guitar;
pub(crate) mod piano;
pub(crate) mod tune;
