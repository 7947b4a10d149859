//! Many at once on the command line, on the database and through a server, and jobs that a server takes up.

use std::{
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use serde_json::json;

use super::{Ran, Terminal, office::office, serving::Served};

const TABLE: &str = "login,first_name,company,area,role,role_areas\n\
    in1,Ina,ministry,D1,registrar,D1\n\
    in2,Ida,nowhere,D1,,\n\
    in3,Iva,ministry,D1,,\n";

/// A table of so many people.
fn table(people: usize) -> String {
    let row = |n: usize| format!("u{n:05},ministry,D1\n");
    "login,company,area\n".to_owned() + &(0..people).map(row).collect::<String>()
}

fn state(ran: &Ran) -> String {
    ran.json()["state"].as_str().unwrap_or_default().to_owned()
}

/// A token that acts as an administrator.
fn administrator(terminal: &Terminal) -> String {
    let made = terminal.run(&["key", "create", "office", "--scope", "admin", "--user", "root"]).done();
    made.lines().next().unwrap().to_owned()
}

#[test]
fn a_table_is_taken_in_mended_and_taken_back() {
    let terminal = office();
    let file = terminal.write("people.csv", TABLE);
    let tried = terminal.run(&["user", "import", &file, "--dry-run"]);
    assert_eq!((tried.code, tried.err.as_str()), (1, ""), "{}", tried.out);
    assert!(tried.out.contains("a dry run") && tried.out.contains("created    2"), "{}", tried.out);
    assert_eq!(terminal.run(&["user", "show", "in1"]).code, 2);
    let made = terminal.run(&["user", "import", &file, "--reason", "The season"]);
    assert_eq!(made.code, 1, "{}", made.err);
    assert!(made.out.contains("company: there is no company \"nowhere\""), "{}", made.out);
    let mend = terminal.scratch.join("mend.csv").display().to_string();
    let id = terminal.run(&["job", "list", "--json"]).json()[0]["id"].as_str().unwrap().to_owned();
    terminal.run(&["job", "rejects", &id, "--output", &mend]).done();
    let rejects = std::fs::read_to_string(&mend).unwrap();
    assert_eq!(rejects, terminal.run(&["job", "rejects", &id]).done());
    let file = terminal.write("mended.csv", &rejects.replace("nowhere", "ministry"));
    let mended = terminal.run(&["user", "import", &file, "--json"]);
    assert_eq!((mended.code, state(&mended).as_str()), (0, "done"), "{}", mended.err);
    let items = terminal.run(&["job", "items", &id, "--verdict", "refused", "--json"]).json();
    assert_eq!((items.as_array().unwrap().len(), &items[0]["object"]), (1, &json!("in2")));
    let items = terminal.run(&["job", "items", &id, "--domain", "[('object', '=', 'in3')]", "--all"]).done();
    assert!(items.contains("in3") && !items.contains("in1"), "{items}");
    let undone = terminal.run(&["job", "undo", &id, "--dry-run"]).done();
    assert!(undone.contains(&format!("takes back job {id}")), "{undone}");
    assert_eq!(terminal.run(&["user", "show", "in1"]).code, 0);
    terminal.run(&["job", "undo", &id]).done();
    assert_eq!(terminal.run(&["user", "show", "in1"]).code, 2);
    assert!(terminal.run(&["job", "show", &id]).done().contains("undone"));
    let trail = terminal.run(&["audit", "list", "--action", "job.made", "--json"]).json();
    assert!(trail.as_array().unwrap().iter().any(|told| told["entry"]["reason"] == "The season"), "{trail}");
}

#[test]
fn a_job_that_is_left_is_seen_through_or_stopped_later() {
    let terminal = office();
    let file = terminal.write("people.csv", &table(30));
    let made = terminal.run(&["user", "import", &file, "--batch", "10", "--no-wait"]).done();
    assert!(made.contains("waiting") && made.contains("bailiwick job wait"), "{made}");
    let done = terminal.run(&["job", "wait", "00000001"]).done();
    assert!(done.contains("created    30"), "{done}");
    let file = terminal.write("again.csv", &table(40));
    let made = terminal.run(&["user", "import", &file, "--on-existing", "skip", "--no-wait", "--json"]);
    assert_eq!((made.code, state(&made).as_str()), (0, "waiting"));
    assert!(terminal.run(&["job", "stop", "00000002"]).done().contains("stopped"));
    let ended = terminal.run(&["job", "wait", "00000002"]);
    assert_eq!(ended.code, 1, "it was not done: {}", ended.out);
    terminal.run(&["job", "stop", "00000002"]).refused(2, "stopped already");
    terminal.run(&["job", "show", "99999999"]).refused(2, "there is no job");
    terminal.run(&["job", "rejects", "99999999"]).refused(2, "there is no job");
    let odd = terminal.write("odd.csv", "nothing,known\n1,2\n");
    terminal.run(&["user", "import", &odd]).refused(2, "nothing");
    terminal.run(&["user", "import", "absent.csv"]).refused(2, "cannot be read");
    let whole = terminal.write("whole.csv", "login,company\na1,ministry\na2,nowhere\n");
    let stopped = terminal.run(&["user", "import", &whole, "--on-refused", "stop", "--together", "job"]);
    assert!(stopped.code == 1 && stopped.out.contains("failed"), "{}", stopped.out);
    assert_eq!(terminal.run(&["user", "show", "a1"]).code, 2);
}

#[test]
fn templates_and_attributes_are_kept_and_used() {
    let terminal = office();
    terminal.run(&["attribute", "set", "badge", "--label", "Badge", "--kind", "number", "--unique"]).done();
    let shift = ["attribute", "set", "shift", "--label", "Shift", "--kind", "choice", "--choice", "day"];
    assert!(terminal.run(&[&shift[..], &["--dry-run"]].concat()).done().contains("could be"));
    terminal.run(&[&shift[..], &["--choice", "night", "--self", "write"]].concat()).done();
    assert!(terminal.run(&["attribute", "list"]).done().contains("day, night"));
    assert_eq!(terminal.run(&["attribute", "show", "shift"]).json()["self"], "write");
    let set = ["--column", "Mail=email", "--column", "Badge=attribute.badge", "--pass-over", "Note"];
    let more = ["--default", "company=ministry", "--key", "email", "--dates", "DD/MM/YYYY"];
    terminal.run(&[&["import-template", "set", "hr"][..], &set, &more].concat()).done();
    let shown = terminal.run(&["import-template", "show", "hr"]).json();
    assert_eq!((&shown["columns"]["Mail"], &shown["columns"]["Note"]), (&json!("email"), &json!(null)));
    let file = terminal.write("hr.json", &shown.to_string());
    terminal.run(&["import-template", "set", "hr2", "--file", &file, "--empty", "clear"]).done();
    let listed = terminal.run(&["import-template", "list"]).done();
    assert!(listed.contains("hr2") && listed.contains("email"), "{listed}");
    terminal.run(&["import-template", "delete", "hr2"]).done();
    terminal.run(&["import-template", "show", "hr2"]).refused(2, "there is no import template");
    terminal.run(&["import-template", "set", "x", "--column", "Mail"]).refused(2, "--column");
    terminal.run(&["import-template", "set", "x", "--column", "Mail=post"]).refused(2, "post");
    let file = terminal.write("hr.csv", "Mail;Badge;Note\nana@office.example;7;x\nben@office.example;8;y\n");
    let done = terminal.run(&["user", "import", &file, "--template", "hr"]).done();
    assert!(done.contains("created    2"), "{done}");
    let found = ["--domain", "[('attribute_ids', 'any', [('name', '=', 'badge'), ('value', '=', '7')])]"];
    let people = terminal.run(&[&["user", "list", "--json"][..], &found].concat()).json();
    assert_eq!((people.as_array().unwrap().len(), &people[0]["email"]), (1, &json!("ana@office.example")));
    let csv = terminal.run(&[&["user", "export"][..], &found].concat()).done();
    assert!(csv.lines().next().unwrap().ends_with("attribute.badge,attribute.shift"), "{csv}");
    assert!(csv.contains(",7,"), "{csv}");
    terminal.run(&["attribute", "delete", "badge"]).refused(2, "clear it first");
    terminal.run(&["attribute", "delete", "shift", "--dry-run"]).done();
    terminal.run(&["attribute", "delete", "shift"]).done();
    terminal.run(&["attribute", "show", "shift"]).refused(2, "there is no attribute");
}

#[test]
fn the_same_is_done_to_many() {
    let terminal = office();
    let file = terminal.write(
        "people.csv",
        "login,email,company,area\nin1,in1@office.example,ministry,D1\nin3,,ministry,D1\n",
    );
    terminal.run(&["user", "import", &file]).done();
    let in_d1 = ["--domain", "[('area', '=', 'D1'), ('login', 'like', 'in')]"];
    let batch = |words: &[&str], whom: &[&str]| terminal.run(&[&["user", "batch"][..], words, whom].concat());
    let give = ["give-role", "registrar", "--area", "D1", "--to", "2027-03-31"];
    assert!(batch(&give, &[&in_d1[..], &["--dry-run"]].concat()).done().contains("changed    2"));
    batch(&give, &in_d1).done();
    assert!(batch(&give, &in_d1).done().contains("unchanged  2"));
    let user = |login: &str| terminal.run(&["user", "show", login, "--json"]).json();
    assert_eq!(user("in3")["lines"][0]["role"], "registrar");
    batch(&["end-role", "registrar"], &["--user", "in1", "--user", "in3"]).done();
    batch(&["state", "suspended", "--reason", "The season is over"], &in_d1).done();
    assert_eq!(user("in1")["state"], "suspended");
    batch(&["state", "active"], &in_d1).done();
    batch(&["change", "--job-title", "Clerk"], &in_d1).done();
    assert_eq!(user("in3")["job_title"], "Clerk");
    batch(&["change", "--clear", "job_title"], &["--user", "in3"]).done();
    terminal.run(&["attribute", "set", "badge", "--label", "Badge", "--kind", "number"]).done();
    batch(&["change", "--attribute", "badge=7"], &["--user", "in3"]).done();
    assert_eq!(user("in3")["attributes"]["badge"], 7);
    batch(&["change", "--attribute", "badge="], &["--user", "in3"]).done();
    let reset = batch(&["reset-password"], &in_d1);
    assert!(reset.code == 1 && reset.out.contains("no address"), "{}", reset.out);
    let json = batch(&["reset-password", "--json"], &["--user", "in1"]).json();
    assert_eq!(json["counts"], json!({"unchanged": 1}), "it was asked for already");
    for (words, whom, says) in [
        (&["state", "suspended"][..], &[][..], "--user"),
        (&["state", "suspended"], &["--user", "in1", "--domain", "[]"], "cannot be used with"),
        (&["change"], &["--user", "in1"], "nothing to change"),
        (&["change", "--attribute", "x"], &["--user", "in1"], "--attribute"),
        (&["state", "asleep"], &["--user", "in1"], "asleep"),
        (&["state", "locked"], &["--domain", "[("], "at character 3"),
    ] {
        batch(words, whom).refused(2, says);
    }
}

#[test]
fn a_server_does_the_jobs_that_are_sent_to_it() {
    let terminal = office();
    let token = administrator(&terminal);
    let served = Served::start(&terminal);
    let url = format!("http://{}", served.address);
    let asked = |words: &[&str]| {
        terminal.run_with(&[words, &["--server", &url]].concat(), &[("BAILIWICK_TOKEN", &token)])
    };
    let file = terminal.write("people.csv", TABLE);
    let made = asked(&["user", "import", &file, "--json", "--reason", "Sent over"]);
    assert_eq!((made.code, state(&made).as_str()), (1, "done"), "{}", made.err);
    assert_eq!(made.json()["author"], "root");
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert!(asked(&["job", "rejects", &id]).done().contains("in2,Ida,nowhere"));
    let csv = asked(&["user", "export", "--domain", "[('area', '=', 'D1')]"]).done();
    assert!(csv.contains("in1") && csv.starts_with("login,"), "{csv}");
    asked(&["user", "export", "--domain", "[("]).refused(2, "at character 3");
    asked(&["user", "batch", "state", "suspended", "--user", "in3"]).done();
    let undone = asked(&["job", "undo", &id]);
    assert!(undone.code == 1 && undone.out.contains("changed since"), "in3 was: {}", undone.out);
    assert_eq!(asked(&["user", "show", "in1"]).code, 2);
    drop(served);
    let trail = terminal.run(&["audit", "list", "--action", "job.made", "--json"]).json();
    assert!(trail.as_array().unwrap().iter().any(|told| told["entry"]["reason"] == "Sent over"), "{trail}");
}

/// A command with something on its standard input, which never ends where there is more than a table may have.
fn fed(
    terminal: &Terminal,
    words: &[&str],
    input: Stdio,
    environment: &[(&str, &str)],
) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
    command.args(words).current_dir(terminal.scratch.path()).env_clear().envs(environment.iter().copied());
    let done = command.stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

#[test]
fn a_table_is_sent_while_it_is_read() {
    let terminal = office();
    let token = administrator(&terminal);
    let database = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let here = [("BAILIWICK_DATABASE", database.as_str())];
    let endless = || Stdio::from(std::fs::File::open("/dev/zero").unwrap());
    let (code, _, told) = fed(&terminal, &["user", "import", "-"], endless(), &here);
    assert!(code == 2 && told.contains("67108864"), "{code} {told}");
    let table = || {
        let path = terminal.write("people.csv", TABLE);
        Stdio::from(std::fs::File::open(path).unwrap())
    };
    let (code, out, told) = fed(&terminal, &["user", "import", "-", "--dry-run", "--json"], table(), &here);
    assert_eq!((code, told.as_str()), (1, ""), "{out}");
    let folder = terminal.scratch.path().display().to_string();
    terminal.run(&["user", "import", &folder]).refused(2, "cannot be read");
    terminal.run(&["area", "import", &folder]).refused(2, "cannot be read");
    let served = Served::start(&terminal);
    let url = format!("http://{}", served.address);
    let there = [("BAILIWICK_TOKEN", token.as_str()), ("BAILIWICK_SERVER", &url)];
    let (code, out, told) = fed(&terminal, &["user", "import", "-", "--dry-run", "--json"], table(), &there);
    assert_eq!((code, told.as_str()), (1, ""), "{out}");
    let (code, _, told) = fed(&terminal, &["user", "import", "-"], endless(), &there);
    assert!(code == 2 && told.contains("67108864"), "{code} {told}");
    let nobody = [("BAILIWICK_TOKEN", "bwk_none"), ("BAILIWICK_SERVER", &url)];
    let (code, _, told) = fed(&terminal, &["user", "import", "-"], table(), &nobody);
    assert!(code == 2 && told.contains("token"), "{code} {told}");
    let words = ["user", "import", &folder];
    assert!(fed(&terminal, &words, Stdio::null(), &there).2.contains("cannot be read"));
}

/// Ends a process at once, whatever it is at.
fn killed(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_server_takes_up_a_job_that_a_killed_process_has_left() {
    let terminal = office();
    let file = terminal.write("people.csv", &table(6_000));
    let database = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let token = administrator(&terminal);
    let import = ["user", "import", &file, "--batch", "20", "--no-wait", "--now", "2020-01-01T08:00:00Z"];
    terminal.run(&import).done();
    // Long ago, so that its lease is over by now.
    let child = Command::new(env!("CARGO_BIN_EXE_bailiwick"))
        .args(["job", "wait", "00000001", "--now", "2020-01-01T08:00:00Z"])
        .env_clear()
        .env("BAILIWICK_DATABASE", &database)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // Nobody else may open the database meanwhile, so that the child gets it; what it writes can be seen to grow.
    let written = || std::fs::metadata(terminal.scratch.join("b.db-wal")).map_or(0, |file| file.len());
    let mut waited = 0;
    while written() < 1_000_000 {
        assert!(waited < 6_000, "the import does not begin");
        thread::sleep(Duration::from_millis(10));
        waited += 1;
    }
    killed(child);
    let left = terminal.run(&["job", "show", "00000001", "--json"]).json();
    assert_eq!(left["state"], "running");
    let done = left["done"].as_i64().unwrap();
    assert!((1..6_000).contains(&done), "{left}");
    let served = Served::start(&terminal);
    let url = format!("http://{}", served.address);
    let shown = || {
        terminal
            .run_with(
                &["job", "show", "00000001", "--json", "--server", &url],
                &[("BAILIWICK_TOKEN", &token)],
            )
            .json()
    };
    let mut waited = 0;
    let ended = loop {
        let job = shown();
        if job["state"] != "running" {
            break job;
        }
        assert!(waited < 1_200, "nobody takes the job up: {job}");
        thread::sleep(Duration::from_millis(100));
        waited += 1;
    };
    assert_eq!((&ended["state"], &ended["counts"]), (&json!("done"), &json!({"created": 6_000})));
}
