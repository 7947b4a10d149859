//! `/api/v1`: questions with everything they may bring along, and what is wrong with them.

mod check;
mod errors;
mod lists;
mod places;
mod policy;
mod users;
