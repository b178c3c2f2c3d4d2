//! Kling's own writing, of its legacy protocol: an envelope with a request id, and tasks in it.

use foley_core::{Dialect, HttpResponse, Operation, Seconds, UnixMillis};
use serde_json::{Map, Value, json};

use super::{Exchange, Said, json_response};
use crate::file::{File, Kind};
use crate::ids;
use crate::refusal::Refusal;
use crate::task::{Fate, Phase, Start, Task};
use crate::work::{Dub, Parent, Work};

impl Exchange<'_> {
    pub(super) fn kling(&self, said: &Said) -> HttpResponse {
        let data = match said {
            Said::Created(task) => self.created(task),
            Said::Found(task) => self.task(task),
            Said::Listed(tasks) => tasks.iter().map(|task| self.task(task)).collect(),
            Said::Refused(refusal) => return self.kling_refusal(refusal),
        };
        let request_id = &self.request_id;
        let body = json!({"code": 0, "message": "SUCCEED", "request_id": request_id, "data": data});
        json_response(200, &body)
    }

    pub(super) fn kling_refusal(&self, refusal: &Refusal) -> HttpResponse {
        let Refusal { status, code, message, .. } = refusal;
        let body = json!({"code": code, "message": message, "request_id": self.request_id});
        json_response(*status, &body)
    }

    /// A task that was just taken in: without what there is in the end, unless that is now.
    pub(super) fn created(&self, task: &Task) -> Value {
        if task.start == Start::Done {
            return self.task(task);
        }
        let mut data = self.head(task, self.phase(task));
        // CometAPI's samples of creating videos, and sounds for them, have none.
        let is_bare = self.dialect == Dialect::CometApi && task.work.film().is_some();
        if !is_bare {
            self.put_info(&mut data, task);
        }
        data
    }

    /// A task, with all that is to be said of it.
    pub(super) fn task(&self, task: &Task) -> Value {
        let (phase, since) = self.phase(task);
        let mut data = self.head(task, (phase, since));
        self.put_info(&mut data, task);
        let reason = reason(phase);
        data["task_result"] = if phase == Phase::Succeeded { self.result(task) } else { json!({}) };
        if self.dialect == Dialect::Kling {
            data["task_status_msg"] = json!(reason.unwrap_or_default());
            if matches!(phase, Phase::Succeeded | Phase::Failed(_)) {
                // It is free here.
                data["final_unit_deduction"] = json!("0");
                data["final_balance_deduction"] = json!({"quota": "0", "list_price": "0"});
            }
        } else if let Some(reason) = reason {
            data["task_status_msg"] = json!(reason);
        }
        data
    }

    fn phase(&self, task: &Task) -> (Phase, UnixMillis) {
        task.phase(self.config.pace, self.config.seed, self.now)
    }

    /// What every answer has.
    fn head(&self, task: &Task, (phase, since): (Phase, UnixMillis)) -> Value {
        let status = match phase {
            Phase::Submitted => "submitted",
            Phase::Processing => "processing",
            Phase::Succeeded => "succeed",
            Phase::Failed(_) => "failed",
        };
        json!({
            "task_id": task.id,
            "task_status": status,
            "created_at": task.created_at,
            "updated_at": since,
        })
    }

    /// What was said at the create. Speech takes no id of one's own, and its page has no such field.
    fn put_info(&self, data: &mut Value, task: &Task) {
        if task.work.operation() != Operation::Speech {
            data["task_info"] = self.task_info(task);
        }
    }

    fn task_info(&self, task: &Task) -> Value {
        let mut info = Map::new();
        if let Some(id) = &task.external_id {
            info.insert("external_task_id".to_owned(), json!(id));
        }
        if let Work::Dub(Dub { film, parent, .. }) = &task.work {
            let duration = text(film.length);
            let video = match parent {
                Parent::Ours(number, id) => {
                    let file = File { kind: Kind::Film, id: id.0.clone() };
                    let id = ids::video_id(self.config.seed, id, *number);
                    json!({"id": id, "url": self.config.link(&file, self.url_ttl, self.now), "duration": duration})
                }
                Parent::Elsewhere(url) | Parent::Unseen(url) => {
                    json!({"id": "", "url": url, "duration": duration})
                }
            };
            info.insert("parent_video".to_owned(), video);
        }
        Value::Object(info)
    }

    /// The files. Both formats of one sound share an id.
    fn result(&self, task: &Task) -> Value {
        let seed = self.config.seed;
        let link = |kind| self.link(task, kind);
        let mut result = Map::new();
        for kind in task.work.kinds(self.config.mp3) {
            let (name, asset) = match (kind, &task.work) {
                (Kind::Film, work) => {
                    let length = work.film().map_or_else(Seconds::default, |film| film.length);
                    let id = ids::video_id(seed, &task.id, task.number);
                    ("videos", json!({"id": id, "url": link(*kind), "duration": text(length)}))
                }
                (_, Work::Speech(script)) => {
                    let id = ids::audio_id(seed, &task.id, task.number);
                    let duration = format!("{}.{:03}", script.millis / 1000, script.millis % 1000);
                    ("audios", json!({"id": id, "url": link(*kind), "duration": duration}))
                }
                (_, Work::Effect(score) | Work::Dub(Dub { score, .. })) => {
                    let id = ids::audio_id(seed, &task.id, task.number);
                    let duration = text(score.length);
                    let asset = if *kind == Kind::Mp3 {
                        json!({"id": id, "url_mp3": link(*kind), "duration_mp3": duration})
                    } else {
                        json!({"id": id, "url_wav": link(*kind), "duration_wav": duration})
                    };
                    ("audios", asset)
                }
                (_, Work::Film(_)) => continue,
            };
            match (result.get_mut(name).and_then(|assets| assets.get_mut(0)), asset) {
                (Some(Value::Object(first)), Value::Object(other)) => first.extend(other),
                (_, asset) => {
                    result.insert(name.to_owned(), json!([asset]));
                }
            }
        }
        Value::Object(result)
    }
}

/// Seconds as a text, like `5.0`.
fn text(length: Seconds) -> String {
    format!("{}.{}", length.tenths() / 10, length.tenths() % 10)
}

/// Why a task failed, in Kling's words.
fn reason(phase: Phase) -> Option<&'static str> {
    match phase {
        Phase::Failed(Fate::Risk) => Some("Failure to pass the risk control system"),
        Phase::Failed(_) => Some("Generation failed, please try again"),
        _ => None,
    }
}
