//! Deleting with a way back: for some seconds a deleted job is only out of sight.
//!
//! What is out of sight is written down with the time until which there is a way back, so that a
//! later page finishes what this one did not come to, and no page does it early.

use foley_browser::timer::{self, Timeout};
use foley_browser::{clock, settings};
use foley_core::{Millis, UnixMillis};
use foley_engine::JobId;
use leptos::prelude::*;

use crate::jobs::Jobs;
use crate::player::Player;

const NAME: &str = "deleted";

/// How long there is a way back.
pub const GRACE: Millis = Millis::from_secs(10);

/// The jobs on their way out.
#[derive(Clone, Copy, Debug)]
pub struct Removal {
    jobs: Jobs,
    player: Player,
    leaving: RwSignal<Vec<JobId>>,
    timers: StoredValue<Vec<(JobId, Timeout)>, LocalStorage>,
}

impl Removal {
    /// Nothing is leaving.
    #[must_use]
    pub fn new(jobs: Jobs, player: Player) -> Self {
        let leaving = RwSignal::new(Vec::new());
        let timers = StoredValue::new_local(Vec::new());
        Self { jobs, player, leaving, timers }
    }

    /// Does what an earlier page did not come to.
    pub fn finish_earlier(self) {
        let now = clock::now();
        for (id, _) in noted().iter().filter(|(_, until)| *until <= now) {
            self.jobs.remove(id);
            forget(id);
        }
        for (id, until) in noted() {
            self.leave(id, until.since(now));
        }
    }

    /// Whether a job is on its way out.
    #[must_use]
    pub fn has(self, id: &JobId) -> bool {
        self.leaving.with(|leaving| leaving.contains(id))
    }

    /// Takes a job out of sight, and for good after a while.
    pub fn begin(self, id: JobId) {
        self.player.unload(&id);
        let mut noted = noted();
        noted.push((id.clone(), clock::now() + GRACE));
        settings::save(NAME, &noted);
        self.leave(id, GRACE);
    }

    fn leave(self, id: JobId, grace: Millis) {
        self.leaving.update(|leaving| leaving.push(id.clone()));
        let timer = timer::after(grace, {
            let id = id.clone();
            move || self.finish(&id)
        });
        self.timers.update_value(|timers| timers.push((id, timer)));
    }

    /// Brings a job back.
    pub fn undo(self, id: &JobId) {
        self.timers.update_value(|timers| timers.retain(|(of, _)| of != id));
        self.leaving.update(|leaving| leaving.retain(|other| other != id));
        forget(id);
    }

    fn finish(self, id: &JobId) {
        // Where the note has gone, another page has brought the job back.
        if noted().iter().any(|(noted, _)| noted == id) {
            self.jobs.remove(id);
        }
        self.undo(id);
    }
}

/// What is on its way out in any page, and until when there is a way back.
fn noted() -> Vec<(JobId, UnixMillis)> {
    settings::load(NAME).unwrap_or_default()
}

fn forget(id: &JobId) {
    let mut noted = noted();
    noted.retain(|(noted, _)| noted != id);
    settings::save(NAME, &noted);
}
