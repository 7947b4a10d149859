//! Wrong usage, bad input, bad surroundings: each is told apart, with a remedy.

use super::{Terminal, examples};

#[test]
fn wrong_words_are_usage() {
    let terminal = Terminal::new();
    for (arguments, says) in [
        (vec![], "Usage"),
        (vec!["chekc"], "check"),
        (vec!["check", "asha"], "<ACTION>"),
        (vec!["filter", "asha", "m", "--sql", "oracle"], "possible values"),
        (vec!["check", "asha", "read", "m", "--as-of", "tomorrow"], "--as-of"),
        (vec!["check", "asha", "read", "m", "1", "--to", "name"], "write it as FIELD=VALUE"),
        (vec!["completions", "tcsh2"], "possible values"),
    ] {
        let ran = terminal.run(&arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.err.contains(says), "{arguments:?}: {}", ran.err);
    }
    let help = terminal.run(&["--help"]).done();
    assert!(
        help.starts_with("Who may do what, where, and until when") && help.contains("Exit codes"),
        "{help}"
    );
    for command in [
        "check", "explain", "filter", "fields", "who-can", "what-can", "search", "test", "apply", "export",
        "validate", "serve", "demo", "backup", "restore", "doctor",
    ] {
        let help = terminal.run(&[command, "--help"]).done();
        assert!(help.contains("bailiwick") && help.contains("--json"), "{help}");
    }
    assert!(terminal.run(&["--version"]).done().starts_with("bailiwick "));
    assert!(terminal.run(&["completions", "bash"]).done().contains("who-can"));
}

#[test]
fn questions_that_lead_nowhere_are_bad_input() {
    let terminal = Terminal::new();
    for (line, says) in [
        ("check nobody read reg.household 1", "there is no user \"nobody\""),
        ("check asha read reg.hosehold 1", "there is no model \"reg.hosehold\""),
        ("check asha raed reg.household 1", "\"raed\" is nothing that can be done"),
        ("check asha read", "name the model"),
        ("check asha read reg.household one", "is no id of reg.household"),
        ("check asha update reg.household 1 --to nmae=1", "has no field \"nmae\""),
        ("check asha update reg.household 1 --to members=many", "is no whole number"),
        ("check asha update reg.household 1 --to members=1 members=2", "members is given twice"),
        ("check asha read reg.household 1 --with state=draft", "accepts no attribute \"state\""),
        ("check asha module:registry --with a=1", "has no meaning without a model"),
        ("check asha read reg.household 1 --company bolt", "invalid companies"),
        ("fields asha nowhere", "there is no model"),
        ("search asha reg.household [(", "at character"),
    ] {
        terminal.registry(line).refused(2, says);
    }
}

#[test]
fn files_that_are_wrong_are_bad_input_with_their_place() {
    let terminal = Terminal::new();
    let broken = terminal.write("broken.yaml", "groups:\n  g.a: {labl: A}\n");
    let dangling = terminal.write("dangling.yaml", "roles: {r: {label: R, groups: [g.a]}}\n");
    terminal.write("empty.yaml", "# nothing\n");
    for command in ["validate", "apply", "diff"] {
        terminal.run(&[command, &broken]).refused(2, "broken.yaml:2:");
        terminal.run(&[command, &dangling]).refused(2, "role r");
        terminal.run(&[command, "empty.yaml"]).refused(2, "the text is empty");
        terminal.run(&[command, "absent.yaml"]).refused(2, "absent.yaml");
    }
    terminal.run(&["test", &broken]).refused(2, "broken.yaml:2:");
    let sound = examples().join("worlds/registry.yaml").display().to_string();
    assert!(terminal.run(&["validate", &sound]).done().contains(": sound; "));
    assert_eq!(terminal.run(&["validate", &sound, "--json"]).json()["counts"]["roles"], 4);
}

#[test]
fn surroundings_are_told_apart() {
    let terminal = Terminal::new();
    let database = |url: &str| terminal.run(&["export", "--database", url]);
    database("mysql://x/y").refused(2, "is not known");
    database("postgres://nobody:hidden@127.0.0.1:1/none").refused(3, "error:");
    assert!(!database("postgres://nobody:hidden@127.0.0.1:1/none").err.contains("hidden"));
    let file = terminal.write("not.db", &"no database ".repeat(200));
    database(&format!("sqlite://{file}")).refused(3, "not a database");
    let elsewhere = terminal.scratch.join("no/such/dir/b.db").display().to_string();
    database(&format!("sqlite://{elsewhere}")).refused(3, "cannot open the database");
    terminal.write("bailiwick.toml", "databse = \"x\"\n");
    terminal.run(&["export"]).refused(2, "databse");
    terminal.write("bailiwick.toml", "");
    terminal.run_with(&["export"], &[("BAILIWICK_DATABSE", "x")]).refused(2, "BAILIWICK_DATABSE");
    // Without any word about it, the database is made among the user's data.
    let home = terminal.scratch.join("home").display().to_string();
    terminal.run_with(&["export"], &[("HOME", &home)]).done();
    assert!(terminal.scratch.join("home/.local/share/bailiwick/bailiwick.db").is_file());
}
