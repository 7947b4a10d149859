//! World files: every form that the documentation shows, and every way to get one wrong.

use bailiwick_model::{ModelName, RecordId};
use bailiwick_protocol::document::{Document, Limits};
use bailiwick_protocol::world::*;
use proptest::prelude::*;
use serde_json::json;

const PAGE: &str = include_str!("../../../../docs/world-file.md");

/// The fenced blocks of the page: what the fence says, the line it is on, and the text.
fn blocks() -> Vec<(&'static str, usize, String)> {
    let mut found = Vec::new();
    let mut lines = PAGE.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(says) = line.strip_prefix("```") {
            let text = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```");
            found.push((says, at + 1, text.collect::<Vec<_>>().join("\n")));
        }
    }
    found
}

fn expectations(text: &str) -> Result<Vec<Expectation>, String> {
    World::read("p", &format!("expect:\n{text}")).map(|world| world.expect).map_err(|e| e.to_string())
}

fn one(text: &str) -> Question {
    let mut all = expectations(text).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0).question
}

#[test]
fn every_example_of_the_page_is_read() {
    let mut asked = std::collections::BTreeSet::new();
    let mut documents = 0;
    for (says, line, text) in blocks() {
        match says {
            "yaml document" => {
                let document = Document::read("page", &text).unwrap_or_else(|e| panic!("line {line}: {e}"));
                let again = Document::read("page", &document.write_yaml().unwrap()).unwrap();
                assert_eq!(document, again);
                documents += 1;
            }
            "yaml world" | "json world" => {
                let world = World::read("page", &text).unwrap_or_else(|e| panic!("line {line}: {e}"));
                assert!(!world.expect.is_empty() && !world.records.is_empty());
            }
            "yaml expect" => {
                for expectation in expectations(&text).unwrap_or_else(|e| panic!("line {line}: {e}")) {
                    asked.insert(format!("{:?}", expectation.question).split(' ').next().unwrap().to_owned());
                }
            }
            "jsonl" => {
                let rows: Vec<_> = Lines::new("page", &text).map(|row| row.unwrap()).collect();
                assert_eq!(rows.len(), 2);
            }
            other => panic!("line {line}: no test reads ```{other}"),
        }
    }
    assert_eq!(documents, 1);
    let kinds: Vec<&str> = asked.iter().map(String::as_str).collect();
    assert_eq!(
        kinds,
        ["Acl", "Blame", "Check", "Fields", "Groups", "HasGroups", "Refused", "Search", "Value", "Visible"]
    );
}

#[test]
fn the_page_names_every_key() {
    for (text, page_has) in [
        ("unknown_key: 1", &PAGE),
        ("expect: [{unknown_key: 1}]", &PAGE),
        ("expect: [{check: {unknown_key: 1}}]", &PAGE),
        ("expect: [{search: {unknown_key: 1}}]", &PAGE),
        ("expect: [{refused: {unknown_key: {}}}]", &PAGE),
        ("models: {a.b: {unknown_key: 1}}", &PAGE),
        ("users: {u: {unknown_key: 1}}", &PAGE),
        ("companies: {u: {unknown_key: 1}}", &PAGE),
        ("users: {u: {lines: [{unknown_key: 1}]}}", &PAGE),
        ("users: {u: {overrides: [{unknown_key: 1}]}}", &PAGE),
    ] {
        let error = World::read("p", text).unwrap_err();
        let (_, known) =
            error.what.split_once("expected one of ").unwrap_or_else(|| panic!("{text}: {error}"));
        for key in known.split(", ").map(|key| key.trim_matches('`')) {
            assert!(
                page_has.contains(&format!("`{key}`")) || page_has.contains(&format!("{key}:")),
                "{text}: {key}"
            );
        }
    }
}

#[test]
fn a_world_is_read_whole() {
    let text = "groups: {g: {label: G}}\nrecords:\n  a.b: [{id: 1, n: 0755}, {id: x, f: [1, null]}]\n  c.d: []\n\
                now: 2026-12-15T09:00:00+08:00\nexpect:\n  - visible: {user: u, model: a.b}\n    ids: [1, x]\n\
                \x20   companies: [1, acme]\n  - groups: {user: u}\n    ids: [g]\n";
    let world = World::read("w.yaml", text).unwrap();
    assert_eq!(world.document.policy.groups.len(), 1);
    assert_eq!(
        serde_json::to_value(&world.records).unwrap(),
        json!({"a.b": [{"id": 1, "n": "0755"}, {"id": "x", "f": [1, null]}]})
    );
    assert_eq!(world.now.unwrap().to_string(), "2026-12-15T01:00:00Z");
    assert_eq!(world.expect.iter().map(|e| e.line).collect::<Vec<_>>(), [Some(7), Some(10)]);
    assert_eq!(world.expect[0].companies.as_deref(), Some(&[RecordId::Int(1), RecordId::text("acme")][..]));
}

