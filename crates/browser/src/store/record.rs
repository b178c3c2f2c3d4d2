//! A job's record, as it stands in the store: plain values, to be read with any developer's tools.

use foley_engine::Job;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use super::StoreError;

/// The shape that a job is written in, which is not the database's schema: every job so far can be read as
/// it was written, since what was added may be absent.
const SHAPE: u32 = 1;

/// A job with the version of the shape that it was written in.
#[derive(Serialize, Deserialize)]
struct Record<J> {
    schema: u32,
    job: J,
}

/// The value that is stored for a job.
pub(super) fn write(job: &Job) -> Result<JsValue, StoreError> {
    Record { schema: SHAPE, job }
        .serialize(&Serializer::json_compatible())
        .map_err(|error| StoreError::Failed(error.to_string()))
}

/// The job that a stored value stands for, if it is of a shape that we know.
pub(super) fn read(value: JsValue) -> Option<Job> {
    let record: Record<Job> = serde_wasm_bindgen::from_value(value).ok()?;
    (record.schema == SHAPE).then_some(record.job)
}
