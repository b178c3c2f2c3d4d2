//! What a sandbox remembers: its tasks, its rules and its clock.

use std::collections::{BTreeMap, BTreeSet};

use foley_core::{Dialect, Operation, UnixMillis};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::auth::Account;
use crate::clock::Clock;
use crate::faults::Rule;
use crate::ids;
use crate::task::Task;

/// All that a sandbox remembers. Serialise it to take a sandbox up elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// How many tasks were ever created.
    pub(crate) created: u64,
    /// By their numbers.
    pub(crate) tasks: BTreeMap<u64, Task>,
    pub(crate) rules: Rules,
    pub(crate) clock: Clock,
    /// What all chance comes from, where that was changed since the sandbox was set up.
    pub(crate) seed: Option<u64>,
    index: Index,
}

/// The rules that the sandbox was given, the newest first: what was said last counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rules {
    /// How many there ever were.
    given: u64,
    pub(crate) held: Vec<Held>,
}

/// A rule that the sandbox was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// Its name.
    pub(crate) number: u64,
    /// As it was written.
    pub(crate) text: String,
    /// As it is meant; how often it still counts stands in it.
    pub(crate) rule: Rule,
}

/// What is found without going through all tasks; it follows from them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Index {
    /// By the ids that their makers gave them.
    external: BTreeMap<String, Vec<u64>>,
    /// How many there are of the same words.
    words: BTreeMap<u64, u64>,
    /// Those that were not yet seen to be over.
    live: BTreeSet<u64>,
    /// Those that somebody is yet to be called about.
    calling: BTreeSet<u64>,
}

/// Who is asked by whom: tasks are not seen from elsewhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Desk<'a> {
    pub(crate) dialect: Dialect,
    pub(crate) account: &'a Account,
    pub(crate) now: UnixMillis,
}

impl Desk<'_> {
    /// Whether a task is seen from here.
    pub(crate) fn sees(self, task: &Task) -> bool {
        task.dialect == self.dialect && task.account == *self.account && task.is_kept(self.now)
    }
}

impl State {
    /// The state of these tasks, and of all else.
    ///
    /// # Errors
    /// It is another version's.
    pub fn of_rows<'a>(
        rest: Option<&str>,
        tasks: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, serde_json::Error> {
        let mut state: Self = match rest {
            Some(rest) => serde_json::from_slice(rest.as_bytes())?,
            None => Self::default(),
        };
        for row in tasks {
            state.put(serde_json::from_slice(row.as_bytes())?);
        }
        Ok(state)
    }

    /// A task as text, by its number.
    #[must_use]
    pub fn task_row(&self, number: u64) -> Option<String> {
        serde_json::to_string(self.tasks.get(&number)?).ok()
    }

    /// All but the tasks as text.
    ///
    /// # Errors
    /// None: it is plain data.
    pub fn rest(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(&Row { state: self, tasks: &BTreeMap::new() })
    }

    /// How many tasks there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Whether there is no task.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// The numbers of all tasks.
    pub fn numbers(&self) -> impl Iterator<Item = u64> {
        self.tasks.keys().copied()
    }

    /// An account's tasks at a provider, the newest first.
    pub(crate) fn newest(&self, desk: Desk<'_>) -> impl Iterator<Item = &Task> {
        self.tasks.values().rev().filter(move |task| desk.sees(task))
    }

    /// A task by its own id, whoever asks.
    pub(crate) fn by_id(&self, id: &str) -> Option<&Task> {
        let tasks = ids::numbers(id, self.created).filter_map(|number| self.tasks.get(&number));
        tasks.into_iter().find(|task| task.id.0 == id)
    }

    /// A task of the desk's by its own id.
    pub(crate) fn own(&self, desk: Desk<'_>, id: &str) -> Option<&Task> {
        self.by_id(id).filter(|task| desk.sees(task))
    }

    /// The first task that its maker has given this id.
    pub(crate) fn by_external(&self, desk: Desk<'_>, id: &str) -> Option<&Task> {
        self.all_by_external(desk, id).next()
    }

    /// All tasks that their maker has given this id, the oldest first.
    fn all_by_external(&self, desk: Desk<'_>, id: &str) -> impl Iterator<Item = &Task> {
        let numbers = self.index.external.get(id).into_iter().flatten();
        let tasks = numbers.filter_map(|number| self.tasks.get(number));
        tasks.filter(move |task| desk.sees(task))
    }

    /// A task by its own id, or by that which its maker gave it.
    pub(crate) fn find(&self, desk: Desk<'_>, operation: Operation, id: &str) -> Option<&Task> {
        let is_one = |task: &&Task| task.work.operation() == operation;
        let own = self.own(desk, id).filter(is_one);
        own.or_else(|| self.all_by_external(desk, id).find(is_one))
    }

