//! How long a server takes from a stored directory to the first answer, and to take up one changed user:
//! `cargo bench -p bailiwick-app -- [USERS]`.
//!
//! Five role lines with an area each per user, on SQLite.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a bench measures and fails loudly"
)]

use std::{collections::BTreeMap, time::Instant};

use bailiwick_app::{How, Installation};
use bailiwick_model::*;
use bailiwick_store::{
    StoreError,
    change::{self, Change, Stamp},
    directory, policy, user,
};
use bailiwick_testkit::Scratch;

const STAMP: Stamp<'static> = Stamp { at_us: 1, actor: "bench", request_id: None };

fn places() -> (Policy, Directory) {
    let role = |n: usize| {
        let role = Role { label: format!("Role {n}"), scope: RoleScope::Local, ..Role::default() };
        (RoleId::new(format!("role_{n}")).unwrap(), role)
    };
    let area = |n: usize| {
        let area = Area { id: None, name: format!("Area {n}"), parent: None, kind: None };
        (AreaCode::new(format!("D-{n}")).unwrap(), area)
    };
    let policy = Policy { roles: (0..300).map(role).collect(), ..Policy::default() };
    let directory = Directory { areas: (0..2_000).map(area).collect(), ..Directory::default() };
    (policy, directory)
}

fn people(count: usize, policy: &Policy, places: &Directory) -> BTreeMap<UserId, User> {
    let roles: Vec<_> = policy.roles.keys().collect();
    let areas: Vec<_> = places.areas.keys().collect();
    let somebody = |n: usize| {
        let line = |k: usize| {
            let (role, area) = (roles[(n + k) % 300].clone(), areas[(n * 7 + k * 31) % 2_000].clone());
            RoleLine::new(role, RoleScope::Local, vec![area], vec![], Validity::ALWAYS).unwrap()
        };
        let user = User { lines: (0..5).map(line).collect(), ..User::default() };
        (UserId::new(format!("user{n:07}@example.org")).unwrap(), user)
    };
    (0..count).map(somebody).collect()
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let made = work();
    println!("  {what:<40} {:>9.3} s", start.elapsed().as_secs_f64());
    made
}

fn main() {
    let count = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(50_000);
    println!("SQLite, {count} users with 5 lines each");
    let scratch = Scratch::new("bench");
    let url = format!("sqlite://{}", scratch.join("store.db").display());
    let installation = Installation::open(&url.parse().unwrap()).unwrap();
    let db = installation.database();
    let (policy, mut directory) = places();
    directory.users = people(count, &policy, &directory);
    let store = |tx: &mut bailiwick_store::Tx<'_>| {
        policy::replace(tx, &policy)?;
        directory::replace(tx, &directory)?;
        change::append(tx, &STAMP, &[])
    };
    timed("store", || db.write::<_, StoreError>(store).unwrap());
    drop(directory);
    let state = timed("load", || installation.load().unwrap());
    assert_eq!(state.snapshot.user_count(), count);
    let login = UserId::new("user0000001@example.org").unwrap();
    db.write::<_, StoreError>(|tx| {
        user::update(tx, &login, &User { active: false, ..User::default() })?;
        let change = Change { kind: "user".to_owned(), key: login.to_string(), what: "updated".to_owned() };
        change::append(tx, &STAMP, &[change])
    })
    .unwrap();
    let advanced = timed("take up one changed user", || installation.advance(&state).unwrap());
    assert!(matches!(advanced.how, How::Patched { users: 1, .. }));
}
