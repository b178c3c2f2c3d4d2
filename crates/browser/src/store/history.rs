//! What happened to each job, in the store: one value for each thing, numbered from 1 for each job.
//!
//! Of a long history the beginning and the end are kept. The numbers tell how many are missing between.

use foley_engine::{Entry, Heading, JobId};
use idb::{KeyRange, Query, TransactionMode};
use js_sys::{Array, JSON};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

use super::{RECORD, Store, StoreError};
use crate::few::Few;

/// How many of a job's first entries are kept, however many follow.
const FIRST: usize = 100;
/// How many of its last.
const LAST: usize = 300;

/// New entries, by job.
pub(crate) type Entries = Few<JobId, Vec<Entry>>;

/// A job's entries as they are stored, each with its number.
pub(crate) struct History(Vec<(u32, JsValue)>);

impl Store {
    /// Writes down what happened, after what happened before.
    pub(crate) async fn append(&self, entries: Entries) -> Result<(), StoreError> {
        let transaction = self.database.transaction(&[RECORD], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(RECORD)?;
        for (job, entries) in entries.into_pairs() {
            let known = store.get_all_keys(Some(all_of(&job)?), None)?.await?;
            let mut last = known.last().map_or(0, number_of);
            let count = known.len() + entries.len();
            for entry in entries {
                last += 1;
                store.put(&plain(&entry)?, Some(&key(&job, last)))?.await?;
            }
            if count > FIRST + LAST
                && let Some(from) = known.get(FIRST)
            {
                let to = key(&job, last + 1 - LAST as u32);
                let middle = KeyRange::bound(from, &to, None, Some(true))?;
                store.delete(Query::KeyRange(middle))?.await?;
            }
        }
        transaction.commit()?.await?;
        Ok(())
    }

    /// All that is known of what happened to a job.
    pub(crate) async fn history(&self, id: &JobId) -> Result<History, StoreError> {
        let transaction = self.database.transaction(&[RECORD], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(RECORD)?;
        let keys = store.get_all_keys(Some(all_of(id)?), None)?.await?;
        let entries = store.get_all(Some(all_of(id)?), None)?.await?;
        Ok(History(keys.iter().map(number_of).zip(entries).collect()))
    }
}

impl History {
    /// As JSON Lines, below their heading.
    pub(crate) fn lines(self, heading: &Heading) -> Result<String, StoreError> {
        let mut text = line(&plain(heading)?)?;
        let mut last = 0;
        for (number, entry) in self.0 {
            let left_out = number - last - 1;
            if left_out > 0 {
                text += &format!("{{\"left_out\":{left_out}}}\n");
            }
            text += &line(&entry)?;
            last = number;
        }
        Ok(text)
    }
}

/// A value as it is stored: plain, to be read with any developer's tools.
fn plain(value: &impl Serialize) -> Result<JsValue, StoreError> {
    let plain = value.serialize(&Serializer::json_compatible());
    plain.map_err(|error| StoreError::Failed(error.to_string()))
}

fn line(value: &JsValue) -> Result<String, StoreError> {
    Ok(String::from(JSON::stringify(value)?) + "\n")
}

fn key(id: &JobId, number: u32) -> JsValue {
    Array::of2(&id.as_str().into(), &number.into()).into()
}

/// All keys of a job's entries: no array sorts after one that has an array in its place.
pub(super) fn all_of(id: &JobId) -> Result<Query, StoreError> {
    let id: JsValue = id.as_str().into();
    let (from, to) = (Array::of1(&id), Array::of2(&id, &Array::new()));
    Ok(Query::KeyRange(KeyRange::bound(&from, &to, None, None)?))
}

fn number_of(key: &JsValue) -> u32 {
    let number = key.dyn_ref::<Array>().and_then(|key| key.get(1).as_f64());
    number.map_or(0, |number| number as u32)
}