    /// The task that has made the video of this id. apimodels.app makes none: Kling's are good there.
    pub(crate) fn film(&self, desk: Desk<'_>, seed: u64, id: &str) -> Option<&Task> {
        let is_own =
            |task: &Task| task.dialect == desk.dialect || desk.dialect == Dialect::ApiModels;
        let mut tasks = ids::numbers(id, self.created).filter_map(|number| self.tasks.get(&number));
        tasks.find(|task| {
            task.work.film().is_some()
                && ids::video_id(seed, &task.id, task.number) == id
                && task.account == *desk.account
                && is_own(task)
                && task.is_kept(desk.now)
        })
    }

    /// How many tasks there are of these words.
    pub(crate) fn takes(&self, operation: Operation, words: &str) -> u64 {
        self.index.words.get(&key(operation, words)).copied().unwrap_or_default()
    }

    /// The tasks that may be under way; those that turn out to be over are not looked at again.
    pub(crate) fn live(&mut self, is_over: impl Fn(&Task) -> bool) -> impl Iterator<Item = &Task> {
        let tasks = &self.tasks;
        self.index.live.retain(|number| tasks.get(number).is_some_and(|task| !is_over(task)));
        self.index.live.iter().filter_map(|number| self.tasks.get(number))
    }

    /// Takes a task in, and lets go of those that are past their time, and of the oldest where there are
    /// more than `most`; gives the numbers of these.
    pub(crate) fn add(&mut self, task: Task, now: UnixMillis, most: usize) -> Vec<u64> {
        self.created += 1;
        self.put(task);
        let mut gone = Vec::new();
        while let Some((number, oldest)) = self.tasks.first_key_value()
            && (self.tasks.len() > most || !oldest.is_kept(now))
        {
            let number = *number;
            self.remove(number);
            gone.push(number);
        }
        gone
    }

    fn put(&mut self, task: Task) {
        let index = &mut self.index;
        if let Some(id) = &task.external_id {
            index.external.entry(id.clone()).or_default().push(task.number);
        }
        *index.words.entry(key(task.work.operation(), task.work.words())).or_default() += 1;
        index.live.insert(task.number);
        if task.call.is_some() {
            index.calling.insert(task.number);
        }
        self.tasks.insert(task.number, task);
    }

    fn remove(&mut self, number: u64) {
        let Some(task) = self.tasks.remove(&number) else { return };
        let index = &mut self.index;
        if let Some(id) = &task.external_id
            && let Some(numbers) = index.external.get_mut(id)
        {
            numbers.retain(|known| *known != number);
            if numbers.is_empty() {
                index.external.remove(id);
            }
        }
        let key = key(task.work.operation(), task.work.words());
        if let Some(count) = index.words.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                index.words.remove(&key);
            }
        }
        index.live.remove(&number);
        index.calling.remove(&number);
    }

    /// The tasks that somebody is yet to be called about.
    pub(crate) fn calling(&self) -> impl Iterator<Item = &Task> {
        self.index.calling.iter().filter_map(|number| self.tasks.get(number))
    }

    /// Nobody is to be called about this task any more.
    pub(crate) fn all_called(&mut self, number: u64) {
        self.index.calling.remove(&number);
    }
}

impl Rules {
    /// Puts a rule before all others, and gives its name.
    pub(crate) fn give(&mut self, text: &str, rule: Rule) -> u64 {
        self.given += 1;
        let number = self.given;
        self.held.insert(0, Held { number, text: text.to_owned(), rule });
        number
    }
}

/// Which tasks are takes of the same.
fn key(operation: Operation, words: &str) -> u64 {
    let which = Operation::ALL.iter().position(|it| *it == operation).unwrap_or_default();
    ids::mix_words(which as u64, words)
}

/// A state as it is stored, with these tasks.
struct Row<'a> {
    state: &'a State,
    tasks: &'a BTreeMap<u64, Task>,
}

/// Tasks without their numbers, which stand in them.
struct Tasks<'a>(&'a BTreeMap<u64, Task>);

impl Serialize for Tasks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.values())
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { state, tasks } = self;
        let rest = (&state.rules, &state.clock, &state.seed);
        (state.created, Tasks(tasks), rest).serialize(serializer)
    }
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Row { state: self, tasks: &self.tasks }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (created, tasks, (rules, clock, seed)): (_, Vec<Task>, _) =
            Deserialize::deserialize(deserializer)?;
        let mut state = Self { created, rules, clock, seed, ..Self::default() };
        tasks.into_iter().for_each(|task| state.put(task));
        Ok(state)
    }
}

impl Serialize for Held {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.number, &self.text, self.rule.next).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Held {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (number, text, next): (_, String, _) = Deserialize::deserialize(deserializer)?;
        // What another version wrote and this one can't read says nothing here.
        let rule = Rule::parse(&text).unwrap_or_default();
        Ok(Self { number, text, rule: Rule { next, ..rule } })
    }
}
