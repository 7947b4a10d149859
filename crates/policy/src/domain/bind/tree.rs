//! Below and above: which tree is walked, and from where.

use bailiwick_model::{IdKind, Value};

use super::{Binder, Refused, in_values, is_false};
use crate::{
    filter::{Filter, Pattern, Test, Tree},
    schema::{FieldId, Kind},
};

impl Binder<'_> {
    pub(super) fn tree(&self, below: bool, value: &Value) -> Result<Filter, Refused> {
        let roots: Vec<Value> = in_values(value).into_iter().filter(|v| !is_false(v)).collect();
        if roots.is_empty() {
            return Ok(Filter::Nothing);
        }
        let (nodes, own_link) = match self.kind {
            Kind::Id(_) => (self.model, None),
            kind => match kind.comodel() {
                Some(comodel) if comodel == self.model => (comodel, Some(self.field)),
                Some(comodel) => (comodel, None),
                None => return Err(self.wrong(value, "name a relation")),
            },
        };
        let info = self.schema.model(nodes);
        let Some(link) = own_link.or(info.parent) else {
            return Err((
                format!("model {} is no tree", info.name),
                "name its link to itself under parent".into(),
            ));
        };
        let (mut ids, mut names) = (Vec::new(), Vec::new());
        for root in roots {
            match (&root, info.id_kind()) {
                (Value::Int(_), IdKind::Integer) | (Value::Text(_), IdKind::Text) => ids.push(root),
                (Value::Text(name), IdKind::Integer) => names.push(Pattern::anywhere(name, true)),
                _ => return Err(self.wrong(&root, "give ids or names")),
            }
        }
        ids.sort_unstable_by(Value::order);
        ids.dedup();
        let mut named = Vec::new();
        for pattern in names {
            named.push(self.named_like(nodes, &pattern)?);
        }
        let named = (!named.is_empty()).then(|| Box::new(Filter::or(named)));
        // Following a many2one to the same model, the answer is about the record itself.
        let field = if own_link.is_some() && !self.kind.is_x2many() { FieldId::ID } else { self.field };
        let test = Test::Tree(Tree { model: nodes, link, below, roots: ids, named });
        Ok(Filter::Field { field, negated: false, test })
    }
}
