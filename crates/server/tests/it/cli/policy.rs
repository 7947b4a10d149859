//! Commands that read and change what is in force: `import`, `export`, `diff`, `apply`, `token`.

use std::fs;

use super::{Terminal, examples};

const POLICY: &str = "models: {m: {fields: {name: char}}}\ngroups: {g.a: {label: A}}\nacls: {row: {model: m, group: g.a, operations: [read]}}\n\
                      roles: {r: {label: R, groups: [g.a]}}\nusers: {asha: {lines: [{role: r}]}, ben: {}}\n";

#[test]
fn a_document_goes_in_and_comes_out() {
    let terminal = Terminal::new();
    let file = terminal.write("policy.yaml", POLICY);
    let dry = terminal.run(&["apply", &file, "--dry-run"]).done();
    assert!(
        dry.contains("+ group g.a") && dry.ends_with("Nothing was changed: this was a dry run.\n"),
        "{dry}"
    );
    assert_eq!(terminal.run(&["diff", &file]).code, 1);
    assert!(terminal.run(&["apply", &file]).done().ends_with("In force as revision 1.\n"));
    assert_eq!(terminal.run(&["diff", &file]).done(), "no differences\n");
    assert_eq!(terminal.run(&["check", "asha", "read", "m"]).code, 0);
    assert_eq!(terminal.run(&["check", "ben", "read", "m"]).code, 1);

    let exported = terminal.run(&["export"]).done();
    let again = terminal.write("again.yaml", &exported);
    assert_eq!(terminal.run(&["apply", &again]).done(), "no differences\n");
    let json = terminal.run(&["export", "--json"]);
    assert_eq!(json.json()["roles"]["r"]["label"], "R");
    let path = terminal.scratch.join("out.json").display().to_string();
    assert_eq!(terminal.run(&["export", "--policy-only", "--output", &path]).done(), "");
    let written: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    assert!(written.get("users").is_none() && written.get("groups").is_some());
    assert_eq!(terminal.run(&["diff", &path]).done(), "no differences\n", "without people, people stay");

    let changed =
        terminal.write("changed.yaml", &POLICY.replace("label: R", "label: Reader").replace(", ben: {}", ""));
    let json = terminal.run(&["diff", &changed, "--json"]).json();
    let told: Vec<_> =
        json["changes"].as_array().unwrap().iter().map(|c| (&c["what"], &c["kind"], &c["key"])).collect();
    assert_eq!(
        told,
        [
            (&"changed".into(), &"role".into(), &"r".into()),
            (&"removed".into(), &"user".into(), &"ben".into())
        ]
    );
}

#[test]
fn what_does_not_compile_changes_nothing() {
    let terminal = Terminal::new();
    let file = terminal.write("policy.yaml", POLICY);
    terminal.run(&["apply", &file]).done();
    let broken = terminal.write(
        "broken.yaml",
        &POLICY.replace("groups: [g.a]}}", "groups: [g.b]}}").replace("role: r", "role: x"),
    );
    let ran = terminal.run(&["apply", &broken]);
    ran.refused(2, "nothing was changed");
    assert!(ran.err.contains("\"g.b\"") && ran.err.contains("\"x\""), "{}", ran.err);
    terminal.run(&["diff", &broken]).refused(2, "g.b");
    assert_eq!(terminal.run(&["diff", &file]).done(), "no differences\n");
}

#[test]
fn what_does_not_compile_changes_nothing_on_postgresql_either() {
    let terminal = Terminal::new();
    let url = bailiwick_testkit::process::postgres::database();
    let run = |arguments: &[&str]| terminal.run(&[arguments, &["--database", &url]].concat());
    let file = terminal.write("policy.yaml", POLICY);
    assert!(run(&["apply", &file]).done().ends_with("In force as revision 1.\n"));
    let broken = terminal.write("broken.yaml", &POLICY.replace("role: r", "role: x"));
    run(&["apply", &broken]).refused(2, "nothing was changed");
    assert_eq!(run(&["diff", &file]).done(), "no differences\n");
    // Sound for the engine, but not for the database: that is found out while it is written.
    let unwritable = terminal.write("nul.yaml", &POLICY.replace("ben: {}", "ben: {name: \"a\\0b\"}"));
    let ran = run(&["apply", &unwritable]);
    assert!(ran.code != 0 && ran.err.contains("NUL"), "{}", ran.err);
    assert_eq!(run(&["diff", &file]).done(), "no differences\n");
    let changed = terminal.write("changed.yaml", &POLICY.replace(", ben: {}", ", ben: {name: Ben}"));
    assert!(run(&["apply", &changed]).done().ends_with("In force as revision 2.\n"));
    assert_eq!(run(&["check", "asha", "read", "m"]).code, 0);
}

