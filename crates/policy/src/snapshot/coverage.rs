//! Where people have a role on a day: one walk over their lines, for whoever sees all of them.

use bailiwick_model::RoleId;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{
    Seat, Snapshot,
    tree::{Span, Tree},
};
use crate::calendar::day_number;

/// How an area is covered with a role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Role lines that name it, or an area in it.
    pub within: usize,
    /// Those of the others that name an area that it lies in.
    pub above: usize,
}

impl Snapshot {
    /// How the role lines of people's own that count on a day cover each of some areas. A line counts once in an area, however many places in it it
    /// names; where one of the areas lies in another, what lies in both counts in the nearer one. One that no area is known by is covered by nobody.
    #[must_use]
    pub fn coverage(&self, role: &RoleId, day: Date, areas: &[&str]) -> Vec<Coverage> {
        let mut found = vec![Coverage::default(); areas.len()];
        let Some((role, _)) = self.roles.find(role) else { return found };
        let (map, day) = (Map::of(&self.places.areas, areas), day_number(day));
        let (mut within, mut above) = (Vec::new(), Vec::new());
        for Seat { tables, user } in self.users().map(|user| self.seat(user)) {
            let lines = tables.lines(user).filter(|line| line.role == role);
            for line in lines.filter(|line| tables.window(*line).holds(day)) {
                map.places(tables.reach(line).areas, &mut within, &mut above);
                above.retain(|at| !within.contains(at));
                for at in &within {
                    found.get_mut(*at).into_iter().for_each(|area| area.within += 1);
                }
                for at in &above {
                    found.get_mut(*at).into_iter().for_each(|area| area.above += 1);
                }
            }
        }
        found
    }
}

/// Which of the areas a node lies in, and which of them lie in it, by their places among them.
struct Map {
    /// In the order of the tree, each with the place among them of the one that it lies in.
    spans: Vec<(Span, usize, Option<usize>)>,
    has: FxHashMap<u32, Vec<usize>>,
}

impl Map {
    fn of(tree: &Tree, areas: &[&str]) -> Self {
        let (mut spans, mut has) = (Vec::new(), FxHashMap::<u32, Vec<usize>>::default());
        for (at, code) in areas.iter().enumerate() {
            let Some(node) = tree.find(code) else { continue };
            spans.push((tree.span(node), at, None));
            let mut above = tree.parent(node);
            while let Some(node) = above {
                has.entry(node).or_default().push(at);
                above = tree.parent(node);
            }
        }
        spans.sort_unstable();
        let mut open: Vec<(Span, usize)> = Vec::new();
        for (place, (span, _, around)) in spans.iter_mut().enumerate() {
            while open.pop_if(|(last, _)| !last.holds(span.low)).is_some() {}
            *around = open.last().map(|(_, place)| *place);
            open.push((*span, place));
        }
        Self { spans, has }
    }

    /// The nearest area that a node lies in, or is.
    fn around(&self, node: u32) -> Option<usize> {
        let mut next = self.spans.partition_point(|(span, ..)| span.low <= node).checked_sub(1);
        while let Some((span, at, around)) = next.and_then(|place| self.spans.get(place)) {
            if span.holds(node) {
                return Some(*at);
            }
            next = *around;
        }
        None
    }

    /// What of the areas a line is about that names these nodes, each once.
    fn places(&self, named: &[u32], within: &mut Vec<usize>, above: &mut Vec<usize>) {
        within.clear();
        above.clear();
        for node in named {
            within.extend(self.around(*node));
            above.extend(self.has.get(node).into_iter().flatten());
        }
        for all in [within, above] {
            all.sort_unstable();
            all.dedup();
        }
    }
}
