//! Which of a provider's documented requests a path, a method and a query are.
//!
//! What leaves is written anew by the core from what was understood here; nothing of a path or a query is
//! passed on as it came.

use foley_core::{
    Capability, Dialect, HttpRequest, Method, Operation, Provider, TaskId, TaskRef, wire,
};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::{Kind, Refusal};

/// The longest id that is asked for. A provider's has 18 digits, one of ours 50 characters at the most.
const LONGEST_ID: usize = 256;

/// Kling's way of telling a good key from a bad one, which costs nothing.
const COSTS: &str = "/account/costs";

/// A request that a provider documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// A create, whose body is still to be looked at: the operations that may be asked for here.
    Create(Vec<&'static Capability>),
    /// Something that only looks.
    Look(Kind, HttpRequest),
}

impl Route {
    /// Reads what follows the provider's name.
    pub(crate) fn of(provider: &Provider, method: &str, target: &str) -> Result<Self, Refusal> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if path == COSTS && provider.dialect == Dialect::Kling {
            return match method {
                "GET" => Ok(Self::Look(Kind::Balance, costs(provider, query)?)),
                _ => Err(Refusal::Method),
            };
        }
        let below = path.strip_prefix(provider.path_prefix()).ok_or(Refusal::Path)?;
        let mut known = Operation::ALL.into_iter().filter_map(|operation| {
            let capability = provider.capability(operation)?;
            let rest = below.strip_prefix(capability.path)?;
            (rest.is_empty() || rest.starts_with('/')).then_some((capability, rest))
        });
        let (capability, rest) = known.next().ok_or(Refusal::Path)?;
        let is_one_for_all = provider.dialect == Dialect::ApiModels;
        match (method, rest.strip_prefix('/')) {
            ("POST", None) => {
                Query::read(query, &[])?;
                let others = known.map(|(other, _)| other);
                Ok(Self::Create([capability].into_iter().chain(others).collect()))
            }
            ("GET", None) if is_one_for_all => {
                let query = Query::read(query, &["task_id"])?;
                let id = query.get("task_id").ok_or_else(|| wrong("task_id is missing"))?;
                one(provider, capability.operation, id)
            }
            ("GET", None) if capability.lists => list(provider, capability.operation, query),
            ("GET", Some(id)) if !is_one_for_all && !id.contains('/') => {
                Query::read(query, &[])?;
                let id = percent_decode_str(id).decode_utf8().map_err(|_| Refusal::Path)?;
                one(provider, capability.operation, &id)
            }
            (_, None) => Err(Refusal::Method),
            ("GET", _) => Err(Refusal::Path),
            _ => Err(Refusal::Method),
        }
    }
}

/// The query of one task. An id that means something in a path is none.
fn one(provider: &Provider, operation: Operation, id: &str) -> Result<Route, Refusal> {
    let is_id =
        !matches!(id, "" | "." | "..") && id.len() <= LONGEST_ID && !id.contains(char::is_control);
    if !is_id {
        return Err(wrong(&format!("the task's id has to be 1 to {LONGEST_ID} plain characters")));
    }
    let task = TaskRef::Id(TaskId(id.to_owned()));
    let request = wire::query(provider, operation, &task).ok_or(Refusal::Path)?;
    Ok(Route::Look(Kind::Query, request))
}

fn list(provider: &Provider, operation: Operation, query: &str) -> Result<Route, Refusal> {
    let query = Query::read(query, &["pageNum", "pageSize"])?;
    let number =
        |name: &str, usual: u16| query.get(name).map_or(Some(usual), |text| text.parse().ok());
    let page = number("pageNum", 1).zip(number("pageSize", 30));
    let page = page.and_then(|(number, size)| wire::Page::new(number, size)).ok_or_else(|| {
        wrong(&format!(
            "pageNum is a whole number from 1 to {}, pageSize one from 1 to {}",
            wire::Page::MOST,
            wire::Page::LARGEST
        ))
    })?;
    let request = wire::list(provider, operation, page).ok_or(Refusal::Path)?;
    Ok(Route::Look(Kind::List, request))
}

