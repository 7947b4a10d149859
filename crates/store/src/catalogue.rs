//! What tables there are, in the database's own words.
//!
//! Each engine keeps its catalogue in its own way, so this is the one place where a question is written twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::{StoreError, Tx};

/// A table as the database describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CataloguedTable {
    /// Its columns, in their order.
    pub columns: Vec<String>,
    /// Its primary key, in its order.
    pub key: Vec<String>,
    /// The tables that its rows refer to.
    pub refers_to: BTreeSet<String>,
}

const SQLITE_COLUMNS: &str = "select m.name as tab, p.name as col, p.pk as key \
     from sqlite_master m join pragma_table_info(m.name) p \
     where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' order by m.name, p.cid";

const SQLITE_REFERENCES: &str = "select m.name as tab, f.\"table\" as other \
     from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'";

const POSTGRES_COLUMNS: &str = "select c.relname::text as tab, a.attname::text as col, \
     coalesce(array_position(string_to_array(i.indkey::text, ' '), a.attnum::text), 0)::int8 as key \
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped \
     left join pg_index i on i.indrelid = c.oid and i.indisprimary \
     where c.relkind = 'r' and c.relnamespace = (select oid from pg_namespace where nspname = current_schema()) \
     order by c.relname, a.attnum";

const POSTGRES_REFERENCES: &str = "select c.relname::text as tab, o.relname::text as other \
     from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class o on o.oid = f.confrelid \
     where f.contype = 'f' and c.relnamespace = (select oid from pg_namespace where nspname = current_schema())";

/// Every table of the database, by name.
///
/// # Errors
/// When the database refuses.
pub fn tables(tx: &mut Tx<'_>) -> Result<BTreeMap<String, CataloguedTable>, StoreError> {
    let (columns, references) = match tx.is_sqlite() {
        true => (SQLITE_COLUMNS, SQLITE_REFERENCES),
        false => (POSTGRES_COLUMNS, POSTGRES_REFERENCES),
    };
    let mut tables: BTreeMap<String, CataloguedTable> = BTreeMap::new();
    let mut keys: BTreeMap<String, BTreeMap<i64, String>> = BTreeMap::new();
    tx.each_of("the catalogue", columns, |row| {
        let (table, column, key) = (row.text("tab")?, row.text("col")?, row.int("key")?);
        tables.entry(table.to_owned()).or_default().columns.push(column.to_owned());
        if key > 0 {
            keys.entry(table.to_owned()).or_default().insert(key, column.to_owned());
        }
        Ok(())
    })?;
    for (table, key) in keys {
        tables.entry(table).or_default().key = key.into_values().collect();
    }
    tx.each_of("the catalogue", references, |row| {
        let (table, other) = (row.text("tab")?, row.text("other")?);
        tables.entry(table.to_owned()).or_default().refers_to.insert(other.to_owned());
        Ok(())
    })?;
    Ok(tables)
}

/// The names in an order in which their tables can be filled: what is referred to comes first, and otherwise the alphabet
/// decides.
pub(crate) fn filling_order(
    tables: &BTreeMap<String, CataloguedTable>,
    names: &BTreeSet<String>,
) -> Vec<String> {
    let mut waiting = names.clone();
    let mut order = Vec::with_capacity(names.len());
    while !waiting.is_empty() {
        let is_ready = |name: &&String| {
            let mut others = tables.get(*name).into_iter().flat_map(|table| &table.refers_to);
            others.all(|other| other == *name || !waiting.contains(other))
        };
        // Tables that refer to each other in a circle cannot be filled in any order; then the first is as good as any.
        let Some(next) = waiting.iter().find(is_ready).or_else(|| waiting.first()).cloned() else { break };
        waiting.remove(&next);
        order.push(next);
    }
    order
}
