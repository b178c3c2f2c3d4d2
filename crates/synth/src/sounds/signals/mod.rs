//! What is there to be heard: horns, sirens, bells, alarms, and what goes off with a bang.

pub(crate) mod horn;

pub(crate) mod alarm;
pub(crate) mod bells;
pub(crate) mod carhorn;
pub(crate) mod fireworks;
pub(crate) mod siren;
pub(crate) mod smoke;
