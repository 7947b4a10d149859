//! Pages, with a million users: how long the server takes, what a page weighs, and when a browser shows it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::Command,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use bailiwick_app::{
    Installation,
    passwords::{Hasher, Hashing, Password},
};
use bailiwick_model::{
    UserId,
    audit::{Actor, AuditAction, AuditEntry, AuditObject},
};
use bailiwick_store::{
    StoreError, Tx, audit,
    job::{self, Job, JobState},
    sign_in::password::{self, Kept},
};
use serde_json::json;

use super::{
    organisation,
    server::Home,
    shared::{
        usage::load,
        verdict::{Bound, tell},
    },
};

const TYPED: &str = "wobbly harbour pencil";
/// Times that each page is asked for, after three that warm up.
const TIMES: usize = 200;

/// Pages, as the administrator asks for them. Behind a list comes the page after the first.
const PAGES: [&str; 30] = [
    "/",
    "/users",
    "/users?sort=name",
    "/users?sort=-name",
    "/users?q=as+rao",
    "/users?q=as+ra",
    "/users?where=%28%27kind%27%2C+%27%3D%27%2C+%27client%27%29",
    "/users?where=%28%27area%27%2C+%27%3D%27%2C+%27D-7%27%29",
    "/users/user0500000@example.org",
    "/users/user0500000@example.org/access",
    "/users/user0500000@example.org/security",
    "/users/user0500000@example.org/activity",
    "/users/user0500000@example.org/skills",
    "/users/user0500000@example.org/lines/new",
    "/companies",
    "/companies/client-7",
    "/companies/ministry",
    "/areas",
    "/areas?area=D-7",
    "/areas?area=P",
    "/areas/coverage",
    "/areas/coverage?area=P",
    "/roles",
    "/audit",
    "/audit?view=sign-ins",
    "/jobs",
    "/search?q=rao",
    "/search?q=as+rao7",
    "/settings/security",
    "/api-keys",
];

/// Pages, as who manages the users of one district asks for them.
const OF_A_DISTRICT: [&str; 7] = [
    "/",
    "/users",
    "/users?q=as+ra",
    "/users/user0000007@example.org/access",
    "/companies/ministry",
    "/areas?area=D-7",
    "/search?q=rao",
];

/// How far on the list goes that is turned page by page.
const TURNED: usize = 300;
/// Entries that the trail has already, over so many days.
const ENTRIES: i64 = 200_000;
const DAYS: i64 = 60;
const DAY_US: i64 = 24 * 3_600 * 1_000_000;
const JOBS: i64 = 500;

pub(crate) fn measure(users: usize) {
    println!("Pages: {users} users with 5 lines each, 1,000 districts, 600 client companies; {}", load());
    let home = Home::new("pages");
    organisation::fill(&home.database(), users);
    let file = home.path().join("bailiwick.db");
    let database = rusqlite::Connection::open(&file).unwrap();
    database.execute_batch(&organisation::accounts()).unwrap();
    // One line in forty ends within a year.
    let ends = "update role_line set to_day = date('now', '+' || (id % 365) || ' days') where id % 40 = 0";
    database.execute_batch(ends).unwrap();
    drop(database);
    let installation = Installation::open(&home.database().parse().unwrap()).unwrap();
    live_in(&installation, users);
    for login in ["root", "dora"] {
        give_password(&installation, login);
    }
    drop(installation);
    // Passkeys and cookies are for names.
    let mut server = home.serve_with(&[("BAILIWICK_TRUSTED_PROXIES", "127.0.0.0/8")]);
    server.ready();
    let cookie = sign_in(server.address, "root");
    for path in PAGES.iter().filter(|path| is_there(path, users)) {
        timed(server.address, &cookie, path, path);
        if let Some(next) = next_of(&ask(server.address, &cookie, path).1) {
            timed(
                server.address,
                &cookie,
                &next,
                &format!("{}, a further page", path.split('?').next().unwrap()),
            );
        }
    }
    let mut deep = "/users?per=100".to_owned();
    let mut turned = 0;
    while let Some(next) = next_of(&ask(server.address, &cookie, &deep).1).filter(|_| turned < TURNED) {
        (deep, turned) = (next, turned + 1);
    }
    timed(server.address, &cookie, &deep, &format!("/users?per=100, turned {turned} times"));
    let hers = sign_in(server.address, "dora");
    for path in OF_A_DISTRICT {
        timed(server.address, &hers, path, &format!("{path}, of one district"));
    }
    painted(server.address, &cookie);
}

/// Whether there is what a page is about, where there are few users.
fn is_there(path: &str, users: usize) -> bool {
    users > 500_000 || !path.contains("user0500000")
}

