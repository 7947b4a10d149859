//! Record rules in the form in which single records are checked: flat, with short cuts for what rules mostly say.

use bailiwick_model::Value;

use crate::{
    domain::{Domain, EvalError, Operand, Operator, Scope},
    filter::{Filter, Matcher, Side, Test},
    schema::{FieldId, Kind, ModelId, Schema},
};

/// One step. A junction is followed by its parts, each of known length, so that the rest can be skipped.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// All (or one) of the parts in the next `length` steps.
    Junction { all: bool, length: u32 },
    /// The field holds (or, negated, does not hold) this value; the value is never what counts as not set.
    Is { field: FieldId, negated: bool, value: Box<Value> },
    /// The same for a small number, which needs no further look.
    IsSmall { field: FieldId, negated: bool, value: i32 },
    /// The field lies on one side of a bound.
    Order { field: FieldId, negated: bool, side: Side, unset: bool, bound: Box<Value> },
    /// The same for a small number.
    OrderSmall { field: FieldId, negated: bool, side: Side, unset: bool, bound: i32 },
    /// The field links to the asking user.
    IsUser { field: FieldId, negated: bool },
    /// The field links to one of the question's companies, or (`unset`) to none at all.
    InCompanies { field: FieldId, negated: bool, unset: bool },
    /// A filter that depends on nothing but the record.
    Filter(Box<Filter>),
    /// Anything else: bound to the question first. The number counts such steps in their rule.
    Domain(Box<Domain>, u32),
}

impl Step {
    fn is(field: FieldId, negated: bool, value: Value) -> Self {
        match small(&value) {
            Some(value) => Self::IsSmall { field, negated, value },
            None => Self::Is { field, negated, value: Box::new(value) },
        }
    }

    fn order(field: FieldId, negated: bool, side: Side, unset: bool, bound: &Value) -> Self {
        match small(bound) {
            Some(bound) => Self::OrderSmall { field, negated, side, unset, bound },
            None => Self::Order { field, negated, side, unset, bound: Box::new(bound.clone()) },
        }
    }
}

fn small(value: &Value) -> Option<i32> {
    if let Value::Int(i) = value { i32::try_from(*i).ok() } else { None }
}

const _: () = assert!(size_of::<Step>() <= 16);

/// Appends the steps of `domain` and returns how many there are.
pub(crate) fn compile(domain: &Domain, schema: &Schema, model: ModelId, steps: &mut Vec<Step>) -> u32 {
    let start = steps.len();
    Compiler { schema, model }.domain(domain, false, steps);
    let open =
        steps.iter_mut().skip(start).filter_map(|s| if let Step::Domain(_, n) = s { Some(n) } else { None });
    open.zip(0..).for_each(|(number, at)| *number = at);
    (steps.len() - start) as u32
}

struct Compiler<'a> {
    schema: &'a Schema,
    model: ModelId,
}

