//! From `model_spp_cr_detail_add_member` to `spp.cr.detail.add_member`.
//!
//! Odoo builds the id by turning dots into underscores, so the way back is not certain. In falling order of trust:
//! names the caller knows, dotted names written anywhere in the same files, Odoo's own models with underscores, and
//! last the guess that every underscore was a dot.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::ModelName;

use super::Source;

/// Models of Odoo itself whose names hold underscores, with their ids. Complete for the module `base` of Odoo 19, so
/// that every other model of `base` is known to be all dots.
const ODOO_NAMES: &[(&str, &str)] = &[
    ("base_import_import", "base_import.import"),
    ("base_import_mapping", "base_import.mapping"),
    ("ir_actions_act_url", "ir.actions.act_url"),
    ("ir_actions_act_window", "ir.actions.act_window"),
    ("ir_actions_act_window_close", "ir.actions.act_window_close"),
    ("ir_actions_act_window_view", "ir.actions.act_window.view"),
    ("ir_config_parameter", "ir.config_parameter"),
    ("ir_demo_failure", "ir.demo_failure"),
    ("ir_demo_failure_wizard", "ir.demo_failure.wizard"),
    ("ir_mail_server", "ir.mail_server"),
    ("ir_qweb_field_float_time", "ir.qweb.field.float_time"),
    ("report_base_report_irmodulereference", "report.base.report_irmodulereference"),
];

/// How a model is named in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ModelRef {
    /// What follows `model_` in its id, and whether the id is one of the module `base`.
    Id { tail: String, base: bool },
    /// Its name, from a search.
    Name(ModelName),
}

/// The names found for the ids asked about.
pub(super) struct ModelNames {
    found: BTreeMap<String, (ModelName, bool)>,
}

impl ModelNames {
    /// Finds names for `wanted`; each is what follows `model_` in an id.
    pub(super) fn find(wanted: &BTreeSet<&str>, sources: &[Source], known: &BTreeSet<ModelName>) -> Self {
        let known = known.iter().map(|name| (name.replace('.', "_"), name.to_string()));
        let known = candidates(known, wanted);
        let seen = candidates(sources.iter().flat_map(|source| dotted_words(&source.text)), wanted);
        let odoo = |id: &str| ODOO_NAMES.iter().find(|(known, _)| *known == id).map(|(_, name)| *name);
        let name_of = |id: &str| {
            let sure = |names: &BTreeMap<String, usize>| Some((favourite(names)?, names.len() > 1));
            let found = known.get(id).and_then(sure).or_else(|| seen.get(id).and_then(sure));
            let found = found.or_else(|| odoo(id).map(|name| (name.to_owned(), false)));
            let (name, guessed) = found.unwrap_or_else(|| (id.replace('_', "."), id.contains('_')));
            Some((ModelName::new(name).ok()?, guessed))
        };
        Self { found: wanted.iter().filter_map(|id| Some(((*id).to_owned(), name_of(id)?))).collect() }
    }

    /// The model, and whether its name is a guess.
    pub(super) fn get(&self, model: &ModelRef) -> Option<(ModelName, bool)> {
        match model {
            ModelRef::Name(name) => Some((name.clone(), false)),
            ModelRef::Id { tail, base } => {
                self.found.get(tail).map(|(name, guessed)| (name.clone(), *guessed && !base))
            }
        }
    }
}

/// For each wanted id, the names that would have it and how often they occur.
fn candidates(
    names: impl Iterator<Item = (String, String)>,
    wanted: &BTreeSet<&str>,
) -> BTreeMap<String, BTreeMap<String, usize>> {
    let mut found: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (id, name) in names.filter(|(id, _)| wanted.contains(id.as_str())) {
        *found.entry(id).or_default().entry(name).or_default() += 1;
    }
    found
}

fn favourite(names: &BTreeMap<String, usize>) -> Option<String> {
    let most = names.iter().max_by_key(|(name, times)| (**times, name.matches('.').count()))?;
    Some(most.0.clone())
}

/// Words such as `res.partner`, with the id each would have as a model.
fn dotted_words(text: &str) -> impl Iterator<Item = (String, String)> + '_ {
    let part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    let words = text.split(move |c| !part(c)).map(|word| word.trim_matches('.'));
    words.filter(|word| word.contains('.')).map(|word| (word.replace('.', "_"), word.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_the_most_trusted_place() {
        let source =
            |text: &str| Source { module: "m".into(), path: "m/security/a.xml".into(), text: text.into() };
        let sources = [source("hh.visit.follow_up user, hh.visit.follow_up; hh.visit.follow.up x.known_one")];
        let known = BTreeSet::from([ModelName::new("x.known.one").unwrap()]);
        let wanted = BTreeSet::from([
            "hh_visit_follow_up",
            "x_known_one",
            "ir_mail_server",
            "hh_area_kind",
            "base",
            "é",
        ]);
        let names = ModelNames::find(&wanted, &sources, &known);
        let get = |id: &str, base| names.get(&ModelRef::Id { tail: id.into(), base });
        let name = |id: &str| get(id, false).map(|(name, guess)| (name.to_string(), guess));
        assert_eq!(
            name("hh_visit_follow_up"),
            Some(("hh.visit.follow_up".into(), true)),
            "two spellings occur"
        );
        assert_eq!(name("x_known_one"), Some(("x.known.one".into(), false)));
        assert_eq!(name("ir_mail_server"), Some(("ir.mail_server".into(), false)));
        assert_eq!(name("hh_area_kind"), Some(("hh.area.kind".into(), true)));
        assert!(get("hh_area_kind", true).is_some_and(|(_, guessed)| !guessed));
        assert_eq!(name("base"), Some(("base".into(), false)));
        assert_eq!(name("é"), None);
    }
}
