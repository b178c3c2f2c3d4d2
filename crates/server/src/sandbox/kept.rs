//! The sandbox's state on a disk: what was acknowledged is there, whenever the program ends, and however.
//!
//! One thread writes. It takes all that wait as one transaction, so that many who wait for the disk wait
//! for it together.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use anyhow::{Context, Result, bail};
use foley_sandbox::{Changes, State};
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};
use tokio::sync::oneshot;

/// The file, in the folder that the user names.
const FILE: &str = "sandbox.redb";
/// Tasks by their numbers, and all else by name.
const TASKS: TableDefinition<'_, u64, &str> = TableDefinition::new("tasks");
const REST: TableDefinition<'_, &str, &str> = TableDefinition::new("rest");
const STATE: &str = "state";
const VERSION: &str = "version";
/// How the rows are written; one that is written otherwise can't be read.
const SHAPE: &str = "1";
/// How many batches become one transaction at the most.
const TOGETHER: usize = 10_000;

/// A state on a disk.
#[derive(Clone, Debug)]
pub(crate) struct Kept(Sender<Batch>);

/// What is to be written.
#[derive(Debug, Default)]
struct Batch {
    tasks: Vec<(u64, String)>,
    gone: Vec<u64>,
    rest: Option<String>,
    /// Whether all that there was goes first.
    all: bool,
    /// Told once it is on the disk.
    done: Option<oneshot::Sender<()>>,
}

impl Kept {
    /// Opens a folder, which need not be there yet, and reads what is in it.
    pub(crate) fn open(folder: &Path) -> Result<(Self, State)> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("{} can't be made", folder.display()))?;
        let file = folder.join(FILE);
        let database = Database::create(&file).with_context(|| {
            format!("{} can't be opened: does another sandbox have it?", file.display())
        })?;
        let state = read(&database).with_context(|| {
            format!("{} can't be read; move it away to begin anew", file.display())
        })?;
        let (kept, batches) = channel();
        thread::Builder::new().name("kept".to_owned()).spawn(move || write(&database, &batches))?;
        Ok((Self(kept), state))
    }

    /// Has changes written, of a state that has them. What is written is in the order of these calls.
    /// Nothing is received where it could not be written.
    pub(crate) fn put(&self, changes: &Changes, state: &State) -> oneshot::Receiver<()> {
        let (done, is_done) = oneshot::channel();
        let row = |number: &u64| Some((*number, state.task_row(*number)?));
        let tasks = if changes.all {
            state.numbers().filter_map(|number| row(&number)).collect()
        } else {
            changes.tasks.iter().filter_map(row).collect()
        };
        let rest = (changes.rest || changes.all).then(|| state.rest().ok()).flatten();
        let gone = changes.gone.clone();
        let batch = Batch { tasks, gone, rest, all: changes.all, done: Some(done) };
        // Where nobody writes any more, nothing is received either.
        let _ = self.0.send(batch);
        is_done
    }
}

fn read(database: &Database) -> Result<State> {
    let transaction = database.begin_write()?;
    {
        let mut rest = transaction.open_table(REST)?;
        transaction.open_table(TASKS)?;
        let shape = rest.get(VERSION)?.map(|shape| shape.value().to_owned());
        match shape.as_deref() {
            None => {
                rest.insert(VERSION, SHAPE)?;
            }
            Some(SHAPE) => {}
            Some(other) => bail!("it is of shape {other}, and this program writes {SHAPE}"),
        }
    }
    transaction.commit()?;
    let transaction = database.begin_read()?;
    let rest = transaction.open_table(REST)?.get(STATE)?.map(|rest| rest.value().to_owned());
    let mut rows = Vec::new();
    for row in transaction.open_table(TASKS)?.iter()? {
        rows.push(row?.1.value().to_owned());
    }
    Ok(State::of_rows(rest.as_deref(), rows.iter().map(String::as_str))?)
}

/// Writes until nobody has anything to write any more, or it fails: then nothing more is acknowledged.
fn write(database: &Database, batches: &Receiver<Batch>) {
    while let Ok(first) = batches.recv() {
        let mut together = vec![first];
        together.extend(batches.try_iter().take(TOGETHER));
        if let Err(error) = commit(database, &together) {
            tracing::error!(%error, "the state can't be written: nothing is taken in any more");
            return;
        }
        for batch in &mut together {
            if let Some(done) = batch.done.take() {
                // Who waited may have gone.
                let _ = done.send(());
            }
        }
    }
}

fn commit(database: &Database, batches: &[Batch]) -> Result<(), redb::Error> {
    let transaction = database.begin_write()?;
    {
        let mut tasks = transaction.open_table(TASKS)?;
        let mut rest = transaction.open_table(REST)?;
        for batch in batches {
            if batch.all {
                tasks.retain(|_, _| false)?;
            }
            for (number, row) in &batch.tasks {
                tasks.insert(number, row.as_str())?;
            }
            for number in &batch.gone {
                tasks.remove(number)?;
            }
        }
        // Of what is written over, only the last counts.
        if let Some(text) = batches.iter().rev().find_map(|batch| batch.rest.as_deref()) {
            rest.insert(STATE, text)?;
        }
    }
    transaction.commit()?;
    Ok(())
}
