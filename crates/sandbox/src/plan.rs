//! What is to happen to one request, by all the rules that have to say something of it.

use foley_core::{
    Capability, Dialect, HttpRequest, HttpResponse, Method, Millis, Operation, UnixMillis,
};
use serde_json::{Map, Value};

use crate::carriage::{Carriage, Changes, Reply};
use crate::clock::{Clock, shifted};
use crate::faults::{
    Asked, Drop, FileTrouble, Knobs, NoCors, On, Place, Refused, Rule, cut, damage, gateway, page,
    tokens, written,
};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::{Sandbox, file, sandbox};

/// The header by which a request says what is to happen to it.
const HEADER: &str = "x-sandbox";

/// What is to happen to one request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) knobs: Knobs,
    /// The rules that were in the prompt, as they were written, for the task to remember.
    pub(crate) in_prompt: String,
    /// How long the answer is held back; `None` where it never goes back.
    delay: Option<Millis>,
    /// The sandbox's rules that count for so many requests, and for this one.
    spent: Vec<u64>,
    is_file: bool,
}

impl Plan {
    /// Nothing out of the ordinary.
    pub(crate) fn none() -> Self {
        Self { delay: Some(Millis(0)), ..Self::default() }
    }

    /// What comes instead of an answer, before anything has come of the request.
    pub(crate) fn instead(&self, refuse: impl FnOnce(Refusal) -> HttpResponse) -> Option<Reply> {
        if self.knobs.drop == Some(Drop::Before) {
            let nothing = HttpResponse { status: 503, headers: Vec::new(), body: Vec::new() };
            return Some(Reply { carriage: Carriage::Dropped, ..nothing.into() });
        }
        let mut response = match self.knobs.refuse? {
            Refused::Gateway(status) => gateway(status),
            Refused::Code(code) => {
                let refusal = Refusal::of_code(code)?;
                if self.is_file {
                    file::refuse(refusal.status, "Refused", &refusal.message)
                } else {
                    refuse(refusal)
                }
            }
        };
        if let Some(seconds) = self.knobs.retry_after {
            response.headers.push(("retry-after".to_owned(), seconds.to_string()));
        }
        Some(response.into())
    }

    /// What stands in a file's place.
    pub(crate) fn instead_of_file(&self) -> Option<HttpResponse> {
        match self.knobs.file? {
            FileTrouble::Missing => Some(file::no_such_key()),
            FileTrouble::Expired => Some(file::expired()),
            FileTrouble::Html => Some(page(200, "<p>The sandbox, as a host of files.</p>".into())),
            FileTrouble::Empty => {
                let headers = vec![("content-length".to_owned(), "0".to_owned())];
                Some(HttpResponse { status: 200, headers, body: Vec::new() })
            }
            FileTrouble::Truncated => None,
        }
    }

    /// Whether a rule counts for one request less because of this.
    pub(crate) const fn is_spent(&self) -> bool {
        !self.spent.is_empty()
    }

    /// What becomes of an answer on its way.
    pub(crate) fn finish(&self, reply: &mut Reply) {
        if let Some(how) = self.knobs.body {
            damage(reply, how);
        }
        if self.is_file && self.knobs.file == Some(FileTrouble::Truncated) {
            cut(reply);
        }
        if self.knobs.drop == Some(Drop::After) {
            reply.carriage = Carriage::Dropped;
        }
        reply.cors = self.knobs.no_cors.is_none();
        reply.delay = self.delay;
    }

    /// What the answer says that the time is, where that is not the time that was handed in.
    pub(crate) fn date(&self, now: UnixMillis, clock: Clock) -> Option<UnixMillis> {
        match (self.knobs.skew, clock) {
            (None, Clock::Ahead(0)) => None,
            (skew, _) => Some(shifted(now, skew.unwrap_or_default())),
        }
    }
}