impl Compiler<'_> {
    fn domain(&self, domain: &Domain, negated: bool, steps: &mut Vec<Step>) {
        match domain {
            Domain::And(parts) => self.junction(!negated, parts, negated, steps),
            Domain::Or(parts) => self.junction(negated, parts, negated, steps),
            Domain::Not(inner) => self.domain(inner, !negated, steps),
            Domain::Fixed(filter) if negated => self.filter(&filter.clone().not(), steps),
            Domain::Fixed(filter) => self.filter(filter, steps),
            Domain::Leaf(leaf) => match self.short_cut(leaf, negated) {
                Some(step) => steps.push(step),
                None => steps.push(whole(domain, negated)),
            },
            Domain::If { .. } | Domain::Related(..) => steps.push(whole(domain, negated)),
        }
    }

    fn junction(&self, all: bool, parts: &[Domain], negated: bool, steps: &mut Vec<Step>) {
        let at = steps.len();
        steps.push(Step::Junction { all, length: 0 });
        for part in parts {
            self.domain(part, negated, steps);
        }
        set_length(steps, at);
    }

    fn filter(&self, filter: &Filter, steps: &mut Vec<Step>) {
        match filter {
            Filter::And(parts) | Filter::Or(parts) => {
                let at = steps.len();
                steps.push(Step::Junction { all: matches!(filter, Filter::And(_)), length: 0 });
                for part in parts {
                    self.filter(part, steps);
                }
                set_length(steps, at);
            }
            Filter::Field { field, negated, test: Test::In { part: None, values, unset: false } }
                if values.len() == 1 && !self.schema.model(self.model).info(*field).kind.is_x2many() =>
            {
                let value = values.first().cloned().unwrap_or_default();
                steps.push(Step::is(*field, *negated, value));
            }
            Filter::Field { field, negated, test: Test::Order { part: None, side, bound, unset } } => {
                steps.push(Step::order(*field, *negated, *side, *unset, bound));
            }
            other => steps.push(Step::Filter(Box::new(other.clone()))),
        }
    }

    fn short_cut(&self, leaf: &crate::domain::Leaf, negated: bool) -> Option<Step> {
        let kind = &self.schema.model(self.model).info(leaf.field).kind;
        if leaf.part.is_some() || !matches!(kind, Kind::Many2one(_) | Kind::Id(_)) {
            return None;
        }
        let (Operator::Equal(sign) | Operator::In(sign)) = leaf.operator else { return None };
        let (field, negated) = (leaf.field, sign.0 != negated);
        // Elsewhere an id of a user or company is no id of the linked records, and the long way finds out what it is.
        let target = if let Kind::Id(_) = kind { Some(self.model) } else { kind.comodel() };
        let (to_user, to_company) = (target == self.schema.user, target == self.schema.company);
        match &leaf.value {
            Operand::Id(user) if to_user && matches!(**user, Operand::User(_)) => {
                Some(Step::IsUser { field, negated })
            }
            Operand::CompanyIds if to_company && matches!(leaf.operator, Operator::In(_)) => {
                Some(Step::InCompanies { field, negated, unset: false })
            }
            Operand::Sum(false, a, b) if to_company && **a == Operand::CompanyIds && is_list_of_false(b) => {
                Some(Step::InCompanies { field, negated, unset: true })
            }
            _ => None,
        }
    }
}

fn is_list_of_false(operand: &Operand) -> bool {
    matches!(operand.constant(), Some(Value::List(items)) if **items == [Value::Bool(false)])
}

fn whole(domain: &Domain, negated: bool) -> Step {
    let domain = if negated { Domain::Not(Box::new(domain.clone())) } else { domain.clone() };
    Step::Domain(Box::new(domain), 0)
}

fn set_length(steps: &mut [Step], at: usize) {
    let rest = steps.len() - at - 1;
    if let Some(Step::Junction { length, .. }) = steps.get_mut(at) {
        *length = rest as u32;
    }
}

/// A rule's steps, and what they need before they can run.
#[derive(Clone, Copy)]
pub(crate) struct Program<'a> {
    pub(crate) steps: &'a [Step],
    pub(crate) needs: Needs,
}

/// What a rule's steps need before they can run. Most rules need nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// Some step has to be bound to the question.
    binding: bool,
    /// Some step compares with the asking user.
    user: bool,
}

impl Needs {
    pub(crate) fn of(steps: &[Step]) -> Self {
        Self {
            binding: steps.iter().any(|s| matches!(s, Step::Domain(..))),
            user: steps.iter().any(|s| matches!(s, Step::IsUser { .. })),
        }
    }
}

/// Runs a rule on a record.
///
/// # Errors
/// When a value of the rule cannot be computed or another record cannot be read.
#[inline]
pub(crate) fn run(
    program: Program<'_>,
    schema: &Schema,
    model: ModelId,
    row: &[Value],
    scope: &dyn Scope,
) -> Result<bool, EvalError> {
    let run = |bound: &[Filter]| match program.steps.split_first() {
        Some((step, rest)) => Run { bound, schema, model, row, scope }.one(step, rest),
        None => Ok(true),
    };
    if program.needs == Needs::default() { run(&[]) } else { run(&bind(program, schema, model, scope)?) }
}