#[test]
fn questions_mean_what_they_say() {
    let check = one("- check: {user: u, action: write, model: a.b}\n  answer: allow");
    assert!(matches!(
        check,
        Question::Check { ask: Check { action: Action::Operation(_), .. }, answer: Answer::Allow, .. }
    ));
    let check = one("- check: {user: u, action: approve, model: a.b}\n  answer: deny");
    assert!(matches!(
        check,
        Question::Check { ask: Check { action: Action::Custom(_), .. }, answer: Answer::Deny, .. }
    ));
    let check = one("- check: {user: u, action: 'action:a.b.approve', record: 1}\n  answer: deny");
    assert!(matches!(check, Question::Check { ask: Check { action: Action::Permission(_), .. }, .. }));
    let value = one("- value: {user: u, expression: x}\n  is: null");
    assert!(matches!(value, Question::Value { outcome: Outcome::Is(serde_json::Value::Null), .. }));
    let blame = one("- blame: {user: u, model: a.b, operation: read, record: 5}\n  rules: []");
    assert!(
        matches!(blame, Question::Blame { ask: Blame { records, .. }, .. } if records == [RecordId::Int(5)])
    );
    let search = one("- search: {user: u, model: a.b}\n  ids: []");
    assert!(matches!(
        search,
        Question::Search { ask: Search { active_test: true, superuser: false, .. }, .. }
    ));
}

#[test]
fn expectations_that_do_not_hold_together_are_refused() {
    let table = [
        ("- {}", "p:2:3: an expectation asks something; add one of check, visible, acl"),
        ("- note: x\n  answer: allow", "an expectation asks something"),
        (
            "- groups: {user: u}\n  acl: {user: u, model: a.b, operation: read}\n  answer: allow",
            "an expectation asks one thing, not acl, groups; make it several",
        ),
        (
            "- check: {user: u, action: read, model: a.b}",
            "`check` is answered by `answer: allow` or `answer: deny`",
        ),
        ("- check: {user: u, action: read, model: a.b}\n  answer: true", "`check` is answered by"),
        ("- check: {user: u, action: read, model: a.b}\n  answer: alow", "p:3:3: unknown variant `alow`"),
        (
            "- check: {user: u, action: read, model: a.b}\n  answer: allow\n  ids: [1]",
            "`ids` is no answer to `check`",
        ),
        ("- check: {user: u, action: read}\n  answer: allow", "`action: read` needs a `model`"),
        ("- check: {user: u, action: 'module:x', model: a.b}\n  answer: allow", "takes no `model`"),
        ("- check: {user: u, action: 'module:x', record: 1}\n  answer: allow", "is not about records"),
        ("- check: {user: u, action: 'modul:x'}\n  answer: allow", "is not a permission"),
        ("- check: {user: u, action: read, modle: a.b}\n  answer: allow", "p:2:34: unknown field `modle`"),
        ("- has_groups: {user: u, spec: a}\n  answer: allow", "`has_groups` is answered by `answer: true`"),
        ("- has_groups: {user: u, spec: a}\n  answer: yes", "unknown variant `yes`"),
        ("- fields: {user: u, model: a.b}\n  writable: [x]", "`fields` is answered by"),
        ("- fields: {user: u, model: a.b}\n  readable: [x]\n  names: [x]", "`fields` is answered by"),
        ("- fields: {user: u, model: a.b, operation: delete}\n  names: [x]", "`fields` asks about"),
        ("- search: {model: a.b}\n  ids: []", "a search needs a `user`"),
        (
            "- search: {user: u, model: a.b}\n  ids: []\n  error: x",
            "`search` is answered by either `ids` or `error`",
        ),
        ("- groups: {user: u}", "`groups` is answered by `ids`, `contains` or `lacks`"),
        ("- groups: {user: u}\n  ids: ['']", "a group id cannot be empty"),
        (
            "- blame: {user: u, model: a.b, operation: read}\n  rules: []",
            "`blame` names one `record` or a list",
        ),
        (
            "- blame: {user: u, model: a.b, operation: read, record: 1, records: [1]}\n  rules: []",
            "`blame` names one",
        ),
        ("- value: {user: u, expression: x}", "`value` is answered by either `is` or `error`"),
        ("- refused: {rule: {model: a.b}}", "`refused` is answered by `says`"),
        ("- refused: {rule: {}, line: {}}\n  says: x", "`refused` names one object"),
        ("- refused: {}\n  says: x", "`refused` names one object"),
        ("- refused: {rule: {key: 5}}\n  says: x", "the `key` of an object is a text"),
        ("- visible: {user: u, model: a.b}\n  ids: []\n  now: yesterday", "p:4:8: "),
    ];
    for (text, expected) in table {
        let error = expectations(text).unwrap_err();
        assert!(error.contains(expected), "{text}\n  says {error}\n  not  {expected}");
        assert!(error.starts_with("p:") && !error.starts_with("p: "), "no place: {error}");
    }
}

