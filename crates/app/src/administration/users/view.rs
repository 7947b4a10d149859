//! A user as it is shown.

use std::collections::BTreeSet;

use bailiwick_model::{Operation, UserId};
use bailiwick_protocol::rest::{LineView, UserForm, UserView};
use bailiwick_store::own::Own;
use serde_json::Value as Json;

use super::{Whole, holdings, whole, wholes};
use crate::administration::{
    Refused, Work, attributes,
    guard::named_model,
    lines::{
        self,
        seen::{OfUser, Sight},
    },
    overrides,
    tag::tag,
};

/// The user as it is in the database now.
pub(crate) fn of(work: &mut Work<'_, '_>, login: &UserId) -> Result<UserView, Refused> {
    let whole = whole(work, login)?;
    as_it_is(work, &whole)
}

/// The user, who was just read or written.
pub(crate) fn as_it_is(work: &mut Work<'_, '_>, whole: &Whole) -> Result<UserView, Refused> {
    let with_holdings = holdings::sees(work, &whole.login)?;
    let sight = lines::seen::of_users(work, std::slice::from_ref(&whole.login))?;
    as_seen(work, whole, with_holdings, &sight)
}

/// Several users, in this order.
pub(crate) fn each(work: &mut Work<'_, '_>, logins: &[UserId]) -> Result<Vec<UserView>, Refused> {
    let wholes = wholes(work, logins)?;
    let with_holdings = holdings::seen(work, logins)?;
    let sight = lines::seen::of_users(work, logins)?;
    let in_order = logins.iter().filter_map(|login| {
        let at = wholes.binary_search_by(|whole| whole.login.cmp(login)).ok()?;
        wholes.get(at)
    });
    in_order.map(|whole| as_seen(work, whole, with_holdings.contains(&whole.login), &sight)).collect()
}

/// The user, with those of his own lines that are in sight.
fn as_seen(
    work: &mut Work<'_, '_>,
    whole: &Whole,
    with_holdings: bool,
    sight: &Sight,
) -> Result<UserView, Refused> {
    let hidden = hidden(work, whole)?;
    let mut view = all_of(work, whole)?;
    if !is_own(work, whole) {
        let is_shown = |line: &LineView| match line.source.as_str() {
            "own" => sight.has(line.id),
            _ => with_holdings,
        };
        view.lines.retain(is_shown);
    }
    if !with_holdings {
        (view.groups, view.overrides) = (Vec::new(), Vec::new());
        view.managed_by_roles = false;
    }
    let view = if hidden.is_empty() { view } else { masked(view, &hidden) };
    let view = attributes::without_hidden(work, &whole.login, view)?;
    Ok(tagged(view))
}

/// The fields of a user that the actor may not see. Qualifications are records of their own beside being a field.
pub(crate) fn hidden(work: &Work<'_, '_>, whole: &Whole) -> Result<BTreeSet<String>, Refused> {
    let mut hidden = work.hidden(Own::User, &whole.values())?;
    if hidden.contains("qualification_ids")
        || !work.guard.may_somewhere(&work.state, Operation::Read, Own::Qualification)?
    {
        hidden.insert("qualifications".to_owned());
    }
    let attributes = named_model(&work.state, "bailiwick.user_attribute")?;
    let sees =
        is_own(work, whole) || !work.guard.may_with(&work.state, Operation::Read, attributes)?.is_none();
    if hidden.contains("attribute_ids") || !sees {
        hidden.insert("attributes".to_owned());
    }
    Ok(hidden)
}

/// Whether the user is the actor.
fn is_own(work: &Work<'_, '_>, whole: &Whole) -> bool {
    work.guard.user().is_some() && work.guard.user() == work.state.snapshot.find_user(&whole.login)
}

/// All that is known of a user, but for role lines of where he belongs that the actor does not see.
pub(crate) fn all_of(work: &mut Work<'_, '_>, whole: &Whole) -> Result<UserView, Refused> {
    let OfUser { day, lines, is_managed } = lines::seen::of_user(work, whole)?;
    let Whole { login, user, kept, .. } = whole;
    let view = UserView {
        login: login.clone(),
        display_name: user.name.clone().unwrap_or_else(|| login.to_string()),
        state: Some(kept.account.state),
        form: whole.form(),
        superuser: user.superuser,
        groups: user.groups.clone(),
        managed_by_roles: is_managed,
        lines,
        overrides: overrides::shown(whole, day),
        created_us: kept.created_us,
        changed_us: kept.changed_us,
        tag: String::new(),
    };
    Ok(tagged(view))
}

/// The view without what the actor may not see. What everybody gets stays: by login and name people are told apart.
fn masked(view: UserView, hidden: &BTreeSet<String>) -> UserView {
    let shown = |field: &str| !hidden.contains(field);
    UserView {
        form: masked_form(&view.form, hidden),
        state: view.state.filter(|_| shown("state")),
        superuser: view.superuser && shown("superuser"),
        ..view
    }
}

/// The form without what the actor may not see.
pub(crate) fn masked_form(form: &UserForm, hidden: &BTreeSet<String>) -> UserForm {
    let Ok(Json::Object(mut form)) = serde_json::to_value(form) else { return UserForm::default() };
    form.retain(|name, _| !hidden.contains(name));
    // A form with fewer members is a form, since each of them may be absent.
    serde_json::from_value(Json::Object(form)).unwrap_or_default()
}

/// Makes sure that the actor has seen the user as it is.
pub(crate) fn check_match(work: &mut Work<'_, '_>, whole: &Whole) -> Result<(), Refused> {
    if work.ctx.if_match.as_deref().is_none_or(|seen| seen == "*") {
        return Ok(());
    }
    let now = as_it_is(work, whole)?;
    is_seen(work, &now)
}

/// Makes sure that the actor has seen this view.
pub(crate) fn is_seen(work: &Work<'_, '_>, now: &UserView) -> Result<(), Refused> {
    match work.ctx.if_match.as_deref().filter(|seen| *seen != "*") {
        Some(seen) if seen != now.tag => Err(Refused::Changed { kind: "user" }),
        _ => Ok(()),
    }
}

/// The view with what tells it from any other. It is made of what is shown alone, or somebody could try whether what is
/// hidden is what he thinks.
fn tagged(mut view: UserView) -> UserView {
    let overrides: Vec<_> = view.overrides.iter().map(|shown| (shown.id, &shown.exception)).collect();
    let UserView { login, state, form, superuser, groups, .. } = &view;
    let shown = (login, state, form, superuser, groups, overrides, lines::seen::own_of(&view.lines));
    view.tag = tag(&shown);
    view
}
