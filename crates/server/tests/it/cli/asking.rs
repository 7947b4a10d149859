//! Questions: `check`, `explain`, `filter`, `fields`, `who-can`, `what-can`, `search`, `test`.

use super::{Terminal, examples};

#[test]
fn check_answers_by_its_exit_code() {
    let terminal = Terminal::new();
    let yes = terminal.registry("check asha read reg.household 1");
    assert_eq!((yes.code, yes.out.as_str()), (0, "allowed: a role line gives it and every rule holds\n"));
    for (line, code) in [
        ("check asha read reg.household 4", 1),
        ("check asha read reg.household", 0),
        ("check asha delete reg.household", 1),
        ("check asha read reg.household 99", 1),
        ("check asha module:registry", 0),
        ("check asha feature:export", 1),
        ("check chen approve reg.household 6", 0),
        ("check asha update reg.household 1 --to members=5", 0),
        ("check asha update reg.household 1 --to area_id=12", 1),
        ("check asha update reg.household 1 --to bank_account=7", 1),
        ("check asha create reg.household --to area_id=11 company_id=2", 0),
        ("check asha create reg.household --to area_id=12 company_id=2", 1),
        ("check asha read reg.household 1 --field bank_account", 1),
        ("check ben read reg.household 4", 1),
        ("check ben read reg.household 4 --as-of 2026-11-30", 0),
        ("check ben read reg.household 4 --as-of 2026-12-01", 1),
        ("check ben read reg.household 4 --now 2026-11-30T00:00:00Z", 0),
        ("check asha read reg.household 6 --company ministry", 0),
        ("check asha read reg.household 6 --company office", 1),
        ("check asha read reg.household 1 --with from_office=true", 0),
    ] {
        let ran = terminal.registry(line);
        assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{line}: {}", ran.out);
    }
}

#[test]
fn explain_tells_the_whole_way() {
    let terminal = Terminal::new();
    let ran = terminal.registry("explain asha update reg.household 3");
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.starts_with(
            "Denied: an override decides: Her brother lives there.\nRole registrar (own) counts"
        ),
        "{}",
        ran.out
    );
    let json = terminal.registry("check asha read reg.household 4 --explain --json").json();
    assert_eq!((&json["decision"], &json["reason"]["code"]), (&false.into(), &"no_acl".into()));
    assert_eq!(json["explanation"]["lines"][0]["state"], "elsewhere");
}

#[test]
fn what_if_a_line_were_added() {
    let terminal = Terminal::new();
    for (line, code) in [
        ("check ben read reg.household 4 --assume-line registrar@D2:2026-12-01..", 0),
        ("check ben read reg.household 4 --assume-line registrar@D2:2027-01-01..2027-03-31", 1),
        ("check ben read reg.household 4 --assume-line registrar@D1", 1),
        ("explain ben feature:export --assume-line auditor", 0),
    ] {
        assert_eq!(terminal.registry(line).code, code, "{line}");
    }
    let refused = |line: &str, says: &str| terminal.registry(line).refused(2, says);
    refused(
        "check ben read reg.household 4 --assume-line registrar",
        "Local roles must have at least one area assigned",
    );
    refused(
        "check ben read reg.household 4 --assume-line auditor@D1",
        "Global roles cannot have areas assigned",
    );
    refused("check ben read reg.household 4 --assume-line nosuch", "nosuch");
    refused("check ben read reg.household 4 --assume-line registrar@D9", "D9");
    refused("check ben read reg.household 4 --assume-line registrar@D1:soon..", "\"soon\" is no day");
}

#[test]
fn filters_come_as_json_and_sql() {
    let terminal = Terminal::new();
    assert!(terminal.registry("filter asha reg.household").done().starts_with("conditional\n{"));
    let all = terminal.registry("filter root reg.household --json").json();
    assert_eq!((&all["coverage"], &all["filter"]), (&"all".into(), &true.into()));
    assert_eq!(terminal.registry("filter ben reg.household").done(), "none\nfalse\n");
    let sql = terminal
        .registry(
            "filter asha reg.household --sql sqlite --tree ids --odoo-tables --alias h --binds-before 2",
        )
        .done();
    assert_eq!(
        sql,
        "(\"h\".\"area_id\" IN (?3, ?4) AND (\"h\".\"company_id\" IN (?5, ?6) OR \"h\".\"company_id\" IS NULL))\n-- 1 = 11\n-- 2 = 111\n-- \
         3 = 1\n-- 4 = 2\n"
    );
    let walk =
        terminal.registry("filter asha reg.household --sql postgres --tree walk --odoo-tables --json").json();
    assert!(walk["sql"]["text"].as_str().unwrap().contains("$1"), "{walk}");
    terminal.registry("filter asha reg.household --sql postgres --tree walk").refused(2, "has no table");
    terminal.registry("filter asha reg.household approve").refused(2, "is no operation");
    terminal.registry("filter asha reg.household --alias h").refused(2, "--sql");
}

