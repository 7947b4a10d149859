//! What is served follows the store.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use bailiwick_app::{Installation, Live, decisions::People, tokens::Keyring};
use bailiwick_protocol::document::Document;
use bailiwick_store::change::Stamp;

const STAMP: Stamp<'static> = Stamp { at_us: 1, actor: "test", request_id: None };

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
        installation.apply(&Document::read("p.yaml", text).unwrap(), &STAMP).unwrap();
        let loaded = live.at_least(1, Duration::from_secs(20)).map(|loaded| loaded.snapshot.user_count());
        stop.store(true, Ordering::Relaxed);
        assert_eq!(loaded, Ok(1));
    });
    let asha = installation.user(&"asha".parse().unwrap()).unwrap().unwrap();
    assert_eq!(asha.groups[0].as_str(), "g");
    assert_eq!(installation.user(&"ben".parse().unwrap()), Ok(None));
}
