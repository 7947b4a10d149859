//! A condition on records with everything filled in: no variables, no names, no "now".
//!
//! This is the one tree that the three back ends share: [`matches`](Filter::matches) evaluates it on a record,
//! [`sql`] prints it with bind parameters, [`json`] prints it for programs. All three are two-valued: a negated
//! test is exactly the complement of the test, NULL included.

mod eval;
pub mod json;
mod part;
mod pattern;
mod secure;
pub mod sql;

use bailiwick_model::Value;

pub use eval::{Matcher, is_missing, is_unset};
pub use part::Part;
pub use pattern::{Pattern, casefold};
pub use secure::{Rights, SearchRefused, secure};

use crate::schema::{FieldId, Kind, ModelId};

/// Which records.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// Every record.
    All,
    /// No record.
    Nothing,
    /// Records that meet all of these; never empty, never nested.
    And(Vec<Filter>),
    /// Records that meet one of these; never empty, never nested.
    Or(Vec<Filter>),
    /// Records of which one field meets a test.
    Field {
        /// The field.
        field: FieldId,
        /// Whether the test must fail instead.
        negated: bool,
        /// The test.
        test: Test,
    },
}

/// A test of one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// The value is one of `values`, or not set if `unset`. On one2many and many2many: some linked id is one of
    /// `values`, or there is none if `unset`.
    In {
        /// Part of a date to look at instead of the whole.
        part: Option<Part>,
        /// Accepted values, in order, without repetition.
        values: Vec<Value>,
        /// Whether "not set" is accepted.
        unset: bool,
    },
    /// The value lies on one side of a bound.
    Order {
        /// Part of a date to look at instead of the whole.
        part: Option<Part>,
        /// Which side.
        side: Side,
        /// The bound.
        bound: Value,
        /// Whether "not set" is accepted: numbers read it as 0 and texts as `''`.
        unset: bool,
    },
    /// The value, as text, has a form. Never met by "not set".
    Like(Pattern),
    /// Some linked record meets a filter.
    Related(ModelId, Box<Filter>),
    /// The linked record (or the record itself, on `id`) lies below or above given nodes of a tree.
    Tree(Tree),
}

/// Which side of a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `<`.
    Below,
    /// `<=`.
    UpTo,
    /// `>`.
    Above,
    /// `>=`.
    From,
}

impl Side {
    /// Whether a value that compares like this with the bound is on this side.
    #[must_use]
    pub fn accepts(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Below => order.is_lt(),
            Self::UpTo => order.is_le(),
            Self::Above => order.is_gt(),
            Self::From => order.is_ge(),
        }
    }

    /// The operator's sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Below => "<",
            Self::UpTo => "<=",
            Self::Above => ">",
            Self::From => ">=",
        }
    }
}

/// "Below" and "above" in a tree of records. A node is below and above itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// The model whose records are the nodes.
    pub model: ModelId,
    /// The link from a node to the one above it; an x2many leads to several.
    pub link: FieldId,
    /// `child_of` when true, `parent_of` when false.
    pub below: bool,
    /// The nodes to start from, by id.
    pub roots: Vec<Value>,
    /// Further nodes to start from, by what they are like.
    pub named: Option<Box<Filter>>,
}

impl Filter {
    /// All of `parts`.
    #[must_use]
    pub fn and(parts: impl IntoIterator<Item = Filter>) -> Self {
        let mut out = Vec::new();
        for part in parts {
            match part {
                Self::All => {}
                Self::Nothing => return Self::Nothing,
                Self::And(inner) => inner.into_iter().for_each(|p| push(&mut out, p)),
                part => push(&mut out, part),
            }
        }
        absorb(&mut out, |kept, other| matches!(other, Self::Or(parts) if parts.contains(kept)));
        match out.len() {
            0 => Self::All,
            1 => out.remove(0),
            _ => Self::And(out),
        }
    }

    /// One of `parts`.
    #[must_use]
    pub fn or(parts: impl IntoIterator<Item = Filter>) -> Self {
        let mut out = Vec::new();
        for part in parts {
            match part {
                Self::Nothing => {}
                Self::All => return Self::All,
                Self::Or(inner) => inner.into_iter().for_each(|p| merge(&mut out, p)),
                part => merge(&mut out, part),
            }
        }
        absorb(&mut out, |kept, other| matches!(other, Self::And(parts) if parts.contains(kept)));
        match out.len() {
            0 => Self::Nothing,
            1 => out.remove(0),
            _ => Self::Or(out),
        }
    }

