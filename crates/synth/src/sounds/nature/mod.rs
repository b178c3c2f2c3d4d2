//! What nature sounds like where nobody is.

pub(crate) mod bubbles;
pub(crate) mod drops;
pub(crate) mod fire;
pub(crate) mod ocean;
pub(crate) mod rain;
pub(crate) mod splash;
pub(crate) mod stream;
pub(crate) mod thunder;
pub(crate) mod wind;
