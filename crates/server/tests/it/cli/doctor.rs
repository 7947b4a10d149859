//! `doctor`: each fault that can be provoked is found, told with a remedy, and left as it is.

use std::fs;

use bailiwick_store::Database;
use bailiwick_testkit::process::postgres;

use super::{Ran, Terminal};

const POLICY: &str = "groups: {g.a: {label: A}}\nroles: {r: {label: R, groups: [g.a]}}\n\
                      users: {asha: {lines: [{role: r}]}, ben: {groups: [g.a]}}\n";

/// A terminal with something in its database.
fn used() -> Terminal {
    let terminal = Terminal::new();
    let file = terminal.write("policy.yaml", POLICY);
    terminal.run(&["apply", &file]).done();
    terminal
}

fn sql(terminal: &Terminal, text: &str) {
    let conn = rusqlite::Connection::open(terminal.scratch.join("b.db")).unwrap();
    // Whoever owns the file lifts what keeps the trail first.
    conn.execute_batch("drop trigger if exists audit_unchanged; drop trigger if exists audit_stays").unwrap();
    conn.execute_batch(text).unwrap();
}

fn finding(ran: &Ran, check: &str) -> (String, String, String) {
    let json = ran.json();
    let findings = json["findings"].as_array().unwrap();
    let Some(found) = findings.iter().find(|finding| finding["check"] == check) else {
        panic!("nothing is said about {check}: {json}")
    };
    let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
    (text("verdict"), text("told"), text("remedy"))
}

/// One check has this verdict and says this; the exit code is that of the verdict, because all the rest is well.
#[track_caller]
fn says(ran: &Ran, check: &str, verdict: &str, wanted: &str) {
    let (found, told, remedy) = finding(ran, check);
    assert_eq!(found, verdict, "{check}: {told}");
    assert!(told.contains(wanted), "{told}\n--- wanted\n{wanted}");
    assert_eq!(remedy.is_empty(), verdict == "ok", "{remedy}");
    let code = ["ok", "warning", "", "failure"].iter().position(|word| *word == verdict).unwrap();
    assert_eq!((ran.code, ran.err.as_str()), (code as i32, ""), "{}", ran.out);
}

#[test]
fn all_is_well_with_a_fresh_installation_and_beside_its_server() {
    let terminal = used();
    let json = terminal.run(&["doctor", "--json"]);
    assert_eq!((json.code, json.json()["verdict"].as_str()), (0, Some("ok")), "{}", json.out);
    let url = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let serving = Database::open(&url.parse().unwrap()).unwrap();
    let told = terminal.run(&["doctor", "--full"]).done();
    for check in [
        "configuration",
        "secrets",
        "address",
        "metrics",
        "breached passwords",
        "clock",
        "database",
        "schema",
        "integrity",
        "writing",
        "server clock",
        "last change",
        "audit trail",
        "signatures",
        "policy",
        "keys",
        "change feed",
        "seats",
        "disk",
        "backups",
        "connections",
        "letters",
        "mail",
        "text messages",
        "passkeys",
        "time zones",
    ] {
        assert!(told.lines().any(|line| line.starts_with(&format!("ok       {check} "))), "{check}: {told}");
    }
    assert_eq!(serving.revision().unwrap().0, 1);
}

#[test]
fn a_server_s_database_is_looked_at_as_well() {
    let terminal = Terminal::new();
    let url = postgres::database();
    let run = |arguments: &[&str]| terminal.run_with(arguments, &[("BAILIWICK_DATABASE", &url)]);
    says(&run(&["doctor", "--json"]), "schema", "warning", "the database is empty");
    let file = terminal.write("policy.yaml", POLICY);
    run(&["apply", &file]).done();
    let well = run(&["doctor", "--json"]);
    says(&well, "database", "ok", "UTF8, collation ");
    says(&well, "server clock", "ok", "differs by 0.");
    says(&well, "writing", "ok", "taken back");
    let late = run(&["doctor", "--json", "--now", "2028-01-01T00:00:00Z"]);
    says(&late, "server clock", "failure", "the database's clock differs by");
    let name = url.rsplit_once('/').unwrap().1;
    postgres::server()
        .psql(name, "alter table import_run alter column source type text collate \"und-x-icu\"");
    says(
        &run(&["doctor", "--json"]),
        "integrity",
        "failure",
        "column source of table import_run is ordered by a language",
    );
}

#[test]
fn databases_that_are_not_there_are_told_without_their_password() {
    let terminal = Terminal::new();
    let run = |url: &str| terminal.run_with(&["doctor", "--json"], &[("BAILIWICK_DATABASE", url)]);
    let ran = run("postgres://nobody:hidden@127.0.0.1:1/none");
    says(&ran, "database", "failure", "postgres://nobody@127.0.0.1:1/none");
    assert!(!ran.out.contains("hidden"), "{}", ran.out);
    let ran = run("mysql://nobody:hidden@x/y");
    says(&ran, "database", "failure", "mysql:// is not known");
    assert!(!ran.out.contains("hidden"), "{}", ran.out);
    let absent = terminal.scratch.join("absent.db");
    says(&run(&format!("sqlite://{}", absent.display())), "database", "warning", "is not there yet");
    assert!(!absent.exists(), "it was made");
    let file = terminal.write("not.db", &"no database ".repeat(200));
    says(&run(&format!("sqlite://{file}")), "database", "failure", "not a database");
    let connected = terminal.run_with(
        &["doctor", "--json"],
        &[
            ("BAILIWICK_DATABASE", &postgres::database()),
            ("BAILIWICK_CONNECTIONS_ERP", "postgres://reader:hidden@127.0.0.1:1/odoo"),
        ],
    );
    says(&connected, "connections", "failure", "connection erp");
    assert!(!connected.out.contains("hidden"), "{}", connected.out);
}

