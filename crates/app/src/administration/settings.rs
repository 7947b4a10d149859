//! Settings: what holds at a place, where it comes from, and whether it is locked above.
//!
//! A lock stays with those who could set it from above: whoever manages a company cannot undo what was locked in it by
//! somebody whose rights begin further up. How many seats a company has is given from above for the same reason.
//!
//! What holds for a user is set by whoever manages the account, and by nobody for himself.

mod affected;
mod chain;
mod change;
pub(super) mod guarding;
mod passwords;
mod possible;
mod preference;

use bailiwick_model::{
    Area, Company, Department, Effective, Operation, RoleLine, RoleScope, Setting, SettingName, SettingScope,
    SettingValue, Validity,
    audit::{AuditAction, AuditObject},
};
use bailiwick_protocol::rest::{OwnSetting, SettingForm, SettingView};
use bailiwick_store::{
    own::{Id, Own},
    policy::PolicyKind,
    setting::{self, Kept},
};
use serde_json::{Value as Json, json};

use super::{
    Administration, Ctx, Done, Refused, Work, delegation, difference::difference, lines::Holder, places,
    policy_objects, tag::tag, users,
};
use chain::Chain;
pub use change::{SettingChange, SettingsPage};
use change::{set, unset};
pub(crate) use preference::preferences;
pub(super) use preference::{
    alerts_email, default_line, invitation_days, job_days, preferred, recovery_days, self_editable,
};

/// What a place has to be given by those above it.
const GIVEN_FROM_ABOVE: [SettingName; 1] = [SettingName::SEATS_LIMIT];

impl Administration {
    /// Every setting at a place: what counts, where it comes from, who has locked it, and what would be without its own.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is no such place that the actor may see.
    pub fn settings_at(&self, ctx: &Ctx, scope: &SettingScope) -> Result<Done<Vec<SettingView>>, Refused> {
        self.read(ctx, |work| all_at(work, scope))
    }

    /// One setting at a place.
    ///
    /// # Errors
    /// As for [`Administration::settings_at`], and when there is no such setting.
    pub fn setting_at(
        &self,
        ctx: &Ctx,
        scope: &SettingScope,
        name: &str,
    ) -> Result<Done<SettingView>, Refused> {
        self.read(ctx, |work| {
            let chain = seen(work, scope)?;
            Ok(view(named(name)?, scope, &chain))
        })
    }

    /// Sets a value at a place, for it and everything below.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way: among others a lock above, or one that was set from above.
    pub fn set_setting(
        &self,
        ctx: &Ctx,
        scope: &SettingScope,
        name: &str,
        form: &SettingForm,
    ) -> Result<Done<SettingView>, Refused> {
        self.write(ctx, |work| set(work, scope, name, form, work.ctx.if_match.as_deref()))
    }

    /// Takes a place's own value away, so that the one from above counts.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn unset_setting(
        &self,
        ctx: &Ctx,
        scope: &SettingScope,
        name: &str,
    ) -> Result<Done<SettingView>, Refused> {
        self.write(ctx, |work| unset(work, scope, name, work.ctx.if_match.as_deref()))
    }
}

/// Every setting at a place that the actor may see.
pub(super) fn all_at(work: &mut Work<'_, '_>, scope: &SettingScope) -> Result<Vec<SettingView>, Refused> {
    let chain = seen(work, scope)?;
    Ok(SettingName::all().map(|name| view(name, scope, &chain)).collect())
}

/// The same of some settings alone.
pub(crate) fn some_at(
    work: &mut Work<'_, '_>,
    scope: &SettingScope,
    names: &[SettingName],
) -> Result<Vec<SettingView>, Refused> {
    let chain = seen(work, scope)?;
    Ok(names.iter().map(|name| view(*name, scope, &chain)).collect())
}

/// Makes sure that the actor could take a value away that is not there. Only what is there can be asked about, so for the
/// time of the question it is.
fn as_if_set(work: &mut Work<'_, '_>, scope: &SettingScope, name: SettingName) -> Result<(), Refused> {
    work.tx.begin_part()?;
    let setting = Setting::open(SettingValue::Number(0));
    setting::put(work.tx, scope, name, &Kept { setting, locked_from: None })?;
    let answer = work.require(Operation::Delete, Own::Setting, &id(scope, name));
    work.tx.undo_part()?;
    answer
}

