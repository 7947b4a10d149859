//! Which side of a bound.

use bailiwick_model::{IdKind, Value};

use super::{Binder, Refused, is_false};
use crate::{
    filter::{Filter, Side, Test},
    schema::Kind,
};

impl Binder<'_> {
    pub(super) fn order(&self, side: Side, value: &Value) -> Result<Filter, Refused> {
        if matches!(value, Value::List(_)) {
            return Err(self.wrong(value, "compare with a single value"));
        }
        let field = |side, bound, unset| Filter::Field {
            field: self.field,
            negated: false,
            test: Test::Order { part: self.part, side, bound, unset },
        };
        if let Some(part) = self.part {
            return Ok(match self.part_value(part, value)? {
                Some(bound) => field(side, bound, false),
                None => Filter::Nothing,
            });
        }
        match self.kind {
            Kind::Text => {
                let bound = match value {
                    value if is_false(value) => Value::text(""),
                    Value::Text(_) => value.clone(),
                    _ => return Err(self.wrong(value, "write a text in quotes")),
                };
                let unset = side.accepts(Value::text("").order(&bound));
                Ok(field(side, bound, unset))
            }
            Kind::Integer | Kind::Float => {
                let bound = match value {
                    value if is_false(value) => Value::Int(0),
                    Value::Int(_) | Value::Float(_) => value.clone(),
                    _ => return Err(self.wrong(value, "write a number without quotes")),
                };
                let unset = side.accepts(Value::Int(0).order(&bound));
                Ok(field(side, bound, unset))
            }
            _ if is_false(value) => Ok(Filter::Nothing),
            Kind::Date => Ok(field(side, self.date(value)?, false)),
            Kind::Datetime => Ok(match self.instant(value)? {
                // A day is all of it: after it means from the next one, up to it includes its last second.
                (_, true) if matches!(side, Side::Above | Side::UpTo) => {
                    let next = self.next_midnight(value)?;
                    field(
                        if side == Side::Above { Side::From } else { Side::Below },
                        Value::Instant(next),
                        false,
                    )
                }
                (seconds, _) => field(side, Value::Instant(seconds), false),
            }),
            Kind::Selection(_) => match value {
                Value::Text(_) => Ok(field(side, value.clone(), false)),
                _ => Err(self.wrong(value, "write one of the keys in quotes")),
            },
            Kind::Id(kind) => self.id_order(*kind, value).map(|bound| field(side, bound, false)),
            Kind::Many2one(to) => {
                self.id_order(self.schema.model(*to).id_kind(), value).map(|bound| field(side, bound, false))
            }
            _ => Err(self.wrong(value, "it has no order")),
        }
    }

    fn id_order(&self, kind: IdKind, value: &Value) -> Result<Value, Refused> {
        match (kind, value) {
            (IdKind::Integer, Value::Int(_)) | (IdKind::Text, Value::Text(_)) => Ok(value.clone()),
            _ => Err(self.wrong(value, "compare with an id")),
        }
    }
}
