//! Custom attributes of accounts: which there are, and what is made sure of when accounts are written.
//!
//! What they are concerns everybody, so only a full administrator says so. A change that values which are there would not fit
//! is refused with the names of those who have them, and so is taking away what somebody has.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use bailiwick_model::{
    AttributeField, AttributeSchema, FieldName, Operation, SelfAccess, UserId,
    audit::{Actor, AuditAction, AuditChange, AuditObject},
};
use bailiwick_protocol::rest::{AttributeView, UserForm, UserView};
use bailiwick_store::{attribute, own::Own};
use serde_json::{Value as Json, json};

use super::{
    Administration, Ctx, Done, Refused, Work, delegation,
    refused::Fault,
    tag::tag,
    trees::{check_match, check_match_if_any},
    users::Whole,
};

/// Values that are read at once.
const PAGE: i64 = 1_000;
/// People who are named.
const MOST_NAMED: usize = 20;

/// What accounts hold beyond what everybody has.
pub(crate) type Values = BTreeMap<FieldName, Json>;

impl Administration {
    /// All attributes, for whoever sees people.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] to whoever sees nobody.
    pub fn attributes(&self, ctx: &Ctx) -> Result<Done<AttributeSchema>, Refused> {
        self.read(ctx, |work| {
            work.require_somewhere(Operation::Read, Own::User)?;
            Ok(AttributeSchema::clone(&*schema(work)?))
        })
    }

    /// One attribute, for whoever sees people.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none of this name.
    pub fn attribute(&self, ctx: &Ctx, name: &str) -> Result<Done<AttributeView>, Refused> {
        self.read(ctx, |work| {
            work.require_somewhere(Operation::Read, Own::User)?;
            let missing = || Refused::missing("attribute", name);
            schema(work)?.fields.get(name).map(view).ok_or_else(missing)
        })
    }

    /// Says what an attribute is, whether or not there was one of this name.
    ///
    /// # Errors
    /// [`Refused::Conflict`] names people whose values would not fit.
    pub fn save_attribute(
        &self,
        ctx: &Ctx,
        name: &str,
        field: &AttributeField,
    ) -> Result<Done<AttributeView>, Refused> {
        self.write(ctx, |work| {
            delegation::must_be_administrator(work)?;
            let key = FieldName::new(name).map_err(|error| Refused::invalid("/name", error.to_string()))?;
            let before = schema(work)?.fields.get(&key).cloned();
            check_match_if_any(work.ctx, "attribute", before.as_ref().map(tag).as_deref())?;
            if before.as_ref() != Some(field) {
                fit(work, &key, field)?;
                attribute::put(work.tx, &key, field, work.ctx.author.at_us)?;
                tell(work, AuditAction::ATTRIBUTE_SAVED, &key, before.as_ref(), Some(field));
            }
            Ok(view(field))
        })
    }

    /// Takes an attribute away that nobody has.
    ///
    /// # Errors
    /// [`Refused::Conflict`] names people who have it.
    pub fn remove_attribute(&self, ctx: &Ctx, name: &str) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            delegation::must_be_administrator(work)?;
            let missing = || Refused::missing("attribute", name);
            let key = FieldName::new(name).map_err(|_| missing())?;
            let before = schema(work)?.fields.get(&key).cloned().ok_or_else(missing)?;
            check_match(work.ctx, "attribute", &tag(&before))?;
            let holders = attribute::holders(work.tx, &key, None, PAGE)?;
            if !holders.is_empty() {
                let who = named(holders.iter().map(|(login, _)| login));
                return Err(Refused::Conflict(format!(
                    "attribute {key} is not empty: {who} have it; clear it first"
                )));
            }
            attribute::delete(work.tx, &key)?;
            tell(work, AuditAction::ATTRIBUTE_REMOVED, &key, Some(&before), None);
            Ok(())
        })
    }
}

/// An attribute as it is shown.
fn view(field: &AttributeField) -> AttributeView {
    AttributeView { field: field.clone(), tag: tag(field) }
}

/// What attributes there are, as far as this work knows.
pub(crate) fn schema(work: &mut Work<'_, '_>) -> Result<Arc<AttributeSchema>, Refused> {
    if let Some(known) = &work.attributes {
        return Ok(Arc::clone(known));
    }
    let schema = Arc::new(attribute::schema(work.tx)?);
    work.attributes = Some(Arc::clone(&schema));
    Ok(schema)
}

/// Makes sure that the attributes of an account may be what they are now, and keeps what they are found by. What an account
/// had before is not looked at again: an attribute may have become required since.
pub(crate) fn written(work: &mut Work<'_, '_>, before: Option<&Whole>, after: &Whole) -> Result<(), Refused> {
    let (had, has) = (before.map(values), values(after));
    if had == Some(has) {
        return Ok(());
    }
    let schema = schema(work)?;
    let mut faults: Vec<Fault> = schema
        .check(has)
        .into_iter()
        .map(|fault| Fault { pointer: format!("/attributes{}", fault.pointer), message: fault.message })
        .collect();
    for (name, value) in has.iter().filter(|(name, value)| had.and_then(|had| had.get(*name)) != Some(*value))
    {
        let Some(field) = schema.fields.get(name).filter(|field| field.is_unique()) else { continue };
        if attribute::other_holder(work.tx, &after.login, name, field, value)?.is_some() {
            let message = "another account has the same already; it has to be one's own".to_owned();
            faults.push(Fault { pointer: format!("/attributes/{name}"), message });
        }
    }
    if !faults.is_empty() {
        return Err(Refused::Invalid(faults));
    }
    match had.is_none_or(Values::is_empty) && has.is_empty() {
        true => Ok(()),
        false => Ok(attribute::put_values(work.tx, &after.login, has, &schema)?),
    }
}

