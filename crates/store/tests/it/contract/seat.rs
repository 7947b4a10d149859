//! Seats are counted with each write, and the count is always that of the accounts that there are.

use std::collections::BTreeMap;

use bailiwick_model::*;
use bailiwick_store::{
    Database, MIGRATIONS, Sql, StoreError, Tx,
    account::{self, Kept},
    company, directory, seat, user,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::backup::{loaded, written};
use crate::engine::{Store, on_both};

/// Something that is done to one of a few accounts.
#[derive(Clone, Debug)]
enum Deed {
    /// It is there with this company and department, is in this state, and the engine knows it as active or not.
    Put(Option<usize>, Option<usize>, AccountState, bool),
    /// The same, without a word of its account: as a document has people.
    Bare(Option<usize>, Option<usize>, bool),
    /// It goes.
    Delete,
    /// Everybody is written anew, with this one elsewhere.
    Replace(Option<usize>),
    /// Everybody gets another department, by one statement.
    Together(usize),
}

const COMPANIES: [&str; 4] = ["top", "mid", "leaf", "other"];
const DEPARTMENTS: [&str; 2] = ["d1", "d2"];
const PEOPLE: usize = 5;

fn deed() -> impl Strategy<Value = Deed> {
    let company = || prop::option::of(0..COMPANIES.len());
    let department = || prop::option::of(0..DEPARTMENTS.len());
    let state = prop::sample::select(vec![
        AccountState::Active,
        AccountState::Invited,
        AccountState::Suspended,
        AccountState::Left,
        AccountState::Left,
    ]);
    prop_oneof![
        6 => (company(), department(), state, any::<bool>()).prop_map(|(c, d, s, a)| Deed::Put(c, d, s, a)),
        2 => (company(), department(), any::<bool>()).prop_map(|(c, d, a)| Deed::Bare(c, d, a)),
        2 => Just(Deed::Delete),
        1 => company().prop_map(Deed::Replace),
        1 => (0..DEPARTMENTS.len()).prop_map(Deed::Together),
    ]
}

fn login(n: usize) -> UserId {
    UserId::new(format!("u{n}")).unwrap()
}

fn somebody(company: Option<usize>, department: Option<usize>, active: bool) -> User {
    let company = company.map(|at| CompanyId::new(COMPANIES[at]).unwrap());
    let department = department.map(|at| DepartmentId::new(DEPARTMENTS[at]).unwrap());
    User { company, department, active, ..User::default() }
}

fn keep(tx: &mut Tx<'_>, login: &UserId, user: &User) -> Result<(), StoreError> {
    match user::find(tx, login)? {
        Some(_) => user::update(tx, login, user),
        None => user::insert(tx, login, user),
    }
}

fn done(tx: &mut Tx<'_>, who: usize, deed: &Deed) -> Result<(), StoreError> {
    let login = login(who);
    match deed {
        Deed::Put(company, department, state, active) => {
            let user = somebody(*company, *department, *active);
            keep(tx, &login, &user)?;
            let account = Account { state: *state, ..Account::default() };
            account::put(tx, &login, &user, &Kept { account, ..Kept::default() })
        }
        Deed::Bare(company, department, active) => {
            keep(tx, &login, &somebody(*company, *department, *active))
        }
        Deed::Delete => match user::find(tx, &login)? {
            Some(_) => user::delete(tx, &login),
            None => Ok(()),
        },
        Deed::Replace(company) => {
            let mut all = directory::load(tx)?;
            all.users.insert(login, somebody(*company, None, false));
            directory::replace(tx, &all)
        }
        Deed::Together(department) => {
            let texts = ["update app_user set department = 'd1'", "update app_user set department = 'd2'"];
            tx.execute(&Sql { table: "app_user", text: texts[*department] }, &[]).map(drop)
        }
    }
}

/// What every account says, one by one.
fn counted(db: &Database) -> BTreeMap<(String, String), i64> {
    let sql = Sql {
        table: "own_user",
        text: "select company, department, state from own_user where company is not null",
    };
    let read = |tx: &mut Tx<'_>| {
        tx.query(&sql, &[], |row| {
            let place =
                (row.text("company")?.to_owned(), row.opt_text("department")?.unwrap_or_default().to_owned());
            Ok((place, row.text("state")? != "left"))
        })
    };
    let mut counted = BTreeMap::new();
    for (place, takes) in db.read::<_, StoreError>(read).unwrap() {
        *counted.entry(place).or_default() += i64::from(takes);
    }
    counted.retain(|_, count| *count > 0);
    counted
}

/// Makes sure that whatever is told of seats is what the accounts say.
fn check(db: &Database) {
    let expected = counted(db);
    let right = |code: &str| -> i64 {
        expected.iter().filter(|((company, _), _)| company == code).map(|(_, count)| count).sum()
    };
    let below = |code: &'static str| match code {
        "top" => vec!["top", "mid", "leaf"],
        "mid" => vec!["mid", "leaf"],
        one => vec![one],
    };
    let asked: Vec<String> = COMPANIES.iter().map(|code| (*code).to_owned()).collect();
    let some = db.read(|tx| seat::used_by_some(tx, &asked)).unwrap();
    for code in COMPANIES {
        let company = CompanyId::new(code).unwrap();
        let all: i64 = below(code).into_iter().map(right).sum();
        assert_eq!(db.read(|tx| seat::used(tx, &company)).unwrap(), all.unsigned_abs(), "{code}");
        assert_eq!(some.get(code).copied().unwrap_or_default(), all.unsigned_abs(), "{code}");
        let here = expected.iter().filter(|((company, _), _)| company == code);
        let here: BTreeMap<String, i64> =
            here.map(|((_, department), count)| (department.clone(), *count)).collect();
        assert_eq!(db.read(|tx| seat::by_department(tx, &company)).unwrap(), here, "{code}");
    }
    assert_eq!(db.read(seat::wrong).unwrap(), 0);
}

