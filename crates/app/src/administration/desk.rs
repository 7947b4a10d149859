//! What somebody can choose from where he writes about people: roles, companies, departments, areas, as far as he may see them.

use bailiwick_model::{Channel, Operation, RoleId, RoleScope, UserKind};
use bailiwick_store::own::Own;

use super::{
    Administration, Ctx, Done, Refused, Work,
    choosing::{Offers, Seeking, offers},
    delegation,
    guard::named_model,
};

/// What there is to choose from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Desk {
    /// Kinds of accounts that the actor can make: a client's people make those of a client's people alone.
    pub kinds: Vec<UserKind>,
    /// The company of his own that a client's person begins with.
    pub home: Option<String>,
    /// Roles that the actor could give somewhere, of those that he may see.
    pub roles: Vec<RoleChoice>,
    /// Places.
    pub offers: Offers,
    /// Whether letters are sent from here, so that people can be invited by one.
    pub sends_mail: bool,
    /// Whether the actor may give roles at all.
    pub gives_roles: bool,
    /// Templates for the columns of tables, by name, to whoever may bring in people.
    pub templates: Vec<String>,
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
    pub fn user_desk(&self, ctx: &Ctx, seeking: &Seeking) -> Result<Done<Desk>, Refused> {
        self.read(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::User)?;
            desk(work, seeking)
        })
    }

    /// What the actor can choose from where he does the same to many users.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever may have no jobs done.
    pub fn batch_desk(&self, ctx: &Ctx, seeking: &Seeking) -> Result<Done<Desk>, Refused> {
        self.read(ctx, |work| {
            work.require_somewhere(Operation::Create, Own::Job)?;
            desk(work, seeking)
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

fn desk(work: &mut Work<'_, '_>, seeking: &Seeking) -> Result<Desk, Refused> {
    let roles = RoleChoice::offered(work)?;
    let is_walled = delegation::is_walled(work);
    let home = if is_walled { delegation::home(work) } else { None };
    let mut seeking = seeking.clone();
    seeking.companies.chosen.extend(home.clone());
    Ok(Desk {
        kinds: if is_walled { vec![UserKind::Client] } else { UserKind::ALL.into() },
        home,
        gives_roles: work.guard.may_somewhere(&work.state, Operation::Create, Own::RoleLine)?
            && (!roles.is_empty() || RoleChoice::seen(work)?.is_empty()),
        roles,
        offers: offers(work, &seeking)?,
        sends_mail: work.goes_by(Channel::Email),
        templates: match work.guard.may_somewhere(&work.state, Operation::Create, Own::User)? {
            true => {
                bailiwick_store::import_template::list(work.tx)?.into_iter().map(|(name, _)| name).collect()
            }
            false => Vec::new(),
        },
    })
}

impl RoleChoice {
    /// Those of them that the actor could give somewhere.
    fn offered(work: &Work<'_, '_>) -> Result<Vec<Self>, Refused> {
        let mut roles = Self::seen(work)?;
        roles.retain(|choice| {
            work.policy().roles.get(&choice.id).is_some_and(|role| delegation::could_give(work, role))
        });
        Ok(roles)
    }

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
