//! Below and above, by walking until nothing new is found.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::FieldKind;
use serde_json::Value as Json;

use super::{Oracle, Record, truthy};

impl Oracle<'_> {
    pub(super) fn is_in_tree(
        &self,
        model: &str,
        record: &Record,
        field: &str,
        below: bool,
        value: &Json,
    ) -> bool {
        let comodel = if field == "id" { model } else { self.comodel(model, field) };
        let itself = field != "id" && comodel == model;
        let link = if itself { field.to_owned() } else { self.parent_field(comodel) };
        let items = match value {
            Json::Array(items) => items.clone(),
            one if truthy(one) => vec![one.clone()],
            _ => Vec::new(),
        };
        let empty = BTreeMap::new();
        let nodes = self.records.get(comodel).unwrap_or(&empty);
        let mut found: BTreeSet<i64> = BTreeSet::new();
        for item in items {
            match &item {
                Json::String(_) => {
                    let named =
                        nodes.iter().filter(|(_, r)| self.path(comodel, r, "display_name", "ilike", &item));
                    found.extend(named.map(|(id, _)| *id));
                }
                other => found.extend(other.as_i64()),
            }
        }
        // The record under test is a node as it is asked about, which need not be how it is stored.
        let is_node = comodel == model && !self.kind(model, field).is_some_and(FieldKind::is_x2many);
        let own = if is_node { record["id"].as_i64() } else { None };
        loop {
            let before = found.len();
            for (id, node) in nodes {
                let node = if own == Some(*id) { record } else { node };
                // An id that no record has is itself and nothing more.
                let mut above = self.linked(comodel, node, &link);
                above.retain(|a| nodes.contains_key(a) || own == Some(*a));
                if below && above.iter().any(|a| found.contains(a)) {
                    found.insert(*id);
                }
                if !below && found.contains(id) {
                    found.extend(above);
                }
            }
            if found.len() == before {
                break;
            }
        }
        if field == "id" || (itself && !self.kind(model, field).is_some_and(FieldKind::is_x2many)) {
            return found.contains(&record["id"].as_i64().unwrap());
        }
        self.linked(model, record, field).iter().any(|id| found.contains(id))
    }
}
