//! REST: `/api/v1`. `docs/rest.md` describes every body.

mod areas;
mod attributes;
mod audit;
mod avatar;
mod check;
mod circumstances;
mod companies;
mod departments;
mod description;
mod entries;
mod error;
mod fields;
mod filter;
mod history;
mod import_templates;
mod jobs;
mod keys;
mod letters;
mod lines;
mod listing;
mod me;
mod members;
mod noun;
mod openapi;
mod overrides;
mod own_factors;
mod places;
mod policy;
mod reference;
mod refused;
mod reverse;
mod security;
mod settings;
mod users;

pub(crate) use check::{check, explain};
pub(crate) use error::refusal;
pub(crate) use fields::fields;
pub(crate) use filter::filter;
pub(crate) use openapi::{described, document};
pub(crate) use reference::{page as reference, script as reference_script, style as reference_style};
pub(crate) use reverse::{what_can, who_can};

use crate::http::Refusal;

fn wrong_type() -> Refusal {
    let detail = "the body must be JSON; send Content-Type: application/json";
    Refusal::new(axum::http::StatusCode::UNSUPPORTED_MEDIA_TYPE, "body.not_json", detail)
}
