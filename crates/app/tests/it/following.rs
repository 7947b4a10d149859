//! What is served follows the store.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use bailiwick_app::{
    Author, Installation, Live,
    decisions::People,
    tokens::{self, Keyring, Scope, Wanted},
};
use bailiwick_protocol::document::Document;
use bailiwick_store::token;
use bailiwick_testkit::{Scratch, process::postgres};

const AUTHOR: Author = Author::machine(1);

#[test]
fn changes_arrive_and_a_stop_is_heeded() {
    let installation = Installation::open(&"sqlite::memory:".parse().unwrap()).unwrap();
    let loaded = installation.load().unwrap();
    let live = Live::new(loaded.clone());
    let keyring = Keyring::new(Vec::new());
    let stop = AtomicBool::new(false);
    let prepare = |state: bailiwick_app::State| Ok(state);
    std::thread::scope(|scope| {
        scope.spawn(|| installation.follow(&live, loaded, &keyring, &prepare, &stop));
        let text = "groups: {g: {label: G}}\nusers: {asha: {groups: [g]}}\n";
        installation.apply(&Document::read("p.yaml", text).unwrap(), &AUTHOR).unwrap();
        let loaded = live.at_least(1, Duration::from_secs(20)).map(|loaded| loaded.snapshot.user_count());
        stop.store(true, Ordering::Relaxed);
        assert_eq!(loaded, Ok(1));
    });
    let asha = installation.user(&"asha".parse().unwrap()).unwrap().unwrap();
    assert_eq!(asha.groups[0].as_str(), "g");
    assert_eq!(installation.user(&"ben".parse().unwrap()), Ok(None));
}

#[test]
fn the_last_use_of_a_token_is_noted_beside_the_requests() {
    let installation = Installation::open(&"sqlite::memory:".parse().unwrap()).unwrap();
    let wanted =
        Wanted { name: "gateway".into(), scopes: [Scope::Decide].into(), login: None, expires_us: None };
    let issued = tokens::issue(wanted, 1, &mut |bytes| {
        bytes.fill(7);
        Ok(())
    })
    .unwrap();
    let secret = issued.secret.reveal().to_owned();
    installation.database().write(|tx| token::insert(tx, &issued.token)).unwrap();
    let loaded = installation.load().unwrap();
    let (live, keyring) = (Live::new(loaded.clone()), Keyring::new(installation.tokens().unwrap()));
    let stop = AtomicBool::new(false);
    let prepare = |state: bailiwick_app::State| Ok(state);
    let noted = || installation.tokens().unwrap()[0].last_used_us;
    std::thread::scope(|scope| {
        let following = scope.spawn(|| installation.follow(&live, loaded, &keyring, &prepare, &stop));
        keyring.admit(&secret, Scope::Decide, 5_000_000).map(drop).unwrap();
        while noted().is_none() && !following.is_finished() {
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(noted(), Some(5_000_000));
        // Too soon to be noted by itself, but nothing is forgotten at the end.
        keyring.admit(&secret, Scope::Decide, 6_000_000).map(drop).unwrap();
        stop.store(true, Ordering::Relaxed);
    });
    assert_eq!(noted(), Some(6_000_000));
    assert_eq!(installation.database().revision().unwrap().0, 0, "a use is no change");
}

#[test]
fn many_users_are_packed_in_order_as_they_are_read() {
    let scratch = Scratch::new("loading");
    let sqlite = format!("sqlite://{}", scratch.join("b.db").display());
    for url in [sqlite, postgres::database()] {
        let installation = Installation::open(&url.parse().unwrap()).unwrap();
        let users: String = (0..25_000).map(|n| format!("  u{n}: {{groups: [g]}}\n")).collect();
        let text = format!("groups: {{g: {{label: G}}}}\nusers:\n{users}");
        installation.apply(&Document::read("p.yaml", &text).unwrap(), &AUTHOR).unwrap();
        let (loaded, whole) = (installation.load().unwrap(), installation.load_all().unwrap().state);
        assert_eq!((loaded.revision, loaded.snapshot.user_count()), (1, 25_000));
        let logins = |state: &bailiwick_app::State| -> Vec<String> {
            state.snapshot.users().map(|user| state.snapshot.login(user).to_owned()).collect()
        };
        assert!(logins(&loaded) == logins(&whole), "the users came in another order");
    }
}
