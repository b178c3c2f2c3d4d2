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

/// The provider's id of an exchange, at whichever level it stands.
pub(super) fn request_id(value: &Value) -> Option<String> {
    levels(value).find_map(|level| first(level, &["request_id", "requestId"]))
}

/// Whether a code stands for no refusal.
pub(super) fn means_success(code: &str) -> bool {
    matches!(code, "0" | "200") || code.eq_ignore_ascii_case("success")
}

/// The code of a level that is a refusal.
pub(super) fn refusing_code(level: &Value) -> Option<String> {
    text_or_number(&level["code"]).filter(|code| !means_success(code))
}

/// Reads the task that is here or below; `None` where there is no id. A relay's record of a task has
/// its upstream's answer inside: then both are read.
pub(super) fn read_task(raw: Value, request_id: Option<String>) -> Option<Task> {
    let record = levels(&raw).find(|level| has_task_id(level)).unwrap_or(&raw);
    let id = TaskId(first(record, &IDS)?);
    let relay = described(record);
    let task = match upstream(record) {
        Some(upstream) => wrapped(relay, said(record), described(upstream), said(upstream)),
        None => relay,
    };
    let request_id = request_id.or_else(|| self::request_id(&raw));
    Some(Task { id, request_id, raw, ..task })
}

/// The upstream's own answer inside of a relay's record: its task, or else its refusal.
fn upstream(record: &Value) -> Option<&Value> {
    let task = levels(record).skip(1).filter(|level| level.get("task_status").is_some()).last();
    task.or_else(|| levels(record).skip(1).find(|level| refusing_code(level).is_some()))
}

/// A relay's record of a task and the upstream's own, as one. By its id the relay is asked, so that is
/// not read here; all else the upstream knows better, but for an end that it has not come to.
fn wrapped(
    relay: Task,
    by_relay: Option<TaskStatus>,
    upstream: Task,
    by_upstream: Option<TaskStatus>,
) -> Task {
    let has_failed_there = by_upstream == Some(TaskStatus::Failed);
    let assets = if upstream.assets.is_empty() { relay.assets } else { upstream.assets };
    let status = verdict(by_relay, by_upstream, !assets.is_empty());
    let status = status.unwrap_or_else(|| unsaid(&assets));
    let (relays, upstreams) = (relay.status_message, upstream.status_message);
    // What a relay calls a reason means something only where it has failed.
    let status_message = match status {
        TaskStatus::Failed if has_failed_there => upstreams.or(relays),
        TaskStatus::Failed => relays.or(upstreams),
        _ => upstreams,
    };
    Task {
        external_id: upstream.external_id.or(relay.external_id),
        status,
        status_message,
        failure_code: upstream.failure_code.or(relay.failure_code),
        assets,
        ..upstream
    }
}

/// How far a task is by a relay and by its upstream. The upstream is believed about an end. Where it
/// has come to none the relay may have given up, or have the files of its own.
fn verdict(
    relay: Option<TaskStatus>,
    upstream: Option<TaskStatus>,
    has_files: bool,
) -> Option<TaskStatus> {
    use TaskStatus::{Failed, Succeeded};
    match (relay, upstream) {
        (_, Some(end @ (Succeeded | Failed))) => Some(end),
        (Some(Failed), _) => Some(Failed),
        (Some(Succeeded), _) if has_files => Some(Succeeded),
        (relay, upstream) => upstream.or(relay),
    }
}

/// All that one level says of a task, but its id, the exchange's, and the task as it came.
fn described(data: &Value) -> Task {
    let when = |names: &[&str]| names.iter().find_map(|name| time(&data[*name]));
    let (why, code) = why(data);
    let assets = assets(data);
    Task {
        id: TaskId(String::new()),
        external_id: text_or_number(&data["task_info"]["external_task_id"])
            .or_else(|| text_or_number(&data["external_id"])),
        status: said(data).unwrap_or_else(|| unsaid(&assets)),
        status_message: why,
        failure_code: code,
        created_at: when(&["created_at", "create_time", "createTime"]),
        updated_at: when(&["updated_at", "update_time", "completeTime", "createTime"]),
        assets,
        parent_video: parent_video(&data["task_info"]["parent_video"]),
        costs: costs(data),
        request_id: None,
        understood: None,
        retry_after: None,
        raw: Value::Null,
    }
}

/// The words about the status, and the code, where it has one.
fn why(data: &Value) -> (Option<String>, Option<String>) {
    let error = &data["error"];
    let words = ["task_status_msg", "fail_reason", "failMsg", "message"]
        .iter()
        .find_map(|name| text(&data[*name]))
        .or_else(|| text(&error["message"]))
        .or_else(|| text(error));
    let code = text_or_number(&data["failCode"])
        .or_else(|| text_or_number(&error["code"]))
        .or_else(|| refusing_code(data));
    (words.map(str::to_owned), code)
}

/// How far a task is that does not say so: just taken in, unless its files are there already.
const fn unsaid(assets: &[Asset]) -> TaskStatus {
    if assets.is_empty() { TaskStatus::Submitted } else { TaskStatus::Succeeded }
}

/// How far a task says that it is.
fn said(data: &Value) -> Option<TaskStatus> {
    first(data, &STATUSES).map(|word| status(&word))
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
