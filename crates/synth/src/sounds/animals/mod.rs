//! Animals, by their voices.

pub(crate) mod birds;
pub(crate) mod cat;
pub(crate) mod cow;
pub(crate) mod crickets;
pub(crate) mod crow;
pub(crate) mod dog;
pub(crate) mod frog;
pub(crate) mod hen;
pub(crate) mod insects;
pub(crate) mod pig;
pub(crate) mod rooster;
pub(crate) mod sheep;
