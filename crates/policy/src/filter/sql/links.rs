//! Tests of one2many and many2many: sub-queries over the links of a record.

use super::{Printed, Printer, SqlRefused, column, column_of, quoted};
use crate::{
    filter::Test,
    schema::{FieldInfo, Kind, ModelId},
};

impl Printer<'_> {
    /// A test of a one2many or many2many.
    pub(super) fn links_test(
        &mut self,
        model: ModelId,
        alias: &str,
        info: &FieldInfo,
        negated: bool,
        test: &Test,
    ) -> Printed {
        match test {
            Test::In { values, unset, .. } => {
                // Empty and non-empty are disjoint, so the two halves only ever join by OR, or by AND when negated.
                let both = *unset && !values.is_empty();
                self.put(if both { "(" } else { "" });
                if *unset {
                    self.put(if negated { "EXISTS (" } else { "NOT EXISTS (" });
                    let _ = self.links(model, alias, info, false)?;
                    self.put(")");
                }
                self.put(match (both, negated) {
                    (false, _) => "",
                    (true, false) => " OR ",
                    (true, true) => " AND ",
                });
                if !values.is_empty() {
                    self.put(if negated { "NOT EXISTS (" } else { "EXISTS (" });
                    let (linked, kind) = self.links(model, alias, info, false)?;
                    self.put(" AND ");
                    self.in_list(&linked, &kind, values, false);
                    self.put(")");
                } else if !*unset {
                    self.put(if negated { "1 = 1" } else { "1 = 0" });
                }
                self.put(if both { ")" } else { "" });
            }
            Test::Related(comodel, inner) => {
                self.put(if negated { "NOT EXISTS (" } else { "EXISTS (" });
                let (linked, _) = self.links(model, alias, info, true)?;
                let inner_alias = linked.split('.').next().unwrap_or("").to_owned();
                self.put(" AND ");
                self.filter(*comodel, &inner_alias, inner)?;
                self.put(")");
            }
            Test::Tree(tree) => {
                self.put(if negated { "NOT EXISTS (" } else { "EXISTS (" });
                let (linked, _) = self.links(model, alias, info, false)?;
                self.put(" AND ");
                self.tree(tree, &linked, false)?;
                self.put(")");
            }
            Test::Order { .. } | Test::Like(_) => self.put(if negated { "1 = 1" } else { "1 = 0" }),
        }
        Ok(())
    }

    /// `SELECT 1 FROM …` over the links of a record; returns the column of the linked id. With `record` the linked
    /// record itself is joined, and the returned column is in its alias.
    fn links(
        &mut self,
        model: ModelId,
        alias: &str,
        info: &FieldInfo,
        record: bool,
    ) -> Result<(String, Kind), SqlRefused> {
        let schema = self.schema;
        let own = column_of(alias, schema.model(model));
        let inner = self.alias();
        let Some(comodel) = info.kind.comodel() else { return Ok((own, Kind::Json)) };
        let id_kind = Kind::Id(schema.model(comodel).id_kind());
        if let Kind::One2many(_, inverse) = &info.kind {
            let target = self.table(comodel)?;
            let back = column(&inner, schema.model(comodel).info(*inverse));
            self.put(format!("SELECT 1 FROM {target} {inner} WHERE {back} = {own}"));
            return Ok((column_of(&inner, schema.model(comodel)), id_kind));
        }
        let place = || format!("{}.{}", schema.model(model).name, info.name);
        let relation = info.relation.as_ref().ok_or_else(|| SqlRefused::NoRelation(place()))?;
        let (table, to_own, to_other) =
            (quoted(&relation.table), quoted(&relation.own), quoted(&relation.other));
        if !record {
            self.put(format!("SELECT 1 FROM {table} {inner} WHERE {inner}.{to_own} = {own}"));
            return Ok((format!("{inner}.{to_other}"), id_kind));
        }
        let target = self.table(comodel)?;
        let joined = self.alias();
        let id = column_of(&joined, schema.model(comodel));
        self.put(format!(
            "SELECT 1 FROM {table} {inner} JOIN {target} {joined} ON {id} = {inner}.{to_other} \
             WHERE {inner}.{to_own} = {own}"
        ));
        Ok((id, id_kind))
    }
}
