//! The driver: carries out what the engine wants, and tells it what came of that.

mod faults;
mod tabs;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use foley_core::wire::{self, Page};
use foley_core::{
    ApiError, AssetFormat, Credential, HttpRequest, HttpResponse, Millis, Operation, Origin,
    Provider, Request, Task, TaskId,
};
use foley_engine::{
    Action, CallId, Engine, Event, Heading, Job, JobId, KeepError, Place, Stage, Take,
    TransportError, WriteId,
};
use futures::future::{AbortHandle, abortable};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag};

pub use self::faults::{FaultChange, FaultRule};
use crate::few::Few;
use crate::keyring::Keyring;
use crate::lock::Lock;
use crate::store::{Entries, Notice, Store, StoreError};
use crate::tabs::{Tabs, Word};
use crate::transport::{Fetch, SandboxWorker, Transport};
use crate::worker::Loading;
use crate::{ObjectUrl, clock, digest, media, random, settings, storage, timer};

/// What is learned of how long tasks take, by its name among the settings: tabs share it, and to lose
/// it costs nothing but time.
const HABITS: &str = "habits";

/// What writes the records.
const MADE_BY: &str = concat!("Foley ", env!("CARGO_PKG_VERSION"));

/// Whether the user lets no create leave, by its name among the settings.
const PAUSED: &str = "paused";

/// What a [`Foley`] is made of.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the database that it keeps everything in.
    pub database: String,
    /// The script that starts the sandbox's worker, relative to the page.
    pub sandbox_script: String,
}

/// A file as our own store gives it back.
#[derive(Debug)]
pub struct KeptFile {
    /// A URL for its bytes, for as long as it is held.
    pub url: ObjectUrl,
    /// Whether they are those that were kept, as far as can be told.
    pub is_intact: bool,
}

/// All jobs of this device, running and kept. Clones are the same one.
#[derive(Clone)]
pub struct Foley(Rc<Inner>);

struct Inner {
    engine: RefCell<Engine>,
    store: Store,
    keys: RefCell<Keyring>,
    sandbox: SandboxWorker,
    /// What of the sandbox is being fetched.
    loading: RefCell<Option<Loading>>,
    sandbox_provider: Provider,
    calls: RefCell<Few<CallId, AbortHandle>>,
    locks: RefCell<Few<JobId, Lock>>,
    /// Jobs whose lock is being waited for, with what the user asks of them meanwhile.
    waiting: RefCell<Few<JobId, Option<Event>>>,
    /// The other tabs.
    tabs: RefCell<Option<Tabs>>,
    /// Jobs that are being taken out of the store.
    leaving: RefCell<Few<JobId, ()>>,
    timer: RefCell<Option<Timeout>>,
    listeners: RefCell<Vec<EventListener>>,
    subscribers: RefCell<Few<u64, Subscriber>>,
    next_subscriber: Cell<u64>,
    /// Whether the browser was asked not to clear what is stored.
    is_persistent: Cell<bool>,
    /// What happened and is to be written down.
    entries: RefCell<Entries>,
    /// Whether a page of a newer version wants the store, and whether it has it.
    is_outdated: Rc<Cell<bool>>,
    has_let_go: Cell<bool>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        for handle in self.calls.get_mut().values() {
            handle.abort();
        }
    }
}

/// Who hears which jobs may have changed.
type Subscriber = Rc<dyn Fn(&[JobId])>;

/// A wish to hear of every change. Dropping it ends it.
pub struct Subscription {
    inner: Weak<Inner>,
    number: u64,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(inner) = self.inner.upgrade() {
            inner.subscribers.borrow_mut().remove(&self.number);
        }
    }
}

