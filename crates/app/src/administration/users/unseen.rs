//! Changes by somebody who does not see all of whom he changes.
//!
//! Whoever may not read a field could find out what is in it by writing what he thinks: nothing would change where he is right.
//! So what is written unseen is a change whatever stood there, and what is judged by what stood there is not written unseen.

use std::collections::BTreeSet;

use bailiwick_model::audit::AuditChange;
use bailiwick_protocol::rest::{UserForm, merged};
use bailiwick_store::own::Own;
use serde_json::{Map, Value as Json};

use super::{Whole, view};
use crate::administration::{Refused, Work, attributes, difference::difference};

/// Where somebody belongs, for how long, and which record he is: whether it may be changed, and what comes of it, depends on
/// what it was.
const JUDGED: [&str; 8] =
    ["kind", "company", "companies", "department", "area", "valid_from", "valid_to", "external_id"];

/// What a user is to become.
#[derive(Debug)]
pub(crate) struct Wanted {
    /// All that can be written of him.
    pub(crate) form: UserForm,
    /// Members of the form that are written by somebody who may not read them.
    pub(crate) unseen: BTreeSet<String>,
}

impl Wanted {
    /// A form of which nothing is written that is not seen, or by a job that has written it before.
    pub(crate) fn seen(form: UserForm) -> Self {
        Self { form, unseen: BTreeSet::new() }
    }
}

/// What a merge patch of the actor's makes of a user.
pub(crate) fn patched(
    work: &mut Work<'_, '_>,
    before: &Whole,
    patch: &Map<String, Json>,
) -> Result<Wanted, Refused> {
    let form = before.form();
    let hidden = view::hidden(work, before)?;
    // What is wrong with the patch is told as of what he sees.
    merged(&view::masked_form(&form, &hidden), patch.clone())?;
    let names = match patch.get("attributes") {
        Some(Json::Object(attributes)) => attributes.keys().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let unseen = unseen(work, before, &hidden, patch.keys().map(String::as_str), &names)?;
    let mut wanted = merged(&form, patch.clone())?;
    if patch.get("attributes").is_some_and(Json::is_null) {
        // Nothing is taken away unseen: what he has that he does not know of stays.
        let own = attributes::hidden_from_oneself(work, &before.login)?;
        wanted.attributes = form.attributes.into_iter().filter(|(name, _)| own.contains(name)).collect();
    }
    Ok(Wanted { form: wanted, unseen })
}

/// Those of the members that are written, and of the attributes by `names`, that the actor may not read.
pub(crate) fn unseen<'m>(
    work: &mut Work<'_, '_>,
    before: &Whole,
    hidden: &BTreeSet<String>,
    members: impl Iterator<Item = &'m str>,
    names: &[&str],
) -> Result<BTreeSet<String>, Refused> {
    let mut unseen: BTreeSet<String> =
        members.filter(|member| hidden.contains(*member)).map(str::to_owned).collect();
    let judged = |member: &&String| JUDGED.contains(&member.as_str()) || *member == "attributes";
    if let Some(member) = unseen.iter().find(judged) {
        return Err(Refused::NotAllowed(format!(
            "you may not change {member} of this user, since you may not see what it is; leave it to somebody who may"
        )));
    }
    if !names.is_empty() {
        let own = attributes::hidden_from_oneself(work, &before.login)?;
        if let Some(name) = names.iter().find(|name| own.contains(**name)) {
            attributes::may_write_unseen(work, name)?;
            unseen.insert("attributes".to_owned());
        }
    }
    Ok(unseen)
}

/// What is told of a change: what differs, and what was written unseen, whether or not it differs.
pub(crate) fn told(before: &UserForm, after: &UserForm, unseen: &BTreeSet<String>) -> Vec<AuditChange> {
    let mut changes = difference(Some(before), Some(after));
    let now = match serde_json::to_value(after) {
        Ok(Json::Object(now)) => now,
        _ => Map::new(),
    };
    for member in unseen {
        if !changes.iter().any(|change| change.field == *member) {
            let value = now.get(member).cloned();
            changes.push(AuditChange::shown(member.clone(), value.clone(), value));
        }
    }
    // Which of them differ must not be told by their order either.
    changes.sort_by(|a, b| a.field.cmp(&b.field));
    changes
}

/// Makes sure that the actor may write these members of a user's form.
pub(crate) fn may_write(work: &Work<'_, '_>, before: &Whole, members: &[&str]) -> Result<(), Refused> {
    let fields: Vec<&str> = members.iter().map(|member| field(member)).collect();
    work.require_fields(Own::User, &before.values(), &fields)
}

/// The field of `bailiwick.user` that a member of the form is.
fn field(member: &str) -> &str {
    match member {
        "qualifications" => "qualification_ids",
        "attributes" => "attribute_ids",
        same => same,
    }
}

/// The key that users are looked for by has to be one that the actor may read of everybody, or he would learn whose it is.
pub(crate) fn may_look_for(work: &Work<'_, '_>, field: &str, place: &str) -> Result<(), Refused> {
    // Logins are what people are told apart by.
    if field == "login" || !work.guard.unread(&work.state, Own::User)?.contains(field) {
        return Ok(());
    }
    Err(Refused::invalid(
        place,
        format!(
            "you may not read {field} of every user, so users are not found by it; take another key, such as login"
        ),
    ))
}