#[test]
fn faults_in_json_have_a_place_too() {
    let text =
        "{\"expect\": [\n {\"check\": {\"user\": \"u\", \"action\": \"read\"}, \"answer\": \"allow\"}]}";
    let error = World::read("w.json", text).unwrap_err();
    assert_eq!((error.line, error.what.contains("needs a `model`")), (2, true), "{error}");
    let error = World::read("w.json", "{\"records\": {\"a.b\": [{\"id\": 1},\n{\"x\": 1}]}}").unwrap_err();
    assert_eq!(error.to_string(), "w.json:2:9: a.b: a record needs an id");
}

#[test]
fn records_need_an_id() {
    for (row, expected) in [
        ("{x: 1}", "a record needs an id"),
        ("{id: null}", "is a whole number or a text"),
        ("{id: 1.5}", "is a whole number or a text"),
        ("{id: ''}", "is a whole number or a text"),
        ("5", "expected mapping start"),
    ] {
        let error = World::read("p", &format!("records:\n  a.b:\n    - {row}\n")).unwrap_err().to_string();
        assert!(error.contains(expected) && error.starts_with("p:3"), "{row}: {error}");
    }
    assert!(World::read("p", "records: {a b: []}").is_err());
}

#[test]
fn a_sink_takes_records_in_order_and_may_refuse_them() {
    let text = "records: {a.b: [{id: 1}, {id: 2}],\n  c.d: [{id: 3}]}\n";
    let mut seen = Vec::new();
    let world = World::read_streaming("p", text, &Limits::WORLD, &mut |model, line, row| {
        seen.push(format!("{model} {} in line {line}", row["id"]));
        if row["id"] == 4 { Err("no fours".to_owned()) } else { Ok(()) }
    });
    assert!(world.unwrap().records.is_empty());
    assert_eq!(seen, ["a.b 1 in line 1", "a.b 2 in line 1", "c.d 3 in line 2"]);
    let refusing = &mut |_: &ModelName, _: u64, _: Row| Err("the engine wants none".to_owned());
    let error = World::read_streaming("p", text, &Limits::WORLD, refusing).unwrap_err().to_string();
    assert!(error.contains("the engine wants none") && error.starts_with("p:1:"), "{error}");
}

#[test]
fn json_lines_are_read_one_by_one() {
    let text = "{\"model\": \"a.b\", \"id\": 1}\n\n{\"id\": 2}\n{\"model\": \"a.b\", \"id\": 3, \"id\": 4}\nnonsense\n{\"model\": \"a.b\"}\n";
    let read: Vec<String> = Lines::new("r.jsonl", text)
        .map(|line| match line {
            Ok((model, row)) => format!("{model} {}", serde_json::Value::Object(row)),
            Err(error) => error.to_string(),
        })
        .collect();
    assert_eq!(
        read,
        [
            "a.b {\"id\":1}",
            "r.jsonl:3: a record in JSON lines needs a \"model\"",
            "r.jsonl:4:30: duplicate key `id`; keep one of the two",
            "r.jsonl:5:2: expected ident",
            "r.jsonl:6: a record needs an id",
        ]
    );
}

