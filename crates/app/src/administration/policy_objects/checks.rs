//! What is looked at before a part of the policy is saved, so that each fault has its place.
//!
//! The engine compiles what follows anyway and has the last word; what is found here is found with the member at fault.

use bailiwick_model::{CategoryId, LineError, Policy, Role, RoleId, RoleScope};
use bailiwick_policy::{
    domain::build_rule,
    filter::sql::{self, Dialect, TreeForm},
};
use bailiwick_store::{
    Engine,
    holders::{self, Lines},
    policy::{PolicyKind, PolicyObject},
};
use jiff::tz::TimeZone;

use super::{
    form,
    references::{self, MOST_NAMED, named},
    view,
};
use crate::{
    administration::{Refused, Work, nobody::Nobody, refused::Fault},
    own,
};

/// Makes sure that an id is free to be used: the program's own are not, but for its roles.
pub(super) fn check_id(kind: PolicyKind, id: &str) -> Result<(), Refused> {
    let is_own = matches!(kind, PolicyKind::Role | PolicyKind::Permission | PolicyKind::Setting);
    if !is_own && (id.starts_with(own::PREFIX) || id == "bailiwick") {
        return Err(Refused::invalid(
            "/id",
            "names that begin with \"bailiwick.\" belong to the program; choose another name; the program's own groups and \
             models may be referred to",
        ));
    }
    if kind != PolicyKind::Role && view::is_shipped(kind, id) {
        return Err(Refused::invalid("/id", format!("{} {id:?} is part of the program", view::word(kind))));
    }
    Ok(())
}

/// Makes sure that a part fits the policy that it would be in.
pub(super) fn check(work: &mut Work<'_, '_>, next: &Policy, object: &PolicyObject) -> Result<(), Refused> {
    let faults = unknown(next, object);
    if !faults.is_empty() {
        return Err(Refused::Invalid(faults));
    }
    match object {
        PolicyObject::Setting(name, value) => form::check_setting(name, value),
        PolicyObject::Category(id, _) => check_category(next, id),
        PolicyObject::Rule(_, rule) => check_domain(work, &rule.model, &rule.domain),
        PolicyObject::Role(id, role) => check_scope(work, id, role),
        _ => Ok(()),
    }
}

/// What the part refers to and is not there.
fn unknown(next: &Policy, object: &PolicyObject) -> Vec<Fault> {
    let mut faults = Vec::new();
    for reference in references::of(object) {
        let references::Reference { pointer, kind, id } = reference;
        if form::find(next, kind, &id).is_none() {
            let message =
                format!("there is no {} {id:?}; make it first, or choose another", view::word(kind));
            faults.push(Fault { pointer, message });
        }
    }
    faults
}

/// Categories are a tree; the engine has no use for them and would not find a circle.
fn check_category(next: &Policy, id: &CategoryId) -> Result<(), Refused> {
    let parent = |id: &CategoryId| next.categories.get(id).and_then(|category| category.parent.as_ref());
    let (mut at, mut steps) = (parent(id), 0);
    while let Some(above) = at {
        if above == id || steps > next.categories.len() {
            return Err(Refused::invalid(
                "/parent",
                format!("category {id:?} would lie below itself", id = id.as_str()),
            ));
        }
        (at, steps) = (parent(above), steps + 1);
    }
    Ok(())
}

/// Reads a rule's domain; one on the program's own objects must also have a form in SQL, which is how they are guarded.
pub(super) fn check_domain(work: &Work<'_, '_>, model: &str, text: &str) -> Result<(), Refused> {
    let schema = work.state.snapshot.schema();
    // A model that is made along with it is compiled with it.
    let Some(id) = schema.find(model) else { return Ok(()) };
    let domain = build_rule(schema, id, text).map_err(|error| {
        let (line, column) = error.position(text);
        let place = format!("line {line}, column {column}: {}; {}", error.message, error.remedy);
        Refused::invalid("/domain", place)
    })?;
    if !model.starts_with(own::PREFIX) {
        return Ok(());
    }
    let unusable = |why: String| {
        let message = format!("it cannot be asked of the database, which is how {model} is guarded: {why}");
        Refused::invalid("/domain", message)
    };
    let filter = domain
        .bind(schema, id, &Nobody::at(work.guard.moment().now()))
        .map_err(|error| unusable(error.to_string()))?;
    let dialect = match work.tx.engine() {
        Engine::Sqlite => Dialect::Sqlite,
        Engine::Postgres => Dialect::Postgres,
    };
    let alias = bailiwick_store::own::ALIAS;
    let options = sql::Options {
        dialect,
        alias,
        binds_before: 0,
        zone: &TimeZone::UTC,
        tree: TreeForm::Auto,
        closure: None,
    };
    sql::print(schema, id, &filter, options).map(drop).map_err(|error| unusable(error.to_string()))
}

/// Makes sure that every line of a role fits its scope, and names whose do not.
pub(super) fn check_scope(work: &mut Work<'_, '_>, id: &RoleId, role: &Role) -> Result<(), Refused> {
    let (wrong, error) = match role.scope {
        RoleScope::Local => (Lines::WithoutAreas, LineError::LocalWithoutArea),
        RoleScope::Global => (Lines::WithAreas, LineError::GlobalWithAreas),
    };
    let holders = holders::of_role(work.tx, id, wrong, MOST_NAMED)?;
    let first: Vec<String> = holders.first.iter().map(ToString::to_string).collect();
    match named("the lines of", &first, holders.count) {
        Some(lines) => Err(Refused::invalid("/scope", format!("{error}; mend {lines} first"))),
        None => Ok(()),
    }
}

/// Compiles what follows, and gives what is wrong with this part its place.
pub(super) fn check_follows(work: &mut Work<'_, '_>, kind: PolicyKind, id: &str) -> Result<(), Refused> {
    match work.follow() {
        Ok(_) => Ok(()),
        Err(Refused::NotInForce(problems)) => {
            let own = format!("{} {id}", view::word(kind));
            let is_own = |place: &str| {
                place == own || place.strip_prefix(&own).is_some_and(|rest| rest.starts_with(','))
            };
            if !problems.0.iter().all(|problem| is_own(&problem.place)) {
                return Err(Refused::NotInForce(problems));
            }
            let fault = |problem: &bailiwick_policy::Problem| Fault {
                pointer: if problem.place.contains(", line ") { "/domain".to_owned() } else { String::new() },
                message: problem.to_string(),
            };
            Err(Refused::Invalid(problems.0.iter().map(fault).collect()))
        }
        Err(refused) => Err(refused),
    }
}
