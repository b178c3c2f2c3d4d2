//! A task, in whichever shape it was seen: Kling's own, its newer callbacks', a relay's,
//! apimodels.app's.

use core::iter::successors;

use serde_json::Value;

use super::assets::{assets, parent_video};
use super::read::{decimal, text, text_or_number, time};
use crate::{Asset, Cost, CostUnit, Task, TaskId, TaskStatus};

/// What a task's id is called: by Kling and relays, by apimodels.app, by Kling's newer protocol.
const IDS: [&str; 3] = ["task_id", "taskId", "id"];
/// Those of them that nothing else is called.
const OWN_IDS: [&str; 2] = ["task_id", "taskId"];
const STATUSES: [&str; 3] = ["task_status", "status", "state"];

/// How deep relays were seen to wrap an answer is two; the bound is for bodies that nobody has seen.
const DEPTH: usize = 4;

/// This, what is in its `data`, what is in that one's, and so on.
pub(super) fn levels(value: &Value) -> impl Iterator<Item = &Value> {
    successors(Some(value), |level| level.get("data")).take(DEPTH + 1)
}

/// Whether this is a task that says how far it is, and not an envelope.
pub(super) fn is_task(value: &Value) -> bool {
    first(value, &IDS).is_some() && first(value, &STATUSES).is_some()
}

/// Whether this has an id that only a task has.
pub(super) fn has_task_id(value: &Value) -> bool {
    first(value, &OWN_IDS).is_some()
}

/// The first of these fields that has something in it.
fn first(value: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text_or_number(&value[*name]))
}

/// Reads a task; `None` where it has no id.
pub(super) fn read_task(raw: Value, request_id: Option<String>) -> Option<Task> {
    let task = described(&raw, request_id)?;
    Some(Task { raw, ..task })
}

/// All of a task but the task as it came.
fn described(data: &Value, request_id: Option<String>) -> Option<Task> {
    let when = |names: &[&str]| names.iter().find_map(|name| time(&data[*name]));
    let (why, code) = why(data);
    let assets = assets(data);
    Some(Task {
        id: TaskId(first(data, &IDS)?),
        external_id: text_or_number(&data["task_info"]["external_task_id"])
            .or_else(|| text_or_number(&data["external_id"])),
        status: first(data, &STATUSES).map_or_else(|| unsaid(&assets), |word| status(&word)),
        status_message: why,
        failure_code: code,
        created_at: when(&["created_at", "create_time", "createTime"]),
        updated_at: when(&["updated_at", "update_time", "completeTime", "createTime"]),
        assets,
        parent_video: parent_video(&data["task_info"]["parent_video"]),
        costs: costs(data),
        request_id,
        raw: Value::Null,
    })
}

/// The words about the status, and the code, where it has one.
fn why(data: &Value) -> (Option<String>, Option<String>) {
    let error = &data["error"];
    let words = ["task_status_msg", "fail_reason", "failMsg", "message"]
        .iter()
        .find_map(|name| text(&data[*name]))
        .or_else(|| text(&error["message"]))
        .or_else(|| text(error));
    let code = text_or_number(&data["failCode"]).or_else(|| text_or_number(&error["code"]));
    (words.map(str::to_owned), code)
}

/// How far a task is that does not say so: just taken in, unless its files are there already.
const fn unsaid(assets: &[Asset]) -> TaskStatus {
    if assets.is_empty() { TaskStatus::Submitted } else { TaskStatus::Succeeded }
}

/// Kling writes `succeed`, and `succeeded` in its newer protocol; relays write what they like.
fn status(word: &str) -> TaskStatus {
    match word.to_ascii_lowercase().as_str() {
        "submitted" | "not_start" | "queued" | "pending" => TaskStatus::Submitted,
        "processing" | "in_progress" => TaskStatus::Processing,
        "succeed" | "succeeded" | "success" | "completed" => TaskStatus::Succeeded,
        "failed" | "failure" => TaskStatus::Failed,
        _ => TaskStatus::Unknown(word.to_owned()),
    }
}

/// What it took: units and balance at the end of a task, or the newer protocol's bill.
fn costs(data: &Value) -> Vec<Cost> {
    let cost = |value: &Value, unit| Some(Cost { amount: decimal(value)?, unit });
    let bill = data["billing"].as_array().map(Vec::as_slice).unwrap_or_default();
    let billed = bill.iter().filter_map(|line| {
        let unit = match text(&line["charge_type"]) {
            Some("unit") => CostUnit::Units,
            _ => CostUnit::Money(text(&line["currency"])?.to_owned()),
        };
        cost(&line["amount"], unit)
    });
    [
        cost(&data["final_unit_deduction"], CostUnit::Units),
        cost(&data["final_balance_deduction"]["quota"], CostUnit::Balance),
    ]
    .into_iter()
    .flatten()
    .chain(billed)
    .collect()
}
