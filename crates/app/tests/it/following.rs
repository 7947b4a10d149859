//! What is served follows the store.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use bailiwick_app::{
    Author, Installation, Live,
    administration::{Administration, Ctx, Holder},
    api_keys::{self, Keyring, Scope, Wanted},
    decisions::People,
};
use bailiwick_policy::Moment;
use bailiwick_protocol::{document::Document, rest::LineForm};
use bailiwick_store::api_key;
use bailiwick_testkit::{Scratch, process::postgres};
use serde_json::json;

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
    let issued = api_keys::issue(wanted, 1, &mut |bytes| {
        bytes.fill(7);
        Ok(())
    })
    .unwrap();
    let secret = issued.secret.reveal().to_owned();
    installation.database().write(|tx| api_key::insert(tx, &issued.key)).unwrap();
    let loaded = installation.load().unwrap();
    let (live, keyring) = (Live::new(loaded.clone()), Keyring::new(installation.api_keys().unwrap()));
    let stop = AtomicBool::new(false);
    let prepare = |state: bailiwick_app::State| Ok(state);
    let noted = || installation.api_keys().unwrap()[0].last_used_us;
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

/// A node: the administration of an installation, and whoever follows it.
struct Node {
    installation: Installation,
    live: Arc<Live>,
    keyring: Keyring,
    administration: Administration,
}

impl Node {
    fn on(url: &str) -> Self {
        let installation = Installation::open(&url.parse().unwrap()).unwrap();
        let live = Arc::new(Live::new(installation.load().unwrap()));
        let keyring = Keyring::new(installation.api_keys().unwrap());
        let administration = Administration::new(installation.clone(), Arc::clone(&live), true);
        Self { installation, live, keyring, administration }
    }

    /// Has somebody hold a role, or no longer.
    fn turn(&self, login: &str) {
        let holder = Holder::User(login.parse().unwrap());
        let form: LineForm = serde_json::from_value(json!({"role": "r"})).unwrap();
        let context = Ctx::new(AUTHOR);
        let id = self.administration.add_line(&context, &holder, &form).unwrap().value.id;
        assert!(self.holds(login), "it is in force once it is said to be done");
        self.administration.remove_line(&context, id).unwrap();
        assert!(!self.holds(login));
        self.administration.add_line(&context, &holder, &form).unwrap();
    }

    fn holds(&self, login: &str) -> bool {
        let state = self.live.state().unwrap();
        let user = state.snapshot.find_user(login).unwrap();
        let group = "g".parse().unwrap();
        state.snapshot.holds_everywhere(user, &group, &Moment::at(&state.snapshot, 1))
    }
}

#[test]
fn nodes_that_write_by_turns_serve_the_same_and_miss_no_token() {
    let users: String = (0..12).map(|n| format!("  u{n}: {{}}\n")).collect();
    let text =
        format!("groups: {{g: {{label: G}}}}\nroles: {{r: {{label: R, groups: [g]}}}}\nusers:\n{users}");
    let url = postgres::database();
    let first = Installation::open(&url.parse().unwrap()).unwrap();
    first.apply(&Document::read("p.yaml", &text).unwrap(), &AUTHOR).unwrap();
    let wanted =
        Wanted { name: "gateway".into(), scopes: [Scope::Decide].into(), login: None, expires_us: None };
    let issued = first
        .make_key(wanted, &AUTHOR, &mut |bytes| {
            bytes.fill(7);
            Ok(())
        })
        .unwrap();
    let admits = |node: &Node| node.keyring.admit(issued.secret.reveal(), Scope::Decide, 2).is_ok();
    let nodes = [Node::on(&url), Node::on(&url)];
    assert!(nodes.iter().all(admits));
    let stop = AtomicBool::new(false);
    let prepare = |state: bailiwick_app::State| Ok(state);
    std::thread::scope(|scope| {
        for Node { installation, live, keyring, .. } in &nodes {
            let loaded = installation.load().unwrap();
            let (prepare, stop) = (&prepare, &stop);
            scope.spawn(move || installation.follow(live, loaded, keyring, prepare, stop));
        }
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let node = &nodes[writer % 2];
                scope.spawn(move || (0..3).for_each(|n| node.turn(&format!("u{}", writer * 3 + n))))
            })
            .collect();
        // Among them a token is taken back, which no writer's state tells of.
        first.delete_key(&issued.key.id, &AUTHOR).unwrap();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        let last = first.database().revision().unwrap().0.unsigned_abs();
        for node in &nodes {
            node.live.at_least(last, Duration::from_secs(20)).map(drop).unwrap();
            let holding = (0..12).all(|n| node.holds(&format!("u{n}")));
            assert!(holding, "a node serves something else than what is stored");
            assert!(!admits(node), "a token that was taken back is admitted");
        }
        stop.store(true, Ordering::Relaxed);
    });
}
