//! The sandbox itself: who asks for what gets which answer.

use foley_core::{Capability, Dialect, HttpRequest, HttpResponse, Method, Operation, UnixMillis};
use serde_json::{Map, Value};

use crate::auth::Account;
use crate::carriage::{Changes, Reply};
use crate::clock::shifted;
use crate::faults::Rule;
use crate::file::{self, File};
use crate::links::BadLink;
use crate::list::Page;
use crate::plan::Plan;
use crate::refusal::Refusal;
use crate::reply::{Exchange, Said};
use crate::route::Route;
use crate::state::Desk;
use crate::{BadRule, Config, NoStudio, NotMade, State, Studio, body, ids};

/// A provider that lives in memory. See the [crate's page](crate).
#[derive(Clone, Debug)]
pub struct Sandbox {
    pub(crate) config: Config,
    pub(crate) state: State,
    /// The rules that it was begun with.
    pub(crate) standing: Vec<Rule>,
}

/// Why a request can't be put to the sandbox, or its answer can't stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// Its method is neither GET nor POST.
    Method,
    /// Its body is larger than whoever carries it reads.
    Body,
    /// Its body does not come.
    Slow,
    /// What it has changed can't be kept.
    NotKept,
}

/// A request, read as far as it can be before it is known who asks.
#[derive(Debug)]
pub(crate) struct Incoming<'a> {
    pub(crate) request: &'a HttpRequest,
    /// Its method and its URL, by which it is known.
    pub(crate) words: &'a str,
    pub(crate) route: Route,
    /// The body of a create, or why it is none.
    pub(crate) fields: Result<Map<String, Value>, Refusal>,
    pub(crate) plan: Plan,
    pub(crate) now: UnixMillis,
}

/// What is said to a create, and what has changed; `None` where something has to be made first, and
/// nothing has changed.
pub(crate) type Outcome = Option<(Said, Changes)>;

/// What a request to an API comes to.
#[expect(clippy::large_enum_variant, reason = "most are the large one, and none is kept")]
enum Wanted {
    Said(Said),
    /// A task is to be taken in.
    Order(Account, &'static Capability),
}

/// What any request comes to.
#[expect(clippy::large_enum_variant, reason = "most are the large one, and none is kept")]
enum Found {
    Answer(Reply),
    /// A task is to be taken in.
    Order(Account, &'static Capability),
}

/// By what a request is known: its method and its URL.
fn words(method: &str, url: &str) -> String {
    [method, " ", url].concat()
}

impl Sandbox {
    /// A sandbox with no tasks.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self::with_state(config, State::default())
    }

    /// A sandbox that goes on from where another was.
    #[must_use]
    pub fn with_state(mut config: Config, state: State) -> Self {
        config.seed = state.seed.unwrap_or(config.seed);
        Self { config, state, standing: Vec::new() }
    }

    /// From now on its links begin with this, without a slash at the end: for those who reach it by
    /// another name.
    pub fn reached_at(&mut self, base_url: String) {
        self.config.base_url = base_url;
    }

    /// All that it remembers.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// What callbacks are signed with.
    #[must_use]
    pub fn webhook_secrets(&self) -> &[foley_core::webhook::WebhookSecret] {
        &self.config.webhook
    }

    /// Answers a request that arrives at this time, with nobody who makes what it can't make itself, and
    /// for somebody who carries the answer whole and at once.
    pub fn answer(&mut self, request: &HttpRequest, now: UnixMillis) -> HttpResponse {
        self.answer_with(request, now, &NoStudio).with_plan().response
    }

    /// Answers a request that arrives at this time; [`Reply::with_plan`] completes it.
    pub fn answer_with(
        &mut self,
        request: &HttpRequest,
        now: UnixMillis,
        studio: &dyn Studio,
    ) -> Reply {
        let route = Route::of(&request.url);
        if let (Route::Admin(path), true) = (&route, self.config.admin) {
            return self.admin(path, request, now);
        }
        let words = words(request.method.as_str(), &request.url);
        let (asked, bad) = self.read(request, &words, route, now);
        let mut reply = match self.found(&asked, bad, studio) {
            Found::Answer(reply) => reply,
            Found::Order(account, capability) => self.take_in(&asked, &account, capability, studio),
        };
        if !reply.waits {
            self.finish(&asked, &mut reply);
            self.count(asked.now, &mut reply);
            self.spend(&asked.plan, &mut reply.changes);
        }
        reply
    }

    /// Answers as [`Self::answer_with`] does what changes nothing; `None` where something may change.
    /// Many may look at once.
    #[must_use]
    pub fn look(
        &self,
        request: &HttpRequest,
        now: UnixMillis,
        studio: &dyn Studio,
    ) -> Option<Reply> {
        let route = Route::of(&request.url);
        if request.method != Method::Get || matches!(route, Route::Admin(_)) {
            return None;
        }
        let words = words(request.method.as_str(), &request.url);
        let (asked, bad) = self.read(request, &words, route, now);
        let Found::Answer(mut reply) = self.found(&asked, bad, studio) else { return None };
        if !reply.waits {
            if reply.counted.is_some() || asked.plan.is_spent() {
                return None;
            }
            self.finish(&asked, &mut reply);
        }
        Some(reply)
    }

