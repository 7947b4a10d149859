//! What a decision point says about itself.

use serde::{Deserialize, Serialize};

/// The discovery document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The base URL; a client compares it with the one it asked.
    pub policy_decision_point: String,
    /// Where single questions go.
    pub access_evaluation_endpoint: String,
    /// Where batches go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_evaluations_endpoint: Option<String>,
    /// Where subjects are searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search_subject_endpoint: Option<String>,
    /// Where resources are searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search_resource_endpoint: Option<String>,
    /// Where actions are searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search_action_endpoint: Option<String>,
    /// Registered abilities, as URNs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<String>,
    /// The same document, signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_metadata: Option<String>,
}

/// One of the API's endpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// Single questions.
    Evaluation,
    /// Batches.
    Evaluations,
    /// Search for subjects.
    SubjectSearch,
    /// Search for resources.
    ResourceSearch,
    /// Search for actions.
    ActionSearch,
}

impl Endpoint {
    /// Its path below the base URL.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Evaluation => "/access/v1/evaluation",
            Self::Evaluations => "/access/v1/evaluations",
            Self::SubjectSearch => "/access/v1/search/subject",
            Self::ResourceSearch => "/access/v1/search/resource",
            Self::ActionSearch => "/access/v1/search/action",
        }
    }
}

/// The base URL cannot name a decision point.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{url:?} cannot be the address of a decision point: {why}")]
pub struct UnusableBase {
    url: String,
    why: &'static str,
}

impl Metadata {
    /// Where the document is found; a base URL with a path puts the path behind it.
    pub const WELL_KNOWN: &'static str = "/.well-known/authzen-configuration";

    /// The document for a decision point at `base` that serves every endpoint. `base` comes from the configuration,
    /// never from a request's Host.
    ///
    /// # Errors
    /// When `base` is not https (http is accepted on the loopback interface), or has a query or a fragment.
    pub fn at(base: &str) -> Result<Self, UnusableBase> {
        let refuse = |why| Err(UnusableBase { url: base.to_owned(), why });
        if base.contains(['?', '#']) {
            return refuse("remove the query and the fragment");
        }
        let host = match (base.strip_prefix("https://"), base.strip_prefix("http://")) {
            (Some(rest), _) => rest,
            (_, Some(rest)) if is_loopback(rest) => rest,
            _ => return refuse("it must start with https://"),
        };
        if host.is_empty() || host.starts_with(['/', ':']) || host.contains(char::is_whitespace) {
            return refuse("name a host");
        }
        let root = base.trim_end_matches('/');
        let url = |endpoint: Endpoint| format!("{root}{}", endpoint.path());
        Ok(Self {
            policy_decision_point: base.to_owned(),
            access_evaluation_endpoint: url(Endpoint::Evaluation),
            access_evaluations_endpoint: Some(url(Endpoint::Evaluations)),
            search_subject_endpoint: Some(url(Endpoint::SubjectSearch)),
            search_resource_endpoint: Some(url(Endpoint::ResourceSearch)),
            search_action_endpoint: Some(url(Endpoint::ActionSearch)),
            capabilities: Vec::new(),
            signed_metadata: None,
        })
    }
}

fn is_loopback(rest: &str) -> bool {
    let authority = rest.split('/').next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_absolute_and_empty_parts_left_out() {
        let json = serde_json::to_string(&Metadata::at("https://pdp.example.org/tenant").unwrap()).unwrap();
        assert_eq!(
            json,
            "{\"policy_decision_point\":\"https://pdp.example.org/tenant\",\
             \"access_evaluation_endpoint\":\"https://pdp.example.org/tenant/access/v1/evaluation\",\
             \"access_evaluations_endpoint\":\"https://pdp.example.org/tenant/access/v1/evaluations\",\
             \"search_subject_endpoint\":\"https://pdp.example.org/tenant/access/v1/search/subject\",\
             \"search_resource_endpoint\":\"https://pdp.example.org/tenant/access/v1/search/resource\",\
             \"search_action_endpoint\":\"https://pdp.example.org/tenant/access/v1/search/action\"}"
        );
    }

    #[test]
    fn only_https_bases_without_extras() {
        for good in
            ["https://a", "https://a/", "http://localhost:8080", "http://[::1]:1/x", "http://127.0.0.1"]
        {
            assert!(Metadata::at(good).is_ok(), "{good}");
        }
        for bad in
            ["http://a", "https://a?x", "https://a#x", "a", "", "https://", "http://localhost.evil.example"]
        {
            assert!(Metadata::at(bad).is_err(), "{bad}");
        }
    }
}
