//! Odoo's own models, as every Odoo policy takes them for granted.

use std::collections::BTreeMap;

use bailiwick_model::{Field, FieldKind, Model, ModelName, Settings};
use bailiwick_protocol::document::Document;

const TEXT: &str = include_str!("../../data/odoo-schema.yaml");

/// Odoo's core models by their usual names.
#[must_use]
pub fn odoo_models() -> BTreeMap<ModelName, Model> {
    // The text is part of the program, and a test reads it; without it every model would be guessed.
    Document::read("odoo-schema.yaml", TEXT).map(|document| document.policy.models).unwrap_or_default()
}

/// The core models under the names that the settings give them.
pub(super) fn for_settings(settings: &Settings) -> BTreeMap<ModelName, Model> {
    let usual = Settings::default();
    let renamed = |name: &ModelName| {
        let pairs = [
            (&usual.user_model, &settings.user_model),
            (&usual.company_model, &settings.company_model),
            (&usual.area_model, &settings.area_model),
            (&usual.group_model, &settings.group_model),
        ];
        pairs.into_iter().find(|(from, _)| *from == name).map_or_else(|| name.clone(), |(_, to)| to.clone())
    };
    let retarget = |field: Field| {
        let kind = match field.kind {
            FieldKind::Many2one(to) => FieldKind::Many2one(renamed(&to)),
            FieldKind::Many2many(to) => FieldKind::Many2many(renamed(&to)),
            FieldKind::One2many { model, inverse } => FieldKind::One2many { model: renamed(&model), inverse },
            other => other,
        };
        Field { kind, ..field }
    };
    let models = odoo_models().into_iter().map(|(name, mut model)| {
        model.fields = model.fields.into_iter().map(|(n, f)| (n, retarget(f))).collect();
        model.inherits = model.inherits.into_iter().map(|(m, link)| (renamed(&m), link)).collect();
        // Where the records are is for whoever connects a database to say.
        model.table = None;
        (renamed(&name), model)
    });
    models.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bailiwick_model::{Directory, Policy};
    use bailiwick_policy::Snapshot;

    #[test]
    fn the_core_models_compile() {
        let policy = Policy { models: odoo_models(), ..Policy::default() };
        let snapshot = Snapshot::compile(&policy, &Directory::default()).unwrap();
        assert!(snapshot.schema().user.is_some() && snapshot.schema().area.is_some());
        assert!(snapshot.schema().company.is_some() && snapshot.schema().group.is_some());
    }

    #[test]
    fn renamed_models_are_renamed_everywhere() {
        let settings = Settings { area_model: "hh.area".parse().unwrap(), ..Settings::default() };
        let policy = Policy { models: for_settings(&settings), settings, ..Policy::default() };
        assert!(!policy.models.contains_key("spp.area"));
        assert!(policy.models.values().all(|model| model.table.is_none()));
        Snapshot::compile(&policy, &Directory::default()).unwrap();
    }
}
