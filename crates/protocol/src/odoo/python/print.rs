//! A [`Literal`] back into Python text, for domains that were written as `eval=`.

use std::fmt::Write as _;

use super::Literal;

impl Literal {
    /// The text Python would print, or nothing if the value depends on a database.
    pub(in crate::odoo) fn to_python(&self) -> Option<String> {
        let mut text = String::new();
        self.print(&mut text).then_some(text)
    }

    fn print(&self, out: &mut String) -> bool {
        match self {
            Self::None => out.push_str("None"),
            Self::Bool(value) => out.push_str(if *value { "True" } else { "False" }),
            Self::Int(value) => _ = write!(out, "{value}"),
            Self::Float(value) => _ = write!(out, "{value:?}"),
            Self::Text(text) => print_text(text, out),
            Self::List(items) => return print_items(items, "[", "]", out),
            Self::Tuple(items) if items.len() == 1 => return print_items(items, "(", ",)", out),
            Self::Tuple(items) => return print_items(items, "(", ")", out),
            Self::Dict(_) | Self::Ref(_) | Self::Command(..) => return false,
        }
        true
    }
}

fn print_items(items: &[Literal], open: &str, close: &str, out: &mut String) -> bool {
    out.push_str(open);
    for (nth, item) in items.iter().enumerate() {
        if nth > 0 {
            out.push_str(", ");
        }
        if !item.print(out) {
            return false;
        }
    }
    out.push_str(close);
    true
}

fn print_text(text: &str, out: &mut String) {
    out.push('\'');
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => out.push(c),
        }
    }
    out.push('\'');
}

#[cfg(test)]
mod tests {
    use crate::odoo::python::parse;

    #[test]
    fn printing_and_reading_agree() {
        for text in ["[('a', '=', False), '|', ('b', 'in', [1, -2.5, None])]", r"'it\'s\n\\'", "(1,)", "()"] {
            assert_eq!(parse(text).unwrap().to_python().as_deref(), Some(text));
        }
        assert_eq!(parse("[ref('a')]").unwrap().to_python(), None);
    }
}
