//! What a text looks like.

use serde_json::Value as Json;

use super::{Oracle, Record};

impl Oracle<'_> {
    pub(super) fn is_like(
        &self,
        model: &str,
        record: &Record,
        field: &str,
        operator: &str,
        value: &Json,
    ) -> bool {
        let is_relation = self.kind(model, field).is_some_and(|k| k.comodel().is_some());
        let text = match value {
            Json::String(text) => text.clone(),
            Json::Null | Json::Bool(false) => String::new(),
            other => other.to_string(),
        };
        let whole = operator.starts_with('=');
        if text.is_empty() {
            let unset = self.is_unset(model, record, field);
            return if whole { unset } else { !is_relation || !unset };
        }
        if is_relation {
            return self
                .through(model, record, field, |m, r| self.path(m, r, "display_name", operator, value));
        }
        if self.is_unset(model, record, field) {
            return false;
        }
        let seen = match &record[field] {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        let fold = |text: &str| {
            if operator.ends_with("ilike") {
                text.to_lowercase().replace('ς', "σ")
            } else {
                text.to_owned()
            }
        };
        let mut pattern = wildcards(&fold(&text));
        if !whole {
            pattern.insert(0, Wild::Run);
            pattern.push(Wild::Run);
        }
        fits(&pattern, &fold(&seen).chars().collect::<Vec<_>>())
    }
}

enum Wild {
    Run,
    One,
    Exactly(char),
}

fn wildcards(text: &str) -> Vec<Wild> {
    let mut chars = text.chars();
    let mut out = Vec::new();
    while let Some(c) = chars.next() {
        out.push(match c {
            '%' => Wild::Run,
            '_' => Wild::One,
            '\\' => Wild::Exactly(chars.next().unwrap_or('\\')),
            c => Wild::Exactly(c),
        });
    }
    out
}

fn fits(pattern: &[Wild], text: &[char]) -> bool {
    match (pattern.first(), text.first()) {
        (None, seen) => seen.is_none(),
        (Some(Wild::Run), _) => (0..=text.len()).any(|skip| fits(&pattern[1..], &text[skip..])),
        (Some(Wild::One), Some(_)) => fits(&pattern[1..], &text[1..]),
        (Some(Wild::Exactly(c)), Some(seen)) => c == seen && fits(&pattern[1..], &text[1..]),
        (Some(_), None) => false,
    }
}
