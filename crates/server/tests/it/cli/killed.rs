//! A server that is killed loses what docs/audit.md says may be lost, and nothing else; the trail stays whole, and half a table is
//! cleared away.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use bailiwick_testkit::process::postgres;
use serde_json::Value as Json;

use super::{Terminal, serving::Served};

const WORLD: &str = include_str!("../worlds/office.yaml");
/// Everything that is asked is told.
const AUDIT: &str = "settings: {audit: {decisions: all}}\n";
/// How many entries may wait.
const WAITING: usize = 8;
/// Programs that ask, each one question after the other.
const ASKING: usize = 6;
const ROUNDS: usize = 5;

/// A connection on which one request follows the other.
struct Caller {
    stream: BufReader<TcpStream>,
    token: String,
}

impl Caller {
    fn at(address: &str, token: &str) -> Self {
        Self { stream: BufReader::new(TcpStream::connect(address).unwrap()), token: token.to_owned() }
    }

    /// The status of the answer; nothing when the server is gone.
    fn ask(&mut self, method: &str, path: &str, id: &str, body: &str) -> Option<u16> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nX-Request-ID: {id}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).ok()?;
        let (mut status, mut length) = (None, 0);
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim_end().to_ascii_lowercase();
            if let Some(rest) = line.strip_prefix("http/1.1 ") {
                status = rest.get(..3).and_then(|code| code.parse().ok());
            } else if let Some(rest) = line.strip_prefix("content-length:") {
                length = rest.trim().parse().ok()?;
            } else if line.is_empty() {
                break;
            }
        }
        self.stream.read_exact(&mut vec![0; length]).ok()?;
        status
    }
}

/// What somebody has asked, in its order, and how much of it was answered.
struct Asked {
    ids: Vec<String>,
    answered: usize,
}

/// Asks until the server is gone.
fn ask_on(mut caller: Caller, name: &str, method: &str, path: &str, all: &AtomicUsize) -> Asked {
    let mut asked = Asked { ids: Vec::new(), answered: 0 };
    loop {
        let number = asked.ids.len();
        let id = format!("{name}-{number}");
        let body = match method {
            "PATCH" => format!(r#"{{"job_title": "{id}"}}"#),
            _ => r#"{"subject": {"type": "user", "id": "dora"}, "action": {"name": "feature:x"},
                     "resource": {"type": "app", "id": "1"}}"#
                .to_owned(),
        };
        asked.ids.push(id);
        match caller.ask(method, path, &asked.ids[number], &body) {
            Some(200) => {
                asked.answered += 1;
                all.fetch_add(1, Ordering::Relaxed);
            }
            None => return asked,
            Some(other) => panic!("{name} {number}: {other}"),
        }
    }
}

/// Everybody asks, and one changes something, until the server is killed after so many answers: those who asked, and the one.
fn killed_after(
    server: Served,
    asking: &str,
    changing: &str,
    round: usize,
    answers: usize,
) -> (Vec<Asked>, Asked) {
    let (all, address) = (AtomicUsize::new(0), server.address.clone());
    thread::scope(|scope| {
        let asks = |at: usize| {
            let (caller, all) = (Caller::at(&address, asking), &all);
            let name = format!("ask-{round}-{at}");
            scope.spawn(move || ask_on(caller, &name, "POST", "/access/v1/evaluation", all))
        };
        let asking: Vec<_> = (0..ASKING).map(asks).collect();
        let (caller, counts) = (Caller::at(&address, changing), &all);
        let name = format!("change-{round}");
        let changes = scope.spawn(move || ask_on(caller, &name, "PATCH", "/api/v1/users/nora", counts));
        while all.load(Ordering::Relaxed) < answers && !changes.is_finished() {
            thread::sleep(Duration::from_millis(1));
        }
        server.kill();
        (asking.into_iter().map(|one| one.join().unwrap()).collect(), changes.join().unwrap())
    })
}

/// The request ids on a trail that is whole.
fn told(terminal: &Terminal, environment: &[(&str, &str)]) -> BTreeSet<String> {
    let verified = terminal.run_with(&["audit", "verify"], environment).done();
    assert!(verified.starts_with("The trail is whole"), "{verified}");
    let trail = terminal.run_with(&["audit", "export"], environment).done();
    let id = |line: &str| {
        let line: Json = serde_json::from_str(line).unwrap();
        line["entry"]["request_id"].as_str().map(str::to_owned)
    };
    trail.lines().filter_map(id).collect()
}

