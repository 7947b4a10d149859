//! Lists as pages, with a million users: how long the server takes, what a page weighs, and when a browser shows it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::Command,
    time::Instant,
};

use bailiwick_app::{
    Installation,
    passwords::{Hasher, Hashing, Password},
};
use bailiwick_model::UserId;
use bailiwick_store::sign_in::password::{self, Kept};

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

/// Lists, as the administrator asks for them.
const LISTS: [&str; 12] = [
    "/users",
    "/users?sort=name",
    "/users?sort=-name",
    "/users?q=as+rao",
    "/users?q=as+ra",
    "/users?where=%28%27kind%27%2C+%27%3D%27%2C+%27client%27%29",
    "/users?where=%28%27area%27%2C+%27%3D%27%2C+%27D-7%27%29",
    "/companies",
    "/areas",
    "/roles",
    "/audit",
    "/",
];

pub(crate) fn measure(users: usize) {
    println!("Pages: {users} users with 5 lines each, 1,000 districts, 600 client companies; {}", load());
    let home = Home::new("pages");
    organisation::fill(&home.database(), users);
    let file = home.path().join("bailiwick.db");
    rusqlite::Connection::open(&file).unwrap().execute_batch(&organisation::accounts()).unwrap();
    give_password(&home, "root");
    // Passkeys and cookies are for names.
    let mut server = home.serve_with(&[("BAILIWICK_TRUSTED_PROXIES", "127.0.0.0/8")]);
    server.ready();
    let cookie = sign_in(server.address);
    for path in LISTS {
        timed(server.address, &cookie, path);
        if let Some(next) = next_of(&ask(server.address, &cookie, path).1) {
            timed(server.address, &cookie, &next);
        }
    }
    painted(server.address, &cookie);
}

fn timed(server: SocketAddr, cookie: &str, path: &str) {
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
    let shown = if path.contains("after=") {
        format!("{}, a further page", path.split('?').next().unwrap())
    } else {
        path.to_owned()
    };
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

fn give_password(home: &Home, login: &str) {
    let installation = Installation::open(&home.database().parse().unwrap()).unwrap();
    let stored = Hasher::new(Hashing::default()).hash(&Password::typed(TYPED).unwrap(), [7; 16]).unwrap();
    let kept = Kept { hash: stored.written(), set_us: 0, must_change: false, ends_us: None, held_to: None };
    let login: UserId = login.parse().unwrap();
    installation.database().write(|tx| password::put(tx, &login, &kept, 0)).unwrap();
}

/// Signs in, and gives the cookies.
fn sign_in(server: SocketAddr) -> String {
    let body = format!(r#"{{"name":"root","password":"{TYPED}"}}"#);
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
