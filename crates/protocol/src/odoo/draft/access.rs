//! `ir.model.access`

use bailiwick_model::{AclId, GroupId, ModelName, Operation, Operations};

use super::Draft;
use crate::odoo::{
    model_names::ModelRef,
    python::{self, Literal},
    reading::{Reading, Unread},
    record::{Content, Field},
};

/// An access row whose model has no name yet.
pub(super) struct DraftAcl {
    pub(super) label: Option<String>,
    pub(super) model: Option<ModelRef>,
    pub(super) group: RowGroup,
    pub(super) operations: Operations,
    pub(super) active: bool,
}

/// Whom a row is for. A group that was not understood is not the same as none: none means everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum RowGroup {
    #[default]
    Everybody,
    One(GroupId),
    Unread,
}

impl Default for DraftAcl {
    fn default() -> Self {
        Self {
            label: None,
            model: None,
            group: RowGroup::default(),
            operations: Operations::NONE,
            active: true,
        }
    }
}

impl Draft {
    pub(super) fn add_acl(&mut self, reading: &mut Reading<'_>) {
        let record = reading.record;
        let Some(id) = reading.key(&record.place, AclId::new(&record.id)) else { return };
        let (draft, first) = self.acls.open(id.clone(), reading);
        let mut draft = std::mem::take(draft);
        for field in &record.fields {
            match field.name.as_str() {
                "name" => draft.label = reading.text(field).ok().flatten(),
                "model_id" => draft.model = model(field, reading).ok(),
                "group_id" => draft.group = self.row_group(field, reading),
                "active" => draft.active = reading.flag(field).unwrap_or(false),
                name => match operation(name) {
                    Some(operation) => {
                        let yes = reading.flag(field).unwrap_or(false);
                        draft.operations = switched(draft.operations, operation, yes);
                    }
                    None => reading.ignore(field),
                },
            }
        }
        if let Some(entry) = self.acls.entries.get_mut(&id) {
            entry.value = draft;
        }
        self.mark(record, first);
    }

    fn row_group(&mut self, field: &Field, reading: &mut Reading<'_>) -> RowGroup {
        match reading.reference(field) {
            Ok(None) => RowGroup::Everybody,
            Ok(Some(id)) => self.mention(&id, &field.place, reading).map_or(RowGroup::Unread, RowGroup::One),
            Err(Unread) => RowGroup::Unread,
        }
    }
}

/// The operation that a field such as `perm_write` switches.
pub(super) fn operation(field: &str) -> Option<Operation> {
    field.strip_prefix("perm_")?.parse().ok()
}

/// `operations` with one of them switched on or off.
pub(super) fn switched(operations: Operations, operation: Operation, yes: bool) -> Operations {
    if yes { operations.with(operation) } else { operations.iter().filter(|o| *o != operation).collect() }
}

/// The model a row or rule is about: a reference to `model_…`, or a search for one name.
pub(super) fn model(field: &Field, reading: &mut Reading<'_>) -> Result<ModelRef, Unread> {
    if let Content::Search(search) = &field.content {
        return searched(search)
            .ok_or_else(|| reading.unread(field, "only [('model', '=', 'name')] is understood"));
    }
    let id = reading.reference(field)?.unwrap_or_default();
    let (module, name) = id.split_once('.').unwrap_or_default();
    match name.strip_prefix("model_").filter(|tail| !tail.is_empty()) {
        Some(tail) => Ok(ModelRef::Id { tail: tail.to_owned(), base: module == "base" }),
        None => Err(reading.unread(field, "the id of a model begins with model_")),
    }
}

fn searched(search: &str) -> Option<ModelRef> {
    let literal = python::parse(search).ok()?;
    let [condition] = literal.items()? else { return None };
    match condition.items()? {
        [Literal::Text(field), Literal::Text(operator), Literal::Text(name)]
            if field == "model" && matches!(operator.as_str(), "=" | "==") =>
        {
            ModelName::new(name).ok().map(ModelRef::Name)
        }
        _ => None,
    }
}
