//! Deleting with a way back: for some seconds a deleted job is only out of sight.
//!
//! What is out of sight is written down, so that a reload in those seconds deletes it too.

use std::collections::BTreeMap;

use foley_browser::settings;
use foley_browser::timer::{self, Timeout};
use foley_core::Millis;
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
    timers: StoredValue<BTreeMap<JobId, Timeout>, LocalStorage>,
}

impl Removal {
    /// Nothing is leaving.
    #[must_use]
    pub fn new(jobs: Jobs, player: Player) -> Self {
        let leaving = RwSignal::new(Vec::new());
        let timers = StoredValue::new_local(BTreeMap::new());
        Self { jobs, player, leaving, timers }
    }

    /// Does what an earlier page did not come to.
    pub fn finish_earlier(self) {
        let earlier: Vec<JobId> = settings::load(NAME).unwrap_or_default();
        for id in &earlier {
            self.jobs.remove(id);
        }
        self.note();
    }

    /// Whether a job is on its way out.
    #[must_use]
    pub fn has(self, id: &JobId) -> bool {
        self.leaving.with(|leaving| leaving.contains(id))
    }

    /// Takes a job out of sight, and for good after a while.
    pub fn begin(self, id: JobId) {
        self.player.unload(&id);
        self.leaving.update(|leaving| leaving.push(id.clone()));
        self.note();
        let timer = timer::after(GRACE, {
            let id = id.clone();
            move || self.finish(&id)
        });
        self.timers.update_value(|timers| drop(timers.insert(id, timer)));
    }

    /// Brings a job back.
    pub fn undo(self, id: &JobId) {
        self.timers.update_value(|timers| drop(timers.remove(id)));
        self.leaving.update(|leaving| leaving.retain(|other| other != id));
        self.note();
    }

    fn finish(self, id: &JobId) {
        self.jobs.remove(id);
        self.undo(id);
    }

    fn note(self) {
        self.leaving.with_untracked(|leaving| settings::save(NAME, leaving));
    }
}
