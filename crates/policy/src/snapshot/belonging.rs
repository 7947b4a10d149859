//! Where somebody belongs, by name: what settings that guard are asked of.

use std::collections::BTreeSet;

use bailiwick_model::RoleId;

use super::{PlaceTree, RoleEntry};
use crate::asker::Asker;

/// The places that a user is in, and the roles that count for him at the moment, whether or not his account does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Belonging<'s> {
    /// The home company and those above it, from the top down.
    pub companies: Vec<&'s str>,
    /// The department and those above it, from the top down.
    pub departments: Vec<&'s str>,
    /// The roles of the lines that count today: his own, and those that he inherits from departments and companies.
    pub roles: BTreeSet<&'s RoleId>,
}

impl<'a> Asker<'a> {
    /// Where the user belongs.
    #[must_use]
    pub fn belonging(&self) -> Belonging<'a> {
        let snapshot = self.snapshot;
        let Some(profile) = self.profile() else { return Belonging::default() };
        let lines = snapshot.enabled_lines(self.seat, self.today);
        let role = |number| match snapshot.roles.entry(number) {
            Some(RoleEntry::Role(id)) => Some(id),
            // Groups that were given directly are of no role.
            Some(RoleEntry::Direct(_)) | None => None,
        };
        Belonging {
            companies: down_to(&snapshot.places.companies, profile.company),
            departments: down_to(&snapshot.places.departments, profile.department),
            roles: lines.filter_map(|(_, line)| role(line.role)).collect(),
        }
    }
}

fn down_to(tree: &PlaceTree, node: Option<u32>) -> Vec<&str> {
    let mut names: Vec<&str> =
        node.into_iter().flat_map(|node| tree.upward(node)).map(|node| tree.names.name(node)).collect();
    names.reverse();
    names
}
