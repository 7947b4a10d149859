//! Role lines of companies and departments, which their people inherit.

use bailiwick_model::{Directory, Settings};

use super::{Builder, Lines, Source, Tables};
use crate::{
    problem::Findings,
    snapshot::{
        places::{Places, by_node},
        roles::Roles,
    },
};

/// Lines that hang on companies and departments.
#[derive(Clone, Default)]
pub(crate) struct Inherited {
    pub(crate) tables: Tables,
    companies: Vec<bool>,
    departments: Vec<bool>,
}

impl Inherited {
    /// Lines of a source; sources are numbered companies first.
    #[inline]
    pub(crate) fn lines(&self, source: Source) -> Lines<'_> {
        self.tables.lines(match source {
            Source::Company(n) => n,
            Source::Department(n) => self.companies.len() as u32 + n,
        })
    }

    pub(super) fn has(&self, source: Source) -> bool {
        match source {
            Source::Company(n) => self.companies.get(n as usize).copied().unwrap_or(false),
            Source::Department(n) => self.departments.get(n as usize).copied().unwrap_or(false),
        }
    }
}

/// Packs the lines that companies and departments hold for their people.
pub(crate) fn holders(
    directory: &Directory,
    places: &Places,
    roles: &mut Roles,
    settings: &Settings,
    findings: &mut Findings,
) -> Inherited {
    let nobody = Inherited::default();
    let mut holders = Builder::new(places, roles, settings, &nobody, 0);
    let companies =
        by_node(&places.companies, &directory.companies, |id, c| (format!("company {id}"), &c.lines));
    let departments =
        by_node(&places.departments, &directory.departments, |id, d| (format!("department {id}"), &d.lines));
    for (name, lines) in companies.iter().chain(&departments) {
        holders.holder(name, lines, findings);
    }
    Inherited {
        tables: holders.finish(findings).0,
        companies: companies.iter().map(|(_, lines)| !lines.is_empty()).collect(),
        departments: departments.iter().map(|(_, lines)| !lines.is_empty()).collect(),
    }
}