fn killed_again_and_again(database: &str, synchronous: bool) {
    let terminal = Terminal::new();
    let data = terminal.scratch.path().display().to_string();
    let (waiting, synchronous_text) = (WAITING.to_string(), synchronous.to_string());
    let database = match database {
        "sqlite" => format!("sqlite://{}", terminal.scratch.join("b.db").display()),
        url => url.to_owned(),
    };
    let environment = [
        ("BAILIWICK_DATABASE", database.as_str()),
        ("BAILIWICK_DATA_DIR", &data),
        ("BAILIWICK_AUDIT_WAITING", &waiting),
        ("BAILIWICK_AUDIT_SYNCHRONOUS", &synchronous_text),
    ];
    let run = |arguments: &[&str]| terminal.run_with(arguments, &environment);
    let file = terminal.write("office.yaml", &format!("{AUDIT}{WORLD}"));
    run(&["apply", &file]).done();
    let token = |arguments: &[&str]| {
        let made = run(&[&["key", "create", "one", "--json"], arguments].concat()).json();
        made["key"].as_str().unwrap().to_owned()
    };
    let (asking, changing) = (token(&["--scope", "decide"]), token(&["--scope", "admin", "--user", "root"]));
    let mut dice = 11_u64;
    let mut answered = 0;
    for round in 0..ROUNDS {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let answers = 20 + usize::try_from((dice >> 33) % 200).unwrap();
        let server = Served::with(&terminal, &environment);
        let (asked, changed) = killed_after(server, &asking, &changing, round, answers);
        let told = told(&terminal, &environment);
        let mut lost = 0;
        for Asked { ids, answered: count } in &asked {
            answered += count;
            let there = ids.iter().take_while(|id| told.contains(*id)).count();
            // What waits is written in its order, so only the last ones can be missing.
            assert!(
                ids.iter().skip(there).all(|id| !told.contains(id)),
                "round {round}: a hole after {there}"
            );
            lost += count.saturating_sub(there);
        }
        // At most what waited, and the batch that was taken from it to be written.
        let most = if synchronous { 0 } else { 2 * WAITING };
        assert!(lost <= most, "round {round}: {lost} answers are told by nothing");
        // A change and its entry are one: whoever got an answer finds it, whatever else was lost.
        for id in changed.ids.iter().take(changed.answered) {
            assert!(told.contains(id), "round {round}: {id} was answered and is not on the trail");
        }
        let nora = run(&["user", "show", "nora", "--json"]).json();
        let last = changed.ids.iter().rev().find(|id| told.contains(*id));
        if let Some(last) = last {
            assert_eq!(nora["job_title"], last.as_str(), "what is told is what was done");
        }
    }
    assert!(answered > ROUNDS * 10, "{answered}");
}

/// How many jobs there are, and parts of what they are about.
fn stored(terminal: &Terminal) -> (i64, i64) {
    let conn = rusqlite::Connection::open(terminal.scratch.join("b.db")).unwrap();
    let count = |table: &str| {
        conn.query_row(&format!("select count(*) from {table}"), [], |row| row.get::<_, i64>(0)).unwrap()
    };
    (count("job"), count("job_input"))
}

#[test]
fn half_a_table_is_gone_with_the_start_after_its_server_was_killed() {
    let terminal = super::office::office();
    let made = terminal.run(&["key", "create", "one", "--scope", "admin", "--user", "root", "--json"]).json();
    let token = made["key"].as_str().unwrap();
    let server = Served::start(&terminal);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(
        stream,
        "POST /api/v1/users/import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: text/csv\r\n\
         Content-Length: 40000000\r\n\r\nlogin,company,area,import_error\n"
    )
    .unwrap();
    for number in 0..4_000 {
        writeln!(stream, "in{number},ministry,D1,{}", "x".repeat(1_000)).unwrap();
    }
    let mut waited = 0;
    while stored(&terminal).1 == 0 {
        assert!(waited < 1_200, "nothing of the table is stored");
        thread::sleep(Duration::from_millis(50));
        waited += 1;
    }
    server.kill();
    assert_eq!(stored(&terminal).0, 1);
    Served::start(&terminal).kill();
    assert_eq!(stored(&terminal), (0, 0));
}

#[test]
fn what_waits_is_all_that_is_lost_with_a_server_on_sqlite() {
    killed_again_and_again("sqlite", false);
}

#[test]
fn what_waits_is_all_that_is_lost_with_a_server_on_postgres() {
    killed_again_and_again(&postgres::database(), false);
}

#[test]
fn nothing_that_was_answered_is_lost_where_answers_wait_for_the_disk() {
    killed_again_and_again("sqlite", true);
}
