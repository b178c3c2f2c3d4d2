//! Who runs a job: each is run by the tab that holds its lock, and shown by all others, which wait for
//! that lock and pass on what the user asks.

use foley_engine::{Event, JobId, Place};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::Foley;
use crate::lock::Lock;
use crate::store::Store;
use crate::tabs::Word;

impl Foley {
    /// Has something done to a job, by the tab that runs it.
    pub(super) fn ask(&self, id: &JobId, word: Word) {
        let is_elsewhere = self.0.engine.borrow().follows(id);
        match &*self.0.tabs.borrow() {
            Some(tabs) if is_elsewhere => tabs.say_of(word, id),
            _ => self.obey(id.clone(), word),
        }
    }

    /// Does what the user asks of a job that this tab runs, or that nobody does.
    pub(super) fn obey(&self, id: JobId, word: Word) {
        let event = match word {
            Word::Stored | Word::Gone => return,
            Word::Stop => Event::Cancel(id),
            Word::Remove => Event::Remove(id),
            Word::First => Event::Move(id, Place::First),
            Word::Sooner => Event::Move(id, Place::Sooner),
            Word::Later => Event::Move(id, Place::Later),
            Word::Last => Event::Move(id, Place::Last),
        };
        self.tell(event);
    }

    /// Another tab has said something.
    pub(super) fn hear(&self, word: Word, what: JsValue) {
        if word == Word::Stored {
            let Some(job) = Store::read(what) else { return };
            let id = job.id.clone();
            self.tell(Event::Seen(Box::new(job)));
            // Should that tab die, this one goes on. Without locks nobody would know.
            if self.0.engine.borrow().follows(&id) && Lock::is_known() {
                self.take_over(id, None);
            }
            return;
        }
        let Some(id) = what.as_string().and_then(|name| JobId::parse(&name)) else { return };
        let (is_known, is_ours) = {
            let engine = self.0.engine.borrow();
            (engine.job(&id).is_some(), engine.runs(&id))
        };
        match word {
            Word::Gone if is_known && !is_ours => self.tell(Event::Remove(id)),
            Word::Gone => {}
            _ if is_ours => self.obey(id, word),
            _ => {}
        }
    }

    /// Lets go of a job's lock, unless the job runs or is about to.
    pub(super) fn release_if_resting(&self, id: &JobId) {
        let is_wanted =
            self.0.waiting.borrow().contains_key(id) || self.0.leaving.borrow().contains_key(id);
        if !is_wanted && !self.0.engine.borrow().runs(id) {
            self.0.locks.borrow_mut().remove(id);
        }
    }

    /// Waits until no other tab runs this job, then does what the user asked for, if the job still
    /// stands where the user saw it. Where another tab has taken it further, that is shown instead;
    /// what was running there goes on here.
    pub(super) fn take_over(&self, id: JobId, asked: Option<Event>) {
        if self.0.is_outdated.get() {
            return; // Another page does it.
        }
        let known = self.0.waiting.borrow_mut().remove(&id);
        let is_waiting = known.is_some();
        // Pressed twice counts once.
        self.0.waiting.borrow_mut().insert(id.clone(), known.flatten().or(asked));
        if is_waiting {
            return;
        }
        let foley = self.clone();
        spawn_local(async move {
            foley.hold(&id).await;
            let stored = foley.0.store.job(&id).await;
            let asked = foley.0.waiting.borrow_mut().insert(id.clone(), None).flatten();
            let ours = {
                let engine = foley.0.engine.borrow();
                // What another tab ran until now has to be taken up first.
                engine.job(&id).filter(|_| !engine.follows(&id)).cloned()
            };
            let is_shown = foley.0.engine.borrow().job(&id).is_some();
            match (stored, asked) {
                // It was removed here meanwhile.
                _ if !is_shown => {}
                (Ok(Some(stored)), Some(asked)) if ours.as_ref() == Some(&stored) => {
                    foley.tell(asked);
                }
                (Ok(Some(stored)), _) => foley.tell(Event::Restored(vec![stored])),
                (Ok(None), _) => foley.tell(Event::Remove(id.clone())),
                // A store that can't be read leaves the job as it is, to be asked for again.
                (Err(_), _) => {}
            }
            foley.0.waiting.borrow_mut().remove(&id);
            foley.release_if_resting(&id);
        });
    }

    /// Holds the lock that says that this tab runs this job.
    pub(super) async fn hold(&self, id: &JobId) {
        if self.0.locks.borrow().contains_key(id) {
            return;
        }
        if let Some(lock) = Lock::acquire(&format!("foley-job-{id}")).await
            && !self.0.has_let_go.get()
        {
            self.0.locks.borrow_mut().insert(id.clone(), lock);
        }
    }
}
