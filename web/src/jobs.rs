//! All jobs, as signals: one for their order, one for each, so that a change of one redraws one.
//!
//! What becomes of a job is decided in `foley_engine` and carried out by `foley_browser`; here it
//! is mirrored, and intents are passed on.

use std::collections::BTreeMap;

use foley_browser::{FaultChange, FaultRule, Foley, KeptFile, Loading, ObjectUrl, Subscription};
use foley_core::wire::Page;
use foley_core::{Credential, Millis, Operation, Provider, Request, Task, TaskId};
use foley_engine::{Job, JobId, Place};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is said of a file whose record is there, and whose bytes are not.
const GONE: &str = "The browser no longer has this take's bytes.";

/// The jobs, for as long as the page lives.
#[derive(Clone, Copy, Debug)]
pub struct Jobs {
    foley: StoredValue<Option<Foley>, LocalStorage>,
    subscription: StoredValue<Option<Subscription>, LocalStorage>,
    order: RwSignal<Vec<JobId>>,
    each: StoredValue<BTreeMap<JobId, ArcRwSignal<Job>>>,
    is_open: RwSignal<bool>,
    /// What of the sandbox is being fetched.
    loading: RwSignal<Option<Loading>>,
    /// Told of every step of any job: something may have been learned by it.
    stepped: Trigger,
    /// Whether no create left, by the user's wish and for want of a network, when that was told last.
    was_held: StoredValue<(bool, bool)>,
    /// What was asked for while the store was still being opened.
    early: StoredValue<Option<Vec<(Provider, Request)>>>,
    /// Keys that were given while the store was still being opened.
    early_keys: StoredValue<Vec<(Provider, Credential)>, LocalStorage>,
}

/// A job that has taken a step while this page looked on.
#[derive(Clone, Debug)]
pub struct Step {
    /// As it was; `None` where it has just begun.
    pub before: Option<Job>,
    /// As it is.
    pub after: Job,
}

impl Default for Jobs {
    fn default() -> Self {
        Self::new()
    }
}

impl Jobs {
    /// No jobs yet, and no store to find them in.
    #[must_use]
    pub fn new() -> Self {
        Self {
            foley: StoredValue::new_local(None),
            subscription: StoredValue::new_local(None),
            order: RwSignal::new(Vec::new()),
            each: StoredValue::new(BTreeMap::new()),
            is_open: RwSignal::new(false),
            loading: RwSignal::new(None),
            stepped: Trigger::new(),
            was_held: StoredValue::new((false, false)),
            early: StoredValue::new(Some(Vec::new())),
            early_keys: StoredValue::new_local(Vec::new()),
        }
    }

    /// Takes in what the store holds, and all that happens from now on. `on_step` hears of every
    /// job that goes on.
    pub fn attach(self, foley: Foley, on_step: impl Fn(Step) + 'static) {
        let source = foley.clone();
        self.refresh(&source, &source.order(), |_| {});
        let subscription = foley.on_change(move |changed| self.refresh(&source, changed, &on_step));
        self.subscription.set_value(Some(subscription));
        self.foley.set_value(Some(foley));
        let keys = self.early_keys.try_update_value(std::mem::take).unwrap_or_default();
        for (provider, credential) in keys {
            self.set_credential(&provider, Some(credential));
        }
        self.is_open.set(true);
        let early = self.early.try_update_value(Option::take).flatten();
        for (provider, request) in early.into_iter().flatten() {
            // Naming a job only fails where there are no random numbers, and then the store, which
            // wants some too, had not opened.
            let _ = self.submit(provider, request);
        }
    }

    /// There will be no store: what was asked for meanwhile can't be kept.
    pub fn close(self) {
        self.early.set_value(None);
    }

    /// Mirrors the jobs that may have changed. There may be thousands that have not.
    fn refresh(self, foley: &Foley, changed: &[JobId], on_step: impl Fn(Step)) {
        let mut steps = Vec::new();
        let mut is_order_known = true;
        // The page may be going: then there is nobody to tell.
        let _ = self.each.try_update_value(|each| {
            for id in changed {
                let Some(after) = foley.job(id) else {
                    is_order_known &= each.remove(id).is_none();
                    continue;
                };
                match each.get(id) {
                    None => {
                        is_order_known = false;
                        each.insert(id.clone(), ArcRwSignal::new(after.clone()));
                        steps.push(Step { before: None, after });
                    }
                    Some(signal) => {
                        let before = signal.get_untracked();
                        if before != after {
                            signal.set(after.clone());
                            steps.push(Step { before: Some(before), after });
                        }
                    }
                }
            }
        });
        if !is_order_known {
            let _ = self.order.try_set(foley.order());
        }
        let loading = foley.loading();
        if self.loading.try_with_untracked(|known| *known != loading) == Some(true) {
            self.loading.set(loading);
        }
        let held = (foley.is_paused(), foley.is_offline());
        let was_held = self.was_held.try_update_value(|was| std::mem::replace(was, held));
        if !steps.is_empty() || was_held != Some(held) {
            self.stepped.notify();
        }
        steps.into_iter().for_each(on_step);
    }

