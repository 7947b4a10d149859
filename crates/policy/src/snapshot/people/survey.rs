//! What one walk over everybody comes to, for whoever looks at all of them at once.
//!
//! It belongs to the packed tables: it is made when it is first asked for, and good for as long as they are. A server whose pages nobody opens
//! never makes it.

use std::{collections::BTreeMap, ops::RangeInclusive};

use super::Tables;

/// What was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Survey {
    /// Who has a line that ends on a day, in order of number; of lines without end there is nothing to know.
    ending: BTreeMap<i32, Vec<u32>>,
    /// How many lines name an area, by its node. Those behind the last one that is named are not there.
    naming: Vec<u32>,
}

impl Survey {
    pub(super) fn of(tables: &Tables) -> Self {
        let mut survey = Self::default();
        for user in 0..tables.len() as u32 {
            for line in tables.lines(user) {
                let last = tables.window(line).to;
                if last != i32::MAX {
                    let users = survey.ending.entry(last).or_default();
                    if users.last() != Some(&user) {
                        users.push(user);
                    }
                }
                tables.reach(line).areas.iter().for_each(|area| survey.name(*area));
            }
        }
        survey
    }

    fn name(&mut self, area: u32) {
        let at = area as usize;
        if at >= self.naming.len() {
            self.naming.resize(at + 1, 0);
        }
        if let Some(count) = self.naming.get_mut(at) {
            *count += 1;
        }
    }

    /// Who has a line that ends on one of these days, day by day; whoever has several comes several times.
    pub(crate) fn ending(&self, days: RangeInclusive<i32>) -> impl Iterator<Item = (i32, u32)> + '_ {
        // A range that ends before it begins is nothing that a map takes.
        let found = (!days.is_empty()).then(|| self.ending.range(days));
        found.into_iter().flatten().flat_map(|(day, users)| users.iter().map(|user| (*day, *user)))
    }

    /// How many lines name an area.
    pub(crate) fn naming(&self, area: u32) -> usize {
        self.naming.get(area as usize).map_or(0, |count| *count as usize)
    }
}
