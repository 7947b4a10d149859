//! `actor.…`: the asker as Bailiwick's own directory knows him, by codes and never by ids of records.
//!
//! `user` is a record of an application, which may have other ids, other fields, or no such record at all. Rules on what
//! Bailiwick itself keeps cannot lean on that.

/// One thing that the directory knows about the asker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorFact {
    /// `actor.login`.
    Login,
    /// `actor.kind`: internal, client or service.
    Kind,
    /// `actor.company`: the home company's code, or not set.
    Company,
    /// `actor.companies`: the codes of the home company and of those the asker may act for.
    Companies,
    /// `actor.company_tree`: these and all below them.
    CompanyTree,
    /// `actor.department`: its code, or not set.
    Department,
    /// `actor.departments`: the codes of the department and of all below it.
    Departments,
}

impl ActorFact {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Login,
        Self::Kind,
        Self::Company,
        Self::Companies,
        Self::CompanyTree,
        Self::Department,
        Self::Departments,
    ];

    /// What follows `actor.` in a rule.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Kind => "kind",
            Self::Company => "company",
            Self::Companies => "companies",
            Self::CompanyTree => "company_tree",
            Self::Department => "department",
            Self::Departments => "departments",
        }
    }

    pub(super) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.word() == word)
    }

    /// Whether a caller's own domain may name it: what it may learn by other names anyway. How companies and departments
    /// lie below each other is not among that.
    pub(super) fn is_for_callers(self) -> bool {
        matches!(self, Self::Login | Self::Company | Self::Companies)
    }
}