#[test]
fn offers_go_where_they_belong_or_say_why_not() {
    let base = Document::read("p", "roles: {r: {label: R}}\ncompanies: {c: {name: C}}\nusers: {u: {}}\ndepartments: {d: {name: D, company: c}}").unwrap();
    let place = |offer: &str| {
        let Question::Refused { offer, .. } = one(&format!("- refused: {offer}\n  says: x")) else {
            panic!()
        };
        let mut document = base.clone();
        offer.place(&mut document).map(|()| document)
    };
    let rule = place("{rule: {model: a.b, domain: '['}}").unwrap();
    assert_eq!(rule.policy.rules["refused"].domain, "[");
    assert_eq!(place("{role: {key: r, label: New}}").unwrap().policy.roles["r"].label, "New");
    assert_eq!(place("{permission: {groups: [g]}}").unwrap().policy.permissions.len(), 1);
    let people = |offer: &str| place(offer).unwrap().directory.unwrap();
    assert_eq!(people("{line: {user: u, role: r}}").users["u"].lines.len(), 1);
    assert_eq!(people("{line: {company: c, role: r}}").companies["c"].lines.len(), 1);
    assert_eq!(people("{line: {department: d, role: r}}").departments["d"].lines.len(), 1);
    assert_eq!(people("{user: {key: v, id: 5}}").users["v"].id, Some(RecordId::Int(5)));
    for (offer, expected) in [
        ("{line: {user: nobody, role: r}}", "there is no user nobody"),
        ("{line: {role: r}}", "names no `user`"),
        ("{line: {user: u, role: r, from: 2027-01-02, to: 2027-01-01}}", "From (2027-01-02) is after To"),
        (
            "{override: {user: u, effect: deny, permission: 'module:x', reason: ' '}}",
            "an override needs a reason",
        ),
        ("{model: {fields: {x: charr}}}", "is not a field type"),
        ("{group: {}}", "missing field `label`"),
    ] {
        let error = place(offer).unwrap_err();
        assert!(error.contains(expected), "{offer}: {error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_text_panics(noise in "[a-z{}\\[\\]:,&*!|>'\"# \n\t-]{0,120}", key in "(records|expect|now|addons|include)") {
        for text in [format!("{key}: {noise}"), format!("{{\"{key}\": {noise}"), format!("expect:\n  - {noise}")] {
            let _ = World::read("p", &text);
        }
        let _ = read_line("p", 1, &noise);
    }
}

#[test]
fn a_moment_that_is_none_says_how_one_is_written() {
    let expected = "\"yesterday\" is no moment; write it with its zone, as in 2026-12-15T09:00:00Z";
    let error = World::read("p", "now: yesterday\n").unwrap_err().to_string();
    assert!(error.starts_with("p:1:") && error.contains(expected), "{error}");
    let error = World::read("p", r#"{"now": "2026-12-15"}"#).unwrap_err().to_string();
    assert!(error.contains("\"2026-12-15\" is no moment"), "{error}");
    let text = "- check: {user: asha, action: module:x}\n  answer: allow\n  now: yesterday\n";
    assert!(expectations(text).unwrap_err().contains("\"yesterday\" is no moment"));
}

#[test]
fn the_keys_that_the_page_calls_needed_are() {
    let whole = |section: &str, object: &str| format!("{section}: {{k: {object}}}\n");
    for (section, object, needed) in [
        ("categories", "{label: L}", &["label"][..]),
        ("privileges", "{label: L}", &["label"]),
        ("groups", "{label: L}", &["label"]),
        ("roles", "{label: L}", &["label"]),
        ("acls", "{model: m, operations: [read]}", &["model", "operations"]),
        ("rules", "{model: m}", &["model"]),
        (
            "field_rules",
            "{model: m, field: f, operations: [read], groups: g}",
            &["model", "field", "operations", "groups"],
        ),
        ("companies", "{name: N}", &["name"]),
        ("departments", "{name: N, company: c}", &["name", "company"]),
        ("areas", "{name: N}", &["name"]),
        ("models", "{}", &[]),
        ("users", "{}", &[]),
    ] {
        Document::read("p", &whole(section, object)).unwrap_or_else(|e| panic!("{section}: {e}"));
        for key in needed {
            let rest: Vec<_> =
                object[1..object.len() - 1].split(", ").filter(|m| !m.starts_with(key)).collect();
            let text = whole(section, &format!("{{{}}}", rest.join(", ")));
            let error = Document::read("p", &text).unwrap_err().to_string();
            assert!(error.contains(&format!("missing field `{key}`")), "{text}{error}");
        }
    }
    for (user, key) in [
        ("{lines: [{areas: [a]}]}", "role"),
        ("{overrides: [{permission: module:x, reason: r}]}", "effect"),
        ("{overrides: [{permission: module:x, effect: deny}]}", "reason"),
    ] {
        let error = Document::read("p", &whole("users", user)).unwrap_err().to_string();
        assert!(error.contains(&format!("missing field `{key}`")), "{user}: {error}");
    }
}
