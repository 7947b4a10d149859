//! Administration through its use cases, on both databases: who may do what to whom, and what is told of it.

mod delegation;
mod escalation;
mod fixture;
mod lists;
mod places;
mod users;
