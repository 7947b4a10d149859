//! Subtrees as lists of ids: what "below this area" means to a database that does not know the directory's trees.

use bailiwick_model::Value;

use super::Snapshot;
use crate::{filter::Tree, schema::ModelId};

impl Snapshot {
    /// Whether the directory has the last word on the records of `model`: users, groups, and those areas and companies
    /// that it knows. What a database says about them is not what a decision sees.
    #[must_use]
    pub fn keeps(&self, model: ModelId) -> bool {
        let (schema, places, model) = (&self.schema, &self.places, Some(model));
        (model == schema.area && places.areas.len() > 0)
            || (model == schema.company && places.companies.len() > 0)
            || model == schema.user
            || model == schema.group
    }

    /// The ids of all nodes of a tree test, in order: the roots, and what lies below (or above) them. `None` when the
    /// tree is not the directory's own, or some of its roots are still to be found by what they are like.
    #[must_use]
    pub fn closure(&self, tree: &Tree) -> Option<Vec<Value>> {
        let is = |own: Option<ModelId>| own == Some(tree.model) && self.keeps(tree.model);
        let area = is(self.schema.area);
        if !area && !is(self.schema.company) {
            return None;
        }
        if tree.named.is_some() || self.schema.model(tree.model).parent != Some(tree.link) {
            return None;
        }
        let places = if area { &self.places.areas } else { &self.places.companies };
        let id =
            |node: u32| if area { self.area_id(node).unwrap_or_default() } else { self.company_id(node) };
        // A root is below and above itself even when nobody knows it.
        let mut ids = tree.roots.clone();
        for root in &tree.roots {
            let by_code = || if let Value::Text(code) = root { places.find(code) } else { None };
            let Some(node) = places.by_id(root).or_else(by_code).filter(|n| id(*n) == *root) else {
                continue;
            };
            if tree.below {
                ids.extend(places.span(node).nodes().map(id));
            } else {
                ids.extend(places.upward(node).map(id));
            }
        }
        ids.retain(|id| !id.is_null());
        ids.sort_unstable_by(Value::order);
        ids.dedup();
        Some(ids)
    }
}
