//! Settings are changed one at a time, or several of a page together, all or none.

use bailiwick_model::{
    Operation, RoleScope, Setting, SettingName, SettingScope, SettingValue, audit::AuditAction,
};
use bailiwick_protocol::rest::{SettingForm, SettingView};
use bailiwick_store::{
    own::Own,
    setting::{self, Kept},
};
use serde_json::{Map, Value as Json};

use super::{
    Administration, Chain, Ctx, Done, Refused, Work, affected, all_at, as_if_set, fresh_for, given, highest,
    id, may_give_role, may_set, named, passwords, possible, reached, seen, stays_locked, told, view,
};
use crate::administration::{guard::named_model, names};

/// One setting of several that are changed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingChange {
    /// Its name.
    pub name: String,
    /// What it is set to; nothing where the place's own value is taken away.
    pub wanted: Option<SettingForm>,
    /// The state that the caller has seen, as its tag: another one is not changed.
    pub seen: Option<String>,
}

/// What holds at a place, as a page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingsPage {
    /// Every setting.
    pub all: Vec<SettingView>,
    /// What the place is called; nothing for the installation, and where the actor may not see that.
    pub name: Option<String>,
    /// Whether the actor may set values there, as far as that does not depend on the setting.
    pub changes: bool,
    /// Global roles that new accounts could get, by id and name, for whoever sees the policy.
    pub roles: Vec<(String, String)>,
}

impl Administration {
    /// Every setting at a place, with whether the actor may change them.
    ///
    /// # Errors
    /// As for [`Administration::settings_at`].
    pub fn settings_page(&self, ctx: &Ctx, scope: &SettingScope) -> Result<SettingsPage, Refused> {
        let done = self.read(ctx, |work| {
            let all = all_at(work, scope)?;
            Ok(SettingsPage {
                all,
                name: called(work, scope)?,
                changes: may_change(work, scope)?,
                roles: roles(work)?,
            })
        })?;
        Ok(done.value)
    }

    /// Changes several settings at a place, all of them or none.
    ///
    /// # Errors
    /// What is in the way of the first that cannot be; the place of a fault begins with the name of its setting.
    pub fn change_settings(
        &self,
        ctx: &Ctx,
        scope: &SettingScope,
        changes: &[SettingChange],
    ) -> Result<Done<Vec<SettingView>>, Refused> {
        self.write(ctx, |work| {
            let changed = changes.iter().map(|change| {
                let (name, seen) = (&change.name, change.seen.as_deref());
                match &change.wanted {
                    Some(form) => set(work, scope, name, form, seen),
                    None => unset(work, scope, name, seen),
                }
                .map_err(|refused| refused.below(&format!("/{name}")))
            });
            changed.collect()
        })
    }
}

/// Sets a value at a place, if it is as somebody has seen it.
pub(super) fn set(
    work: &mut Work<'_, '_>,
    scope: &SettingScope,
    name: &str,
    form: &SettingForm,
    as_seen: Option<&str>,
) -> Result<SettingView, Refused> {
    work.require_somewhere(Operation::Create, Own::Setting)?;
    let chain = seen(work, scope)?;
    let name = named(name)?;
    let value = name.read(&form.value).map_err(|error| Refused::invalid("/value", error.to_string()))?;
    check_seen(as_seen, &view(name, scope, &chain))?;
    passwords::check(name, form.require_change)?;
    let before = chain.own(name).cloned();
    let setting = Setting { value, locked: form.locked };
    if before.as_ref().is_some_and(|before| before.setting == setting) {
        reached(work, scope)?;
        work.require(Operation::Update, Own::Setting, &id(scope, name))?;
        fresh_for(work, name)?;
        let passwords = passwords::touched(work, &chain, name, form.require_change)?;
        return Ok(SettingView { passwords, ..view(name, scope, &chain) });
    }
    may_set(work, &chain, name)?;
    fresh_for(work, name)?;
    if let SettingValue::Role(_) = &setting.value {
        may_give_role(work, &chain, &setting.value)?;
    }
    possible::check(work, &chain, name, &setting.value)?;
    let id = id(scope, name);
    if before.is_some() {
        work.require(Operation::Update, Own::Setting, &id)?;
    }
    let locked_from = if form.locked { Some(highest(work, &chain)?) } else { None };
    let kept = Kept { setting, locked_from };
    setting::put(work.tx, scope, name, &kept)?;
    let operation = if before.is_some() { Operation::Update } else { Operation::Create };
    work.require_written(operation, Own::Setting, &id)?;
    told(work, AuditAction::SETTING_SET, scope, name, before.as_ref(), Some(&kept));
    let chain = Chain::of(work, scope)?;
    Ok(SettingView {
        affects: affected::by(work, &chain, name, before.as_ref())?,
        passwords: passwords::touched(work, &chain, name, form.require_change)?,
        ..view(name, scope, &chain)
    })
}

