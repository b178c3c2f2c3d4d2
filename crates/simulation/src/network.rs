//! The network: what becomes of each request, and who answers it.

use foley_core::{Charge, HttpRequest, HttpResponse, Method, Millis, Provider, UnixMillis, wire};
use foley_engine::{CallId, Event, TransportError};

use crate::Fault;
use crate::file;
use crate::host::Deed;
use crate::reply::answer;
use crate::truth::number_in;
use crate::world::{Arrival, Coming, Outcome, World};

/// What comes back of a request that arrives.
#[derive(Clone, Debug)]
pub(crate) enum Says {
    /// What the provider says.
    Truth,
    /// That it broke.
    Broken,
    /// Nothing, ever.
    Nothing,
    /// What somebody in between says.
    Instead(HttpResponse),
    /// Half of what the provider says.
    Half,
    /// A status that nobody knows.
    Unheard,
    /// A finished task without its files.
    NoFiles,
}

/// What becomes of a request.
struct Fate {
    /// After what time it arrives, where it does.
    arrives: Option<Millis>,
    says: Says,
    /// How long the answer takes.
    back_after: Millis,
}

/// What may become of a create. What is refused in between has not happened.
const OF_CREATES: &[Fault] = &[
    Fault::LostRequest,
    Fault::LostAnswer,
    Fault::LostAnswer,
    Fault::Silence,
    Fault::Hanging,
    Fault::LateRequest,
    Fault::SlowAnswer,
    Fault::BadGateway,
    Fault::GatewayTimeout,
    Fault::PageFor200,
    Fault::PageFor404,
    Fault::Empty403,
    Fault::CutShort,
    Fault::TooFast,
    Fault::NoSlot,
    Fault::Busy,
    Fault::Broken,
    Fault::Broken,
    Fault::TokenTime,
];

/// What may become of a look.
const OF_LOOKS: &[Fault] = &[
    Fault::LostRequest,
    Fault::LostAnswer,
    Fault::Silence,
    Fault::Hanging,
    Fault::LateRequest,
    Fault::SlowAnswer,
    Fault::BadGateway,
    Fault::GatewayTimeout,
    Fault::PageFor200,
    Fault::PageFor404,
    Fault::Empty403,
    Fault::CutShort,
    Fault::TooFast,
    Fault::Busy,
    Fault::Broken,
    Fault::TokenTime,
    Fault::UnknownStatus,
    Fault::NoFiles,
];

/// What may become of a file.
const OF_FILES: &[Fault] = &[
    Fault::LostRequest,
    Fault::LostAnswer,
    Fault::Silence,
    Fault::SlowAnswer,
    Fault::BadGateway,
    Fault::PageFor200,
    Fault::PageFor404,
    Fault::Empty403,
    Fault::CutFile,
];

const PAGE: &str = "<!doctype html><html><body>no</body></html>";

impl World {
    /// A page sends a request.
    pub(crate) fn send(
        &mut self,
        page: u64,
        call: CallId,
        request: HttpRequest,
        credential: Option<&Provider>,
    ) {
        let create_of = (request.method == Method::Post).then(|| number_in(&request)).flatten();
        self.note(format_args!("  page {page} sends {} {}", request.method.as_str(), request.url));
        self.check_send(page, &request, credential, create_of);
        if let Some(truth) = create_of.and_then(|job| self.truths.get_mut(job)) {
            truth.last_create = Some((page, call));
            let now = self.now;
            if let Some(page) = self.page(page) {
                page.creates.insert(call, now);
            }
        }
        if credential.is_some_and(|provider| provider.needs_key) && self.now < self.no_key_until {
            let outcome = Err(TransportError::NoKey);
            return self.at(self.now, Coming::Answer { page, call, create_of, outcome });
        }
        let fate = self.fate(&request);
        if let Some(truth) = create_of.and_then(|job| self.truths.get_mut(job)) {
            self.stats.creates.0 += 1;
            truth.sent_at = Some(self.now);
            truth.was_refused = false;
            truth.is_agreed = false;
            truth.in_flight += usize::from(fate.arrives.is_some());
        }
        match fate.arrives {
            Some(after) => {
                let Fate { says, back_after, .. } = fate;
                let sent_at = self.now;
                let arrival = Arrival { page, call, request, sent_at, says, back_after, create_of };
                self.at(self.now + after, Coming::Arrive(Box::new(arrival)));
            }
            None => {
                let Some(outcome) = without_it(fate.says) else { return };
                let back_at = self.now + fate.back_after;
                self.at(back_at, Coming::Answer { page, call, create_of, outcome });
            }
        }
    }

