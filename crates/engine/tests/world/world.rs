//! The world.

use std::collections::{BTreeMap, BTreeSet};

use foley_core::{
    AssetFormat, AssetKind, BaseUrl, Dialect, HttpRequest, HttpResponse, Method, Millis, Provider,
    Request, Seconds, SoundEffect, UnixMillis,
};
use foley_engine::{
    Action, CallId, Engine, Entry, Event, Job, JobId, KeepError, Peaks, Stage, Take,
    TransportError, WriteId,
};
use foley_sandbox::{Config, Made, NotMade, Order, Sandbox, Sight, Studio};

use crate::player;

/// What the network does to one exchange.
#[derive(Clone, Debug)]
pub(crate) enum Fate {
    /// It goes well.
    Deliver,
    /// The request is lost on its way.
    LoseRequest,
    /// The provider does what it is asked, and its answer is lost.
    LoseAnswer,
    /// Somebody in between answers; the provider never hears of it.
    Intercept(HttpResponse),
    /// The provider does what it is asked, and somebody in between answers something else.
    Replace(HttpResponse),
    /// All goes well, and the answer is this of what it would be.
    Rewrite(fn(HttpResponse) -> HttpResponse),
    /// The browser loses the answer on a connection that it had used before, and sends the request by
    /// itself once more: the provider hears it twice, and the second answer comes. Chrome does.
    Repeat,
    /// Nothing comes back, ever, though the provider has heard it.
    Silence,
    /// The page has no key to send it with.
    NoKey,
}

/// Decides what becomes of each request, given how many there were before.
pub(crate) type Network = Box<dyn FnMut(&HttpRequest, usize) -> Fate>;

/// Something that is going to happen.
#[derive(Debug)]
enum Coming {
    Arrive { call: CallId, request: HttpRequest, fate: Fate },
    Answer { call: CallId, outcome: Result<HttpResponse, TransportError> },
    Write { write: WriteId, job: Box<Job> },
    WriteHabits(String),
    Delete { job: JobId },
    Decode { job: JobId, file: usize, format: AssetFormat, bytes: Vec<u8> },
}

