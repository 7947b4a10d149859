//! `audit`: what was done is on the trail, and the trail proves itself.

use super::{Terminal, serving::Served};

const POLICY: &str =
    "groups: {g.a: {label: A}}\nroles: {r: {label: R, groups: [g.a]}}\nusers: {asha: {lines: [{role: r}]}}\n";

/// A terminal with three entries on the trail, and the id and the secret of the token in the second.
fn used() -> (Terminal, String, String) {
    let terminal = Terminal::new();
    let file = terminal.write("policy.yaml", POLICY);
    terminal.run(&["apply", &file, "--now", "2026-11-01T08:00:00Z"]).done();
    terminal.run(&["apply", &file]).done();
    let made = terminal.run(&["key", "create", "payroll", "--scope", "decide", "--json"]).json();
    let id = made["id"].as_str().unwrap().to_owned();
    terminal.run(&["key", "delete", &id]).done();
    (terminal, id, made["key"].as_str().unwrap().to_owned())
}

#[test]
fn what_is_done_is_listed() {
    let (terminal, id, secret) = used();
    let all = terminal.run(&["audit", "list", "--json"]);
    assert!(!all.out.contains(&secret), "{}", all.out);
    let all = all.json();
    let told: Vec<_> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|a| {
            (a["entry"]["sequence"].as_i64().unwrap(), a["entry"]["action"].as_str().unwrap().to_owned())
        })
        .collect();
    let expected = [(3, "key.deleted"), (2, "key.created"), (1, "policy.applied")];
    assert_eq!(told, expected.map(|(n, action)| (n, action.to_owned())), "what changes nothing is not told");
    let applied = &all[2]["entry"];
    assert_eq!(applied["actor"], serde_json::json!({"kind": "machine"}));
    let account = std::process::Command::new("id").arg("-un").output().unwrap().stdout;
    let account = String::from_utf8(account).unwrap();
    assert_eq!(applied["origin"], serde_json::json!({"account": account.trim()}));
    assert_eq!(applied["changes"][0]["field"], "created");
    assert_eq!(
        applied["changes"][0]["new"],
        serde_json::json!({"group": ["g.a"], "role": ["r"], "user": ["asha"]})
    );
    let numbers = |words: &[&str]| -> Vec<i64> {
        let json = terminal.run(&[&["audit", "list", "--json"], words].concat()).json();
        json.as_array().unwrap().iter().map(|a| a["entry"]["sequence"].as_i64().unwrap()).collect()
    };
    assert_eq!(numbers(&["--object", "key"]), [3, 2]);
    assert_eq!(numbers(&["--object", &format!("key:{id}"), "--action", "key.created"]), [2]);
    assert_eq!(numbers(&["--actor", "machine", "--limit", "1"]), [3]);
    assert_eq!(numbers(&["--actor", "user:asha"]), [0; 0]);
    assert_eq!(numbers(&["--until", "2026-11-02"]), [1]);
    assert_eq!(numbers(&["--since", "2026-11-01T08:00:01Z", "--before", "3"]), [2]);
    let table = terminal.run(&["audit", "list"]).done();
    assert!(table.contains("2026-11-01 08:00:00 UTC") && table.contains("policy.applied"), "{table}");
    terminal.run(&["audit", "list", "--actor", "asha"]).refused(2, "user:LOGIN");
    terminal.run(&["audit", "list", "--since", "yesterday"]).refused(2, "a day or a moment");
}

