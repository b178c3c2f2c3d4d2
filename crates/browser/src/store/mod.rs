//! What is kept in the browser's IndexedDB: the jobs' records, their histories, and the takes' bytes.
//!
//! Schema 2. Database `foley`:
//!
//! - `jobs`: a [record](record) by job id. Its own number says which shape it has.
//! - `takes`: a `Blob` for each file of a job, by the job's id (what it was about) or by that and `.1`,
//!   `.2`, … (what came with it).
//! - `record`: an [`Entry`] for each thing that happened to a job, by `[job id, number]`; since schema 2.
//!
//! A change of any raises the schema and migrates what is there: [`migrate`] has a step for each. A page
//! that is older than what is stored opens nothing and changes nothing.

mod history;
mod record;

use foley_core::AssetFormat;
use foley_engine::{Job, JobId};
use idb::event::VersionChangeEvent;
use idb::{
    Database, DatabaseEvent, Event, Factory, KeyRange, ObjectStoreParams, Query, Request,
    TransactionMode,
};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag};

use crate::words;

pub(crate) use history::Entries;

const SCHEMA: u32 = 2;
const JOBS: &str = "jobs";
const TAKES: &str = "takes";
const RECORD: &str = "record";

/// The store did not do what was asked of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// It failed, in the browser's own words.
    #[error("the browser's storage failed: {0}")]
    Failed(String),
    /// What is stored was written by a newer version of the page than this one. Nothing was changed.
    #[error("what is stored is of a newer version than this page")]
    Newer,
}

impl StoreError {
    /// What went wrong, in the browser's own words where it had some.
    pub(crate) fn into_words(self) -> String {
        match self {
            Self::Failed(words) => words,
            Self::Newer => self.to_string(),
        }
    }
}

impl From<idb::Error> for StoreError {
    fn from(error: idb::Error) -> Self {
        match error {
            idb::Error::DomException(thrown) if thrown.name() == "VersionError" => Self::Newer,
            error => Self::Failed(error.to_string()),
        }
    }
}

impl From<JsValue> for StoreError {
    fn from(thrown: JsValue) -> Self {
        Self::Failed(words(&thrown))
    }
}

/// What other pages have to do with the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Another page holds the store open in an older version: this one has to wait until that is closed or
    /// reloaded.
    Blocked,
    /// Another page of a newer version wants the store: this one lets go of it, and has to be reloaded.
    Outdated,
}

/// The open store.
#[derive(Debug)]
pub(crate) struct Store {
    database: Database,
}

impl Store {
    /// Opens the database of this name, makes it where there is none, and brings an older one up to date.
    /// Whoever waits for other pages, or is waited for, is told.
    pub(crate) async fn open(
        name: &str,
        on_notice: impl Fn(Notice) + Clone + 'static,
    ) -> Result<Self, StoreError> {
        let mut request = Factory::new()?.open(name, Some(SCHEMA))?;
        request.on_upgrade_needed(|event| {
            if migrate(&event).is_err()
                && let Some(transaction) = event.target().ok().and_then(|it| it.transaction())
            {
                // Then nothing has changed, and the database does not open. It is gone already at worst.
                let _ = transaction.abort();
            }
        });
        let blocked = on_notice.clone();
        request.on_blocked(move |_| blocked(Notice::Blocked));
        let mut database = request.await?;
        database.on_version_change(move |_| on_notice(Notice::Outdated));
        Ok(Self { database })
    }

    /// Lets go of the database once what was asked for is done: whatever is asked for later fails.
    pub(crate) fn close(&self) {
        self.database.close();
    }

    /// Every job whose record can be read. A record that can't stays where it is.
    pub(crate) async fn jobs(&self) -> Result<Vec<Job>, StoreError> {
        let transaction = self.database.transaction(&[JOBS], TransactionMode::ReadOnly)?;
        let records = transaction.object_store(JOBS)?.get_all(None, None)?.await?;
        Ok(records.into_iter().filter_map(record::read).collect())
    }

    /// One job, as it was last stored.
    pub(crate) async fn job(&self, id: &JobId) -> Result<Option<Job>, StoreError> {
        let transaction = self.database.transaction(&[JOBS], TransactionMode::ReadOnly)?;
        let found = transaction.object_store(JOBS)?.get(key(id))?.await?;
        Ok(found.and_then(record::read))
    }

    /// Writes a job's record, and returns it. Writes are done in the order in which they were asked for.
    pub(crate) async fn put_job(&self, job: &Job) -> Result<JsValue, StoreError> {
        let record = record::write(job)?;
        let transaction = self.database.transaction(&[JOBS], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(JOBS)?;
        store.put(&record, Some(&job.id.as_str().into()))?.await?;
        transaction.commit()?.await?;
        Ok(record)
    }

    /// The job of a record that another tab has stored.
    pub(crate) fn read(record: JsValue) -> Option<Job> {
        record::read(record)
    }

    /// Writes one file of a job.
    pub(crate) async fn put_file(
        &self,
        id: &JobId,
        file: usize,
        format: AssetFormat,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        let options = BlobPropertyBag::new();
        options.set_type(format.mime());
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
        let transaction = self.database.transaction(&[TAKES], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(TAKES)?;
        store.put(&blob, Some(&file_name(id, file).into()))?.await?;
        transaction.commit()?.await?;
        Ok(())
    }

    /// One file of a job, as the browser holds it.
    pub(crate) async fn file(&self, id: &JobId, file: usize) -> Result<Option<Blob>, StoreError> {
        let transaction = self.database.transaction(&[TAKES], TransactionMode::ReadOnly)?;
        let name = Query::Key(file_name(id, file).into());
        let found = transaction.object_store(TAKES)?.get(name)?.await?;
        Ok(found.and_then(|value| value.dyn_into().ok()))
    }

    /// Removes a job's record, its history and its files, all or nothing.
    pub(crate) async fn delete(&self, id: &JobId) -> Result<(), StoreError> {
        let stores = [JOBS, TAKES, RECORD];
        let transaction = self.database.transaction(&stores, TransactionMode::ReadWrite)?;
        transaction.object_store(JOBS)?.delete(key(id))?.await?;
        transaction.object_store(TAKES)?.delete(key(id))?.await?;
        // Every other file's name lies between these two: `/` comes after `.`.
        let (from, to) = (format!("{id}."), format!("{id}/"));
        let others = KeyRange::bound(&from.into(), &to.into(), None, Some(true))?;
        transaction.object_store(TAKES)?.delete(Query::KeyRange(others))?.await?;
        transaction.object_store(RECORD)?.delete(history::all_of(id)?)?.await?;
        transaction.commit()?.await?;
        Ok(())
    }
}

/// A page that is gone holds up nobody.
impl Drop for Store {
    fn drop(&mut self) {
        self.close();
    }
}

/// Brings the stores of an older schema, or of none, to this one's.
fn migrate(event: &VersionChangeEvent) -> Result<(), idb::Error> {
    let (database, from) = (event.database()?, event.old_version()?);
    let plain = || ObjectStoreParams::new();
    if from < 1 {
        database.create_object_store(JOBS, plain())?;
        database.create_object_store(TAKES, plain())?;
    }
    if from < 2 {
        database.create_object_store(RECORD, plain())?;
    }
    Ok(())
}

fn key(id: &JobId) -> Query {
    Query::Key(id.as_str().into())
}

/// What a job's file is called in the store.
fn file_name(id: &JobId, file: usize) -> String {
    match file {
        0 => id.as_str().to_owned(),
        file => format!("{id}.{file}"),
    }
}
