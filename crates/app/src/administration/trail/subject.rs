//! What has a timeline of its own, and takes notes.

use std::collections::BTreeSet;

use bailiwick_model::{
    Area, Company, Department, Operation,
    audit::{AuditAction, AuditEntry, AuditObject},
};
use bailiwick_store::{own::Own, policy::PolicyKind, role_line::Owner};

use crate::administration::{
    Refused, Work, attributes, delegation, lines,
    places::{self, Place},
    policy_objects, users,
};

/// Something by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Somebody, by login.
    User(String),
    /// A company, by code.
    Company(String),
    /// A department, by code.
    Department(String),
    /// An area, by code.
    Area(String),
    /// A part of the policy, by its technical id.
    Part(PolicyKind, String),
}

/// Fields in entries about users that tell what they hold.
const HOLDINGS: [&str; 5] = ["groups", "line", "lines", "override", "overrides"];

/// Something that the actor may see, and how much of it.
pub(super) struct Seen {
    /// As the trail names it.
    pub(super) object: AuditObject,
    /// Fields that the actor may not read.
    pub(super) hidden: BTreeSet<String>,
    /// When it was made, in microseconds since 1970: before, the name was another one's.
    made_us: i64,
    /// Whether the actor may see what it holds.
    with_holdings: bool,
}

impl Seen {
    /// Whether an entry of its name is about it, and not about one that had the name before.
    pub(super) fn is_of_it(&self, entry: &AuditEntry) -> bool {
        entry.at >= self.made_us
    }

    /// Whether the actor is told of an entry.
    pub(super) fn is_told(&self, entry: &AuditEntry) -> bool {
        let kind = entry.action.as_str().split('.').next().unwrap_or_default();
        let is_of_holdings =
            matches!(kind, "role_line" | "override") || entry.action == AuditAction::USER_GROUPS;
        self.is_of_it(entry) && (self.with_holdings || !is_of_holdings)
    }

    fn whole((object, hidden): (AuditObject, BTreeSet<String>)) -> Self {
        Self { object, hidden, made_us: 0, with_holdings: true }
    }
}

impl From<&Owner> for Subject {
    fn from(holder: &Owner) -> Self {
        match holder {
            Owner::User(login) => Self::User(login.to_string()),
            Owner::Department(code) => Self::Department(code.to_string()),
            Owner::Company(code) => Self::Company(code.to_string()),
        }
    }
}

impl Subject {
    /// It, if there is one that the actor may see.
    pub(super) fn seen(&self, work: &mut Work<'_, '_>) -> Result<Seen, Refused> {
        match self {
            Self::User(login) => {
                let user = users::found(work, login)?;
                let mut hidden = users::view::hidden(work, &user)?;
                // Whether or not he has any of them now: the trail knows those of before.
                if !attributes::hidden_from_oneself(work, &user.login)?.is_empty() {
                    hidden.insert("attributes".to_owned());
                }
                let with_holdings = users::holdings::sees(work, &user.login)?;
                if !with_holdings {
                    hidden.extend(HOLDINGS.map(str::to_owned));
                }
                Ok(Seen { object: user.object(), hidden, made_us: user.kept.created_us, with_holdings })
            }
            Self::Company(code) => {
                let (seen, company) =
                    (places::seen_with_hidden::<Company>(work, code)?, places::code_of::<Company>(code)?);
                Self::with_lines(work, seen, &Owner::Company(company))
            }
            Self::Department(code) => {
                let seen = places::seen_with_hidden::<Department>(work, code)?;
                let department = places::code_of::<Department>(code)?;
                Self::with_lines(work, seen, &Owner::Department(department))
            }
            Self::Area(code) => places::seen_with_hidden::<Area>(work, code).map(Seen::whole),
            Self::Part(kind, id) => {
                policy_objects::require_seen(work, *kind, id)?;
                Ok(Seen::whole((AuditObject::new(kind.word(), id.as_str()), BTreeSet::new())))
            }
        }
    }

    /// A company or department, whose lines are told to whoever sees lines there.
    fn with_lines(
        work: &mut Work<'_, '_>,
        seen: (AuditObject, BTreeSet<String>),
        holder: &Owner,
    ) -> Result<Seen, Refused> {
        Ok(Seen { with_holdings: lines::seen::sees_any(work, holder)?, ..Seen::whole(seen) })
    }

    /// There is no such thing that the actor may see.
    pub(super) fn missing(&self) -> Refused {
        match self {
            Self::User(login) => Refused::missing("user", login),
            Self::Company(code) => Refused::missing("company", code),
            Self::Department(code) => Refused::missing("department", code),
            Self::Area(code) => Refused::missing("area", code),
            Self::Part(kind, id) => Refused::missing(kind.word(), id),
        }
    }

    /// Makes sure that the actor, who may see it, has seen it as it is.
    pub(in crate::administration) fn check_match(&self, work: &mut Work<'_, '_>) -> Result<(), Refused> {
        if work.ctx.if_match.is_none() {
            return Ok(());
        }
        match self {
            Self::User(login) => {
                let user = users::found(work, login)?;
                users::view::check_match(work, &user)
            }
            Self::Company(code) => places::check_seen::<Company>(work, code),
            Self::Department(code) => places::check_seen::<Department>(work, code),
            Self::Area(code) => places::check_seen::<Area>(work, code),
            Self::Part(kind, id) => policy_objects::check_match(work, *kind, id),
        }
    }

    /// Makes sure that the actor, who may see it, may change it.
    pub(super) fn may_be_changed(&self, work: &mut Work<'_, '_>) -> Result<(), Refused> {
        let (own, name) = match self {
            Self::User(login) => (Own::User, login),
            Self::Company(code) => (Own::Company, code),
            Self::Department(code) => (Own::Department, code),
            Self::Area(code) => (Own::Area, code),
            Self::Part(..) => return delegation::must_be_administrator(work),
        };
        work.require(Operation::Update, own, &places::id(name))?;
        if own == Own::Area { Area::may_be_written(work) } else { Ok(()) }
    }
}