/// Computes every value of a rule, whether a record would need it or not. Else a rule that fails would deny one record
/// and not the next, and a list, which computes all values beforehand, could not agree with single checks.
///
/// # Errors
/// When a value cannot be computed.
#[inline]
pub(crate) fn bind(
    program: Program<'_>,
    schema: &Schema,
    model: ModelId,
    scope: &dyn Scope,
) -> Result<Vec<Filter>, EvalError> {
    if program.needs.user && scope.user().is_null() {
        return Err(EvalError::no_user());
    }
    if program.needs.binding { filters(program.steps, schema, model, scope) } else { Ok(Vec::new()) }
}

fn filters(
    steps: &[Step],
    schema: &Schema,
    model: ModelId,
    scope: &dyn Scope,
) -> Result<Vec<Filter>, EvalError> {
    let domains =
        steps.iter().filter_map(|s| if let Step::Domain(domain, _) = s { Some(domain) } else { None });
    domains.map(|domain| domain.bind(schema, model, scope)).collect()
}

/// One rule on one record.
struct Run<'a> {
    bound: &'a [Filter],
    schema: &'a Schema,
    model: ModelId,
    row: &'a [Value],
    scope: &'a dyn Scope,
}

impl Run<'_> {
    fn one(&self, step: &Step, rest: &[Step]) -> Result<bool, EvalError> {
        let value = |field: &FieldId| self.row.get(field.slot()).unwrap_or(&Value::Null);
        match step {
            Step::Junction { all, length } => {
                self.junction(*all, rest.get(..*length as usize).unwrap_or(rest))
            }
            Step::Is { field, negated, value: wanted } => Ok((*value(field) == **wanted) != *negated),
            Step::Order { field, negated, side, unset, bound } => {
                let seen = value(field);
                Ok((if seen.is_null() { *unset } else { side.accepts(seen.order(bound)) }) != *negated)
            }
            Step::IsSmall { field, negated, value: wanted } => {
                Ok((*value(field) == Value::Int(i64::from(*wanted))) != *negated)
            }
            Step::OrderSmall { field, negated, side, unset, bound } => {
                let bound = i64::from(*bound);
                let holds = match value(field) {
                    Value::Null => *unset,
                    Value::Int(seen) => side.accepts(seen.cmp(&bound)),
                    seen => side.accepts(seen.order(&Value::Int(bound))),
                };
                Ok(holds != *negated)
            }
            Step::IsUser { field, negated } => Ok((value(field) == self.scope.user()) != *negated),
            Step::InCompanies { field, negated, unset } => {
                let seen = value(field);
                let holds = if seen.is_null() { *unset } else { self.scope.companies().contains(seen) };
                Ok(holds != *negated)
            }
            Step::Filter(filter) => self.filter(filter),
            Step::Domain(_, number) => match self.bound.get(*number as usize) {
                Some(filter) => self.filter(filter),
                None => Err(EvalError("a rule was compiled wrongly".into())),
            },
        }
    }

    /// All (or one) of the parts.
    fn junction(&self, all: bool, mut parts: &[Step]) -> Result<bool, EvalError> {
        while let Some((part, after)) = parts.split_first() {
            if self.one(part, after)? != all {
                return Ok(!all);
            }
            let own = if let Step::Junction { length, .. } = part { *length as usize } else { 0 };
            parts = after.get(own..).unwrap_or(&[]);
        }
        Ok(all)
    }

    fn filter(&self, filter: &Filter) -> Result<bool, EvalError> {
        let matcher = Matcher { schema: self.schema, records: self.scope.records(), zone: self.scope.zone() };
        Ok(filter.matches(matcher, self.model, self.row)?)
    }
}
