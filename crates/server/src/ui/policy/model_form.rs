//! `/models/new`, `/models/{m}/edit` and `/models/{m}/delete`: what records of a model are made of. What the form does not say (where records
//! are kept, what of a request counts, what the trail is told) stays as it is.

use bailiwick_app::administration::{PolicyPart, PolicySight};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json, json};

use super::{
    super::{page::Page, query::Query},
    control::{Field, TextField, Written, lines, members, said},
    form::{Form, Way},
    names::label,
    sheet::Sheet,
};

/// The form of a model.
pub(super) struct ModelForm;

impl Form for ModelForm {
    const KIND: PolicyKind = PolicyKind::Model;
    const WORD: &'static str = "model";
    const PATH: &'static str = "/models";
    const HAS_PAGE: bool = true;

    fn way(page: &Page, _sight: &PolicySight, _model: &str) -> Way {
        vec![("/models".to_owned(), page.text("models"))]
    }

    fn name(_page: &Page, _sight: &PolicySight, id: &str, part: &PolicyPart) -> String {
        label(part, id)
    }

    fn begun(_sight: &PolicySight, asked: Query) -> Query {
        asked.with("fields", Some("name: char"))
    }

    fn body(draft: &Query, part: Option<&PolicyPart>) -> Map<String, Json> {
        let paths = |name: &str| {
            let paths: Vec<&str> = lines(draft, name).collect();
            if paths.is_empty() { Json::Null } else { paths.into() }
        };
        let unless = |name: &str, usual: &str| match draft.said(name) {
            Some(chosen) if chosen != usual => chosen.into(),
            _ => Json::Null,
        };
        members([
            ("label", said(draft, "label")),
            ("id", unless("ids", "integer")),
            ("parent", said(draft, "parent")),
            ("area", paths("area")),
            ("company", paths("company")),
            ("owner", paths("owner")),
            ("unplaced", unless("unplaced", "hidden")),
            ("actions", named_lines(draft, part, "actions")),
            ("fields", named_lines(draft, part, "fields")),
        ])
    }

    fn written(part: &PolicyPart) -> Written {
        let text =
            |name: &str, usual: &str| part.body.get(name).and_then(Json::as_str).unwrap_or(usual).to_owned();
        let list = |name: &str| {
            let all = part.body.get(name).and_then(Json::as_array).into_iter().flatten();
            all.filter_map(Json::as_str).collect::<Vec<_>>().join("\n")
        };
        let named = |name: &str| {
            let all = part.body.get(name).and_then(Json::as_object).into_iter().flatten();
            let line = |(name, value): (&String, &Json)| format!("{name}: {}", kind_of(value));
            all.map(line).collect::<Vec<_>>().join("\n")
        };
        Written::of(&part.body, &["label", "parent"])
            .and("ids", text("id", "integer"))
            .and("unplaced", text("unplaced", "hidden"))
            .and("area", list("area"))
            .and("company", list("company"))
            .and("owner", list("owner"))
            .and("actions", named("actions"))
            .and("fields", named("fields"))
    }

    fn fields(sheet: &Sheet<'_>) -> Vec<Field> {
        let page = sheet.page();
        let option = |value: &str, text: &str| (value.to_owned(), page.text(text));
        let ids = vec![option("integer", "pol-model-ids-numbers"), option("text", "pol-model-ids-texts")];
        let unplaced =
            [("hidden", "pol-model-unplaced-hidden"), ("reachable", "pol-model-unplaced-reachable")];
        let unplaced = unplaced.map(|(value, text)| option(value, text)).into();
        let long = |name, text: &str, rows| {
            let field = sheet.text(name, &format!("pol-model-{text}"), &format!("pol-model-{text}-hint"));
            Field::Lines(TextField { rows, ..field })
        };
        let mut fields = Vec::new();
        if sheet.part.is_none() {
            fields.push(Field::Text(sheet.text("id", "pol-id", "pol-model-id-hint").required().code()));
        }
        let parent = sheet.text("parent", "pol-model-parent", "pol-model-parent-hint").code();
        fields.extend([
            Field::Text(sheet.text("label", "pol-name", "")),
            long("fields", "fields", 10),
            long("actions", "actions", 3),
            long("area", "area", 2),
            Field::Choice(sheet.text("unplaced", "pol-model-unplaced", ""), unplaced),
            long("company", "company", 2),
            long("owner", "owner", 2),
            Field::Text(parent),
            Field::Choice(sheet.text("ids", "pol-model-ids", ""), ids),
        ]);
        fields
    }
}

/// Lines of names and what is said of each, as a patch of what there is: `name: char`, or `approve: update`. What else is known of a name
/// stays, and a name that has no line any more goes.
fn named_lines(draft: &Query, part: Option<&PolicyPart>, member: &str) -> Json {
    let known = part.and_then(|part| part.body.get(member)).and_then(Json::as_object);
    let mut patch = Map::new();
    for line in lines(draft, member) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let (name, value) = (name.trim(), value.trim());
        let there = known.and_then(|known| known.get(name));
        patch.insert(
            name.to_owned(),
            match there {
                Some(there) if kind_of(there) == value => there.clone(),
                Some(Json::Object(_)) => json!({ "type": value }),
                _ => value.into(),
            },
        );
    }
    let gone = known.into_iter().flat_map(Map::keys).filter(|name| !patch.contains_key(*name));
    let gone: Vec<String> = gone.cloned().collect();
    patch.extend(gone.into_iter().map(|name| (name, Json::Null)));
    patch.into()
}

/// What a field holds, or which operation's rules an action obeys.
fn kind_of(value: &Json) -> &str {
    value.as_str().or_else(|| value.get("type")?.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(body: Json) -> PolicyPart {
        PolicyPart {
            body: body.as_object().cloned().unwrap(),
            tag: String::new(),
            part_of: None,
            is_shipped: false,
            changeable: true,
            deletable: true,
        }
    }

    #[test]
    fn what_lines_do_not_say_stays() {
        let known = part(json!({
            "label": "Household",
            "fields": {"name": "char", "income": {"type": "integer", "groups": "reg.registrar"}, "gone": "date"},
            "actions": {"approve": "update"},
            "table": {"name": "household"},
        }));
        let written = ModelForm::written(&known).query();
        assert_eq!(written.one("fields"), Some("gone: date\nincome: integer\nname: char"));
        assert_eq!(ModelForm::body(&written, Some(&known))["fields"], known.body["fields"]);

        let draft = written.with("fields", Some("name: text\r\n\r\nincome : float\r\nborn: date"));
        let body = ModelForm::body(&draft.with("actions", Some("")), Some(&known));
        let fields = json!({"name": "text", "income": {"type": "float"}, "born": "date", "gone": null});
        assert_eq!((&body["fields"], &body["actions"]), (&fields, &json!({ "approve": null })));
        assert!(!body.contains_key("table"), "it is patched, not replaced");
        assert_eq!(body["unplaced"], Json::Null, "the usual is not written");
        let near = ModelForm::body(&draft.with("unplaced", Some("reachable")), Some(&known));
        assert_eq!(near["unplaced"], "reachable");
    }
}
