//! Where a record lies: its areas and companies, as numbers of the trees.

use bailiwick_model::{Unplaced, Value};

use crate::{
    asker::Asker,
    records::RecordsError,
    schema::{FieldId, Kind, ModelId, Route},
    snapshot::{Line, Snapshot, Span, Tables},
};

/// The place of one record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    areas: Side,
    companies: Side,
    /// A record without an area is within every local line's reach.
    unplaced_reachable: bool,
}

/// One of the two dimensions.
#[derive(Clone, Debug, Default)]
enum Side {
    /// The model has no such relation, so lines are not limited by it.
    #[default]
    Free,
    /// The relation leads nowhere.
    Unset,
    /// It leads to one node, the usual case.
    One(u32),
    /// It leads to several; any of them will do. Unknown nodes are not among them.
    Many(Vec<u32>),
}

impl Side {
    #[inline]
    fn lies_in(&self, spans: &[Span], unset: bool) -> bool {
        if spans.is_empty() {
            return true;
        }
        match self {
            Self::Free => true,
            Self::Unset => unset,
            Self::One(place) => spans.iter().any(|s| s.holds(*place)),
            Self::Many(places) => places.iter().any(|p| spans.iter().any(|s| s.holds(*p))),
        }
    }
}

impl Place {
    /// Whether a line reaches here.
    #[inline]
    pub(crate) fn is_reached(&self, tables: &Tables, line: Line) -> bool {
        let reach = tables.reach(line);
        self.is_within(reach.areas, reach.companies)
    }

    #[inline]
    pub(crate) fn is_within(&self, areas: &[Span], companies: &[Span]) -> bool {
        self.areas.lies_in(areas, self.unplaced_reachable) && self.companies.lies_in(companies, false)
    }
}

impl Asker<'_> {
    /// Finds out where a record lies.
    pub(crate) fn place(&self, model: ModelId, row: &[Value]) -> Result<Place, RecordsError> {
        let info = self.snapshot.schema.model(model);
        Ok(Place {
            areas: self.side(model, &info.area, row, Snapshot::area_of)?,
            companies: self.side(model, &info.company, row, Snapshot::company_of)?,
            unplaced_reachable: info.unplaced == Unplaced::Reachable,
        })
    }

    fn side(
        &self,
        model: ModelId,
        routes: &[Route],
        row: &[Value],
        node: fn(&Snapshot, &Value) -> Option<u32>,
    ) -> Result<Side, RecordsError> {
        match routes {
            [] => Ok(Side::Free),
            [Route { fields }] if fields.len() == 1 => {
                let field = fields.first().copied().unwrap_or(FieldId::ID);
                if self.snapshot.schema.model(model).info(field).kind.is_x2many() {
                    return self.walk(model, routes, row, node);
                }
                match row.get(field.slot()) {
                    None | Some(Value::Null) => Ok(Side::Unset),
                    Some(value) => Ok(node(self.snapshot, value).map_or_else(|| Side::Many(Vec::new()), Side::One)),
                }
            }
            routes => self.walk(model, routes, row, node),
        }
    }

    fn walk(
        &self,
        model: ModelId,
        routes: &[Route],
        row: &[Value],
        node: fn(&Snapshot, &Value) -> Option<u32>,
    ) -> Result<Side, RecordsError> {
        let mut ends = Vec::new();
        for route in routes {
            self.follow(model, &route.fields, row, &mut ends)?;
        }
        if ends.is_empty() {
            return Ok(Side::Unset);
        }
        Ok(Side::Many(ends.iter().filter_map(|v| node(self.snapshot, v)).collect()))
    }

    fn follow(&self, model: ModelId, fields: &[FieldId], row: &[Value], ends: &mut Vec<Value>) -> Result<(), RecordsError> {
        let Some((field, rest)) = fields.split_first() else { return Ok(()) };
        let matcher = self.matcher();
        let linked = matcher.linked(model, *field, row)?;
        if rest.is_empty() {
            ends.extend(linked.iter().filter(|v| !v.is_null()).cloned());
            return Ok(());
        }
        let Some(comodel) = self.snapshot.schema.model(model).info(*field).kind.comodel() else { return Ok(()) };
        for id in linked.iter() {
            if let Some(next) = matcher.records.row(comodel, id)? {
                self.follow(comodel, rest, &next, ends)?;
            }
        }
        Ok(())
    }
}

impl Snapshot {
    /// The area that a record's value names, by record id or by code.
    #[inline]
    fn area_of(&self, value: &Value) -> Option<u32> {
        let tree = &self.places.areas;
        let node = tree.by_id(value).or_else(|| if let Value::Text(code) = value { tree.find(code) } else { None })?;
        Some(tree.place(node))
    }

    #[inline]
    fn company_of(&self, value: &Value) -> Option<u32> {
        let tree = &self.places.companies;
        let node = tree.by_id(value).or_else(|| if let Value::Text(code) = value { tree.find(code) } else { None })?;
        Some(tree.place(node))
    }

    /// Whether a route's last field holds ids of records (as opposed to codes).
    pub(crate) fn ends_in_ids(&self, model: ModelId, route: &Route) -> bool {
        let mut at = model;
        let mut kind = None;
        for field in &route.fields {
            let info = self.schema.model(at).info(*field);
            kind = Some(&info.kind);
            if let Some(comodel) = info.kind.comodel() {
                at = comodel;
            }
        }
        matches!(kind, Some(Kind::Id(_) | Kind::Many2one(_) | Kind::One2many(..) | Kind::Many2many(_)))
    }
}
