//! Two people changed the same thing: what it says now beside what was typed, so that nobody overwrites what he has not seen.

use serde_json::Value as Json;

/// What differs.
pub(super) struct Clash {
    pub(super) rows: Vec<ClashRow>,
    /// What the thing is now, for a form that is sent after all.
    pub(super) tag: String,
}

/// One member that differs.
pub(super) struct ClashRow {
    pub(super) field: String,
    pub(super) now: String,
    pub(super) typed: String,
}

impl Clash {
    /// What differs between a thing as it is now and as somebody would have it, both as objects. What he says nothing about differs in nothing.
    pub(super) fn between(now: &Json, typed: &Json, tag: impl Into<String>) -> Self {
        let members = typed.as_object().into_iter().flatten();
        let rows = members.filter_map(|(field, typed)| {
            let now = now.get(field).unwrap_or(&Json::Null);
            let (now, typed) = (told(now), told(typed));
            (now != typed).then(|| ClashRow { field: field.clone(), now, typed })
        });
        Self { rows: rows.collect(), tag: tag.into() }
    }
}

/// A value for people; nothing is what nothing is in.
fn told(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(values) => values.iter().map(told).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        let now = json!({"name": "Ella", "phones": ["1", "2"], "title": null, "unseen": 1});
        let typed = json!({"name": "Ela", "phones": ["1", "2"], "title": "", "new": true});
        let clash = Clash::between(&now, &typed, "t");
        let rows: Vec<_> = clash.rows.iter().map(|row| (&*row.field, &*row.now, &*row.typed)).collect();
        assert_eq!(rows, [("name", "Ella", "Ela"), ("new", "", "true")]);
    }
}