    /// The part of the sandbox that is being fetched, if one is.
    #[must_use]
    pub fn loading(self) -> Option<Loading> {
        self.loading.get()
    }

    /// Whether the store has been read, so that an empty list means that there is nothing.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.is_open.get()
    }

    /// The jobs' names, the newest first.
    #[must_use]
    pub fn order(self) -> Vec<JobId> {
        self.order.get()
    }

    /// One job, as it goes on.
    #[must_use]
    pub fn get(self, id: &JobId) -> Option<ArcRwSignal<Job>> {
        self.each.with_value(|each| each.get(id).cloned())
    }

    /// How long jobs like this one usually wait, from and to, by what was learned so far.
    #[must_use]
    pub fn usual(self, job: &Job) -> Option<(Millis, Millis)> {
        self.stepped.track();
        self.ask(|foley| foley.usual(job)).flatten()
    }

    /// How many jobs have their turn before this one, where it waits for its turn in this tab.
    #[must_use]
    pub fn ahead(self, job: &Job) -> Option<usize> {
        self.stepped.track();
        self.ask(|foley| foley.ahead(&job.id)).flatten()
    }

    /// Whether no create leaves, by the user's wish.
    #[must_use]
    pub fn is_paused(self) -> bool {
        self.stepped.track();
        self.ask(Foley::is_paused).unwrap_or_default()
    }

    /// Whether creates wait for the network.
    #[must_use]
    pub fn is_offline(self) -> bool {
        self.stepped.track();
        self.ask(Foley::is_offline).unwrap_or_default()
    }

    /// Lets no create leave, or lets those leave that wait.
    pub fn pause(self, is_paused: bool) {
        self.ask(|foley| foley.pause(is_paused));
    }

    /// Moves a job that waits for its turn.
    pub fn reorder(self, id: &JobId, place: Place) {
        self.ask(|foley| foley.reorder(id, place));
    }

    /// Begins a job, or has it begin as soon as the store is open.
    ///
    /// # Errors
    /// Why it can't begin, for the user.
    pub fn submit(self, provider: Provider, request: Request) -> Result<(), String> {
        if let Some(foley) = self.foley.try_get_value().flatten() {
            return foley.submit(provider, request).map(drop);
        }
        let is_early = self.early.try_update_value(|early| {
            early.as_mut().map(|early| early.push((provider, request))).is_some()
        });
        match is_early {
            Some(true) => Ok(()),
            _ => Err("The browser's storage is not open, so a sound could not be kept.".to_owned()),
        }
    }

    /// Takes up a task that was asked for elsewhere.
    ///
    /// # Errors
    /// Why it can't be, for the user.
    pub fn take_up(
        self,
        provider: Provider,
        operation: Operation,
        task: TaskId,
    ) -> Result<(), String> {
        let foley = self.ask(Foley::clone).ok_or("The browser's storage is not open.")?;
        foley.take_up(provider, operation, task).map(drop)
    }

    /// One page of an account's tasks at a provider.
    ///
    /// # Errors
    /// Why there is none, for the user.
    pub async fn tasks(
        self,
        provider: &Provider,
        operation: Operation,
        page: Page,
    ) -> Result<Vec<Task>, String> {
        let foley = self.ask(Foley::clone).ok_or("The browser's storage is not open.")?;
        foley.tasks(provider, operation, page).await.map_err(|error| format!("{error}."))
    }

    /// Stops waiting for a job.
    pub fn cancel(self, id: &JobId) {
        self.ask(|foley| foley.cancel(id));
    }

    /// Takes a job up again.
    pub fn resume(self, id: &JobId) {
        self.ask(|foley| foley.resume(id));
    }

    /// Sends an unsure job's create again.
    pub fn send_again(self, id: &JobId) {
        self.ask(|foley| foley.send_again(id));
    }

    /// Holds on to a job, or no longer.
    pub fn set_favourite(self, id: &JobId, is_favourite: bool) {
        self.ask(|foley| foley.set_favourite(id, is_favourite));
    }

    /// Removes jobs and their takes to make room, but for favourites.
    pub fn let_go(self, ids: Vec<JobId>) {
        if let Some(foley) = self.ask(Foley::clone) {
            spawn_local(async move { foley.let_go(ids).await });
        }
    }

    /// Removes a job and its take, for good.
    pub fn remove(self, id: &JobId) {
        self.ask(|foley| foley.remove(id));
    }

    /// Sets or forgets the credential for a provider's origin.
    pub fn set_credential(self, provider: &Provider, credential: Option<Credential>) {
        let given = credential.clone();
        if self.ask(|foley| foley.set_credential(provider, credential)).is_none() {
            // The store is still being opened: it is handed over then.
            let _ = self.early_keys.try_update_value(|keys| {
                keys.retain(|(of, _)| !is_same_place(of, provider));
                keys.extend(given.map(|given| (provider.clone(), given)));
            });
        }
    }

    /// Whether there is a key for a provider's origin.
    #[must_use]
    pub fn has_key(self, provider: &Provider) -> bool {
        let early = || {
            let is_here = |(of, _): &(Provider, Credential)| is_same_place(of, provider);
            self.early_keys.try_with_value(|keys| keys.iter().any(is_here)).unwrap_or(false)
        };
        self.ask(|foley| foley.has_key(provider)).unwrap_or_else(early)
    }

    /// A URL for one of a job's kept files in our own store, for as long as it is held. The first, by
    /// number 0, is what the job was about.
    ///
    /// # Errors
    /// Why there is none, for the user.
    pub async fn file(self, id: &JobId, number: usize) -> Result<ObjectUrl, String> {
        let foley = self.ask(Foley::clone).ok_or("The browser's storage is not open.")?;
        match foley.file(id, number).await {
            Ok(Some(url)) => Ok(url),
            Ok(None) => Err(GONE.to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// One of a job's kept files, to be saved elsewhere.
    ///
    /// # Errors
    /// As of [`Jobs::file`].
    pub async fn file_to_save(self, id: &JobId, number: usize) -> Result<KeptFile, String> {
        let foley = self.ask(Foley::clone).ok_or("The browser's storage is not open.")?;
        match foley.file_to_save(id, number).await {
            Ok(Some(file)) => Ok(file),
            Ok(None) => Err(GONE.to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// A URL for a file of all that happened to a job, for as long as it is held.
    ///
    /// # Errors
    /// Why there is none, for the user.
    pub async fn record_file(self, id: &JobId) -> Result<ObjectUrl, String> {
        let foley = self.ask(Foley::clone).ok_or("The browser's storage is not open.")?;
        foley.record_file(id).await.map_err(|error| error.to_string())
    }

    /// What goes wrong in the page's sandbox, after a change or without.
    ///
    /// # Errors
    /// Why there is no telling, or why the change can't be, for the user.
    pub async fn faults(self, change: Option<FaultChange>) -> Result<Vec<FaultRule>, String> {
        let foley = self.ask(Foley::clone).ok_or("The browser's storage is not open.")?;
        foley.faults(change).await
    }

    fn ask<T>(self, question: impl FnOnce(&Foley) -> T) -> Option<T> {
        // A copy: the answer may change the jobs while it is being given.
        let foley = self.foley.try_get_value().flatten()?;
        Some(question(&foley))
    }
}

/// Whether what is a secret of the one may be told to the other.
fn is_same_place(one: &Provider, other: &Provider) -> bool {
    one.base_url.origin() == other.base_url.origin()
}

#[cfg(test)]
mod tests {
    use foley_core::SecretKey;

    use super::*;

    #[test]
    fn a_key_that_is_given_early_is_not_lost() {
        Owner::new().with(|| {
            let (jobs, kling) = (Jobs::new(), Provider::kling());
            let key = SecretKey::parse("sk-of-the-tests").map(Credential::Key).expect("good");
            jobs.set_credential(&kling, Some(key));
            assert!(jobs.has_key(&kling) && !jobs.has_key(&Provider::cometapi()));
            jobs.set_credential(&kling, None);
            assert!(!jobs.has_key(&kling));
        });
    }
}
