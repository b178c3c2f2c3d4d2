//! What a provider reports to a callback's address.

#![no_main]

use foley_core::{ApiError, Charge, wire};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    match wire::callback(body) {
        Ok(task) => {
            assert!(!task.id.0.is_empty());
            // A failure is told to the user by its reason and its words.
            let error = ApiError::of_failure(&task, Charge::Maybe);
            let _ = (error.reason(), error.to_string());
        }
        Err(error) => assert!(!error.to_string().is_empty(), "an error without words"),
    }
});
