//! Machines and vehicles.
