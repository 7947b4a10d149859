//! The expressions that rules are written in: a tree with positions, before any meaning is given to it.
//!
//! The notation is a small part of Python's, because that is what Odoo's rules use. It is parsed, never run.

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

/// An expression and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

impl Expr {
    /// Levels of the tree below and including this one.
    pub(super) fn height(&self) -> usize {
        let children: Vec<&Expr> = match &self.kind {
            ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Text(_)
            | ExprKind::Name(_) => Vec::new(),
            ExprKind::List(items) => items.iter().collect(),
            ExprKind::Attribute(inner, _) | ExprKind::Not(inner) => vec![inner],
            ExprKind::Call(function, arguments) => arguments.iter().chain([&**function]).collect(),
            ExprKind::Sum { left, right, .. }
            | ExprKind::Compare(_, left, right)
            | ExprKind::And(left, right)
            | ExprKind::Or(left, right) => vec![left, right],
            ExprKind::If { condition, then, otherwise } => vec![condition, then, otherwise],
            ExprKind::Comprehension { element, source, condition, .. } => {
                condition.as_deref().into_iter().chain([&**element, &**source]).collect()
            }
        };
        1 + children.into_iter().map(Expr::height).max().unwrap_or(0)
    }
}

/// The forms of expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// A text.
    Text(String),
    /// `[a, b]` or `(a, b)`.
    List(Vec<Expr>),
    /// A bare name.
    Name(String),
    /// `value.name`.
    Attribute(Box<Expr>, String),
    /// `function(arguments)`.
    Call(Box<Expr>, Vec<Expr>),
    /// `not value`.
    Not(Box<Expr>),
    /// `left + right` or `left - right`.
    Sum {
        /// Whether it is a subtraction.
        minus: bool,
        /// Left side.
        left: Box<Expr>,
        /// Right side.
        right: Box<Expr>,
    },
    /// `left OP right`.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `a and b`.
    And(Box<Expr>, Box<Expr>),
    /// `a or b`.
    Or(Box<Expr>, Box<Expr>),
    /// `then if condition else otherwise`.
    If {
        /// What decides.
        condition: Box<Expr>,
        /// Value when it holds.
        then: Box<Expr>,
        /// Value when it does not.
        otherwise: Box<Expr>,
    },
    /// `[element for variable in source if condition]`.
    Comprehension {
        /// What is collected.
        element: Box<Expr>,
        /// The name each item goes by.
        variable: String,
        /// What is walked.
        source: Box<Expr>,
        /// Which items count.
        condition: Option<Box<Expr>>,
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