    /// A request, as far as it can be read before it is known who asks, and why what it says of faults
    /// can't be.
    fn read<'a>(
        &self,
        request: &'a HttpRequest,
        words: &'a str,
        route: Route,
        now: UnixMillis,
    ) -> (Incoming<'a>, Option<Refusal>) {
        let now = self.state.clock.at(now);
        let is_create = request.method == Method::Post
            && matches!(route, Route::Tasks(..) | Route::Generations(_));
        let fields = if is_create { body::object(request.body.as_deref()) } else { Ok(Map::new()) };
        let nothing = Map::new();
        let plan = self.plan(&route, request, words, fields.as_ref().unwrap_or(&nothing), now);
        let (plan, bad) = match plan {
            Ok(plan) => (plan, None),
            Err(refusal) => (Plan::none(), Some(refusal)),
        };
        (Incoming { request, words, route, fields, plan, now }, bad)
    }

    /// What is answered, unless a task is to be taken in first.
    fn found(&self, asked: &Incoming<'_>, bad: Option<Refusal>, studio: &dyn Studio) -> Found {
        let refuse = |refusal| self.write(asked, &Said::Refused(refusal));
        let instead = match bad {
            Some(bad) => Some(refuse(bad).into()),
            None => asked.plan.instead(refuse),
        };
        if let Some(instead) = instead {
            return Found::Answer(instead);
        }
        if let Route::File(file) = &asked.route {
            return Found::Answer(self.file(file, asked, studio));
        }
        match self.api(asked) {
            Ok(Wanted::Order(account, capability)) => Found::Order(account, capability),
            Ok(Wanted::Said(said)) => Found::Answer(self.reply(asked, &said)),
            Err(refusal) => Found::Answer(refuse(refusal).into()),
        }
    }

    /// Takes in what is ordered, or says why not.
    fn take_in(
        &mut self,
        asked: &Incoming<'_>,
        account: &Account,
        capability: &'static Capability,
        studio: &dyn Studio,
    ) -> Reply {
        let dialect = asked.route.dialect().unwrap_or(Dialect::Kling);
        let desk = Desk { dialect, account, now: asked.now };
        let fields = asked.fields.as_ref().map_err(Refusal::clone);
        match fields.and_then(|fields| self.create(desk, capability, fields, &asked.plan, studio)) {
            Ok(None) => waiting(),
            Ok(Some((said, changes))) => Reply { changes, ..self.reply(asked, &said) },
            Err(refusal) => self.write(asked, &Said::Refused(refusal)).into(),
        }
    }

    fn reply(&self, asked: &Incoming<'_>, said: &Said) -> Reply {
        let exchange = self.exchange_of(asked);
        let counted = match said {
            Said::Found(task) if task.counts(self.config.pace) => Some(task.number),
            _ => None,
        };
        Reply { about: exchange.about(said), counted, ..exchange.write(said).into() }
    }

    /// What becomes of an answer on its way.
    fn finish(&self, asked: &Incoming<'_>, reply: &mut Reply) {
        asked.plan.finish(reply);
        reply.date = asked.plan.date(asked.now, self.state.clock);
    }

    /// A task was asked for once more, where that counts.
    fn count(&mut self, now: UnixMillis, reply: &mut Reply) {
        let (pace, seed) = (self.config.pace, self.config.seed);
        let task = reply.counted.take().and_then(|number| self.state.tasks.get_mut(&number));
        if let Some(task) = task {
            task.count(pace, seed, now);
            reply.changes.tasks.push(task.number);
        }
    }

    /// From now on these rules hold where no other says something else. They are not part of the state.
    ///
    /// # Errors
    /// The first that can't be read.
    pub fn begin_with(&mut self, rules: &[String]) -> Result<(), BadRule> {
        self.standing = rules.iter().map(|rule| standing(rule)).collect::<Result<_, _>>()?;
        Ok(())
    }

    /// Refuses what can't be put to the sandbox, in the words of the provider that it is for, and
    /// without asking who sends it.
    #[must_use]
    pub fn refuse(
        &self,
        what: Unanswered,
        method: &str,
        url: &str,
        now: UnixMillis,
    ) -> HttpResponse {
        let route = Route::of(url);
        if matches!(route, Route::File(_)) {
            return file::no_such_key();
        }
        let refusal = match what {
            Unanswered::Method => Refusal::no_such_method(method),
            Unanswered::Body => Refusal::too_large(),
            Unanswered::Slow => Refusal::malformed("Request body did not arrive"),
            Unanswered::NotKept => Refusal::new(500, 5000, "The sandbox can't write to its disk"),
        };
        let words = words(method, url);
        self.exchange(&route, &words, &Plan::none(), now).write(&Said::Refused(refusal))
    }

    fn write(&self, asked: &Incoming<'_>, said: &Said) -> HttpResponse {
        self.exchange_of(asked).write(said)
    }

