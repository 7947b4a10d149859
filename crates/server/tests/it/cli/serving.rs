//! `serve`, as a process.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
};

use super::Terminal;

/// A server that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A server on the database of a terminal.
pub(super) struct Served {
    server: Server,
    pub(super) address: String,
    /// What it has told its log so far.
    pub(super) log: Arc<Mutex<String>>,
}

impl Served {
    pub(super) fn start(terminal: &Terminal) -> Self {
        let database = format!("sqlite://{}", terminal.scratch.join("b.db").display());
        Self::with(terminal, &[("BAILIWICK_DATABASE", &database)])
    }

    /// With these variables and those that every server has here.
    pub(super) fn with(terminal: &Terminal, environment: &[(&str, &str)]) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_bailiwick"))
            .arg("serve")
            .env_clear()
            .env("BAILIWICK_LISTEN", "127.0.0.1:0")
            .env("BAILIWICK_DATA_DIR", terminal.scratch.path())
            .env("BAILIWICK_LOG_FORMAT", "json")
            .envs(environment.iter().copied())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut server = Server(child);
        let told = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&told);
        let mut log = BufReader::new(server.0.stderr.take().unwrap()).lines().inspect(move |line| {
            if let Ok(line) = line {
                kept.lock().unwrap().push_str(&format!("{line}\n"));
            }
        });
        let address = log
            .by_ref()
            .map(|line| serde_json::from_str::<serde_json::Value>(&line.unwrap()).unwrap())
            .find_map(|entry| Some(entry["address"].as_str()?.to_owned()))
            .unwrap();
        // Somebody has to read on, or it would have to wait one day to say more.
        std::thread::spawn(move || log.map_while(Result::ok).for_each(drop));
        Self { server, address, log: told }
    }

    /// Kills it at once, wherever it is.
    pub(super) fn kill(mut self) {
        self.server.0.kill().unwrap();
        self.server.0.wait().unwrap();
    }
}

fn get(address: &str, path: &str, token: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn it_answers_what_was_applied_and_takes_tokens() {
    let terminal = Terminal::new();
    let policy = terminal.write("p.yaml", "models: {m: {}}\ngroups: {g: {label: G}}\nacls: {a: {model: m, group: g, operations: [read]}}\npermissions: {'feature:x': {groups: [g]}}\nusers: {asha: {groups: [g]}, ben: {}}\n");
    terminal.run(&["apply", &policy]).done();
    let made = terminal.run(&["key", "create", "test", "--scope", "decide"]).done();
    let token = made.lines().next().unwrap().to_owned();
    let served = Served::start(&terminal);
    let address = &served.address;
    assert!(get(address, "/readyz", "").starts_with("HTTP/1.1 200"), "{}", get(address, "/readyz", ""));
    assert!(get(address, "/.well-known/authzen-configuration", "").starts_with("HTTP/1.1 200"));
    let ask = |token: &str, user: &str| {
        let body = format!(
            r#"{{"subject": {{"type": "user", "id": "{user}"}}, "action": {{"name": "feature:x"}}, "resource": {{"type": "app", "id": "1"}}}}"#
        );
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "POST /access/v1/evaluation HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: \
             application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    assert!(ask("bw_wrong_token", "asha").starts_with("HTTP/1.1 401"));
    for (user, decision) in [("asha", "\"decision\":true"), ("ben", "\"decision\":false")] {
        let answer = ask(&token, user);
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(decision), "{answer}");
    }
    // One process at a time owns an SQLite file; others may read it.
    let document = terminal.run(&["export", "--output", "now.yaml"]);
    assert_eq!(document.code, 0, "{}", document.err);
    for args in [["diff", "now.yaml"].as_slice(), &["apply", "now.yaml", "--dry-run"]] {
        let told = terminal.run(args);
        assert_eq!((told.code, told.out.contains("no differences")), (0, true), "{}", told.err);
    }
    terminal.run(&["apply", "now.yaml"]).refused(3, "in use by another process");
}

#[test]
fn it_signs_the_audit_trail_where_the_file_is_named() {
    let terminal = Terminal::new();
    let policy = terminal.write("p.yaml", "groups: {g: {label: G}}\n");
    terminal.run(&["apply", &policy]).done();
    let database = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let data = terminal.scratch.path().display().to_string();
    let file = terminal.scratch.join("checkpoints.jsonl");
    let child = Command::new(env!("CARGO_BIN_EXE_bailiwick"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env_clear()
        .env("BAILIWICK_DATABASE", &database)
        .env("BAILIWICK_DATA_DIR", &data)
        .env("BAILIWICK_AUDIT_CHECKPOINT_FILE", &file)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let server = Server(child);
    // The first entry is older than any checkpoint, so it is time.
    let mut waited = 0;
    while !std::fs::read_to_string(&file).is_ok_and(|text| text.ends_with('\n')) {
        assert!(waited < 600, "nothing was signed");
        std::thread::sleep(std::time::Duration::from_millis(50));
        waited += 1;
    }
    let environment = [("BAILIWICK_DATABASE", database.as_str()), ("BAILIWICK_DATA_DIR", data.as_str())];
    let key = terminal.run_with(&["audit", "key"], &environment).done();
    let file = file.display().to_string();
    // Beside the server that has the database for itself; signing by hand too.
    let verify = ["audit", "verify", "--checkpoint", &file, "--key", key.trim()];
    assert!(terminal.run_with(&verify, &environment).done().contains("whole: 1 entry."));
    terminal.run_with(&["audit", "checkpoint", "--output", &file], &environment).done();
    assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 2);
    drop(server);
    terminal.run_with(&verify, &environment).done();
}

#[test]
fn a_server_is_administered_from_afar_and_nothing_happens_here_instead() {
    let terminal = super::office::office();
    let issued =
        terminal.run(&["key", "create", "root's", "--scope", "admin", "--user", "root", "--json"]).json();
    let token = issued["key"].as_str().unwrap().to_owned();
    let server = Served::start(&terminal);
    let url = format!("http://{}", server.address);
    let afar = |arguments: &[&str]| {
        terminal
            .run_with(arguments, &[("BAILIWICK_SERVER", url.as_str()), ("BAILIWICK_TOKEN", token.as_str())])
    };
    afar(&["user", "create", "asha", "--company", "ministry", "--reason", "From afar"]).done();
    assert!(afar(&["user", "list"]).done().contains("asha"));
    let trail = afar(&["audit", "list", "--object", "user:asha", "--json"]).json();
    assert_eq!(trail[0]["entry"]["reason"], "From afar", "{trail}");
    let all = afar(&["audit", "list", "--limit", "1000", "--json"]).json();
    assert!(all.as_array().unwrap().len() > 1, "{all}");
    // Nothing that is done here is done silently.
    for here in [&["export"][..], &["backup", "b"], &["doctor"]] {
        afar(here).refused(2, "this machine's own database");
    }
    drop(server);
    assert!(terminal.run(&["user", "show", "asha"]).done().contains("asha"));
}
