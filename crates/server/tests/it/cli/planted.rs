//! Secrets of every kind are planted in a real server, used rightly and wrongly, and looked for in all that it leaves behind.

use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
};

use bailiwick_app::factors::totp::{Seed, Step};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value as Json, json};

use super::{Terminal, serving::Served};

const FIRST: &str = "seven lamps on the quay";
const SECOND: &str = "nine herons over the weir";
const THIRD: &str = "two kettles for the ferry";
/// Passwords that people type where none belongs.
const IN_NAME: &str = "Planted7in8the9Name";
const IN_QUERY: &str = "planted3in4the5query";
const IN_BODY: &str = "planted1in2broken3json";
const IN_HEADER: &str = "bw_0000planted_11in22a33header44";
const WRONG: &str = "planted and wrong 4711";

/// A browser on the wire.
struct Wire<'s> {
    address: &'s str,
    cookies: BTreeMap<String, String>,
    /// Every answer's body, for what it must not repeat.
    heard: String,
}

struct Heard {
    status: u16,
    body: String,
}

impl<'s> Wire<'s> {
    fn new(address: &'s str) -> Self {
        Self { address, cookies: BTreeMap::new(), heard: String::new() }
    }

    fn send(&mut self, method: &str, path: &str, body: &str, headers: &str) -> Heard {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies =
            if cookies.is_empty() { String::new() } else { format!("Cookie: {}\r\n", cookies.join("; ")) };
        let mut stream = TcpStream::connect(self.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n{cookies}{headers}\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        for line in head.lines() {
            let Some((name, value)) = line.split_once(':') else { continue };
            if name.eq_ignore_ascii_case("set-cookie") {
                let (name, value) = value.trim().split(';').next().unwrap().split_once('=').unwrap();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        self.heard.push_str(&answer);
        Heard { status, body: body.to_owned() }
    }

    fn json(&mut self, method: &str, path: &str, body: &Json) -> Json {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let heard = self.send(method, path, &body, "Accept: application/json\r\n");
        assert_eq!(heard.status / 100, 2, "{method} {path}: {}", heard.body);
        serde_json::from_str(&heard.body).unwrap_or(Json::Null)
    }
}

fn seed(page: &str) -> (String, Seed) {
    let (_, rest) = page.split_once("id=\"seed\">").unwrap();
    let text: String =
        rest.split('<').next().unwrap().chars().filter(|letter| !letter.is_whitespace()).collect();
    let bits: Vec<bool> = text
        .bytes()
        .map(|letter| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|known| *known == letter).unwrap())
        .flat_map(|value| (0..5).rev().map(move |bit| value >> bit & 1 == 1))
        .collect();
    let bytes: Vec<u8> = bits
        .chunks_exact(8)
        .map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit)))
        .collect();
    (text, Seed::from_bytes(&bytes).unwrap())
}

#[allow(clippy::disallowed_methods, reason = "the server that is asked goes by the same clock")]
fn code(seed: &Seed) -> String {
    seed.code(Step::at(jiff::Timestamp::now().as_microsecond())).to_string()
}

/// All files below a folder, but the two that are there to hold secrets.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match (path.is_dir(), name.as_str()) {
            (true, _) => files(&path, found),
            (false, "key" | "set-up-secret") => {}
            (false, _) => found.push(path),
        }
    }
}

/// The ways that a secret can be written.
fn forms(secret: &str) -> Vec<(&'static str, String)> {
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let whole = STANDARD.encode(secret);
    vec![
        ("as it is", secret.to_owned()),
        ("in large hexadecimal", hex.to_uppercase()),
        ("in hexadecimal", hex),
        // Without its end, which depends on what follows.
        ("in base64", whole[..whole.len() - 4].to_owned()),
    ]
}

