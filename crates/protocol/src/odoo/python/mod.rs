//! The Python that data files really hold: literals, `ref()` and `Command`.
//!
//! Text is parsed into a [`Literal`]; nothing is run, looked up or imported. Whatever is outside the small grammar is
//! an error that quotes the offending piece:
//!
//! ```text
//! sum     := term ('+' term)*            texts and lists only
//! term    := '-' number | number | text+ | True | False | None | '(' … ')' | '[' … ']' | '{' … '}'
//!          | ref(text) | Command.name(…)
//! ```

mod parser;
mod print;
mod token;

pub(super) use parser::parse;

/// A value written down in Python.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Literal>),
    Tuple(Vec<Literal>),
    Dict(Vec<(Literal, Literal)>),
    /// `ref('module.name')`, the id as written.
    Ref(String),
    /// `Command.link(…)` and its kin.
    Command(String, Vec<Literal>),
}

impl Literal {
    /// Python's truth value; references and commands are always true.
    pub(super) fn truth(&self) -> bool {
        match self {
            Self::None => false,
            Self::Bool(value) => *value,
            Self::Int(value) => *value != 0,
            Self::Float(value) => *value != 0.0,
            Self::Text(text) => !text.is_empty(),
            Self::List(items) | Self::Tuple(items) => !items.is_empty(),
            Self::Dict(items) => !items.is_empty(),
            Self::Ref(_) | Self::Command(..) => true,
        }
    }

    /// The items of a list or tuple.
    pub(super) fn items(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) | Self::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Why a text is not such a literal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} (character {at})")]
pub(super) struct NotLiteral {
    /// Byte position in the text.
    pub(super) at: usize,
    /// What stands there and why it is refused.
    pub(super) what: String,
}
