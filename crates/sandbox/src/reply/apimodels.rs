//! apimodels.app's writing: states and words of its own, and files without names.

use foley_core::{Capability, Dialect, HttpResponse};
use serde_json::{Value, json};

use super::{Exchange, Said, json_response};
use crate::refusal::Refusal;
use crate::task::{Fate, Phase, Task};

impl Exchange<'_> {
    pub(super) fn apimodels(&self, said: &Said) -> HttpResponse {
        let data = match said {
            Said::Created(task) => json!({
                "taskId": task.id,
                "state": "pending",
                "model": model(task),
            }),
            Said::Found(task) => self.generation(task),
            Said::Listed(tasks) => tasks.iter().map(|task| self.generation(task)).collect(),
            Said::Refused(refusal) => return self.apimodels_refusal(refusal),
        };
        json_response(200, &self.envelope(data))
    }

    pub(super) fn envelope(&self, data: Value) -> Value {
        json!({"code": 200, "msg": "success", "data": data})
    }

    /// A task, with what there is to be said of it by now.
    pub(super) fn generation(&self, task: &Task) -> Value {
        let (phase, since) = task.phase(self.config.pace, self.config.seed, self.now);
        let state = match phase {
            Phase::Submitted => "pending",
            Phase::Processing => "processing",
            Phase::Succeeded => "completed",
            Phase::Failed(_) => "failed",
        };
        let mut data = json!({
            "taskId": task.id,
            "state": state,
            "model": model(task),
            "createTime": task.created_at,
        });
        match phase {
            Phase::Submitted | Phase::Processing => return data,
            Phase::Succeeded => {
                let kinds = task.work.kinds(self.config.mp3).iter();
                let urls = kinds.map(|kind| self.link(task, *kind));
                data["resultUrls"] = urls.collect();
            }
            Phase::Failed(Fate::Risk) => {
                data["failMsg"] = json!("Content policy violation");
                data["failCode"] = json!("CONTENT_MODERATION");
            }
            Phase::Failed(_) => {
                data["failMsg"] = json!("Generation failed, please try again");
                data["failCode"] = json!("UPSTREAM_BUSY");
            }
        }
        data["completeTime"] = json!(since);
        data
    }

    /// Its code is an HTTP status, wherever it stands.
    fn apimodels_refusal(&self, refusal: &Refusal) -> HttpResponse {
        let code = if refusal.is_about_balance() { 402 } else { refusal.status };
        let msg = match refusal.code {
            1202 => "Not Found",
            1203 => "Task ID not found",
            _ => &refusal.message,
        };
        let status = if self.config.quirks.code_in_200 { 200 } else { code };
        json_response(status, &json!({"code": code, "msg": msg, "data": null}))
    }
}

/// The model as its answers name it.
fn model(task: &Task) -> String {
    let capability = Capability::of(Dialect::ApiModels, task.work.operation());
    format!("kling-audio/{}", capability.and_then(|known| known.model).unwrap_or_default())
}
