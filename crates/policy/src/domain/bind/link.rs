//! Relations: by id, by name, or not set.

use bailiwick_model::{IdKind, Value};

use super::{Binder, Refused, is_false};
use crate::{
    filter::Filter,
    schema::{FieldId, ModelId, ModelInfo},
};

impl Binder<'_> {
    /// Ids, names and "not set", mixed.
    pub(super) fn relation_membership(&self, comodel: ModelId, values: &[Value]) -> Result<Filter, Refused> {
        let id_kind = self.schema.model(comodel).id_kind();
        let (mut ids, mut names, mut unset) = (Vec::new(), Vec::new(), false);
        for value in values {
            match (value, id_kind) {
                (value, _) if is_false(value) => unset = true,
                (Value::Int(_), IdKind::Integer) | (Value::Text(_), IdKind::Text) => ids.push(value.clone()),
                (Value::Text(_), IdKind::Integer) => names.push(value.clone()),
                _ => return Err(self.wrong(value, "give an id, a name or False")),
            }
        }
        let direct = Filter::one_of(self.field, ids, unset);
        if names.is_empty() {
            return Ok(direct);
        }
        Ok(Filter::or([direct, self.linked_to(comodel, self.named_one_of(comodel, &names)?)]))
    }

    /// Records of `model` of this name. Of a name that is a relation it is the name of the linked record that counts.
    fn named_one_of(&self, model: ModelId, names: &[Value]) -> Result<Filter, Refused> {
        self.named(model, |field, info| {
            let kind = &info.info(field).kind;
            let binder = Binder { kind, field, info, model, part: None, ..*self };
            match kind.comodel() {
                Some(comodel) => Ok(binder.linked_to(comodel, binder.named_one_of(comodel, names)?)),
                None => binder.membership(names),
            }
        })
    }

    /// Records of `comodel` of whose name some field meets a test.
    pub(super) fn named(
        &self,
        comodel: ModelId,
        test: impl Fn(FieldId, &ModelInfo) -> Result<Filter, Refused>,
    ) -> Result<Filter, Refused> {
        let info = self.schema.model(comodel);
        if info.display.is_empty() {
            let message = format!("model {} has no name to search by", info.name);
            return Err((message, "list the fields of its name under display, or compare ids".into()));
        }
        let parts = info.display.iter().map(|f| test(*f, info)).collect::<Result<Vec<_>, _>>()?;
        Ok(Filter::or(parts))
    }

    pub(super) fn linked_to(&self, comodel: ModelId, mut filter: Filter) -> Filter {
        if let (true, true, Some(active)) =
            (self.live_only, self.kind.is_x2many(), self.schema.model(comodel).active)
        {
            filter = Filter::and([filter, Filter::one_of(active, vec![Value::Bool(true)], false)]);
        }
        Filter::related(self.field, comodel, filter)
    }
}
