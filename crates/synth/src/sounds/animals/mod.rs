//! Animals, by their voices.

pub(crate) mod birds;
