//! Who has which role, counted.

use std::collections::BTreeMap;

use bailiwick_model::RoleId;

use super::{RoleEntry, Snapshot};

impl Snapshot {
    /// How many people have a line of each role, their own or from above, whatever its days; roles that nobody has are left out.
    /// Nothing where there are more than `most` people, since each of them is looked at.
    #[must_use]
    pub fn people_by_role(&self, most: usize) -> Option<BTreeMap<RoleId, usize>> {
        if self.users().nth(most).is_some() {
            return None;
        }
        let mut counts = vec![0; self.roles.len()];
        let mut held: Vec<u32> = Vec::new();
        for user in self.users() {
            held.clear();
            held.extend(self.lines(self.seat(user)).flat_map(|(_, lines, _)| lines.map(|line| line.role)));
            held.sort_unstable();
            held.dedup();
            for role in &held {
                if let Some(count) = counts.get_mut(*role as usize) {
                    *count += 1;
                }
            }
        }
        let named = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
        Some(
            named
                .filter_map(|(number, count)| {
                    match u32::try_from(number).ok().and_then(|number| self.roles.entry(number)) {
                        Some(RoleEntry::Role(role)) => Some((role.clone(), count)),
                        _ => None,
                    }
                })
                .collect(),
        )
    }
}
