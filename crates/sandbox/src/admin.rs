//! What the sandbox itself is told, below `/_sandbox/`: rules, the time, steps of tasks, and to begin anew.
//! It answers in JSON of its own, and wants no key: who may reach it at all is for whoever runs it.

use foley_core::{Dialect, HttpRequest, HttpResponse, Method, Millis, UnixMillis};
use serde_json::{Map, Value, json};

use crate::carriage::{Changes, Reply};
use crate::clock::Clock;
use crate::faults::Rule;
use crate::task::{Phase, Task};
use crate::{Pace, Sandbox, State, body};

/// How many tasks are shown at once.
const SHOWN: usize = 100;

/// What came of it: what is said, and what has changed; or why it can't be.
type Told = Result<(Value, Changes), Wrong>;

/// Why it can't be, in words.
enum Wrong {
    /// There is nothing here.
    NoPath,
    /// This is wrong with what was sent.
    Bad(String),
}

impl From<String> for Wrong {
    fn from(why: String) -> Self {
        Self::Bad(why)
    }
}

impl Sandbox {
    /// Answers a request to the sandbox itself. `now` is the time by the clock that is handed in.
    pub(crate) fn admin(&mut self, path: &str, request: &HttpRequest, now: UnixMillis) -> Reply {
        let told = match request.method {
            Method::Get => self.shown(path, now).map(|value| (value, Changes::default())),
            Method::Post => self.told(path, request, now),
        };
        match told {
            Ok((value, changes)) => Reply { changes, ..json_response(200, &value).into() },
            Err(Wrong::Bad(why)) => json_response(400, &json!({"error": why})).into(),
            Err(Wrong::NoPath) => {
                let why = format!("there is no /_sandbox/{path} to {}", request.method.as_str());
                let paths = "GET /_sandbox says what there is";
                json_response(404, &json!({"error": why, "see": paths})).into()
            }
        }
    }

    fn shown(&self, path: &str, now: UnixMillis) -> Result<Value, Wrong> {
        let time = self.state.clock.at(now);
        Ok(match path {
            "" => json!({
                "sandbox": true,
                "about": "A sandbox, not a provider: what it makes is free and its own.",
                "version": env!("CARGO_PKG_VERSION"),
                "seed": self.config.seed,
                "pace": self.config.pace.to_string(),
                "tasks": self.state.len(),
                "tasks_at_most": self.config.most,
                "now": time,
                "paths": {
                    "rules": "GET; POST {\"rule\": \"on=query, status=503, next=2\"} adds one, POST [\"…\"] has these and no others",
                    "rules/ID/remove": "POST: a rule goes",
                    "next": "POST {\"rule\": \"status=503\", \"count\": 2}: a rule for so many requests",
                    "clock": "GET; POST {\"advance\": MS}, {\"stand\": true} or {\"run\": true}",
                    "tasks": "GET the newest hundred",
                    "tasks/ID/step": "POST: a task of a manual pace takes a step",
                    "state": "GET all; POST what that gave",
                    "reset": "POST {} or {\"seed\": N}",
                },
            }),
            "rules" => self.rules(),
            "clock" => self.clock(now),
            "tasks" => {
                let tasks = self.state.tasks.values().rev().take(SHOWN);
                tasks.map(|task| self.task(task, time)).collect()
            }
            "state" => {
                let state = serde_json::to_value(&self.state);
                state.map_err(|error| Wrong::Bad(error.to_string()))?
            }
            _ => return Err(Wrong::NoPath),
        })
    }

    fn told(&mut self, path: &str, request: &HttpRequest, now: UnixMillis) -> Told {
        let text = request.body.as_deref().unwrap_or_default();
        let rest = Changes { rest: true, ..Changes::default() };
        match path {
            "rules" if text.trim_start().starts_with('[') => {
                self.set_rules(text)?;
                Ok((self.rules(), rest))
            }
            "rules" | "next" => {
                let fields = object(text)?;
                let rule = fields.get("rule").and_then(Value::as_str);
                let rule =
                    rule.ok_or_else(|| "rule: a text such as on=query, body=html".to_owned())?;
                let mut read = Rule::parse(rule).map_err(|bad| format!("rule: {bad}"))?;
                if path == "next" {
                    let count = number(&fields, "count")?.unwrap_or(1);
                    let small = u32::try_from(count);
                    read.next = Some(small.map_err(|_| "count: it is too large".to_owned())?);
                }
                self.state.rules.give(rule, read);
                Ok((self.rules(), rest))
            }
            "clock" => {
                self.state.clock = self.set_clock(&object(text)?, now)?;
                Ok((self.clock(now), rest))
            }
            "reset" => {
                let seed = number(&object(text)?, "seed")?;
                self.config.seed = seed.unwrap_or(self.config.seed);
                self.state = State::default();
                self.state.seed = Some(self.config.seed);
                Ok((json!({"seed": self.config.seed}), everything()))
            }
            "state" => {
                let state = serde_json::from_slice(text.as_bytes());
                self.state =
                    state.map_err(|error| format!("it is no state of this version's: {error}"))?;
                self.config.seed = self.state.seed.unwrap_or(self.config.seed);
                Ok((json!({"tasks": self.state.len()}), everything()))
            }
            path if path.starts_with("rules/") => {
                let number = path.strip_prefix("rules/").and_then(|it| it.strip_suffix("/remove"));
                let number: Option<u64> = number.ok_or(Wrong::NoPath)?.parse().ok();
                let held = &mut self.state.rules.held;
                let place = held.iter().position(|held| Some(held.number) == number);
                held.remove(place.ok_or_else(|| "there is no such rule".to_owned())?);
                Ok((self.rules(), rest))
            }
            path => {
                let id = path.strip_prefix("tasks/").and_then(|rest| rest.strip_suffix("/step"));
                self.step(id.ok_or(Wrong::NoPath)?, now)
            }
        }
    }

