//! The sandbox itself: who asks for what gets which answer.

use foley_core::{Capability, Dialect, HttpRequest, HttpResponse, Method, Operation, UnixMillis};

use crate::file::{self, File};
use crate::links::BadLink;
use crate::list::Page;
use crate::refusal::Refusal;
use crate::reply::{Exchange, Said};
use crate::route::Route;
use crate::state::Desk;
use crate::{Config, NoStudio, State, Studio, body, ids};

/// A provider that lives in memory. See the [crate's page](crate).
#[derive(Clone, Debug)]
pub struct Sandbox {
    pub(crate) config: Config,
    pub(crate) state: State,
}

/// Why a request can't be put as an [`HttpRequest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Its method is neither GET nor POST.
    Method,
    /// Its body is larger than whoever carries it reads.
    Body,
}

impl Sandbox {
    /// A sandbox with no tasks.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self::with_state(config, State::default())
    }

    /// A sandbox that goes on from where another was.
    #[must_use]
    pub const fn with_state(config: Config, state: State) -> Self {
        Self { config, state }
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

    /// Answers a request that arrives at this time, with nobody who makes what it can't make itself.
    pub fn answer(&mut self, request: &HttpRequest, now: UnixMillis) -> HttpResponse {
        self.answer_with(request, now, &NoStudio)
    }

    /// Answers a request that arrives at this time.
    pub fn answer_with(
        &mut self,
        request: &HttpRequest,
        now: UnixMillis,
        studio: &dyn Studio,
    ) -> HttpResponse {
        let route = Route::of(&request.url);
        if let Route::File(file) = &route {
            return self.file(file, request, now, studio);
        }
        let dialect = route.dialect().unwrap_or(Dialect::Kling);
        let said = self.api(&route, dialect, request, now, studio).unwrap_or_else(Said::Refused);
        self.write(dialect, request.method.as_str(), &request.url, now, &said)
    }

    /// Refuses what can't be put as an [`HttpRequest`], in the words of the provider that it is for,
    /// and without asking who sends it.
    #[must_use]
    pub fn refuse(
        &self,
        what: Unreadable,
        method: &str,
        url: &str,
        now: UnixMillis,
    ) -> HttpResponse {
        let route = Route::of(url);
        let Some(dialect) = route.dialect() else { return no_such_key() };
        let refusal = match what {
            Unreadable::Method => Refusal::no_such_method(method),
            Unreadable::Body => Refusal::too_large(),
        };
        self.write(dialect, method, url, now, &Said::Refused(refusal))
    }

    fn write(
        &self,
        dialect: Dialect,
        method: &str,
        url: &str,
        now: UnixMillis,
        said: &Said,
    ) -> HttpResponse {
        let what = format!("{method} {url}");
        let request_id = ids::request_id(self.config.seed, now, &what);
        Exchange { config: &self.config, dialect, request_id, now }.write(said)
    }

    fn api(
        &mut self,
        route: &Route,
        dialect: Dialect,
        request: &HttpRequest,
        now: UnixMillis,
        studio: &dyn Studio,
    ) -> Result<Said, Refusal> {
        let nothing = || Refusal::no_such_method(request.method.as_str());
        if matches!((dialect, route), (Dialect::CometApi, Route::Unknown(_))) {
            // Its page for those who are lost asks for no key.
            return Err(nothing());
        }
        let account = self.config.auth.admit(request, dialect, now)?;
        let desk = Desk { dialect, account: &account, now };
        match (request.method, route) {
            (Method::Post, Route::Tasks(_, operation)) => {
                let capability = Capability::of(dialect, *operation).ok_or_else(nothing)?;
                let fields = body::object(request.body.as_deref())?;
                self.create(desk, capability, &fields, studio).map(Said::Created)
            }
            (Method::Get, Route::Tasks(_, operation)) => {
                let capability = Capability::of(dialect, *operation).ok_or_else(nothing)?;
                if !capability.lists {
                    return Err(nothing());
                }
                let page = Page::of(&request.url)?;
                let tasks = self.state.at(desk).rev();
                let tasks = tasks.filter(|task| task.work.operation() == *operation);
                Ok(Said::Listed(tasks.skip(page.skip).take(page.take).cloned().collect()))
            }
            (Method::Get, Route::Task(_, operation, id)) => {
                let task = self.state.find(desk, *operation, id);
                task.cloned().map(Said::Found).ok_or_else(Refusal::not_found)
            }
            (Method::Post, Route::Generations(_)) => {
                let fields = body::object(request.body.as_deref())?;
                let model = fields.get("model").and_then(serde_json::Value::as_str);
                let known = Operation::ALL
                    .into_iter()
                    .filter_map(|operation| Capability::of(dialect, operation));
                let mut known = known.filter(|capability| capability.model == model);
                let capability = match model {
                    None | Some("") => return Err(Refusal::illegal("model is required")),
                    Some(_) => known.next(),
                };
                let capability =
                    capability.ok_or_else(|| Refusal::illegal("model is not supported"))?;
                self.create(desk, capability, &fields, studio).map(Said::Created)
            }
            (Method::Get, Route::Generations(id)) => {
                let id = id.as_deref().filter(|id| !id.is_empty());
                let id = id.ok_or_else(|| Refusal::illegal("task_id is required"))?;
                let task = self.state.at(desk).find(|task| task.id.0 == id);
                task.cloned().map(Said::Found).ok_or_else(Refusal::not_found)
            }
            _ => Err(nothing()),
        }
    }

    /// A file needs no key, as at the providers: whoever has the link has the file.
    fn file(
        &self,
        file: &File,
        request: &HttpRequest,
        now: UnixMillis,
        studio: &dyn Studio,
    ) -> HttpResponse {
        match self.config.check_link(&request.url, now) {
            Ok(()) => {}
            Err(BadLink::Expired) => {
                return file::refuse(403, "AccessDenied", "Request has expired");
            }
            Err(BadLink::Forged) => {
                let words = "The signature does not match the one that was calculated";
                return file::refuse(403, "SignatureDoesNotMatch", words);
            }
        }
        let task = self.of_file(file, now).filter(|_| request.method == Method::Get);
        let made = task.and_then(|task| task.work.make(file.kind, studio));
        match made {
            Some(Ok(bytes)) => file::serve(file.kind, bytes, request.header("range")),
            Some(Err(why)) => HttpResponse {
                status: 503,
                headers: vec![("content-type".to_owned(), "text/plain; charset=utf-8".to_owned())],
                body: why.into_bytes(),
            },
            None => no_such_key(),
        }
    }
}

fn no_such_key() -> HttpResponse {
    file::refuse(404, "NoSuchKey", "The specified key does not exist")
}