#[test]
fn nothing_secret_is_in_the_database_the_log_a_backup_or_an_answer_to_somebody_else() {
    let terminal = Terminal::new();
    let database = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let traced = [("BAILIWICK_DATABASE", database.as_str()), ("BAILIWICK_LOG_FILTER", "trace")];
    let served = Served::with(&terminal, &traced);
    let mut planted: Vec<(&str, String)> = vec![
        ("a password", FIRST.to_owned()),
        ("another password", SECOND.to_owned()),
        ("a changed password", THIRD.to_owned()),
        ("a wrong password", WRONG.to_owned()),
        ("a password where a name belongs", IN_NAME.to_owned()),
        ("a password in an address", IN_QUERY.to_owned()),
        ("a password in a broken body", IN_BODY.to_owned()),
        ("a token that is none", IN_HEADER.to_owned()),
    ];
    let set_up = fs::read_to_string(terminal.scratch.join("set-up-secret")).unwrap().trim().to_owned();

    let mut rosa = Wire::new(&served.address);
    rosa.json("POST", "/set-up", &json!({ "secret": set_up, "login": "rosa", "password": FIRST }));
    planted.push(("the secret of the set-up", set_up));
    rosa.json("POST", "/api/v1/users", &json!({ "login": "ben" }));
    let given = rosa.json("POST", "/api/v1/users/ben/temporary-password", &Json::Null);
    planted.push(("a temporary password", given["password"].as_str().unwrap().to_owned()));
    let mut ben = Wire::new(&served.address);
    ben.json("POST", "/sign-in", &json!({ "name": "ben", "password": given["password"] }));
    ben.json("POST", "/sign-in/password", &json!({ "password": SECOND }));
    rosa.json("PUT", "/api/v1/users/ben/settings/factor.required", &json!({ "value": "everybody" }));
    let mut other = Wire::new(&served.address);
    other.json("POST", "/sign-in", &json!({ "name": "ben", "password": SECOND }));
    let (text, seed) = seed(&other.send("GET", "/sign-in/enrol", "", "").body);
    planted.push(("a seed", text));
    other.json("POST", "/sign-in/enrol", &json!({ "code": code(&seed) }));
    let codes = other.json("POST", "/api/v1/me/recovery-codes", &Json::Null)["codes"].clone();
    let texts = codes.as_array().unwrap().iter().map(|code| code.as_str().unwrap());
    planted.extend(texts.clone().map(|code| ("a recovery code", code.to_owned())));
    planted.extend(texts.map(|code| ("a recovery code without dashes", code.replace('-', ""))));
    let mut third = Wire::new(&served.address);
    third.json("POST", "/sign-in", &json!({ "name": "ben", "password": SECOND }));
    third.json("POST", "/sign-in/second", &json!({ "kind": "recovery_code", "code": codes[0] }));
    third.json("PUT", "/api/v1/me/password", &json!({ "present": SECOND, "new": THIRD }));

    let mut stranger = Wire::new(&served.address);
    let accept = "Accept: application/json\r\n";
    let wrong = json!({ "name": "rosa", "password": WRONG }).to_string();
    assert_eq!(stranger.send("POST", "/sign-in", &wrong, accept).status, 401);
    let mixed = json!({ "name": IN_NAME, "password": "rosa" }).to_string();
    assert_eq!(stranger.send("POST", "/sign-in", &mixed, accept).status, 401);
    assert_eq!(stranger.send("POST", &format!("/sign-in?password={IN_QUERY}"), &wrong, accept).status, 401);
    let broken = format!("{{\"name\": \"rosa\", \"password\": \"{IN_BODY}\"");
    assert_eq!(stranger.send("POST", "/sign-in", &broken, accept).status, 400);
    let more = format!("{{\"name\": \"rosa\", \"password\": {{\"{IN_BODY}\": \"{IN_BODY}\"}}}}");
    assert_eq!(stranger.send("POST", "/sign-in", &more, accept).status / 100, 4);
    let bearer = format!("Authorization: Bearer {IN_HEADER}\r\n");
    assert_eq!(stranger.send("GET", "/api/v1/me", "", &bearer).status, 401);
    let forged = format!("Cookie: __Host-bailiwick-session={IN_HEADER}\r\n");
    assert_eq!(stranger.send("GET", "/api/v1/me", "", &forged).status, 401);
    for (_, secret) in &planted {
        assert!(!stranger.heard.contains(secret.as_str()), "an answer repeats {secret:?}");
    }
    for wire in [&rosa, &ben, &other, &third] {
        planted.extend(wire.cookies.iter().map(|(name, secret)| match name.contains("device") {
            true => ("a device's mark", secret.clone()),
            false => ("a session's secret", secret.clone()),
        }));
    }
    planted.retain(|(_, secret)| secret.len() >= 8);
    assert!(planted.len() > 25, "{}", planted.len());

    let log = served.log.lock().unwrap().clone();
    assert!(log.contains("\"DEBUG\"") && log.contains("\"answered\""), "the log tells of every request");
    served.kill();
    terminal.run(&["backup", "all.backup"]).done();
    terminal.run(&["audit", "export", "--output", "trail.jsonl"]).done();
    terminal.run(&["user", "export", "--output", "users.csv"]);
    let mut left = Vec::new();
    files(terminal.scratch.path(), &mut left);
    let names: Vec<String> = left.iter().map(|path| path.display().to_string()).collect();
    assert!(
        ["b.db", "all.backup", "trail.jsonl"].iter().all(|one| names.iter().any(|name| name.ends_with(one))),
        "{names:?}"
    );
    // A letter for each byte, since what is looked for is plain letters.
    let read = |path: &PathBuf| fs::read(path).unwrap().into_iter().map(char::from).collect();
    let mut places: Vec<(String, String)> =
        left.iter().map(|path| (path.display().to_string(), read(path))).collect();
    places.push(("the log".to_owned(), log));
    assert!(
        places.iter().filter(|(_, text)| text.contains("rosa")).count() >= 3,
        "what is no secret is found"
    );
    for (place, text) in &places {
        for (what, secret) in &planted {
            for (how, form) in forms(secret) {
                assert!(!text.contains(&form), "{place} holds {what} {how}: {secret:?}");
            }
        }
    }
}