fn places(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    for (code, parent) in COMPANIES.iter().zip([None, Some("top"), Some("mid"), None]) {
        let made = Company {
            id: None,
            name: (*code).to_owned(),
            parent: parent.map(|code| CompanyId::new(code).unwrap()),
            kind: CompanyKind::default(),
            timezone: None,
            lines: Vec::new(),
        };
        company::insert(tx, &CompanyId::new(*code).unwrap(), &made)?;
    }
    Ok(())
}

#[test]
fn the_count_is_that_of_the_accounts_whatever_is_written() {
    on_both(|store| {
        store.db.write(places).unwrap();
        let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(24) });
        let deeds = prop::collection::vec((0..PEOPLE, deed()), 1..12);
        let run = |deeds: Vec<(usize, Deed)>| {
            // Everybody has a seat to begin with, so that there is something to count wrongly.
            let seated = |who: usize| {
                Deed::Put(
                    Some(who % COMPANIES.len()),
                    Some(who % DEPARTMENTS.len()),
                    AccountState::Active,
                    true,
                )
            };
            let all = |tx: &mut Tx<'_>| (0..PEOPLE).try_for_each(|who| done(tx, who, &seated(who)));
            store.db.write(all).unwrap();
            check(&store.db);
            assert_eq!(counted(&store.db).values().sum::<i64>(), PEOPLE as i64);
            // Some of it in one transaction, as a batch does it, and some each in its own.
            let (together, each) = deeds.split_at(deeds.len() / 2);
            let all = |tx: &mut Tx<'_>| together.iter().try_for_each(|(who, deed)| done(tx, *who, deed));
            store.db.write(all).unwrap();
            check(&store.db);
            for (who, deed) in each {
                store.db.write(|tx| done(tx, *who, deed)).unwrap();
                check(&store.db);
            }
            Ok(())
        };
        runner.run(&deeds, run).unwrap();
    });
}

#[test]
fn what_is_undone_is_not_counted() {
    on_both(|store| {
        store.db.write(places).unwrap();
        let refused = store.db.write(|tx| {
            user::insert(tx, &login(0), &somebody(Some(2), None, true))?;
            assert_eq!(seat::used(tx, &CompanyId::new("top").unwrap())?, 1);
            Err::<(), _>(StoreError::NotFound { what: "what was looked for".to_owned() })
        });
        assert!(refused.is_err());
        check(&store.db);
        assert!(counted(&store.db).is_empty());
    });
}

#[test]
fn a_backup_holds_accounts_and_they_are_counted_where_it_is_restored() {
    for (here, there) in [(Store::sqlite(), Store::postgres()), (Store::postgres(), Store::sqlite())] {
        here.db.write(places).unwrap();
        let states = [AccountState::Active, AccountState::Left, AccountState::Suspended];
        for (who, state) in states.into_iter().enumerate() {
            let deed = Deed::Put(Some(who), Some(0), state, state == AccountState::Active);
            here.db.write(|tx| done(tx, who, &deed)).unwrap();
        }
        // Who was counted there before is gone with all the rest.
        there.db.write(places).unwrap();
        there.db.write(|tx| done(tx, 4, &Deed::Put(Some(3), None, AccountState::Active, true))).unwrap();
        loaded(&there.db, &written(&here.db)).unwrap();
        check(&there.db);
        assert_eq!(counted(&there.db).len(), 2);
        // From then on they are counted as ever.
        there.db.write(|tx| done(tx, 1, &Deed::Put(Some(1), None, AccountState::Active, true))).unwrap();
        there.db.write(|tx| done(tx, 0, &Deed::Delete)).unwrap();
        check(&there.db);
        assert_eq!(counted(&there.db).len(), 2);
    }
}

#[test]
fn a_database_of_before_is_counted_when_it_is_migrated() {
    let (before, _) = MIGRATIONS.split_at(18);
    for store in Store::both_at(before) {
        store.db.write(places).unwrap();
        for (who, state) in
            [AccountState::Active, AccountState::Left, AccountState::Invited].into_iter().enumerate()
        {
            let deed = Deed::Put(Some(who), Some(who % 2), state, state == AccountState::Active);
            store.db.write(|tx| done(tx, who, &deed)).unwrap();
        }
        let store = store.brought_to(MIGRATIONS);
        check(&store.db);
        assert_eq!(counted(&store.db).len(), 2);
        store.db.write(|tx| done(tx, 0, &Deed::Delete)).unwrap();
        check(&store.db);
    }
}

#[test]
fn a_count_that_somebody_changed_is_noticed() {
    on_both(|store| {
        store.db.write(places).unwrap();
        store.db.write(|tx| done(tx, 0, &Deed::Put(Some(0), None, AccountState::Active, true))).unwrap();
        assert_eq!(store.db.read(seat::wrong).unwrap(), 0);
        store.harm("update seat_taken set taken = taken + 1");
        assert_eq!(store.db.read(seat::wrong).unwrap(), 1);
        store.harm("delete from seat_taken");
        assert_eq!(store.db.read(seat::wrong).unwrap(), 1);
    });
}