/// The world. Its fields are for tests to look at and to turn.
pub(crate) struct World {
    pub(crate) now: UnixMillis,
    pub(crate) engine: Engine,
    pub(crate) sandbox: Sandbox,
    pub(crate) network: Network,
    pub(crate) latency: Millis,
    /// Jobs as they stand in the store, as text: what can't be written can't be restored.
    pub(crate) store: BTreeMap<JobId, String>,
    /// What was learned, as it stands in the store.
    pub(crate) habits: Option<String>,
    /// Every job's files, as they were stored.
    pub(crate) takes: BTreeMap<(JobId, usize), Vec<u8>>,
    /// What happened to each job.
    pub(crate) records: BTreeMap<JobId, Vec<Entry>>,
    /// Why the store takes nothing, where it doesn't.
    pub(crate) store_is_broken: Option<String>,
    /// What left, and when.
    pub(crate) sent: Vec<(UnixMillis, HttpRequest)>,
    /// Requests that were to carry a credential.
    pub(crate) credentialed: Vec<HttpRequest>,
    /// External ids whose create arrived although the provider had it: paid twice.
    pub(crate) paid_twice: Vec<String>,
    coming: BTreeMap<(UnixMillis, u64), Coming>,
    next: u64,
    names: u128,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with_network(|_, _| Fate::Deliver)
    }

    pub(crate) fn with_network(network: impl FnMut(&HttpRequest, usize) -> Fate + 'static) -> Self {
        let base = Provider::sandbox().base_url;
        Self {
            now: UnixMillis(1_773_367_502_225),
            engine: Engine::new(7),
            sandbox: Sandbox::new(Config::open(base.as_str())),
            network: Box::new(network),
            latency: Millis(40),
            store: BTreeMap::new(),
            habits: None,
            takes: BTreeMap::new(),
            records: BTreeMap::new(),
            store_is_broken: None,
            sent: Vec::new(),
            credentialed: Vec::new(),
            paid_twice: Vec::new(),
            coming: BTreeMap::new(),
            next: 0,
            names: 0,
        }
    }

    /// From now on links are good for so long.
    pub(crate) fn expire_links(&mut self, url_ttl: Millis) {
        let base = Provider::sandbox().base_url;
        let config = Config { url_ttl: Some(url_ttl), ..Config::open(base.as_str()) };
        let state = self.sandbox.state().clone();
        self.sandbox = Sandbox::with_state(config, state);
    }

    /// The first requests of a kind meet these fates; all else goes well.
    pub(crate) fn with_first(kind: fn(&HttpRequest) -> bool, fates: Vec<Fate>) -> Self {
        let mut fates = fates.into_iter();
        Self::with_network(move |request, _| {
            let fate = if kind(request) { fates.next() } else { None };
            fate.unwrap_or(Fate::Deliver)
        })
    }

    /// Submits "Rain", three seconds, to the sandbox.
    pub(crate) fn submit(&mut self) -> JobId {
        self.submit_to(Provider::sandbox(), "Rain")
    }

    pub(crate) fn submit_to(&mut self, provider: Provider, prompt: &str) -> JobId {
        let request = Request::SoundEffect(SoundEffect {
            prompt: prompt.to_owned(),
            duration: Seconds::from_tenths(30),
            external_task_id: None,
            callback_url: None,
        });
        self.ask(provider, request)
    }

    /// Submits any request to a provider.
    pub(crate) fn ask(&mut self, provider: Provider, request: Request) -> JobId {
        self.names += 1;
        let id = JobId::from_random(self.names);
        self.tell(Event::Submit { id: id.clone(), provider, request });
        id
    }

    pub(crate) fn tell(&mut self, event: Event) {
        self.engine.handle(event, self.now);
        while let Some(action) = self.engine.poll() {
            self.carry_out(action);
        }
    }

    fn carry_out(&mut self, action: Action) {
        match action {
            Action::Store { write, job } => {
                self.in_a_while(Millis(3), Coming::Write { write, job });
            }
            Action::StoreHabits(habits) => {
                let text = serde_json::to_string(&habits).expect("plain data");
                self.in_a_while(Millis(3), Coming::WriteHabits(text));
            }
            Action::Send { call, request, credential } => {
                if credential.is_some() {
                    self.credentialed.push(request.clone());
                }
                let fate = (self.network)(&request, self.sent.len());
                self.sent.push((self.now, request.clone()));
                self.in_a_while(self.latency, Coming::Arrive { call, request, fate });
            }
            Action::Abort(call) => self.coming.retain(
                |_, coming| !matches!(coming, Coming::Answer { call: other, .. } if *other == call),
            ),
            Action::Keep { job, file, format, bytes } => {
                self.in_a_while(Millis(20), Coming::Decode { job, file, format, bytes });
            }
            Action::Record { job, entry } => {
                self.records.entry(job).or_default().push(*entry);
            }
            Action::Delete(job) => self.in_a_while(Millis(3), Coming::Delete { job }),
        }
    }

    fn in_a_while(&mut self, span: Millis, coming: Coming) {
        self.next += 1;
        self.coming.insert((self.now + span, self.next), coming);
    }

    /// Lets the next thing happen. False where nothing is left to happen.
    pub(crate) fn step(&mut self) -> bool {
        let coming = self.coming.first_key_value().map(|((at, _), _)| *at);
        match (coming, self.engine.next_wake()) {
            (None, None) => return false,
            (Some(at), wake) if wake.is_none_or(|wake| at <= wake) => {
                self.now = self.now.max(at);
                if let Some((_, coming)) = self.coming.pop_first() {
                    self.happen(coming);
                }
            }
            (_, Some(wake)) => {
                self.now = self.now.max(wake);
                self.tell(Event::Wake);
            }
            (Some(_), None) => {}
        }
        true
    }

    fn happen(&mut self, coming: Coming) {
        match coming {
            Coming::Arrive { call, request, fate } => {
                let outcome = self.exchange(&request, fate);
                if let Some(outcome) = outcome {
                    self.in_a_while(self.latency, Coming::Answer { call, outcome });
                }
            }
            Coming::Answer { call, outcome } => self.tell(Event::Answered { call, outcome }),
            Coming::Write { write, job } => match self.store_is_broken.clone() {
                Some(reason) => self.tell(Event::StoreFailed(write, reason)),
                None => {
                    let text = serde_json::to_string(&job).expect("plain data");
                    self.store.insert(job.id, text);
                    self.tell(Event::Stored(write));
                }
            },
            Coming::WriteHabits(text) => {
                if self.store_is_broken.is_none() {
                    self.habits = Some(text);
                }
            }
            Coming::Delete { job } => {
                self.store.remove(&job);
                self.takes.retain(|(of, _), _| *of != job);
                self.records.remove(&job);
            }
            Coming::Decode { job, file, format, bytes } => match self.store_is_broken.clone() {
                Some(reason) => {
                    let error = KeepError::Store(reason);
                    self.tell(Event::KeepFailed { job, file, error });
                }
                None => {
                    let take = Take {
                        kind: format.kind(),
                        asset_id: None,
                        format,
                        said: None,
                        bytes: bytes.len() as u64,
                        sha256: None,
                        duration_ms: 3000,
                        size: (format.kind() == AssetKind::Video).then_some((640, 360)),
                        peaks: Peaks::default(),
                    };
                    self.takes.insert((job.clone(), file), bytes);
                    self.tell(Event::Kept { job, file, take });
                }
            },
        }
    }

    fn exchange(
        &mut self,
        request: &HttpRequest,
        fate: Fate,
    ) -> Option<Result<HttpResponse, TransportError>> {
        let broken = || Some(Err(TransportError::Broken("Failed to fetch".to_owned())));
        match fate {
            Fate::LoseRequest => return broken(),
            Fate::NoKey => return Some(Err(TransportError::NoKey)),
            Fate::Intercept(response) => return Some(Ok(response)),
            _ => {}
        }
        if let Fate::Repeat = fate {
            self.sandbox.answer_with(request, self.now, &Quick);
            return Some(Ok(self
                .sandbox
                .answer_with(request, self.now, &Quick)
                .with_plan()
                .response));
        }
        let response = self.sandbox.answer_with(request, self.now, &Quick).with_plan().response;
        let refused_twice = String::from_utf8_lossy(&response.body).contains("already exists");
        if request.method == Method::Post && refused_twice {
            self.paid_twice.push(request.body.clone().unwrap_or_default());
        }
        match fate {
            Fate::LoseAnswer => broken(),
            Fate::Replace(other) => Some(Ok(other)),
            Fate::Rewrite(rewrite) => Some(Ok(rewrite(response))),
            Fate::Silence => None,
            _ => Some(Ok(response)),
        }
    }

    /// Runs until nothing is left to happen, or until so long after now.
    pub(crate) fn run(&mut self, limit: Millis) {
        let end = self.now + limit;
        while self.now < end && self.step() {}
    }

    /// Runs until this holds; fails where it never does.
    #[track_caller]
    pub(crate) fn run_until(&mut self, holds: impl Fn(&Self) -> bool) {
        for _ in 0..100_000 {
            if holds(self) {
                return;
            }
            if !self.step() {
                break;
            }
        }
        panic!("it never came to that: {:#?}", self.engine.jobs().collect::<Vec<_>>());
    }

    /// The page dies and comes back: what was on its way to it is lost, what had left is not.
    pub(crate) fn crash(&mut self) {
        self.coming.retain(|_, coming| matches!(coming, Coming::Arrive { .. }));
        // Calls are named by each engine anew: what still arrives answers nobody.
        let left: Vec<HttpRequest> = std::mem::take(&mut self.coming)
            .into_values()
            .filter_map(|coming| match coming {
                Coming::Arrive { request, fate, .. } => {
                    (!matches!(fate, Fate::LoseRequest | Fate::NoKey | Fate::Intercept(_)))
                        .then_some(request)
                }
                _ => None,
            })
            .collect();
        for request in left {
            self.exchange(&request, Fate::Silence);
        }
        self.engine = Engine::new(self.next);
        if let Some(text) = &self.habits {
            self.tell(Event::Habits(serde_json::from_str(text).expect("our record")));
        }
        let jobs = self.store.values().map(|text| serde_json::from_str(text).expect("our record"));
        self.tell(Event::Restored(jobs.collect()));
    }

    #[track_caller]
    pub(crate) fn stage(&self, id: &JobId) -> &Stage {
        &self.engine.job(id).expect("a job is never forgotten").stage
    }

    pub(crate) fn is_kept(&self, id: &JobId) -> bool {
        matches!(self.stage(id), Stage::Kept { .. })
    }

    /// What is stored of a job, by the number of the file.
    pub(crate) fn files_of(&self, id: &JobId) -> Vec<&[u8]> {
        let of_job = self.takes.iter().filter(|((job, _), _)| job == id);
        of_job.map(|(_, bytes)| bytes.as_slice()).collect()
    }

    /// Whether nothing is on its way, anywhere.
    pub(crate) fn is_quiet(&self) -> bool {
        self.coming.is_empty()
    }

    /// Whether a file is being decoded.
    pub(crate) fn is_about_to_keep(&self) -> bool {
        self.coming.values().any(|coming| matches!(coming, Coming::Decode { .. }))
    }

    /// How many creates left.
    pub(crate) fn creates(&self) -> usize {
        self.sent.iter().filter(|(_, request)| request.method == Method::Post).count()
    }

    /// The files' URLs that were asked for, each once.
    pub(crate) fn files(&self) -> BTreeSet<&str> {
        let urls = self.sent.iter().map(|(_, request)| request.url.as_str());
        urls.filter(|url| url.contains("/assets/")).collect()
    }
}

