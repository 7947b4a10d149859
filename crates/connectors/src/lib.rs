//! Everything outbound.
//!
//! A [`RecordDatabase`] is somebody else's database, read and never written: the records that a policy is about may
//! stay where their application keeps them. A [`mail::Mailer`] hands letters to a mail server, an [`sms::SmsGateway`] text messages
//! to whoever sells them.

pub mod folder;
pub mod mail;
mod record_database;
mod sample;
pub mod sms;

pub use record_database::{
    Column, ColumnDescription, ColumnKind, Condition, Engine, Limits, Query, RecordDatabase,
    RecordDatabaseError, Relation, SqliteFunctions, TABLE_ALIAS,
};
pub use sample::{SampleError, SampleTable, create_sample};
