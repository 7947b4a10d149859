//! `backup` and `restore`, typed.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use super::{Ran, Terminal};

const POLICY: &str = "groups: {g.a: {label: A}}\nroles: {r: {label: R, groups: [g.a]}}\n\
                      users: {asha: {lines: [{role: r}]}, ben: {}}\n";

/// A terminal with something in its database.
fn used() -> Terminal {
    let terminal = Terminal::new();
    let file = terminal.write("policy.yaml", POLICY);
    terminal.run(&["apply", &file]).done();
    terminal
}

/// In another database of the same folder.
fn elsewhere(terminal: &Terminal, name: &str, arguments: &[&str]) -> Ran {
    let at = |name: &str| terminal.scratch.join(name).display().to_string();
    let database = format!("sqlite://{}", at(name));
    terminal.run_with(arguments, &[("BAILIWICK_DATABASE", &database), ("BAILIWICK_DATA_DIR", &at("data"))])
}

#[test]
fn a_file_is_made_checked_and_restored() {
    let terminal = used();
    let made = terminal.run(&["backup", "a.backup", "--json"]).json();
    assert_eq!((made["revision"].as_i64(), made["rows"]["app_user"].as_i64()), (Some(1), Some(2)));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(terminal.scratch.join("a.backup")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    terminal.run(&["backup", "a.backup"]).refused(2, "it is there already");
    assert!(terminal.run(&["backup", "a.backup", "--force"]).done().contains("The backup is in a.backup.\n"));
    let whole = terminal.run_with(&["restore", "--verify", "a.backup"], &[]).done();
    assert!(whole.starts_with("The backup is whole.\nMade "), "{whole}");
    let restored = elsewhere(&terminal, "x.db", &["restore", "a.backup", "--json"]).json();
    let replaced = &restored["replaced"];
    assert_eq!((replaced.is_null(), restored["revision"].as_i64()), (true, Some(1_000_002)));
    assert_eq!(elsewhere(&terminal, "x.db", &["export"]).done(), terminal.run(&["export"]).done());
    let trail = elsewhere(&terminal, "x.db", &["audit", "verify"]).done();
    assert!(trail.contains(restored["head"].as_str().unwrap()), "{trail}");
    elsewhere(&terminal, "x.db", &["restore", "a.backup"])
        .refused(2, "replace everything in it with --force");
    let again = elsewhere(&terminal, "x.db", &["restore", "a.backup", "--force"]).done();
    assert!(again.contains("Replaced: revision 1000002"), "{again}");
    let left = fs::read_dir(terminal.scratch.path()).unwrap();
    let left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(left.filter(|name| name.contains("partial")).count(), 0);
    assert_eq!(fs::read_dir(terminal.scratch.join("data")).unwrap().count(), 0);
}

#[test]
fn what_is_wrong_with_a_file_is_told_and_nothing_happens() {
    let terminal = used();
    terminal.run(&["backup", "a.backup"]).done();
    let text = fs::read_to_string(terminal.scratch.join("a.backup")).unwrap();
    for (name, text, says) in [
        ("other", "hello\n".to_owned(), "this is no backup of Bailiwick"),
        ("cut", text[..text.len() / 2].to_owned(), "was cut off after line"),
        ("altered", text.replace("\"asha\"", "\"asho\""), "was altered after it was made"),
        ("newer", text.replacen("\"format\":1", "\"format\":7", 1), "in format 7"),
    ] {
        let file = terminal.write(name, &text);
        terminal.run_with(&["restore", "--verify", &file], &[]).refused(2, says);
        elsewhere(&terminal, "c.db", &["restore", &file]).refused(2, says);
        assert!(!terminal.scratch.join("c.db").exists(), "a database was made for a {name} backup");
    }
    terminal.run(&["restore", "absent"]).refused(2, "check the path");
    terminal.run(&["restore", "--verify", "absent"]).refused(2, "check the path");
    terminal.run(&["backup", "no/such/folder/a"]).refused(3, "no/such/folder");
    terminal.run(&["backup", "."]).refused(2, "a folder");
}

#[test]
fn pipes_serve_at_both_ends() {
    let terminal = used();
    let piped = terminal.run(&["backup", "-"]);
    assert_eq!(piped.code, 0, "{}", piped.err);
    assert!(
        piped.out.starts_with("{\"bailiwick_backup\":") && piped.err.contains("SHA-256"),
        "{}",
        piped.err
    );
    let feed = |arguments: &[&str], bytes: &[u8]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bailiwick"))
            .args(arguments)
            .env_clear()
            .env("BAILIWICK_DATABASE", format!("sqlite://{}", terminal.scratch.join("d.db").display()))
            .env("BAILIWICK_DATA_DIR", terminal.scratch.join("data"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(bytes).unwrap();
        let output = child.wait_with_output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let bytes = piped.out.as_bytes();
    let (code, _, said) = feed(&["restore", "-"], &bytes[..bytes.len() - 10]);
    assert!(code == Some(2) && said.contains("was cut off"), "{said}");
    assert_eq!(feed(&["restore", "--verify", "-"], bytes).0, Some(0));
    let (code, told, said) = feed(&["restore", "-"], bytes);
    assert!(code == Some(0) && told.starts_with("Restored"), "{said}");
    assert_eq!(elsewhere(&terminal, "d.db", &["export"]).done(), terminal.run(&["export"]).done());
    assert_eq!(fs::read_dir(terminal.scratch.join("data")).unwrap().count(), 0);
}

#[test]
fn a_broken_trail_is_backed_up_as_evidence() {
    let terminal = used();
    let conn = rusqlite::Connection::open(terminal.scratch.join("b.db")).unwrap();
    conn.execute("drop trigger audit_unchanged", []).unwrap();
    conn.execute("update audit set action = 'key.created'", []).unwrap();
    drop(conn);
    let made = terminal.run(&["backup", "a.backup"]);
    assert_eq!((made.code, made.err.as_str()), (1, ""));
    assert!(made.out.contains("The audit trail in it is broken: entry 1 was altered"), "{}", made.out);
    elsewhere(&terminal, "e.db", &["restore", "a.backup"])
        .refused(2, "the audit trail in the backup is broken");
}

#[test]
fn who_is_killed_while_restoring_leaves_what_was_there() {
    let terminal = used();
    let many: String = (0..4_000).map(|n| format!("  u{n}: {{groups: [g.a]}}\n")).collect();
    let file = terminal.write("many.yaml", &format!("groups: {{g.a: {{label: A}}}}\nusers:\n{many}"));
    let run = |arguments: &[&str]| elsewhere(&terminal, "f.db", arguments);
    run(&["apply", &file]).done();
    run(&["backup", "many.backup"]).done();
    terminal.run(&["backup", "few.backup"]).done();
    let (old, new) = (run(&["export", "--json"]).done(), terminal.run(&["export", "--json"]).done());
    // The last one is let finish.
    for delay in [1, 4, 9, 15, 22, 30, 40, 60, 100, 0].map(Duration::from_millis) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bailiwick"))
            .args(["restore", "few.backup", "--force"])
            .current_dir(terminal.scratch.path())
            .env_clear()
            .env("BAILIWICK_DATABASE", format!("sqlite://{}", terminal.scratch.join("f.db").display()))
            .env("BAILIWICK_DATA_DIR", terminal.scratch.join("data"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        if !delay.is_zero() {
            thread::sleep(delay);
            drop(child.kill());
        }
        child.wait().unwrap();
        let found = run(&["export", "--json"]).done();
        assert!(found == old || found == new, "killed after {delay:?}, it is neither old nor new");
        assert!(run(&["audit", "verify"]).done().starts_with("The trail is whole"));
        if delay.is_zero() {
            assert!(found == new, "it did not restore at all");
        } else if found == new {
            run(&["restore", "many.backup", "--force"]).done();
        }
    }
}
