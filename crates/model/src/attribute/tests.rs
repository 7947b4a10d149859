//! What attributes accept, and how they are defined.

use serde_json::json;

use super::*;

const SCHEMA: &str = r#"{
    "badge": {"label": "Badge", "kind": "number", "unique": true, "required": true},
    "note": {"label": "Note", "kind": "text", "max_length": 5, "self": "hidden"},
    "shift": {"label": "Shift", "kind": "choice", "choices": ["day", "night"], "self": "write"},
    "started": {"label": "Started", "kind": "date"},
    "remote": {"label": "Remote", "kind": "boolean"},
    "second": {"label": "Second address", "kind": "email", "unique": true},
    "page": {"label": "Page", "kind": "url"}
}"#;

fn schema() -> AttributeSchema {
    serde_json::from_str(SCHEMA).unwrap()
}

fn faults(values: Value) -> Vec<String> {
    schema().check(&serde_json::from_value(values).unwrap()).iter().map(AttributeFault::to_string).collect()
}

#[test]
fn what_fits_is_accepted() {
    let values = json!({"badge": 7, "note": "a\nbéé", "shift": "night", "started": "2026-11-30", "remote": false,
        "second": "a@b.c", "page": "https://example.org:80/a?b#c"});
    assert_eq!(faults(values), [""; 0]);
    assert_eq!(faults(json!({"badge": -1.5})), [""; 0]);
}

#[test]
fn what_does_not_fit_is_named_with_its_place() {
    let faults =
        faults(json!({"note": "123456", "shift": "noon", "started": "2026-11-30T10:00", "remote": "no",
        "second": "a", "page": "javascript:alert(1)", "bagde": 1}));
    assert_eq!(
        faults,
        [
            "/bagde: there is no such attribute; use one of badge, note, page, remote, second, shift, started, or define it first",
            "/note: this text may have at most 5 characters; shorten it",
            "/page: write an address that begins with https:// or http://",
            "/remote: write true or false",
            "/second: \"a\" is not an email address: write NAME@DOMAIN, with a single '@'",
            "/shift: choose one of \"day\", \"night\"",
            "/started: write a day as in \"2026-11-30\"",
            "/badge: this attribute is required; give it a value",
        ]
    );
    let empty = AttributeSchema::default().check(&serde_json::from_value(json!({"a": 1})).unwrap());
    assert_eq!(empty[0].to_string(), "/a: there are no attributes here; define it first");
}

#[test]
fn every_kind_refuses_the_values_of_the_others() {
    let values = [json!(null), json!([]), json!({}), json!(true), json!(1), json!("\u{1}"), json!("")];
    for (name, field) in schema().fields {
        let fitting = values.iter().filter(|value| field.check(value).is_ok()).count();
        let expected = usize::from(matches!(field.kind(), AttributeKind::Number | AttributeKind::Boolean));
        assert_eq!(fitting, expected, "{name}");
    }
    for page in [
        "https://",
        "https:///a",
        "https://a@b.c/",
        "ftp://a.b",
        "https://a b",
        "https://:80",
        "HTTPS://a.b",
        "//a",
    ] {
        assert!(schema().fields["page"].check(&json!(page)).is_err(), "{page}");
    }
}

#[test]
fn unique_values_are_compared_by_what_they_mean() {
    let fields = schema().fields;
    let key = |name: &str, value: Value| fields[name].unique_key(&value);
    assert_eq!(key("second", json!("ANNA@B.c")), key("second", json!("anna@b.C.")));
    assert_eq!(key("badge", json!(7)), key("badge", json!(7.0)));
    assert_ne!(key("badge", json!(7)), key("badge", json!(8)));
    assert_eq!(key("note", json!("x")), None);
}

#[test]
fn definitions_are_strict_and_round_trip() {
    let schema = schema();
    let text = serde_json::to_string(&schema).unwrap();
    assert_eq!(serde_json::from_str::<AttributeSchema>(&text).unwrap(), schema);
    let shift = &schema.fields["shift"];
    assert_eq!((shift.self_access(), shift.label().as_str()), (SelfAccess::Write, "Shift"));
    for wrong in [
        json!({"label": "A", "kind": "choice"}),
        json!({"label": "A", "kind": "choice", "choices": ["a", "a"]}),
        json!({"label": "A", "kind": "text", "choices": ["a"]}),
        json!({"label": "A", "kind": "number", "max_length": 5}),
        json!({"label": "A", "kind": "text", "max_length": 0}),
        json!({"label": "A", "kind": "text", "max_length": 20_000}),
        json!({"label": "A", "kind": "boolean", "unique": true}),
        json!({"label": "A", "kind": "reference"}),
        json!({"label": " ", "kind": "text"}),
        json!({"label": "A", "kind": "text", "pattern": "x"}),
    ] {
        assert!(serde_json::from_value::<AttributeField>(wrong.clone()).is_err(), "{wrong}");
    }
    let label = Label::new("A").unwrap();
    let field = AttributeField::new(label.clone(), AttributeKind::Text).unwrap().required();
    assert!(field.is_required() && field.unique().unwrap().is_unique());
    let short = AttributeField::new(label.clone(), AttributeKind::Text).unwrap().with_max_length(1).unwrap();
    assert!(short.check(&json!("a")).is_ok() && short.check(&json!("ab")).is_err());
    assert!(AttributeField::new(label, AttributeKind::Choice(vec![])).is_err());
}
