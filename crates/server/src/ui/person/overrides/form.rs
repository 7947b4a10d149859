//! What was typed of an exception.

use bailiwick_model::{Effect, Override, OverrideTarget};
use bailiwick_protocol::rest::OverrideView;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::super::typed as said;
use crate::{
    http::Knock,
    ui::{faults::Faults, page::Page, picker::Pick},
};

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) allows: bool,
    pub(super) model: String,
    pub(super) operations: Vec<String>,
    pub(super) permission: String,
    pub(super) areas: Pick,
    pub(super) companies: Pick,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) reason: String,
    /// What the user was when he was seen.
    pub(super) tag: Option<String>,
}

impl Typed {
    /// What stands there before anybody types.
    pub(super) fn of(known: &OverrideView) -> Self {
        let exception = &known.exception;
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let (model, operations, permission) = match &exception.target {
            OverrideTarget::Permission(name) => (String::new(), Vec::new(), name.to_string()),
            OverrideTarget::Records { model, operations, .. } => {
                let words = operations.iter().map(|operation| operation.word().to_owned());
                (model.to_string(), words.collect(), String::new())
            }
        };
        Self {
            allows: exception.effect == Effect::Allow,
            model,
            operations,
            permission,
            areas: Pick::of(&exception.areas),
            companies: Pick::of(&exception.companies),
            from: day(exception.validity.from()),
            to: day(exception.validity.to()),
            reason: exception.reason.clone(),
            tag: None,
        }
    }

    /// What somebody has sent.
    pub(super) fn sent(knock: &Knock) -> Self {
        let text = |name: &str| said(knock, name).unwrap_or_default().to_owned();
        Self {
            allows: knock.field("effect") == Some("allow"),
            model: text("model"),
            operations: knock.all("operation").map(str::to_owned).collect(),
            permission: text("permission"),
            areas: Pick::sent(knock, "areas"),
            companies: Pick::sent(knock, "companies"),
            from: text("from"),
            to: text("to"),
            reason: text("reason"),
            tag: said(knock, "tag").map(str::to_owned),
        }
    }

    /// The exception that it comes to. One for single records stays one for them, as long as it is about the same model.
    pub(super) fn exception(&self, page: &Page, known: Option<&OverrideView>) -> Result<Override, Faults> {
        let mut faults = Faults::default();
        if self.reason.is_empty() {
            faults = faults.and("reason", page.text("person-override-reason"));
        }
        for (name, text) in [("from", &self.from), ("to", &self.to)] {
            if !text.is_empty() && text.parse::<Date>().is_err() {
                faults = faults.and(name, page.text("person-bad-date"));
            }
        }
        match (self.model.is_empty(), self.permission.is_empty()) {
            (true, true) | (false, false) => {
                faults = faults.and("model", page.text("person-override-target"))
            }
            (false, true) if self.operations.is_empty() => {
                faults = faults.and("operations", page.text("person-override-operations"));
            }
            _ => {}
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut written = json!({
            "effect": if self.allows { "allow" } else { "deny" },
            "areas": self.areas.chosen,
            "companies": self.companies.chosen,
            "reason": self.reason,
        });
        let mut put = |name: &str, value: Json| {
            if let Some(members) = written.as_object_mut() {
                members.insert(name.to_owned(), value);
            }
        };
        if self.permission.is_empty() {
            put("model", json!(self.model));
            put("operations", json!(self.operations));
            if let Some(OverrideTarget::Records { model, records: Some(records), .. }) =
                known.map(|known| &known.exception.target)
                && model.as_str() == self.model
            {
                put("records", json!(records));
            }
        } else {
            put("permission", json!(self.permission));
        }
        for (name, text) in [("from", &self.from), ("to", &self.to)] {
            if !text.is_empty() {
                put(name, json!(text));
            }
        }
        serde_json::from_value(written).map_err(|error| Faults::english("", error.to_string()))
    }
}

/// How many single records an exception is for, where it is for such.
pub(super) fn records_of(known: &OverrideView) -> Option<usize> {
    match &known.exception.target {
        OverrideTarget::Records { records: Some(records), .. } => Some(records.len()),
        _ => None,
    }
}