#[test]
fn a_server_gives_its_trail_away_as_the_database_does() {
    let terminal = Terminal::new();
    let world = "users: {root: {lines: [{role: administrator}]}, ella: {}}\ncompanies: {m: {name: M}}\n";
    terminal.run(&["apply", &terminal.write("world.yaml", world)]).done();
    let token = |login: &str| {
        let made = terminal.run(&["key", "create", login, "--scope", "admin", "--user", login, "--json"]);
        made.json()["key"].as_str().unwrap().to_owned()
    };
    let (root, ella) = (token("root"), token("ella"));
    terminal.run(&["company", "create", "x", "--name", "X"]).done();
    let served = Served::start(&terminal);
    let url = format!("http://{}", served.address);
    let asked = |token: &str, words: &[&str]| {
        let words = [&["audit"], words, &["--server", &url]].concat();
        terminal.run_with(&words, &[("BAILIWICK_TOKEN", token)])
    };
    let path = terminal.scratch.join("trail.jsonl").display().to_string();
    let told = asked(&root, &["export", "--output", &path]).done();
    assert_eq!(told.trim(), format!("written to {path}"));
    let verified = terminal.run_with(&["audit", "verify", &path], &[]).done();
    // Four entries, and the one about the export itself.
    assert!(verified.starts_with("The trail is whole: 5 entries."), "{verified}");
    let file = std::fs::metadata(&path).unwrap();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&file.permissions()) & 0o777, 0o600);
    let entries = std::fs::read_to_string(&path).unwrap();
    assert_eq!(entries.lines().count(), 6);
    let edited = terminal.write("edited", &entries.replacen("ella", "emma", 1));
    assert_eq!(terminal.run_with(&["audit", "verify", &edited], &[]).code, 1);

    // The same wishes come to the same entries, whoever is asked.
    let wishes: [&[&str]; 7] = [
        &["--object", "token", "--format", "csv"],
        &["--action", "company.created"],
        &["--actor", "machine", "--before", "3"],
        &["--domain", "[('object_kind', '=', 'company')]"],
        &["--since", "2020-01-01", "--until", "2020-02-01", "--format", "csv"],
        &["--on-behalf", "ella"],
        &["--request", "none"],
    ];
    let told: Vec<String> =
        wishes.iter().map(|wish| asked(&root, &[&["export"], *wish].concat()).done()).collect();
    assert_eq!(
        asked(&root, &["list", "--actor", "machine", "--before", "3", "--json"])
            .json()
            .as_array()
            .unwrap()
            .len(),
        2
    );
    asked(&ella, &["export", "--output", &terminal.scratch.join("hers").display().to_string()])
        .refused(2, "about everything");
    assert!(!terminal.scratch.join("hers").exists() && !terminal.scratch.join("hers.part").exists());
    asked(&root, &["export", "--domain", "[("]).refused(2, "at character 3");
    drop(served);
    for (wish, told) in wishes.iter().zip(told) {
        assert_eq!(terminal.run(&[&["audit", "export"], *wish].concat()).done(), told, "{wish:?}");
    }
    let exports = terminal.run(&["audit", "list", "--action", "access.exported", "--json"]).json();
    assert_eq!(exports.as_array().unwrap().len(), 8, "{exports}");
}

#[test]
fn a_trail_proves_itself_with_and_without_the_database() {
    let (terminal, id, _) = used();
    let verified = terminal.run(&["audit", "verify"]).done();
    assert!(
        verified.starts_with("The trail is whole: 3 entries.\nNo signature proves any of it"),
        "{verified}"
    );
    assert!(verified.contains("\nIts head: 3:"), "{verified}");
    assert_eq!(terminal.run(&["audit", "verify", "--quick"]).done(), verified);
    let head = verified.trim_end().rsplit(' ').next().unwrap();
    let exported = terminal.run(&["audit", "export"]).done();
    assert_eq!(exported.lines().count(), 4);
    let path = terminal.scratch.join("out.jsonl").display().to_string();
    assert_eq!(
        terminal.run(&["audit", "export", "--output", &path]).done().trim(),
        format!("written to {path}")
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), exported);
    assert_eq!(terminal.run_with(&["audit", "verify", &path, "--head", head], &[]).done(), verified);

    let offline = |name: &str, text: String, says: &str| {
        let file = terminal.write(name, &text);
        let ran = terminal.run_with(&["audit", "verify", &file], &[]);
        assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{}", ran.out);
        assert!(ran.out.starts_with(says), "{}\n--- wanted\n{says}", ran.out);
    };
    let lines: Vec<&str> = exported.lines().collect();
    let joined = |at: &[usize]| at.iter().map(|n| format!("{}\n", lines[*n])).collect::<String>();
    offline("edited", exported.replace("payroll", "invoice"), "The trail is broken: entry 2 was altered");
    offline("deleted", joined(&[0, 2, 3]), "The trail is broken: entry 2 is missing: entry 3 stands");
    offline("doubled", joined(&[0, 1, 1, 2, 3]), "The trail is broken: entry 2 was inserted");
    offline("swapped", joined(&[0, 2, 1, 3]), "The trail is broken: entry 2 was moved");
    offline("cut", joined(&[0, 1, 3]), "The trail is broken: entry 3 is missing, with everything after it");
    let headless = terminal.write("headless", &joined(&[0, 1, 2]));
    terminal.run(&["audit", "verify", &headless]).refused(2, "its last line");
    let more = terminal.write("more", &joined(&[0, 1, 2, 3, 2]));
    terminal.run(&["audit", "verify", &more]).refused(2, "line 5");
    let other = terminal.write("other", "{}\n");
    terminal
        .run(&["audit", "verify", &other])
        .refused(2, "line 1: this is no line of an exported audit trail");
    terminal.run(&["audit", "verify", "absent"]).refused(2, "check the path");
    terminal.run(&["audit", "verify", "--head", "3"]).refused(2, "is not a head");

    // By hand, with what every machine has.
    let by_hand = "sed -n 2p out.jsonl | { IFS= read -r line; previous=$(printf %s \"$line\" | cut -b14-77); \
                   entry=$(printf %s \"$line\" | cut -b162-); \
                   printf 'bailiwick audit 1\\n%s\\n%s' \"$previous\" \"${entry%\\}}\" | sha256sum; }";
    let hash = std::process::Command::new("sh")
        .args(["-c", by_hand])
        .current_dir(terminal.scratch.path())
        .output()
        .unwrap();
    let hash = String::from_utf8(hash.stdout).unwrap();
    assert!(lines[1].contains(&format!("\"hash\":\"{}\"", &hash[..64])) && lines[1].contains(&id), "{hash}");

    let conn = rusqlite::Connection::open(terminal.scratch.join("b.db")).unwrap();
    let forge = "update audit set actor = 'user:ben' where sequence = 2";
    assert!(conn.execute(forge, []).unwrap_err().to_string().contains("never changed"));
    conn.execute("drop trigger audit_unchanged", []).unwrap();
    conn.execute(forge, []).unwrap();
    drop(conn);
    let ran = terminal.run(&["audit", "verify", "--json"]);
    assert_eq!((ran.code, ran.json()["entry"].as_i64()), (1, Some(2)), "{}", ran.out);
}

