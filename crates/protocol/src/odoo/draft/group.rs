//! `res.groups`

use std::collections::BTreeSet;

use bailiwick_model::{CategoryId, Group, GroupId, PrivilegeId};

use super::{Draft, ids};
use crate::odoo::{
    edit::{self, Edit},
    finding::quote,
    reading::Reading,
    record::Field,
};

/// A group whose implications are kept elsewhere until the end.
#[derive(Default)]
pub(super) struct DraftGroup {
    pub(super) group: Group,
    /// Up to Odoo 18 a group stood in a category directly.
    pub(super) category: Option<CategoryId>,
}

impl Draft {
    pub(super) fn add_group(&mut self, reading: &mut Reading<'_>) {
        let record = reading.record;
        let Some(id) = reading.key(&record.place, GroupId::new(&record.id)) else { return };
        let (_, first) = self.groups.open(id.clone(), reading);
        self.mark(record, first);
        for field in &record.fields {
            match field.name.as_str() {
                "implied_ids" | "implied_by_ids" => self.edit_implications(&id, field, reading),
                _ => {
                    if let Some(entry) = self.groups.entries.get_mut(&id) {
                        set(&mut entry.value, field, reading);
                    }
                }
            }
        }
    }

    fn edit_implications(&mut self, id: &GroupId, field: &Field, reading: &mut Reading<'_>) {
        let edits = reading.edits(field).edits;
        let by = field.name == "implied_by_ids";
        for edit in &edits {
            let (Edit::Link(other) | Edit::Unlink(other)) = edit else {
                let mut others = BTreeSet::new();
                edit::apply(&mut others, edit, |id| self.mention(id, &field.place, reading));
                if by {
                    self.implications.set_by(id, others);
                } else {
                    self.implications.set_of(id, others);
                }
                continue;
            };
            let Some(other) = self.mention(other, &field.place, reading) else { continue };
            let (from, to) = if by { (&other, id) } else { (id, &other) };
            match edit {
                Edit::Link(_) => self.implications.link(from, to),
                _ => self.implications.unlink(from, to),
            }
        }
    }
}

fn set(draft: &mut DraftGroup, field: &Field, reading: &mut Reading<'_>) {
    let group = &mut draft.group;
    match field.name.as_str() {
        "name" => group.label = reading.text(field).ok().flatten().unwrap_or_default(),
        "comment" => group.comment = reading.text(field).ok().flatten(),
        "sequence" => group.sequence = reading.number(field).ok().flatten(),
        "privilege_id" => {
            let id = reading.reference(field).ok().flatten();
            group.privilege = id.and_then(|id| reading.key(&field.place, PrivilegeId::new(id)));
        }
        "category_id" => {
            let id = reading.reference(field).ok().flatten();
            draft.category = id.and_then(|id| reading.key(&field.place, CategoryId::new(id)));
        }
        "user_ids" | "users" => {
            let members = ids(&reading.edits(field).edits);
            let why = format!("the members the file names are not taken over: {}", quote(&members));
            reading.note(&field.place, why, "assign them a role, or the group directly");
        }
        _ => reading.ignore(field),
    }
}