impl Foley {
    /// Opens the store and takes up what was running. What other pages have to do with the store is told
    /// to `on_notice`, now and later.
    ///
    /// # Errors
    /// The store's, where it can't be opened or read: then nothing could be kept, and no job should
    /// begin.
    pub async fn open(
        options: Options,
        on_notice: impl Fn(Notice) + 'static,
    ) -> Result<Self, StoreError> {
        let is_outdated = Rc::new(Cell::new(false));
        let opened = Rc::new(RefCell::new(Weak::<Inner>::new()));
        let (outdated, page, on_notice) = (is_outdated.clone(), opened.clone(), Rc::new(on_notice));
        let noticed = move |notice| {
            on_notice(notice);
            outdated.set(notice == Notice::Outdated);
            let page = page.borrow().upgrade();
            if let Some(inner) = page {
                Self(inner).let_go_if_outdated();
            }
        };
        let page = opened.clone();
        let on_loading = move |loading| {
            let page = page.borrow().upgrade();
            if let Some(inner) = page {
                inner.loading.replace(loading);
                Self(inner).tell_subscribers(&[]);
            }
        };
        let store = Store::open(&options.database, noticed).await?;
        let jobs = store.jobs().await?;
        let seed = random::bits().map_err(StoreError::Failed)? as u64;
        let foley = Self(Rc::new(Inner {
            engine: RefCell::new(Engine::new(seed)),
            store,
            keys: RefCell::default(),
            sandbox: SandboxWorker::new(options.sandbox_script, Rc::new(on_loading)),
            loading: RefCell::default(),
            sandbox_provider: Provider::sandbox(),
            calls: RefCell::default(),
            locks: RefCell::default(),
            waiting: RefCell::default(),
            leaving: RefCell::default(),
            tabs: RefCell::default(),
            timer: RefCell::default(),
            listeners: RefCell::default(),
            subscribers: RefCell::default(),
            next_subscriber: Cell::new(0),
            is_persistent: Cell::new(false),
            entries: RefCell::default(),
            is_outdated,
            has_let_go: Cell::new(false),
        }));
        *opened.borrow_mut() = Rc::downgrade(&foley.0);
        foley.let_go_if_outdated();
        foley.listen(&options.database);
        foley.read_habits();
        foley.read_pause();
        let (running, resting): (Vec<Job>, Vec<Job>) = jobs.into_iter().partition(Job::is_running);
        foley.tell(Event::Restored(resting));
        // Another tab may run it: until its lock is free it is only shown.
        for job in running {
            let id = job.id.clone();
            foley.tell(Event::Seen(Box::new(job)));
            foley.take_over(id, None);
        }
        Ok(foley)
    }

    /// The names of all jobs, the newest first.
    #[must_use]
    pub fn order(&self) -> Vec<JobId> {
        let engine = self.0.engine.borrow();
        let mut jobs: Vec<&Job> = engine.jobs().collect();
        jobs.sort_by(|a, b| b.submitted_at.cmp(&a.submitted_at).then_with(|| b.id.cmp(&a.id)));
        jobs.into_iter().map(|job| job.id.clone()).collect()
    }

    /// One job.
    #[must_use]
    pub fn job(&self, id: &JobId) -> Option<Job> {
        self.0.engine.borrow().job(id).cloned()
    }

    /// All jobs, the newest first.
    #[must_use]
    pub fn jobs(&self) -> Vec<Job> {
        self.order().iter().filter_map(|id| self.job(id)).collect()
    }

    /// How long jobs like this one usually wait for their provider, from and to. `None` before there
    /// is a habit.
    #[must_use]
    pub fn usual(&self, job: &Job) -> Option<(Millis, Millis)> {
        self.0.engine.borrow().usual(job, clock::now())
    }

    /// Calls back after everything that happens, with the jobs that have begun, may have changed, or are
    /// gone.
    #[must_use = "dropping the subscription ends it"]
    pub fn on_change(&self, call: impl Fn(&[JobId]) + 'static) -> Subscription {
        let number = self.0.next_subscriber.get();
        self.0.next_subscriber.set(number + 1);
        self.0.subscribers.borrow_mut().insert(number, Rc::new(call));
        Subscription { inner: Rc::downgrade(&self.0), number }
    }

    /// Begins a job. The request is valid: whoever has it from
    /// [`Draft::check`](foley_core::Draft::check) knows that.
    ///
    /// # Errors
    /// The platform's words, where it has no random numbers to name the job with; or why this page begins
    /// nothing more.
    pub fn submit(&self, provider: Provider, request: Request) -> Result<JobId, String> {
        self.check_outdated()?;
        let id = JobId::from_random(random::bits()?);
        let (foley, event) = (self.clone(), Event::Submit { id: id.clone(), provider, request });
        let job = id.clone();
        spawn_local(async move {
            foley.hold(&job).await;
            foley.tell(event);
        });
        Ok(id)
    }

