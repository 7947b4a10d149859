//! Which tables an archive holds, and how each is read.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Rows, StoreError, Tx,
    catalogue::{self, CataloguedTable},
    sql::rows,
    statements,
};

// Tables whose rows nobody else writes whole.
rows! {
    RESOURCE in "resource": model Text, id_kind Text, id Text, attributes Text;
    SEQUENCE in "sequence": name Text, last Int;
    AUDIT_HEAD in "audit_head": id Int, sequence Int, hash Text;
    REVISION in "revision": id Int, value Int;
}

/// Tables that are no part of an archive: its manifest says instead what they hold, or other tables do.
const APART: [&str; 3] = ["bailiwick_migration", "revision", "seat_taken"];

/// A table and how its rows come in the order of their key.
pub(super) struct Table {
    pub(super) shape: &'static Rows,
    pub(super) select: String,
}

/// Every table that an archive holds, in an order in which they can be filled.
pub(super) fn all(tx: &mut Tx<'_>) -> Result<Vec<Table>, StoreError> {
    let found = catalogue::tables(tx)?;
    let known = known();
    let names = known.keys().map(|name| (*name).to_owned()).collect();
    let order = catalogue::filling_order(&found, &names);
    order.iter().filter_map(|name| Some(table(known.get(name.as_str())?, found.get(name)))).collect()
}

/// The names of tables that an archive holds, of those that are there.
pub(super) fn names(found: &BTreeMap<String, CataloguedTable>) -> BTreeSet<String> {
    known().keys().filter(|name| found.contains_key(**name)).map(|name| (*name).to_owned()).collect()
}

/// The widest shape of each table: some are also written in part.
fn known() -> BTreeMap<&'static str, &'static Rows> {
    let mut known: BTreeMap<&str, &Rows> = BTreeMap::new();
    for shape in statements::shapes().filter(|shape| !APART.contains(&shape.table)) {
        let widest = known.entry(shape.table).or_insert(shape);
        if widest.columns.len() < shape.columns.len() {
            *widest = shape;
        }
    }
    known
}

fn table(shape: &'static Rows, found: Option<&CataloguedTable>) -> Result<Table, StoreError> {
    let found = found.ok_or_else(|| StoreError::not_found("table", shape.table))?;
    let columns: BTreeSet<&str> = shape.columns.iter().map(|(name, _)| *name).collect();
    // A backup with a hole in it is worse than none, because somebody relies on it.
    if columns != found.columns.iter().map(String::as_str).collect() {
        let why = format!("its columns are {:?}, and only {columns:?} are known", found.columns);
        return Err(StoreError::Engine { table: shape.table, why });
    }
    // A table without a key has only its whole rows to be put in order by.
    let order = if found.key.is_empty() { &found.columns } else { &found.key };
    let select = format!("{} order by {}", shape.select(), order.join(", "));
    Ok(Table { shape, select })
}
