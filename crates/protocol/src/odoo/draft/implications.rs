//! Which group implies which, editable from both ends.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::GroupId;

/// The implications, kept in both directions so that neither kind of edit has to walk over all groups.
#[derive(Default)]
pub(super) struct Implications {
    of: BTreeMap<GroupId, BTreeSet<GroupId>>,
    by: BTreeMap<GroupId, BTreeSet<GroupId>>,
}

impl Implications {
    /// What `group` implies.
    pub(super) fn of(&self, group: &GroupId) -> BTreeSet<GroupId> {
        self.of.get(group).cloned().unwrap_or_default()
    }

    /// Adds one implication.
    pub(super) fn link(&mut self, group: &GroupId, implied: &GroupId) {
        self.of.entry(group.clone()).or_default().insert(implied.clone());
        self.by.entry(implied.clone()).or_default().insert(group.clone());
    }

    /// Removes one implication.
    pub(super) fn unlink(&mut self, group: &GroupId, implied: &GroupId) {
        if let (Some(of), Some(by)) = (self.of.get_mut(group), self.by.get_mut(implied)) {
            of.remove(implied);
            by.remove(group);
        }
    }

    /// Replaces what `group` implies.
    pub(super) fn set_of(&mut self, group: &GroupId, implied: BTreeSet<GroupId>) {
        replace(&mut self.of, &mut self.by, group, implied);
    }

    /// Replaces which groups imply `group`.
    pub(super) fn set_by(&mut self, group: &GroupId, implying: BTreeSet<GroupId>) {
        replace(&mut self.by, &mut self.of, group, implying);
    }
}

type Links = BTreeMap<GroupId, BTreeSet<GroupId>>;

fn replace(near: &mut Links, far: &mut Links, group: &GroupId, now: BTreeSet<GroupId>) {
    let before = near.remove(group).unwrap_or_default();
    for gone in before.difference(&now) {
        if let Some(back) = far.get_mut(gone) {
            back.remove(group);
        }
    }
    for new in now.difference(&before) {
        far.entry(new.clone()).or_default().insert(group.clone());
    }
    near.insert(group.clone(), now);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_stay_in_step() {
        let [a, b, c] = ["a", "b", "c"].map(|id| GroupId::new(id).unwrap());
        let mut all = Implications::default();
        all.set_of(&a, BTreeSet::from([b.clone(), c.clone()]));
        all.set_by(&b, BTreeSet::from([c.clone()]));
        assert_eq!(all.of(&a), BTreeSet::from([c.clone()]));
        assert_eq!(all.of(&c), BTreeSet::from([b.clone()]));
        all.link(&b, &a);
        all.unlink(&a, &c);
        all.unlink(&a, &b);
        all.set_by(&c, BTreeSet::from([b.clone()]));
        assert_eq!(all.of(&a), BTreeSet::new());
        assert_eq!(all.of(&b), BTreeSet::from([a, c]));
    }
}
