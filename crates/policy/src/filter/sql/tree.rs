//! "Below" and "above": by the table's own columns, by a list of ids, or by walking the links.

use bailiwick_model::{IdKind, Tree as TreeColumns, Value};

use super::{Dialect, LONG_LIST, Printed, Printer, SqlRefused, TreeForm, column_of, quoted};
use crate::{
    filter::Tree,
    schema::{FieldId, Kind},
};

impl Printer<'_> {
    /// `node IN (…)` for a tree.
    pub(super) fn tree(&mut self, tree: &Tree, node: &str, negated: bool) -> Printed {
        let schema = self.schema;
        let info = schema.model(tree.model);
        let id_kind = Kind::Id(info.id_kind());
        let not = if negated { "NOT " } else { "" };
        // Without a table there is nothing to walk or to compare: what is known beforehand is the only way.
        let by_ids = match self.options.tree {
            TreeForm::Ids => true,
            TreeForm::Auto => info.table.is_none(),
            TreeForm::Walk => false,
        };
        if by_ids && let Some(mut ids) = self.options.closure.and_then(|closure| closure(tree)) {
            // The closure may know records only, and a root that is none is still itself.
            ids.extend(tree.roots.iter().cloned());
            ids.sort_unstable_by(Value::order);
            ids.dedup();
            if ids.is_empty() {
                self.put(if negated { "1 = 1" } else { "1 = 0" });
            } else {
                self.in_list(node, &id_kind, &ids, negated);
            }
            return Ok(());
        }
        let columns = info.table.as_ref().and_then(|t| t.tree.as_ref());
        if let (Some(columns), true, TreeForm::Auto) =
            (columns, info.parent == Some(tree.link), self.options.tree)
        {
            return self.tree_by_columns(tree, columns, node, not);
        }
        let target = self.table(tree.model)?;
        let walk = self.alias();
        let collation = self.walk_collation(&id_kind);
        self.put(format!("{node}{collation} {not}IN (WITH RECURSIVE {walk}(id) AS ("));
        self.roots(tree, &id_kind)?;
        self.put(" UNION ");
        self.step(tree, &target, &walk, collation)?;
        self.put(format!(") SELECT id FROM {walk} WHERE id IS NOT NULL)"));
        Ok(())
    }

    /// PostgreSQL asks both halves of a walk to have one collation, and columns may have any.
    fn walk_collation(&self, id_kind: &Kind) -> &'static str {
        let is_text = *id_kind == Kind::Id(IdKind::Text) && self.options.dialect == Dialect::Postgres;
        if is_text { " COLLATE \"C\"" } else { "" }
    }

    /// The starting nodes as a sub-query of one column.
    fn roots(&mut self, tree: &Tree, id_kind: &Kind) -> Printed {
        self.given(tree, id_kind);
        if let Some(named) = &tree.named {
            let collation = self.walk_collation(id_kind);
            let target = self.table(tree.model)?;
            let inner = self.alias();
            let id = column_of(&inner, self.schema.model(tree.model));
            self.put(if tree.roots.is_empty() { "" } else { " UNION " });
            self.put(format!("SELECT {id}{collation} FROM {target} {inner} WHERE "));
            self.filter(tree.model, &inner, named)?;
        } else if tree.roots.is_empty() {
            self.put("SELECT NULL WHERE 1 = 0");
        }
        Ok(())
    }

    /// The starting nodes that are given by id.
    fn given(&mut self, tree: &Tree, id_kind: &Kind) {
        let collation = self.walk_collation(id_kind);
        if tree.roots.len() > LONG_LIST {
            return self.json_items(&tree.roots, collation);
        }
        for (i, root) in tree.roots.iter().enumerate() {
            self.put(if i == 0 { "SELECT " } else { " UNION SELECT " });
            self.bind_as(id_kind, root);
            self.put(collation);
        }
    }

    /// One step of the walk: the nodes next to those found so far. Only links between records count.
    fn step(&mut self, tree: &Tree, target: &str, walk: &str, collation: &str) -> Printed {
        let schema = self.schema;
        let info = schema.model(tree.model);
        let link = info.info(tree.link);
        let id = quoted(&info.info(FieldId::ID).column);
        let n = self.alias();
        let (table, from, to) = match &link.kind {
            Kind::Many2many(_) => {
                let place = || format!("{}.{}", info.name, link.name);
                let r = link.relation.as_ref().ok_or_else(|| SqlRefused::NoRelation(place()))?;
                (quoted(&r.table), quoted(&r.own), quoted(&r.other))
            }
            Kind::One2many(_, inverse) => {
                let back = quoted(&info.info(*inverse).column);
                (target.to_owned(), back, id.clone())
            }
            _ => (target.to_owned(), id.clone(), quoted(&link.column)),
        };
        // `from` links to `to`. Below: who links to what was found; above: what the found link to.
        let (found, next) = if tree.below { (&to, &from) } else { (&from, &to) };
        self.put(format!(
            "SELECT {n}.{next}{collation} FROM {table} {n} JOIN {walk} ON {n}.{found}{collation} = {walk}.id"
        ));
        let is_record = |end: &String| table == target && *end == id;
        for end in [&from, &to] {
            if !is_record(end) {
                let other = self.alias();
                self.put(format!(" JOIN {target} {other} ON {other}.{id} = {n}.{end}"));
            }
        }
        Ok(())
    }

    fn tree_by_columns(&mut self, tree: &Tree, columns: &TreeColumns, node: &str, not: &str) -> Printed {
        let schema = self.schema;
        let info = schema.model(tree.model);
        let target = self.table(tree.model)?;
        let (n, root) = (self.alias(), self.alias());
        let (upper, lower) = if tree.below { (&root, &n) } else { (&n, &root) };
        let below = match columns {
            TreeColumns::Path(path) => {
                let path = quoted(path);
                // Paths end with a separator, so that 1/4/ is no prefix of 1/40/.
                format!("substr({lower}.{path}, 1, length({upper}.{path})) = {upper}.{path}")
            }
            TreeColumns::Interval { low, high } => {
                let (low, high) = (quoted(low), quoted(high));
                format!("{lower}.{low} >= {upper}.{low} AND {lower}.{low} < {upper}.{high}")
            }
        };
        let (id, root_id) = (column_of(&n, info), column_of(&root, info));
        let id_kind = Kind::Id(info.id_kind());
        let collation = self.walk_collation(&id_kind);
        self.put(format!(
            "{node}{collation} {not}IN (SELECT {id}{collation} FROM {target} {n} JOIN {target} {root} ON {below} \
             WHERE {root_id} IN ("
        ));
        self.roots(tree, &id_kind)?;
        self.put(")");
        if !tree.roots.is_empty() {
            self.put(" UNION ");
            self.given(tree, &id_kind);
        }
        self.put(")");
        Ok(())
    }
}
