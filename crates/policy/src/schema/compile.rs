//! From described models to numbered ones.

use std::{collections::BTreeMap, sync::Arc};

use bailiwick_model::{FieldKind, FieldName, Model, ModelName, Operations, Path, Settings};

use super::{FieldId, FieldInfo, Kind, ModelId, ModelInfo, Route, Schema, closest};
use crate::problem::Findings;

/// Resolves every name, reporting each that leads nowhere.
pub(crate) fn compile(
    models: &BTreeMap<ModelName, Model>,
    settings: &Settings,
    findings: &mut Findings,
) -> Schema {
    let mut schema = Schema::default();
    if models.len() > usize::from(u16::MAX) {
        findings.add("models", "more than 65,535 models", "split the policy");
        return schema;
    }
    for name in models.keys() {
        schema.names.intern(name);
    }
    for (name, model) in models {
        let info = fields(name, model, models, &schema, findings);
        schema.models.push(info);
    }
    let pass: Vec<_> = schema.ids().zip(models).collect();
    for (id, (name, model)) in &pass {
        let delegates = delegates(&schema, *id, name, model, findings);
        #[allow(clippy::indexing_slicing, reason = "ids() counts the models")]
        let info = &mut schema.models[id.index()];
        info.inherits = delegates;
    }
    break_delegation_cycles(&mut schema, findings);
    for (id, (name, model)) in &pass {
        relations(&mut schema, *id, name, model, findings);
    }
    check_names(&mut schema, findings);
    schema.user = schema.find(&settings.user_model);
    schema.company = schema.find(&settings.company_model);
    schema.area = schema.find(&settings.area_model);
    schema.group = schema.find(&settings.group_model);
    schema
}

fn fields(
    name: &ModelName,
    model: &Model,
    models: &BTreeMap<ModelName, Model>,
    schema: &Schema,
    findings: &mut Findings,
) -> ModelInfo {
    let place = format!("model {name}");
    // `id` sorts wherever it likes in the file; its slot is always the first.
    let slot_of = |model: &Model, field: &FieldName| -> Option<FieldId> {
        model
            .fields
            .keys()
            .filter(|f| f.as_str() != "id")
            .position(|f| f == field)
            .map(|p| FieldId(p as u16 + 1))
    };
    let mut out = vec![FieldInfo {
        #[allow(clippy::unwrap_used, reason = "a constant that is a field name")]
        name: FieldName::new("id").unwrap(),
        label: None,
        kind: Kind::Id(model.id),
        required: false,
        column: model.table.as_ref().map_or_else(|| "id".into(), |t| t.id.clone()),
        relation: None,
    }];
    for (field, spec) in &model.fields {
        if field.as_str() == "id" || field.as_str() == "display_name" {
            findings.add(&place, format!("{field} exists on every model"), "remove it from the fields");
            continue;
        }
        let comodel = |wanted: &ModelName, findings: &mut Findings| {
            let found = schema.find(wanted);
            if found.is_none() {
                let names: Vec<&str> = models.keys().map(|k| k.as_str()).collect();
                let remedy = closest(wanted, &names).map_or_else(
                    || "describe it under models".to_owned(),
                    |near| format!("did you mean {near:?}?"),
                );
                findings.add(
                    format!("{place}, field {field}"),
                    format!("there is no model {wanted}"),
                    remedy,
                );
            }
            found
        };
        let kind = match &spec.kind {
            FieldKind::Char | FieldKind::Text | FieldKind::Html => Kind::Text,
            FieldKind::Selection(keys) => {
                Kind::Selection(keys.iter().map(|k| Arc::from(k.as_str())).collect())
            }
            FieldKind::Integer => Kind::Integer,
            FieldKind::Float | FieldKind::Monetary => Kind::Float,
            FieldKind::Boolean => Kind::Boolean,
            FieldKind::Date => Kind::Date,
            FieldKind::Datetime => Kind::Datetime,
            FieldKind::Json => Kind::Json,
            FieldKind::Many2one(to) => comodel(to, findings).map_or(Kind::Json, Kind::Many2one),
            FieldKind::Many2many(to) => comodel(to, findings).map_or(Kind::Json, Kind::Many2many),
            FieldKind::One2many { model: to, inverse } => {
                let slot = models.get(to).and_then(|m| slot_of(m, inverse));
                match (comodel(to, findings), slot) {
                    (Some(id), Some(slot)) => {
                        let back = models.get(to).and_then(|m| m.fields.get(inverse)).map(|f| &f.kind);
                        if !matches!(back, Some(FieldKind::Many2one(m)) if m == name) {
                            let message = format!("{to}.{inverse} is no many2one to {name}");
                            findings.add(
                                format!("{place}, field {field}"),
                                message,
                                "name the field that links back",
                            );
                        }
                        Kind::One2many(id, slot)
                    }
                    (Some(_), None) => {
                        let message = format!("model {to} has no field {inverse:?}");
                        findings.add(
                            format!("{place}, field {field}"),
                            message,
                            "name the many2one that links back",
                        );
                        Kind::Json
                    }
                    (None, _) => Kind::Json,
                }
            }
        };
        out.push(FieldInfo {
            name: field.clone(),
            label: spec.label.clone(),
            kind,
            required: spec.required,
            column: spec.column.clone().unwrap_or_else(|| field.to_string()),
            relation: spec.relation.clone(),
        });
    }
    let by_name = out.iter().enumerate().map(|(i, f)| (f.name.clone(), FieldId(i as u16))).collect();
    ModelInfo {
        name: name.clone(),
        label: model.label.clone(),
        fields: out,
        inherits: Vec::new(),
        display: Vec::new(),
        parent: None,
        active: None,
        area: Vec::new(),
        company: Vec::new(),
        owner: Vec::new(),
        unplaced: model.unplaced,
        local: model.local.filter(|_| model.area.is_empty()).unwrap_or(Operations::ALL),
        actions: model.actions.clone(),
        self_readable: Vec::new(),
        self_writable: Vec::new(),
        accepts: model.accepts.clone(),
        table: model.table.clone(),
        by_name,
    }
}

