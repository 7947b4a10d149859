//! Answers, to the letter.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::RequestError;

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Allowed or not.
    pub decision: bool,
    /// Reasons and the like. Left out by default: clients compare answers as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<Map<String, Value>>,
}

impl Decision {
    /// Allowed.
    pub const ALLOW: Self = Self { decision: true, context: None };
    /// Denied.
    pub const DENY: Self = Self { decision: false, context: None };

    /// The body that [`Decision::ALLOW`] or [`Decision::DENY`] makes, ready to send.
    #[must_use]
    pub const fn body(decision: bool) -> &'static [u8] {
        if decision { br#"{"decision":true}"# } else { br#"{"decision":false}"# }
    }

    /// The place of a batch item that could not be understood.
    #[must_use]
    pub fn failed(error: &RequestError) -> Self {
        let error = json!({ "status": error.status(), "message": error.to_string() });
        Self { decision: false, context: Some(Map::from_iter([("error".to_owned(), error)])) }
    }
}

impl From<bool> for Decision {
    fn from(decision: bool) -> Self {
        Self { decision, context: None }
    }
}

/// The answers to a batch, in order; fewer than the questions when it stopped early.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationsAnswer {
    /// One per question.
    pub evaluations: Vec<Decision>,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchAnswer<T> {
    /// How to go on. Present whenever the results are not all there are.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub page: Option<PageAnswer>,
    /// Anything else.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub context: Option<Map<String, Value>>,
    /// The findings.
    pub results: Vec<T>,
}

fn none<T>() -> Option<T> {
    None
}

/// How to go on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageAnswer {
    /// The token for the next page; empty at the end.
    pub next_token: String,
    /// Results on this page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Results on all pages, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub properties: Option<Map<String, Value>>,
}

/// A subject or resource that was found. The members are written in this order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityFound {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: Arc<str>,
    /// Its id.
    pub id: Arc<str>,
}

/// An action that was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ActionFound {
    /// Its name.
    pub name: Arc<str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &impl Serialize) -> String {
        serde_json::to_string(value).unwrap()
    }

    #[test]
    fn answers_are_bare() {
        assert_eq!(written(&Decision::ALLOW).as_bytes(), Decision::body(true));
        assert_eq!(written(&Decision::DENY).as_bytes(), Decision::body(false));
        let batch = EvaluationsAnswer { evaluations: vec![true.into(), false.into()] };
        assert_eq!(written(&batch), r#"{"evaluations":[{"decision":true},{"decision":false}]}"#);
        let found = EntityFound { kind: "record".into(), id: "101".into() };
        let mut search = SearchAnswer { page: None, context: None, results: vec![found] };
        assert_eq!(written(&search), r#"{"results":[{"type":"record","id":"101"}]}"#);
        search.page = Some(PageAnswer { next_token: "x".into(), count: Some(1), ..PageAnswer::default() });
        assert_eq!(
            written(&search),
            r#"{"page":{"next_token":"x","count":1},"results":[{"type":"record","id":"101"}]}"#
        );
        let actions =
            SearchAnswer { page: None, context: None, results: vec![ActionFound { name: "view".into() }] };
        assert_eq!(written(&actions), r#"{"results":[{"name":"view"}]}"#);
    }

    #[test]
    fn a_failed_item_says_why_in_its_place() {
        let failed = Decision::failed(&RequestError::member("evaluations[1].subject.id", "is required"));
        assert_eq!(
            written(&failed),
            r#"{"decision":false,"context":{"error":{"message":"evaluations[1].subject.id: is required","status":400}}}"#
        );
    }
}
