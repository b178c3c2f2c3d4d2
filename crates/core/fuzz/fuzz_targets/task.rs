//! The answer to a create or a query: two bytes of HTTP status, then the body.

#![no_main]

use foley_core::{HttpResponse, wire};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((status, body)) = bytes.split_first_chunk() else { return };
    let status = u16::from_be_bytes(*status);
    match wire::task(&HttpResponse { status, headers: Vec::new(), body: body.to_vec() }) {
        Ok(task) => assert!(!task.id.0.is_empty(), "a task that can't be asked for again"),
        // What is shown to the user is written, too.
        Err(error) => assert!(!error.to_string().is_empty(), "an error without words"),
    }
});