/// What guards, or says where alerts go, is changed by whoever has shown not long ago who he is. Among it is for how long that counts: a
/// session does not make itself fresh.
fn fresh_for(work: &Work<'_, '_>, name: SettingName) -> Result<(), Refused> {
    if name.is_guarding() || name == SettingName::ALERTS_EMAIL { work.must_be_fresh() } else { Ok(()) }
}

/// Makes sure that the actor may set a value there, as far as that does not depend on the value.
fn may_set(work: &mut Work<'_, '_>, chain: &Chain, name: SettingName) -> Result<(), Refused> {
    let scope = chain.scope();
    reached(work, scope)?;
    name.may_be_set(scope, &chain.above(name)).map_err(|error| Refused::Conflict(error.to_string()))?;
    stays_locked(work, scope, name, chain.own(name))?;
    given(work, chain, name)
}

/// What holds for everybody, or for whoever has a role, takes an administrator for everybody; what holds for a user takes
/// managing the account.
fn reached(work: &mut Work<'_, '_>, scope: &SettingScope) -> Result<(), Refused> {
    match scope {
        SettingScope::Installation | SettingScope::Role(_) => delegation::must_be_administrator(work),
        SettingScope::User(login) => {
            let whole = users::whole(work, login)?;
            work.require(Operation::Update, Own::User, &whole.id())?;
            if work.guard.user().is_some_and(|actor| work.state.snapshot.login(actor) == login.as_str()) {
                let why =
                    "nobody sets what holds for himself; leave it to somebody else who manages users there";
                return Err(Refused::Beyond(why.to_owned()));
            }
            delegation::may_change(work, &whole, &["settings"])
        }
        SettingScope::Company(_) | SettingScope::Department(_) | SettingScope::Area(_) => Ok(()),
    }
}

/// A lock that was set from above is only for those who reach as far.
fn stays_locked(
    work: &mut Work<'_, '_>,
    scope: &SettingScope,
    name: SettingName,
    own: Option<&Kept>,
) -> Result<(), Refused> {
    let Some(from) = own.filter(|own| own.setting.locked).and_then(|own| own.locked_from.as_ref()) else {
        return Ok(());
    };
    if from == scope || governs(work, from)? {
        return Ok(());
    }
    Err(Refused::NotAllowed(format!(
        "{name} of {scope} was locked by somebody who manages {from}, and only such a one can change or unlock it"
    )))
}

/// What is given from above is not taken from below.
fn given(work: &mut Work<'_, '_>, chain: &Chain, name: SettingName) -> Result<(), Refused> {
    let Some(above) = chain.next_above().filter(|_| GIVEN_FROM_ABOVE.contains(&name)) else { return Ok(()) };
    if governs(work, &above)? {
        return Ok(());
    }
    Err(Refused::NotAllowed(format!(
        "{name} of {} is given from above: it takes somebody who manages {above}",
        chain.scope()
    )))
}

/// The highest place of a chain that the actor manages, or its last one.
fn highest(work: &mut Work<'_, '_>, chain: &Chain) -> Result<SettingScope, Refused> {
    for scope in chain.scopes() {
        if governs(work, scope)? {
            return Ok(scope.clone());
        }
    }
    Ok(chain.scope().clone())
}

/// Whether the actor manages a place: he may change it.
fn governs(work: &mut Work<'_, '_>, scope: &SettingScope) -> Result<bool, Refused> {
    let (own, id) = match scope {
        SettingScope::Installation | SettingScope::Role(_) => {
            return match delegation::must_be_administrator(work) {
                Ok(()) => Ok(true),
                Err(Refused::Beyond(_)) => Ok(false),
                Err(other) => Err(other),
            };
        }
        SettingScope::Company(code) => (Own::Company, places::id(code)),
        SettingScope::Department(code) => (Own::Department, places::id(code)),
        SettingScope::Area(code) => (Own::Area, places::id(code)),
        SettingScope::User(login) => (Own::User, places::id(login)),
    };
    work.may(Operation::Update, own, &id)
}

