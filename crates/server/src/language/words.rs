//! What a text is filled with.

use std::{borrow::Cow, collections::BTreeMap};

use bailiwick_model::disturbs_lines;
use fluent_bundle::{FluentArgs, FluentValue};

/// First strong isolate: what follows runs as it does by itself.
const APART: char = '\u{2068}';
/// And here it ends.
const TOGETHER: char = '\u{2069}';

/// Values by the names that texts have for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words(BTreeMap<Cow<'static, str>, Word>);

#[derive(Clone, Debug, PartialEq)]
enum Word {
    /// From people: it may run either way.
    Text(String),
    /// From us, and copied by hand: nothing invisible may stand around it.
    Exact(String),
    /// A text of ours that was filled already, with marks of its own.
    Filled(String),
    Count(i64),
}

impl Words {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With a text that somebody has written.
    #[must_use]
    pub fn text(mut self, name: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        self.0.insert(name.into(), Word::Text(text.into()));
        self
    }

    /// With a text that is a word of ours, or that is copied as it is, such as a code.
    #[must_use]
    pub fn exact(mut self, name: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        self.0.insert(name.into(), Word::Exact(text.into()));
        self
    }

    /// With a text of ours that was filled already, such as a moment.
    #[must_use]
    pub fn filled(mut self, name: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        self.0.insert(name.into(), Word::Filled(text.into()));
        self
    }

    /// With a number, by which texts choose the right form.
    #[must_use]
    pub fn count(mut self, name: impl Into<Cow<'static, str>>, count: impl Into<i64>) -> Self {
        self.0.insert(name.into(), Word::Count(count.into()));
        self
    }

    pub(super) fn arguments(&self, is_rtl: bool) -> FluentArgs<'static> {
        let mut arguments = FluentArgs::with_capacity(self.0.len());
        for (name, word) in &self.0 {
            let value: FluentValue<'static> = match word {
                Word::Text(text) => FluentValue::String(Cow::Owned(set_apart(text, is_rtl))),
                Word::Exact(text) => FluentValue::String(Cow::Owned(in_line(text))),
                Word::Filled(text) => FluentValue::String(Cow::Owned(text.clone())),
                Word::Count(count) => FluentValue::from(*count),
            };
            arguments.set(name.clone(), value);
        }
        arguments
    }
}

/// A text as it can stand within another one. Marks are left out where both run from left to right: readers cannot see them,
/// and telephones pay for each.
fn set_apart(text: &str, is_rtl: bool) -> String {
    let line = in_line(text);
    if is_rtl || line.chars().any(runs_left) { format!("{APART}{line}{TOGETHER}") } else { line }
}

/// What would begin a new line, or turn what stands around it, is a space.
fn in_line(text: &str) -> String {
    text.chars().map(|c| if disturbs_lines(c) { ' ' } else { c }).collect()
}

/// Whether a letter is of a script that runs from right to left (Hebrew, Arabic and what lies between and behind them).
fn runs_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_set_apart_where_it_matters() {
        assert_eq!(set_apart("Asha", false), "Asha");
        assert_eq!(set_apart("Asha", true), "\u{2068}Asha\u{2069}");
        assert_eq!(set_apart("عائشة", false), "\u{2068}عائشة\u{2069}");
    }

    #[test]
    fn nothing_in_a_name_turns_the_text_around_it() {
        assert_eq!(set_apart("a\u{2069}b\u{202E}c\r\nd", true), "\u{2068}a b c  d\u{2069}");
        assert_eq!(in_line("क्\u{200D}ष"), "क्\u{200D}ष");
    }
}
