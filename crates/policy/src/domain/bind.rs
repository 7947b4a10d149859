//! One field against one value: what exactly that means for each type.
//!
//! The tables of `docs/domain-language.md` ("what is not set", "operators", "relations", "dates") are this file.

use bailiwick_model::{IdKind, Value};
use jiff::tz::TimeZone;

use super::{
    Leaf, Operator, Part, Scope,
    evaluation::{text_of, truthy},
    operand::EvalError,
    relative,
};
use crate::{
    calendar,
    filter::{Filter, Pattern, Side, Test, Tree},
    schema::{FieldId, Kind, ModelId, ModelInfo, Schema},
};

/// What the meaning of a date depends on.
pub(super) struct Clock<'a> {
    now: i64,
    zone: &'a TimeZone,
}

impl Clock<'_> {
    /// Any moment will do to find out whether a value is a date at all.
    pub(super) fn epoch() -> Self {
        static UTC: TimeZone = TimeZone::UTC;
        Clock { now: 0, zone: &UTC }
    }
}

/// Message and remedy.
type Refused = (String, String);

impl Leaf {
    pub(super) fn bind(
        &self,
        schema: &Schema,
        model: ModelId,
        scope: &dyn Scope,
    ) -> Result<Filter, EvalError> {
        let value = self.value.value(schema, scope)?;
        let clock = Clock { now: scope.now(), zone: scope.zone() };
        self.bind_value(schema, model, &value, &clock)
            .map_err(|(message, remedy)| EvalError(format!("{message}; {remedy}")))
    }

    pub(super) fn bind_value(
        &self,
        schema: &Schema,
        model: ModelId,
        value: &Value,
        clock: &Clock<'_>,
    ) -> Result<Filter, Refused> {
        let info = schema.model(model);
        let binder = Binder {
            schema,
            model,
            info,
            field: self.field,
            kind: &info.info(self.field).kind,
            part: self.part,
            clock,
            live_only: self.live_only,
        };
        let signed = |filter: Filter, negated: bool| if negated { filter.not() } else { filter };
        match self.operator {
            Operator::EqualIfSet if !truthy(value) => Ok(Filter::All),
            Operator::EqualIfSet => binder.membership(&equal_values(value)),
            Operator::Equal(n) => binder.membership(&equal_values(value)).map(|f| signed(f, n.0)),
            Operator::In(n) => binder.membership(&in_values(value)).map(|f| signed(f, n.0)),
            Operator::Order(side) => binder.order(side, value),
            Operator::Like { negated, fold, whole } => {
                binder.like(value, fold, whole).map(|f| signed(f, negated.0))
            }
            Operator::Tree { below } => binder.tree(below, value),
            Operator::Any(_) => Err(("'any' takes a domain".into(), "write [('field', 'any', […])]".into())),
        }
    }
}

/// `= [a, b]` is `in [a, b]`, but `= []` is "not set".
fn equal_values(value: &Value) -> Vec<Value> {
    match value {
        Value::List(items) if items.is_empty() => vec![Value::Null],
        Value::List(items) => items.to_vec(),
        one => vec![one.clone()],
    }
}

/// `in x` with a single value is `in [x]`, but with a falsy one it is `in []`.
fn in_values(value: &Value) -> Vec<Value> {
    match value {
        Value::List(items) => items.to_vec(),
        one if truthy(one) => vec![one.clone()],
        _ => Vec::new(),
    }
}

fn is_false(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Bool(false))
}

struct Binder<'a> {
    schema: &'a Schema,
    model: ModelId,
    info: &'a ModelInfo,
    field: FieldId,
    kind: &'a Kind,
    part: Option<Part>,
    clock: &'a Clock<'a>,
    live_only: bool,
}

