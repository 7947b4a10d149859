//! Who holds a group without limit of place: of the group that holds all others, the administrators.

use bailiwick_model::GroupId;

use crate::{
    moment::Moment,
    records::NoRecords,
    snapshot::{Line, Seat, Snapshot, UserNumber},
};

impl Snapshot {
    /// Whether a line that counts today, own or inherited, gives the user this group without limit of areas and companies,
    /// and the account counts too. Bypassing rights is not holding a group.
    #[must_use]
    pub fn holds_everywhere(&self, user: UserNumber, group: &GroupId, moment: &Moment) -> bool {
        self.groups.find(group).is_some_and(|group| {
            let asker = self.asker(user, moment, &NoRecords);
            let mut lines = self.enabled_lines(asker.seat, asker.today);
            asker.is_live() && lines.any(|(_, line)| self.gives(line, group)) && !asker.exclusive_kinds()
        })
    }

    /// Everybody of whom that is true, in order of number. Whoever has no line for it, enabled or not, is passed over
    /// without a closer look, so that a million users cost little more than reading their lines once.
    pub fn administrators<'a>(
        &'a self,
        group: &'a GroupId,
        moment: &'a Moment,
    ) -> impl Iterator<Item = UserNumber> + 'a {
        let roles: Vec<bool> = match self.groups.find(group) {
            Some(group) => self.rules.role_groups.iter().map(|groups| groups.contains(group)).collect(),
            None => Vec::new(),
        };
        let may_give =
            move |line: Line| line.is_everywhere() && roles.get(line.role as usize).copied().unwrap_or(false);
        let may_hold = move |seat: Seat<'_>| self.lines(seat).any(|(_, mut lines, _)| lines.any(&may_give));
        let candidates = self.users().filter(move |user| may_hold(self.seat(*user)));
        candidates.filter(move |user| self.holds_everywhere(*user, group, moment))
    }

    fn gives(&self, line: Line, group: u32) -> bool {
        line.is_everywhere()
            && self.rules.role_groups.get(line.role as usize).is_some_and(|groups| groups.contains(group))
    }
}
