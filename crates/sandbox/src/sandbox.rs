//! The sandbox itself: who asks for what gets which answer.

use foley_core::{Dialect, HttpRequest, HttpResponse, Method, UnixMillis};
use serde_json::{Map, Value, json};

use crate::dialect::{Exchange, Refusal};
use crate::route::{Route, refs};
use crate::state::{Fate, Phase, Task};
use crate::{Config, State, asset, body, ids};

/// A provider that lives in memory. See the [crate's page](crate).
#[derive(Clone, Debug)]
pub struct Sandbox {
    config: Config,
    state: State,
}

impl Sandbox {
    /// A sandbox with no tasks.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self { config, state: State::default() }
    }

    /// A sandbox that goes on from where another was.
    #[must_use]
    pub const fn with_state(config: Config, state: State) -> Self {
        Self { config, state }
    }

    /// All that it remembers.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Answers a request that arrives at this time.
    pub fn answer(&mut self, request: &HttpRequest, now: UnixMillis) -> HttpResponse {
        let route = Route::of(&request.url);
        let dialect = match &route {
            Route::Asset(id) => return self.asset(id, request, now),
            Route::SoundEffects(dialect)
            | Route::SoundEffect(dialect, _)
            | Route::Unknown(dialect) => *dialect,
        };
        let what = format!("{} {}", request.method.as_str(), request.url);
        let exchange = Exchange::new(dialect, self.config.seed, now, &what);
        let done =
            self.config.auth.check(request, dialect).and_then(|()| match (request.method, route) {
                (Method::Post, Route::SoundEffects(_)) => self.create(request, now),
                (Method::Get, Route::SoundEffect(_, id)) => self.query(&id, dialect, now),
                (method, _) => Err(no_such_method(method)),
            });
        match done {
            Ok(data) => exchange.accept(data),
            Err(refusal) => exchange.refuse(&refusal),
        }
    }

    fn create(&mut self, request: &HttpRequest, now: UnixMillis) -> Result<Value, Refusal> {
        let effect = body::sound_effect(request.body.as_deref())?;
        let taken = |id: &String| refs(id).iter().any(|id| self.state.find(id).is_some());
        if effect.external_task_id.as_ref().is_some_and(taken) {
            return Err(Refusal::illegal("external_task_id already exists"));
        }
        let earlier = self.state.tasks.iter().filter(|task| task.prompt == effect.prompt);
        let task = Task {
            id: ids::task_id(self.config.seed, self.state.created),
            variation: earlier.map(|task| task.variation + 1).max().unwrap_or(0),
            fate: Fate::of(&effect.prompt),
            external_id: effect.external_task_id,
            prompt: effect.prompt,
            duration: effect.duration,
            created_at: now,
        };
        let data = json!({
            "task_id": task.id,
            "task_status": "submitted",
            "task_info": task_info(&task),
            "created_at": now,
            "updated_at": now,
        });
        self.state.add(task, now);
        Ok(data)
    }

    fn query(&self, id: &str, dialect: Dialect, now: UnixMillis) -> Result<Value, Refusal> {
        let task = refs(id).iter().find_map(|id| self.state.find(id));
        let task = task.ok_or_else(Refusal::not_found)?;
        let (phase, since) = task.phase(self.config.pace, self.config.seed, now);
        let (status, message, result) = match phase {
            Phase::Submitted => ("submitted", "", json!({})),
            Phase::Processing => ("processing", "", json!({})),
            Phase::Failed(reason) => ("failed", reason, json!({})),
            Phase::Succeeded => ("succeed", "", self.result(task)),
        };
        let mut data = json!({
            "task_id": task.id,
            "task_status": status,
            "task_info": task_info(task),
            "task_result": result,
            "created_at": task.created_at,
            "updated_at": since,
        });
        if dialect == Dialect::Kling {
            data["task_status_msg"] = json!(message);
            if phase == Phase::Succeeded {
                data["final_unit_deduction"] = json!("0");
            }
        } else if !message.is_empty() {
            data["task_status_msg"] = json!(message);
        }
        Ok(data)
    }

    /// Only what there is: the sandbox writes WAV.
    fn result(&self, task: &Task) -> Value {
        json!({"audios": [{
            "id": format!("{}0", task.id),
            "url_wav": format!("{}/assets/{}.wav", self.config.base_url, task.id),
            "duration_wav": format!("{:.1}", task.duration.as_f64()),
        }]})
    }

    /// A file needs no key, as at the providers: whoever has the link has the file.
    fn asset(
        &self,
        id: &foley_core::TaskId,
        request: &HttpRequest,
        now: UnixMillis,
    ) -> HttpResponse {
        let task = self.state.tasks.iter().find(|task| task.id == *id);
        let ready = task.filter(|task| {
            task.phase(self.config.pace, self.config.seed, now).0 == Phase::Succeeded
        });
        match ready {
            Some(task) if request.method == Method::Get => {
                asset::wav(task, request.header("range"))
            }
            _ => HttpResponse {
                status: 404,
                headers: vec![("content-type".to_owned(), "application/xml".to_owned())],
                body: b"<Error><Code>NoSuchKey</Code></Error>".to_vec(),
            },
        }
    }
}

fn task_info(task: &Task) -> Value {
    let id = task.external_id.iter().map(|id| ("external_task_id".to_owned(), json!(id)));
    Value::Object(id.collect::<Map<_, _>>())
}

fn no_such_method(method: Method) -> Refusal {
    Refusal::new(404, 1202, format!("The requested method is invalid: {}", method.as_str()))
}