    fn set_rules(&mut self, text: &str) -> Result<(), String> {
        let texts: Vec<String> = serde_json::from_slice(text.as_bytes())
            .map_err(|_| "the body: an array of texts such as on=query, body=html".to_owned())?;
        let mut rules = Vec::new();
        for (n, text) in texts.into_iter().enumerate() {
            let rule = Rule::parse(&text).map_err(|bad| format!("rule {}: {bad}", n + 1))?;
            rules.push((text, rule));
        }
        self.state.rules.held.clear();
        // The first of them counts before the others.
        for (text, rule) in rules.into_iter().rev() {
            self.state.rules.give(&text, rule);
        }
        Ok(())
    }

    fn set_clock(&self, fields: &Map<String, Value>, now: UnixMillis) -> Result<Clock, String> {
        let clock = self.state.clock;
        let says = |name| fields.get(name).and_then(Value::as_bool) == Some(true);
        let mut clock = if says("run") {
            let time = i64::try_from(clock.at(now).0).unwrap_or(i64::MAX);
            Clock::Ahead(time.saturating_sub_unsigned(now.0))
        } else if says("stand") {
            Clock::At(clock.at(now))
        } else if number(fields, "advance")?.is_some() {
            clock
        } else {
            return Err("the body: {\"advance\": MS}, {\"stand\": true} or {\"run\": true}".into());
        };
        if let Some(span) = number(fields, "advance")? {
            clock = clock.advanced(Millis(span));
        }
        Ok(clock)
    }

    fn step(&mut self, id: &str, now: UnixMillis) -> Told {
        let (pace, seed) = (self.config.pace, self.config.seed);
        let time = self.state.clock.at(now);
        let number = self.state.by_id(id).map(|task| task.number);
        let task = number.and_then(|number| self.state.tasks.get_mut(&number));
        let task = task.ok_or_else(|| format!("there is no task {id}"))?;
        if task.pace.unwrap_or(pace) != Pace::Manual {
            return Err(Wrong::Bad(
                "it takes its steps by itself: pace=manual makes it wait".into(),
            ));
        }
        task.count(pace, seed, time);
        let changes = Changes { tasks: vec![task.number], ..Changes::default() };
        let task = task.clone();
        Ok((self.task(&task, time), changes))
    }

    fn rules(&self) -> Value {
        let rules = self.state.rules.held.iter();
        rules
            .map(|held| json!({"id": held.number, "rule": held.text, "left": held.rule.next}))
            .collect()
    }

    fn clock(&self, now: UnixMillis) -> Value {
        let stands = matches!(self.state.clock, Clock::At(_));
        json!({"now": self.state.clock.at(now), "stands": stands})
    }

    fn task(&self, task: &Task, now: UnixMillis) -> Value {
        let (phase, since) = task.phase(self.config.pace, self.config.seed, now);
        let state = match phase {
            Phase::Submitted => "submitted",
            Phase::Processing => "processing",
            Phase::Succeeded => "succeeded",
            Phase::Failed(_) => "failed",
        };
        let provider = match task.dialect {
            Dialect::Kling => "kling",
            Dialect::CometApi => "cometapi",
            Dialect::ApiModels => "apimodels",
        };
        json!({
            "id": task.id,
            "external_task_id": task.external_id,
            "provider": provider,
            "state": state,
            "since": since,
            "created_at": task.created_at,
            "words": task.work.words(),
        })
    }
}

fn everything() -> Changes {
    Changes { all: true, rest: true, ..Changes::default() }
}

fn object(text: &str) -> Result<Map<String, Value>, String> {
    let text = if text.is_empty() { "{}" } else { text };
    body::object(Some(text)).map_err(|_| "the body: a JSON object".to_owned())
}

fn number(fields: &Map<String, Value>, name: &str) -> Result<Option<u64>, String> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let number = value.as_u64();
            number.map(Some).ok_or_else(|| format!("{name}: a whole number that is not negative"))
        }
    }
}

fn json_response(status: u16, body: &Value) -> HttpResponse {
    HttpResponse {
        status,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_string().into_bytes(),
    }
}
