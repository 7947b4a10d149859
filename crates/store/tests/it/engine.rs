//! One test, two engines.

use bailiwick_store::{Database, DatabaseUrl, Engine, Migration, Sql, StoreError};
use bailiwick_testkit::{Scratch, process::postgres};

/// A fresh store and where it is.
pub(crate) struct Store {
    pub(crate) db: Database,
    pub(crate) url: DatabaseUrl,
    // After the database, which has files in it.
    scratch: Option<Scratch>,
}

impl Store {
    pub(crate) fn sqlite() -> Self {
        let scratch = Scratch::new("store");
        let url = format!("sqlite://{}", scratch.join("store.db").display()).parse().unwrap();
        Self { db: Database::open(&url).unwrap(), url, scratch: Some(scratch) }
    }

    pub(crate) fn postgres() -> Self {
        let url = postgres::database().parse().unwrap();
        Self { db: Database::open(&url).unwrap(), url, scratch: None }
    }

    /// Stores of each kind that have come no further than some steps of the schema.
    pub(crate) fn both_at(migrations: &[Migration]) -> [Self; 2] {
        let scratch = Scratch::new("store");
        let file = format!("sqlite://{}", scratch.join("store.db").display());
        [(file, Some(scratch)), (postgres::database(), None)].map(|(url, scratch)| {
            let url: DatabaseUrl = url.parse().unwrap();
            Self { db: Database::open_with(&url, migrations).unwrap(), url, scratch }
        })
    }

    /// The same, brought further.
    pub(crate) fn brought_to(self, migrations: &[Migration]) -> Self {
        let Self { db, url, scratch } = self;
        drop(db);
        Self { db: Database::open_with(&url, migrations).unwrap(), url, scratch }
    }

    /// Closes the store and keeps its files.
    pub(crate) fn into_scratch(self) -> Option<Scratch> {
        self.scratch
    }

    /// Runs a statement that no repository has, to do harm.
    pub(crate) fn harm(&self, text: &'static str) {
        let sql = Sql { table: "harm", text };
        let count = self.db.write(|tx| tx.execute(&sql, &[])).unwrap();
        assert!(count > 0, "{text} did nothing");
    }

    /// Takes away what keeps the audit trail from being changed, as whoever owns the database can.
    pub(crate) fn disarm(&self) {
        let triggers = self.ask(match self.db.read::<_, StoreError>(|tx| Ok(tx.engine())).unwrap() {
            Engine::Sqlite => {
                "select 'drop trigger ' || name as found from sqlite_master where type = 'trigger'"
            }
            Engine::Postgres => {
                "select distinct 'alter table ' || event_object_table || ' disable trigger user' as found \
                 from information_schema.triggers"
            }
        });
        assert!(triggers.len() >= 2, "there is nothing to disarm");
        for text in triggers {
            let sql = Sql { table: "trigger", text: text.leak() };
            self.db.write(|tx| tx.execute(&sql, &[])).unwrap();
        }
    }

    /// Runs a query of one text column named `found`.
    pub(crate) fn ask(&self, text: &'static str) -> Vec<String> {
        let sql = Sql { table: "question", text };
        let read = |tx: &mut bailiwick_store::Tx<'_>| {
            tx.query(&sql, &[], |row| row.text("found").map(str::to_owned))
        };
        self.db.read::<_, StoreError>(read).unwrap()
    }
}

/// Runs a test on a fresh store of each kind.
pub(crate) fn on_both(test: impl Fn(&Store)) {
    for store in [Store::sqlite(), Store::postgres()] {
        println!("on {:?}", store.db);
        test(&store);
    }
}

/// As [`on_both`], and on an in-memory store too.
pub(crate) fn on_all(test: impl Fn(&Store)) {
    on_both(&test);
    let url: DatabaseUrl = "sqlite::memory:".parse().unwrap();
    test(&Store { db: Database::open(&url).unwrap(), url, scratch: None });
}
