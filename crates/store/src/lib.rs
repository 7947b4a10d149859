//! What Bailiwick remembers, on SQLite or PostgreSQL, behind one set of functions.
//!
//! Everything is plain, blocking Rust. A use case opens a unit of work with [`Database::read`] (or
//! [`Database::read_both`], for two connections on one state) or [`Database::write`] and hands the [`Tx`] it is given to repository functions; there is a module per noun:
//!
//! | Module | What it keeps |
//! |---|---|
//! | [`policy`] | models, groups, rules, roles …, one row each, with where they came from |
//! | [`directory`] | all companies, departments, areas, users and role lines at once: load, hand over, change, replace |
//! | [`company`], [`department`], [`area`], [`user`] | one of them at a time |
//! | [`role_line`], [`user_override`] | assignments, and exceptions for one user, each with a number of its own |
//! | [`setting`], [`seat`] | values that hold below a place; how many accounts a company has |
//! | [`reference`] | who refers to a company, a department or an area |
//! | [`resource`] | attributes of records that no other database keeps |
//! | [`change`] | the revision, and what was changed by whom, for whoever follows |
//! | [`audit`] | the trail: who did what to what, when and why, in one chain that cannot be quietly changed |
//! | [`Condition`] | what the engine says about rows, printed as SQL, and the fixed statements that it goes into |
//! | [`api_key`] | what programs call with |
//! | [`import_run`] | what was imported, with what result |
//! | [`job`], [`import_template`] | work in batches that survives restarts; how to read other people's tables |
//! | [`attribute`] | custom attributes: which there are, and who has which |
//! | [`former_id`] | ids among records that were somebody's |
//! | [`outbox`] | letters on their way, and how many there were |
//! | [`password_reset`] | who was asked to be sent a new password |
//! | [`sign_in`] | passwords, second factors, sessions, devices, attempts: hashed or sealed |
//! | [`backup`] | all of it in one portable file, and back |
//! | [`health`] | what condition all of it is in |
//! | [`catalogue`] | what tables the database says it has |
//! | [`statements`] | a check that the database understands every statement of this crate |
//!
//! What holds them up, from the outside in: [`DatabaseUrl`] says where; `db` opens, lends connections and repeats work that
//! another node got in the way of; `tx` is the unit of work; `conn` is one connection to either engine and the last
//! file that knows which; `sqlite` and `postgres` speak to the drivers. `migration` keeps the schema, [`Feed`] waits for
//! changes made on any node.
//!
//! What may be relied upon:
//!
//! - What [`Database::write`] has acknowledged is on the disk.
//! - Writers take turns, across nodes; a reader sees one state, however many statements it runs.
//! - There is one SQL text for both engines; the types and the few words that differ are in `dialect` and `conn`.
//! - No reference between two nouns is enforced here, because a [`bailiwick_model::Directory`] may hold dangling ones: the
//!   engine denies what it cannot resolve. What belongs to a row goes with it.
//!
//! ```
//! use bailiwick_model::{User, UserId};
//! use bailiwick_store::{Database, StoreError, user};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let db = Database::open(&"sqlite::memory:".parse()?)?;
//! let asha = UserId::new("asha")?;
//! db.write(|tx| user::insert(tx, &asha, &User::default()))?;
//! assert!(db.read(|tx| user::find(tx, &asha))?.is_some());
//!
//! let again = db.write(|tx| user::insert(tx, &asha, &User::default()));
//! assert!(matches!(again, Err(StoreError::Conflict { what }) if what == "user asha"));
//! # Ok(())
//! # }
//! ```

pub mod account;
pub mod api_key;
pub mod area;
pub mod attribute;
pub mod audit;
pub mod avatar;
pub mod backup;
pub mod catalogue;
pub mod change;
pub mod company;
mod condition;
mod conn;
mod db;
pub mod department;
mod dialect;
pub mod directory;
mod durable;
mod error;
mod failure;
mod feed;
pub mod former_id;
pub mod health;
pub mod holders;
pub mod idempotency;
pub mod import_run;
pub mod import_template;
mod interner;
pub mod job;
mod migration;
pub mod outbox;
pub mod own;
mod param;
pub mod password_reset;
pub mod policy;
mod pool;
mod postgres;
mod record_id;
pub mod reference;
pub mod resource;
pub mod role_line;
mod row;
pub mod seat;
mod sequence;
pub mod setting;
pub mod sign_in;
mod sql;
mod sqlite;
pub mod statements;
mod tx;
mod url;
pub mod user;
pub mod user_override;

pub use bailiwick_database::SqliteFunctions;
pub use change::Revision;
pub use condition::{Condition, ConditionalSql, Engine};
pub use db::Database;
pub use error::StoreError;
pub use feed::Feed;
pub use migration::{ALL as MIGRATIONS, Migration};
pub use param::Param;
pub use row::Row;
pub use sql::{Kind, Rows, Shape, Sql};
pub use tx::Tx;
pub use url::DatabaseUrl;
