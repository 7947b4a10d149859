//! The policy under construction: records are applied one after the other, references are settled at the end.
//!
//! Until the last file is read a reference may point at something that comes later, and an extension may come before
//! what it extends. Everything is therefore kept by id, with a mark whether its own module has defined it.

mod access;
mod finish;
mod group;
mod implications;
mod models;
mod role;
mod rule;
mod screen;
mod shelf;

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{AclId, Category, CategoryId, GroupId, Privilege, PrivilegeId, RoleId, RuleId};

pub use self::rule::closed;
use self::{
    access::DraftAcl, group::DraftGroup, implications::Implications, role::DraftRole, rule::DraftRule,
    shelf::Shelf,
};
use super::{Kind, Place, edit::Edit, finding::Findings, reading::Reading, record::Record};

/// Everything read so far.
#[derive(Default)]
pub(super) struct Draft {
    categories: Shelf<CategoryId, Category>,
    privileges: Shelf<PrivilegeId, Privilege>,
    groups: Shelf<GroupId, DraftGroup>,
    acls: Shelf<AclId, DraftAcl>,
    rules: Shelf<RuleId, DraftRule>,
    roles: Shelf<RoleId, DraftRole>,
    implications: Implications,
    /// Groups that something refers to, with the first place.
    mentioned: BTreeMap<GroupId, Place>,
    noupdate: BTreeSet<String>,
    no_create: BTreeSet<String>,
    users: usize,
    others: usize,
}

impl Draft {
    /// Applies one record.
    pub(super) fn add(&mut self, record: &Record, findings: &mut Findings) {
        let mut reading = Reading { record, findings };
        match record.kind() {
            Kind::Category => self.add_category(&mut reading),
            Kind::Privilege => self.add_privilege(&mut reading),
            Kind::Group => self.add_group(&mut reading),
            Kind::Acl => self.add_acl(&mut reading),
            Kind::Rule => self.add_rule(&mut reading),
            Kind::Role => self.add_role(&mut reading),
            Kind::User => self.note_user(&mut reading),
            Kind::Other => {
                self.others += 1;
                let subject = format!("record of {}", super::finding::quote(&record.model));
                let why = "the model holds no policy";
                findings.ignore(Kind::Other, &record.place, subject, why, "nothing to do");
            }
        }
    }

    /// Remembers what an upgrade may do with the object; its first definition decides, as in Odoo.
    fn mark(&mut self, record: &Record, first_definition: bool) {
        if first_definition && record.noupdate {
            self.noupdate.insert(record.id.clone());
        }
        if first_definition && record.forcecreate == Some(false) {
            self.no_create.insert(record.id.clone());
        }
    }

    /// A group's key; whoever asks refers to it.
    fn mention(&mut self, id: &str, place: &Place, reading: &mut Reading<'_>) -> Option<GroupId> {
        let id = reading.key(place, GroupId::new(id))?;
        self.mentioned.entry(id.clone()).or_insert_with(|| place.clone());
        Some(id)
    }

    /// Applies edits to a set of groups, remembering every group they name.
    fn edit_groups(
        &mut self,
        set: &mut BTreeSet<GroupId>,
        edits: &[Edit],
        place: &Place,
        reading: &mut Reading<'_>,
    ) {
        for edit in edits {
            super::edit::apply(set, edit, |id| self.mention(id, place, reading));
        }
    }

    /// Users are people, not policy: what the file would give them is only reported.
    fn note_user(&mut self, reading: &mut Reading<'_>) {
        self.users += 1;
        let record = reading.record;
        let mut gives = String::new();
        for field in record.fields.iter().filter(|f| matches!(f.name.as_str(), "group_ids" | "groups_id")) {
            let groups = ids(&reading.edits(field).edits);
            gives = format!("; the file would give it {groups}");
        }
        reading.note(
            &record.place,
            format!("users are not imported{gives}"),
            "create the user and assign a role",
        );
    }
}

/// The ids in edits, for a sentence.
fn ids(edits: &[Edit]) -> String {
    let all = edits.iter().flat_map(|edit| match edit {
        Edit::Link(id) | Edit::Unlink(id) => std::slice::from_ref(id),
        Edit::Set(ids) => ids.as_slice(),
    });
    super::finding::quote(&all.map(String::as_str).collect::<Vec<_>>().join(", "))
}
