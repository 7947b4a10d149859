//! REST: `/api/v1`. `docs/rest.md` describes every body.

mod check;
mod circumstances;
mod error;
mod fields;
mod filter;
mod jobs;
mod lines;
mod listing;
mod members;
mod openapi;
mod refused;
mod reverse;
mod users;

pub(crate) use check::{check, explain};
pub(crate) use error::refusal;
pub(crate) use fields::fields;
pub(crate) use filter::filter;
pub(crate) use openapi::{described, document, reference};
pub(crate) use reverse::{what_can, who_can};

use crate::http::Refusal;

fn wrong_type() -> Refusal {
    let detail = "the body must be JSON; send Content-Type: application/json";
    Refusal::new(axum::http::StatusCode::UNSUPPORTED_MEDIA_TYPE, "body.not_json", detail)
}