    /// Exactly the records that this filter does not match.
    #[must_use]
    #[allow(clippy::should_implement_trait, reason = "reads as the other connectives do")]
    pub fn not(self) -> Self {
        match self {
            Self::All => Self::Nothing,
            Self::Nothing => Self::All,
            Self::And(parts) => Self::or(parts.into_iter().map(Self::not)),
            Self::Or(parts) => Self::and(parts.into_iter().map(Self::not)),
            Self::Field { field, negated, test } => Self::Field { field, negated: !negated, test },
        }
    }

    /// `value` for every record.
    #[must_use]
    pub fn constant(value: bool) -> Self {
        if value { Self::All } else { Self::Nothing }
    }

    /// Records whose `field` is one of `values`, or not set if `unset`.
    #[must_use]
    pub fn one_of(field: FieldId, mut values: Vec<Value>, unset: bool) -> Self {
        values.sort_unstable_by(Value::order);
        values.dedup();
        if values.is_empty() && !unset {
            return Self::Nothing;
        }
        Self::Field { field, negated: false, test: Test::In { part: None, values, unset } }
    }

    /// Records with some linked record that meets `filter`.
    #[must_use]
    pub fn related(field: FieldId, comodel: ModelId, filter: Filter) -> Self {
        if filter == Self::Nothing {
            return Self::Nothing;
        }
        Self::Field { field, negated: false, test: Test::Related(comodel, Box::new(filter)) }
    }

    /// Records that do not lack the value of a field that they must have (see [`is_missing`]).
    #[must_use]
    pub fn given(field: FieldId, kind: &Kind) -> Self {
        // A comparison that does not let "not set" in is met by every value that there is.
        let any = |side, bound| Self::Field {
            field,
            negated: false,
            test: Test::Order { part: None, side, bound, unset: false },
        };
        match kind {
            Kind::Integer | Kind::Float => {
                Self::or([any(Side::From, Value::Int(0)), any(Side::Below, Value::Int(0))])
            }
            Kind::Boolean => any(Side::From, Value::Bool(false)),
            _ => Self::one_of(field, Vec::new(), true).not(),
        }
    }

    /// Whether the filter decides every record alike: all, none, or depending on the record.
    #[must_use]
    pub fn verdict(&self) -> Coverage {
        match self {
            Self::All => Coverage::All,
            Self::Nothing => Coverage::None,
            _ => Coverage::Conditional,
        }
    }

    /// How many tests the filter holds, those inside relations included.
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::All | Self::Nothing => 0,
            Self::And(parts) | Self::Or(parts) => parts.iter().map(Self::size).sum(),
            Self::Field { test: Test::Related(_, inner), .. } => 1 + inner.size(),
            Self::Field { .. } => 1,
        }
    }
}

/// The three answers of a list filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Every record.
    All,
    /// No record.
    None,
    /// It depends on the record.
    Conditional,
}

impl Coverage {
    /// The word for it at the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::None => "none",
            Self::Conditional => "conditional",
        }
    }
}

/// More parts than this are not compared with each other: the gain would not pay for the comparisons.
const MOST_COMPARED: usize = 64;

fn push(out: &mut Vec<Filter>, part: Filter) {
    if out.len() > MOST_COMPARED || !out.contains(&part) {
        out.push(part);
    }
}

/// Adds an alternative; two memberships of the same field become one.
fn merge(out: &mut Vec<Filter>, part: Filter) {
    if let Filter::Field { field, negated: false, test: Test::In { part: date_part, values, unset } } = &part
    {
        let twin = out.iter_mut().find_map(|p| match p {
            Filter::Field { field: f, negated: false, test: Test::In { part, values, unset } }
                if f == field && part == date_part =>
            {
                Some((values, unset))
            }
            _ => None,
        });
        if let Some((into, into_unset)) = twin {
            into.extend(values.iter().cloned());
            into.sort_unstable_by(Value::order);
            into.dedup();
            *into_unset |= unset;
            return;
        }
    }
    push(out, part);
}

/// Drops parts that another part makes superfluous: `a and (a or b)` is `a`.
fn absorb(out: &mut Vec<Filter>, superfluous: impl Fn(&Filter, &Filter) -> bool) {
    if out.len() < 2 || out.len() > MOST_COMPARED {
        return;
    }
    let drop: Vec<bool> = out.iter().map(|part| out.iter().any(|kept| superfluous(kept, part))).collect();
    let mut dropped = drop.iter();
    out.retain(|_| !dropped.next().copied().unwrap_or(false));
}
