//! How far rights reach, and where groups are held, said naively.

use bailiwick_model::{
    AreaCode, CompanyId, Effect, GroupId, Operation, Override, OverrideTarget, PermissionName,
};
use bailiwick_policy::Level;
use jiff::{Timestamp, ToSpan, civil::Date};

use super::{Bundle, Naive};
use crate::worlds::World;

impl<'a> Naive<'a> {
    /// The user at some moment of a day of his own.
    pub(crate) fn on(world: &'a World, login: &bailiwick_model::UserId, day: Date) -> Self {
        let noon: Timestamp = day.at(12, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
        let hours = [0, -24, 24].map(|hours| Naive::new(world, login, noon + hours.hours()));
        hours.into_iter().find(|naive| naive.today == day).unwrap()
    }

    pub(crate) fn today(&self) -> Date {
        self.today
    }

    /// Whether a group is held at a spot; without an area or a company, without that limit.
    pub(crate) fn holds(
        &self,
        group: &GroupId,
        area: Option<&AreaCode>,
        company: Option<&CompanyId>,
    ) -> bool {
        let is_here = |b: &Bundle| Self::is_below(self.world, &b.areas, &b.companies, area, company);
        self.is_live() && self.bundles.iter().any(|b| b.groups.contains(group) && is_here(b))
    }

    pub(crate) fn level(&self, operation: Operation, model: &str) -> Level {
        let policy = &self.world.policy;
        let rows = || {
            policy
                .acls
                .values()
                .filter(|acl| acl.active && acl.model.as_str() == model && acl.operations.contains(operation))
        };
        let by_everybody = rows().any(|acl| acl.group.is_none());
        let gives = |b: &Bundle| {
            self.counts_in_rows(b, operation, model)
                && rows().any(|acl| acl.group.as_ref().is_some_and(|g| b.groups.contains(g)))
        };
        let about = |o: &Override| match &o.target {
            OverrideTarget::Records { model: about, operations, records } => {
                (about.as_str() == model && operations.contains(operation)).then_some(records.is_some())
            }
            OverrideTarget::Permission(_) => None,
        };
        self.reached(by_everybody, gives, Some(model), about)
    }

    pub(crate) fn right_level(&self, name: &PermissionName) -> Level {
        let policy = &self.world.policy;
        let on = match name {
            PermissionName::Action(model, action) => Some((model, policy.models[model].actions[action])),
            _ => None,
        };
        let gives = |b: &Bundle| policy.permissions[name].groups.iter().any(|g| b.groups.contains(g));
        let about = |o: &Override| match &o.target {
            OverrideTarget::Permission(about) => (about == name).then_some(false),
            OverrideTarget::Records { model, operations, records } => on
                .filter(|(on, operation)| *on == model && operations.contains(*operation))
                .filter(|_| o.effect == Effect::Deny)
                .map(|_| records.is_some()),
        };
        self.reached(false, gives, on.map(|(model, _)| model.as_str()), about)
    }

    fn reached(
        &self,
        by_everybody: bool,
        gives: impl Fn(&Bundle) -> bool,
        model: Option<&str>,
        about: impl Fn(&Override) -> Option<bool>,
    ) -> Level {
        if self.bypasses() {
            return Level::Everywhere;
        }
        if self.is_barred() {
            return Level::Nowhere;
        }
        let model = model.map(|model| &self.world.policy.models[model]);
        let has_areas = model.is_some_and(|model| !model.area.is_empty());
        let has_companies = model.is_some_and(|model| !model.company.is_empty());
        let unlimited = |areas: &[AreaCode], companies: &[CompanyId]| {
            (areas.is_empty() || !has_areas) && (companies.is_empty() || !has_companies)
        };
        let mut everywhere = by_everybody;
        let mut somewhere = by_everybody;
        for bundle in self.bundles.iter().filter(|b| gives(b)) {
            somewhere = true;
            everywhere |= unlimited(&bundle.areas, &bundle.companies);
        }
        for o in self.user.overrides.iter().filter(|o| o.validity.is_enabled(self.today)) {
            if o.effect == Effect::Allow
                && let Some(some) = about(o)
            {
                somewhere = true;
                everywhere |= !some && unlimited(&o.areas, &o.companies);
            }
        }
        for o in self.user.overrides.iter().filter(|o| o.validity.is_enabled(self.today)) {
            let has_places = !(o.areas.is_empty() && o.companies.is_empty());
            if o.effect == Effect::Deny
                && let Some(some) = about(o)
                && (model.is_some() || !has_places)
            {
                everywhere = false;
                somewhere &= some || !unlimited(&o.areas, &o.companies);
            }
        }
        match (everywhere, somewhere) {
            (true, _) => Level::Everywhere,
            (false, true) => Level::Somewhere,
            (false, false) => Level::Nowhere,
        }
    }
}

impl Naive<'_> {
    /// Whether a spot lies at the places named, or below them.
    pub(crate) fn is_below(
        world: &World,
        areas: &[AreaCode],
        companies: &[CompanyId],
        area: Option<&AreaCode>,
        company: Option<&CompanyId>,
    ) -> bool {
        fn above(world: &World, area: &AreaCode) -> Vec<AreaCode> {
            let parent = world.directory.areas[area].parent.as_ref();
            [area.clone()].into_iter().chain(parent.into_iter().flat_map(|p| above(world, p))).collect()
        }
        let mut areas_here = area.into_iter().flat_map(|area| above(world, area));
        let mut companies_here = company.into_iter().flat_map(|c| super::companies_above(world, c));
        (areas.is_empty() || areas_here.any(|area| areas.contains(&area)))
            && (companies.is_empty() || companies_here.any(|c| companies.contains(&c)))
    }
}
