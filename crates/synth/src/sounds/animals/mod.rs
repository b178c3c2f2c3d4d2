//! Animals, by their voices.

pub(crate) mod birds;
pub(crate) mod cat;
pub(crate) mod cow;
pub(crate) mod crickets;
pub(crate) mod crow;
pub(crate) mod dog;
pub(crate) mod duck;
pub(crate) mod frog;
pub(crate) mod gull;
pub(crate) mod hen;
pub(crate) mod hooves;
pub(crate) mod horse;
pub(crate) mod insects;
pub(crate) mod owl;
pub(crate) mod pig;
pub(crate) mod purr;
pub(crate) mod rooster;
pub(crate) mod sheep;
pub(crate) mod wolf;