#[test]
fn a_configuration_that_cannot_be_read_is_a_finding() {
    let terminal = used();
    terminal.write("bailiwick.toml", "databse = \"x\"\n");
    says(&terminal.run(&["doctor", "--json"]), "configuration", "failure", "databse");
    terminal.write("bailiwick.toml", "listen = \"0.0.0.0:8080\"\n");
    says(&terminal.run(&["doctor", "--json"]), "address", "failure", "must start with https://");
}

#[cfg(unix)]
#[test]
fn secrets_that_others_may_read_are_named() {
    use std::os::unix::fs::PermissionsExt;
    let mode =
        |path: &std::path::Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let terminal = used();
    let database = terminal.scratch.join("b.db");
    mode(&database, 0o644);
    let ran = terminal.run(&["doctor", "--json"]);
    says(&ran, "secrets", "warning", "others may read");
    assert_eq!(finding(&ran, "secrets").2, format!("chmod 600 {}", database.display()));
    mode(&database, 0o600);
    let file = terminal.write("bailiwick.toml", "[connections]\n# erp = \"postgres://a:s3cret@db/x\"\n");
    mode(file.as_ref(), 0o644);
    let ran = terminal.run(&["doctor", "--json"]);
    says(&ran, "secrets", "warning", "bailiwick.toml");
    assert!(!ran.out.contains("s3cret"), "{}", ran.out);
    mode(file.as_ref(), 0o600);
    let key = terminal.write("key", &format!("{}\n", "ab".repeat(32)));
    mode(key.as_ref(), 0o640);
    let url = format!("sqlite://{}", database.display());
    let ran = terminal
        .run_with(&["doctor", "--json"], &[("BAILIWICK_DATABASE", &url), ("BAILIWICK_KEY_FILE", &key)]);
    says(&ran, "secrets", "failure", "chmod 600");
}

#[test]
fn a_schema_of_another_version_is_left_as_it_is() {
    let terminal = used();
    let dump = |terminal: &Terminal| fs::read(terminal.scratch.join("b.db")).unwrap();
    sql(&terminal, "delete from bailiwick_migration where number > 1");
    let before = dump(&terminal);
    says(
        &terminal.run(&["doctor", "--json"]),
        "schema",
        "warning",
        "version 1, and this program has version",
    );
    assert!(dump(&terminal) == before, "something was changed");
    sql(&terminal, "insert into bailiwick_migration values (99, 'later', 'x')");
    says(&terminal.run(&["doctor", "--json"]), "schema", "failure", "version 99, and this program knows");
    sql(
        &terminal,
        "delete from bailiwick_migration where number = 99; update bailiwick_migration set sha256 = 'x'",
    );
    says(
        &terminal.run(&["doctor", "--json"]),
        "schema",
        "failure",
        "migration 1 was applied with other contents",
    );
}

#[test]
fn what_was_done_behind_its_back_is_found() {
    let harmed = |text: &str, check: &str, wanted: &str, arguments: &[&str]| {
        let terminal = used();
        terminal.run(&["key", "create", "a", "--scope", "decide"]).done();
        terminal.run(&["key", "create", "b", "--scope", "decide"]).done();
        sql(&terminal, text);
        says(&terminal.run(&[&["doctor", "--json"], arguments].concat()), check, "failure", wanted);
    };
    let trail = |text: &str, wanted: &str| harmed(text, "audit trail", wanted, &[]);
    trail("update audit set body = replace(body, 'key', 'kez') where sequence = 2", "its hash is not that");
    trail("delete from audit where sequence = 2", "entry 2 is missing: entry 3 stands in its place");
    trail("delete from audit where sequence = 3", "known to reach entry 3 and ends before entry 3");
    trail("update audit set previous = hash where sequence = 3", "entry 3 was altered");
    let zeros = "0".repeat(64);
    trail(&format!("update audit_head set hash = '{zeros}'"), "entry 3 is not the one that was noted");
    harmed(
        "update audit set actor = 'user:ben' where sequence = 2",
        "audit trail",
        "entry 2 was altered",
        &["--full"],
    );
    harmed(
        "pragma foreign_keys = off; insert into user_group values ('ghost', 0, 'g.a')",
        "integrity",
        "a row of user_group",
        &[],
    );
    harmed(
        "update policy_object set body = '{\"label\":\"R\",\"groups\":[\"nowhere\"]}' where kind = 'role'",
        "policy",
        "nowhere",
        &[],
    );
    harmed("update app_user set kind = 'ghost'", "policy", "column kind of table app_user", &[]);
}

