//! Signing in to the real program, beside the bare `argon2` crate at the same cost, in turn; then a thousand at once.

use std::{
    net::SocketAddr,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use argon2::{Algorithm, Argon2, Params, Version};
use bailiwick_app::{
    Author, Installation,
    passwords::{Hasher, Hashing, Password},
};
use bailiwick_model::{Directory, StoredPassword, User, UserId};
use bailiwick_protocol::document::Document;
use bailiwick_store::sign_in::password::{self, Kept};

use super::{
    load,
    questions::Exchange,
    server::{Home, Server},
    shared::{
        usage::{load as machine_load, process_cpu, resident_peak_kib},
        verdict::{Bound, median, spread, tell},
    },
};

const USERS: usize = 2_000;
const TYPED: &str = "wobbly harbour pencil";
const ROUNDS: usize = 31;
const ROUND: Duration = Duration::from_secs(2);
/// Wrong passwords of each kind.
const GUESSES: usize = 300;
/// Who comes at once.
const CROWD: usize = 1_000;
/// What the server is told of who stands in front of it: so everybody has an address of his own.
const PROXY: (&str, &str) = ("BAILIWICK_TRUSTED_PROXIES", "127.0.0.0/8");

pub(crate) fn measure() {
    println!(
        "Signing in: {USERS} users, 16 connections kept open, {ROUNDS} rounds of {} s each in turn; {}",
        ROUND.as_secs(),
        machine_load()
    );
    let home = Home::new("sign-in");
    let stored = install(&home);
    let mut server = home.serve_with(&[PROXY]);
    server.ready();
    beside_the_crate(&server, &stored);
    guessing(&server);
    at_once(&server);
}

/// Wrong passwords for accounts that are there and for names that are none, in turn. Whoever compares two answers and says that the slower one is of
/// an account is right as often as with a coin.
fn guessing(server: &Server) {
    let ask = |name: &str, n: usize| {
        let request = knocking(name, "not the one", n).request;
        let start = Instant::now();
        assert_eq!(load::status(server.address, &request), 401);
        start.elapsed().as_secs_f64() * 1e3
    };
    let pairs: Vec<(f64, f64)> = (0..GUESSES)
        .map(|n| (ask(&format!("user{n}"), n), ask(&format!("nobody{n}"), n + GUESSES)))
        .collect();
    let there = median(pairs.iter().map(|(there, _)| *there).collect());
    let none = median(pairs.iter().map(|(_, none)| *none).collect());
    let slower: usize =
        pairs.iter().map(|(there, _)| pairs.iter().filter(|(_, none)| there > none).count()).sum();
    let share = 100.0 * slower as f64 / (pairs.len() * pairs.len()) as f64;
    println!(
        "a wrong password: {there:.2} ms where there is an account, {none:.2} ms where there is none ({GUESSES} of each)"
    );
    tell("guesses by time alone that would be right", 50.0 + (share - 50.0).abs(), "%", Bound::AtMost(55.0));
}

fn beside_the_crate(server: &Server, stored: &StoredPassword) {
    let exchanges: Arc<Vec<Exchange>> = Arc::new((0..USERS).map(exchange).collect());
    let (mut shares, mut rates, mut costs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let bare = bare_rate(stored);
        let before = process_cpu(server.pid());
        let answered = load::send(server.address, &exchanges, ROUND);
        let cpu = process_cpu(server.pid()) - before;
        let rate = answered.requests as f64 / answered.took.as_secs_f64();
        costs.push(cpu.as_secs_f64() * 1e3 / answered.requests as f64);
        shares.push(100.0 * rate / bare);
        rates.push((bare, rate));
    }
    let bare = median(rates.iter().map(|(bare, _)| *bare).collect());
    let ours = median(rates.iter().map(|(_, ours)| *ours).collect());
    let (least, most) = spread(&shares);
    println!(
        "argon2 crate on two threads {bare:.1} /s, sign-ins {ours:.1} /s, share {least:.0} to {most:.0} %, {:.1} ms of server CPU each",
        median(costs)
    );
    tell("sign-ins: share of the bare Argon2id rate", median(shares), "%", Bound::AtLeast(95.0));
}

/// A thousand who all come in the same moment. Whoever is told to come again does so after as many seconds as he was told.
fn at_once(server: &Server) {
    let started = Instant::now();
    let address = server.address;
    let crowd: Vec<_> = (0..CROWD).map(|n| thread::spawn(move || persist(address, n))).collect();
    let told_to_wait: usize = crowd.into_iter().map(|one| one.join().unwrap()).sum();
    let took = started.elapsed().as_secs_f64();
    println!(
        "{CROWD} at once: all are in after {took:.1} s; {told_to_wait} times somebody was told to come again"
    );
    let peak = resident_peak_kib(&server.pid().to_string()) as f64 * 1024.0 / 1e6;
    tell(&format!("{CROWD} at once: most that was resident"), peak, "MB", Bound::AtMost(256.0));
}

/// Signs in, however often it takes. Returns how often it was told to wait.
fn persist(address: SocketAddr, n: usize) -> usize {
    let request = exchange(n).request;
    let mut waited = 0;
    while let Some(seconds) = load::knock(address, &request) {
        waited += 1;
        thread::sleep(Duration::from_secs(seconds));
    }
    waited
}

/// Hashes in a second, on two threads, each hash with memory of its own, as the crate does by itself.
fn bare_rate(stored: &StoredPassword) -> f64 {
    let params = Params::new(19 * 1024, 2, 1, Some(32)).unwrap();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let start = Instant::now();
    let hash = || {
        let mut done = 0_usize;
        while start.elapsed() < ROUND {
            let mut out = [0; 32];
            argon2.hash_password_into(TYPED.as_bytes(), &[7; 16], &mut out).unwrap();
            assert_eq!(out, stored.hash());
            done += 1;
        }
        done
    };
    let done: usize = thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(hash)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    done as f64 / start.elapsed().as_secs_f64()
}

/// Users who all have the same password, with the same salt: what is measured is the same work for each.
fn install(home: &Home) -> StoredPassword {
    let installation = Installation::open(&home.database().parse().unwrap()).unwrap();
    let users = (0..USERS).map(|n| (login(n), User::default())).collect();
    let directory = Directory { users, ..Directory::default() };
    let document = Document { directory: Some(directory), ..Document::default() };
    installation.apply(&document, &Author::machine(0)).unwrap();
    let hasher = Hasher::new(Hashing::default());
    let stored = hasher.hash(&Password::typed(TYPED).unwrap(), [7; 16]).unwrap();
    let kept = Kept { hash: stored.written(), set_us: 0, must_change: false, ends_us: None, held_to: None };
    let put = |tx: &mut bailiwick_store::Tx<'_>| {
        (0..USERS).try_for_each(|n| password::put(tx, &login(n), &kept, 0))
    };
    installation.database().write(put).unwrap();
    stored
}

fn login(n: usize) -> UserId {
    format!("user{n}").parse().unwrap()
}

fn exchange(n: usize) -> Exchange {
    knocking(&format!("user{n}"), TYPED, n)
}

/// Somebody with an address of his own.
fn knocking(name: &str, typed: &str, n: usize) -> Exchange {
    let body = format!(r#"{{"name":"{name}","password":"{typed}"}}"#);
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 10.1.{}.{}\r\nSec-Fetch-Site: same-origin\r\nAccept: application/json\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        n / 250,
        n % 250 + 1,
        body.len()
    );
    Exchange { request: request.into_bytes(), answer: String::new() }
}