    fn fate(&mut self, request: &HttpRequest) -> Fate {
        let (there, back) = (self.of_network.millis(10, 150), self.of_network.millis(10, 150));
        let goes_wrong = self.of_network.in_thousand(self.plan.rate);
        let faults = match request.method {
            Method::Post => OF_CREATES,
            Method::Get if request.url.starts_with(file::HOST) => OF_FILES,
            Method::Get => OF_LOOKS,
        };
        let fault = self.of_network.pick(faults).filter(|_| goes_wrong);
        match fault {
            Some(fault) if self.has(fault) => self.trouble(fault, (there, back), request.method),
            _ => Fate { arrives: Some(there), says: Says::Truth, back_after: back },
        }
    }

    fn trouble(&mut self, fault: Fault, (there, back): (Millis, Millis), method: Method) -> Fate {
        // Whether the provider has heard it, where nobody can tell.
        let heard = self.of_network.in_thousand(500).then_some(there);
        let fate = |arrives, says| Fate { arrives, says, back_after: back };
        let instead = |status, body: &str| Says::Instead(answer(status, body));
        // What a create is refused with in between has kept it from happening.
        let kept_out = if method == Method::Post { None } else { heard };
        match fault {
            Fault::LostRequest => fate(None, Says::Broken),
            Fault::LostAnswer => fate(Some(there), Says::Broken),
            Fault::Silence => fate(Some(there), Says::Nothing),
            Fault::Hanging => fate(None, Says::Nothing),
            Fault::LateRequest => fate(Some(self.of_network.millis(5_001, 200_000)), Says::Truth),
            Fault::SlowAnswer => Fate {
                arrives: Some(there),
                says: Says::Truth,
                back_after: self.of_network.millis(1000, 60_000),
            },
            Fault::BadGateway => fate(heard, instead(502, PAGE)),
            Fault::GatewayTimeout => {
                let body = r#"{"error":{"message":"upstream timeout","type":"x","code":""}}"#;
                fate(heard, instead(504, body))
            }
            Fault::PageFor200 => fate(heard, instead(200, PAGE)),
            Fault::PageFor404 => fate(kept_out, instead(404, PAGE)),
            Fault::Empty403 => fate(kept_out, instead(403, "")),
            Fault::CutShort => fate(Some(there), Says::Half),
            Fault::TooFast => fate(None, instead(429, r#"{"code":1302,"message":"too fast"}"#)),
            Fault::NoSlot => fate(None, instead(429, r#"{"code":1303,"message":"no slot"}"#)),
            Fault::Busy => {
                let mut response = answer(429, PAGE);
                response.headers.push(("retry-after".to_owned(), "7".to_owned()));
                fate(None, Says::Instead(response))
            }
            Fault::Broken => {
                let code = self.of_network.between(5000, 5002);
                let body = format!(r#"{{"code":{code},"message":"maintenance"}}"#);
                fate(heard, instead(503, &body))
            }
            Fault::TokenTime => {
                fate(None, instead(401, r#"{"code":1004,"message":"Authorization is expired"}"#))
            }
            Fault::UnknownStatus => fate(Some(there), Says::Unheard),
            Fault::NoFiles => fate(Some(there), Says::NoFiles),
            Fault::CutFile => fate(Some(there), Says::Half),
            _ => fate(Some(there), Says::Truth),
        }
    }

    /// A request arrives, at a time that a sleeping page knows nothing of.
    pub(crate) fn arrive(&mut self, at: UnixMillis, arrival: Arrival) {
        let Arrival { page, call, request, sent_at, says, back_after, create_of } = arrival;
        let (response, deed) = match file::read(&request.url) {
            Some(link) => match self.hosts.get(link.host) {
                Some(host) => host.file(&link, at),
                None => return,
            },
            None => {
                let host = self.hosts.iter_mut().find(|host| host.is_of(&request.url));
                let Some(host) = host else { return };
                host.answer(&request, (sent_at, at), &self.truths, &mut self.of_hosts)
            }
        };
        if let Some(truth) = create_of.and_then(|job| self.truths.get_mut(job)) {
            truth.in_flight = truth.in_flight.saturating_sub(1);
        }
        // Who is told something else, or is gone, does not know that it has expired.
        if deed == Deed::LinkExpired && matches!(says, Says::Truth) && self.is_open(page) {
            self.check_link(&request.url);
        }
        self.done(at, deed);
        let outcome = match says {
            Says::Truth => Ok(response),
            Says::Half => Ok(half(response)),
            Says::Unheard => Ok(unheard(response)),
            Says::NoFiles => Ok(without_files(response)),
            other => match without_it(other) {
                Some(outcome) => outcome,
                None => return,
            },
        };
        self.at(at + back_after, Coming::Answer { page, call, create_of, outcome });
    }

    fn done(&mut self, at: UnixMillis, deed: Deed) {
        match deed {
            Deed::Nothing => {}
            Deed::LinkExpired => self.stats.count(Fault::ExpiredLink),
            Deed::DeniedEarly(job) => {
                self.stats.count(Fault::EarlyDenial);
                self.denied(at, job);
            }
            Deed::Denied(job) => self.denied(at, job),
            Deed::Accepted(job) => {
                self.stats.creates.1 += 1;
                self.check_accepted(job);
            }
        }
    }

    fn denied(&mut self, at: UnixMillis, job: usize) {
        if let Some(truth) = self.truths.get_mut(job) {
            truth.denied_at = Some(at);
        }
    }

    /// A page hears what came of a call.
    pub(crate) fn hear(
        &mut self,
        page: u64,
        call: CallId,
        create_of: Option<usize>,
        outcome: Outcome,
    ) {
        if !self.is_open(page) {
            return;
        }
        match &outcome {
            Ok(response) => {
                let body = String::from_utf8_lossy(&response.body).into_owned();
                self.note(format_args!("  page {page} hears {} {body}", response.status));
            }
            Err(error) => self.note(format_args!("  page {page} hears {error:?}")),
        }
        if let Some(job) = create_of {
            let read = outcome.clone().map_err(TransportError::into_api_error);
            let read = read.and_then(|response| wire::task(&response));
            self.hear_of_account(page, call, job, &read);
            let is_refused = read.is_err_and(|error| error.charge == Charge::No);
            let Some(truth) = self.truths.get_mut(job) else { return };
            truth.was_ever_refused |= is_refused;
            if truth.last_create == Some((page, call)) {
                truth.was_refused = is_refused;
            }
        }
        self.tell(page, Event::Answered { call, outcome });
    }
}

/// What comes back where the provider's own answer does not.
fn without_it(says: Says) -> Option<Outcome> {
    match says {
        Says::Instead(response) => Some(Ok(response)),
        Says::Nothing => None,
        _ => Some(Err(TransportError::Broken("Failed to fetch".to_owned()))),
    }
}

fn half(mut response: HttpResponse) -> HttpResponse {
    response.body.truncate(response.body.len() / 2);
    response
}

fn unheard(response: HttpResponse) -> HttpResponse {
    let mut body = String::from_utf8_lossy(&response.body).into_owned();
    for word in ["submitted", "processing", "succeed", "failed", "pending", "completed"] {
        for name in ["task_status", "state"] {
            body =
                body.replace(&format!("\"{name}\":\"{word}\""), &format!("\"{name}\":\"paused\""));
        }
    }
    HttpResponse { body: body.into(), ..response }
}

fn without_files(response: HttpResponse) -> HttpResponse {
    let body = String::from_utf8_lossy(&response.body).replace("\"url", "\"gone");
    HttpResponse { body: body.replace("resultUrls", "goneUrls").into(), ..response }
}
