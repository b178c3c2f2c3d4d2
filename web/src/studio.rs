//! All that outlives a view, and what the user's intents do with it.

use foley_browser::{Foley, Notice, Options, StoreError, clock};
use foley_core::{Draft, Millis, ProviderId, Request, UnixMillis};
use foley_engine::{Job, JobId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::announce::Announcer;
use crate::composer::drafts::of_request;
use crate::composer::{Drafts, Idea};
use crate::elsewhere::Elsewhere;
use crate::jobs::Jobs;
use crate::page::Trouble;
use crate::player::Player;
use crate::settings::Settings;
use crate::takes::{Intent, Removal, Room};

/// Within this time, the same again is a slip of the finger and not a second wish.
const SLIP: Millis = Millis(600);

const NEWER: &str = "A newer Foley has been here, and this page can't read what it keeps. Nothing is \
                     lost: reload to get the newer one.";
const BLOCKED: &str = "Foley is open in another tab, in an older version. Close or reload that one: this \
                       page goes on by itself.";
const OUTDATED: &str = "A newer Foley is open in another tab and goes on with your sounds. Reload this page \
                        to use it here, too.";

/// The state of the page, for as long as it lives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Studio {
    pub(crate) jobs: Jobs,
    pub(crate) settings: Settings,
    pub(crate) drafts: Drafts,
    pub(crate) player: Player,
    pub(crate) removal: Removal,
    pub(crate) room: Room,
    pub(crate) announcer: Announcer,
    pub(crate) trouble: RwSignal<Option<Trouble>>,
    pub(crate) elsewhere: Elsewhere,
    /// What was sent last, as it would be typed but for an id that is used once.
    last: StoredValue<Option<(UnixMillis, Draft)>>,
}

impl Studio {
    pub(crate) fn new() -> Self {
        let jobs = Jobs::new();
        let (player, settings) = (Player::new(jobs), Settings::load(jobs));
        let removal = Removal::new(jobs, player);
        Self {
            jobs,
            settings,
            elsewhere: Elsewhere::new(jobs, settings),
            drafts: Drafts::load(),
            player,
            removal,
            room: Room::new(jobs, player, removal),
            announcer: Announcer::new(),
            trouble: RwSignal::new(None),
            last: StoredValue::new(None),
        }
    }

    /// Opens the store, and takes up what was running.
    pub(crate) fn open(self) {
        let options = Options {
            database: "foley".to_owned(),
            sandbox_script: "./foley-worker.js?foley-sandbox-worker".to_owned(),
        };
        spawn_local(async move {
            match Foley::open(options, move |notice| self.notice(notice)).await {
                Ok(foley) => {
                    // Whatever was waited for has come, unless it has been overtaken already.
                    let waited = |trouble: &Option<Trouble>| {
                        trouble.as_ref().is_some_and(|trouble| trouble.words == BLOCKED)
                    };
                    if self.trouble.with_untracked(waited) {
                        self.trouble.set(None);
                    }
                    self.jobs.attach(foley, move |step| self.announcer.step(&step));
                    self.removal.finish_earlier();
                }
                Err(error) => {
                    self.jobs.close();
                    let words = match error {
                        StoreError::Newer => NEWER.to_owned(),
                        error => format!(
                            "Sounds can't be kept, so none can be made: {error}. Private windows \
                             and full disks do this."
                        ),
                    };
                    self.trouble.set(Some(Trouble { words, reload_helps: true }));
                }
            }
        });
    }

    /// Says what other pages have to do with this one.
    fn notice(self, notice: Notice) {
        let (words, reload_helps) = match notice {
            Notice::Blocked => (BLOCKED, false),
            Notice::Outdated => (OUTDATED, true),
        };
        // The page may be going.
        let _ = self.trouble.try_set(Some(Trouble { words: words.to_owned(), reload_helps }));
    }

    /// Whether a job goes on by itself.
    pub(crate) fn is_anything_running(self) -> bool {
        let is_running = |id| self.jobs.get(id).is_some_and(|job| job.with(Job::is_running));
        self.jobs.order().iter().any(is_running)
    }

    /// Whether a sound costs nothing.
    pub(crate) fn is_free(self) -> bool {
        self.settings.provider().is_ok_and(|provider| provider.id == ProviderId::SANDBOX)
    }

    /// Sends a request to the provider of the settings. Whether it was sent.
    pub(crate) fn submit(self, request: Request) -> bool {
        let Some(provider) = self.settings.ready() else { return false };
        let now = clock::now();
        let draft = of_request(&request, false);
        let is_slip = self.last.with_value(|last| {
            last.as_ref().is_some_and(|(at, same)| now.since(*at) < SLIP && *same == draft)
        });
        if is_slip {
            return true;
        }
        self.last.set_value(Some((now, draft)));
        match self.jobs.submit(provider, request) {
            Ok(()) => true,
            Err(words) => {
                self.trouble.set(Some(Trouble { words, reload_helps: true }));
                false
            }
        }
    }

    /// An idea is made at once where that is free; where it costs, the user presses Generate.
    pub(crate) fn take_up(self, idea: Idea) {
        let is_free = untrack(|| self.is_free());
        if !is_free || !self.drafts.is_dirty(idea.operation) {
            self.drafts.place(idea.draft());
        }
        match idea.request() {
            Some(request) if is_free => drop(self.submit(request)),
            _ => self.drafts.focus_first(),
        }
    }

    /// Does what the user wants of a job.
    pub(crate) fn follow(self, id: &JobId, intent: Intent) {
        let Some(job) = self.jobs.get(id).map(|job| job.get_untracked()) else { return };
        match intent {
            Intent::Stop => self.jobs.cancel(id),
            Intent::Move(place) => self.jobs.reorder(id, place),
            Intent::LookAgain => self.jobs.resume(id),
            Intent::SendAgain => self.jobs.send_again(id),
            Intent::Favourite(is_favourite) => self.jobs.set_favourite(id, is_favourite),
            Intent::Delete => self.removal.begin(id.clone()),
            Intent::Edit => {
                // An id that never reached the provider is still free.
                self.drafts.place(of_request(&job.request, job.task_id.is_none()));
                self.drafts.focus_first();
            }
            Intent::SoundForVideo => {
                if let Some(video) = job.video_id() {
                    self.drafts.place_video(video, job.provider.clone());
                }
            }
            Intent::GiveKey => {
                self.settings.ask_for_key(&job.provider);
            }
        }
    }
}
