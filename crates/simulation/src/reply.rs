//! What the providers write, each in its dialect, and what others write in their place.

use std::fmt::Write as _;

use foley_core::{AssetKind, Dialect, HttpResponse, Operation};

use crate::file::Offered;
use crate::host::Task;

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Submitted,
    Processing,
    Done,
    Failed,
}

/// An answer in JSON, or in anything else.
pub(crate) fn answer(status: u16, body: impl Into<Vec<u8>>) -> HttpResponse {
    HttpResponse { status, headers: Vec::new(), body: body.into() }
}

pub(crate) fn malformed() -> HttpResponse {
    answer(400, r#"{"code":1200,"message":"malformed"}"#)
}

/// The provider does not like what is asked.
pub(crate) fn refused(dialect: Dialect) -> HttpResponse {
    match dialect {
        Dialect::Kling => answer(400, r#"{"code":1301,"message":"content policy"}"#),
        Dialect::CometApi => {
            answer(400, r#"{"error":{"message":"content policy","type":"x","code":"1301"}}"#)
        }
        Dialect::ApiModels => {
            answer(400, r#"{"code":400,"msg":"content policy violation","data":null}"#)
        }
    }
}

/// The id of ours is in use.
pub(crate) fn taken() -> HttpResponse {
    answer(400, r#"{"code":1201,"message":"external_task_id already exists"}"#)
}

/// There is no slot.
pub(crate) fn full(dialect: Dialect) -> HttpResponse {
    match dialect {
        Dialect::Kling | Dialect::CometApi => {
            answer(429, r#"{"code":1303,"message":"parallel task over resource pack limit"}"#)
        }
        Dialect::ApiModels => answer(429, r#"{"code":429,"msg":"slow down","data":null}"#),
    }
}

/// There is no such task.
pub(crate) fn denied(dialect: Dialect, is_relay: bool) -> HttpResponse {
    match dialect {
        Dialect::CometApi if is_relay => {
            let words = r#"{"code":"task_not_exist","message":"task_not_exist","data":null}"#;
            answer(400, words)
        }
        Dialect::Kling | Dialect::CometApi => {
            answer(404, r#"{"code":1203,"message":"task not found"}"#)
        }
        Dialect::ApiModels => answer(404, r#"{"code":404,"msg":"Task ID not found","data":null}"#),
    }
}

pub(crate) fn link_expired() -> HttpResponse {
    answer(403, "<Error><Code>AccessDenied</Code></Error>")
}

/// A task as its provider describes it.
pub(crate) fn task(
    dialect: Dialect,
    wraps: bool,
    number: usize,
    task: &Task,
    state: State,
    files: &[Offered],
) -> HttpResponse {
    if dialect == Dialect::ApiModels {
        return answer(200, generation(number, state, files));
    }
    let inner = native(number, task, state, files);
    answer(
        200,
        if wraps {
            let status = match state {
                State::Submitted => "SUBMITTED",
                State::Processing => "IN_PROGRESS",
                State::Done => "SUCCESS",
                State::Failed => "FAILURE",
            };
            format!(
                r#"{{"code":"success","data":{{"task_id":"task-{number}","status":"{status}","fail_reason":"","data":{inner}}}}}"#
            )
        } else {
            format!(r#"{{"code":0,"message":"SUCCEED","request_id":"r-{number}","data":{inner}}}"#)
        },
    )
}

fn native(number: usize, task: &Task, state: State, files: &[Offered]) -> String {
    let status = match state {
        State::Submitted => "submitted",
        State::Processing => "processing",
        State::Done => "succeed",
        State::Failed => "failed",
    };
    let mut body = format!(
        r#"{{"task_id":"task-{number}","task_status":"{status}","created_at":{}"#,
        task.created_at.0
    );
    // Writing to a text does not fail.
    if let Some(id) = &task.external_id {
        let _ = write!(body, r#","task_info":{{"external_task_id":"{id}"}}"#);
    }
    if state == State::Failed {
        body.push_str(r#","task_status_msg":"Generation failed""#);
    }
    if state == State::Done {
        let list = |kind| {
            let of_kind = files.iter().filter(|file| file.format.kind() == kind);
            let texts: Vec<String> = of_kind.map(|file| entry(task.operation, file)).collect();
            texts.join(",")
        };
        let (audios, videos) = (list(AssetKind::Audio), list(AssetKind::Video));
        let _ = write!(body, r#","task_result":{{"audios":[{audios}],"videos":[{videos}]}}"#);
    }
    body.push('}');
    body
}

fn entry(operation: Operation, file: &Offered) -> String {
    let name = match (file.format.kind(), operation) {
        (AssetKind::Audio, Operation::SoundEffect | Operation::VideoSound) => "url_wav",
        _ => "url",
    };
    format!(r#"{{"id":"{}","{name}":"{}","duration":"3.0"}}"#, file.format.extension(), file.url)
}

fn generation(number: usize, state: State, files: &[Offered]) -> String {
    let (state_name, more) = match state {
        State::Submitted => ("pending", String::new()),
        State::Processing => ("processing", String::new()),
        State::Done => {
            let urls: Vec<String> = files.iter().map(|file| format!("\"{}\"", file.url)).collect();
            ("completed", format!(r#","resultUrls":[{}]"#, urls.join(",")))
        }
        State::Failed => {
            ("failed", r#","failMsg":"Generation failed","failCode":"UPSTREAM_BUSY""#.to_owned())
        }
    };
    format!(
        r#"{{"code":200,"msg":"success","data":{{"taskId":"task-{number}","state":"{state_name}"{more}}}}}"#
    )
}
