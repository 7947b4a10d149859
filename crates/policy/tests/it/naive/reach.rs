//! Whether a record lies where something counts: its areas and companies, followed along its relations.

use bailiwick_model::{AreaCode, CompanyId, Unplaced};
use serde_json::{Value as Json, json};

use super::{Naive, person::companies_above};
use crate::{oracle::Record, worlds::World};

impl Naive<'_> {
    pub(super) fn reaches(
        &self,
        areas: &[AreaCode],
        companies: &[CompanyId],
        model: &str,
        record: &Record,
    ) -> bool {
        let directory = &self.world.directory;
        let described = &self.world.policy.models[model];
        let in_area = areas.is_empty() || described.area.is_empty() || {
            let found: Vec<Json> =
                described.area.iter().flat_map(|p| self.follow(model, record, &p.to_string())).collect();
            let codes = directory
                .areas
                .iter()
                .filter(|(c, a)| found.iter().any(|v| *v == c.as_str() || *v == json!(a.id)));
            let mut above = codes.flat_map(|(code, _)| areas_above(self.world, code));
            if found.is_empty() {
                let lost = described.area.iter().any(|p| self.is_lost(model, record, &p.to_string()));
                described.unplaced == Unplaced::Reachable && !lost
            } else {
                above.any(|a| areas.contains(&a))
            }
        };
        let in_company = companies.is_empty() || described.company.is_empty() || {
            let found: Vec<Json> =
                described.company.iter().flat_map(|p| self.follow(model, record, &p.to_string())).collect();
            let ids = directory.companies.iter().filter(|(_, c)| found.contains(&json!(c.id)));
            ids.flat_map(|(id, _)| companies_above(self.world, id)).any(|c| companies.contains(&c))
        };
        in_area && in_company
    }

    /// The values at the end of a path; what is not set is left out.
    fn follow(&self, model: &str, record: &Record, path: &str) -> Vec<Json> {
        let Some((first, rest)) = path.split_once('.') else {
            return match record.get(path) {
                Some(Json::Array(ids)) => ids.clone(),
                None | Some(Json::Null) => Vec::new(),
                Some(one) if *one == "" => Vec::new(),
                Some(one) => vec![one.clone()],
            };
        };
        let comodel = self.world.policy.models[model].fields[first].kind.comodel().unwrap();
        let linked = self.oracle.linked(model, record, first);
        let rows = linked.iter().filter_map(|id| self.oracle.records[comodel.as_str()].get(id));
        rows.flat_map(|row| self.follow(comodel, row, rest)).collect()
    }

    /// Whether a link to one record, before the end of a path, leads to one that is not there.
    fn is_lost(&self, model: &str, record: &Record, path: &str) -> bool {
        let Some((first, rest)) = path.split_once('.') else { return false };
        let kind = &self.world.policy.models[model].fields[first].kind;
        let rows = &self.oracle.records[kind.comodel().unwrap().as_str()];
        self.oracle.linked(model, record, first).iter().any(|id| match rows.get(id) {
            Some(row) => self.is_lost(kind.comodel().unwrap(), row, rest),
            None => !kind.is_x2many(),
        })
    }
}

pub(super) fn areas_above(world: &World, code: &AreaCode) -> Vec<AreaCode> {
    let parent = world.directory.areas[code].parent.as_ref();
    [code.clone()].into_iter().chain(parent.into_iter().flat_map(|p| areas_above(world, p))).collect()
}
