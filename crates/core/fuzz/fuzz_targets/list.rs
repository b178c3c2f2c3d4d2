//! The answer to a list: two bytes of HTTP status, then the body.

#![no_main]

use foley_core::{HttpResponse, wire};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((status, body)) = bytes.split_first_chunk() else { return };
    let status = u16::from_be_bytes(*status);
    match wire::tasks(&HttpResponse { status, headers: Vec::new(), body: body.to_vec() }) {
        Ok(tasks) => assert!(tasks.iter().all(|task| !task.id.0.is_empty())),
        Err(error) => assert!(!error.to_string().is_empty(), "an error without words"),
    }
});
