//! Where a record lies: its areas and companies, as numbers of the trees.

use bailiwick_model::{Unplaced, Value};

use crate::{
    asker::Asker,
    filter::is_unset,
    records::RecordsError,
    schema::{FieldId, Kind, ModelId, Route},
    snapshot::{Line, PlaceTree, Snapshot, Span, Tables},
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
            areas: self.side(model, &info.area, row, &self.snapshot.places.areas)?,
            companies: self.side(model, &info.company, row, &self.snapshot.places.companies)?,
            unplaced_reachable: info.unplaced == Unplaced::Reachable,
        })
    }

    fn side(
        &self,
        model: ModelId,
        routes: &[Route],
        row: &[Value],
        tree: &PlaceTree,
    ) -> Result<Side, RecordsError> {
        match routes {
            [] => Ok(Side::Free),
            [route] if route.fields.len() == 1 => {
                let field = route.fields.first().copied().unwrap_or(FieldId::ID);
                let kind = &self.snapshot.schema.model(model).info(field).kind;
                if kind.is_x2many() {
                    return self.walk(model, routes, row, tree);
                }
                match row.get(field.slot()) {
                    Some(value) if !is_unset(kind, value) => {
                        let node = tree.node_of(value, self.snapshot.ends_in_ids(model, route));
                        Ok(node.map_or_else(|| Side::Many(Vec::new()), |n| Side::One(tree.place(n))))
                    }
                    _ => Ok(Side::Unset),
                }
            }
            routes => self.walk(model, routes, row, tree),
        }
    }

    fn walk(
        &self,
        model: ModelId,
        routes: &[Route],
        row: &[Value],
        tree: &PlaceTree,
    ) -> Result<Side, RecordsError> {
        let (mut places, mut is_unset) = (Vec::new(), true);
        for route in routes {
            let mut ends = Vec::new();
            self.follow(model, &route.fields, row, &mut ends)?;
            is_unset &= ends.is_empty();
            let by_id = self.snapshot.ends_in_ids(model, route);
            places.extend(ends.iter().filter_map(|v| tree.node_of(v, by_id)).map(|n| tree.place(n)));
        }
        Ok(if is_unset { Side::Unset } else { Side::Many(places) })
    }

    fn follow(
        &self,
        model: ModelId,
        fields: &[FieldId],
        row: &[Value],
        ends: &mut Vec<Value>,
    ) -> Result<(), RecordsError> {
        let Some((field, rest)) = fields.split_first() else { return Ok(()) };
        let matcher = self.matcher();
        let linked = matcher.linked(model, *field, row)?;
        let kind = &self.snapshot.schema.model(model).info(*field).kind;
        if rest.is_empty() {
            ends.extend(linked.iter().filter(|v| !is_unset(kind, v)).cloned());
            return Ok(());
        }
        let Some(comodel) = kind.comodel() else { return Ok(()) };
        for id in linked.iter() {
            if let Some(next) = matcher.records.row(comodel, id)? {
                self.follow(comodel, rest, &next, ends)?;
            }
        }
        Ok(())
    }
}

impl Snapshot {
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
