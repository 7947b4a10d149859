//! `ir.rule`

use std::collections::BTreeSet;

use bailiwick_model::{GroupId, Operations, RuleId};

use super::{
    Draft,
    access::{model, operation, switched},
};
use crate::odoo::{
    Place,
    model_names::ModelRef,
    python::Literal,
    reading::{Reading, Unread},
    record::{Content, Field},
};

/// Matches no record: stands in for a domain that was not understood.
pub(super) const NOTHING: &str = "[(0, '=', 1)]";

/// A rule whose model has no name yet.
pub(super) struct DraftRule {
    pub(super) label: Option<String>,
    pub(super) model: Option<ModelRef>,
    pub(super) domain: String,
    pub(super) groups: BTreeSet<GroupId>,
    pub(super) operations: Operations,
    pub(super) active: bool,
    /// Where the file claims that the rule is not global.
    pub(super) claims_groups: Option<Place>,
}

impl Default for DraftRule {
    fn default() -> Self {
        Self {
            label: None,
            model: None,
            domain: String::new(),
            groups: BTreeSet::new(),
            operations: Operations::ALL,
            active: true,
            claims_groups: None,
        }
    }
}

impl Draft {
    pub(super) fn add_rule(&mut self, reading: &mut Reading<'_>) {
        let record = reading.record;
        let Some(id) = reading.key(&record.place, RuleId::new(&record.id)) else { return };
        let (draft, first) = self.rules.open(id.clone(), reading);
        let mut draft = std::mem::take(draft);
        for field in &record.fields {
            match field.name.as_str() {
                "name" => draft.label = reading.text(field).ok().flatten(),
                "model_id" => draft.model = model(field, reading).ok(),
                "domain_force" => {
                    draft.domain = domain(field, reading).unwrap_or_else(|Unread| closed(written(field), ""))
                }
                "groups" => {
                    let edits = reading.edits(field).edits;
                    self.edit_groups(&mut draft.groups, &edits, &field.place, reading);
                }
                "active" => draft.active = reading.flag(field).unwrap_or(true),
                "global" => {
                    let claims = matches!(reading.flag(field), Ok(false));
                    draft.claims_groups = claims.then(|| field.place.clone());
                }
                name => match operation(name) {
                    Some(operation) => {
                        let yes = reading.flag(field).unwrap_or(true);
                        draft.operations = switched(draft.operations, operation, yes);
                    }
                    None => reading.ignore(field),
                },
            }
        }
        if let Some(entry) = self.rules.entries.get_mut(&id) {
            entry.value = draft;
        }
        self.mark(record, first);
    }
}

/// A domain that matches nothing and keeps, as a comment, the text that was not understood. `rest` is where more of it
/// can be found, for texts so long that a rule could not hold them.
#[must_use]
pub fn closed(text: &str, rest: &str) -> String {
    // The text of a rule is bounded, and so is what a comment may add to it.
    const KEPT: usize = 16 * 1024;
    let kept: String = text.trim().chars().take(KEPT).collect();
    let mut out = format!("{NOTHING}\n# Not understood, so it matches nothing:\n");
    for line in kept.lines() {
        out.push_str("# ");
        out.push_str(line);
        out.push('\n');
    }
    if kept.len() < text.trim().len() {
        let more = text.trim().len() - kept.len();
        out.push_str(&format!(
            "# … and {more} bytes more, which stand in {}\n",
            if rest.is_empty() { "the file" } else { rest }
        ));
    }
    out.trim_end().to_owned()
}

/// A field as the file writes it.
fn written(field: &Field) -> &str {
    match &field.content {
        Content::Text(text) | Content::Ref(text) | Content::Eval(text) | Content::Search(text) => text,
        Content::Nested => "markup or the content of another file",
    }
}

/// The domain as text; empty when the field is unset, which means every record.
fn domain(field: &Field, reading: &mut Reading<'_>) -> Result<String, Unread> {
    let literal = reading.literal(field)?;
    match &literal {
        // The word False is no absence: Odoo evaluates it to a domain that nothing meets.
        Literal::Text(text) if text.trim() == "False" => {
            reading.note(
                &field.place,
                "the domain False matches no record",
                "nothing to do if that is meant",
            );
            Ok(NOTHING.to_owned())
        }
        Literal::Text(text) if text.trim() == "True" => Ok(String::new()),
        Literal::Text(text) => Ok(text.trim().to_owned()),
        Literal::List(_) | Literal::Tuple(_) if literal.truth() => {
            let printed = literal.to_python();
            printed.ok_or_else(|| {
                reading.unread(field, "a domain cannot hold references; read as matching nothing")
            })
        }
        _ if !literal.truth() => Ok(String::new()),
        _ => Err(reading.unread(field, "a domain is a list; read as matching nothing")),
    }
}
