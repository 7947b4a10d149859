//! The promise of connected databases: what is listed is what checks accept, on SQLite and on PostgreSQL.

mod agreement;
mod binding;
mod fixture;
mod paging;
mod records;
mod trees;
