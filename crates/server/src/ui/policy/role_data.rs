//! What a role may do with data, as rows of its form.

use bailiwick_app::administration::PolicyPart;
use bailiwick_model::{Operation, Operations};
use bailiwick_protocol::rest::DataRight;
use serde_json::{Value as Json, json};

use super::{
    super::{faults::Fault, page::Page, query::Query},
    control::{Written, told},
    names::{OperationBox, boxes},
    roles::restrictions,
    sheet::Sheet,
};

/// Rows at most. A role with more keeps them as they are: its form is about the rest.
const MOST_ROWS: usize = 40;

/// A right on data.
pub(super) struct DataField {
    pub(super) at: usize,
    pub(super) model: String,
    pub(super) domain: String,
    pub(super) operations: Vec<OperationBox>,
    pub(super) fault: Option<Fault>,
}

/// Whether a role has more rows than a form takes.
pub(super) fn keeps_data(part: &PolicyPart) -> bool {
    restrictions(part).is_some_and(|may| may.data.len() > MOST_ROWS)
}

/// The rows that say something, and an empty one.
pub(super) fn rows(sheet: &Sheet<'_>) -> Vec<DataField> {
    let page = sheet.page();
    let fault = |at: usize| told(&sheet.faults, &format!("data.{at}"));
    let mut rows: Vec<_> =
        filled(sheet.draft).into_iter().map(|at| row(page, sheet.draft, at, fault(at))).collect();
    let next = rows.last().map_or(0, |row| row.at + 1);
    if next < MOST_ROWS {
        rows.push(row(page, sheet.draft, next, None));
    }
    rows
}

/// What the rows say.
pub(super) fn rights_of(draft: &Query) -> Vec<Json> {
    filled(draft).into_iter().map(|at| right(draft, at)).collect()
}

/// Rows for rights that are there.
pub(super) fn written_of(data: &[DataRight], written: Written) -> Written {
    data.iter().take(MOST_ROWS).enumerate().fold(written, |written, (at, right)| {
        written
            .and(&format!("data.{at}.model"), right.model.to_string())
            .and(&format!("data.{at}.where"), right.domain.clone().unwrap_or_default())
            .all(&format!("data.{at}.op"), right.operations.iter())
    })
}

/// The rows that say something, by number.
fn filled(draft: &Query) -> Vec<usize> {
    let says = |at: &usize| {
        let is_set = |member: &str| draft.said(&format!("data.{at}.{member}")).is_some();
        is_set("model") || is_set("where")
    };
    (0..MOST_ROWS).filter(says).collect()
}

fn right(draft: &Query, at: usize) -> Json {
    let operations: Vec<&str> = draft.all(&format!("data.{at}.op")).collect();
    let model = draft.said(&format!("data.{at}.model")).unwrap_or_default();
    let mut right = json!({ "model": model, "operations": operations });
    if let (Some(domain), Some(members)) = (draft.said(&format!("data.{at}.where")), right.as_object_mut()) {
        members.insert("where".to_owned(), domain.into());
    }
    right
}

fn row(page: &Page, draft: &Query, at: usize, fault: Option<Fault>) -> DataField {
    let said = |member: &str| draft.one(&format!("data.{at}.{member}")).unwrap_or_default().to_owned();
    let on: Operations =
        draft.all(&format!("data.{at}.op")).filter_map(|word| word.parse::<Operation>().ok()).collect();
    DataField { at, model: said("model"), domain: said("where"), operations: boxes(page, on), fault }
}
