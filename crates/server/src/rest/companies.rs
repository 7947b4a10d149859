//! `/api/v1/companies`: tenants, in a tree.

use std::sync::Arc;

use bailiwick_app::administration::{Holder, Subject};
use bailiwick_model::{Company, CompanyId};
use utoipa_axum::router::OpenApiRouter;

use super::{
    lines, noun,
    noun::Words,
    openapi::NewCompanyBody,
    places::{self, OfPlaces},
};
use crate::http::Gate;

/// Companies.
#[derive(Clone, Copy)]
pub(super) struct Companies;

impl OfPlaces for Companies {
    type Place = Company;
    type NewBody = NewCompanyBody;

    fn words(self) -> Words {
        Words {
            a: "a company",
            many: "Companies",
            path: "companies",
            ids: ("Company", "Companies"),
            change: ("Change a company, or move it with all below it", places::CHANGE),
            remove: ("delete", "Delete a company to which nothing refers", ""),
            ..places::WORDS
        }
    }

    fn subject(self, code: String) -> Subject {
        Subject::Company(code)
    }
}

/// The routes, each with its description.
pub(super) fn routes() -> OpenApiRouter<Arc<Gate>> {
    let summary = "Give a role to everybody in a company and below it";
    let holder = |code| CompanyId::new(code).map(Holder::Company).ok();
    noun::routes(Companies).routes(lines::give(Companies.words(), summary, holder))
}
