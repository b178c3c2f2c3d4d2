//! What a provider reports to a callback's address.
//!
//! Whether it is from the provider is not known by reading it: see [`webhook`](crate::webhook), and
//! ask the provider for the task where it did not sign.

use serde_json::Value;

use super::body::{is_task, read_task};
use crate::{ApiError, Origin, Task};

/// Reads a callback's body: Kling's legacy one (the bare task), its newer one (`outputs` and
/// `billing`), apimodels.app's (in its envelope or bare).
///
/// # Errors
/// What stood in a task's place.
pub fn callback(body: &[u8]) -> Result<Task, ApiError> {
    let mut value: Value = serde_json::from_slice(body)
        .map_err(|_| ApiError::new(Origin::Gateway, "The callback's body is not JSON"))?;
    if !is_task(&value) {
        value = value.get_mut("data").map(Value::take).unwrap_or_default();
    }
    let task = if is_task(&value) { read_task(value, None) } else { None };
    task.ok_or_else(|| ApiError::new(Origin::Gateway, "The callback has no task in it"))
}
