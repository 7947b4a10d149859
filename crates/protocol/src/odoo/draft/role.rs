//! `res.users.role`

use std::collections::BTreeSet;

use bailiwick_model::{GroupId, Role, RoleId, RoleScope};

use super::Draft;
use crate::odoo::{
    reading::{Reading, Unread},
    record::Field,
};

/// A role whose groups are kept apart until the end.
#[derive(Default)]
pub(super) struct DraftRole {
    pub(super) role: Role,
    pub(super) groups: BTreeSet<GroupId>,
}

impl Draft {
    pub(super) fn add_role(&mut self, reading: &mut Reading<'_>) {
        let record = reading.record;
        let Some(id) = reading.key(&record.place, RoleId::new(&record.id)) else { return };
        let (draft, first) = self.roles.open(id.clone(), reading);
        let mut groups = std::mem::take(&mut draft.groups);
        for field in &record.fields {
            let role = match self.roles.entries.get_mut(&id) {
                Some(entry) => &mut entry.value.role,
                None => return,
            };
            match field.name.as_str() {
                "name" => role.label = reading.text(field).ok().flatten().unwrap_or_default(),
                "comment" | "description" => role.comment = reading.text(field).ok().flatten(),
                // Local reaches less far than global: what is not understood must not reach further.
                "role_type" => role.scope = scope(field, reading).unwrap_or(RoleScope::Local),
                "implied_ids" => {
                    let edits = reading.edits(field).edits;
                    self.edit_groups(&mut groups, &edits, &field.place, reading);
                }
                _ => reading.ignore(field),
            }
        }
        if let Some(entry) = self.roles.entries.get_mut(&id) {
            entry.value.groups = groups;
        }
        self.mark(record, first);
    }
}

fn scope(field: &Field, reading: &mut Reading<'_>) -> Result<RoleScope, Unread> {
    match reading.text(field)?.as_deref() {
        None | Some("global") => Ok(RoleScope::Global),
        Some("local") => Ok(RoleScope::Local),
        Some(_) => Err(reading.unread(field, "local or global is expected; read as local")),
    }
}
