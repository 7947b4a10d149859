//! Where a record lies: its areas and companies, as numbers of the trees.

use bailiwick_model::Value;

use crate::{
    asker::Asker,
    filter::is_unset,
    records::RecordsError,
    schema::{FieldId, ModelId, Route},
    snapshot::{Line, PlaceTree, Places, Tables, Way},
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
    /// It leads to a node that nobody knows.
    const NOWHERE: Self = Self::Many(Vec::new());

    /// Whether it lies at one of the nodes or below.
    #[inline]
    fn lies_in(&self, tree: &PlaceTree, nodes: &[u32], unset: bool) -> bool {
        let holds = |place: u32| nodes.iter().any(|n| tree.span(*n).holds(place));
        match self {
            _ if nodes.is_empty() => true,
            Self::Free => true,
            Self::Unset => unset,
            Self::One(place) => holds(*place),
            Self::Many(places) => places.iter().any(|p| holds(*p)),
        }
    }
}

impl Place {
    /// Whether a line reaches here.
    #[inline]
    pub(crate) fn is_reached(&self, places: &Places, tables: &Tables, line: Line) -> bool {
        let reach = tables.reach(line);
        self.is_within(places, reach.areas, reach.companies)
    }

    #[inline]
    pub(crate) fn is_within(&self, places: &Places, areas: &[u32], companies: &[u32]) -> bool {
        self.areas.lies_in(&places.areas, areas, self.unplaced_reachable)
            && self.companies.lies_in(&places.companies, companies, false)
    }
}

/// What stands at the ends of a route.
#[derive(Default)]
struct Ends {
    values: Vec<Value>,
    /// Whether a link on the way leads to a record that is not there: nobody knows where that would lie, so it is not
    /// the same as lying nowhere.
    lost: bool,
}

impl Asker<'_> {
    /// Finds out where a record lies.
    #[inline]
    pub(crate) fn place(&self, model: ModelId, row: &[Value]) -> Result<Place, RecordsError> {
        let brief = self.snapshot.rules.brief(model);
        let places = &self.snapshot.places;
        let info = || self.snapshot.schema.model(model);
        Ok(Place {
            areas: self.side(brief.area, model, || &info().area, row, &places.areas)?,
            companies: self.side(brief.company, model, || &info().company, row, &places.companies)?,
            unplaced_reachable: brief.unplaced_reachable,
        })
    }

    #[inline]
    fn side<'r>(
        &self,
        way: Way,
        model: ModelId,
        routes: impl FnOnce() -> &'r [Route],
        row: &[Value],
        tree: &PlaceTree,
    ) -> Result<Side, RecordsError> {
        match way {
            Way::Free => Ok(Side::Free),
            // The usual case: a link to a record that has a number.
            Way::Link(field) if let Some(id @ Value::Int(_)) = row.get(field.slot()) => {
                Ok(tree.by_id(id).map_or(Side::NOWHERE, Side::One))
            }
            Way::Link(_) | Way::Routes => self.walk(model, routes(), row, tree),
        }
    }

    fn walk(
        &self,
        model: ModelId,
        routes: &[Route],
        row: &[Value],
        tree: &PlaceTree,
    ) -> Result<Side, RecordsError> {
        let (mut nodes, mut is_unset) = (Vec::new(), true);
        for route in routes {
            let mut ends = Ends::default();
            self.follow(model, &route.fields, row, &mut ends)?;
            is_unset &= ends.values.is_empty() && !ends.lost;
            nodes.extend(ends.values.iter().filter_map(|v| tree.node_of(v, route.to_ids)));
        }
        Ok(if is_unset { Side::Unset } else { Side::Many(nodes) })
    }

    fn follow(
        &self,
        model: ModelId,
        fields: &[FieldId],
        row: &[Value],
        ends: &mut Ends,
    ) -> Result<(), RecordsError> {
        let Some((field, rest)) = fields.split_first() else { return Ok(()) };
        let matcher = self.matcher();
        let linked = matcher.linked(model, *field, row)?;
        let kind = &self.snapshot.schema.model(model).info(*field).kind;
        if rest.is_empty() {
            ends.values.extend(linked.iter().filter(|v| !is_unset(kind, v)).cloned());
            return Ok(());
        }
        let Some(comodel) = kind.comodel() else { return Ok(()) };
        for id in linked.iter() {
            match matcher.records.row(comodel, id)? {
                Some(next) => self.follow(comodel, rest, &next, ends)?,
                None => ends.lost |= !kind.is_x2many(),
            }
        }
        Ok(())
    }
}