fn delegates(
    schema: &Schema,
    id: ModelId,
    name: &ModelName,
    model: &Model,
    findings: &mut Findings,
) -> Vec<(ModelId, FieldId)> {
    let mut out = Vec::new();
    for (parent, link) in &model.inherits {
        let place = format!("model {name}, inherits {parent}");
        let Some(parent_id) = schema.find(parent) else {
            findings.add(place, format!("there is no model {parent}"), "describe it under models");
            continue;
        };
        match schema.model(id).field(link).map(|f| (f, &schema.model(id).info(f).kind)) {
            Some((field, Kind::Many2one(to))) if *to == parent_id => out.push((parent_id, field)),
            Some(_) => findings.add(
                place,
                format!("{link} is no many2one to {parent}"),
                "name the link to the parent",
            ),
            None => findings.add(
                place,
                format!("{name} has no field {link}"),
                "declare the many2one to the parent",
            ),
        }
    }
    out
}

/// A model that delegates to itself, however indirectly, would make every look-up endless.
fn break_delegation_cycles(schema: &mut Schema, findings: &mut Findings) {
    for id in schema.ids() {
        let mut todo: Vec<ModelId> = schema.model(id).inherits.iter().map(|(p, _)| *p).collect();
        let mut seen = Vec::new();
        let mut cyclic = false;
        while let Some(next) = todo.pop() {
            cyclic |= next == id;
            if !seen.contains(&next) {
                seen.push(next);
                todo.extend(schema.model(next).inherits.iter().map(|(p, _)| *p));
            }
        }
        if cyclic {
            let name = schema.model(id).name.clone();
            findings.add(
                format!("model {name}"),
                "it inherits from itself",
                "remove one of the links under inherits",
            );
            #[allow(clippy::indexing_slicing, reason = "ids() counts the models")]
            schema.models[id.index()].inherits.clear();
        }
    }
}