    fn exchange_of(&self, asked: &Incoming<'_>) -> Exchange<'_> {
        let Incoming { words, route, plan, now, .. } = asked;
        self.exchange(route, words, plan, *now)
    }

    fn exchange(&self, route: &Route, words: &str, plan: &Plan, now: UnixMillis) -> Exchange<'_> {
        Exchange {
            config: &self.config,
            dialect: route.dialect().unwrap_or(Dialect::Kling),
            request_id: ids::request_id(self.config.seed, now, words),
            url_ttl: plan.knobs.url_ttl.or(self.config.url_ttl),
            now,
        }
    }

    fn api(&self, asked: &Incoming<'_>) -> Result<Wanted, Refusal> {
        let Incoming { request, route, plan, now, .. } = asked;
        let dialect = route.dialect().unwrap_or(Dialect::Kling);
        let nothing = || Refusal::no_such_method(request.method.as_str());
        if matches!((dialect, route), (Dialect::CometApi, Route::Unknown(_))) {
            // Its page for those who are lost asks for no key.
            return Err(nothing());
        }
        let by_its_clock = shifted(*now, plan.knobs.skew.unwrap_or_default());
        let account = self.config.auth.admit(request, dialect, by_its_clock)?;
        let desk = Desk { dialect, account: &account, now: *now };
        let said = match (request.method, route) {
            (Method::Post, Route::Tasks(_, operation)) => {
                let capability = Capability::of(dialect, *operation).ok_or_else(nothing)?;
                return Ok(Wanted::Order(account, capability));
            }
            (Method::Get, Route::Tasks(_, operation)) => {
                let capability = Capability::of(dialect, *operation).ok_or_else(nothing)?;
                if !capability.lists {
                    return Err(nothing());
                }
                let page = Page::of(&request.url)?;
                let tasks = self.state.newest(desk);
                let tasks = tasks.filter(|task| task.work.operation() == *operation);
                Said::Listed(tasks.skip(page.skip).take(page.take).cloned().collect())
            }
            (Method::Get, Route::Task(_, operation, id)) => {
                let task = self.state.find(desk, *operation, id);
                task.cloned().map(Said::Found).ok_or_else(Refusal::not_found)?
            }
            (Method::Post, Route::Generations(_)) => {
                let fields = asked.fields.as_ref().map_err(Refusal::clone)?;
                return Ok(Wanted::Order(account, capability_of(dialect, fields)?));
            }
            (Method::Get, Route::Generations(id)) => {
                let id = id.as_deref().filter(|id| !id.is_empty());
                let id = id.ok_or_else(|| Refusal::illegal("task_id is required"))?;
                let task = self.state.own(desk, id);
                task.cloned().map(Said::Found).ok_or_else(Refusal::not_found)?
            }
            _ => return Err(nothing()),
        };
        Ok(Wanted::Said(said))
    }

    /// A file needs no key, as at the providers: whoever has the link has the file.
    fn file(&self, file: &File, asked: &Incoming<'_>, studio: &dyn Studio) -> Reply {
        let Incoming { request, plan, now, .. } = asked;
        match self.config.check_link(&request.url, *now) {
            Ok(()) => {}
            Err(BadLink::Expired) => return file::expired().into(),
            Err(BadLink::Forged) => {
                let words = "The signature does not match the one that was calculated";
                return file::refuse(403, "SignatureDoesNotMatch", words).into();
            }
        }
        let task = self.of_file(file, *now).filter(|_| request.method == Method::Get);
        if let (Some(_), Some(instead)) = (task, plan.instead_of_file()) {
            return instead.into();
        }
        match task.and_then(|task| task.work.make(file.kind, studio)) {
            Some(Ok(bytes)) => file::serve(file.kind, bytes, request.header("range")).into(),
            Some(Err(NotMade::Yet)) => waiting(),
            Some(Err(NotMade::Ever(why))) => file::unmade(why).into(),
            None => file::no_such_key().into(),
        }
    }
}

/// What apimodels.app's one endpoint is asked for, by the model that the body names.
pub(crate) fn capability_of(
    dialect: Dialect,
    fields: &Map<String, Value>,
) -> Result<&'static Capability, Refusal> {
    let model = fields.get("model").and_then(Value::as_str).filter(|model| !model.is_empty());
    let model = model.ok_or_else(|| Refusal::illegal("model is required"))?;
    let known = Operation::ALL.into_iter().filter_map(|it| Capability::of(dialect, it));
    let mut known = known.filter(|capability| capability.model == Some(model));
    known.next().ok_or_else(|| Refusal::illegal("model is not supported"))
}

/// Reads a rule that always holds, which nothing is counted for.
///
/// # Errors
/// Why it can't be read.
pub(crate) fn standing(text: &str) -> Result<Rule, BadRule> {
    let rule = Rule::parse(text)?;
    match rule.next {
        Some(_) => Err(BadRule::new("next: a rule that always holds has none")),
        None => Ok(rule),
    }
}

/// What stands in an answer's place as long as there is none.
fn waiting() -> Reply {
    let response = HttpResponse { status: 503, headers: Vec::new(), body: Vec::new() };
    Reply { waits: true, ..response.into() }
}
