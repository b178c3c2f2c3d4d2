//! What people sound like without words.

pub(crate) mod brushing;
pub(crate) mod clapping;
pub(crate) mod drinking;
pub(crate) mod eating;
pub(crate) mod footsteps;
pub(crate) mod heartbeat;
