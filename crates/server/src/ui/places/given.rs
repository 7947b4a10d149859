//! Role lines that a company or department gives to all of its people.

use std::collections::BTreeMap;

use bailiwick_app::administration::LineActs;
use bailiwick_protocol::rest::LineView;

use super::super::{me, page::Page};

/// The lines, and the way to a new one.
pub(super) struct Given {
    pub(super) lines: Vec<GivenLine>,
    pub(super) new: Option<String>,
}

/// One of them.
pub(super) struct GivenLine {
    pub(super) role: String,
    /// Where it counts; empty for everywhere.
    pub(super) places: String,
    pub(super) days: String,
    pub(super) enabled: bool,
    /// The place above that it comes from.
    pub(super) from: Option<String>,
    /// Where it is changed.
    pub(super) href: Option<String>,
}

impl Given {
    /// Those of a place that is shown at `at`.
    pub(super) fn of(page: &Page, lines: &[LineView], acts: &LineActs, at: &str) -> Self {
        let line = |line: &LineView| {
            let names = &acts.names;
            let areas = line.form.areas.iter().map(|code| called(&names.areas, code));
            let companies = line.form.companies.iter().map(|code| called(&names.companies, code));
            let is_own = line.source == "own";
            GivenLine {
                role: called(&names.roles, &line.form.role),
                places: areas.chain(companies).collect::<Vec<_>>().join(", "),
                days: me::days(page, line.form.from, line.form.to),
                enabled: line.enabled,
                from: (!is_own).then(|| line.source.clone()),
                href: (is_own && acts.gives && acts.open.contains(&line.id))
                    .then(|| format!("{at}/lines/{}", line.id)),
            }
        };
        Self { lines: lines.iter().map(line).collect(), new: acts.gives.then(|| format!("{at}/lines/new")) }
    }
}

/// What something is called; what has no name that its reader may see, by its code.
fn called(names: &BTreeMap<String, String>, code: &str) -> String {
    names.get(code).map_or_else(|| code.to_owned(), String::clone)
}