#[test]
fn who_was_behind_it_and_why_is_told() {
    let terminal = Terminal::new();
    let file = terminal.write("policy.yaml", POLICY);
    let database = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let environment = [("BAILIWICK_DATABASE", database.as_str()), ("SUDO_USER", "asha")];
    terminal.run_with(&["apply", &file, "--reason", " ticket 7: \"new season\" "], &environment).done();
    let entry = terminal.run(&["audit", "list", "--json"]).json()[0]["entry"].clone();
    assert_eq!(
        (entry["origin"]["sudo"].as_str(), entry["reason"].as_str()),
        (Some("asha"), Some("ticket 7: \"new season\""))
    );
    let listed = terminal.run(&["audit", "list"]).done();
    assert!(listed.contains("sudo by asha") && listed.contains("ticket 7"), "{listed}");
    terminal.run(&["apply", &file, "--reason", " "]).refused(2, "write something, or leave it out");
    let made = terminal
        .run(&["key", "create", "payroll", "--scope", "decide", "--reason", "payday", "--json"])
        .json();
    let found = terminal.run(&["audit", "list", "--domain", "[('reason', 'ilike', 'PAY')]", "--json"]).json();
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(found[0]["entry"]["object"]["id"], made["id"]);
    terminal.run(&["audit", "list", "--domain", "[('reasn', '=', 1)]"]).refused(2, "reasn");
    let table = terminal.run(&["audit", "export", "--format", "csv", "--action", "key.created"]).done();
    assert!(
        table.starts_with("sequence,at,") && table.lines().count() == 2 && table.contains("payday"),
        "{table}"
    );
    assert_eq!(terminal.run(&["audit", "export", "--request", "absent"]).done(), "");
}

/// Signs with the key among this terminal's data.
fn with_key<'t>(terminal: &'t Terminal, database: &'t str) -> impl Fn(&[&str]) -> super::Ran + 't {
    let data = terminal.scratch.path().display().to_string();
    move |arguments| {
        terminal.run_with(arguments, &[("BAILIWICK_DATABASE", database), ("BAILIWICK_DATA_DIR", &data)])
    }
}