impl Sandbox {
    /// What is to happen to a request; an error where it says so itself in words that can't be read.
    pub(crate) fn plan(
        &self,
        route: &Route,
        request: &HttpRequest,
        words: &str,
        fields: &Map<String, Value>,
        now: UnixMillis,
    ) -> Result<Plan, Refusal> {
        let (on, operation) = self.kind(route, request.method, fields);
        let provider = route.dialect();
        let asked = Asked { on, operation, provider, words, seed: self.config.seed, now };
        let mut plan = Plan { is_file: on == On::File, ..Plan::none() };
        if let Some(text) = request.header(HEADER) {
            let rule = Rule::parse(text).map_err(|bad| Refusal::bad_rule(HEADER, &bad))?;
            plan.add(&asked, &rule, Place::Outside);
        }
        let task = match route {
            Route::Task(_, _, id) => self.state.by_id(id),
            Route::Generations(id) => id.as_ref().and_then(|id| self.state.by_id(id)),
            Route::File(file) => self.state.by_id(&file.id),
            _ => None,
        };
        let (in_prompt, steps) = match task {
            Some(task) => (task.rules.clone(), task.steps),
            None => (written(fields.values().filter_map(Value::as_str)), 0),
        };
        if !in_prompt.is_empty() {
            let rules = tokens(&in_prompt).map_err(|bad| Refusal::bad_rule("[sbx:…]", &bad))?;
            for rule in rules {
                plan.add(&asked, &rule, Place::Prompt { asked: steps });
            }
            plan.in_prompt = in_prompt;
        }
        for held in &self.state.rules.held {
            let counts = plan.add(&asked, &held.rule, Place::Outside);
            if counts && held.rule.next.is_some() {
                plan.spent.push(held.number);
            }
        }
        for rule in &self.standing {
            plan.add(&asked, rule, Place::Outside);
        }
        plan.delay = match plan.knobs.latency {
            Some(latency) => latency.drawn(asked.bits(2)),
            None => Some(Millis(0)),
        };
        Ok(plan)
    }

    /// The rules that count for so many requests count for one less.
    pub(crate) fn spend(&mut self, plan: &Plan, changes: &mut Changes) {
        for held in &mut self.state.rules.held {
            if plan.spent.contains(&held.number) {
                held.rule.next = held.rule.next.map(|next| next.saturating_sub(1));
                changes.rest = true;
            }
        }
    }

    /// Whether a page is to be told that it may not send this.
    #[must_use]
    pub fn refuses_preflight(&self, url: &str, now: UnixMillis) -> bool {
        let route = Route::of(url);
        let now = self.state.clock.at(now);
        let provider = route.dialect();
        // Which method it will be is not looked at: a rule about one kind of request holds for its path.
        let kinds = match route {
            Route::File(_) => [On::File; 3],
            _ => [On::Create, On::Query, On::List],
        };
        kinds.into_iter().any(|on| {
            let operation = route.operation();
            let seed = self.config.seed;
            let asked = Asked { on, operation, provider, words: url, seed, now };
            let held = self.state.rules.held.iter().map(|held| &held.rule);
            let mut told =
                held.chain(&self.standing).filter_map(|rule| asked.told(rule, Place::Outside));
            told.any(|told| told.is_whole && told.knobs.no_cors == Some(NoCors::Preflight))
        })
    }

    fn kind(
        &self,
        route: &Route,
        method: Method,
        fields: &Map<String, Value>,
    ) -> (On, Option<Operation>) {
        match (route, method) {
            (Route::Generations(_), Method::Post) => {
                let capability = sandbox::capability_of(Dialect::ApiModels, fields);
                (On::Create, capability.ok().map(|capability: &Capability| capability.operation))
            }
            (Route::Generations(id), Method::Get) => {
                let task = id.as_ref().and_then(|id| self.state.by_id(id));
                (On::Query, task.map(|task| task.work.operation()))
            }
            (Route::Tasks(_, operation), Method::Post) => (On::Create, Some(*operation)),
            (Route::Tasks(_, operation), Method::Get) => (On::List, Some(*operation)),
            (Route::File(file), _) => {
                let task = self.state.by_id(&file.id);
                (On::File, task.map(|task| task.work.operation()))
            }
            (route, _) => (On::Query, route.operation()),
        }
    }
}

impl Plan {
    /// Adds what a rule has to say; whether it is about this request.
    fn add(&mut self, asked: &Asked<'_>, rule: &Rule, place: Place) -> bool {
        let Some(told) = asked.told(rule, place) else { return false };
        self.knobs = core::mem::take(&mut self.knobs).or(&told.knobs);
        told.is_whole
    }
}
