//! What is counted. Nothing here holds a name: no login, no model, no token.

use std::{
    fmt,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use axum::http::StatusCode;
use bailiwick_app::Counts;
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

/// An endpoint, as far as counting is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Evaluation,
    Evaluations,
    SubjectSearch,
    ResourceSearch,
    ActionSearch,
    Check,
    Explain,
    Fields,
    Filter,
    WhoCan,
    WhatCan,
    Other,
}

const ENDPOINTS: usize = 12;

impl Endpoint {
    const ALL: [Self; ENDPOINTS] = [
        Self::Evaluation,
        Self::Evaluations,
        Self::SubjectSearch,
        Self::ResourceSearch,
        Self::ActionSearch,
        Self::Check,
        Self::Explain,
        Self::Fields,
        Self::Filter,
        Self::WhoCan,
        Self::WhatCan,
        Self::Other,
    ];

    /// The endpoint at a path.
    pub(crate) fn of(path: &str) -> Self {
        match path {
            "/access/v1/evaluation" => Self::Evaluation,
            "/access/v1/evaluations" => Self::Evaluations,
            "/access/v1/search/subject" => Self::SubjectSearch,
            "/access/v1/search/resource" => Self::ResourceSearch,
            "/access/v1/search/action" => Self::ActionSearch,
            "/api/v1/check" => Self::Check,
            "/api/v1/explain" => Self::Explain,
            "/api/v1/fields" => Self::Fields,
            "/api/v1/filter" => Self::Filter,
            "/api/v1/who-can" => Self::WhoCan,
            "/api/v1/what-can" => Self::WhatCan,
            _ => Self::Other,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Evaluation => "evaluation",
            Self::Evaluations => "evaluations",
            Self::SubjectSearch => "search_subject",
            Self::ResourceSearch => "search_resource",
            Self::ActionSearch => "search_action",
            Self::Check => "check",
            Self::Explain => "explain",
            Self::Fields => "fields",
            Self::Filter => "filter",
            Self::WhoCan => "who_can",
            Self::WhatCan => "what_can",
            Self::Other => "other",
        }
    }
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RequestLabels {
    endpoint: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct EndpointLabels {
    endpoint: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct DecisionLabels {
    decision: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OutcomeLabels {
    outcome: &'static str,
}

/// The counters. Those of the hot path are taken out of their families once, so that counting is an addition.
pub(crate) struct Metrics {
    registry: Registry,
    requests: [[Counter; 3]; ENDPOINTS],
    durations: [Histogram; ENDPOINTS],
    allowed: Counter,
    denied: Counter,
    revision: Gauge<u64, AtomicU64>,
    /// Entries of looks and decisions: written, and not taken.
    told: [Counter; 2],
    waiting: Gauge<u64, AtomicU64>,
}

impl Default for Metrics {
    fn default() -> Self {
        let requests = Family::<RequestLabels, Counter>::default();
        let buckets = || Histogram::new([1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1.0, 3.0]);
        let durations = Family::<EndpointLabels, Histogram, fn() -> Histogram>::new_with_constructor(buckets);
        let decisions = Family::<DecisionLabels, Counter>::default();
        let revision = Gauge::<u64, AtomicU64>::default();
        let mut registry = Registry::with_prefix("bailiwick");
        registry.register("http_requests", "Requests by endpoint and outcome", requests.clone());
        registry.register("http_request_duration_seconds", "How long answers take", durations.clone());
        registry.register("decisions", "Decisions given", decisions.clone());
        registry.register("revision", "The revision that answers", revision.clone());
        let told = Family::<OutcomeLabels, Counter>::default();
        let waiting = Gauge::<u64, AtomicU64>::default();
        registry.register("audit_entries", "Audit entries of looks and decisions, by outcome", told.clone());
        registry.register("audit_waiting", "Audit entries that wait to be written", waiting.clone());
        let decision = |decision| decisions.get_or_create_owned(&DecisionLabels { decision });
        Self {
            requests: Endpoint::ALL.map(|endpoint| {
                ["answered", "refused", "failed"].map(|outcome| {
                    requests.get_or_create_owned(&RequestLabels { endpoint: endpoint.name(), outcome })
                })
            }),
            durations: Endpoint::ALL
                .map(|endpoint| durations.get_or_create_owned(&EndpointLabels { endpoint: endpoint.name() })),
            allowed: decision("allow"),
            denied: decision("deny"),
            revision,
            told: ["written", "missed"].map(|outcome| told.get_or_create_owned(&OutcomeLabels { outcome })),
            waiting,
            registry,
        }
    }
}

impl Metrics {
    /// Counts an answer.
    pub(crate) fn count(&self, endpoint: Endpoint, status: StatusCode, took: Duration) {
        let outcome = match status.as_u16() {
            0..400 => 0,
            400..500 => 1,
            _ => 2,
        };
        if let Some(counter) = self.requests.get(endpoint as usize).and_then(|outcomes| outcomes.get(outcome))
        {
            counter.inc();
        }
        if let Some(histogram) = self.durations.get(endpoint as usize) {
            histogram.observe(took.as_secs_f64());
        }
    }

    /// Counts decisions.
    pub(crate) fn decided(&self, allowed: u64, denied: u64) {
        self.allowed.inc_by(allowed);
        self.denied.inc_by(denied);
    }

    /// Takes over what became of audit entries.
    pub(crate) fn told(&self, counts: Counts) {
        let [written, missed] = &self.told;
        written.inner().store(counts.written, Ordering::Relaxed);
        missed.inner().store(counts.missed, Ordering::Relaxed);
        self.waiting.set(counts.waiting);
    }

    /// Everything, in the text format of OpenMetrics.
    pub(crate) fn text(&self, revision: u64) -> Result<String, fmt::Error> {
        self.revision.set(revision);
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use std::array;

    use super::*;

    #[test]
    fn endpoints_stand_where_their_numbers_say() {
        let places: [usize; ENDPOINTS] = array::from_fn(|at| Endpoint::ALL[at] as usize);
        assert_eq!(places, array::from_fn(|at| at));
    }

    #[test]
    fn what_is_counted_is_told() {
        let metrics = Metrics::default();
        metrics.count(Endpoint::Check, StatusCode::OK, Duration::from_micros(20));
        metrics.count(Endpoint::Check, StatusCode::BAD_REQUEST, Duration::from_micros(20));
        metrics.decided(3, 2);
        metrics.told(Counts { waiting: 4, written: 9, missed: 1 });
        let text = metrics.text(12).unwrap();
        for line in [
            "bailiwick_http_requests_total{endpoint=\"check\",outcome=\"answered\"} 1",
            "bailiwick_http_requests_total{endpoint=\"check\",outcome=\"refused\"} 1",
            "bailiwick_http_request_duration_seconds_count{endpoint=\"check\"} 2",
            "bailiwick_decisions_total{decision=\"allow\"} 3",
            "bailiwick_decisions_total{decision=\"deny\"} 2",
            "bailiwick_revision 12",
            "bailiwick_audit_entries_total{outcome=\"written\"} 9",
            "bailiwick_audit_entries_total{outcome=\"missed\"} 1",
            "bailiwick_audit_waiting 4",
        ] {
            assert!(text.lines().any(|l| l == line), "{line}\n{text}");
        }
    }
}
