//! All lives, and lists of them, so that what is looked for is found without a look at each.
//!
//! **A life that may have changed is on no list until [`Lives::settle`] lists it anew.** What is asked for
//! by `&self` takes those into account; by the end of every event there are none.

use std::collections::BTreeMap;

use foley_core::{BaseUrl, UnixMillis};

use crate::engine::{Create, Life};
use crate::slots::{is_at_work, takes_slot, turn, waits_for_turn};
use crate::{CallId, Job, JobId, Stage, WriteId};

/// All lives, in the order of their jobs' names.
#[derive(Debug)]
pub(crate) struct Lives {
    all: BTreeMap<JobId, Life>,
    lists: Lists,
    /// Those that are on no list.
    unlisted: Vec<JobId>,
    /// Those that may have changed since that was asked last, and those that are gone.
    changed: Vec<JobId>,
}

/// What lives are looked for by.
#[derive(Debug)]
struct Lists {
    /// Where something is due: when.
    due: List,
    /// Where a call is under way: which.
    calls: List,
    /// Where a create waits for a write: which.
    writes: List,
    accounts: Vec<Tally>,
    /// No turn is later.
    last_turn: u64,
}

/// What an account has of ours.
#[derive(Debug)]
pub(crate) struct Tally {
    pub(crate) base_url: BaseUrl,
    /// How many tasks it has, or may have.
    pub(crate) busy: usize,
    /// How many of them it is known to have.
    pub(crate) at_work: usize,
    /// What waits for its turn, in any page: in which order.
    queue: List,
}

/// Jobs, in order of something.
#[derive(Debug)]
struct List(Vec<((u64, u64), JobId)>);

impl List {
    /// Puts a job on the list, or takes it off.
    fn put(&mut self, key: (u64, u64), id: &JobId, is_on: bool) {
        match (self.place(key, id), is_on) {
            (Err(place), true) => self.0.insert(place, (key, id.clone())),
            (Ok(place), false) => drop(self.0.remove(place)),
            _ => {}
        }
    }

    fn place(&self, key: (u64, u64), id: &JobId) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, of)| known.cmp(&key).then_with(|| of.cmp(id)))
    }

    fn find(&self, number: u64) -> Option<&JobId> {
        let place = self.0.partition_point(|((known, _), _)| *known < number);
        self.0.get(place).filter(|((known, _), _)| *known == number).map(|(_, id)| id)
    }
}

impl Lists {
    /// Puts a life on all lists where it belongs, or takes it off them.
    fn put(&mut self, life: &Life, is_on: bool) {
        let (job, id) = (&life.job, &life.job.id);
        if let Some(due) = life.due() {
            self.due.put((due.0, 0), id, is_on);
        }
        if let Some((call, ..)) = life.call {
            self.calls.put((call.0, 0), id, is_on);
        }
        if let Some(write) = life.awaits() {
            self.writes.put((write.0, 0), id, is_on);
        }
        self.last_turn = self.last_turn.max(job.turn);
        let counts = usize::from(takes_slot(job));
        let waits = waits_for_turn(job);
        if counts == 0 && !waits {
            return;
        }
        let tally = self.tally(&job.provider.base_url);
        let at_work = usize::from(is_at_work(job));
        if is_on {
            tally.busy += counts;
            tally.at_work += at_work;
        } else {
            tally.busy -= counts;
            tally.at_work -= at_work;
        }
        if waits {
            tally.queue.put(place_in_turn(job), id, is_on);
        }
    }

    fn tally(&mut self, base_url: &BaseUrl) -> &mut Tally {
        let known = self.accounts.iter().position(|tally| tally.base_url == *base_url);
        let index = known.unwrap_or_else(|| {
            let (base_url, queue) = (base_url.clone(), List(Vec::new()));
            self.accounts.push(Tally { base_url, busy: 0, at_work: 0, queue });
            self.accounts.len() - 1
        });
        &mut self.accounts[index]
    }
}

/// Where a job stands in its queue; where two stand at the same place, their names tell.
const fn place_in_turn(job: &Job) -> (u64, u64) {
    let (turn, submitted_at, _) = turn(job);
    (turn, submitted_at.0)
}

