//! `/api/v1`: questions with everything they may bring along, and what is wrong with them.

pub(crate) mod avatar;
mod bulk;
mod check;
mod errors;
mod habits;
mod hostile;
mod lists;
mod matrix;
mod me;
mod places;
mod policy;
mod samples;
mod settings;
mod sight;
mod texts;
mod trail;
mod users;
mod watching;
