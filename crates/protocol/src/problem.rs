//! Problem details: how the REST API says that something went wrong (RFC 9457).

use serde::{Deserialize, Serialize};

/// The media type of a problem.
pub const CONTENT_TYPE: &str = "application/problem+json";

/// One problem, as the body of a response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A URI that names the kind of problem; `about:blank` when the status says it all.
    #[serde(rename = "type", default = "about_blank")]
    pub kind: String,
    /// The kind of problem in a few words, the same every time.
    pub title: String,
    /// The status of the response.
    pub status: u16,
    /// What went wrong this time, and how to mend it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// A stable word for programs, as in `role.unknown`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The places in the request that are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Fault>,
    /// The request's id, for asking about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// One place in the request that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Where, as a JSON pointer (RFC 6901); empty for the whole body.
    pub pointer: String,
    /// What is wrong there.
    pub message: String,
}

impl Problem {
    /// A problem that its status describes.
    #[must_use]
    pub fn new(status: u16, title: impl Into<String>) -> Self {
        Self {
            kind: about_blank(),
            title: title.into(),
            status,
            detail: None,
            code: None,
            errors: Vec::new(),
            request_id: None,
        }
    }

    /// The problem as a kind of its own.
    #[must_use]
    pub fn of_kind(mut self, uri: impl Into<String>) -> Self {
        self.kind = uri.into();
        self
    }

    /// The problem with what went wrong this time.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The problem with a word for programs.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// The problem with one more place that is wrong.
    #[must_use]
    pub fn fault(mut self, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        self.errors.push(Fault { pointer: pointer.into(), message: message.into() });
        self
    }

    /// The problem with the request's id.
    #[must_use]
    pub fn request(mut self, id: impl Into<String>) -> Self {
        self.request_id = Some(id.into());
        self
    }
}

/// One step of a JSON pointer: `/` and `~` in a key are escaped.
#[must_use]
pub fn step(key: &str) -> String {
    format!("/{}", key.replace('~', "~0").replace('/', "~1"))
}

fn about_blank() -> String {
    "about:blank".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_parts_are_left_out() {
        let json = serde_json::to_string(&Problem::new(404, "Not found")).unwrap();
        assert_eq!(json, r#"{"type":"about:blank","title":"Not found","status":404}"#);
    }

    #[test]
    fn everything_said_is_written_and_read_back() {
        let problem = Problem::new(422, "The role line cannot be saved")
            .of_kind("https://example.org/problems/role-line")
            .detail("Local roles must have at least one area assigned")
            .code("role_line.local_without_area")
            .fault(step("lines") + &step("a/b~c"), "name an area")
            .request("01J");
        let json = serde_json::to_string(&problem).unwrap();
        assert_eq!(
            json,
            "{\"type\":\"https://example.org/problems/role-line\",\"title\":\"The role line cannot be saved\",\
             \"status\":422,\"detail\":\"Local roles must have at least one area assigned\",\
             \"code\":\"role_line.local_without_area\",\
             \"errors\":[{\"pointer\":\"/lines/a~1b~0c\",\"message\":\"name an area\"}],\"request_id\":\"01J\"}"
        );
        assert_eq!(serde_json::from_str::<Problem>(&json).unwrap(), problem);
    }
}
