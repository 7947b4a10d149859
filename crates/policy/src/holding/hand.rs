//! What an actor has in his hands to give: the lines that count today, as far as his account does.

use std::collections::BTreeSet;

use bailiwick_model::{Effect, GroupId, Override};

use super::{Beyond, Claim};
use crate::{
    asker::Asker,
    calendar,
    snapshot::{GroupSet, PlaceTree, Places, Reach, Snapshot, Window},
};

/// The lines of one actor. Somebody who may do nothing has no hand.
pub(super) struct Hand<'a> {
    snapshot: &'a Snapshot,
    holdings: Vec<Holding<'a>>,
    /// Groups that allow what the actor is denied, today or later.
    denied: GroupSet,
    /// The earliest day that is not over everywhere.
    first_day: i32,
}

/// One line that counts today.
struct Holding<'a> {
    groups: &'a GroupSet,
    /// Whether it gives the group that holds every other, without limit of place.
    everything: bool,
    reach: Reach<'a>,
    /// Its days, as far as the account has them.
    days: Window,
}

/// What is asked for, as numbers; no areas or companies are no limit.
#[derive(Clone, Copy)]
pub(super) struct Need<'n> {
    pub(super) groups: &'n GroupSet,
    pub(super) areas: &'n [u32],
    pub(super) companies: &'n [u32],
    pub(super) days: Window,
}

/// One spot of a need: `None` is no limit.
#[derive(Clone, Copy)]
struct Spot {
    area: Option<u32>,
    company: Option<u32>,
}

impl<'a> Hand<'a> {
    pub(super) fn of(asker: &Asker<'a>, all: &GroupId) -> Result<Self, Beyond> {
        if !asker.is_live() || asker.exclusive_kinds() {
            return Err(Beyond::Nothing);
        }
        let snapshot = asker.snapshot;
        let all = snapshot.groups.find(all);
        let account = asker.seat.tables.account(asker.seat.user);
        let holdings = snapshot.enabled_lines(asker.seat, asker.today).filter_map(|(tables, line)| {
            let groups = snapshot.rules.role_groups.get(line.role as usize)?;
            let everything = line.is_everywhere() && all.is_some_and(|all| groups.contains(all));
            let days = tables.window(line).and(account);
            Some(Holding { groups, everything, reach: tables.reach(line), days })
        });
        let first_day = asker.moment.first_day();
        let lasts = |o: &&Override| o.effect == Effect::Deny && Window::of(o.validity).to >= first_day;
        let mut denied = GroupSet::empty(snapshot.groups.len());
        for exception in asker.overrides().iter().filter(lasts) {
            denied.union(&snapshot.concerned(&exception.target));
        }
        Ok(Self { snapshot, holdings: holdings.collect(), denied, first_day })
    }

    pub(super) fn covers(&self, claim: &Claim) -> Result<(), Beyond> {
        let days = Window::of(claim.days);
        if self.holds_all(days) {
            return Ok(());
        }
        let Snapshot { groups, places, .. } = self.snapshot;
        let unknown = |what, name: &str| Beyond::Unknown { what, name: name.to_owned() };
        let mut numbers = Vec::with_capacity(claim.groups.len());
        for id in &claim.groups {
            numbers.push(groups.find(id).ok_or_else(|| unknown("group", id))?);
        }
        let (mut areas, mut companies) = (Vec::new(), Vec::new());
        for code in &claim.areas {
            areas.push(places.areas.find(code).ok_or_else(|| unknown("area", code))?);
        }
        for code in &claim.companies {
            companies.push(places.companies.find(code).ok_or_else(|| unknown("company", code))?);
        }
        let groups = groups.close(numbers);
        self.covers_need(&Need { groups: &groups, areas: &areas, companies: &companies, days })
    }

