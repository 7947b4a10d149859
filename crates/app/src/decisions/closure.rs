//! All nodes below or above some nodes of a tree, for callers who want ids instead of a walk in their database.

use std::collections::HashSet;

use bailiwick_model::Value;
use bailiwick_policy::{Asker, DirectoryRecords, Moment, filter::Tree, records::Records, schema::Kind};

use crate::state::State;

/// Finds them, or `None` when the records needed are not known here.
pub(super) fn of<'a>(
    state: &'a State,
    moment: &'a Moment,
    asker: &'a Asker<'_>,
) -> impl Fn(&Tree) -> Option<Vec<Value>> + 'a {
    move |tree| {
        if let Some(ids) = state.snapshot.closure(tree) {
            return Some(ids);
        }
        let view = DirectoryRecords::new(&state.snapshot, &*state.records, moment);
        let mut nodes = tree.roots.clone();
        let mut known: HashSet<Value> = HashSet::new();
        if let Some(named) = &tree.named {
            for id in view.ids(tree.model).ok()? {
                let row = view.row(tree.model, &id).ok()??;
                if named.matches(asker.matcher(), tree.model, &row).ok()? {
                    nodes.push(id);
                }
            }
        }
        let mut at = 0;
        while let Some(node) = nodes.get(at).cloned() {
            at += 1;
            for next in neighbours(state, &view, tree, &node)? {
                // Every node is followed once, so a circle in the data ends.
                if !next.is_null() && known.insert(next.clone()) {
                    nodes.push(next);
                }
            }
        }
        nodes.sort_unstable_by(Value::order);
        nodes.dedup();
        Some(nodes)
    }
}

/// The nodes next to one. Only links between records count: an id that no record has is itself and nothing more.
fn neighbours(state: &State, view: &DirectoryRecords<'_>, tree: &Tree, node: &Value) -> Option<Vec<Value>> {
    let Some(row) = view.row(tree.model, node).ok()? else { return Some(Vec::new()) };
    if tree.below {
        return Some(view.referrers(tree.model, tree.link, node).ok()?.into_owned());
    }
    let link = row.get(tree.link.slot()).cloned().unwrap_or_default();
    let linked = match (&state.snapshot.schema().model(tree.model).info(tree.link).kind, link) {
        (Kind::Many2one(_), link) => vec![link],
        (_, Value::List(links)) => links.to_vec(),
        _ => Vec::new(),
    };
    let mut records = Vec::with_capacity(linked.len());
    for id in linked {
        if view.row(tree.model, &id).ok()?.is_some() {
            records.push(id);
        }
    }
    Some(records)
}
