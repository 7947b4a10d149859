//! Nobody gives more than he holds.
//!
//! What a role line, a group or an account would give is a [`Claim`]. An actor covers it when he holds each of its groups,
//! in each of its places and on all of its days, by one line that counts today. Two lines that only together reach as far
//! do not do: what one of them gives may be taken tomorrow, and the other was never meant to be handed on so.
//!
//! Days that are over everywhere on earth are nobody's to give, so nobody is asked for them. "Everywhere" matters: a day
//! that is over for the actor may still last for whom he gives it to.

mod administrators;
mod beyond;
mod claim;
mod hand;

pub use beyond::Beyond;
pub use claim::{Claim, UnknownRole};

use bailiwick_model::{Effect, GroupId, Override, OverrideTarget, PermissionName};

use crate::{
    asker::Asker,
    snapshot::{GroupSet, UserNumber, Window},
};
use hand::{Hand, Need};

impl Asker<'_> {
    /// Whether the user holds all that a claim is about. Whoever holds the group `all` without limit of place holds every
    /// group, on the days of that line; whoever bypasses rights holds everything.
    ///
    /// # Errors
    /// [`Beyond`] names the first thing that is not held.
    pub fn covers(&self, claim: &Claim, all: &GroupId) -> Result<(), Beyond> {
        if self.bypasses() {
            return Ok(());
        }
        Hand::of(self, all)?.covers(claim)
    }

    /// Whether the user holds all that another one does, from today on: by own lines, inherited ones and groups given
    /// directly. Allow overrides are covered only by who holds the group `all` without limit of place, and so is somebody
    /// who bypasses rights. With `only_module`, as in `bailiwick`, nothing counts but the groups of that module, and what
    /// is about its models and rights. Everybody covers himself.
    ///
    /// Whether the other account is active is not asked, and its days are not when they are over: it may be brought back by
    /// somebody who does not know in whose hands it has come.
    ///
    /// # Errors
    /// [`Beyond`] names the first thing that is not held.
    pub fn covers_user(
        &self,
        subject: UserNumber,
        only_module: Option<&str>,
        all: &GroupId,
    ) -> Result<(), Beyond> {
        if subject == self.number || self.bypasses() {
            return Ok(());
        }
        let hand = Hand::of(self, all)?;
        let snapshot = self.snapshot;
        let seat = snapshot.seat(subject);
        let days = seat.tables.account(seat.user);
        let days = if hand.is_over(days) { Window::ALWAYS } else { days };
        if seat.tables.profile(seat.user).is_some_and(|p| p.superuser) && !hand.holds_all(days) {
            return Err(Beyond::Superuser { all: all.to_string() });
        }
        for (tables, lines, _) in snapshot.lines(seat) {
            for line in lines {
                let Some(groups) = snapshot.rules.role_groups.get(line.role as usize) else { continue };
                let reach = tables.reach(line);
                hand.covers_need(&Need {
                    groups: &self.within(only_module, groups),
                    areas: reach.areas,
                    companies: reach.companies,
                    days: tables.window(line).and(days),
                })?;
            }
        }
        let overrides = seat.tables.details(seat.user).map_or(&[][..], |d| &d.overrides);
        let gives = |o: &&Override| o.effect == Effect::Allow && is_about(o, only_module);
        match overrides.iter().filter(gives).find(|o| !hand.holds_all(Window::of(o.validity).and(days))) {
            Some(o) => Err(Beyond::Override { reason: o.reason.clone(), all: all.to_string() }),
            None => Ok(()),
        }
    }

    /// The groups that belong to a module.
    fn within(&self, module: Option<&str>, groups: &GroupSet) -> GroupSet {
        let Some(module) = module else { return groups.clone() };
        let all = &self.snapshot.groups;
        let mut set = GroupSet::empty(all.len());
        for group in groups.iter().filter(|g| is_of(all.name(*g), module)) {
            set.insert(group);
        }
        set
    }
}

/// Whether an override is about a module's models or rights.
fn is_about(o: &Override, module: Option<&str>) -> bool {
    let Some(module) = module else { return true };
    match &o.target {
        OverrideTarget::Records { model, .. } => is_of(model, module),
        OverrideTarget::Permission(PermissionName::Action(model, _)) => is_of(model, module),
        OverrideTarget::Permission(
            PermissionName::Module(name) | PermissionName::Feature(name) | PermissionName::Report(name, _),
        ) => name == module || is_of(name, module),
    }
}

/// Whether a technical id begins with the module.
fn is_of(id: &str, module: &str) -> bool {
    id.strip_prefix(module).is_some_and(|rest| rest.starts_with('.'))
}