impl Life {
    /// When something is due: its next step, or the end of our patience with a call.
    fn due(&self) -> Option<UnixMillis> {
        let limit = self.call.map(|(_, _, limit)| limit);
        [self.wake, limit].into_iter().flatten().min()
    }

    /// The write that its create waits for.
    fn awaits(&self) -> Option<WriteId> {
        match self.create {
            Create::Recording(write) if self.job.stage == Stage::Creating => Some(write),
            _ => None,
        }
    }
}

impl Lives {
    pub(crate) const fn new() -> Self {
        let lists = Lists {
            due: List(Vec::new()),
            calls: List(Vec::new()),
            writes: List(Vec::new()),
            accounts: Vec::new(),
            last_turn: 0,
        };
        Self { all: BTreeMap::new(), lists, unlisted: Vec::new(), changed: Vec::new() }
    }

    pub(crate) fn get(&self, id: &JobId) -> Option<&Life> {
        self.all.get(id)
    }

    pub(crate) fn contains_key(&self, id: &JobId) -> bool {
        self.all.contains_key(id)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &Life> {
        self.all.values()
    }

    /// A life, to be changed.
    pub(crate) fn get_mut(&mut self, id: &JobId) -> Option<&mut Life> {
        let life = self.all.get_mut(id)?;
        if std::mem::take(&mut life.is_listed) {
            self.lists.put(life, false);
            self.unlisted.push(id.clone());
        }
        Some(life)
    }

    /// All lives, to have changed what they are not listed by.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut Life> {
        self.all.values_mut()
    }

    /// Takes a life in, in the place of one of the same name.
    pub(crate) fn insert(&mut self, id: JobId, life: Life) {
        self.remove(&id);
        self.unlisted.push(id.clone());
        self.all.insert(id, life);
    }

    pub(crate) fn remove(&mut self, id: &JobId) -> Option<Life> {
        let life = self.all.remove(id)?;
        if life.is_listed {
            self.lists.put(&life, false);
        }
        self.changed.push(id.clone());
        Some(life)
    }

    /// Lists what may have changed.
    pub(crate) fn settle(&mut self) {
        while let Some(id) = self.unlisted.pop() {
            if let Some(life) = self.all.get_mut(&id)
                && !std::mem::replace(&mut life.is_listed, true)
            {
                self.lists.put(life, true);
                if !std::mem::replace(&mut life.is_changed, true) {
                    self.changed.push(id);
                }
            }
        }
    }

    /// Which lives have begun, may have changed, or are gone, since this was asked last. What changed
    /// often is there once.
    pub(crate) fn changed(&mut self) -> Vec<JobId> {
        let changed = std::mem::take(&mut self.changed);
        for id in &changed {
            if let Some(life) = self.all.get_mut(id) {
                life.is_changed = false;
            }
        }
        changed
    }

    fn unlisted(&self) -> impl Iterator<Item = &Life> {
        self.unlisted.iter().filter_map(|id| self.all.get(id)).filter(|life| !life.is_listed)
    }

    /// When something is due next.
    pub(crate) fn next_due(&self) -> Option<UnixMillis> {
        let listed = self.lists.due.0.first().map(|((due, _), _)| UnixMillis(*due));
        self.unlisted().filter_map(Life::due).chain(listed).min()
    }

    /// The jobs for which something is due by then, in the order of their names.
    pub(crate) fn due_by(&mut self, now: UnixMillis) -> Vec<JobId> {
        self.settle();
        let mut ids: Vec<JobId> = Vec::new();
        for (_, id) in self.lists.due.0.iter().take_while(|((due, _), _)| *due <= now.0) {
            ids.insert(ids.partition_point(|known| known < id), id.clone());
        }
        ids
    }

    /// The life that waits for this call.
    pub(crate) fn of_call(&self, call: CallId) -> Option<&Life> {
        let waits = |life: &&Life| life.call.is_some_and(|(known, ..)| known == call);
        let listed = self.lists.calls.find(call.0).and_then(|id| self.all.get(id));
        listed.or_else(|| self.unlisted().find(waits))
    }

    /// The life whose create waits for this write.
    pub(crate) fn of_write(&self, write: WriteId) -> Option<&Life> {
        let listed = self.lists.writes.find(write.0).and_then(|id| self.all.get(id));
        listed.or_else(|| self.unlisted().find(|life| life.awaits() == Some(write)))
    }

