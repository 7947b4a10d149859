//! What somebody can choose from where he writes about people: roles, companies, departments, areas, as far as he may see them.

use bailiwick_model::{Channel, Operation, RoleId, RoleScope};
use bailiwick_store::own::{Order, Own};

use super::{
    Administration, Ctx, Done, Refused, Work,
    guard::named_model,
    work::{Page, Wanted},
};

/// Places among which people choose; more are named by their codes.
const MOST: usize = 100;

/// What there is to choose from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Desk {
    /// Roles.
    pub roles: Vec<RoleChoice>,
    /// Companies.
    pub companies: Choices,
    /// Departments.
    pub departments: Choices,
    /// Areas.
    pub areas: Choices,
    /// Whether letters are sent from here, so that people can be invited by one.
    pub sends_mail: bool,
    /// Whether the actor may give roles at all.
    pub gives_roles: bool,
    /// Templates for the columns of tables, by name, to whoever may bring in people.
    pub templates: Vec<String>,
}

/// Places to choose from; nothing where they are more than anybody looks through.
pub type Choices = Option<Vec<Choice>>;

/// A place by code and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A role by id and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleChoice {
    /// Its id.
    pub id: RoleId,
    /// Its name.
    pub label: String,
    /// Whether it takes areas.
    pub is_local: bool,
}

impl Administration {
    /// What the actor can choose from where he makes a user.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever may make none.
    pub fn user_desk(&self, ctx: &Ctx) -> Result<Done<Desk>, Refused> {
        self.read(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::User)?;
            desk(work)
        })
    }

    /// What the actor can choose from where he does the same to many users.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever may have no jobs done.
    pub fn batch_desk(&self, ctx: &Ctx) -> Result<Done<Desk>, Refused> {
        self.read(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::Job)?;
            desk(work)
        })
    }

    /// Makes sure that the actor may bring in tables of users.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] where he may not.
    pub fn may_import_users(&self, ctx: &Ctx) -> Result<(), Refused> {
        self.read(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::User)?;
            work.require_somewhere(Operation::Create, Own::Job)
        })
        .map(drop)
    }
}

fn desk(work: &mut Work<'_, '_>) -> Result<Desk, Refused> {
    Ok(Desk {
        roles: RoleChoice::seen(work)?,
        companies: choices(work, Own::Company)?,
        departments: choices(work, Own::Department)?,
        areas: choices(work, Own::Area)?,
        sends_mail: work.goes_by(Channel::Email),
        gives_roles: work.guard.may_somewhere(&work.state, Operation::Create, Own::RoleLine)?,
        templates: match work.guard.may_somewhere(&work.state, Operation::Create, Own::User)? {
            true => {
                bailiwick_store::import_template::list(work.tx)?.into_iter().map(|(name, _)| name).collect()
            }
            false => Vec::new(),
        },
    })
}

fn choices(work: &mut Work<'_, '_>, own: Own) -> Result<Choices, Refused> {
    let page = Page { order: Order::Name, after: None, limit: i64::try_from(MOST + 1).unwrap_or(i64::MAX) };
    let places = work.list(own, Wanted::default(), &page)?;
    let choice = |place: bailiwick_store::own::Place| Choice { code: place.id.to_string(), name: place.name };
    Ok((places.len() <= MOST).then(|| places.into_iter().map(choice).collect()))
}

impl RoleChoice {
    /// The roles, by name; none to whoever may not see the policy.
    pub(super) fn seen(work: &Work<'_, '_>) -> Result<Vec<Self>, Refused> {
        let policy = named_model(&work.state, "bailiwick.policy")?;
        if work.guard.may_with(&work.state, Operation::Read, policy)?.is_none() {
            return Ok(Vec::new());
        }
        let roles = work.policy().roles.iter().map(|(id, role)| Self {
            id: id.clone(),
            label: role.label.clone(),
            is_local: role.scope == RoleScope::Local,
        });
        let mut roles: Vec<Self> = roles.collect();
        roles.sort_by_cached_key(|role| role.label.to_lowercase());
        Ok(roles)
    }
}
