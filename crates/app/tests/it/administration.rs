//! Administration through its use cases, on both databases: who may do what to whom, and what is told of it.

mod area_import;
mod delegation;
mod fixture;
mod forest;
mod places;
mod seats;
mod settings;
mod users;