#[test]
fn a_signed_checkpoint_proves_what_the_database_may_not() {
    let (terminal, _, _) = used();
    let database = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let run = with_key(&terminal, &database);
    let key = run(&["audit", "key"]).done().trim().to_owned();
    assert!(key.starts_with("ed25519:") && key.len() == 8 + 64, "{key}");
    assert_eq!(run(&["audit", "key"]).done().trim(), key, "the same secret, the same key");
    let file = terminal.scratch.join("checkpoints.jsonl").display().to_string();
    assert!(run(&["audit", "checkpoint", "--output", &file]).done().starts_with("Entry 3 was signed in "));
    let policy = terminal.write("more.yaml", &POLICY.replace("label: A", "label: B"));
    run(&["apply", &policy]).done();
    let printed = run(&["audit", "checkpoint"]).done();
    run(&["audit", "checkpoint", "--output", &file]).done();
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text.lines().count(), 2);
    assert!(printed.starts_with("{\"checkpoint\":{\"kind\":\"head\",\"sequence\":4,"), "{printed}");
    let whole = run(&["audit", "verify", "--checkpoint", &file, "--key", &key]).done();
    let trail = terminal.scratch.join("trail.jsonl").display().to_string();
    run(&["audit", "export", "--output", &trail]).done();
    let offline = |file: &str, key: &str| {
        terminal.run_with(&["audit", "verify", &trail, "--checkpoint", file, "--key", key], &[])
    };
    assert_eq!(offline(&file, &key).done(), whole);

    let broken = |ran: super::Ran, says: &str| {
        assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{}", ran.out);
        assert!(ran.out.contains(says), "{}\n--- wanted\n{says}", ran.out);
    };
    let altered = terminal.write("altered", &text.replacen("\"sequence\":3", "\"sequence\":2", 1));
    broken(offline(&altered, &key), "line 1: the checkpoint of entry 2 is not what was signed");
    let stranger = format!("ed25519:{}", "0".repeat(64));
    broken(offline(&file, &stranger), "line 1: the checkpoint of entry 3 was signed with the key");
    run(&["audit", "verify", "--checkpoint", &file]).refused(2, "--key");
    run(&["audit", "verify", "--checkpoint", &file, "--key", "x"]).refused(2, "is no public key");

    let conn = rusqlite::Connection::open(terminal.scratch.join("b.db")).unwrap();
    conn.execute_batch(
        "drop trigger audit_stays; drop trigger audit_checkpoint_stays; delete from audit where sequence = 4;
         delete from audit_checkpoint;
         update audit_head set sequence = 3, hash = (select hash from audit where sequence = 3)",
    )
    .unwrap();
    drop(conn);
    assert!(run(&["audit", "verify"]).done().contains("3 entries"));
    let shorter = run(&["audit", "verify", "--checkpoint", &file, "--key", &key]);
    broken(shorter, "entry 4 is missing, with everything after it: the trail is known to reach entry 4");
    // Written on by Bailiwick itself, so that it fits in itself.
    for _ in 0..2 {
        run(&["key", "create", "forged", "--scope", "decide"]).done();
    }
    let forked = run(&["audit", "verify", "--checkpoint", &file, "--key", &key]);
    broken(forked, "entry 4 is not the one that was noted elsewhere");
}

#[test]
fn old_entries_go_to_an_archive_that_joins_on() {
    let (terminal, _, _) = used();
    let database = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let run = with_key(&terminal, &database);
    let key = run(&["audit", "key"]).done().trim().to_owned();
    run(&["audit", "prune"]).refused(2, "required");
    run(&["audit", "prune", "--before", "2026-11-02"]).refused(2, "--archive");
    let dry = run(&["audit", "prune", "--before", "2026-11-02", "--dry-run"]).done();
    assert_eq!(dry, "Entries 1 to 1 (1) would be removed; nothing was: this was a dry run.\n");
    let archive = terminal.scratch.join("old.jsonl").display().to_string();
    let prune = ["audit", "prune", "--before", "2026-11-02", "--archive", &archive, "--reason", "retention"];
    assert_eq!(run(&prune).done(), "Entries 1 to 1 (1) were archived and removed.\n");
    assert_eq!(run(&prune).done(), "No entry is that old; nothing was removed.\n");
    let whole = run(&["audit", "verify", "--key", &key]).done();
    assert!(
        whole.contains("It goes on from entry 1; what is before entry 2 was archived and removed.\n"),
        "{whole}"
    );
    let trail = terminal.scratch.join("trail.jsonl").display().to_string();
    run(&["audit", "export", "--output", &trail]).done();
    let all = terminal.run_with(&["audit", "verify", &archive, &trail, "--key", &key, "--json"], &[]).json();
    assert_eq!((all["entries"].as_i64(), all["first"].as_i64()), (Some(4), Some(1)), "{all}");
    let backwards = terminal.run_with(&["audit", "verify", &trail, &archive], &[]);
    assert_eq!(backwards.code, 1, "{}", backwards.out);
    // What was simply deleted is still found.
    let conn = rusqlite::Connection::open(terminal.scratch.join("b.db")).unwrap();
    conn.execute_batch("drop trigger audit_stays; delete from audit where sequence = 2").unwrap();
    drop(conn);
    let ran = run(&["audit", "verify"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("entry 2 is missing: entry 3 stands in its place"), "{}", ran.out);
}

#[test]
fn whoever_names_a_key_is_told_by_the_exit_code_that_it_signed_nothing() {
    let terminal = Terminal::new();
    let file = terminal.write("p.yaml", "groups: {g: {label: G}}\n");
    terminal.run(&["apply", &file]).done();
    let data = terminal.scratch.path().display().to_string();
    let database = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let environment = [("BAILIWICK_DATABASE", database.as_str()), ("BAILIWICK_DATA_DIR", data.as_str())];
    let key = terminal.run_with(&["audit", "key"], &environment).done();
    let verified = terminal.run_with(&["audit", "verify", "--key", key.trim()], &environment);
    assert!(verified.code == 1 && verified.out.contains("No signature proves"), "{}", verified.out);
    terminal.run_with(&["audit", "checkpoint"], &environment).done();
    terminal.run_with(&["audit", "verify", "--key", key.trim()], &environment).done();
}
