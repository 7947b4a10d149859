//! What every check asks about a model, together in one cache line.

use bailiwick_model::Unplaced;

use super::grants::{PAGE, Pages};
use crate::schema::{FieldId, ModelId, Route, Schema};

/// The beginning of what is known about a model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Brief {
    /// `start..grouped` are the global rules, `grouped..end` those of groups.
    pub(crate) start: u32,
    pub(crate) grouped: u32,
    pub(crate) end: u32,
    /// Where it is written what roles give.
    pub(crate) pages: Pages,
    pub(crate) area: Way,
    pub(crate) company: Way,
    /// Operations that ACL rows without a group allow to everybody.
    pub(crate) everybody: u8,
    /// Whether local lines reach records without an area.
    pub(crate) unplaced_reachable: bool,
    /// Whether some field must hold a value.
    pub(crate) has_required: bool,
    /// Whether its records delegate to others.
    pub(crate) delegates: bool,
}

/// How to find out where a record lies, in one of the two dimensions.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    /// Records lie nowhere in particular.
    Free,
    /// The field is a link to the place.
    Link(FieldId),
    /// By the routes of the schema.
    Routes,
}

impl Brief {
    pub(super) fn new(schema: &Schema, model: ModelId) -> Self {
        let info = schema.model(model);
        let way = |routes: &[Route]| match routes {
            [] => Way::Free,
            [Route { fields, to_ids: true }] => match fields.as_slice() {
                [field] if !info.info(*field).kind.is_x2many() => Way::Link(*field),
                _ => Way::Routes,
            },
            _ => Way::Routes,
        };
        Self {
            start: 0,
            grouped: 0,
            end: 0,
            pages: Pages::default(),
            area: way(&info.area),
            company: way(&info.company),
            everybody: 0,
            unplaced_reachable: info.unplaced == Unplaced::Reachable,
            has_required: info.fields.iter().any(|f| f.required),
            delegates: !info.inherits.is_empty(),
        }
    }

    /// How many pages its group rules fill, at least one.
    pub(crate) fn page_count(&self) -> usize {
        ((self.end - self.grouped) as usize).div_ceil(PAGE).max(1)
    }
}

const _: () = assert!(size_of::<Brief>() <= 64);
