//! Parts of the policy, made and changed from the command line, and what that comes to.

use super::Terminal;

const POLICY: &str = "models: {reg.household: {fields: {state: selection draft approved}, actions: {approve: update}}}\n\
                      groups: {g.a: {label: A}}\nroles: {r: {label: R, groups: [g.a]}}\n\
                      users: {asha: {lines: [{role: r}]}}\n";

fn terminal() -> Terminal {
    let terminal = Terminal::new();
    let file = terminal.write("policy.yaml", POLICY);
    terminal.run(&["apply", &file]).done();
    terminal
}

#[test]
fn parts_have_the_same_verbs() {
    let terminal = terminal();
    let row = ["acl", "create", "row", "model=reg.household", "group=g.a", "operations=[\"read\"]"];
    let dry = terminal.run(&[&row[..], &["--dry-run"]].concat()).done();
    assert!(dry.contains("row would be made") && dry.contains("asha may read reg.household"), "{dry}");
    assert_eq!(terminal.run(&["check", "asha", "read", "reg.household"]).code, 1);
    terminal.run(&row).done();
    assert_eq!(terminal.run(&["check", "asha", "read", "reg.household"]).code, 0);
    terminal.run(&["acl", "change", "row", "active=false"]).done();
    assert_eq!(terminal.run(&["check", "asha", "read", "reg.household"]).code, 1);
    assert_eq!(terminal.run(&["acl", "show", "row"]).json()["body"]["active"], false);
    let listed = terminal.run(&["acl", "list", "--model", "reg.household"]).done();
    assert!(listed.lines().nth(1).unwrap().trim_start().starts_with("row"), "{listed}");
    let refused = terminal.run(&["group", "delete", "g.a"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("in use by ACL row, role r"), "{}", refused.err);
    terminal.run(&["acl", "delete", "row"]).done();
    assert_eq!(terminal.run(&["acl", "show", "row"]).code, 2);
}

#[test]
fn a_role_is_written_as_what_it_may_do() {
    let terminal = terminal();
    let clerk = [
        "role",
        "create",
        "Field clerk",
        "--module",
        "registry",
        "--feature",
        "export",
        "--data",
        "reg.household:read,update",
        "--action",
        "reg.household.approve",
        "--where",
        "[('state', '=', 'draft')]",
    ];
    assert_eq!(terminal.run(&clerk).done(), "field_clerk is made\n");
    let shown = terminal.run(&["role", "show", "field_clerk"]).json();
    assert_eq!(shown["body"]["may"]["data"][0]["where"], "[('state', '=', 'draft')]");
    assert_eq!(shown["body"]["may"]["actions"][0], "reg.household.approve");
    let changes = r#"{"changes": [{"add_line": {"user": "asha", "line": {"role": "field_clerk"}}}]}"#;
    let file = terminal.write("changes.json", changes);
    let told = terminal.run(&["preview", &file]).done();
    assert!(told.contains("asha gains role.field_clerk") && told.contains("may feature:export"), "{told}");
    assert_eq!(terminal.run(&["preview", &file, "--json"]).json()["affected"], 1);
    let wrong = terminal.write("wrong.json", r#"{"changes": [{"burn": {}}]}"#);
    assert_eq!(terminal.run(&["preview", &wrong]).code, 2);
    assert_eq!(terminal.run(&["role", "delete", "field_clerk"]).done(), "removed\n");
    assert_eq!(terminal.run(&["group", "show", "role.field_clerk"]).code, 2);
}