/// A name must consist of texts in the end: looking for one would be endless if two models were named after each other.
fn check_names(schema: &mut Schema, findings: &mut Findings) {
    for id in schema.ids() {
        let mut todo = vec![id];
        let mut seen = Vec::new();
        let mut endless = false;
        while let Some(next) = todo.pop() {
            endless |= next == id && !seen.is_empty();
            if !seen.contains(&next) {
                seen.push(next);
                let info = schema.model(next);
                todo.extend(info.display.iter().filter_map(|f| info.info(*f).kind.comodel()));
            }
        }
        let info = schema.model(id);
        let plain =
            |f: &FieldId| matches!(info.info(*f).kind, Kind::Text | Kind::Selection(_) | Kind::Many2one(_));
        let odd = info.display.iter().find(|f| !plain(f)).map(|f| info.info(*f).name.clone());
        if !endless && odd.is_none() {
            continue;
        }
        let message = match odd {
            Some(field) => format!("{field} is neither a text nor a link to a record that is named by texts"),
            None => "it is named after records that are named after it".to_owned(),
        };
        findings.add(format!("model {}, display", info.name), message, "list text fields");
        #[allow(clippy::indexing_slicing, reason = "ids() counts the models")]
        schema.models[id.index()].display.clear();
    }
}

fn relations(schema: &mut Schema, id: ModelId, name: &ModelName, model: &Model, findings: &mut Findings) {
    let own = |field: &FieldName, what: &str, schema: &Schema, findings: &mut Findings| {
        let found = schema.model(id).field(field);
        if found.is_none() {
            let (message, remedy) = schema.unknown_field(id, field);
            findings.add(format!("model {name}, {what}"), message, remedy);
        }
        found
    };
    let routes = |paths: &[Path], what: &str, schema: &Schema, findings: &mut Findings| -> Vec<Route> {
        let mut out = Vec::new();
        for path in paths {
            match schema.route(id, path) {
                Ok((route, _)) => out.push(route),
                Err((message, remedy)) => {
                    findings.add(format!("model {name}, {what} {path}"), message, remedy)
                }
            }
        }
        out
    };
    let named = |text: &str, schema: &Schema| schema.model(id).field(text);
    let display: Vec<FieldId> = if model.display.is_empty() {
        named("name", schema).into_iter().collect()
    } else {
        model.display.iter().filter_map(|f| own(f, "display", schema, findings)).collect()
    };
    let parent = match &model.parent {
        Some(field) => own(field, "parent", schema, findings),
        None => named("parent_id", schema),
    }
    .filter(|f| schema.model(id).info(*f).kind == Kind::Many2one(id));
    if let (Some(field), None) = (&model.parent, parent) {
        let message = format!("{field} is no many2one to {name} itself");
        findings.add(format!("model {name}, parent"), message, "name the link that makes the records a tree");
    }
    let active = named("active", schema).filter(|f| schema.model(id).info(*f).kind == Kind::Boolean);
    let area = routes(&model.area, "area", schema, findings);
    let company = routes(&model.company, "company", schema, findings);
    let owner = routes(&model.owner, "owner", schema, findings);
    let self_readable =
        model.self_readable.iter().filter_map(|f| own(f, "self_readable", schema, findings)).collect();
    let self_writable =
        model.self_writable.iter().filter_map(|f| own(f, "self_writable", schema, findings)).collect();
    for field in &model.accepts.resource {
        let _ = own(field, "accepts.resource", schema, findings);
    }
    for field in &model.audit.redact {
        let _ = own(field, "audit.redact", schema, findings);
    }
    #[allow(clippy::indexing_slicing, reason = "id counts the models")]
    let info = &mut schema.models[id.index()];
    info.display = display;
    info.parent = parent;
    info.active = active;
    info.area = area;
    info.company = company;
    info.owner = owner;
    info.self_readable = self_readable;
    info.self_writable = self_writable;
}
