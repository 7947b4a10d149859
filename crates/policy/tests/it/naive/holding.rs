//! What somebody holds, said naively: every group at every place on every day, one by one.

use std::collections::BTreeSet;

use bailiwick_model::{AreaCode, CompanyId, Effect, GroupId, OverrideTarget, PermissionName, Validity};
use jiff::{
    ToSpan as _,
    civil::{Date, date},
};

use super::{Bundle, Naive, person::close, person::companies_above, reach::areas_above};

/// A claim as a test makes it.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) groups: Vec<GroupId>,
    pub(crate) areas: Vec<AreaCode>,
    pub(crate) companies: Vec<CompanyId>,
    pub(crate) days: Validity,
}

/// The first day that somebody in a world still lives in, and where its days end: by then every window is over or lasts.
const FIRST: Date = date(2026, 11, 21);
const LAST: Date = date(2026, 12, 1);

impl Naive<'_> {
    pub(crate) fn covers(&self, wanted: &Wanted, all: &GroupId) -> bool {
        self.bypasses() || (!self.is_barred() && self.gives(wanted, all))
    }

    pub(crate) fn covers_user(&self, other: &Naive<'_>, module: Option<&str>, all: &GroupId) -> bool {
        let is_of = |id: &str| module.is_none_or(|module| id.starts_with(&format!("{module}.")));
        let names = |name: &str| is_of(name) || Some(name) == module;
        if std::ptr::eq(self.user, other.user) || self.bypasses() {
            return true;
        }
        let account = other.user.validity;
        let account =
            if days().iter().any(|day| account.is_enabled(*day)) { account } else { Validity::ALWAYS };
        let both = |validity: Validity| {
            let later = validity.from().max(account.from());
            let sooner = [validity.to(), account.to()].into_iter().flatten().min();
            Validity::new(later, sooner).ok()
        };
        let everything =
            |days| Wanted { groups: vec![all.clone()], areas: Vec::new(), companies: Vec::new(), days };
        let holds = |bundle: &Bundle| {
            let groups = Vec::new();
            let (areas, companies) = (bundle.areas.clone(), bundle.companies.clone());
            // These are all that the bundle has; what they imply of other modules is not looked at.
            let only: BTreeSet<GroupId> = bundle.groups.iter().filter(|g| is_of(g)).cloned().collect();
            both(bundle.validity)
                .is_none_or(|days| self.gives_these(&only, &Wanted { groups, areas, companies, days }, all))
        };
        let allowed = other.user.overrides.iter().filter(|o| {
            let about = match &o.target {
                OverrideTarget::Records { model, .. } => is_of(model),
                OverrideTarget::Permission(PermissionName::Action(model, _)) => is_of(model),
                OverrideTarget::Permission(
                    PermissionName::Module(n) | PermissionName::Feature(n) | PermissionName::Report(n, _),
                ) => names(n),
            };
            o.effect == Effect::Allow && about
        });
        !self.is_barred()
            && other.all_bundles.iter().all(holds)
            && allowed
                .filter_map(|o| both(o.validity))
                .chain(other.user.superuser.then_some(account))
                .all(|days| self.gives(&everything(days), all))
    }

    pub(crate) fn holds_everywhere(&self, group: &GroupId) -> bool {
        let everywhere =
            |b: &Bundle| b.areas.is_empty() && b.companies.is_empty() && b.groups.contains(group);
        !self.is_barred() && self.bundles.iter().any(everywhere)
    }

    /// Whether each group at each spot is held, for all days at once by one line.
    fn gives(&self, wanted: &Wanted, all: &GroupId) -> bool {
        self.gives_these(&close(self.world, &wanted.groups), wanted, all)
    }

    fn gives_these(&self, groups: &BTreeSet<GroupId>, wanted: &Wanted, all: &GroupId) -> bool {
        let directory = &self.world.directory;
        let asked: Vec<Date> = days().into_iter().filter(|day| wanted.days.is_enabled(*day)).collect();
        let in_area = |code: &AreaCode, roots: &[AreaCode]| {
            areas_above(self.world, code).iter().any(|above| roots.contains(above))
        };
        let in_company = |id: &CompanyId, roots: &[CompanyId]| {
            companies_above(self.world, id).iter().any(|above| roots.contains(above))
        };
        // What lies nowhere is a spot of its own, and belongs to "everywhere" alone.
        let areas = spots(directory.areas.keys(), &wanted.areas, in_area);
        let companies = spots(directory.companies.keys(), &wanted.companies, in_company);
        let everything =
            |line: &Bundle| line.areas.is_empty() && line.companies.is_empty() && line.groups.contains(all);
        let lasts = |line: &Bundle| {
            asked.iter().all(|day| line.validity.is_enabled(*day) && self.user.validity.is_enabled(*day))
        };
        let holds_all = asked.is_empty() || self.bundles.iter().any(|line| everything(line) && lasts(line));
        if !holds_all && groups.iter().any(|group| self.is_denied(group)) {
            return false;
        }
        groups.iter().all(|group| {
            areas.iter().all(|area| {
                companies.iter().all(|company| {
                    asked.is_empty()
                        || self.bundles.iter().any(|line| {
                            let everywhere = line.areas.is_empty() && line.companies.is_empty();
                            let lasts = |day: &Date| {
                                line.validity.is_enabled(*day) && self.user.validity.is_enabled(*day)
                            };
                            (line.groups.contains(group) || (everywhere && line.groups.contains(all)))
                                && (line.areas.is_empty() || area.is_some_and(|a| in_area(a, &line.areas)))
                                && (line.companies.is_empty()
                                    || company.is_some_and(|c| in_company(c, &line.companies)))
                                && asked.iter().all(lasts)
                        })
                })
            })
        })
    }
}

impl Naive<'_> {
    /// Whether a group allows something that is denied to the user, now or later.
    fn is_denied(&self, group: &GroupId) -> bool {
        let policy = &self.world.policy;
        let lasts = |validity: Validity| validity.to().is_none_or(|to| to >= FIRST);
        let denies = self.user.overrides.iter().filter(|o| o.effect == Effect::Deny && lasts(o.validity));
        denies.into_iter().any(|o| match &o.target {
            OverrideTarget::Records { model, operations, .. } => policy.acls.values().any(|acl| {
                acl.active
                    && acl.model == *model
                    && acl.group.as_ref() == Some(group)
                    && operations.iter().any(|operation| acl.operations.contains(operation))
            }),
            OverrideTarget::Permission(name) => {
                policy.permissions.get(name).is_some_and(|right| right.groups.contains(group))
            }
        })
    }
}

/// Every node that is among or below the roots; without roots, every node and what has none.
fn spots<'k, K>(
    all: impl Iterator<Item = &'k K>,
    roots: &[K],
    is_in: impl Fn(&K, &[K]) -> bool,
) -> Vec<Option<&'k K>> {
    let among = all.filter(|node| roots.is_empty() || is_in(node, roots)).map(Some);
    among.chain(roots.is_empty().then_some(None)).collect()
}

fn days() -> Vec<Date> {
    let mut days = vec![FIRST];
    while let Some(next) = days.last().filter(|day| **day < LAST).map(|day| day.saturating_add(1.day())) {
        days.push(next);
    }
    days.push(Date::MAX);
    days
}