#[test]
fn reverse_questions_list_users_deeds_fields_and_records() {
    let terminal = Terminal::new();
    assert_eq!(
        terminal.registry("who-can update reg.household 1 --json").json()["users"],
        serde_json::json!(["asha", "eli", "root"])
    );
    let some = terminal.registry("who-can read reg.household 1 --limit 1").done();
    assert!(some.contains("asha") && some.contains("raise --limit"), "{some}");
    assert_eq!(terminal.registry("who-can read reg.household 99").done(), "nobody\n");
    let can = terminal.registry("what-can asha --json").json();
    assert_eq!(can["models"]["reg.household"], serde_json::json!(["create", "read", "update"]));
    assert_eq!(can["permissions"], serde_json::json!(["module:registry", "report:households:view"]));
    assert!(!terminal.registry("what-can ben").done().contains("reg."));
    let fields = terminal.registry("fields asha reg.household 1").done();
    assert!(fields.lines().any(|l| l.split_whitespace().eq(["bank_account", "no", "no"])), "{fields}");
    assert_eq!(
        terminal.registry("search asha reg.household [] --json").json()["ids"],
        serde_json::json!([1, 2, 3])
    );
    assert_eq!(
        terminal.registry("search asha reg.household [] --archived --json").json()["ids"],
        serde_json::json!([1, 2, 3, 6])
    );
    terminal.registry("search asha reg.household [('nmae','=',1)]").refused(2, "nmae");
}

#[test]
fn a_search_names_records_by_what_the_user_may_read() {
    let terminal = Terminal::new();
    let world = terminal.write(
        "world.yaml",
        "models:
  m:
    display: [code, name]
    fields: {code: char, name: {type: char, groups: g.boss}}
groups: {g.a: {label: A}, g.boss: {label: Boss, implies: [g.a]}}
acls: {row: {model: m, group: g.a, operations: [read]}}
users: {asha: {groups: [g.a]}, ben: {groups: [g.boss]}}
records: {m: [{id: 1, code: K-1, name: Secret}]}
",
    );
    let search = |user: &str| terminal.run(&["search", user, "m", "[]", "--world", &world]).done();
    assert!(search("ben").contains("K-1 Secret"), "{}", search("ben"));
    assert!(search("asha").contains("K-1") && !search("asha").contains("Secret"), "{}", search("asha"));
}

#[test]
fn worlds_are_tried() {
    let terminal = Terminal::new();
    let worlds = examples().join("worlds");
    let path = |name: &str| worlds.join(name).display().to_string();
    let fine = terminal.run(&["test", &path("registry.yaml"), &path("odoo-addons.yaml")]).done();
    assert!(fine.ends_with(" passed, 0 failed\n") && fine.lines().count() == 1, "{fine}");
    let text = "models: {res.users: {}, m: {}}\nusers: {a: {id: 1}}\nexpect:\n  - visible: {user: a, model: m}\n    ids: [1]\n  - visible: {user: a, model: m}\n    ids: []\n";
    let bad = terminal.write("bad.yaml", text);
    let ran = terminal.run(&["test", &bad]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("bad.yaml:4: visible") && ran.out.ends_with("1 passed, 1 failed\n"),
        "{}",
        ran.out
    );
    let json = terminal.run(&["test", &bad, "--json"]).json();
    assert_eq!((&json["passed"], json["failures"].as_array().unwrap().len()), (&1.into(), 1));
    assert_eq!(json["failures"][0]["wanted"], "[1]");
}

#[test]
fn questions_to_the_database_are_told_where_the_policy_asks_for_it() {
    let terminal = Terminal::new();
    let text = "settings: {audit: {decisions: denied}}\n\
                models: {a.b: {audit: {decisions: all}, fields: {name: char}}}\nusers: {asha: {superuser: true}, ben: {}}\n";
    let policy = terminal.write("policy.yaml", text);
    terminal.run(&["apply", &policy]).done();
    for words in [
        ["check", "asha", "read", "a.b"].as_slice(),
        &["check", "ben", "feature:export"],
        &["check", "asha", "feature:export"],
        &["filter", "asha", "a.b"],
        &["search", "asha", "a.b", "[]"],
        &["who-can", "read", "a.b"],
    ] {
        let ran = terminal.run(words);
        assert!(ran.code <= 1 && ran.err.is_empty(), "{words:?}: {}", ran.err);
    }
    let json = terminal.run(&["audit", "list", "--action", "decision.made", "--json"]).json();
    let entries: Vec<_> =
        json.as_array().unwrap().iter().rev().map(|audited| audited["entry"].clone()).collect();
    let objects: Vec<_> =
        entries.iter().map(|entry| (&entry["object"]["kind"], &entry["on_behalf"])).collect();
    let (asha, ben, model) = ("asha".into(), "ben".into(), "a.b".into());
    let nobody = serde_json::Value::Null;
    assert_eq!(
        objects,
        [(&model, &asha), (&"permission".into(), &ben), (&model, &asha), (&model, &asha), (&model, &nobody)]
    );
    assert!(
        entries
            .iter()
            .all(|entry| entry["actor"]["kind"] == "machine" && entry["origin"]["account"].is_string())
    );
    terminal.run(&["audit", "verify"]).done();
}
