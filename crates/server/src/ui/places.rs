//! `/areas`, `/companies` and `/departments`: where people work and what they belong to.

mod areas;
mod companies;
mod company;
mod coverage;
mod delete;
mod department;
mod form;
mod given;
mod import;
mod tree;
mod write;

use std::sync::Arc;

use axum::{Router, routing::get};
use bailiwick_model::{Area, Company, Department};

use crate::http::Gate;
use write::Written;

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/areas", get(areas::show))
        .route("/areas/new", get(write::blank::<Area>).post(write::make::<Area>))
        .route("/areas/import", get(import::form).post(import::take))
        .route("/areas/coverage", get(coverage::show))
        .route("/companies", get(companies::show))
        .route("/companies/new", get(write::blank::<Company>).post(write::make::<Company>))
        .route("/companies/{code}", get(company::show))
        .route("/companies/{code}/departments/new", get(write::blank_department).post(write::make_department))
        .route("/departments/{code}", get(department::show))
        .merge(written::<Area>())
        .merge(written::<Company>())
        .merge(written::<Department>())
}

/// The routes that every kind of place has.
fn written<P: Written>() -> Router<Arc<Gate>> {
    let at = |name: &str| format!("{}/{{code}}/{name}", P::PATH);
    Router::new()
        .route(&at("change"), get(write::show::<P>).post(write::change::<P>))
        .route(&at("delete"), get(delete::ask::<P>).post(delete::delete::<P>))
}

/// A code as a step of a path: it may have any letter in it, and a slash.
pub(super) fn step(code: &str) -> String {
    let mut step = String::with_capacity(code.len());
    for byte in code.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                step.push(char::from(byte))
            }
            _ => step.push_str(&format!("%{byte:02X}")),
        }
    }
    step
}

/// The list of people whom a field of the account says to be there.
pub(super) fn people(field: &str, code: &str) -> String {
    let domain = format!("[('{field}', '=', {})]", serde_json::json!(code));
    let query = serde_urlencoded::to_string([("where", domain)]).unwrap_or_default();
    format!("/users?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_any_kind_are_one_step() {
        assert_eq!(step("D-12"), "D-12");
        assert_eq!(step("a/b ?#é"), "a%2Fb%20%3F%23%C3%A9");
        assert_eq!(
            people("area", "D\"1"),
            "/users?where=%5B%28%27area%27%2C+%27%3D%27%2C+%22D%5C%221%22%29%5D"
        );
    }
}
