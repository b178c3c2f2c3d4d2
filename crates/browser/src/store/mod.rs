//! What is kept in the browser's IndexedDB: the jobs' records, and the takes' bytes.
//!
//! Schema 1. Database `foley`: `jobs`, a [`Record`] by job id; `takes`, a `Blob` for each file of a
//! job, by the job's id (what it was about) or by that and `.1`, `.2`, … (what came with it). A change
//! of either raises the schema and migrates what is there.

mod record;

use foley_core::AssetFormat;
use foley_engine::{Job, JobId};
use idb::{Database, KeyRange, ObjectStore, Query, TransactionMode};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag};

use crate::words;

const SCHEMA: u32 = 1;
const JOBS: &str = "jobs";
const TAKES: &str = "takes";

/// The store did not do what was asked of it, in the browser's own words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser's storage failed: {0}")]
pub struct StoreError(pub(crate) String);

impl From<idb::Error> for StoreError {
    fn from(error: idb::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<JsValue> for StoreError {
    fn from(thrown: JsValue) -> Self {
        Self(words(&thrown))
    }
}

/// The open store.
#[derive(Debug)]
pub(crate) struct Store {
    database: Database,
}

impl Store {
    /// Opens the database of this name, and makes it where there is none.
    pub(crate) async fn open(name: &str) -> Result<Self, StoreError> {
        let database = Database::builder(name)
            .version(SCHEMA)
            .add_object_store(ObjectStore::builder(JOBS))
            .add_object_store(ObjectStore::builder(TAKES))
            .build()
            .await?;
        Ok(Self { database })
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

    /// Removes a job's record and its files, all or nothing.
    pub(crate) async fn delete(&self, id: &JobId) -> Result<(), StoreError> {
        let transaction = self.database.transaction(&[JOBS, TAKES], TransactionMode::ReadWrite)?;
        transaction.object_store(JOBS)?.delete(key(id))?.await?;
        transaction.object_store(TAKES)?.delete(key(id))?.await?;
        // Every other file's name lies between these two: `/` comes after `.`.
        let (from, to) = (format!("{id}."), format!("{id}/"));
        let others = KeyRange::bound(&from.into(), &to.into(), None, Some(true))?;
        transaction.object_store(TAKES)?.delete(Query::KeyRange(others))?.await?;
        transaction.commit()?.await?;
        Ok(())
    }
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
