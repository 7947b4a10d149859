//! Administration through its use cases, on both databases: who may do what to whom, and what is told of it.

mod delegation;
mod fixture;
mod jobs;
mod jobs_killed;
mod places;
mod users;
