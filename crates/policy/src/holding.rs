//! Nobody gives more than he holds.
//!
//! What a role line, a group or an account would give is a [`Claim`]. An actor covers it when he holds each of its groups,
//! in each of its places and on all of its days, by one line that counts today. Two lines that only together reach as far
//! do not do: what one of them gives may be taken tomorrow, and the other was never meant to be handed on so.
//!
//! What an override denies the actor is not his to give: a group that allows it is not covered while the override lasts, wherever
//! it counts.
//!
//! Days that are over everywhere on earth are nobody's to give, so nobody is asked for them. "Everywhere" matters: a day
//! that is over for the actor may still last for whom he gives it to.

mod administrators;
mod beyond;
mod claim;
mod departments;
mod hand;

pub use beyond::Beyond;
pub use claim::{Claim, UnknownRole};
pub use departments::Within;

use bailiwick_model::{Effect, GroupId, Override, OverrideTarget, PermissionName, Validity};

use crate::{
    asker::Asker,
    snapshot::{GroupSet, Snapshot, UserNumber, Window},
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

    /// Whether there is a place where the user could hand on all of these groups today, by a line that names areas where it `is_local`. It says what to
    /// offer: whether a line may be given, with its places and days, says [`Self::covers`].
    #[must_use]
    pub fn could_give(&self, groups: &[GroupId], is_local: bool, all: &GroupId) -> bool {
        self.bypasses() || Hand::of(self, all).is_ok_and(|hand| hand.could_give(groups, is_local, self.today))
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
        if subject == self.number {
            return Ok(());
        }
        let names = &self.snapshot.groups;
        let keeps = |group: u32| only_module.is_none_or(|module| is_of(names.name(group), module));
        let about = |o: &Override| is_about(o, only_module);
        self.covers_part(subject, Part { days: None, keeps: &keeps, about: &about }, all)
    }

    /// The same on the days that the account is to count from now on. Nobody covers himself here: what is asked for is more
    /// than he has.
    ///
    /// # Errors
    /// [`Beyond`] names the first thing that is not held.
    pub fn covers_account(&self, subject: UserNumber, days: Validity, all: &GroupId) -> Result<(), Beyond> {
        let part = Part { days: Some(Window::of(days)), keeps: &|_| true, about: &|_| true };
        self.covers_part(subject, part, all)
    }

    /// Whether the user holds what another one does as far as it has to do with what an override is about: the groups
    /// whose rows allow these operations, or that give this right.
    ///
    /// # Errors
    /// [`Beyond`] names the first thing that is not held.
    pub fn covers_target(
        &self,
        subject: UserNumber,
        target: &OverrideTarget,
        all: &GroupId,
    ) -> Result<(), Beyond> {
        let concerned = self.snapshot.concerned(target);
        let keeps = |group: u32| concerned.contains(group);
        let about = |o: &Override| is_like(&o.target, target);
        self.covers_part(subject, Part { days: None, keeps: &keeps, about: &about }, all)
    }

    fn covers_part(&self, subject: UserNumber, part: Part<'_>, all: &GroupId) -> Result<(), Beyond> {
        if self.bypasses() {
            return Ok(());
        }
        let hand = Hand::of(self, all)?;
        let snapshot = self.snapshot;
        let seat = snapshot.seat(subject);
        let days = part.days.unwrap_or_else(|| {
            let days = seat.tables.account(seat.user);
            if hand.is_over(days) { Window::ALWAYS } else { days }
        });
        if seat.tables.profile(seat.user).is_some_and(|p| p.superuser) && !hand.holds_all(days) {
            return Err(Beyond::Superuser { all: all.to_string() });
        }
        for (tables, lines, _) in snapshot.lines(seat) {
            for line in lines {
                let Some(groups) = snapshot.rules.role_groups.get(line.role as usize) else { continue };
                let kept = groups.iter().filter(|group| (part.keeps)(*group));
                let kept = GroupSet::of(snapshot.groups.len(), kept);
                let reach = tables.reach(line);
                hand.covers_need(&Need {
                    groups: &kept,
                    areas: reach.areas,
                    companies: reach.companies,
                    days: tables.window(line).and(days),
                })?;
            }
        }
        let overrides = seat.tables.details(seat.user).map_or(&[][..], |d| &d.overrides);
        let gives = |o: &&Override| o.effect == Effect::Allow && (part.about)(o);
        match overrides.iter().filter(gives).find(|o| !hand.holds_all(Window::of(o.validity).and(days))) {
            Some(o) => Err(Beyond::Override { reason: o.reason.clone(), all: all.to_string() }),
            None => Ok(()),
        }
    }
}

impl Snapshot {
    /// The groups whose rows allow what an override is about, or that give this right.
    fn concerned(&self, target: &OverrideTarget) -> GroupSet {
        let Self { rules, schema, groups, .. } = self;
        match target {
            OverrideTarget::Records { model, operations, .. } => {
                let rows = schema.find(model).map_or(&[][..], |model| &rules.model(model).acls);
                let rows = rows.iter().filter(|row| operations.iter().any(|o| row.operations.contains(o)));
                GroupSet::of(groups.len(), rows.filter_map(|row| row.group))
            }
            OverrideTarget::Permission(name) => {
                let right = rules.permissions.get(name).map_or(&[][..], |right| &right.groups);
                GroupSet::of(groups.len(), right.iter().copied())
            }
        }
    }
}

/// Which part of what somebody holds is looked at.
struct Part<'p> {
    /// The days of the account, where they are not those that it has.
    days: Option<Window>,
    keeps: &'p dyn Fn(u32) -> bool,
    about: &'p dyn Fn(&Override) -> bool,
}

/// Whether two overrides may be about the same.
fn is_like(one: &OverrideTarget, other: &OverrideTarget) -> bool {
    match (one, other) {
        (OverrideTarget::Records { model: a, .. }, OverrideTarget::Records { model: b, .. }) => a == b,
        (OverrideTarget::Permission(a), OverrideTarget::Permission(b)) => a == b,
        _ => false,
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
