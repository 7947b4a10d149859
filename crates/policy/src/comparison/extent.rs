//! Where and when a group is held, and what of one side the other does not have.
//!
//! The answer is exact, not line by line: what two lines of before give together is not gained when one line of after gives
//! it. It is found at a few spots. An area lies under the same lines as the nearest area above it that some line names,
//! so the named ones stand for all; likewise companies. Days are cut where a line begins or ends.

use std::collections::BTreeMap;

use bailiwick_model::{AreaCode, CompanyId, GroupId};
use jiff::civil::Date;

use super::{Side, stake::Stake};
use crate::{
    asker::Asker,
    calendar::date_of,
    snapshot::{PlaceTree, Places, Window},
};

/// Where and when something counts. Places include everything below them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Areas; none is everywhere.
    pub areas: Vec<AreaCode>,
    /// Companies; none is all of them.
    pub companies: Vec<CompanyId>,
    /// The first day; today or before when absent.
    pub from: Option<Date>,
    /// The last day; for good when absent.
    pub to: Option<Date>,
}

/// What one line gives, as numbers: a place and the days that are not over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held<'a> {
    areas: &'a [u32],
    companies: &'a [u32],
    days: Window,
}

/// Holdings by the name of the group.
pub(super) type Holdings<'a> = BTreeMap<&'a str, Vec<Held<'a>>>;

/// Places, as nodes, on days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    areas: Vec<u32>,
    companies: Vec<u32>,
    days: Window,
}

/// One place of each kind; `None` is everywhere.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Spot {
    area: Option<u32>,
    company: Option<u32>,
}

/// What a user holds from a day on. An account that is switched off holds nothing.
pub(super) fn holdings<'a>(asker: Option<&Asker<'a>>, today: i32, only: Option<&Stake>) -> Holdings<'a> {
    let mut holdings = Holdings::new();
    let Some(asker) = asker.filter(|asker| asker.profile().is_some_and(|p| p.active)) else {
        return holdings;
    };
    let snapshot = asker.snapshot;
    let days = asker.seat.tables.account(asker.seat.user).and(Window { from: today, to: i32::MAX });
    for (tables, lines, _) in snapshot.lines(asker.seat) {
        for line in lines {
            let days = tables.window(line).and(days);
            if days.is_empty() {
                continue;
            }
            let reach = tables.reach(line);
            let held = Held { areas: reach.areas, companies: reach.companies, days };
            let groups = snapshot.rules.role_groups.get(line.role as usize);
            for group in groups.into_iter().flat_map(|groups| groups.iter()) {
                let name = snapshot.groups.name(group);
                if only.is_none_or(|stake| stake.moved.contains(name)) {
                    holdings.entry(name).or_default().push(held);
                }
            }
        }
    }
    holdings
}

/// What is held here and not there, group by group. The places are those of both sides.
pub(super) fn beyond(here: &Holdings<'_>, there: &Holdings<'_>, places: &Places) -> Vec<(GroupId, Found)> {
    let mut all = Vec::new();
    for (name, held) in here {
        let Ok(group) = GroupId::new(name) else { continue };
        let other = there.get(name).map_or(&[][..], Vec::as_slice);
        let mut found = Vec::new();
        for one in held {
            spots_beyond(*one, other, places, &mut found);
        }
        all.extend(merged(widest(found, places)).into_iter().map(|found| (group.clone(), found)));
    }
    all
}

/// The spots and days of one line that none of the others reaches.
fn spots_beyond(one: Held<'_>, others: &[Held<'_>], places: &Places, found: &mut Vec<(Spot, Window)>) {
    let named = |of: for<'h> fn(&'h Held<'h>) -> &'h [u32]| -> Vec<u32> {
        others.iter().flat_map(of).copied().collect()
    };
    let areas = spots(one.areas, &named(|held| held.areas), &places.areas);
    let companies = spots(one.companies, &named(|held| held.companies), &places.companies);
    for area in areas {
        for company in &companies {
            let spot = Spot { area, company: *company };
            let reaching = others.iter().filter(|held| held.reaches(spot, places)).map(|held| held.days);
            found.extend(left_of(one.days, reaching.collect()).into_iter().map(|days| (spot, days)));
        }
    }
}

/// The places of a line, and those below them that other lines name.
fn spots(own: &[u32], named: &[u32], tree: &PlaceTree) -> Vec<Option<u32>> {
    let mut spots: Vec<Option<u32>> = own.iter().copied().map(Some).collect();
    if own.is_empty() {
        spots.push(None);
    }
    for node in named {
        if lies_in(tree, own, Some(*node)) && !spots.contains(&Some(*node)) {
            spots.push(Some(*node));
        }
    }
    spots
}