/// Whatever a test did in its world, each job's record tells it, so that it can be replayed.
impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        for (job, entries) in &self.records {
            if let Err(failure) = player::replay(job, entries) {
                panic!("the record of {job} does not replay: {failure}");
            }
        }
    }
}

/// The sandbox, spoken to in a dialect.
pub(crate) fn speaking(dialect: Dialect) -> Provider {
    let base = BaseUrl::parse("https://sandbox.invalid").expect("good");
    Provider::custom(base, dialect)
}

/// Films and voices that are quickly made.
struct Quick;

impl Studio for Quick {
    fn make(&self, order: &Order) -> Result<Made, NotMade> {
        Ok(Made::File(match order {
            Order::Sound(scored) => scored.play(),
            Order::Speech(spoken) => foley_synth::render(&spoken.text, 10, 0).to_wav(),
            Order::Film(_) | Order::Dub(_) => b"\0\0\0\x18ftypmp42".to_vec(),
            Order::Mp3(_) => b"ID3".to_vec(),
            Order::Look(_) => return Ok(Made::Seen(Sight::Unseen)),
        }))
    }
}

/// Whether a request creates a task.
pub(crate) fn is_create(request: &HttpRequest) -> bool {
    request.method == Method::Post
}

/// Whether a request asks how far a task is.
pub(crate) fn is_look(request: &HttpRequest) -> bool {
    request.method == Method::Get && request.url.contains("/v1/")
}

/// Whether a request fetches a file.
pub(crate) fn is_fetch(request: &HttpRequest) -> bool {
    request.url.contains("/assets/")
}

/// An answer of somebody's.
pub(crate) fn answer(status: u16, body: &str) -> HttpResponse {
    HttpResponse { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}
