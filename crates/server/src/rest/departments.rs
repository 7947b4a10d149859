//! `/api/v1/departments`: parts of companies.

use std::sync::Arc;

use bailiwick_app::administration::{Holder, Subject};
use bailiwick_model::{Department, DepartmentId};
use utoipa_axum::router::OpenApiRouter;

use super::{
    lines, noun,
    noun::Words,
    openapi::NewDepartmentBody,
    places::{self, OfPlaces},
};
use crate::http::Gate;

/// Departments.
#[derive(Clone, Copy)]
pub(super) struct Departments;

impl OfPlaces for Departments {
    type Place = Department;
    type NewBody = NewDepartmentBody;

    fn words(self) -> Words {
        Words {
            a: "a department",
            many: "Departments",
            path: "departments",
            ids: ("Department", "Departments"),
            change: ("Change a department, or move it with all below it", places::CHANGE),
            remove: ("delete", "Delete a department to which nothing refers", ""),
            ..places::WORDS
        }
    }

    fn subject(self, code: String) -> Subject {
        Subject::Department(code)
    }
}

/// The routes, each with its description.
pub(super) fn routes() -> OpenApiRouter<Arc<Gate>> {
    let summary = "Give a role to everybody in a department and below it";
    let holder = |code| DepartmentId::new(code).map(Holder::Department).ok();
    noun::routes(Departments).routes(lines::give(Departments.words(), summary, holder))
}
