//! What there is to be counted, in Prometheus' text form, on a listener of its own.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::relay::answer::Served;

/// Where one bucket of latencies ends and the next begins, in seconds.
const BUCKETS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0];

/// An answer, as it is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    provider: String,
    kind: &'static str,
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Refused {
    reason: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Sort {
    kind: &'static str,
}

type Latency = Family<Sort, Histogram, fn() -> Histogram>;

/// All that is counted.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    answers: Family<Answer, Counter>,
    refusals: Family<Refused, Counter>,
    latency: Latency,
    under_way: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("foley_relay");
        let (answers, refusals, under_way) =
            (Family::default(), Family::default(), Gauge::default());
        let latency: Latency = Family::new_with_constructor(|| Histogram::new(BUCKETS));
        registry.register(
            "answers",
            "Answers, by provider, kind of request and status",
            answers.clone(),
        );
        registry.register(
            "refusals",
            "What the relay refused or could not get, by reason",
            refusals.clone(),
        );
        registry.register(
            "seconds",
            "How long until the head of an answer, by kind of request",
            latency.clone(),
        );
        registry.register("under_way", "Requests without an answer yet", under_way.clone());
        Self { registry, answers, refusals, latency, under_way }
    }
}

/// A request that is under way for as long as this is there.
pub(crate) struct UnderWay(Gauge);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// Counts a request that has come.
    pub(crate) fn came(&self) -> UnderWay {
        self.under_way.inc();
        UnderWay(self.under_way.clone())
    }

    /// Counts an answer.
    pub(crate) fn answered(&self, provider: &str, kind: &'static str, status: u16, seconds: f64) {
        let status = match status {
            0..=199 => "1xx",
            200..=299 => "2xx",
            300..=399 => "3xx",
            400..=499 => "4xx",
            _ => "5xx",
        };
        let provider = provider.to_owned();
        self.answers.get_or_create(&Answer { provider, kind, status }).inc();
        self.latency.get_or_create(&Sort { kind }).observe(seconds);
    }

    /// Counts a refusal.
    pub(crate) fn refused(&self, reason: &'static str) {
        self.refusals.get_or_create(&Refused { reason }).inc();
    }

    /// All of it, as Prometheus reads it.
    fn text(&self) -> String {
        let mut text = String::new();
        if encode(&mut text, &self.registry).is_err() {
            let _ = writeln!(text, "# the figures can't be written");
        }
        text
    }
}

/// The figures, at `/metrics`.
pub(crate) fn router(served: Arc<Served>) -> Router {
    Router::new().route("/metrics", get(tell)).with_state(served)
}

async fn tell(State(served): State<Arc<Served>>) -> Response {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], served.metrics.text()).into_response()
}
