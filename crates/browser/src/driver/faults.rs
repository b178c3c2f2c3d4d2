//! What the page's sandbox is told to let go wrong.

use foley_core::{HttpRequest, HttpResponse, Method};
use foley_engine::TransportError;
use serde_json::{Value, json};

use super::Foley;
use crate::transport::Transport;

/// A rule by which something goes wrong in the page's sandbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultRule {
    /// Its name there.
    pub id: u64,
    /// As it is written: `on=query, body=html`.
    pub text: String,
    /// For how many requests it still counts, where it does not for all.
    pub left: Option<u64>,
}

/// What is to become of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultChange {
    /// This one counts before all others.
    Add(String),
    /// This one goes.
    Remove(u64),
}

impl Foley {
    /// The rules by which something goes wrong in the page's sandbox, after a change or without.
    ///
    /// # Errors
    /// What is wrong with the change, or why the sandbox does not answer; then nothing has changed.
    pub async fn faults(&self, change: Option<FaultChange>) -> Result<Vec<FaultRule>, String> {
        let base = self.0.sandbox_provider.base_url.as_str();
        let (method, path, body) = match change {
            None => (Method::Get, "rules".to_owned(), None),
            Some(FaultChange::Add(text)) => {
                (Method::Post, "rules".to_owned(), Some(json!({ "rule": text }).to_string()))
            }
            Some(FaultChange::Remove(id)) => (Method::Post, format!("rules/{id}/remove"), None),
        };
        let url = format!("{base}/_sandbox/{path}");
        let request = HttpRequest { method, url, headers: Vec::new(), body };
        match self.0.sandbox.send(request).await {
            Ok(response) => read(&response),
            Err(TransportError::Broken(why)) => Err(why),
            Err(_) => Err("the sandbox does not answer".to_owned()),
        }
    }
}

fn read(response: &HttpResponse) -> Result<Vec<FaultRule>, String> {
    let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
    let rule = |value: &Value| {
        Some(FaultRule {
            id: value["id"].as_u64()?,
            text: value["rule"].as_str()?.to_owned(),
            left: value["left"].as_u64(),
        })
    };
    match body.as_array() {
        Some(rules) => Ok(rules.iter().filter_map(rule).collect()),
        None => Err(body["error"].as_str().unwrap_or("the sandbox does not answer").to_owned()),
    }
}
