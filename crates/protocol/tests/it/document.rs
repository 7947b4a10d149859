//! Documents: what is written is read back, and what is wrong is refused where it stands.

mod strategies;
mod texts;

use bailiwick_protocol::document::{Document, Kind, Limits, What, diff};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn yaml_and_json_round_trip(document in strategies::document()) {
        let yaml = document.write_yaml().unwrap();
        let back = Document::read("policy.yaml", &yaml);
        prop_assert!(back.as_ref() == Ok(&document), "{back:?}\n{yaml}");
        let json = document.write_json().unwrap();
        prop_assert_eq!(&Document::read("policy.json", &json).unwrap(), &document);
        prop_assert_eq!(back.unwrap().write_yaml().unwrap(), yaml, "writing is stable");
    }
}

#[test]
fn rules_over_several_lines_stay_readable() {
    let domain = "['|',\n    ('user_id', '=', user.id),\n    ('user_id', '=', False),\n]";
    let json = serde_json::json!({"rules": {"own": {"model": "res.partner", "domain": domain}}});
    let document = Document::from_json(json).unwrap();
    let expected = "rules:\n  own:\n    model: res.partner\n    domain: |-\n      ['|',\n          ('user_id', '=', user.id),\n          \
                    ('user_id', '=', False),\n      ]\n";
    assert_eq!(document.write_yaml().unwrap(), expected);
}