    /// Takes up a task that was asked for elsewhere, by the provider's id of it.
    ///
    /// # Errors
    /// As of [`Foley::submit`].
    pub fn take_up(
        &self,
        provider: Provider,
        operation: Operation,
        task: TaskId,
    ) -> Result<JobId, String> {
        self.check_outdated()?;
        let id = JobId::from_random(random::bits()?);
        let (foley, job) = (self.clone(), id.clone());
        spawn_local(async move {
            foley.hold(&job).await;
            foley.tell(Event::TakeUp { id: job, provider, operation, task });
        });
        Ok(id)
    }

    /// One page of an account's tasks, the newest first. Asking is free.
    ///
    /// # Errors
    /// The provider's refusal, or why no answer came.
    pub async fn tasks(
        &self,
        provider: &Provider,
        operation: Operation,
        page: Page,
    ) -> Result<Vec<Task>, ApiError> {
        let Some(request) = wire::list(provider, operation, page) else {
            let words = format!("{} lists no tasks", provider.name);
            return Err(ApiError::new(Origin::Ourselves, words));
        };
        let exchange = self.exchange(request, Some(provider));
        let answered = exchange.await.map_err(TransportError::into_api_error);
        answered.and_then(|response| wire::tasks(&response))
    }

    /// Stops waiting for a job. The provider may still finish it, and charge.
    pub fn cancel(&self, id: &JobId) {
        self.ask(id, Word::Stop);
    }

    /// Moves a job that waits for its turn.
    pub fn reorder(&self, id: &JobId, place: Place) {
        let word = match place {
            Place::First => Word::First,
            Place::Sooner => Word::Sooner,
            Place::Later => Word::Later,
            Place::Last => Word::Last,
        };
        self.ask(id, word);
    }

    /// How many jobs have their turn before this one. `None` where it does not wait for its turn here.
    #[must_use]
    pub fn ahead(&self, id: &JobId) -> Option<usize> {
        self.0.engine.borrow().ahead(id)
    }