    /// What the accounts have, of lives that are listed.
    pub(crate) fn tallies(&self) -> &[Tally] {
        &self.lists.accounts
    }

    /// Which of an account's jobs that wait for their turn here is first, for each that has one, of lives
    /// that are listed.
    pub(crate) fn first_of_each_queue(&self) -> Vec<(&BaseUrl, &JobId)> {
        let is_ours = |id: &&JobId| self.get(id).is_some_and(|life| !life.is_followed);
        let mut firsts = Vec::new();
        for tally in &self.lists.accounts {
            let first = tally.queue.0.iter().map(|(_, id)| id).find(is_ours);
            firsts.extend(first.map(|id| (&tally.base_url, id)));
        }
        firsts
    }

    /// How many wait before this one for their turn, in any page, of lives that are listed.
    pub(crate) fn ahead(&self, job: &Job) -> usize {
        let its = |tally: &&Tally| tally.base_url == job.provider.base_url;
        let tally = self.lists.accounts.iter().find(its);
        let place = tally.map(|tally| tally.queue.place(place_in_turn(job), &job.id));
        place.map_or(0, |place| place.unwrap_or_else(|place| place))
    }

    /// This turn, or one that is later than all where it is not.
    pub(crate) fn turn_after_all(&mut self, turn: u64) -> u64 {
        self.settle();
        if turn <= self.lists.last_turn {
            // What had the last turn may be gone.
            let last = self.all.values().map(|life| life.job.turn).max().unwrap_or_default();
            self.lists.last_turn = last;
        }
        turn.max(self.lists.last_turn + 1)
    }
}

#[cfg(test)]
mod tests {
    use foley_core::{Dialect, Provider, Request, Seconds, SoundEffect};
    use proptest::prelude::*;

    use super::*;
    use crate::Progress;
    use crate::engine::Purpose;

    /// What a life is listed by, in small numbers, so that many are the same.
    #[derive(Clone, Debug)]
    struct Facts {
        account: u8,
        stage: u8,
        turn: u64,
        wake: Option<u64>,
        /// A call, and its limit.
        call: Option<u64>,
        is_followed: bool,
    }

    #[derive(Clone, Debug)]
    enum Step {
        Insert(u8, Facts),
        Change(u8, Facts),
        Remove(u8),
        Settle,
    }

