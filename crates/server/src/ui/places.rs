//! `/areas`, `/companies` and `/departments`: where people work and what they belong to.

mod areas;
mod companies;
mod company;
mod coverage;
mod delete;
mod department;
mod form;
mod import;
mod tree;
mod write;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::http::Gate;

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/areas", get(areas::show))
        .route("/areas/new", get(write::new_area).post(write::make_area))
        .route("/areas/import", get(import::form).post(import::take))
        .route("/areas/coverage", get(coverage::show))
        .route("/areas/{code}/change", get(write::area).post(write::change_area))
        .route("/areas/{code}/delete", get(delete::ask_area).post(delete::area))
        .route("/companies", get(companies::show))
        .route("/companies/new", get(write::new_company).post(write::make_company))
        .route("/companies/{code}", get(company::show))
        .route("/companies/{code}/change", get(write::company).post(write::change_company))
        .route("/companies/{code}/delete", get(delete::ask_company).post(delete::company))
        .route("/companies/{code}/departments/new", get(write::new_department))
        .route("/departments", post(write::make_department))
        .route("/departments/{code}", get(department::show))
        .route("/departments/{code}/change", get(write::department).post(write::change_department))
        .route("/departments/{code}/delete", get(delete::ask_department).post(delete::department))
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
