//! `audit`: what was done is on the trail, and the trail proves itself.

use super::Terminal;

const POLICY: &str =
    "groups: {g.a: {label: A}}\nroles: {r: {label: R, groups: [g.a]}}\nusers: {asha: {lines: [{role: r}]}}\n";

/// A terminal with three entries on the trail, and the id and the secret of the token in the second.
fn used() -> (Terminal, String, String) {
    let terminal = Terminal::new();
    let file = terminal.write("policy.yaml", POLICY);
    terminal.run(&["apply", &file, "--now", "2026-11-01T08:00:00Z"]).done();
    terminal.run(&["apply", &file]).done();
    let made = terminal.run(&["token", "create", "payroll", "--scope", "decide", "--json"]).json();
    let id = made["id"].as_str().unwrap().to_owned();
    terminal.run(&["token", "delete", &id]).done();
    (terminal, id, made["token"].as_str().unwrap().to_owned())
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
    let expected = [(3, "token.revoked"), (2, "token.issued"), (1, "policy.applied")];
    assert_eq!(told, expected.map(|(n, action)| (n, action.to_owned())), "what changes nothing is not told");
    let applied = &all[2]["entry"];
    assert_eq!(applied["actor"], serde_json::json!({"kind": "machine"}));
    assert_eq!(applied["changes"][0]["field"], "created");
    assert_eq!(
        applied["changes"][0]["new"],
        serde_json::json!({"group": ["g.a"], "role": ["r"], "user": ["asha"]})
    );
    let numbers = |words: &[&str]| -> Vec<i64> {
        let json = terminal.run(&[&["audit", "list", "--json"], words].concat()).json();
        json.as_array().unwrap().iter().map(|a| a["entry"]["sequence"].as_i64().unwrap()).collect()
    };
    assert_eq!(numbers(&["--object", "token"]), [3, 2]);
    assert_eq!(numbers(&["--object", &format!("token:{id}"), "--action", "token.issued"]), [2]);
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
fn a_trail_proves_itself_with_and_without_the_database() {
    let (terminal, id, _) = used();
    let verified = terminal.run(&["audit", "verify"]).done();
    assert!(verified.starts_with("The trail is whole: 3 entries.\nIts head: 3:"), "{verified}");
    let head = verified.trim_end().rsplit(' ').next().unwrap();
    let exported = terminal.run(&["audit", "export"]).done();
    assert_eq!(exported.lines().count(), 4);
    let path = terminal.scratch.join("out.jsonl").display().to_string();
    assert_eq!(terminal.run(&["audit", "export", "--output", &path]).done(), "");
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
    conn.execute("update audit set actor = 'user:ben' where sequence = 2", []).unwrap();
    drop(conn);
    let ran = terminal.run(&["audit", "verify", "--json"]);
    assert_eq!((ran.code, ran.json()["entry"].as_i64()), (1, Some(2)), "{}", ran.out);
}
