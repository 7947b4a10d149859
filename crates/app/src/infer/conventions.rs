//! Odoo's naming habits: what a relation called `area_id` leads to.

use std::collections::BTreeMap;

use bailiwick_model::{ModelName, Policy, Settings};

use super::{Guess, guess};

/// Whether a field of this name is a relation by habit.
pub(super) fn is_relation(field: &str) -> bool {
    field.ends_with("_id") || field.ends_with("_ids") || field.ends_with("_uid")
}

/// Whether a relation of this name leads to several records.
pub(super) fn is_many(field: &str) -> bool {
    field.ends_with("_ids") || field == "groups_id"
}

/// The model that a relation of `owner` leads to by habit, or by the only name that fits.
pub(super) fn comodel(
    owner: &ModelName,
    field: &str,
    settings: &Settings,
    models: &BTreeMap<ModelName, bailiwick_model::Model>,
) -> Option<ModelName> {
    by_habit(owner, field, settings).or_else(|| by_name(owner, field, models))
}

fn by_habit(owner: &ModelName, field: &str, settings: &Settings) -> Option<ModelName> {
    let ends = |stem: &str| {
        let tail = field.strip_suffix("_id").or_else(|| field.strip_suffix("_ids"));
        tail.is_some_and(|t| t == stem || t.strip_suffix(stem).is_some_and(|rest| rest.ends_with('_')))
    };
    if field.ends_with("_uid") || ends("user") {
        return Some(settings.user_model.clone());
    }
    if ends("partner") || ends("registrant") {
        return ModelName::new("res.partner").ok();
    }
    if ends("company") {
        return Some(settings.company_model.clone());
    }
    if ends("area") {
        return Some(settings.area_model.clone());
    }
    if matches!(field, "group_ids" | "groups_id" | "all_group_ids") {
        return Some(settings.group_model.clone());
    }
    matches!(field, "parent_id" | "parent_ids" | "child_id" | "child_ids").then(|| owner.clone())
}

/// The model whose name ends like the field; of several, the one that shares most of the owner's name, if it is alone.
fn by_name(
    owner: &ModelName,
    field: &str,
    models: &BTreeMap<ModelName, bailiwick_model::Model>,
) -> Option<ModelName> {
    let stem = field.strip_suffix("_id").or_else(|| field.strip_suffix("_ids"))?;
    let fits = |name: &&ModelName| {
        let flat = name.replace('.', "_");
        flat == stem || flat.strip_suffix(stem).is_some_and(|rest| rest.ends_with('_'))
    };
    let shared = |name: &ModelName| {
        let (a, b) = (owner.split('.'), name.split('.'));
        a.zip(b).take_while(|(a, b)| a == b).count()
    };
    let found: Vec<&ModelName> = models.keys().filter(fits).collect();
    let best = found.iter().map(|name| shared(name)).max()?;
    let mut nearest = found.into_iter().filter(|name| shared(name) == best);
    let first = nearest.next()?;
    nearest.next().is_none().then(|| first.clone())
}

/// Where the settings leave the area model at its default and the policy speaks about another model of areas only,
/// that one is meant.
pub(super) fn settle_area_model(
    policy: &mut Policy,
    named: &BTreeMap<ModelName, String>,
    guesses: &mut Vec<Guess>,
) {
    let usual = Settings::default().area_model;
    let speaks_of = |name: &ModelName| policy.models.contains_key(name) || named.contains_key(name);
    if policy.settings.area_model != usual || speaks_of(&usual) {
        return;
    }
    let mut others = named.iter().filter(|(name, _)| name.rsplit('.').next() == Some("area"));
    if let (Some((area, from)), None) = (others.next(), others.next()) {
        guesses.push(guess("setting area_model".to_owned(), area, from));
        policy.settings.area_model = area.clone();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(owner: &str, field: &str, models: &[&str]) -> Option<String> {
        let models = models.iter().map(|m| (ModelName::new(m).unwrap(), Default::default())).collect();
        comodel(&ModelName::new(owner).unwrap(), field, &Settings::default(), &models).map(|m| m.to_string())
    }

    #[test]
    fn habits_come_before_names() {
        for (field, model) in [
            ("user_id", "res.users"),
            ("create_uid", "res.users"),
            ("registrant_id", "res.partner"),
            ("destination_area_id", "spp.area"),
            ("company_ids", "res.company"),
            ("group_ids", "res.groups"),
            ("parent_id", "spp.case"),
        ] {
            assert_eq!(
                found("spp.case", field, &["spp.area", "other.user"]).as_deref(),
                Some(model),
                "{field}"
            );
        }
        assert_eq!(found("spp.case", "subarea_id", &[]), None);
    }

    #[test]
    fn names_fit_when_one_is_nearest() {
        let models = ["spp.case.team", "crm.team", "spp.drims.warehouse"];
        assert_eq!(found("spp.case.visit", "team_id", &models).as_deref(), Some("spp.case.team"));
        assert_eq!(found("x.visit", "team_id", &models), None);
        assert_eq!(found("spp.case.visit", "team", &models), None);
        assert_eq!(
            found("res.users", "drims_warehouse_ids", &models).as_deref(),
            Some("spp.drims.warehouse")
        );
    }
}
