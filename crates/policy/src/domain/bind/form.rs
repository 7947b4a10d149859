//! What a text looks like: `like` and its kin, also of the names of linked records.

use bailiwick_model::Value;

use super::{Binder, Refused, is_false};
use crate::{
    domain::evaluation::text_of,
    filter::{Filter, Pattern, Test},
    schema::ModelId,
};

impl Binder<'_> {
    pub(super) fn like(&self, value: &Value, fold: bool, whole: bool) -> Result<Filter, Refused> {
        let text = match value {
            value if is_false(value) => String::new(),
            Value::Text(t) => t.to_string(),
            value if !whole => {
                text_of(value).ok_or_else(|| self.wrong(value, "write the pattern in quotes"))?
            }
            _ => return Err(self.wrong(value, "write the pattern in quotes")),
        };
        let relation = self.kind.comodel();
        if text.is_empty() {
            let set = self.membership(&[Value::Null])?.not();
            return Ok(match (whole, relation) {
                (true, _) => set.not(),
                (false, Some(_)) => set,
                (false, None) => Filter::All,
            });
        }
        let pattern = if whole { Pattern::whole(&text, fold) } else { Pattern::anywhere(&text, fold) };
        self.formed(pattern)
    }

    /// Records whose value, as text, has a form. "Not set" never has one, so a form that fits the empty text means "set".
    /// Of a relation it is the name of the linked record that is looked at.
    fn formed(&self, pattern: Pattern) -> Result<Filter, Refused> {
        if let Some(comodel) = self.kind.comodel() {
            return Ok(self.linked_to(comodel, self.named_like(comodel, &pattern)?));
        }
        if pattern.matches("") {
            return Ok(self.membership(&[Value::Null])?.not());
        }
        Ok(Filter::Field { field: self.field, negated: false, test: Test::Like(pattern) })
    }

    /// Records of `model` whose name has a form.
    pub(super) fn named_like(&self, model: ModelId, pattern: &Pattern) -> Result<Filter, Refused> {
        self.named(model, |field, info| {
            let kind = &info.info(field).kind;
            Binder { kind, field, info, model, part: None, ..*self }.formed(pattern.clone())
        })
    }
}