/// A role that new accounts get is given to everybody who comes.
fn may_give_role(work: &mut Work<'_, '_>, chain: &Chain, value: &SettingValue) -> Result<(), Refused> {
    let SettingValue::Role(role) = value else { return Ok(()) };
    let fault = |message: String| Refused::invalid("/value", message);
    match work.state.policy.roles.get(role).map(|role| role.scope) {
        None => return Err(fault(format!("there is no role {:?}", role.as_str()))),
        Some(RoleScope::Local) => {
            let message =
                format!("{role} is a local role, which counts nowhere without areas; choose a global one");
            return Err(fault(message));
        }
        Some(RoleScope::Global) => {}
    }
    delegation::fresh_for_role(work, role)?;
    let companies = chain.company().into_iter().collect();
    let line = RoleLine::new(role.clone(), RoleScope::Global, Vec::new(), companies, Validity::ALWAYS)
        .map_err(|error| fault(error.to_string()))?;
    let holder = match chain.scope() {
        SettingScope::Department(code) => Holder::Department(code.clone()),
        SettingScope::Company(code) => Holder::Company(code.clone()),
        // It is for everybody, and so for who holds everything.
        _ => return delegation::must_be_administrator(work),
    };
    delegation::may_give(work, &holder, &line)
}

/// The values above and at a place that the actor may see.
fn seen(work: &mut Work<'_, '_>, scope: &SettingScope) -> Result<Chain, Refused> {
    match scope {
        SettingScope::Installation => {}
        SettingScope::Company(code) => drop(places::seen::<Company>(work, code)?),
        SettingScope::Department(code) => drop(places::seen::<Department>(work, code)?),
        SettingScope::Area(code) => drop(places::seen::<Area>(work, code)?),
        SettingScope::Role(role) => policy_objects::require_seen(work, PolicyKind::Role, role)?,
        SettingScope::User(login) => {
            let login = users::seen(work, login)?;
            // What counts for somebody names his roles.
            if !users::holdings::sees(work, &login)? {
                let why = format!("what counts for {login} shows what he holds, which you may not see");
                return Err(Refused::NotAllowed(why));
            }
        }
    }
    work.require_somewhere(Operation::Read, Own::Setting)?;
    Chain::of(work, scope)
}

fn named(name: &str) -> Result<SettingName, Refused> {
    SettingName::new(name).map_err(|_| Refused::missing("setting", name))
}

fn view(name: SettingName, scope: &SettingScope, chain: &Chain) -> SettingView {
    let Effective { value, from, also_from, locked_by, overridden } = name.effective(&chain.all(name));
    let inherited = name.effective(&chain.above(name));
    let text = |scope: SettingScope| scope.to_string();
    let view = SettingView {
        name: name.to_string(),
        description: name.description().to_owned(),
        guards: name.is_guarding(),
        value: json!(value),
        from: from.map(text),
        also_from: also_from.into_iter().map(text).collect(),
        locked_by: locked_by.map(text),
        overridden: overridden.into_iter().map(text).collect(),
        own: chain.own(name).map(|own| OwnSetting {
            value: json!(own.setting.value),
            locked: own.setting.locked,
            locked_from: own.locked_from.as_ref().map(ToString::to_string),
        }),
        inherited: json!(inherited.value),
        inherited_from: inherited.from.map(text),
        can_be_set: name.can_be_set_at(scope.level()),
        affects: None,
        passwords: None,
        tag: String::new(),
    };
    SettingView { tag: tag(&(scope, &view)), ..view }
}

fn told(
    work: &mut Work<'_, '_>,
    action: AuditAction,
    scope: &SettingScope,
    name: SettingName,
    before: Option<&Kept>,
    after: Option<&Kept>,
) {
    let shown = |kept: &Kept| -> Json {
        json!({ name.as_str(): { "value": kept.setting.value, "locked": kept.setting.locked } })
    };
    let (before, after) = (before.map(shown), after.map(shown));
    // Settings of the policy are another thing, which everybody has to take up.
    work.changed(
        "place_setting",
        format!("{scope}/{name}"),
        if after.is_some() { "updated" } else { "deleted" },
    );
    let changes = difference(before.as_ref(), after.as_ref());
    work.tell(action, AuditObject::new("setting", scope.to_string()), changes);
}

/// As the view of all settings calls it.
fn id(scope: &SettingScope, name: SettingName) -> Id {
    Id::Text(format!("{}:{}:{name}", scope.level(), scope.key()))
}
