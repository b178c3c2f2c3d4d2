//! What is there to be heard: horns, sirens, bells, alarms, and what goes off with a bang.

pub(crate) mod horn;

pub(crate) mod alarm;
pub(crate) mod beeps;
pub(crate) mod bells;
pub(crate) mod boathorn;
pub(crate) mod carhorn;
pub(crate) mod chimes;
pub(crate) mod doorbell;
pub(crate) mod explosion;
pub(crate) mod fireworks;
pub(crate) mod gunshot;
pub(crate) mod laser;
pub(crate) mod phone;
pub(crate) mod siren;
pub(crate) mod smoke;
pub(crate) mod whoosh;

#[cfg(test)]
mod counts;