    fn facts() -> impl Strategy<Value = Facts> {
        let of = (0_u8..3, 0_u8..5, 0_u64..4, any::<Option<u8>>(), any::<bool>(), any::<bool>());
        of.prop_map(|(account, stage, turn, wake, has_call, is_followed)| Facts {
            account,
            stage,
            turn,
            wake: wake.map(|wake| u64::from(wake % 8)),
            call: has_call.then_some(turn + 2),
            is_followed,
        })
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            (0_u8..8, facts()).prop_map(|(name, facts)| Step::Insert(name, facts)),
            (0_u8..8, facts()).prop_map(|(name, facts)| Step::Change(name, facts)),
            (0_u8..8).prop_map(Step::Remove),
            Just(Step::Settle),
        ];
        proptest::collection::vec(step, 0..40)
    }

    fn name(name: u8) -> JobId {
        JobId::from_random(u128::from(name))
    }

    fn base_url(account: u8) -> BaseUrl {
        BaseUrl::parse(&format!("https://api-{account}.example.com")).expect("a good one")
    }

    fn life(id: u8, facts: &Facts, number: u64) -> Life {
        let provider = Provider::custom(base_url(facts.account), Dialect::Kling);
        let request = Request::SoundEffect(SoundEffect {
            prompt: "Rain".to_owned(),
            duration: Seconds::from_tenths(50),
            external_task_id: None,
            callback_url: None,
        });
        let job = Job::new(name(id), provider, request, UnixMillis(0));
        let mut life = Life::new(job, UnixMillis(0));
        change(&mut life, facts, number);
        life
    }

    /// Calls and writes are numbered: no two are the same.
    fn change(life: &mut Life, facts: &Facts, number: u64) {
        life.job.turn = facts.turn;
        life.job.stage = match facts.stage {
            0 => Stage::Creating,
            1 => Stage::Waiting { progress: Progress::Submitted },
            2 => Stage::Cancelled,
            _ => Stage::Queued { error: None },
        };
        life.create = Create::Recording(WriteId(number));
        life.wake = facts.wake.map(UnixMillis);
        let call = |limit| (CallId(number), Purpose::Query, UnixMillis(limit));
        life.call = facts.call.map(call);
        life.is_followed = facts.is_followed;
    }

    fn is_right(lives: &Lives, numbers: u64) {
        assert_eq!(lives.next_due(), lives.values().filter_map(Life::due).min());
        let name = |life: Option<&Life>| life.map(|life| life.job.id.clone());
        for number in 0..numbers {
            let waits = |life: &&Life| life.call.is_some_and(|(call, ..)| call == CallId(number));
            assert_eq!(name(lives.of_call(CallId(number))), name(lives.values().find(waits)));
            let waits = |life: &&Life| life.awaits() == Some(WriteId(number));
            assert_eq!(name(lives.of_write(WriteId(number))), name(lives.values().find(waits)));
        }
    }

    fn is_right_once_settled(lives: &mut Lives) {
        lives.settle();
        let jobs = || lives.values().map(|life| &life.job);
        for account in 0..3 {
            let base_url = base_url(account);
            let its = || jobs().filter(|job| job.provider.base_url == base_url);
            let tally = lives.tallies().iter().find(|tally| tally.base_url == base_url);
            let figures = tally.map_or((0, 0), |tally| (tally.busy, tally.at_work));
            let busy = its().filter(|job| takes_slot(job)).count();
            assert_eq!(figures, (busy, its().filter(|job| is_at_work(job)).count()));

            let runs = |job: &&Job| lives.get(&job.id).is_some_and(|life| !life.is_followed);
            let queue = || its().filter(|job| waits_for_turn(job));
            let first = queue().filter(runs).min_by_key(|job| turn(job)).map(|job| &job.id);
            let firsts = lives.first_of_each_queue();
            let found = firsts.iter().find(|(of, _)| **of == base_url).map(|(_, id)| *id);
            assert_eq!(found, first);
            for job in queue() {
                let ahead = queue().filter(|other| turn(other) < turn(job)).count();
                assert_eq!(lives.ahead(job), ahead);
            }
        }
        let last = jobs().map(|job| job.turn).max().unwrap_or_default();
        for turn in 0..6 {
            assert_eq!(lives.turn_after_all(turn), turn.max(last + 1));
            let by = UnixMillis(turn);
            let is_due = |life: &&Life| life.due().is_some_and(|due| due <= by);
            let due: Vec<JobId> =
                lives.values().filter(is_due).map(|life| life.job.id.clone()).collect();
            assert_eq!(lives.due_by(by), due);
        }
    }

    /// Takes what is told into account, and then knows all jobs as they are.
    fn tells_what_changed(lives: &mut Lives, known: &mut Vec<Job>) {
        let changed = lives.changed();
        known.retain(|job| !changed.contains(&job.id));
        let mut again: Vec<&JobId> = changed.iter().collect();
        again.sort();
        again.dedup();
        known.extend(again.into_iter().filter_map(|id| lives.get(id)).map(|life| life.job.clone()));
        known.sort_by(|one, other| one.id.cmp(&other.id));
        assert!(known.iter().eq(lives.values().map(|life| &life.job)));
        assert!(lives.changed().is_empty());
    }

    proptest! {
        #[test]
        fn the_lists_find_what_a_look_at_each_life_finds(steps in steps()) {
            let mut lives = Lives::new();
            let mut known = Vec::new();
            let numbers = steps.len() as u64;
            for (number, step) in (0..).zip(steps) {
                match step {
                    Step::Insert(id, facts) => lives.insert(name(id), life(id, &facts, number)),
                    Step::Change(id, facts) => {
                        if let Some(life) = lives.get_mut(&name(id)) {
                            // A job stays with its provider.
                            change(life, &facts, number);
                        }
                    }
                    Step::Remove(id) => drop(lives.remove(&name(id))),
                    Step::Settle => {
                        is_right_once_settled(&mut lives);
                        tells_what_changed(&mut lives, &mut known);
                    }
                }
                is_right(&lives, numbers);
            }
            is_right_once_settled(&mut lives);
        }
    }
}
