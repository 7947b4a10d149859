//! What somebody may do, where and until when, as he sees it himself: role lines with names for codes, and what follows from them.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{Operation, RoleScope};
use bailiwick_policy::{filter::Filter, records::NoRecords};
use bailiwick_protocol::rest::{LineView, OverrideView, UserView};
use bailiwick_store::own::Own;
use jiff::civil::Date;

use super::{own, shown};
use crate::administration::{
    Administration, Ctx, Refused, Work,
    lines::seen::{self, Inherited},
    names,
};

/// What somebody holds, and what it comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnAccess {
    /// The day that it is for him.
    pub day: Date,
    /// Role lines, the own ones first.
    pub lines: Vec<OwnLine>,
    /// Whether role lines manage the rights, so that groups given directly do not count.
    pub managed_by_roles: bool,
    /// Every group that is held today, by what it is called.
    pub groups: Vec<String>,
    /// Exceptions for him alone.
    pub overrides: Vec<OverrideView>,
    /// What he may do today, model by model.
    pub may: Vec<MayDo>,
    /// Whether nothing is refused to him.
    pub superuser: bool,
}

/// A role line in words.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnLine {
    /// The line.
    pub line: LineView,
    /// What the role is called.
    pub role: String,
    /// Whether it is limited to areas.
    pub is_local: bool,
    /// What its areas are called.
    pub areas: Vec<String>,
    /// What its companies are called; none for all of them.
    pub companies: Vec<String>,
    /// What the company or department is called that gives it to all of its people.
    pub giver: Option<String>,
}

/// What somebody may do with records of one model today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MayDo {
    /// The model.
    pub model: String,
    /// What it is called.
    pub label: String,
    /// Operations, each with whether it is limited to some records.
    pub operations: Vec<(Operation, bool)>,
}

impl Administration {
    /// What the actor holds and may do today.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for an account that does not count.
    pub fn my_access(&self, ctx: &Ctx) -> Result<OwnAccess, Refused> {
        let done = self.read(ctx, |work| {
            work.inherited = Some(Inherited::default());
            let whole = own(work)?;
            let user = shown(work, &whole)?.user;
            let day = seen::of_user(work, &whole)?.day;
            held(work, user, day)
        })?;
        Ok(done.value)
    }
}

/// The same, of the account as it was just read.
pub(crate) fn held(work: &mut Work<'_, '_>, user: UserView, day: Date) -> Result<OwnAccess, Refused> {
    let UserView { lines, managed_by_roles, overrides, superuser, .. } = user;
    Ok(OwnAccess {
        day,
        lines: in_words(work, lines)?,
        managed_by_roles,
        groups: groups(work),
        overrides,
        may: may(work),
        superuser,
    })
}

fn in_words(work: &mut Work<'_, '_>, lines: Vec<LineView>) -> Result<Vec<OwnLine>, Refused> {
    let giver = |line: &LineView| {
        let (kind, code) = line.source.split_once(' ')?;
        Some((kind.to_owned(), code.to_owned()))
    };
    let of_kind = |wanted: &str| -> BTreeSet<String> {
        lines.iter().filter_map(giver).filter(|(kind, _)| kind == wanted).map(|(_, code)| code).collect()
    };
    let areas = lines.iter().flat_map(|line| &line.form.areas).map(ToString::to_string).collect();
    let mut companies: BTreeSet<String> =
        lines.iter().flat_map(|line| &line.form.companies).map(ToString::to_string).collect();
    companies.extend(of_kind("company"));
    let departments = of_kind("department");
    let areas = names::of(work, Own::Area, &areas)?;
    let companies = names::of(work, Own::Company, &companies)?;
    let departments = names::of(work, Own::Department, &departments)?;
    let called = |names: &BTreeMap<String, String>, code: &str| match names.get(code) {
        Some(name) if !name.is_empty() => name.clone(),
        _ => code.to_owned(),
    };
    let roles = &work.state.policy.roles;
    let worded = lines.into_iter().map(|line| {
        let role = roles.get(&line.form.role);
        let label = role.map(|role| role.label.clone()).filter(|label| !label.is_empty());
        let from = giver(&line).map(|(kind, code)| match kind.as_str() {
            "department" => called(&departments, &code),
            _ => called(&companies, &code),
        });
        OwnLine {
            role: label.unwrap_or_else(|| line.form.role.to_string()),
            is_local: role.is_some_and(|role| role.scope == RoleScope::Local),
            areas: line.form.areas.iter().map(|code| called(&areas, code)).collect(),
            companies: line.form.companies.iter().map(|code| called(&companies, code)).collect(),
            giver: from,
            line,
        }
    });
    Ok(worded.collect())
}

/// The groups that are held today, by what they are called.
fn groups(work: &Work<'_, '_>) -> Vec<String> {
    let Some(asker) = work.guard.asker(&work.state) else { return Vec::new() };
    let known = &work.state.policy.groups;
    let label = |name: &str| {
        let group = known.iter().find(|(id, _)| id.as_str() == name);
        group.map(|(_, group)| group.label.clone()).filter(|label| !label.is_empty())
    };
    asker.group_names().into_iter().map(|name| label(name).unwrap_or_else(|| name.to_owned())).collect()
}

/// What the engine lets the actor do today, of each model that he may do something with.
fn may(work: &Work<'_, '_>) -> Vec<MayDo> {
    let Some(number) = work.guard.user() else { return Vec::new() };
    let snapshot = &work.state.snapshot;
    let asker = snapshot.asker(number, work.guard.moment(), &NoRecords);
    let schema = snapshot.schema();
    let mut all = Vec::new();
    for model in schema.ids() {
        let mut operations = Vec::new();
        for operation in Operation::ALL {
            // Where a rule cannot be computed nothing is listed, so nothing is promised either.
            match asker.filter(operation, model) {
                Ok(Filter::Nothing) | Err(_) => {}
                Ok(filter) => operations.push((operation, filter != Filter::All)),
            }
        }
        if !operations.is_empty() {
            let info = schema.model(model);
            let model = info.name.to_string();
            let label = info.label.clone().unwrap_or_else(|| model.clone());
            all.push(MayDo { model, label, operations });
        }
    }
    // What people work with stands before what administers it.
    all.sort_by_key(|may| may.model.starts_with(crate::own::PREFIX));
    all
}