/// What an installation has that was used for two months.
fn live_in(installation: &Installation, users: usize) {
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros()).unwrap();
    let begun = now - DAYS * DAY_US;
    let entry = |n: i64| {
        let action = match n % 10 {
            0..6 => AuditAction::SESSION_STARTED,
            6 => AuditAction::SESSION_REFUSED,
            7 | 8 => AuditAction::USER_CHANGED,
            _ => AuditAction::LINE_GRANTED,
        };
        let whose = organisation::login(usize::try_from(n).unwrap() * 7919 % users);
        let object = AuditObject::new("user", whose.as_str());
        AuditEntry::new(begun + n * (DAYS * DAY_US / ENTRIES), Actor::User(whose), action, object)
    };
    let write = |tx: &mut Tx<'_>| {
        for first in (0..ENTRIES).step_by(5_000) {
            let entries: Vec<_> = (first..first + 5_000).map(entry).collect();
            audit::append_all(tx, entries)?;
        }
        (0..JOBS).try_for_each(|n| finished(tx, begun + n * (DAYS * DAY_US / JOBS)))
    };
    installation.database().write::<_, StoreError>(write).unwrap();
}

/// A job that has been done.
fn finished(tx: &mut Tx<'_>, made_us: i64) -> Result<(), StoreError> {
    let made = Job {
        id: String::new(),
        kind: "undo".to_owned(),
        state: JobState::Done,
        author: json!({"actor": "user:root"}),
        author_login: Some("root".to_owned()),
        company: None,
        task: json!({"undo": {"job": "00000000"}}),
        dry_run: false,
        place: 0,
        done: 100,
        total: 100,
        counts: json!({"made": 100}),
        message: None,
        made_us,
        started_us: None,
        ended_us: None,
        undoes: None,
        cleared_us: None,
    };
    let id = job::insert(tx, &made, None)?;
    job::end(tx, &Job { id, ..made }, JobState::Done, None, made_us + 1_000_000, false)
}

fn timed(server: SocketAddr, cookie: &str, path: &str, shown: &str) {
    let mut times = Vec::with_capacity(TIMES);
    let mut bytes = 0;
    for n in 0..TIMES + 3 {
        let begun = Instant::now();
        let (status, page) = ask(server, cookie, path);
        let took = begun.elapsed().as_secs_f64() * 1e3;
        assert_eq!(status, 200, "{path}: {page}");
        bytes = page.len();
        if n >= 3 {
            times.push(took);
        }
    }
    times.sort_by(f64::total_cmp);
    println!("{shown}: p50 {:.1} ms, {bytes} bytes", times[TIMES / 2]);
    tell(&format!("{shown}: p95"), times[TIMES * 95 / 100], "ms", Bound::AtMost(30.0));
    tell(&format!("{shown}: weight"), bytes as f64 / 1e3, "kB", Bound::AtMost(100.0));
}

/// When Chromium shows something of the first list, with nothing kept from before; in turn with a page of nothing but a word, which is as quick as
/// the browser can be.
fn painted(server: SocketAddr, cookie: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let base = format!("http://localhost:{}", server.port());
    let told = Command::new("node")
        .arg("paint.mjs")
        .current_dir(&folder)
        .env("BASE", base)
        .env("COOKIE", cookie)
        .env("TEMPORARY", "{}")
        .output();
    match told {
        Ok(output) if output.status.success() => {
            let text = String::from_utf8(output.stdout).unwrap();
            for line in text.lines() {
                let (what, ms) = line.rsplit_once(' ').unwrap();
                tell(what, ms.parse().unwrap(), "ms", Bound::AtMost(200.0));
            }
        }
        other => println!("no browser was asked ({other:?}); `cargo xtask setup` installs one"),
    }
}

fn give_password(installation: &Installation, login: &str) {
    let stored = Hasher::new(Hashing::default()).hash(&Password::typed(TYPED).unwrap(), [7; 16]).unwrap();
    let kept = Kept { hash: stored.written(), set_us: 0, must_change: false, ends_us: None, held_to: None };
    let login: UserId = login.parse().unwrap();
    installation.database().write(|tx| password::put(tx, &login, &kept, 0)).unwrap();
}

/// Signs in, and gives the cookies.
fn sign_in(server: SocketAddr, login: &str) -> String {
    let body = format!(r#"{{"name":"{login}","password":"{TYPED}"}}"#);
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nAccept: application/json\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let (head, page) = exchange(server, &request);
    assert!(head.starts_with("HTTP/1.1 200"), "{head}{page}");
    let cookies = head.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    let pairs =
        cookies.filter(|cookie| !cookie.contains("Max-Age=0")).filter_map(|cookie| cookie.split(';').next());
    pairs.collect::<Vec<_>>().join("; ")
}

fn ask(server: SocketAddr, cookie: &str, path: &str) -> (u16, String) {
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: text/html\r\nCookie: {cookie}\r\n\r\n"
    );
    let (head, page) = exchange(server, &request);
    (head.split(' ').nth(1).unwrap().parse().unwrap(), page)
}

fn exchange(server: SocketAddr, request: &str) -> (String, String) {
    let mut stream = TcpStream::connect(server).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while reader.read_line(&mut head).unwrap() > 2 {}
    let mut body = String::new();
    reader.read_to_string(&mut body).unwrap();
    (head, body)
}

/// Where the page after leads.
fn next_of(page: &str) -> Option<String> {
    let link = page.split("<a ").find(|link| link.contains("rel=\"next\""))?;
    let href = link.split("href=\"").nth(1)?.split('"').next()?;
    Some(href.replace("&#38;", "&").replace("&amp;", "&"))
}