/// The days that are in none of the windows.
fn left_of(days: Window, mut windows: Vec<Window>) -> Vec<Window> {
    windows.sort_unstable_by_key(|window| window.from);
    let (mut left, mut from) = (Vec::new(), days.from);
    for window in windows {
        let gap = Window { from, to: days.to.min(window.from.saturating_sub(1)) };
        if window.from > from && !gap.is_empty() {
            left.push(gap);
        }
        if window.to >= from {
            if window.to == i32::MAX {
                return left;
            }
            from = window.to + 1;
        }
    }
    let rest = Window { from, to: days.to };
    if !rest.is_empty() {
        left.push(rest);
    }
    left
}

/// Without what lies within another one.
fn widest(found: Vec<(Spot, Window)>, places: &Places) -> Vec<(Spot, Window)> {
    let within = |(inner, days): &(Spot, Window), (outer, all): &(Spot, Window)| {
        all.spans(*days)
            && lies_in(&places.areas, outer.area.as_slice(), inner.area)
            && lies_in(&places.companies, outer.company.as_slice(), inner.company)
    };
    let mut kept: Vec<(Spot, Window)> = Vec::new();
    for one in found {
        if kept.iter().any(|other| within(&one, other)) {
            continue;
        }
        kept.retain(|other| !within(other, &one));
        kept.push(one);
    }
    kept
}

/// Areas of the same companies and days together, then companies of the same areas and days.
fn merged(found: Vec<(Spot, Window)>) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for (Spot { area, company }, days) in found {
        let (areas, companies): (Vec<u32>, Vec<u32>) =
            (area.into_iter().collect(), company.into_iter().collect());
        let alike = |other: &&mut Found| {
            other.days == days && other.companies == companies && other.areas.is_empty() == areas.is_empty()
        };
        match all.iter_mut().find(alike) {
            Some(other) => other.areas.extend(areas),
            None => all.push(Found { areas, companies, days }),
        }
    }
    let mut out: Vec<Found> = Vec::new();
    for one in all {
        let alike = |other: &&mut Found| {
            other.days == one.days
                && other.areas == one.areas
                && other.companies.is_empty() == one.companies.is_empty()
        };
        match out.iter_mut().find(alike) {
            Some(other) => other.companies.extend(one.companies),
            None => out.push(one),
        }
    }
    out
}

/// Whether a node lies at one of the roots or below. Everywhere lies nowhere but in everywhere: even all roots together
/// leave out what has no place.
fn lies_in(tree: &PlaceTree, roots: &[u32], node: Option<u32>) -> bool {
    roots.is_empty() || node.is_some_and(|node| roots.iter().any(|root| tree.span(*root).holds(node)))
}

impl Held<'_> {
    fn reaches(&self, spot: Spot, places: &Places) -> bool {
        lies_in(&places.areas, self.areas, spot.area)
            && lies_in(&places.companies, self.companies, spot.company)
    }
}

impl Found {
    pub(super) fn first_day(&self) -> i32 {
        self.days.from
    }

    /// With names in the place of numbers.
    pub(super) fn shown(self, side: &Side<'_>, today: i32) -> Extent {
        let places = &side.snapshot.places;
        let areas = self.areas.iter().filter_map(|node| AreaCode::new(places.areas.names.name(*node)).ok());
        let company = |node: &u32| CompanyId::new(places.companies.names.name(*node)).ok();
        Extent {
            areas: areas.collect(),
            companies: self.companies.iter().filter_map(company).collect(),
            from: (self.days.from > today).then(|| date_of(self.days.from)),
            to: (self.days.to < i32::MAX).then(|| date_of(self.days.to)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_cut_where_others_begin_and_end() {
        let window = |from, to| Window { from, to };
        let all = window(10, i32::MAX);
        assert_eq!(left_of(all, vec![]), [all]);
        assert_eq!(left_of(all, vec![window(i32::MIN, i32::MAX)]), []);
        assert_eq!(
            left_of(all, vec![window(20, 25), window(1, 12), window(24, 30)]),
            [window(13, 19), window(31, i32::MAX)]
        );
        assert_eq!(
            left_of(window(10, 20), vec![window(15, 18), window(30, 40)]),
            [window(10, 14), window(19, 20)]
        );
        assert_eq!(left_of(window(10, 20), vec![window(1, 5), window(10, 20)]), []);
    }
}
