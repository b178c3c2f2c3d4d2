//! A job's record, as it stands in the store: plain values, to be read with any developer's tools.

use foley_engine::Job;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use super::{SCHEMA, StoreError};

/// A job with the version of the schema that it was written under.
#[derive(Serialize, Deserialize)]
struct Record<J> {
    schema: u32,
    job: J,
}

/// The value that is stored for a job.
pub(super) fn write(job: &Job) -> Result<JsValue, StoreError> {
    Record { schema: SCHEMA, job }
        .serialize(&Serializer::json_compatible())
        .map_err(|error| StoreError(error.to_string()))
}

/// The job that a stored value stands for, if it is of a schema that we know.
pub(super) fn read(value: JsValue) -> Option<Job> {
    let record: Record<Job> = serde_wasm_bindgen::from_value(value).ok()?;
    (record.schema == SCHEMA).then_some(record.job)
}
