//! The expressions that rules are written in: a tree with positions, before any meaning is given to it.
//!
//! The notation is a small part of Python's, because that is what Odoo's rules use. It is parsed, never run.

use std::borrow::Cow;

/// Where in the text something stands, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
}

impl Span {
    pub(crate) fn to(self, other: Span) -> Span {
        Span { start: self.start, end: other.end }
    }
}

/// An expression and where it stands. Its texts and names are those of the text it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr<'t> {
    /// What it is.
    pub kind: ExprKind<'t>,
    /// Where it stands.
    pub span: Span,
}

impl Expr<'_> {
    /// Levels of the tree below and including this one.
    pub(super) fn height(&self) -> usize {
        let tallest = |parts: &[Expr<'_>]| parts.iter().map(Expr::height).max().unwrap_or(0);
        1 + match &self.kind {
            ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Text(_)
            | ExprKind::Name(_) => 0,
            ExprKind::List(items) => tallest(items),
            ExprKind::Attribute(inner, _) | ExprKind::Not(inner) => inner.height(),
            ExprKind::Call(function, arguments) => function.height().max(tallest(arguments)),
            ExprKind::Sum { left, right, .. }
            | ExprKind::Compare(_, left, right)
            | ExprKind::And(left, right)
            | ExprKind::Or(left, right) => left.height().max(right.height()),
            ExprKind::If { condition, then, otherwise } => {
                condition.height().max(then.height()).max(otherwise.height())
            }
            ExprKind::Comprehension { element, source, condition, .. } => {
                element.height().max(source.height()).max(condition.as_ref().map_or(0, |c| c.height()))
            }
        }
    }
}

/// The forms of expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind<'t> {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// A text.
    Text(Cow<'t, str>),
    /// `[a, b]` or `(a, b)`.
    List(Vec<Expr<'t>>),
    /// A bare name.
    Name(&'t str),
    /// `value.name`.
    Attribute(Box<Expr<'t>>, &'t str),
    /// `function(arguments)`.
    Call(Box<Expr<'t>>, Vec<Expr<'t>>),
    /// `not value`.
    Not(Box<Expr<'t>>),
    /// `left + right` or `left - right`.
    Sum {
        /// Whether it is a subtraction.
        minus: bool,
        /// Left side.
        left: Box<Expr<'t>>,
        /// Right side.
        right: Box<Expr<'t>>,
    },
    /// `left OP right`.
    Compare(Comparison, Box<Expr<'t>>, Box<Expr<'t>>),
    /// `a and b`.
    And(Box<Expr<'t>>, Box<Expr<'t>>),
    /// `a or b`.
    Or(Box<Expr<'t>>, Box<Expr<'t>>),
    /// `then if condition else otherwise`.
    If {
        /// What decides.
        condition: Box<Expr<'t>>,
        /// Value when it holds.
        then: Box<Expr<'t>>,
        /// Value when it does not.
        otherwise: Box<Expr<'t>>,
    },
    /// `[element for variable in source if condition]`.
    Comprehension {
        /// What is collected.
        element: Box<Expr<'t>>,
        /// The name each item goes by.
        variable: &'t str,
        /// What is walked.
        source: Box<Expr<'t>>,
        /// Which items count.
        condition: Option<Box<Expr<'t>>>,
    },
}

/// The comparisons of expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`.
    Equal,
    /// `!=`.
    Unequal,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
    /// `in`.
    In,
    /// `not in`.
    NotIn,
}
