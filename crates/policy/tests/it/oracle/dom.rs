//! A domain before it is written down, and how it is written.

use serde_json::Value as Json;

/// A domain before it is written down.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Dom {
    Constant(bool),
    And(Vec<Dom>),
    Or(Vec<Dom>),
    Not(Box<Dom>),
    Is(String, &'static str, Term),
    Any(String, bool, Box<Dom>),
    /// Only as a whole domain: this one if the variable holds, else the other.
    If(&'static str, Box<Dom>, Box<Dom>),
}

/// A value: as it stands, or a variable of the asking user.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Term {
    Json(Json),
    Variable(&'static str),
}

impl Dom {
    /// The domain in the notation of the engine.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::If(condition, then, otherwise) => {
                format!("{} if {condition} else {}", then.text(), otherwise.text())
            }
            dom => format!("[{}]", dom.terms()),
        }
    }

    fn terms(&self) -> String {
        let joined = |sign: &str, parts: &[Dom]| {
            let signs = format!("'{sign}', ").repeat(parts.len().saturating_sub(1));
            format!("{signs}{}", parts.iter().map(Dom::terms).collect::<Vec<_>>().join(", "))
        };
        match self {
            Self::Constant(value) => format!("({}, '=', 1)", u8::from(*value)),
            Self::And(parts) => joined("&", parts),
            Self::Or(parts) => joined("|", parts),
            Self::Not(inner) => format!("'!', {}", inner.terms()),
            Self::Is(path, operator, term) => format!("('{path}', '{operator}', {})", term.text()),
            Self::Any(field, negated, inner) => {
                format!("('{field}', '{}any', {})", if *negated { "not " } else { "" }, inner.text())
            }
            Self::If(..) => panic!("only as a whole domain"),
        }
    }
}

impl Term {
    fn text(&self) -> String {
        match self {
            Self::Json(value) => literal(value),
            Self::Variable(name) => (*name).to_owned(),
        }
    }
}

/// A value as the domain language writes it.
fn literal(value: &Json) -> String {
    match value {
        Json::Null => "None".to_owned(),
        Json::Bool(true) => "True".to_owned(),
        Json::Bool(false) => "False".to_owned(),
        Json::String(text) => {
            format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}