/// Source: Kling, "Account information inquiry": two times in milliseconds, and perhaps a pack's name.
fn costs(provider: &Provider, query: &str) -> Result<HttpRequest, Refusal> {
    let query = Query::read(query, &["start_time", "end_time", "resource_pack_name"])?;
    let time = |name: &str| {
        let time = query.get(name).and_then(|text| text.parse::<u64>().ok());
        time.ok_or_else(|| wrong(&format!("{name} is a Unix time in milliseconds")))
    };
    let mut url = format!(
        "{}{COSTS}?start_time={}&end_time={}",
        provider.base_url,
        time("start_time")?,
        time("end_time")?
    );
    if let Some(name) = query.get("resource_pack_name") {
        url += &format!("&resource_pack_name={}", utf8_percent_encode(name, NON_ALPHANUMERIC));
    }
    Ok(HttpRequest { method: Method::Get, url, headers: Vec::new(), body: None })
}

fn wrong(words: &str) -> Refusal {
    Refusal::Query(words.to_owned())
}

/// What a query says, each name once and none that is not known.
struct Query(Vec<(String, String)>);

impl Query {
    fn read(query: &str, known: &[&str]) -> Result<Self, Refusal> {
        let mut said: Vec<(String, String)> = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if !known.contains(&name) {
                return Err(match known {
                    [] => wrong(
                        "there is nothing to ask for in the query here: leave out what follows the ?",
                    ),
                    known => {
                        wrong(&format!("the query takes {}, and nothing else", known.join(", ")))
                    }
                });
            }
            if said.iter().any(|(other, _)| other == name) {
                return Err(wrong(&format!("{name} stands there twice: leave one of them out")));
            }
            let value = percent_decode_str(value).decode_utf8();
            let value = value.map_err(|_| wrong(&format!("{name} is not UTF-8")))?;
            said.push((name.to_owned(), value.into_owned()));
        }
        Ok(Self(said))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked(provider: &Provider, target: &str) -> Result<(Kind, String), Refusal> {
        match Route::of(provider, "GET", target)? {
            Route::Look(kind, request) => {
                assert_eq!((request.method, request.body), (Method::Get, None));
                Ok((kind, request.url))
            }
            create => panic!("{create:?}"),
        }
    }

