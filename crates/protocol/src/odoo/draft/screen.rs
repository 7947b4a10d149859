//! `res.groups.privilege` and `ir.module.category`: what orders groups on the screen.

use bailiwick_model::{CategoryId, PrivilegeId};

use super::Draft;
use crate::odoo::reading::Reading;

impl Draft {
    pub(super) fn add_privilege(&mut self, reading: &mut Reading<'_>) {
        let record = reading.record;
        let Some(id) = reading.key(&record.place, PrivilegeId::new(&record.id)) else { return };
        let (privilege, first) = self.privileges.open(id, reading);
        for field in &record.fields {
            match field.name.as_str() {
                "name" => privilege.label = reading.text(field).ok().flatten().unwrap_or_default(),
                "description" => privilege.comment = reading.text(field).ok().flatten(),
                "placeholder" => privilege.placeholder = reading.text(field).ok().flatten(),
                "sequence" => privilege.sequence = reading.number(field).ok().flatten(),
                "category_id" => {
                    let id = reading.reference(field).ok().flatten();
                    privilege.category = id.and_then(|id| reading.key(&field.place, CategoryId::new(id)));
                }
                _ => reading.ignore(field),
            }
        }
        self.mark(record, first);
    }

    pub(super) fn add_category(&mut self, reading: &mut Reading<'_>) {
        let record = reading.record;
        let Some(id) = reading.key(&record.place, CategoryId::new(&record.id)) else { return };
        let (category, first) = self.categories.open(id, reading);
        for field in &record.fields {
            match field.name.as_str() {
                "name" => category.label = reading.text(field).ok().flatten().unwrap_or_default(),
                "description" => category.comment = reading.text(field).ok().flatten(),
                "sequence" => category.sequence = reading.number(field).ok().flatten(),
                "parent_id" => {
                    let id = reading.reference(field).ok().flatten();
                    category.parent = id.and_then(|id| reading.key(&field.place, CategoryId::new(id)));
                }
                _ => reading.ignore(field),
            }
        }
        self.mark(record, first);
    }
}
