//! Makes a caller's own filter safe: it may depend only on what the caller is allowed to see.
//!
//! A search with `[('partner_id.salary', '>', 5000)]` answers a question about partners. So every relation that the
//! filter crosses is narrowed to the records the caller may read there, hidden fields are refused by name, and a
//! negated test cannot succeed by means of a hidden record: behind a many2one a hidden record meets neither a
//! condition nor its negation, behind an x2many it is as if it were not there. `docs/adr/0006-upstream-traps.md` says
//! where this is stricter than Odoo.

use bailiwick_model::Value;

use super::{Filter, Test, Tree};
use crate::schema::{FieldId, Kind, ModelId, Schema};

/// What a caller may see.
pub trait Rights {
    /// Refuses a field that the caller may not read on every record.
    ///
    /// # Errors
    /// With the sentence for the caller.
    fn field(&self, model: ModelId, field: FieldId) -> Result<(), SearchRefused>;

    /// The records of `model` that the caller may read.
    ///
    /// # Errors
    /// When the caller may read none of them by right.
    fn visible(&self, model: ModelId) -> Result<Filter, SearchRefused>;
}

/// A caller's filter asks about something that the caller may not see.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SearchRefused(pub String);

/// The filter, narrowed to what `rights` allow. What remains true of the *filtered* records themselves (their own
/// visibility) is the caller's to add.
///
/// # Errors
/// When it names a hidden field, or a model that the caller may not read.
pub fn secure(
    schema: &Schema,
    model: ModelId,
    filter: &Filter,
    rights: &dyn Rights,
) -> Result<Filter, SearchRefused> {
    let each = |parts: &[Filter]| {
        parts.iter().map(|p| secure(schema, model, p, rights)).collect::<Result<Vec<_>, _>>()
    };
    match filter {
        Filter::All | Filter::Nothing => Ok(filter.clone()),
        Filter::And(parts) => each(parts).map(Filter::and),
        Filter::Or(parts) => each(parts).map(Filter::or),
        Filter::Field { field, negated, test } => {
            if *field != FieldId::ID {
                rights.field(model, *field)?;
            }
            Guard { schema, model, field: *field, rights }.test(*negated, test)
        }
    }
}

struct Guard<'a> {
    schema: &'a Schema,
    model: ModelId,
    field: FieldId,
    rights: &'a dyn Rights,
}

impl Guard<'_> {
    fn test(&self, negated: bool, test: &Test) -> Result<Filter, SearchRefused> {
        let kind = &self.schema.model(self.model).info(self.field).kind;
        let signed = |filter: Filter| if negated { filter.not() } else { filter };
        match (test, kind) {
            (Test::In { values, unset, .. }, Kind::One2many(comodel, _) | Kind::Many2many(comodel)) => {
                let visible = self.rights.visible(*comodel)?;
                let chosen = Filter::one_of(FieldId::ID, values.clone(), false);
                let linked = Filter::related(self.field, *comodel, Filter::and([chosen, visible.clone()]));
                let none = if *unset { self.related(*comodel, visible).not() } else { Filter::Nothing };
                Ok(signed(Filter::or([linked, none])))
            }
            (Test::Related(comodel, inner), Kind::Many2one(_)) if negated => {
                let narrowed = self.narrowed(*comodel, &(**inner).clone().not())?;
                let unset = Filter::one_of(self.field, Vec::new(), true);
                Ok(Filter::or([unset, Filter::related(self.field, *comodel, narrowed)]))
            }
            (Test::Related(comodel, inner), _) => {
                let narrowed = self.narrowed(*comodel, inner)?;
                Ok(signed(Filter::related(self.field, *comodel, narrowed)))
            }
            (Test::Tree(tree), kind) => {
                let visible = self.rights.visible(tree.model)?;
                let tree = self.tree(tree, &visible)?;
                let test = |field| Filter::Field { field, negated: false, test: Test::Tree(tree) };
                match kind.comodel().filter(|_| kind.is_x2many()) {
                    Some(comodel) => {
                        let below = Filter::and([visible, test(FieldId::ID)]);
                        Ok(signed(Filter::related(self.field, comodel, below)))
                    }
                    None => Ok(signed(test(self.field))),
                }
            }
            _ => Ok(Filter::Field { field: self.field, negated, test: test.clone() }),
        }
    }

    /// `inner`, on records of `comodel` that the caller may read.
    fn narrowed(&self, comodel: ModelId, inner: &Filter) -> Result<Filter, SearchRefused> {
        let inner = secure(self.schema, comodel, inner, self.rights)?;
        let delegate = self.schema.model(self.model).inherits.contains(&(comodel, self.field));
        if delegate {
            // A delegate parent's rules apply to the record itself already, and its fields are the record's own.
            return Ok(inner);
        }
        Ok(Filter::and([inner, self.rights.visible(comodel)?]))
    }

    /// The tree, started only from nodes that the caller may read.
    fn tree(&self, tree: &Tree, visible: &Filter) -> Result<Tree, SearchRefused> {
        // The answer tells where records stand in the tree, so its link must be readable.
        self.rights.field(tree.model, tree.link)?;
        let chosen = Filter::one_of(FieldId::ID, tree.roots.clone(), false);
        let named = match &tree.named {
            Some(named) => secure(self.schema, tree.model, named, self.rights)?,
            None => Filter::Nothing,
        };
        let start = Filter::and([Filter::or([chosen, named]), visible.clone()]);
        let roots = Vec::<Value>::new();
        Ok(Tree { roots, named: Some(Box::new(start)), ..tree.clone() })
    }

    fn related(&self, comodel: ModelId, filter: Filter) -> Filter {
        Filter::related(self.field, comodel, filter)
    }
}