#[test]
fn faults_are_named_with_place_and_remedy() {
    let table = [
        ("", "p: the text is empty; write {} if nothing is meant"),
        ("# nothing\n\n", "p: the text is empty; write {} if nothing is meant"),
        (
            "groups:\n  a: {label: x, implys: [b]}\n",
            "p:2:17: unknown field `implys`, expected one of label, implies, privilege, sequence, comment; did you mean `implies`?",
        ),
        ("group: {}\n", "did you mean `groups`?"),
        (
            "groups:\n  a: {label: x}\n  a: {label: y}\n",
            "p:3:3: duplicate mapping key `a` is not allowed here; keep one of the two",
        ),
        (
            "groups: {}\nroles: {}\ngroups: {}\n",
            "p:3:1: duplicate mapping key `groups` is not allowed here; keep one of the two",
        ),
        ("groups:\n", "p:1:7: expected mapping start; write 'key: value' lines, or {} for nothing"),
        ("groups:\n  a: {}\n", "p:2:6: missing field `label`; add it"),
        (
            "rules:\n  r:\n    model: a b\n",
            "p:3:12: \"a b\" is not a model name: ' ' is not allowed here; use letters, digits, '_', '-' and '.'",
        ),
        (
            "acls:\n  x: {model: a.b, operations: [raed]}\n",
            "p:2:32: unknown variant `raed`, expected one of create, read, update, write, delete, unlink; did you mean `read`?",
        ),
        (
            "users:\n  u: {active: yes}\n",
            "p:2:15: invalid boolean (true or false expected); write true or false",
        ),
        (
            "users:\n  u:\n    lines:\n      - {role: r, from: 2027-01-02, to: 2027-01-01}\n",
            "p:4:9: From (2027-01-02) is after To (2027-01-01), so it would never count; swap them or leave one open",
        ),
        (
            "users:\n  u:\n    overrides:\n      - {effect: deny, permission: module:x, reason: ''}\n",
            "p:4:9: an override needs a reason; say why it is made",
        ),
        (
            "groups:\n  <<: {a: 1}\n",
            "p:2:3: merge key not allowed here; write the keys out; '<<' is not supported",
        ),
        ("groups: {}\n---\nroles: {}\n", "remove the '---' between them"),
        ("models:\n  a.b:\n    fields:\n      x: charr\n", "p:4:10: \"charr\" is not a field type"),
        ("groups: !!python/object {}\n", "p:1:25: unsupported tag"),
        (
            r#"{"groups": {"a": {"label": 1}}}"#,
            "p:1:28: invalid type: integer `1`, expected a string; write the value in that form",
        ),
        (
            r#"{"groups": {"a": {"label": "x"}, "a": {"label": "y"}}}"#,
            "p:1:36: duplicate key `a`; keep one of the two",
        ),
        (r#"{"groups": {}"#, "p:1:13: EOF while parsing an object; close what was opened"),
        (r#"{"groups": {}} x"#, "p:1:16: trailing characters; remove what follows the end"),
        (r#"{"groups": {"a": {"label": "x", "implys": []}}}"#, "did you mean `implies`?"),
        (r#"{"groups": {"a": {"label": "\ud800"}}}"#, "p:1:35: "),
    ];
    for (text, expected) in table {
        let error = Document::read("p", text).unwrap_err().to_string();
        assert!(error.contains(expected), "{text:?}\n  says    {error}\n  not     {expected}");
    }
}

#[test]
fn the_extension_decides_and_else_the_first_letter() {
    let json = r#"{"groups": {}}"#;
    assert!(Document::read("stdin", json).is_ok());
    assert!(Document::read("x.yaml", json).is_ok(), "JSON is YAML too");
    assert!(Document::read("x.json", "groups: {}").is_err());
    assert!(Document::read("stdin", "\u{feff}{}").is_ok());
    assert!(Document::read("stdin", "\u{feff}groups: {}").is_ok());
}

#[test]
fn a_directory_is_there_when_one_of_its_keys_is() {
    assert!(Document::read("p", "groups: {}").unwrap().directory.is_none());
    let empty = Document::read("p", "users: {}").unwrap();
    assert!(empty.directory.is_some());
    assert_eq!(empty.write_yaml().unwrap(), "users: {}\n");
}

#[test]
fn what_asks_too_much_fails_fast() {
    let limits = Limits { bytes: 1 << 21, depth: 16, nodes: 1_000, aliases: 5 };
    let read = |text: &str| Document::read_within("p", text, &limits).map(|_| ()).unwrap_err().to_string();
    let deep = format!("users: {{u: {{attributes: {{a: {}{}}}}}}}", "[".repeat(100), "]".repeat(100));
    assert!(read(&deep).contains("recursion limit"), "{}", read(&deep));
    let deep_json = format!(
        "{{\"users\": {{\"u\": {{\"attributes\": {{\"a\": {}{}}}}}}}}}",
        "[".repeat(100),
        "]".repeat(100)
    );
    assert!(read(&deep_json).contains("nested deeper than 16 levels"), "{}", read(&deep_json));
    let block: String = (0..100).map(|i| format!("{}a:\n", " ".repeat(i))).collect();
    assert!(read(&block).starts_with("p:"));
    assert!(read(&"[".repeat(1 << 20)).starts_with("p:1:"));
    assert!(read(&"{\"a\":".repeat(1 << 17)).starts_with("p:1:"));
    assert!(
        read(&format!("users: {{u: {{attributes: {{a: [{}]}}}}}}", "1,".repeat(2_000))).contains("too large")
    );
    let bomb = "users: {u: {attributes: {a: &a [1, 1], b: [*a, *a, *a, *a, *a, *a, *a]}}}";
    assert!(read(bomb).contains("too"), "{}", read(bomb));
    assert!(read(&" ".repeat(1 << 22)).contains("at most 2097152 are read"));
}

#[test]
fn differences_are_told_object_by_object() {
    let read = |text: &str| Document::read("p", text).unwrap();
    let old =
        read("groups:\n  a: {label: A, implies: [b, c]}\n  gone: {label: X}\nusers:\n  asha: {name: Asha}\n");
    let new = read(
        "settings: {kept_groups: [a]}\ngroups:\n  a: {label: A, implies: [c, d], comment: hi}\n  come: {label: Y}\n\
         models:\n  a.b: {fields: {}}\n",
    );
    let changes = diff(&old, &new).unwrap();
    let shown: Vec<String> = changes.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "~ settings\n    kept_groups: +\"a\"",
            "+ model a.b",
            "~ group a\n    comment: \"hi\" added\n    implies: -\"b\" +\"d\"",
            "+ group come",
            "- group gone",
        ]
    );
    assert_eq!((changes[2].kind, changes[2].key.as_str()), (Kind::Group, "a"));
    assert!(matches!(&changes[2].what, What::Changed { fields } if fields.len() == 2));

    let nobody = read("users: {}");
    let changes = diff(&old, &nobody).unwrap();
    assert!(
        changes.iter().any(|change| change.to_string() == "- user asha"),
        "a directory was given: {changes:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_text_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300), yamlish in "[a-z{}\\[\\]:,&*!|>'\"# \n\t-]{0,120}") {
        for text in [String::from_utf8_lossy(&bytes).as_ref(), yamlish.as_str(), &format!("users: {yamlish}"), &format!("{{\"users\": {yamlish}")] {
            let _ = Document::read("p", text);
            let _ = Document::read("p.json", text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn nothing_differs_from_itself_and_every_difference_is_found(a in strategies::document(), b in strategies::document()) {
        prop_assert_eq!(diff(&a, &a).unwrap(), vec![]);
        let mut b = b;
        b.directory.get_or_insert_default();
        let same = a.policy == b.policy && a.directory.clone().unwrap_or_default() == b.directory.clone().unwrap_or_default();
        prop_assert_eq!(diff(&a, &b).unwrap().is_empty(), same);
    }
}
