//! The lines of one user, and what they amount to when nothing else is asked.

use bailiwick_model::Value;

use super::{GroupSet, Line, Lines, RoleEntry, Seat, Snapshot, Source, Tables, view::sorted};

impl Snapshot {
    /// Every line of a user, holder by holder: own ones, then those of the departments and companies above, nearest
    /// first.
    #[inline]
    pub(crate) fn lines<'a>(
        &'a self,
        seat: Seat<'a>,
    ) -> impl Iterator<Item = (&'a Tables, Lines<'a>, Option<Source>)> + use<'a> {
        let sources = seat.tables.profile(seat.user).map_or(&[][..], |p| &p.sources);
        let inherited = &self.inherited;
        std::iter::once((seat.tables, seat.tables.lines(seat.user), None))
            .chain(sources.iter().map(|s| (&inherited.tables, inherited.lines(*s), Some(*s))))
    }

    /// The lines that count on a day.
    pub(crate) fn enabled_lines<'a>(
        &'a self,
        seat: Seat<'a>,
        today: i32,
    ) -> impl Iterator<Item = (&'a Tables, Line)> + use<'a> {
        let lines = self.lines(seat).flat_map(|(tables, lines, _)| lines.map(move |line| (tables, line)));
        lines.filter(move |(tables, line)| tables.window(*line).holds(today))
    }

    /// Areas of the local lines that count today, paired with nothing: what rules written for OpenSPP ask for.
    pub(super) fn local_areas(&self, seat: Seat<'_>, today: i32) -> Vec<Value> {
        let areas = self.enabled_lines(seat, today).flat_map(|(tables, line)| tables.reach(line).areas);
        sorted(areas.filter_map(|area| self.area_id(*area)))
    }

    /// The groups of all lines that count today, wherever they reach.
    pub(crate) fn enabled_groups(&self, seat: Seat<'_>, today: i32) -> GroupSet {
        let mut set = GroupSet::empty(self.groups.len());
        for (_, line) in self.enabled_lines(seat, today) {
            if let Some(groups) = self.rules.role_groups.get(line.role as usize) {
                set.union(groups);
            }
        }
        set
    }

    pub(crate) fn group_record_ids(&self, groups: &GroupSet) -> Vec<Value> {
        sorted(groups.iter().map(|g| Value::text(self.groups.name(g))))
    }

    /// The groups that the lines name, without those that are implied.
    pub(super) fn direct_group_ids(&self, seat: Seat<'_>, today: i32) -> Vec<Value> {
        let mut out = Vec::new();
        for (_, line) in self.enabled_lines(seat, today) {
            match self.roles.entry(line.role) {
                Some(RoleEntry::Direct(groups)) => out.extend(groups.iter().map(|g| Value::text(g.as_str()))),
                _ => {
                    let named = self.rules.role_direct.get(line.role as usize);
                    out.extend(named.into_iter().flatten().map(|g| Value::text(self.groups.name(*g))));
                }
            }
        }
        sorted(out.into_iter())
    }
}