    /// Whether creates wait for the network.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        self.0.engine.borrow().is_offline()
    }

    /// Whether no create leaves, by the user's wish.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.0.engine.borrow().is_paused()
    }

    /// Lets no create leave, in no tab, or lets those leave that wait. What the providers have goes on.
    pub fn pause(&self, is_paused: bool) {
        settings::save(PAUSED, &is_paused);
        self.tell(Event::Pause(is_paused));
    }

    /// Takes up again what can be: see [`Job::can_resume`].
    pub fn resume(&self, id: &JobId) {
        self.take_over(id.clone(), Some(Event::Resume(id.clone())));
    }

    /// Sends an unsure job's create again, which may cost twice.
    pub fn send_again(&self, id: &JobId) {
        self.take_over(id.clone(), Some(Event::SendAgain(id.clone())));
    }

    /// Holds on to a job, or no longer: see [`Foley::let_go`].
    pub fn set_favourite(&self, id: &JobId, is_favourite: bool) {
        let asked = Event::Favourite(id.clone(), is_favourite);
        self.take_over(id.clone(), Some(asked));
    }

    /// Removes jobs and their takes to make room. What another tab has made a favourite meanwhile stays,
    /// and is shown as one.
    pub async fn let_go(&self, ids: Vec<JobId>) {
        for id in ids {
            match self.0.store.job(&id).await {
                Ok(Some(stored)) if stored.favourite => self.tell(Event::Restored(vec![stored])),
                _ => self.remove(&id),
            }
        }
    }

    /// Removes a job and its take, for good.
    pub fn remove(&self, id: &JobId) {
        self.ask(id, Word::Remove);
    }

    /// Sets or forgets the credential for a provider's origin. It stays in memory. What had stopped
    /// for want of it goes on.
    pub fn set_credential(&self, provider: &Provider, credential: Option<Credential>) {
        let given = credential.is_some();
        self.0.keys.borrow_mut().set(provider, credential);
        if given {
            let wanting = self.0.engine.borrow().wanting_key(provider.base_url.origin());
            wanting.iter().for_each(|id| self.resume(id));
        }
    }

    /// Whether there is a credential for a provider's origin.
    #[must_use]
    pub fn has_key(&self, provider: &Provider) -> bool {
        self.0.keys.borrow().has(provider)
    }

    /// A URL that plays one of a job's files from our own store, for as long as it is held. `None`
    /// where there is no such file. File 0 is what the job was about.
    ///
    /// # Errors
    /// The store's.
    pub async fn file(&self, id: &JobId, file: usize) -> Result<Option<ObjectUrl>, StoreError> {
        let blob = self.0.store.file(id, file).await?;
        blob.map(|blob| ObjectUrl::new(&blob).map_err(StoreError::Failed)).transpose()
    }

    /// What happened to a job, as JSON Lines: a [`Heading`], then an [`Entry`](foley_engine::Entry) for each
    /// thing, and `{"left_out":n}` where a long history has lost its middle. No key is in it. What the user
    /// typed is, and so are the links to files as the provider gave them: whoever has one can fetch the
    /// file, until it expires.
    ///
    /// # Errors
    /// The store's.
    pub async fn record(&self, id: &JobId) -> Result<String, StoreError> {
        let history = self.0.store.history(id).await?;
        let heading = Heading::new(MADE_BY, id, self.0.engine.borrow().job(id));
        let mut text = history.lines(&heading)?;
        // Keys are taken out of answers before anybody hears them: this is for what nobody thought of.
        self.0.keys.borrow().redact(&mut text);
        Ok(text)
    }

    /// What happened to all jobs, one after the other, the newest first.
    ///
    /// # Errors
    /// The store's.
    pub async fn records(&self) -> Result<String, StoreError> {
        let mut text = String::new();
        for id in self.order() {
            text += &self.record(&id).await?;
        }
        Ok(text)
    }

    /// A URL for a job's [record](Self::record), for as long as it is held.
    ///
    /// # Errors
    /// The store's.
    pub async fn record_file(&self, id: &JobId) -> Result<ObjectUrl, StoreError> {
        let text = self.record(id).await?;
        let options = BlobPropertyBag::new();
        options.set_type("application/jsonl");
        let parts = Array::of1(&text.into());
        let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
        ObjectUrl::new(&blob).map_err(StoreError::Failed)
    }

    /// One of a job's files, to be taken out of our own store: its bytes are held against the hash under
    /// which they were kept.
    ///
    /// # Errors
    /// The store's.
    pub async fn file_to_save(
        &self,
        id: &JobId,
        file: usize,
    ) -> Result<Option<KeptFile>, StoreError> {
        let Some(blob) = self.0.store.file(id, file).await? else { return Ok(None) };
        let is_intact = match self.hash(id, file) {
            Some(kept) => digest::sha256_of_blob(&blob).await.is_none_or(|found| found == kept),
            None => true,
        };
        let url = ObjectUrl::new(&blob).map_err(StoreError::Failed)?;
        Ok(Some(KeptFile { url, is_intact }))
    }

    /// The hash under which a file was kept.
    fn hash(&self, id: &JobId, file: usize) -> Option<String> {
        self.0.engine.borrow().job(id)?.takes().nth(file)?.sha256.clone()
    }

    /// Tells the engine, does what it wants, and tells whoever listens.
    fn tell(&self, event: Event) {
        if self.0.has_let_go.get() {
            return;
        }
        let (actions, changed) = {
            let mut engine = self.0.engine.borrow_mut();
            engine.handle(event, clock::now());
            let actions: Vec<Action> = std::iter::from_fn(|| engine.poll()).collect();
            (actions, engine.changed())
        };
        for action in actions {
            self.carry_out(action);
        }
        self.write_down();
        self.let_go_if_outdated();
        self.set_timer();
        self.tell_subscribers(&changed);
    }

    fn tell_subscribers(&self, changed: &[JobId]) {
        let subscribers: Vec<_> = self.0.subscribers.borrow().values().cloned().collect();
        for call in subscribers {
            call(changed);
        }
    }

    /// The part of the sandbox that is being fetched, if one is.
    #[must_use]
    pub fn loading(&self) -> Option<Loading> {
        self.0.loading.borrow().clone()
    }

    fn carry_out(&self, action: Action) {
        match action {
            Action::Store { write, job } => self.store(write, *job),
            Action::StoreHabits(habits) => drop(settings::save(HABITS, &habits)),
            Action::Send { call, request, credential } => {
                self.send(call, request, credential.as_ref());
            }
            Action::Abort(call) => {
                if let Some(handle) = self.0.calls.borrow_mut().remove(&call) {
                    handle.abort();
                }
            }
            Action::Keep { job, file, format, bytes } => {
                let foley = self.clone();
                spawn_local(async move {
                    foley.tell(match foley.keep(&job, file, format, &bytes).await {
                        Ok(take) => Event::Kept { job, file, take },
                        Err(error) => Event::KeepFailed { job, file, error },
                    });
                });
            }
            Action::Record { job, entry } => {
                self.0.entries.borrow_mut().entry(job, Vec::new).push(*entry);
            }
            Action::Delete(job) => {
                self.0.entries.borrow_mut().remove(&job);
                // Until then the lock is held, or another tab would find the record and go on with the job.
                self.0.leaving.borrow_mut().insert(job.clone(), ());
                let foley = self.clone();
                spawn_local(async move {
                    // Where this fails the job is back after a reload, and can be removed again.
                    drop(foley.0.store.delete(&job).await);
                    foley.0.leaving.borrow_mut().remove(&job);
                    foley.0.locks.borrow_mut().remove(&job);
                    if let Some(tabs) = &*foley.0.tabs.borrow() {
                        tabs.say_of(Word::Gone, &job);
                    }
                });
            }
        }
    }

    /// Writes down what happened. All of one moment is written at once, or not at all.
    fn write_down(&self) {
        let entries = std::mem::take(&mut *self.0.entries.borrow_mut());
        if entries.values().next().is_some() {
            let foley = self.clone();
            // Where this fails, nothing but a piece of a history is lost.
            spawn_local(async move { drop(foley.0.store.append(entries).await) });
        }
    }

    /// Where a page of a newer version wants the store, it is let go, and this page does nothing more: what
    /// runs goes on there. A create that is out is waited for first, since its answer can't be had twice.
    fn let_go_if_outdated(&self) {
        let is_out =
            |job: &Job| job.stage == Stage::Creating && self.0.locks.borrow().contains_key(&job.id);
        let waits = !self.0.is_outdated.get() || self.0.engine.borrow().jobs().any(is_out);
        if waits || self.0.has_let_go.replace(true) {
            return;
        }
        for call in self.0.calls.borrow().values() {
            call.abort();
        }
        *self.0.timer.borrow_mut() = None;
        let foley = self.clone();
        // What is on its way to the store comes before this.
        spawn_local(async move {
            foley.0.store.close();
            *foley.0.locks.borrow_mut() = Few::default();
        });
    }

    fn check_outdated(&self) -> Result<(), String> {
        if self.0.is_outdated.get() {
            return Err("This page is older than another that is open: reload it.".to_owned());
        }
        Ok(())
    }

    /// Decodes a file and stores it.
    async fn keep(
        &self,
        job: &JobId,
        file: usize,
        format: AssetFormat,
        bytes: &[u8],
    ) -> Result<Take, KeepError> {
        let take = media::examine(format, bytes).await.map_err(KeepError::Undecodable)?;
        let stored = self.0.store.put_file(job, file, format, bytes).await;
        if stored.is_ok() && !self.0.is_persistent.replace(true) {
            // Now there is something to lose. Where the browser refuses, it is kept as long as it likes.
            spawn_local(async {
                let _ = storage::persist().await;
            });
        }
        stored.map(|()| take).map_err(|error| KeepError::Store(error.into_words()))
    }

    fn store(&self, write: WriteId, job: Job) {
        let foley = self.clone();
        spawn_local(async move {
            let stored = foley.0.store.put_job(&job).await;
            if let (Ok(record), Some(tabs)) = (&stored, &*foley.0.tabs.borrow()) {
                tabs.say(Word::Stored, record);
            }
            // By now the job may be running again, and then it is still ours.
            foley.release_if_resting(&job.id);
            foley.tell(match stored {
                Ok(_) => Event::Stored(write),
                Err(error) => Event::StoreFailed(write, error.into_words()),
            });
        });
    }

    /// One request and its answer, with the provider's credential on the one and out of the other.
    fn exchange(
        &self,
        mut request: HttpRequest,
        credential: Option<&Provider>,
    ) -> impl Future<Output = Result<HttpResponse, TransportError>> + use<> {
        let authorized = credential.map_or(Ok(None), |provider| {
            self.0.keys.borrow().authorize(&mut request, provider, clock::now())
        });
        let exchange = authorized.map(|credential| {
            let exchange = if !self.0.sandbox_provider.base_url.is_origin_of(&request.url) {
                Fetch.send(request)
            } else {
                self.0.sandbox.send(request)
            };
            (exchange, credential)
        });
        async move {
            let (exchange, credential) = exchange?;
            let mut outcome = exchange.await;
            if let Some(credential) = credential {
                match &mut outcome {
                    Ok(answer) => credential.redact_answer(answer),
                    Err(TransportError::Broken(words)) => credential.redact_text(words),
                    Err(TransportError::NoKey) => {}
                }
            }
            outcome
        }
    }

    fn send(&self, call: CallId, request: HttpRequest, credential: Option<&Provider>) {
        let (exchange, handle) = abortable(self.exchange(request, credential));
        self.0.calls.borrow_mut().insert(call, handle);
        let weak = Rc::downgrade(&self.0);
        spawn_local(async move {
            if let (Ok(outcome), Some(inner)) = (exchange.await, weak.upgrade()) {
                inner.calls.borrow_mut().remove(&call);
                Self(inner).tell(Event::Answered { call, outcome });
            }
        });
    }

    /// One timer for all jobs.
    fn set_timer(&self) {
        if self.0.has_let_go.get() {
            return;
        }
        let wake = self.0.engine.borrow().next_wake();
        let weak = Rc::downgrade(&self.0);
        *self.0.timer.borrow_mut() = wake.map(|wake| {
            timer::after(wake.since(clock::now()), move || {
                if let Some(inner) = weak.upgrade() {
                    Self(inner).tell(Event::Wake);
                }
            })
        });
    }

    /// What was learned before, here or in another tab.
    fn read_habits(&self) {
        if let Some(habits) = settings::load(HABITS) {
            self.tell(Event::Habits(habits));
        }
    }

    /// What the user wished before, here or in another tab.
    fn read_pause(&self) {
        if let Some(is_paused) = settings::load(PAUSED) {
            self.tell(Event::Pause(is_paused));
        }
    }

    /// Whether the browser knows that there is no network. Where it says that there is one, there need
    /// not be.
    fn see_network(&self) {
        let is_offline = web_sys::window().is_some_and(|window| !window.navigator().on_line());
        if is_offline != self.0.engine.borrow().is_offline() {
            self.tell(Event::Offline(is_offline));
        }
    }

    /// A page that comes back into view, or online, looks at once; one that nobody sees looks less.
    /// What happens in another tab is known here, too.
    fn listen(&self, name: &str) {
        let weak = Rc::downgrade(&self.0);
        *self.0.tabs.borrow_mut() = Tabs::open(name, move |word, what| {
            if let Some(inner) = weak.upgrade() {
                Self(inner).hear(word, what);
            }
        });
        let Some(window) = web_sys::window() else { return };
        let Some(document) = window.document() else { return };
        let returned = |target: &web_sys::EventTarget, name: &'static str| {
            let weak = Rc::downgrade(&self.0);
            EventListener::new(target, name, move |_| {
                let hidden =
                    web_sys::window().and_then(|w| w.document()).is_some_and(|d| d.hidden());
                if let Some(inner) = weak.upgrade() {
                    let foley = Self(inner);
                    foley.see_network();
                    foley.tell(if hidden { Event::Hidden } else { Event::Returned });
                }
            })
        };
        let weak = Rc::downgrade(&self.0);
        let learned = settings::on_change(HABITS, move || {
            if let Some(inner) = weak.upgrade() {
                Self(inner).read_habits();
            }
        });
        let weak = Rc::downgrade(&self.0);
        let paused = settings::on_change(PAUSED, move || {
            if let Some(inner) = weak.upgrade() {
                Self(inner).read_pause();
            }
        });
        self.0.listeners.borrow_mut().extend(learned.into_iter().chain(paused));
        self.0.listeners.borrow_mut().extend([
            returned(&document, "visibilitychange"),
            returned(&window, "pageshow"),
            returned(&window, "online"),
            returned(&window, "offline"),
        ]);
        self.see_network();
        if document.hidden() {
            self.tell(Event::Hidden);
        }
    }
}
