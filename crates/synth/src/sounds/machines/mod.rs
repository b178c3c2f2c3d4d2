//! What is driven by a motor or an engine, and what is done with tools.

mod exhaust;

pub(crate) mod airplane;
pub(crate) mod chainsaw;
pub(crate) mod drill;
pub(crate) mod engine;
pub(crate) mod hammer;
pub(crate) mod handsaw;
pub(crate) mod helicopter;
pub(crate) mod hum;
pub(crate) mod motorcycle;
pub(crate) mod passing;
pub(crate) mod spaceship;
pub(crate) mod train;
pub(crate) mod vacuum;
pub(crate) mod washing;
