//! Administration on the command line, on the database and through a server.

use serde_json::json;

use super::Terminal;

const WORLD: &str = include_str!("../worlds/office.yaml");

pub(super) fn office() -> Terminal {
    let terminal = Terminal::new();
    let file = terminal.write("office.yaml", WORLD);
    terminal.run(&["apply", &file]).done();
    terminal
}

#[test]
fn one_command_makes_a_user_with_role_area_and_dates() {
    let terminal = office();
    let made = terminal
        .run(&[
            "user",
            "create",
            "asha",
            "--first-name",
            "Asha",
            "--company",
            "ministry",
            "--area-of-work",
            "D1",
            "--role",
            "Local Registrar",
            "--area",
            "D1",
            "--from",
            "2026-12-01",
            "--to",
            "2027-03-31",
            "--reason",
            "The season",
            "--json",
        ])
        .json();
    let line = &made["lines"][0];
    assert_eq!(
        (&line["role"], &line["to"], &line["reason"]),
        (&json!("registrar"), &json!("2027-03-31"), &json!("The season"))
    );
    let listed = terminal.run(&["user", "list", "--search", "ash", "--json"]).json();
    assert_eq!(listed[0]["login"], "asha");
    let dry = terminal.run(&["user", "change", "asha", "--job-title", "Clerk", "--dry-run"]).done();
    assert!(dry.contains("Nothing was done") && dry.contains("Clerk"), "{dry}");
    assert!(terminal.run(&["user", "show", "asha", "--json"]).json()["job_title"].is_null());
    let number = line["id"].to_string();
    terminal.run(&["role-line", "change", &number, "--to", "2027-06-30"]).done();
    terminal.run(&["role-line", "remove", &number]).done();
    assert_eq!(terminal.run(&["user", "state", "asha", "suspended"]).done().trim(), "asha is suspended");
    let trail = terminal.run(&["audit", "list", "--object", "user:asha", "--json"]).json();
    assert_eq!(trail.as_array().unwrap().len(), 5, "{trail}");
}