/// Makes sure that somebody changes attributes of his own account only where that is his to do.
pub(crate) fn may_change_own(
    work: &mut Work<'_, '_>,
    before: &UserForm,
    after: &UserForm,
) -> Result<(), Refused> {
    let schema = schema(work)?;
    let (had, has) = (&before.attributes, &after.attributes);
    let changed = had.keys().chain(has.keys()).filter(|name| had.get(*name) != has.get(*name));
    let own = |name: &FieldName| {
        schema.fields.get(name).is_some_and(|field| field.self_access() == SelfAccess::Write)
    };
    match changed.into_iter().find(|name| !own(name)) {
        None => Ok(()),
        Some(name) => Err(not_own(name)),
    }
}

/// Makes sure that the actor may write an attribute of his own account that is hidden from him, whatever it is.
pub(crate) fn may_write_unseen(work: &Work<'_, '_>, name: &str) -> Result<(), Refused> {
    delegation::must_be_administrator(work).map_err(|_| not_own(name))
}

fn not_own(name: &str) -> Refused {
    Refused::NotAllowed(format!(
        "you may not change attributes.{name} of your own account; ask whoever manages users"
    ))
}

/// The attributes that the actor may not see of an account because it is his own, whether or not he has them.
pub(crate) fn hidden_from_oneself(
    work: &mut Work<'_, '_>,
    login: &UserId,
) -> Result<BTreeSet<FieldName>, Refused> {
    if !matches!(&work.ctx.author.actor, Actor::User(actor) if actor == login) {
        return Ok(BTreeSet::new());
    }
    let schema = schema(work)?;
    let hidden = schema.fields.iter().filter(|(_, field)| field.self_access() == SelfAccess::Hidden);
    Ok(hidden.map(|(name, _)| name.clone()).collect())
}

/// What somebody may see of his own account, and the attributes that he may not.
pub(crate) fn parted(work: &mut Work<'_, '_>, form: &UserForm) -> Result<(UserForm, Values), Refused> {
    let schema = schema(work)?;
    let is_hidden = |name: &FieldName| {
        schema.fields.get(name).is_some_and(|field| field.self_access() == SelfAccess::Hidden)
    };
    let (unseen, attributes) = form.attributes.clone().into_iter().partition(|(name, _)| is_hidden(name));
    Ok((UserForm { attributes, ..form.clone() }, unseen))
}

/// The view without what somebody may not see of his own account.
pub(crate) fn without_hidden(
    work: &mut Work<'_, '_>,
    login: &UserId,
    mut view: UserView,
) -> Result<UserView, Refused> {
    if !view.form.attributes.is_empty() {
        let hidden = hidden_from_oneself(work, login)?;
        view.form.attributes.retain(|name, _| !hidden.contains(name));
    }
    Ok(view)
}

/// Makes sure that the values that are there fit what an attribute is to be, and has them compared so from now on.
fn fit(work: &mut Work<'_, '_>, name: &FieldName, field: &AttributeField) -> Result<(), Refused> {
    let (mut unfit, mut twice) = (Vec::new(), Vec::new());
    let mut known: BTreeMap<String, UserId> = BTreeMap::new();
    let mut after: Option<UserId> = None;
    loop {
        let page = attribute::holders(work.tx, name, after.as_ref(), PAGE)?;
        for (login, value) in &page {
            attribute::compare_as(work.tx, login, name, field, value)?;
            if field.check(value).is_err() {
                unfit.push(login.clone());
            } else if field.is_unique()
                && let Some(other) = known.insert(attribute::same(field, value), login.clone())
            {
                twice.extend([other, login.clone()]);
            }
        }
        match page.into_iter().last() {
            Some((login, _)) => after = Some(login),
            None => break,
        }
    }
    if !unfit.is_empty() {
        let who = named(unfit.iter());
        return Err(Refused::Conflict(format!(
            "values that are there would not fit: those of {who}; change them first"
        )));
    }
    if !twice.is_empty() {
        let who = named(twice.iter());
        return Err(Refused::Conflict(format!(
            "values are shared, so it cannot be unique: by {who}; change them first"
        )));
    }
    Ok(())
}

/// The first of some people, and how many there are.
fn named<'l>(logins: impl ExactSizeIterator<Item = &'l UserId>) -> String {
    let more = logins.len().saturating_sub(MOST_NAMED);
    let mut text = logins.take(MOST_NAMED).map(UserId::as_str).collect::<Vec<_>>().join(", ");
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    text
}

fn tell(
    work: &mut Work<'_, '_>,
    action: AuditAction,
    name: &FieldName,
    before: Option<&AttributeField>,
    after: Option<&AttributeField>,
) {
    let change =
        AuditChange::shown("attribute", before.map(|field| json!(field)), after.map(|field| json!(field)));
    work.tell(action, AuditObject::new("attribute", name.as_str()), vec![change]);
}

fn values(whole: &Whole) -> &Values {
    &whole.kept.account.attributes
}
