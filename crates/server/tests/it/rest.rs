//! `/api/v1`: questions with everything they may bring along, and what is wrong with them.

mod avatar;
mod check;
mod errors;
mod lists;
mod me;
mod policy;
mod trail;
mod users;