    /// Whether these groups are held in one spot on a day. Where lines reach, and where they begin together, are all the spots that there are: what is
    /// held anywhere else lies below one of them.
    pub(super) fn could_give(&self, wanted: &[GroupId], is_local: bool, day: i32) -> bool {
        let groups = &self.snapshot.groups;
        let Some(numbers) = wanted.iter().map(|id| groups.find(id)).collect::<Option<Vec<_>>>() else {
            return false;
        };
        let (groups, days) = (groups.close(numbers), Window { from: day, to: day });
        let spots = |places: fn(&Reach<'a>) -> &'a [u32]| -> BTreeSet<Option<u32>> {
            self.holdings.iter().flat_map(|held| limits(places(&held.reach))).collect()
        };
        let areas = if is_local { spots(|reach| reach.areas) } else { [None].into() };
        let companies = spots(|reach| reach.companies);
        areas.iter().any(|area| {
            companies.iter().any(|company| {
                let need =
                    Need { groups: &groups, areas: area.as_slice(), companies: company.as_slice(), days };
                self.covers_need(&need).is_ok()
            })
        })
    }

    pub(super) fn covers_need(&self, need: &Need<'_>) -> Result<(), Beyond> {
        if self.holds_all(need.days) {
            return Ok(());
        }
        let days = self.left_of(need.days);
        for group in need.groups.iter() {
            if self.denied.contains(group) {
                return Err(Beyond::Denied { group: self.snapshot.groups.name(group).to_owned() });
            }
            for area in limits(need.areas) {
                for company in limits(need.companies) {
                    self.covers_spot(group, Spot { area, company }, days)?;
                }
            }
        }
        Ok(())
    }

    /// Whether one line gives everything, on all of these days.
    pub(super) fn holds_all(&self, days: Window) -> bool {
        let days = self.left_of(days);
        days.is_empty() || self.holdings.iter().any(|held| held.everything && held.days.spans(days))
    }

    /// Whether the last of these days is past, wherever somebody lives.
    pub(super) fn is_over(&self, days: Window) -> bool {
        self.left_of(days).is_empty()
    }

    /// Those of the days that are not over everywhere.
    fn left_of(&self, days: Window) -> Window {
        days.and(Window { from: self.first_day, to: i32::MAX })
    }

    fn covers_spot(&self, group: u32, spot: Spot, days: Window) -> Result<(), Beyond> {
        let places = &self.snapshot.places;
        let name = || self.snapshot.groups.name(group).to_owned();
        let gives = |held: &&Holding<'_>| held.everything || held.groups.contains(group);
        let held: Vec<&Holding<'_>> = self.holdings.iter().filter(gives).collect();
        if held.is_empty() {
            return Err(Beyond::Group { group: name() });
        }
        let in_area: Vec<_> = held.into_iter().filter(|held| held.has_area(places, spot.area)).collect();
        if in_area.is_empty() {
            let place = place("in area", "in every area", &places.areas, spot.area);
            return Err(Beyond::Place { group: name(), place });
        }
        let here: Vec<_> =
            in_area.into_iter().filter(|held| held.has_company(places, spot.company)).collect();
        let area = spot.area.map(|_| place("in area", "", &places.areas, spot.area));
        // Of those that do not last, the one that lasts longest tells most.
        let Some(best) = here.iter().max_by_key(|held| (held.days.spans(days), held.days.to)) else {
            let company = place("for company", "for every company", &places.companies, spot.company);
            let place = area.into_iter().chain([company]).collect::<Vec<_>>().join(" ");
            return Err(Beyond::Place { group: name(), place });
        };
        if best.days.spans(days) {
            return Ok(());
        }
        let company = spot.company.map(|_| place("for company", "", &places.companies, spot.company));
        Err(Beyond::Days {
            group: name(),
            place: area.into_iter().chain(company).map(|place| format!(" {place}")).collect(),
            before: (days.from < best.days.from).then(|| calendar::date_of(best.days.from)),
            after: (best.days.to < days.to).then(|| calendar::date_of(best.days.to)),
        })
    }
}

impl Holding<'_> {
    fn has_area(&self, places: &Places, area: Option<u32>) -> bool {
        lies_in(&places.areas, self.reach.areas, area)
    }

    fn has_company(&self, places: &Places, company: Option<u32>) -> bool {
        lies_in(&places.companies, self.reach.companies, company)
    }
}

/// Whether a node lies at one of the roots or below. Everywhere lies nowhere but in everywhere: even all roots together
/// leave out what has no place.
fn lies_in(tree: &PlaceTree, roots: &[u32], node: Option<u32>) -> bool {
    roots.is_empty() || node.is_some_and(|node| roots.iter().any(|root| tree.span(*root).holds(node)))
}

/// Each node by itself, or the one spot without limit.
fn limits(nodes: &[u32]) -> impl Iterator<Item = Option<u32>> + '_ {
    nodes.iter().copied().map(Some).chain(nodes.is_empty().then_some(None))
}

fn place(in_one: &str, in_all: &str, tree: &PlaceTree, node: Option<u32>) -> String {
    node.map_or_else(|| in_all.to_owned(), |node| format!("{in_one} {}", tree.names.name(node)))
}
