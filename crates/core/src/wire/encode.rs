//! Requests, written as the [capability table](crate::Capability) says that their provider takes
//! them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::capability::{FieldSpec, Written};
use crate::{
    Axis, Camera, Capability, Dialect, Field, Given, HttpRequest, Lookup, Method, Operation,
    Provider, Request, TaskRef,
};

/// What may stand in a segment of a path, or in a value of a query, as it is.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The request that creates a task; `None` where the provider has no such operation, or where the task
/// was found and not asked for. It has no credential on it.
///
/// `external_task_id` stands in for the request's own where that has none. Fields that the provider
/// does not take, and optional texts that are empty, are left out.
#[must_use]
pub fn create(
    provider: &Provider,
    request: &Request,
    external_task_id: &str,
) -> Option<HttpRequest> {
    if matches!(request, Request::Found(_)) {
        return None;
    }
    let capability = provider.capability(request.operation())?;
    let body = Body { capability, request, external_task_id };
    Some(HttpRequest {
        method: Method::Post,
        url: url(provider, capability),
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        // Texts, numbers and switches always have a JSON text.
        body: Some(serde_json::to_string(&body).unwrap_or_default()),
    })
}

/// The request that asks how far a task is; `None` where the provider can't be asked for it by this
/// id. It has no credential on it.
#[must_use]
pub fn query(provider: &Provider, operation: Operation, task: &TaskRef) -> Option<HttpRequest> {
    let capability = provider.capability(operation)?;
    let id = match task {
        TaskRef::Id(id) => &id.0,
        TaskRef::ExternalId(_) if capability.lookup == Lookup::No => return None,
        TaskRef::ExternalId(id) => id,
    };
    let (endpoint, id) = (url(provider, capability), utf8_percent_encode(id, SEGMENT));
    Some(get(match provider.dialect {
        Dialect::Kling | Dialect::CometApi => format!("{endpoint}/{id}"),
        Dialect::ApiModels => format!("{endpoint}?task_id={id}"),
    }))
}

/// Which part of a long list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    number: u16,
    size: u16,
}

impl Page {
    /// The most pages that there are.
    pub const MOST: u16 = 1000;
    /// The most tasks that there may be on a page.
    pub const LARGEST: u16 = 500;

    /// A page by its number, from 1 to [`Page::MOST`], of so many tasks, from 1 to
    /// [`Page::LARGEST`]; `None` outside of that. Source: Kling, "Text to Audio".
    #[must_use]
    pub const fn new(number: u16, size: u16) -> Option<Self> {
        let is_good = number >= 1 && number <= Self::MOST && size >= 1 && size <= Self::LARGEST;
        if is_good { Some(Self { number, size }) } else { None }
    }

    /// The page after this one. The provider does not say whether there is anything on it.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        Self::new(self.number + 1, self.size)
    }
}

impl Default for Page {
    /// Kling's own default: the first 30.
    fn default() -> Self {
        Self { number: 1, size: 30 }
    }
}

/// The request that lists an account's tasks, the newest first; `None` where the provider has no such
/// list. It has no credential on it.
#[must_use]
pub fn list(provider: &Provider, operation: Operation, page: Page) -> Option<HttpRequest> {
    let capability = provider.capability(operation).filter(|capability| capability.lists)?;
    let Page { number, size } = page;
    Some(get(format!("{}?pageNum={number}&pageSize={size}", url(provider, capability))))
}

fn get(url: String) -> HttpRequest {
    HttpRequest { method: Method::Get, url, headers: Vec::new(), body: None }
}

fn url(provider: &Provider, capability: &Capability) -> String {
    format!("{}{}{}", provider.base_url, provider.path_prefix(), capability.path)
}

/// A create's body: what the request has of what the provider takes, in the table's order.
struct Body<'a> {
    capability: &'static Capability,
    request: &'a Request,
    external_task_id: &'a str,
}

impl Body<'_> {
    fn value(&self, spec: &FieldSpec) -> Option<Value> {
        let given = match (self.request.given(spec.field), spec.field) {
            (None, Field::ExternalTaskId) => Given::Text(self.external_task_id),
            (given, _) => given?,
        };
        match (given, spec.written) {
            (Given::Text(""), _) if spec.need == crate::Need::Optional => None,
            (Given::Text(text), _) => Some(text.into()),
            (Given::Seconds(seconds), Written::TenthsText) => {
                Some(format!("{}.{}", seconds.tenths() / 10, seconds.tenths() % 10).into())
            }
            (Given::Seconds(seconds), Written::WholeText) => Some(seconds.to_string().into()),
            (Given::Seconds(seconds), _) => Some(number(seconds.into())),
            (Given::Number(decimal), _) => Some(number(decimal)),
            (Given::On, Written::OnOff) => Some("on".into()),
            (Given::On, _) => Some(true.into()),
            (Given::Camera(camera), _) => Some(self::camera(&camera)),
        }
    }
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let model = self.capability.model.map(|model| ("model", Value::from(model)));
        let fields = self.capability.fields.iter();
        let fields = fields.filter_map(|spec| Some((spec.wire, self.value(spec)?)));
        serializer.collect_map(model.into_iter().chain(fields))
    }
}

/// `5` where it is whole, else `5.3`: the double nearest to a short decimal is written as that decimal.
fn number(decimal: Decimal) -> Value {
    let text = decimal.normalize().to_string();
    match text.parse::<i64>() {
        Ok(whole) => whole.into(),
        Err(_) => text.parse::<f64>().map_or(Value::Null, Value::from),
    }
}

/// All six axes, five of them 0, since Kling's example has them all.
fn camera(camera: &Camera) -> Value {
    let Camera::Simple { axis, amount } = camera else { return json!({"type": camera.kind()}) };
    let of = |one: Axis| if one == *axis { number(*amount) } else { 0.into() };
    let config = Axis::ALL.into_iter().map(|axis| (axis.name().to_owned(), of(axis)));
    json!({"type": camera.kind(), "config": config.collect::<serde_json::Map<_, _>>()})
}