#[test]
fn addons_are_imported_dry_and_for_good() {
    let terminal = Terminal::new();
    let addons = examples().join("addons").display().to_string();
    let dry = terminal.run(&["import", "odoo", &addons, "--dry-run"]).done();
    assert!(dry.ends_with("Nothing was changed: this was a dry run.\n"), "{dry}");
    let ran = terminal.run(&["import", "odoo", &addons]).done();
    for part in [
        "kind",
        "record rule",
        "New (",
        "Described from use (",
        "rules.xml:",
        "Findings (",
        "In force as revision 1.",
    ] {
        assert!(ran.contains(part), "{part} is missing in\n{ran}");
    }
    assert!(terminal.run(&["import", "odoo", &addons]).done().ends_with("Nothing to change.\n"));
    let json = terminal.run(&["import", "odoo", &addons, "--json"]).json();
    assert!(
        json["counts"].as_array().unwrap().iter().any(|c| c["kind"] == "role" && c["read"] == 3),
        "{json}"
    );
    terminal.run(&["import", "odoo", "absent"]).refused(2, "no such file");
    terminal.run(&["import", "odoo", "."]).refused(2, "holds no policy file");
    terminal.run(&["import", "odoo"]).refused(2, "PATH");
}

#[test]
fn keys_are_shown_once() {
    let terminal = Terminal::new();
    let made =
        terminal.run(&["key", "create", "payroll", "--scope", "decide", "search", "--days", "90"]).done();
    let secret = made.lines().next().unwrap();
    assert!(secret.starts_with("bw_"), "{made}");
    let id = secret.split('_').nth(1).unwrap();
    let list = terminal.run(&["key", "list"]).done();
    assert!(list.contains("payroll") && list.contains("decide, search") && !list.contains(secret), "{list}");
    assert!(list.contains("last used") && list.contains("never"), "{list}");
    let commas = terminal.run(&["key", "create", "reports", "--scope", "decide,search", "--json"]).json();
    let listed = terminal.run(&["key", "list", "--json"]).json();
    let reports = listed.as_array().unwrap().iter().find(|key| key["id"] == commas["id"]).unwrap();
    assert_eq!(reports["scopes"], serde_json::json!(["decide", "search"]));
    assert_eq!(reports["used_us"], serde_json::Value::Null);
    assert!(commas["curl"].as_str().unwrap().contains(commas["key"].as_str().unwrap()), "{commas}");
    terminal.run(&["key", "delete", commas["id"].as_str().unwrap()]).done();
    assert_eq!(terminal.run(&["key", "delete", id]).done(), "deleted\n");
    terminal.run(&["key", "delete", id]).refused(2, "there is no key");
    for name in ["one", "other"] {
        terminal.run(&["key", "create", name, "--scope", "decide"]).done();
    }
    let all = terminal.run(&["key", "delete", "--all"]).done();
    assert!(all.ends_with(" deleted\n") && !all.starts_with('0'), "{all}");
    assert_eq!(terminal.run(&["key", "delete", "--all"]).done(), "0 deleted\n");
    terminal.run(&["key", "delete"]).refused(2, "required arguments");
    terminal.run(&["key", "create", "x", "--scope", "everything"]).refused(2, "is not a scope");
    terminal.run(&["key", "create", " ", "--scope", "decide"]).refused(2, "a key needs a name");
    assert_eq!(terminal.run(&["key", "list", "--json"]).json(), serde_json::json!([]));
}

#[test]
fn the_demo_is_made_and_can_be_asked() {
    let terminal = Terminal::new();
    let made = terminal.run(&["demo", "--dir", "demo", "--no-serve"]).done();
    assert!(made.contains("A key for it: bw_"), "{made}");
    let commands: Vec<&str> =
        made.lines().filter_map(|line| line.split_once(" --config ")).map(|(_, c)| c).collect();
    assert_eq!(commands.len(), 5, "{made}");
    for who in ["  amina, who may do everything: ", "  asha, a registrar of one district: "] {
        let password = made.lines().find_map(|line| line.strip_prefix(who)).unwrap_or_default();
        assert_eq!(password.split('-').count(), 5, "{made}");
    }
    let mut codes = Vec::new();
    for command in commands {
        let words: Vec<&str> = std::iter::once("--config").chain(command.split(' ')).collect();
        let ran = terminal.run_with(&words, &[]);
        assert!(ran.err.is_empty() && !ran.out.is_empty(), "{command}: {}{}", ran.out, ran.err);
        codes.push(ran.code);
    }
    assert_eq!(codes, [0, 1, 0, 0, 0], "Asha may, Ben may not any more, Chen may then; two lists");
    let again = terminal.run(&["demo", "--dir", "demo", "--no-serve"]);
    assert_eq!(again.code, 0, "{}", again.err);
}

#[test]
fn the_demo_takes_nobodys_place() {
    for (name, content) in
        [("bailiwick.toml", "listen = \"127.0.0.1:9000\"\n"), ("bailiwick.db", ""), ("records.db", "kept")]
    {
        let terminal = Terminal::new();
        let folder = terminal.scratch.join("own");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join(name), content).unwrap();
        terminal.run(&["demo", "--dir", "own", "--no-serve"]).refused(
            2,
            &format!("{name} is no sample's, and the sample would take its place; name another --dir"),
        );
        let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, [name]);
        assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), content);
    }
}
