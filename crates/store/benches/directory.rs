//! How long a large directory takes to be stored, loaded and changed: `cargo bench -p bailiwick-store -- [USERS]`.
//!
//! Five role lines with an area each per user, on SQLite and PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a bench measures and fails loudly"
)]

use std::{collections::BTreeMap, time::Instant};

use bailiwick_model::{AreaCode, CompanyId, Directory, RoleId, RoleLine, RoleScope, User, UserId, Validity};
use bailiwick_store::{Database, StoreError, directory, user};
use bailiwick_testkit::{Scratch, process::postgres};

fn large(count: usize) -> Directory {
    let area: Vec<_> = (0..2_000).map(|n| AreaCode::new(format!("D-{n}")).unwrap()).collect();
    let role: Vec<_> = (0..300).map(|n| RoleId::new(format!("role_{n}")).unwrap()).collect();
    let company = CompanyId::new("acme").unwrap();
    let mut users = BTreeMap::new();
    for n in 0..count {
        let line = |k: usize| {
            let (role, area) = (role[(n + k) % 300].clone(), area[(n * 7 + k * 31) % 2_000].clone());
            RoleLine::new(role, RoleScope::Local, vec![area], vec![], Validity::ALWAYS).unwrap()
        };
        let lines = (0..5).map(line).collect();
        let login = UserId::new(format!("user{n:07}@example.org")).unwrap();
        users.insert(login, User { company: Some(company.clone()), lines, ..User::default() });
    }
    Directory { users, ..Directory::default() }
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let made = work();
    println!("  {what:<40} {:>9.3} s", start.elapsed().as_secs_f64());
    made
}

fn measure(name: &str, url: &str, large: &Directory) {
    println!("{name}, {} users with 5 lines each", large.users.len());
    let db = timed("open a new database", || Database::open(&url.parse().unwrap()).unwrap());
    timed("replace", || db.write(|tx| directory::replace(tx, large)).unwrap());
    let mut count = 0;
    let mut note = |page: Vec<_>| {
        count += page.len();
        Ok::<_, StoreError>(())
    };
    timed("hand over all users", || db.read(|tx| directory::users(tx, &mut note)).unwrap());
    let loaded = timed("load", || db.read(directory::load).unwrap());
    assert!(loaded == *large && count == large.users.len());
    let mut other = large.clone();
    other.users.values_mut().step_by(1_000).for_each(|user| user.active = !user.active);
    timed("change a thousandth of the users", || {
        db.write(|tx| directory::change(tx, large, &other)).unwrap();
    });
    let logins: Vec<_> = large.users.keys().step_by(large.users.len() / 1_000).cloned().collect();
    timed("find 1000 users", || {
        logins.iter().for_each(|login| assert!(db.read(|tx| user::find(tx, login)).unwrap().is_some()));
    });
    timed("add 200 users, one commit each", || {
        for n in 0..200 {
            let login = UserId::new(format!("new{n}")).unwrap();
            db.write::<_, StoreError>(|tx| user::insert(tx, &login, &User::default())).unwrap();
        }
    });
}

fn main() {
    let count = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(50_000);
    let large = large(count);
    let scratch = Scratch::new("bench");
    measure("SQLite", &format!("sqlite://{}", scratch.join("store.db").display()), &large);
    measure("PostgreSQL", &postgres::database(), &large);
}
