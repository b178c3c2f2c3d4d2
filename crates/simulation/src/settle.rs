//! A world's life: trouble first, and then none, when all must come to its end.

use foley_core::{Lookup, Millis};
use foley_engine::{Event, Job, Stage};

use crate::truth::{Fate, number_of};
use crate::world::{Coming, World};
use crate::{Stats, Violation};

/// How long all may take to come to rest once there is no trouble, each time it is taken up.
const REST: Millis = Millis::from_secs(4 * 3600);
/// How often what rests before its end is taken up again.
const ROUNDS: usize = 60;
/// After how many times the user stops asking and sends an unsure create again.
const PATIENCE: usize = 3;

impl World {
    /// Lives to the end.
    pub(crate) fn live(mut self) -> (Result<Stats, Violation>, Vec<String>) {
        self.begin();
        let mut steps = 0;
        while steps < self.plan.steps && self.violation.is_none() && self.step() {
            self.meddle();
            steps += 1;
        }
        self.calm();
        for round in 0..ROUNDS {
            self.rest();
            if self.violation.is_some() || !self.take_up_all(round) {
                break;
            }
        }
        self.check_ends();
        let told = self.told.take().unwrap_or_default();
        (self.violation.map_or(Ok(self.stats), Err), told)
    }

    fn begin(&mut self) {
        self.open();
        // A page that dies early would take all of many jobs with it, before they are written down.
        let spreads: &[u64] = if self.plan.jobs > 20 { &[120_000] } else { &[1, 5000, 120_000] };
        let spread = self.of_people.pick(spreads).unwrap_or(1);
        for job in 0..self.plan.jobs as usize {
            let at = self.now + self.of_people.millis(0, spread);
            self.at(at, Coming::Ask(job));
        }
    }

    /// The trouble is over, and one page is left: a fresh one where there may be several, since it is
    /// the one that knows of all.
    fn calm(&mut self) {
        self.note(format_args!("the trouble is over"));
        let is_reloaded = self.plan.tabs > 1 || self.of_people.in_thousand(500);
        self.is_troubled = false;
        self.no_key_until = self.now;
        self.store.broken_until = self.now;
        self.store.slow_until = self.now;
        if is_reloaded {
            let open: Vec<u64> = self.pages.iter().map(|page| page.number).collect();
            for page in open {
                self.close(page);
            }
            self.open();
        }
        let open: Vec<u64> = self.pages.iter().map(|page| page.number).collect();
        for page in open {
            self.tell(page, Event::Pause(false));
        }
        self.key_back();
    }

    /// All goes on until nothing is left to happen.
    fn rest(&mut self) {
        let end = self.now + REST;
        while self.violation.is_none() && self.step() {
            if self.now > end {
                let left: Vec<String> =
                    self.left().iter().map(|job| format!("{}: {:?}", job.id, job.stage)).collect();
                self.breaks("all comes to rest", format_args!("{left:?}"));
            }
        }
    }

    /// The jobs of the last page that are not at their end.
    fn left(&self) -> Vec<Job> {
        let jobs = self.pages.iter().flat_map(|page| page.engine.jobs());
        let is_left = |job: &&Job| {
            let is_over =
                matches!(job.stage, Stage::Kept { missing: None, .. } | Stage::Failed { .. });
            !is_over && self.truths.get(number_of(&job.id)).is_some_and(|truth| !truth.removed)
        };
        jobs.filter(is_left).cloned().collect()
    }

    /// Takes up all that rests before its end. False where there is nothing of that kind.
    fn take_up_all(&mut self, round: usize) -> bool {
        let Some(page) = self.pages.first().map(|page| page.number) else { return false };
        let mut is_any = false;
        for job in self.left() {
            let number = number_of(&job.id);
            let is_unsure = matches!(job.stage, Stage::Unsure { .. });
            if is_unsure && round >= 2 {
                self.check_unsure(&job);
            }
            let is_hopeless = self.is_hopeless(number, is_unsure);
            if is_hopeless && round > PATIENCE {
                continue;
            }
            is_any = true;
            let event = if is_unsure && round >= PATIENCE {
                Event::SendAgain(job.id)
            } else {
                Event::Resume(job.id)
            };
            self.take_over(page, number, Some(event));
        }
        is_any
    }

    /// Whether a job that is unsure, or rests otherwise, will never be any further.
    fn is_hopeless(&self, job: usize, is_unsure: bool) -> bool {
        let fate = if is_unsure { Fate::Refuse } else { Fate::Stick };
        self.truths
            .get(job)
            .is_some_and(|truth| truth.fate == fate || truth.is_nobodys || truth.forgotten)
    }

    /// Only a provider that can't tell leaves anybody unsure, once it can be reached.
    fn check_unsure(&mut self, job: &Job) {
        let number = number_of(&job.id);
        let Some(truth) = self.truths.get(number) else { return };
        let Some(host) = self.hosts.get(truth.host) else { return };
        let lookup = host.provider.lookup(truth.operation);
        let finds_it = host.knows_ids && host.has_task_of(number) && lookup != Lookup::No;
        if lookup == Lookup::Documented || finds_it {
            self.breaks(
                "nobody is unsure of what the provider can tell",
                format_args!("job {number}: {:?}", job.stage),
            );
        }
    }

    /// Every job that was written down has come to its end.
    fn check_ends(&mut self) {
        if self.violation.is_some() {
            return;
        }
        for number in 0..self.truths.len() {
            self.check_end(number);
        }
        let wakes = self.pages.iter().filter_map(|page| page.engine.next_wake()).count();
        if wakes > 0 || !self.coming.is_empty() {
            self.breaks("nothing is left running", format_args!("{wakes} timers"));
        }
    }

    fn check_end(&mut self, number: usize) {
        let Some(truth) = self.truths.get(number).cloned() else { return };
        let Some(page) = self.pages.first().map(|page| page.number) else { return };
        let stage = self.job(page, number).map(|job| job.stage.clone());
        let shown = self.pages.first().zip(self.job(page, number));
        if let Some(what) = shown.and_then(|(page, job)| self.differs(page, job)) {
            self.breaks("what is stored is what is so", format_args!("{what}"));
        }
        match stage {
            _ if truth.removed => self.stats.removed += 1,
            Some(Stage::Kept { missing: None, .. }) => self.stats.kept += 1,
            Some(Stage::Failed { .. }) => self.stats.failed += 1,
            Some(Stage::Stalled { .. }) if truth.fate == Fate::Stick => self.stats.stalled += 1,
            Some(Stage::Expired { .. }) if truth.is_nobodys || truth.forgotten => {
                self.stats.gone += 1;
            }
            // What came before is kept.
            Some(Stage::Kept { missing: Some(_), .. }) if truth.forgotten => self.stats.kept += 1,
            // The second create was refused, and nobody can tell what became of the first.
            Some(Stage::Unsure { .. }) if truth.fate == Fate::Refuse => self.stats.unsure += 1,
            None if !truth.recorded => self.stats.never_begun += 1,
            None => self.breaks("no job is forgotten", format_args!("job {number}")),
            Some(stage) => {
                self.breaks("every job comes to its end", format_args!("job {number}: {stage:?}"));
            }
        }
    }
}