#[test]
fn clocks_keys_and_backups_are_dated() {
    let terminal = used();
    let doctor = |arguments: &[&str]| terminal.run(&[&["doctor", "--json"], arguments].concat());
    let past = doctor(&["--now", "2026-10-31T23:59:59Z"]);
    assert_eq!(finding(&past, "clock").0, "failure");
    let file = terminal.write("more.yaml", &POLICY.replace("ben", "chen"));
    terminal.run(&["apply", &file, "--now", "2031-01-01T00:00:00Z"]).done();
    says(&doctor(&[]), "last change", "failure", "2031-01-01 00:00:00 UTC, which is in the future");
    let at = |day: &str| format!("{day}T00:00:00Z");
    terminal
        .run(&["key", "create", "payroll", "--scope", "decide", "--days", "30", "--now", &at("2031-01-02")])
        .done();
    says(&doctor(&["--now", &at("2031-01-05")]), "keys", "ok", "1; none expires within 14 days");
    says(&doctor(&["--now", &at("2031-01-20")]), "keys", "warning", "expires at 2031-02-01");
    says(&doctor(&["--now", &at("2031-03-01")]), "keys", "warning", "expired at 2031-02-01");

    let folder = terminal.scratch.join("backups");
    let url = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let looked = |now: &str, days: &str| {
        let environment =
            [("BAILIWICK_DATABASE", url.as_str()), ("BAILIWICK_BACKUP_DIR", folder.to_str().unwrap())];
        terminal.run_with(&["doctor", "--json", "--now", &at(now), "--backup-days", days], &environment)
    };
    says(&looked("2031-01-04", "2"), "backups", "failure", "backups: ");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("notes"), "no backup").unwrap();
    says(&looked("2031-01-04", "2"), "backups", "warning", "there is none in");
    terminal.run(&["backup", "backups/a", "--now", &at("2031-01-03")]).done();
    says(&looked("2031-01-04", "2"), "backups", "ok", "the newest, a, is 24 hours old");
    says(&looked("2031-01-08", "2"), "backups", "warning", "the newest, a, is 5 days old");
    says(&looked("2031-01-08", "7"), "backups", "ok", "5 days old");
}

#[test]
fn signatures_of_checkpoints_are_looked_at() {
    let terminal = used();
    let (data, other) = (terminal.scratch.join("data"), terminal.scratch.join("other"));
    let database = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let with = |data: &std::path::Path, arguments: &[&str]| {
        let data = data.display().to_string();
        terminal.run_with(arguments, &[("BAILIWICK_DATABASE", &database), ("BAILIWICK_DATA_DIR", &data)])
    };
    let run = |arguments: &[&str]| with(&data, arguments);
    says(&run(&["doctor", "--json"]), "signatures", "ok", "nothing is signed yet");
    assert!(!data.exists(), "a key was made");
    run(&["audit", "checkpoint"]).done();
    run(&["key", "create", "a", "--scope", "decide"]).done();
    run(&["audit", "checkpoint"]).done();
    says(&run(&["doctor", "--json"]), "signatures", "ok", "2 checkpoints, up to entry 2");
    // Elsewhere the key is not at hand, unless somebody names it.
    let key = run(&["audit", "key"]).done().trim().to_owned();
    says(&with(&other, &["doctor", "--json"]), "signatures", "warning", "no key to tell by");
    says(&with(&other, &["doctor", "--json", "--key", &key]), "signatures", "ok", "2 checkpoints");
    // A changed secret: what was signed before is a stranger's, until its key is named.
    with(&other, &["audit", "key"]).done();
    let stranger = with(&other, &["doctor", "--json"]);
    says(&stranger, "signatures", "failure", "the checkpoint of entry 2 was signed with the key");
    assert!(finding(&stranger, "signatures").2.contains("--key"));
    says(&with(&other, &["doctor", "--json", "--key", &key]), "signatures", "ok", "2 checkpoints");

    let harm = |text: &str| {
        sql(
            &terminal,
            &format!(
                "drop trigger if exists audit_checkpoint_unchanged; drop trigger if exists audit_checkpoint_stays; {text}"
            ),
        );
    };
    let kept = fs::read(terminal.scratch.join("b.db")).unwrap();
    harm("update audit_checkpoint set signed = replace(signed, '\"at\":1', '\"at\":2') where sequence = 1");
    let forged = run(&["doctor", "--json"]);
    says(&forged, "signatures", "failure", "the checkpoint of entry 1 is not what was signed");
    assert!(finding(&forged, "signatures").2.contains("kept elsewhere"));
    fs::write(terminal.scratch.join("b.db"), &kept).unwrap();
    // A trail that was set back, chain and head and all.
    harm(
        "delete from audit where sequence = 2; \
         update audit_head set sequence = 1, hash = (select hash from audit where sequence = 1)",
    );
    says(
        &run(&["doctor", "--json"]),
        "signatures",
        "failure",
        "entry 2 was signed, and the trail does not hold it",
    );
}
