//! A user as it is shown.

use std::collections::BTreeSet;

use bailiwick_model::{Operation, UserId};
use bailiwick_protocol::rest::UserView;
use bailiwick_store::own::Own;
use serde_json::Value as Json;

use super::{Whole, whole, wholes};
use crate::administration::{Refused, Work, attributes, lines, tag::tag};

/// The user as it is in the database now.
pub(crate) fn of(work: &mut Work<'_, '_>, login: &UserId) -> Result<UserView, Refused> {
    let whole = whole(work, login)?;
    as_it_is(work, &whole)
}

/// The user, who was just read or written.
pub(crate) fn as_it_is(work: &mut Work<'_, '_>, whole: &Whole) -> Result<UserView, Refused> {
    let with_lines = sees_lines(work)?;
    as_seen(work, whole, with_lines)
}

/// Several users, in this order.
pub(crate) fn each(work: &mut Work<'_, '_>, logins: &[UserId]) -> Result<Vec<UserView>, Refused> {
    let wholes = wholes(work, logins)?;
    let with_lines = sees_lines(work)?;
    let in_order = logins.iter().filter_map(|login| {
        let at = wholes.binary_search_by(|whole| whole.login.cmp(login)).ok()?;
        wholes.get(at)
    });
    in_order.map(|whole| as_seen(work, whole, with_lines)).collect()
}

/// Colleagues are seen, what they may do is for who has to do with role lines.
fn sees_lines(work: &Work<'_, '_>) -> Result<bool, Refused> {
    work.guard.may_somewhere(&work.state, Operation::Read, Own::RoleLine)
}

fn as_seen(work: &mut Work<'_, '_>, whole: &Whole, with_lines: bool) -> Result<UserView, Refused> {
    let hidden = work.hidden(Own::User, &whole.values())?;
    let mut view = all_of(work, whole)?;
    if !with_lines {
        (view.lines, view.groups, view.overrides) = (Vec::new(), Vec::new(), Vec::new());
        view.managed_by_roles = false;
    }
    let view = if hidden.is_empty() { view } else { masked(view, &hidden) };
    attributes::without_hidden(work, &whole.login, view)
}

/// All that is known of a user.
pub(crate) fn all_of(work: &mut Work<'_, '_>, whole: &Whole) -> Result<UserView, Refused> {
    let lines = lines::shown_of(work, whole)?;
    let Whole { login, user, kept, .. } = whole;
    Ok(UserView {
        login: login.clone(),
        display_name: user.name.clone().unwrap_or_else(|| login.to_string()),
        state: kept.account.state,
        form: whole.form(),
        superuser: user.superuser,
        groups: user.groups.clone(),
        managed_by_roles: !lines.is_empty(),
        lines,
        overrides: user.overrides.clone(),
        created_us: kept.created_us,
        changed_us: kept.changed_us,
        tag: tag_of(whole),
    })
}

/// The view without what the actor may not see. What everybody gets stays: by login and name people are told apart.
fn masked(view: UserView, hidden: &BTreeSet<String>) -> UserView {
    let Ok(Json::Object(mut form)) = serde_json::to_value(&view.form) else { return view };
    form.retain(|name, _| !hidden.contains(name));
    // A form with fewer members is a form, since each of them may be absent.
    let form = serde_json::from_value(Json::Object(form)).unwrap_or_default();
    UserView { form, ..view }
}

/// Makes sure that the actor has seen the user as it is.
pub(crate) fn check_match(work: &Work<'_, '_>, whole: &Whole) -> Result<(), Refused> {
    let Some(seen) = work.ctx.if_match.as_deref().filter(|seen| *seen != "*") else { return Ok(()) };
    if tag_of(whole) == seen { Ok(()) } else { Err(Refused::Changed { kind: "user" }) }
}

fn tag_of(whole: &Whole) -> String {
    let numbers: Vec<i64> = whole.lines.iter().map(|number| number.0).collect();
    tag(&(&whole.user, &whole.kept.account, whole.kept.left_us, numbers))
}
