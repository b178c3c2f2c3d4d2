//! What people sound like without words.

pub(crate) mod baby;
pub(crate) mod breathing;
pub(crate) mod coughing;
pub(crate) mod laughing;
pub(crate) mod sneezing;
pub(crate) mod snoring;
