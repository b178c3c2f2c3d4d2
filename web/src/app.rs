//! The whole page: makes the state that outlives every view, and puts the views around it.

use foley_browser::{Foley, Options};
use foley_core::{Limits, ProviderId, Request};
use foley_engine::{Job, JobId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::announce::{Announcer, Status};
use crate::composer::draft::of_request;
use crate::composer::{Composer, Draft, Idea, IdeaChips};
use crate::jobs::Jobs;
use crate::page::{Alert, Header, Trouble, Welcome};
use crate::player::{Player, PlayerElement};
use crate::settings::{Settings, SettingsDialog};
use crate::takes::{Intent, Removal, TakeList};
use crate::time::Clock;

/// What stands in index.html until the page is drawn.
const SHELL: &str = "shell";

/// Draws the page in the place of its shell.
pub fn mount() {
    leptos::mount::mount_to_body(App);
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(shell) = document.and_then(|document| document.get_element_by_id(SHELL)) {
        shell.remove();
    }
}

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let studio = Studio::new();
    studio.open();
    let Studio { jobs, settings, draft, player, removal, trouble, .. } = studio;

    let clock = Clock::ticking_while(Signal::derive(move || studio.is_anything_running()));
    let limits = Signal::derive(move || {
        settings.provider().map_or_else(|_| Limits::kling(), |provider| provider.limits())
    });
    let makes_at_once = Signal::derive(move || studio.is_free());
    let press = Callback::new(move |idea| studio.take_up(idea));
    let has_takes = Memo::new(move |_| !jobs.order().is_empty());

    view! {
        <Header settings />
        <Alert trouble />
        <main>
            <Composer
                draft
                limits
                is_ready=Signal::derive(move || jobs.is_open())
                submit=move |request| studio.submit(request)
            >
                <Show when=move || has_takes.get()>
                    <IdeaChips press />
                </Show>
            </Composer>
            <section class="results" aria-label="Results">
                <TakeList
                    jobs
                    player
                    clock
                    removal
                    on_intent=move |(id, intent): (JobId, Intent)| studio.follow(&id, intent)
                >
                    <Welcome makes_at_once press />
                </TakeList>
            </section>
        </main>
        <SettingsDialog settings />
        <PlayerElement player />
        <Status announcer=studio.announcer />
    }
}

/// All that outlives a view.
#[derive(Clone, Copy)]
struct Studio {
    jobs: Jobs,
    settings: Settings,
    draft: Draft,
    player: Player,
    removal: Removal,
    announcer: Announcer,
    trouble: RwSignal<Option<Trouble>>,
}

impl Studio {
    fn new() -> Self {
        let jobs = Jobs::new();
        let player = Player::new(jobs);
        Self {
            jobs,
            settings: Settings::load(jobs),
            draft: Draft::load(),
            player,
            removal: Removal::new(jobs, player),
            announcer: Announcer::new(),
            trouble: RwSignal::new(None),
        }
    }

    /// Opens the store, and takes up what was running.
    fn open(self) {
        let options = Options {
            database: "foley".to_owned(),
            sandbox_script: "./foley-sandbox-worker_loader.js".to_owned(),
        };
        spawn_local(async move {
            match Foley::open(options).await {
                Ok(foley) => {
                    self.jobs.attach(foley, move |step| self.announcer.step(&step));
                    self.removal.finish_earlier();
                }
                Err(error) => self.trouble.set(Some(Trouble {
                    words: format!(
                        "Sounds can't be kept, so none can be made: {error}. Private windows and \
                         full disks do this."
                    ),
                    reload_helps: true,
                })),
            }
        });
    }

    fn is_anything_running(self) -> bool {
        self.jobs
            .order()
            .iter()
            .any(|id| self.jobs.get(id).is_some_and(|job| job.with(Job::is_running)))
    }

    fn is_free(self) -> bool {
        self.settings.provider().is_ok_and(|provider| provider.id == ProviderId::SANDBOX)
    }

    /// Sends a request to the provider of the settings. Whether it was sent.
    fn submit(self, request: Request) -> bool {
        let Some(provider) = self.settings.ready() else { return false };
        match self.jobs.submit(provider, request) {
            Ok(_) => true,
            Err(words) => {
                self.trouble.set(Some(Trouble { words, reload_helps: true }));
                false
            }
        }
    }

    /// An idea is made at once where that is free; where it costs, the user presses Generate.
    fn take_up(self, idea: Idea) {
        let free = untrack(|| self.is_free());
        if !self.draft.is_dirty() || !free {
            self.draft.place(idea.draft());
        }
        if free {
            self.submit(idea.request());
        }
    }

    fn follow(self, id: &JobId, intent: Intent) {
        let Some(job) = self.jobs.get(id).map(|job| job.get_untracked()) else { return };
        match intent {
            Intent::Stop => self.jobs.cancel(id),
            Intent::LookAgain => self.jobs.resume(id),
            Intent::SendAgain => self.jobs.send_again(id),
            Intent::Delete => self.removal.begin(id.clone()),
            // An id that never reached the provider is still free.
            Intent::Edit => self.draft.place(of_request(&job.request, job.task_id.is_none())),
            Intent::GiveKey => {
                let name = &job.provider.name;
                self.settings
                    .ask_for_key(format!("{name} did not take the request without a good key."));
            }
        }
    }
}
