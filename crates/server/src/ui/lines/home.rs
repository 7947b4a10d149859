//! Whose role lines a form is about: somebody's own, or those that a company or department gives to all of its people.

use bailiwick_app::administration::Holder;
use bailiwick_model::{Company, CompanyId, Department, DepartmentId, UserId};

use crate::{
    http::Refusal,
    ui::{person, places},
};

/// A kind of holder.
pub(super) trait Holding: Send + Sync + 'static {
    /// The holder of a code.
    fn holder(code: &str) -> Option<Holder>;
    /// Where he is shown.
    fn at(code: &str) -> String;
    /// The page that his lines are on, below that.
    const LINES: &'static str = "";
}

/// Users hold lines of their own.
pub(super) struct OfUser;

impl Holding for OfUser {
    const LINES: &'static str = "/access";

    fn holder(code: &str) -> Option<Holder> {
        UserId::new(code).ok().map(Holder::User)
    }

    fn at(code: &str) -> String {
        person::at(code)
    }
}

impl Holding for Company {
    fn holder(code: &str) -> Option<Holder> {
        CompanyId::new(code).ok().map(Holder::Company)
    }

    fn at(code: &str) -> String {
        format!("/companies/{}", places::step(code))
    }
}

impl Holding for Department {
    fn holder(code: &str) -> Option<Holder> {
        DepartmentId::new(code).ok().map(Holder::Department)
    }

    fn at(code: &str) -> String {
        format!("/departments/{}", places::step(code))
    }
}

/// A holder, and where he is.
pub(super) struct Home {
    pub(super) holder: Holder,
    /// Where he is shown.
    pub(super) at: String,
    /// Where his lines are shown.
    pub(super) lines: String,
}

impl Home {
    /// The holder that a path names.
    pub(super) fn of<H: Holding>(code: &str) -> Result<Self, Refusal> {
        let holder = H::holder(code).ok_or_else(Refusal::not_found)?;
        let at = H::at(code);
        Ok(Self { holder, lines: format!("{at}{}", H::LINES), at })
    }
}