/// Takes a place's own value away, if it is as somebody has seen it.
pub(super) fn unset(
    work: &mut Work<'_, '_>,
    scope: &SettingScope,
    name: &str,
    as_seen: Option<&str>,
) -> Result<SettingView, Refused> {
    work.require_somewhere(Operation::Delete, Own::Setting)?;
    let chain = seen(work, scope)?;
    let name = named(name)?;
    check_seen(as_seen, &view(name, scope, &chain))?;
    let before = chain.own(name).cloned();
    // What a lock above has made idle may be taken away at any time.
    reached(work, scope)?;
    stays_locked(work, scope, name, before.as_ref())?;
    given(work, &chain, name)?;
    let Some(before) = before else {
        as_if_set(work, scope, name)?;
        return Ok(view(name, scope, &chain));
    };
    work.require(Operation::Delete, Own::Setting, &id(scope, name))?;
    fresh_for(work, name)?;
    setting::delete(work.tx, scope, name)?;
    told(work, AuditAction::SETTING_UNSET, scope, name, Some(&before), None);
    let chain = Chain::of(work, scope)?;
    Ok(SettingView { affects: affected::by(work, &chain, name, Some(&before))?, ..view(name, scope, &chain) })
}

fn check_seen(seen: Option<&str>, now: &SettingView) -> Result<(), Refused> {
    match seen.filter(|seen| *seen != "*") {
        Some(seen) if seen != now.tag => Err(Refused::Changed { kind: "setting" }),
        _ => Ok(()),
    }
}

/// What a place is called, where the actor may see that.
fn called(work: &mut Work<'_, '_>, scope: &SettingScope) -> Result<Option<String>, Refused> {
    let own = match scope {
        SettingScope::Installation => return Ok(None),
        SettingScope::Company(_) => Own::Company,
        SettingScope::Department(_) => Own::Department,
        SettingScope::Area(_) => Own::Area,
        SettingScope::Role(role) => {
            let label = work.state.policy.roles.get(role).map(|role| role.label.clone());
            return Ok(label.filter(|label| !label.is_empty()));
        }
        SettingScope::User(login) => return Ok(Some(login.to_string())),
    };
    Ok(names::of(work, own, &[scope.key().to_owned()].into())?.into_values().next())
}

/// Whether the actor may set something at a place that he sees: the engine is asked about a setting that could be there.
fn may_change(work: &mut Work<'_, '_>, scope: &SettingScope) -> Result<bool, Refused> {
    match reached(work, scope) {
        Ok(()) => {}
        Err(Refused::Beyond(_) | Refused::NotAllowed(_) | Refused::Missing { .. }) => return Ok(false),
        Err(other) => return Err(other),
    }
    let matching = work.guard.may(&work.state, Operation::Create, Own::Setting)?;
    if matching.is_every() || matching.is_none() {
        return Ok(matching.is_every());
    }
    let company = match scope {
        SettingScope::Company(code) => Some(code.to_string()),
        SettingScope::Department(_) => Chain::of(work, scope)?.company().map(|code| code.to_string()),
        _ => None,
    };
    let of = |level: &str| Some(scope.key().to_owned()).filter(|_| scope.level().to_string() == level);
    let values = [
        ("id", Some(format!("{}:{}:{}", scope.level(), scope.key(), SettingName::LANGUAGE))),
        ("name", Some(SettingName::LANGUAGE.to_string())),
        ("company", company),
        ("department", of("department")),
        ("area", of("area")),
    ];
    let values: Map<String, Json> =
        values.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    matching.holds(&work.state, &work.guard, &values)
}

fn roles(work: &Work<'_, '_>) -> Result<Vec<(String, String)>, Refused> {
    let policy = named_model(&work.state, "bailiwick.policy")?;
    if work.guard.may_with(&work.state, Operation::Read, policy)?.is_none() {
        return Ok(Vec::new());
    }
    let global = work.state.policy.roles.iter().filter(|(_, role)| role.scope == RoleScope::Global);
    Ok(global.map(|(id, role)| (id.to_string(), role.label.clone())).collect())
}
