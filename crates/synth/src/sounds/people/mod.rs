//! What people sound like without words.

pub(crate) mod baby;
pub(crate) mod breathing;
pub(crate) mod brushing;
pub(crate) mod cheering;
pub(crate) mod clapping;
pub(crate) mod coughing;
pub(crate) mod crowd;
pub(crate) mod drinking;
pub(crate) mod footsteps;
pub(crate) mod heartbeat;
pub(crate) mod humming;
pub(crate) mod laughing;
pub(crate) mod sneezing;
pub(crate) mod snoring;
mod tune;
mod voices;
pub(crate) mod whistling;