    fn name(provider: &Provider, method: &str, target: &str) -> &'static str {
        match Route::of(provider, method, target) {
            Ok(route) => panic!("{method} {target}: {route:?}"),
            Err(refusal) => refusal.name(),
        }
    }

    #[test]
    fn what_the_core_asks_is_let_pass_as_it_is() {
        for provider in [Provider::kling(), Provider::cometapi(), Provider::apimodels()] {
            for operation in Operation::ALL {
                let task = TaskRef::Id(TaskId("861254119619698760/ä &?#".to_owned()));
                let page = wire::Page::new(2, 500).expect("within bounds");
                let asked = [
                    (Kind::Query, wire::query(&provider, operation, &task)),
                    (Kind::List, wire::list(&provider, operation, page)),
                ];
                for (kind, request) in asked {
                    let Some(HttpRequest { url, .. }) = request else { continue };
                    let target = url.strip_prefix(provider.base_url.as_str()).expect("its own");
                    assert_eq!(looked(&provider, target), Ok((kind, url.clone())));
                }
                let Some(capability) = provider.capability(operation) else { continue };
                let target = format!("{}{}", provider.path_prefix(), capability.path);
                let Ok(Route::Create(known)) = Route::of(&provider, "POST", &target) else {
                    panic!("{target}")
                };
                assert!(known.contains(&capability), "{target}");
                assert!(known.iter().all(|other| other.path == capability.path));
            }
        }
    }

    #[test]
    fn what_is_not_documented_is_not_let_pass() {
        let (kling, comet, apimodels) =
            (Provider::kling(), Provider::cometapi(), Provider::apimodels());
        for (provider, method, target, refusal) in [
            (&kling, "GET", "", "path"),
            (&kling, "GET", "/", "path"),
            (&kling, "GET", "/v1/audio", "path"),
            (&kling, "GET", "/v1/images/generations", "path"),
            (&kling, "POST", "/v1/audio/text-to-audio/", "method"),
            (&kling, "POST", "/v1/audio/text-to-audio/1", "method"),
            (&kling, "POST", "/v1/audio/text-to-audiox", "path"),
            (&kling, "POST", "/V1/audio/text-to-audio", "path"),
            (&kling, "POST", "//v1/audio/text-to-audio", "path"),
            (&kling, "POST", "/v1/audio/../audio/text-to-audio", "path"),
            (&kling, "POST", "/v1/audio/text%2Dto-audio", "path"),
            (&kling, "POST", "https://evil.example/v1/audio/text-to-audio", "path"),
            (&kling, "DELETE", "/v1/audio/text-to-audio/1", "method"),
            (&kling, "PUT", "/v1/audio/text-to-audio", "method"),
            (&kling, "HEAD", "/v1/audio/text-to-audio", "method"),
            (&kling, "post", "/v1/audio/text-to-audio", "method"),
            (&kling, "GET", "/v1/audio/tts", "method"),
            (&kling, "GET", "/v1/audio/text-to-audio/1/2", "path"),
            (&kling, "GET", "/v1/audio/text-to-audio/", "query"),
            (&kling, "GET", "/v1/audio/text-to-audio/..", "query"),
            (&kling, "GET", "/v1/audio/text-to-audio/%2e%2E", "query"),
            (&kling, "GET", "/v1/audio/text-to-audio/a%0d%0ab", "query"),
            (&kling, "GET", "/v1/audio/text-to-audio/%ff", "path"),
            (&kling, "GET", "/v1/audio/text-to-audio/1?x=1", "query"),
            (&kling, "GET", "/v1/audio/text-to-audio?pageNum=0", "query"),
            (&kling, "GET", "/v1/audio/text-to-audio?pageNum=1&pageNum=2", "query"),
            (&kling, "GET", "/v1/audio/text-to-audio?pageSize=501", "query"),
            (&kling, "GET", "/v1/audio/text-to-audio?other=1", "query"),
            (&kling, "POST", "/v1/audio/text-to-audio?x=1", "query"),
            (&kling, "POST", "/account/costs", "method"),
            (&kling, "GET", "/account/costs", "query"),
            (&kling, "GET", "/account/costs?start_time=1", "query"),
            (&kling, "GET", "/account/costs?start_time=1&end_time=-2", "query"),
            (&kling, "GET", "/account/costs/x", "path"),
            (&comet, "GET", "/kling/v1/audio/text-to-audio", "method"),
            (&comet, "POST", "/v1/audio/text-to-audio", "path"),
            (&comet, "POST", "/kling", "path"),
            (&comet, "GET", "/account/costs?start_time=1&end_time=2", "path"),
            (&comet, "GET", "/kling/account/costs?start_time=1&end_time=2", "path"),
            (&comet, "POST", "/v1/chat/completions", "path"),
            (&apimodels, "GET", "/api/v1/audio/generations", "query"),
            (&apimodels, "GET", "/api/v1/audio/generations?task_id=", "query"),
            (&apimodels, "GET", "/api/v1/audio/generations/1", "path"),
            (&apimodels, "GET", "/api/v1/models", "path"),
            (&apimodels, "POST", "/v1/audio/generations", "path"),
        ] {
            assert_eq!(name(provider, method, target), refusal, "{method} {target}");
        }
        let long = format!("/v1/audio/text-to-audio/{}", "1".repeat(LONGEST_ID + 1));
        assert_eq!(name(&kling, "GET", &long), "query");
    }

    #[test]
    fn the_probe_of_a_key_is_let_pass() {
        let asked = looked(
            &Provider::kling(),
            "/account/costs?end_time=2&start_time=1&resource_pack_name=a%20%26b",
        );
        let url = "https://api-singapore.klingai.com/account/costs?start_time=1&end_time=2&resource_pack_name=a%20%26b";
        assert_eq!(asked, Ok((Kind::Balance, url.to_owned())));
    }

    #[test]
    fn a_list_without_a_page_is_the_first() {
        let asked = looked(&Provider::kling(), "/v1/audio/text-to-audio");
        let url = "https://api-singapore.klingai.com/v1/audio/text-to-audio?pageNum=1&pageSize=30";
        assert_eq!(asked, Ok((Kind::List, url.to_owned())));
    }
}
