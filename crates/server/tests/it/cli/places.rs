//! Companies, departments, areas and settings on the command line.

use serde_json::json;

use super::office::office;

#[test]
fn places_are_made_moved_and_deleted() {
    let terminal = office();
    let made = terminal.run(&[
        "company",
        "create",
        "cove",
        "--name",
        "Cove",
        "--kind",
        "client",
        "--below",
        "acme",
        "--external-id",
        "77",
        "--json",
    ]);
    let made = made.json();
    assert_eq!(
        (&made["parent"], &made["external_id"], &made["seats"]["used"]),
        (&json!("acme"), &json!(77), &json!(0))
    );
    let moved = terminal.run(&["company", "move", "cove", "--below", "acme-east"]).done();
    assert!(moved.contains("acme-east"), "{moved}");
    assert!(terminal.run(&["company", "list", "--search", "cov"]).done().contains("Cove"));
    terminal
        .run(&["department", "create", "it", "--name", "IT", "--company", "acme", "--below", "sales"])
        .done();
    let line = terminal.run(&["department", "grant", "it", "viewer", "--to", "2027-03-31", "--json"]).json();
    assert_eq!(line["to"], "2027-03-31");
    assert!(terminal.run(&["department", "show", "it"]).done().contains("2027-03-31"));
    terminal.run(&["department", "move", "it", "--top"]).done();
    terminal.run(&["area", "create", "D3", "--name", "Third", "--kind", "district", "--below", "P"]).done();
    terminal.run(&["area", "change", "D3", "--name", "Third district", "--clear", "kind"]).done();
    let shown = terminal.run(&["area", "show", "D3", "--json"]).json();
    assert_eq!((&shown["name"], shown["kind"].is_null()), (&json!("Third district"), true));
    let below =
        terminal.run(&["area", "list", "--domain", "[('id', 'child_of', 'P')]", "--limit", "2"]).done();
    assert!(below.contains("There are more"), "{below}");
    assert_eq!(terminal.run(&["area", "delete", "D3", "--dry-run"]).done().trim(), "it could be deleted");
    terminal.run(&["area", "delete", "D3"]).done();
    // What can be taken away is taken away by nothing in its place; what cannot be, is not.
    terminal.run(&["company", "change", "cove", "--timezone", "Asia/Manila"]).done();
    let top = terminal.run(&["company", "change", "cove", "--below", "", "--timezone", "", "--json"]).json();
    assert_eq!((&top["parent"], &top["timezone"]), (&json!(null), &json!(null)), "{top}");
    terminal.run(&["company", "move", "cove", "--below", "acme-east"]).done();
    terminal.run(&["company", "change", "cove", "--name", ""]).refused(2, "--name");
    terminal.run(&["company", "create", "bay", "--name", "Bay", "--below", ""]).refused(2, "parent: \"\"");
    for (arguments, says) in [
        (&["company", "delete", "acme"][..], "companies below it: 1"),
        (&["company", "move", "cove"], "--below"),
        (&["company", "move", "acme", "--below", "cove"], "acme in cove in acme-east in acme"),
        (&["company", "change", "acme"], "nothing to change"),
        (&["company", "change", "acme", "--kind", "ours"], "ours"),
        (&["area", "show", "D3"], "there is no area \"D3\""),
        (&["department", "create", "x", "--name", "X"], "company"),
    ] {
        let ran = terminal.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_list_of_areas_is_tried_and_taken_over() {
    let terminal = office();
    let list = terminal.write("areas.csv", "code,name,parent\nN,North,P\nD1,First district,P\n");
    let tried = terminal.run(&["area", "import", &list, "--dry-run"]).done();
    assert!(
        tried.contains("Nothing was done. It would be: 1 created, 0 changed, 1 unchanged, 0 refused"),
        "{tried}"
    );
    assert!(terminal.run(&["area", "import", &list]).done().contains("1 created"));
    let wrong = terminal.write("wrong.csv", "code,name,parent\nM,Middle,Q\n");
    let tried = terminal.run(&["area", "import", &wrong, "--dry-run"]);
    assert_eq!(tried.code, 1, "{}", tried.err);
    let refused = terminal.run(&["area", "import", &wrong]);
    assert!(refused.code == 2 && refused.err.contains("there is no area Q"), "{}", refused.err);
    let only = terminal.write("only.csv", "code,name\nN,South\n");
    assert!(terminal.run(&["area", "import", &only, "--only-new"]).err.contains("already"));
    assert_eq!(terminal.run(&["area", "import", "nowhere.csv"]).code, 2);
}

#[test]
fn settings_are_set_and_shown_with_where_they_come_from() {
    let terminal = office();
    terminal.run(&["setting", "set", "language", "fil"]).done();
    terminal.run(&["setting", "set", "seats.limit", "50", "--at", "company:acme"]).done();
    terminal
        .run(&["setting", "set", "users.self_editable", "[\"phones\"]", "--at", "company:acme", "--locked"])
        .done();
    let all = terminal.run(&["setting", "list", "--at", "department:sales"]).done();
    let line = |name: &str| all.lines().find(|line| line.trim_start().starts_with(name)).unwrap().to_owned();
    assert!(line("language").contains("installation"), "{all}");
    assert!(line("users.self_editable").matches("company:acme").count() == 2, "{all}");
    assert!(line("account.recovery_days").contains("default"), "{all}");
    assert!(terminal.run(&["company", "show", "acme"]).done().contains("limit: 50"));
    let unset = terminal.run(&["setting", "unset", "language", "--json"]).json();
    assert_eq!((&unset["value"], &unset["from"]), (&json!("en"), &json!(null)));
    for (arguments, says) in [
        (&["setting", "set", "language", "fr", "--at", "role:viewer"][..], "cannot be set for one role"),
        (&["setting", "list", "--at", "company:acme", "--user", "ella"], "cannot be used with"),
        (&["setting", "set", "network.allow", "[\"10.1.0.0/8\"]"], "write 10.0.0.0/8 for the network"),
        (&["setting", "set", "colour", "red"], "no setting \"colour\""),
        (&["setting", "set", "users.self_editable", "[]", "--at", "company:acme-east"], "company:acme"),
        (&["setting", "show", "language", "--at", "planet:mars"], "company:CODE"),
    ] {
        let ran = terminal.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn what_guards_is_set_for_roles_and_users() {
    let terminal = office();
    let tried = terminal
        .run(&["setting", "set", "session.hours", "8", "--at", "role:client_end_user", "--dry-run"])
        .done();
    assert!(tried.contains("\nIt would be stricter for") && tried.contains("laxer for 0."), "{tried}");
    terminal.run(&["setting", "set", "session.hours", "8", "--at", "role:client_end_user"]).done();
    terminal.run(&["setting", "set", "session.hours", "24", "--at", "company:acme"]).done();
    terminal
        .run(&["setting", "set", "factor.methods", "[\"totp\", \"email\"]", "--at", "company:acme"])
        .done();
    terminal.run(&["setting", "set", "factor.methods", "[\"totp\", \"passkey\"]", "--user", "ella"]).done();
    let all = terminal.run(&["setting", "list", "--user", "ella"]).done();
    let line = |name: &str| all.lines().find(|line| line.trim_start().starts_with(name)).unwrap().to_owned();
    assert!(line("session.hours").contains("role:client_end_user"), "{all}");
    assert!(line("factor.methods").contains("company:acme, user:ella"), "{all}");
    let shown = terminal.run(&["setting", "show", "factor.methods", "--at", "user:ella", "--json"]).json();
    assert_eq!(shown["value"], json!(["totp"]));
    let unset = terminal.run(&["setting", "unset", "factor.methods", "--user", "ella", "--json"]).json();
    assert_eq!(unset["value"], json!(["email", "totp"]));
}

#[test]
fn every_noun_has_a_timeline_and_takes_notes() {
    let terminal = office();
    terminal.run(&["policy-setting", "change", "debug_group", "value=reg.viewer"]).done();
    for (noun, name) in [
        ("company", "acme"),
        ("department", "sales"),
        ("area", "D1"),
        ("role", "viewer"),
        ("group", "reg.viewer"),
        ("policy-setting", "debug_group"),
    ] {
        let told = terminal.run(&[noun, "note", name, "Agreed on the telephone"]).done();
        assert_eq!(told.trim(), format!("noted on {name}"));
        let timeline = terminal.run(&[noun, "timeline", name]).done();
        assert!(timeline.contains("note: Agreed on the telephone"), "{noun}: {timeline}");
        assert_eq!(terminal.run(&[noun, "timeline", "nothing"]).code, 2, "{noun}");
        let listed = terminal.run(&[noun, "list", "--all", "--json"]).json();
        assert!(!listed.as_array().unwrap().is_empty(), "{noun}");
    }
    let settings = terminal.run(&["policy-setting", "list"]).done();
    let row =
        |name: &str| settings.lines().find(|line| line.trim_start().starts_with(name)).unwrap().to_owned();
    assert!(row("debug_group").contains("stored") && row("user_model").contains("default"), "{settings}");
}
