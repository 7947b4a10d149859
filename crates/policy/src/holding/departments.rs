//! Groups whose rules go by the department of whoever holds them.
//!
//! Such a group opens one thing to one person and another thing to the next, so holding it is not enough to hand it on: it
//! must open to the other nobody whom it does not open to the giver. That is so within the giver's own departments, and
//! wherever he holds a group that opens the same without a condition.

use bailiwick_model::{DepartmentId, GroupId};

use super::{
    Beyond, Claim,
    hand::{Hand, Need},
};
use crate::{
    asker::Asker,
    domain::Domain,
    filter::Filter,
    snapshot::{GroupSet, RuleText, Snapshot, UserNumber, Window},
};

/// Whose department it is that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within<'d> {
    /// That of somebody in this department, or in one below it.
    Department(&'d DepartmentId),
    /// Anybody's.
    Anywhere,
}

impl Asker<'_> {
    /// Whether a claim has groups whose rules go by the department of whoever holds them.
    #[must_use]
    pub fn goes_by_department(&self, claim: &Claim) -> bool {
        let Snapshot { groups, rules, .. } = self.snapshot;
        let numbers = claim.groups.iter().filter_map(|id| groups.find(id));
        let wanted = groups.close(numbers);
        rules.by_department.iter().any(|rule| names(rules.text(*rule), &wanted))
    }

    /// Whether a claim opens to somebody of a department nothing that it does not open to the user: see the module.
    ///
    /// # Errors
    /// [`Beyond::Department`] names the group.
    pub fn covers_department(&self, claim: &Claim, within: Within<'_>, all: &GroupId) -> Result<(), Beyond> {
        if self.bypasses() {
            return Ok(());
        }
        let hand = Hand::of(self, all)?;
        let Snapshot { groups, places, .. } = self.snapshot;
        let wanted = groups.close(claim.groups.iter().filter_map(|id| groups.find(id)));
        // What nobody knows is not covered as a claim either.
        let areas: Vec<u32> = claim.areas.iter().filter_map(|code| places.areas.find(code)).collect();
        let companies: Vec<u32> =
            claim.companies.iter().filter_map(|code| places.companies.find(code)).collect();
        let days = Window::of(claim.days);
        self.opens_no_more(
            &hand,
            &Need { groups: &wanted, areas: &areas, companies: &companies, days },
            within,
        )
    }

    /// Whether those who are in the departments `above`, and have such groups, come to nothing by `department` lying below
    /// them that the user does not reach himself.
    ///
    /// # Errors
    /// [`Beyond::Department`] names the group of the first of them.
    pub fn covers_heads(
        &self,
        department: &DepartmentId,
        above: &[DepartmentId],
        all: &GroupId,
    ) -> Result<(), Beyond> {
        if self.bypasses() || self.snapshot.rules.by_department.is_empty() {
            return Ok(());
        }
        let hand = Hand::of(self, all)?;
        let Snapshot { places, rules, .. } = self.snapshot;
        let above: Vec<u32> = above.iter().filter_map(|code| places.departments.find(code)).collect();
        let is_above = |user: &UserNumber| {
            let seat = self.snapshot.seat(*user);
            let profile = seat.tables.profile(seat.user);
            profile.and_then(|p| p.department).is_some_and(|department| above.contains(&department))
        };
        for user in self.snapshot.users().filter(is_above) {
            let seat = self.snapshot.seat(user);
            for (tables, lines, _) in self.snapshot.lines(seat) {
                for line in lines {
                    let Some(groups) = rules.role_groups.get(line.role as usize) else { continue };
                    let (reach, days) = (tables.reach(line), tables.window(line));
                    let need = Need { groups, areas: reach.areas, companies: reach.companies, days };
                    self.opens_no_more(&hand, &need, Within::Department(department))?;
                }
            }
        }
        Ok(())
    }

    fn opens_no_more(&self, hand: &Hand<'_>, need: &Need<'_>, within: Within<'_>) -> Result<(), Beyond> {
        if hand.holds_all(need.days) || self.has_departments(within) {
            return Ok(());
        }
        let Snapshot { rules, groups, .. } = self.snapshot;
        for number in &rules.by_department {
            let text = rules.text(*number);
            let Some(group) = text.groups.iter().find(|group| need.groups.contains(**group)) else {
                continue;
            };
            if !self.opens_all(hand, *number, text, need) {
                let group = groups.name(*group).to_owned();
                return Err(Beyond::Department {
                    group,
                    place: match within {
                        Within::Department(code) => format!("department {code} is not among yours"),
                        Within::Anywhere => "it would go to people of any department".to_owned(),
                    },
                });
            }
        }
        Ok(())
    }

    /// Whether a group in the hand opens without a condition what a rule opens by department, there and then.
    fn opens_all(&self, hand: &Hand<'_>, number: u32, text: &RuleText, need: &Need<'_>) -> bool {
        let rules = &self.snapshot.rules;
        let brief = rules.brief(text.model);
        let wanted = rules.rule(number).operations;
        let wider = (brief.grouped..brief.end).filter(|other| {
            let speaks = rules.rule(*other).operations & wanted == wanted;
            speaks && matches!(&*rules.text(*other).domain, Domain::Fixed(Filter::All))
        });
        wider.flat_map(|other| rules.text(other).groups.iter()).any(|group| {
            let one = GroupSet::of(self.snapshot.groups.len(), [*group].into_iter());
            hand.covers_need(&Need { groups: &one, ..*need }).is_ok()
        })
    }

    /// Whether these are departments of the user.
    fn has_departments(&self, within: Within<'_>) -> bool {
        let Within::Department(code) = within else { return false };
        let departments = &self.snapshot.places.departments;
        let own = self.profile().and_then(|profile| profile.department);
        match (departments.find(code), own) {
            (Some(node), Some(own)) => departments.span(own).holds(node),
            _ => false,
        }
    }
}

fn names(text: &RuleText, groups: &GroupSet) -> bool {
    text.groups.iter().any(|group| groups.contains(*group))
}
