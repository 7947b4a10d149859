//! The operators of conditions.

use crate::filter::Side;

/// How a field is compared with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `=` and, negated, `!=`.
    Equal(Negated),
    /// `in` and `not in`.
    In(Negated),
    /// `=?`: no condition when the value is not set.
    EqualIfSet,
    /// `<`, `<=`, `>`, `>=`.
    Order(Side),
    /// `like` and its variants.
    Like {
        /// `not …`.
        negated: Negated,
        /// `ilike`: case is ignored.
        fold: bool,
        /// `=like`: the pattern is for the whole text.
        whole: bool,
    },
    /// `child_of` when true, `parent_of` when false.
    Tree {
        /// Which way.
        below: bool,
    },
    /// `any` and `not any`: the value is a domain on the other model.
    Any(Negated),
}

/// Whether an operator is the complement of its positive form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Negated(pub bool);

const YES: Negated = Negated(true);
const NO: Negated = Negated(false);

/// Every operator by its text.
const NAMES: [(&str, Operator); 23] = [
    ("=", Operator::Equal(NO)),
    ("==", Operator::Equal(NO)),
    ("!=", Operator::Equal(YES)),
    ("<>", Operator::Equal(YES)),
    ("in", Operator::In(NO)),
    ("not in", Operator::In(YES)),
    ("=?", Operator::EqualIfSet),
    ("<", Operator::Order(Side::Below)),
    ("<=", Operator::Order(Side::UpTo)),
    (">", Operator::Order(Side::Above)),
    (">=", Operator::Order(Side::From)),
    ("like", Operator::Like { negated: NO, fold: false, whole: false }),
    ("not like", Operator::Like { negated: YES, fold: false, whole: false }),
    ("ilike", Operator::Like { negated: NO, fold: true, whole: false }),
    ("not ilike", Operator::Like { negated: YES, fold: true, whole: false }),
    ("=like", Operator::Like { negated: NO, fold: false, whole: true }),
    ("not =like", Operator::Like { negated: YES, fold: false, whole: true }),
    ("=ilike", Operator::Like { negated: NO, fold: true, whole: true }),
    ("not =ilike", Operator::Like { negated: YES, fold: true, whole: true }),
    ("child_of", Operator::Tree { below: true }),
    ("parent_of", Operator::Tree { below: false }),
    ("any", Operator::Any(NO)),
    ("not any", Operator::Any(YES)),
];

impl Operator {
    /// The operator of this name; upper case is accepted, as in Odoo.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        NAMES.iter().find(|(name, _)| *name == lower).map(|(_, operator)| *operator)
    }

    /// Its usual text.
    #[must_use]
    pub fn text(self) -> &'static str {
        NAMES.iter().find(|(_, operator)| *operator == self).map_or("", |(name, _)| name)
    }

    /// All texts, for messages.
    #[must_use]
    pub fn all() -> Vec<&'static str> {
        NAMES.iter().map(|(name, _)| *name).collect()
    }
}