#[test]
fn what_is_wrong_is_said_and_exits_with_2() {
    let terminal = office();
    for (arguments, says) in [
        (&["user", "create", "--email", "x"][..], "email"),
        (&["user", "create", "a", "--area", "D1"], "name it with --role"),
        (&["user", "create", "a", "--phone", "1"], "mobile="),
        (&["user", "show", "nobody"], "there is no user \"nobody\""),
        (&["user", "grant", "ella", "registrar"], "Local roles must have at least one area assigned"),
        (&["user", "change", "ella"], "nothing to change"),
        (&["user", "state", "ella", "asleep"], "asleep"),
        (&["user", "list", "--domain", "[('nmae', '=', 1)]"], "nmae"),
        (&["role-line", "end", "999"], "999"),
        (&["user", "list", "--server", "http://example.org"], "https://"),
        (&["export", "--server", "https://example.org"], "this machine's own database"),
        (&["key", "delete", "--all", "--server", "https://example.org"], "this machine's own database"),
        (&["audit", "verify", "--server", "https://example.org"], "this machine's own database"),
        (&["doctor", "--server", "https://example.org"], "this machine's own database"),
    ] {
        let ran = terminal.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn faults_are_told_once_and_a_try_says_that_nothing_was_done() {
    let terminal = office();
    let faulty = terminal.run(&["user", "create", "a", "--company", "nowhere", "--area-of-work", "ZZ"]);
    assert_eq!(
        faulty.err,
        "error: company: there is no company \"nowhere\"\narea: there is no area \"ZZ\"\n"
    );
    assert_eq!(terminal.run(&["area", "create", "D-9"]).err, "error: name: is required\n");
    let file = terminal.write("people.csv", "login,email\na,b\n\"x\n");
    let cut = terminal.run(&["user", "import", &file]);
    assert_eq!(
        cut.err,
        "error: row 3, column \"login\": the cell begins with a quotation mark, and none ends it\n"
    );
    terminal.run(&["user", "create", "asha", "--company", "ministry"]).done();
    let line = terminal.run(&["user", "grant", "asha", "viewer", "--json"]).json()["id"].to_string();
    let tried = terminal.run(&["role-line", "change", &line, "--to", "2027-03-31", "--dry-run"]).done();
    assert!(tried.starts_with("Nothing was done. It would be:"), "{tried}");
    let template = |words: &[&str]| terminal.run(&[&["import-template"], words].concat()).done();
    let tried = template(&["set", "hr", "--column", "Mail=email", "--key", "email", "--dry-run"]);
    assert!(tried.contains("could be written") && !template(&["list"]).contains("hr"), "{tried}");
    // A variable without a word in it names no server.
    let database = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let ran =
        terminal.run_with(&["user", "list"], &[("BAILIWICK_SERVER", ""), ("BAILIWICK_DATABASE", &database)]);
    assert!(ran.done().contains("asha"));
}

#[test]
fn whoever_works_the_machine_gets_back_in() {
    let terminal = office();
    terminal.run(&["admin", "recover", "gone", "--reason", "Nobody else is left"]).done();
    terminal.run(&["admin", "recover", "newcomer"]).done();
    for login in ["gone", "newcomer"] {
        let user = terminal.run(&["user", "show", login, "--json"]).json();
        assert_eq!(user["state"], "active");
        assert!(
            user["lines"]
                .as_array()
                .unwrap()
                .iter()
                .any(|line| line["role"] == "administrator" && line["enabled"] == true)
        );
    }
    let trail = terminal.run(&["audit", "list", "--action", "admin.recovered", "--json"]).json();
    assert_eq!(trail[1]["entry"]["reason"], "Nobody else is left", "{trail}");
    let over_the_network = terminal.run(&["admin", "recover", "ella", "--server", "https://office.example"]);
    assert_eq!(over_the_network.code, 2);
}

#[test]
fn what_happened_to_a_user_and_what_he_has_beside_roles() {
    let terminal = office();
    terminal.run(&["user", "create", "asha", "--company", "ministry"]).done();
    terminal.run(&["user", "change", "asha", "--job-title", "Clerk", "--reason", "Promoted"]).done();
    terminal.run(&["user", "note", "asha", "Called back"]).done();
    let user = |flags: &[&str]| terminal.run(&[&["user", "change", "asha"], flags].concat());
    user(&["--valid-to", "2027-03-31", "--further-company", "acme", "--phone", "work=+6328000000"]).done();
    let cleared = user(&["--valid-to", "", "--further-company", "", "--phone", "", "--json"]).json();
    for member in ["valid_to", "companies", "phones"] {
        assert_eq!(cleared.get(member), None, "{cleared}");
    }
    for (flags, says) in [
        (["--valid-to", "soon"], "\"\" takes away what is there"),
        (["--kind", ""], "--kind"),
        (["--reason", ""], "this text is empty"),
        (["--reason", "two\nlines"], "cannot stand in one line"),
    ] {
        user(&flags).refused(2, says);
    }
    terminal.run(&["user", "list", "--domain", ""]).refused(2, "--domain");
    terminal.run(&["user", "create", "ben", "--valid-to", ""]).refused(2, "valid_to: \"\"");
    let line = terminal.run(&["user", "grant", "asha", "viewer", "--to", "2027-03-31", "--json"]).json();
    let number = line["id"].to_string();
    let open = terminal.run(&["role-line", "change", &number, "--to", "", "--json"]).json();
    assert_eq!(open.get("to"), None, "{open}");
    terminal.run(&["role-line", "remove", &number]).done();
    let timeline = terminal.run(&["user", "timeline", "asha"]).done();
    let place = |text: &str| timeline.find(text).unwrap_or_else(|| panic!("{text}: {timeline}"));
    assert!(place("note: Called back") < place("job_title: Clerk"), "{timeline}");
    assert!(place("Promoted") < place("user.created"), "{timeline}");

    let given = terminal.run(&["user", "groups", "asha", "--add", "reg.registrar"]).done();
    assert_eq!(given.trim(), "asha has directly: reg.registrar");
    terminal.run(&["user", "groups", "asha", "--add", "reg.viewer", "--remove", "reg.registrar"]).done();
    assert_eq!(terminal.run(&["user", "groups", "asha"]).done().trim(), "reg.viewer");
    let absent = terminal.run(&["user", "groups", "asha", "--remove", "reg.registrar"]);
    assert!(absent.code == 2 && absent.err.contains("no group"), "{}", absent.err);
    let managed = terminal.run(&["user", "groups", "root", "--add", "reg.viewer"]);
    assert!(managed.code == 2 && managed.err.contains("managed by roles"), "{}", managed.err);

    let deny =
        r#"{"effect": "deny", "model": "bailiwick.user", "operations": ["read"], "reason": "Under review"}"#;
    let number = |made: String| made.trim().rsplit(' ').next().unwrap().to_owned();
    let first = number(terminal.run(&["user", "override", "asha", "add", deny]).done());
    let listed = terminal.run(&["user", "override", "asha", "list"]).done();
    assert!(listed.contains("Under review") && listed.contains("bailiwick.user"), "{listed}");
    terminal.run(&["user", "override", "asha", "remove", &first, "--dry-run"]).done();
    terminal.run(&["user", "override", "asha", "end", &first]).done();
    let second = number(terminal.run(&["user", "override", "asha", "add", deny]).done());
    terminal.run(&["user", "override", "asha", "remove", &first]).done();
    assert_eq!(terminal.run(&["user", "override", "asha", "remove", &first]).code, 2, "it is gone");
    let left = terminal.run(&["user", "override", "asha", "list", "--json"]).json();
    assert_eq!((left.as_array().unwrap().len(), left[0]["id"].to_string()), (1, second), "{left}");
    assert_eq!(terminal.run(&["user", "override", "asha", "add", "{"]).code, 2);

    assert_eq!(terminal.run(&["user", "leave", "asha", "--dry-run"]).done().trim(), "asha could leave");
    assert_eq!(terminal.run(&["user", "leave", "asha"]).done().trim(), "asha has left");
    assert_eq!(terminal.run(&["user", "show", "asha", "--json"]).json()["state"], "left");
}

#[test]
fn whoever_cannot_get_in_is_helped() {
    let terminal = office();
    let tried = terminal.run(&["user", "password", "ella", "--dry-run"]).done();
    assert!(tried.contains("could be given"), "{tried}");
    let given = terminal.run(&["user", "password", "ella"]).done();
    let password = given.lines().nth(1).unwrap().trim().to_owned();
    assert_eq!(password.len(), 29, "{given}");
    let why = terminal.run(&["user", "sign-in", "ella", "--from", "192.0.2.7"]).done();
    for gate in ["attempts", "account", "place", "network", "second_factor", "password", "sessions"] {
        assert!(why.contains(gate), "{why}");
    }
    assert!(why.contains("another password has to be chosen") && !why.contains(&password), "{why}");
    assert!(terminal.run(&["user", "unlock", "ella"]).done().contains("may try again"));
    assert!(terminal.run(&["user", "sessions", "ella"]).done().contains("signed in nowhere"));
    assert!(terminal.run(&["user", "sessions", "ella", "--end"]).done().contains("0 sessions of ella ended"));
    let trail = terminal.run(&["audit", "list", "--object", "user:ella", "--json"]).json().to_string();
    assert!(trail.contains("password.set") && !trail.contains(&password), "{trail}");
}