impl Binder<'_> {
    fn wrong(&self, value: &Value, remedy: &str) -> Refused {
        let shown = crate::filter::json::value(value);
        let field = self.info.info(self.field);
        (
            format!("{shown} does not fit {}, which is of type {}", field.name, self.kind.word()),
            remedy.to_owned(),
        )
    }

    /// Records whose value is one of `values`; False among them is "not set".
    fn membership(&self, values: &[Value]) -> Result<Filter, Refused> {
        if let Some(comodel) = self.kind.comodel() {
            return self.relation_membership(comodel, values);
        }
        let mut unset = false;
        let mut wanted = Vec::with_capacity(values.len());
        for value in values {
            match self.plain_value(value)? {
                Some(value) => wanted.push(value),
                None => unset = true,
            }
        }
        match self.kind {
            Kind::Id(_) => unset = false,
            Kind::Boolean if unset && !wanted.is_empty() => return Ok(Filter::All),
            Kind::Json if !wanted.is_empty() => {
                return Err(self.wrong(
                    &values.first().cloned().unwrap_or_default(),
                    "only False can be compared with it",
                ));
            }
            _ => {}
        }
        wanted.sort_unstable_by(Value::order);
        wanted.dedup();
        if wanted.is_empty() && !unset {
            return Ok(Filter::Nothing);
        }
        let test = Test::In { part: self.part, values: wanted, unset };
        Ok(Filter::Field { field: self.field, negated: false, test })
    }

    /// A value in the field's own type; `None` when it is what the type calls "not set".
    fn plain_value(&self, value: &Value) -> Result<Option<Value>, Refused> {
        if let Some(part) = self.part {
            return self.part_value(part, value);
        }
        if is_false(value) {
            return Ok(None);
        }
        let number = "write a number without quotes";
        match (self.kind, value) {
            (Kind::Id(IdKind::Integer), Value::Int(_)) | (Kind::Id(IdKind::Text), Value::Text(_)) => {
                Ok(Some(value.clone()))
            }
            (Kind::Id(_), _) => Err(self.wrong(value, "give the id of a record")),
            (Kind::Text, Value::Text(t)) => Ok((!t.is_empty()).then(|| value.clone())),
            (Kind::Text, Value::Int(_) | Value::Float(_)) => Ok(text_of(value).map(Value::text)),
            (Kind::Selection(_), Value::Text(_)) => Ok(Some(value.clone())),
            (Kind::Integer, Value::Int(i)) => Ok((*i != 0).then_some(Value::Int(*i))),
            (Kind::Integer | Kind::Float, Value::Float(f)) => Ok((*f != 0.0).then_some(Value::Float(*f))),
            (Kind::Float, Value::Int(i)) => Ok((*i != 0).then_some(Value::Int(*i))),
            (Kind::Integer | Kind::Float, Value::Bool(true)) => Ok(Some(Value::Int(1))),
            (Kind::Integer | Kind::Float, _) => Err(self.wrong(value, number)),
            (Kind::Boolean, value) => Ok(boolean(value).then_some(Value::Bool(true))),
            (Kind::Date, value) => self.date(value).map(Some),
            (Kind::Datetime, value) => self.instant(value).map(|(seconds, _)| Some(Value::Instant(seconds))),
            (Kind::Json, value) => Ok(Some(value.clone())),
            _ => Err(self.wrong(value, "write a text in quotes")),
        }
    }

    fn part_value(&self, part: Part, value: &Value) -> Result<Option<Value>, Refused> {
        match value {
            value if is_false(value) => Ok(None),
            Value::Int(_) => Ok(Some(value.clone())),
            Value::Float(f) if f.fract() == 0.0 && f.abs() < 1e15 => Ok(Some(Value::Int(*f as i64))),
            _ => Err((format!("{} is a number", part.name()), "compare it with a whole number".into())),
        }
    }

    fn date(&self, value: &Value) -> Result<Value, Refused> {
        match value {
            Value::Date(_) => Ok(value.clone()),
            Value::Instant(s) => Ok(Value::Date(calendar::today(*s, self.clock.zone))),
            Value::Text(text) => match relative::resolve(text, self.clock.now, self.clock.zone) {
                Some(Ok(at)) => Ok(Value::Date(calendar::day_number(at.date()))),
                Some(Err(message)) => Err((message, "write steps such as 'today -1m'".into())),
                None => calendar::parse_date(text).map(Value::Date).ok_or_else(|| self.wrong(value, DATE)),
            },
            _ => Err(self.wrong(value, DATE)),
        }
    }

    /// The moment, and whether only a day was named (its midnight in the user's zone stands for it).
    fn instant(&self, value: &Value) -> Result<(i64, bool), Refused> {
        let midnight = |day: i32| {
            let at = calendar::date_of(day).to_datetime(jiff::civil::Time::midnight());
            calendar::moment(at, self.clock.zone)
        };
        match value {
            Value::Instant(s) => Ok((*s, false)),
            Value::Date(day) => Ok((midnight(*day), true)),
            Value::Text(text) => match relative::resolve(text, self.clock.now, self.clock.zone) {
                Some(Ok(at)) => Ok((calendar::moment(at, self.clock.zone), false)),
                Some(Err(message)) => Err((message, "write steps such as '-12H'".into())),
                None if text.trim().len() == 10 => calendar::parse_date(text)
                    .map(|d| (midnight(d), true))
                    .ok_or_else(|| self.wrong(value, INSTANT)),
                None => calendar::parse_instant(text)
                    .map(|s| (s, false))
                    .ok_or_else(|| self.wrong(value, INSTANT)),
            },
            _ => Err(self.wrong(value, INSTANT)),
        }
    }

    /// Ids, names and "not set", mixed.
    fn relation_membership(&self, comodel: ModelId, values: &[Value]) -> Result<Filter, Refused> {
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
    fn named(
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

    fn linked_to(&self, comodel: ModelId, mut filter: Filter) -> Filter {
        if let (true, true, Some(active)) =
            (self.live_only, self.kind.is_x2many(), self.schema.model(comodel).active)
        {
            filter = Filter::and([filter, Filter::one_of(active, vec![Value::Bool(true)], false)]);
        }
        Filter::related(self.field, comodel, filter)
    }

    fn order(&self, side: Side, value: &Value) -> Result<Filter, Refused> {
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

    fn next_midnight(&self, value: &Value) -> Result<i64, Refused> {
        let day = match value {
            Value::Date(day) => *day,
            Value::Text(text) => calendar::parse_date(text).ok_or_else(|| self.wrong(value, INSTANT))?,
            _ => return Err(self.wrong(value, INSTANT)),
        };
        let next = day.checked_add(1).map(Value::Date).ok_or_else(|| self.wrong(value, DATE))?;
        self.instant(&next).map(|(seconds, _)| seconds)
    }

    fn id_order(&self, kind: IdKind, value: &Value) -> Result<Value, Refused> {
        match (kind, value) {
            (IdKind::Integer, Value::Int(_)) | (IdKind::Text, Value::Text(_)) => Ok(value.clone()),
            _ => Err(self.wrong(value, "compare with an id")),
        }
    }

    fn like(&self, value: &Value, fold: bool, whole: bool) -> Result<Filter, Refused> {
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
    fn named_like(&self, model: ModelId, pattern: &Pattern) -> Result<Filter, Refused> {
        self.named(model, |field, info| {
            let kind = &info.info(field).kind;
            Binder { kind, field, info, model, part: None, ..*self }.formed(pattern.clone())
        })
    }

    fn tree(&self, below: bool, value: &Value) -> Result<Filter, Refused> {
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

const DATE: &str = "write a date such as '2026-11-21' or a relative one such as 'today -1m'";
const INSTANT: &str = "write a moment such as '2026-11-21 08:30:00' or a relative one such as '-12H'";

/// Odoo's reading of a value as a boolean.
fn boolean(value: &Value) -> bool {
    match value {
        Value::Text(t) => matches!(t.to_lowercase().as_str(), "y" | "yes" | "1" | "true" | "t" | "on"),
        value => truthy(value),
    }
}
