//! What a user may do with records, model by model: how far, by which role and group, and which rules limit it.
//!
//! A page of models is looked at, of as many as there are. Nothing is judged here: the engine's own answers are gathered.

use bailiwick_model::Operation;
use bailiwick_policy::{Asker, Reason, filter::Filter, schema::ModelId};
use bailiwick_store::policy::PolicyKind;
use serde_json::Value as Json;

use crate::{
    administration::{Refused, Work, policy_objects::require_seen, users::Whole},
    state::State,
};

/// Models on a page.
const PER_PAGE: usize = 25;

/// Which models are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RightsWanted {
    /// Those that have this in their name or label; all when empty.
    pub search: String,
    /// Which page of them, from 0.
    pub page: usize,
}

/// What a user may do, a page of models.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// Model by model.
    pub models: Vec<ModelRights>,
    /// How many there are on all pages.
    pub total: usize,
    /// The number of this page, from 0.
    pub page: usize,
    /// Whether others follow.
    pub more: bool,
}

/// What a user may do with records of one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelRights {
    /// Its technical name.
    pub name: String,
    /// Its name for people.
    pub label: String,
    /// Each operation.
    pub cells: Vec<Cell>,
}

/// How far one operation reaches, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Which.
    pub operation: Operation,
    /// How far.
    pub reach: Reach,
    /// What decided, as the engine's stable word: `granted`, `no_acl`, `override` …
    pub why: &'static str,
    /// The role lines that give it.
    pub paths: Vec<RightPath>,
    /// The rules that limit it, by id and label.
    pub rules: Vec<(String, String)>,
}

/// How far an operation reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every record.
    All,
    /// Some records.
    Some,
    /// None.
    Nothing,
    /// None, because an exception denies it.
    Denied,
}

/// A role line that gives something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RightPath {
    /// The role, or the groups that were given directly.
    pub role: String,
    /// `own`, or the company or department that it comes from.
    pub source: String,
    /// The group that gives it, by id and label, where the actor may see it.
    pub group: Option<(String, String)>,
    /// Where it counts, with everything below.
    pub areas: Vec<String>,
    /// In which companies.
    pub companies: Vec<String>,
}

/// What a user may do with the models that the actor may see.
pub(super) fn of(
    work: &Work<'_, '_>,
    whole: &Whole,
    wanted: &RightsWanted,
) -> Result<Option<Rights>, Refused> {
    let State { policy, snapshot, records, .. } = &work.state;
    let Some(user) = snapshot.find_user(&whole.login) else { return Ok(None) };
    let asker = snapshot.asker(user, work.guard.moment(), &**records);
    let search = wanted.search.to_lowercase();
    let mut seen = Vec::new();
    for (name, model) in &policy.models {
        let label = model.label.clone().unwrap_or_else(|| name.to_string());
        let matches = name.contains(&*search) || label.to_lowercase().contains(&search);
        if matches && require_seen(work, PolicyKind::Model, name).is_ok() {
            seen.push((label, name));
        }
    }
    if seen.is_empty() && search.is_empty() {
        return Ok(None);
    }
    seen.sort();
    let total = seen.len();
    let page = wanted.page.min(total.saturating_sub(1) / PER_PAGE);
    let here = seen.into_iter().skip(page * PER_PAGE).take(PER_PAGE);
    let told = here.filter_map(|(label, name)| {
        let model = snapshot.schema().find(name)?;
        let cells =
            Operation::ALL.into_iter().map(|operation| cell(work, &asker, operation, model)).collect();
        Some(ModelRights { name: name.to_string(), label, cells })
    });
    let models: Vec<_> = told.collect();
    let more = (page + 1) * PER_PAGE < total;
    Ok(Some(Rights { models, total, page, more }))
}

fn cell(work: &Work<'_, '_>, asker: &Asker<'_>, operation: Operation, model: ModelId) -> Cell {
    let explanation = asker.explain_model(operation, model);
    let verdict = &explanation.verdict;
    let why = verdict.reason.code();
    let reach = match (verdict.allowed, asker.filter(operation, model)) {
        (false, _) if matches!(verdict.reason, Reason::Override(_)) => Reach::Denied,
        // A rule that cannot be computed lets nothing through.
        (false, _) | (true, Ok(Filter::Nothing) | Err(_)) => Reach::Nothing,
        (true, Ok(Filter::All)) => Reach::All,
        (true, Ok(_)) => Reach::Some,
    };
    let told = explanation.to_json(asker);
    let lines = told.get("lines").and_then(Json::as_array).into_iter().flatten();
    let counts = lines.filter(|line| line["state"] == "counts" && line["gives"] == true);
    let paths = if verdict.allowed { counts.map(|line| path(work, line)).collect() } else { Vec::new() };
    let rules = if reach == Reach::Some { rules(work, asker, operation, model) } else { Vec::new() };
    Cell { operation, reach, why, paths, rules }
}

fn path(work: &Work<'_, '_>, line: &Json) -> RightPath {
    let texts = |name: &str| -> Vec<String> {
        let all = line.get(name).and_then(Json::as_array).into_iter().flatten();
        all.filter_map(Json::as_str).map(str::to_owned).collect()
    };
    let text = |name: &str| line.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    // The last group on the way is the one that the row names.
    let through = line.get("through").and_then(Json::as_array).and_then(|paths| paths.first());
    let group = through.and_then(|path| path.get("groups")?.as_array()?.last()?.as_str());
    RightPath {
        role: text("role"),
        source: text("source"),
        group: group.and_then(|group| named_group(work, group)),
        areas: texts("areas"),
        companies: texts("companies"),
    }
}

/// A group by id and label, where the actor may see it.
pub(super) fn named_group(work: &Work<'_, '_>, id: &str) -> Option<(String, String)> {
    require_seen(work, PolicyKind::Group, id).ok()?;
    let label = &work.state.policy.groups.get(id)?.label;
    Some((id.to_owned(), if label.is_empty() { id.to_owned() } else { label.clone() }))
}

/// The rules that bind the user here: those for everybody, and those of his groups.
fn rules(
    work: &Work<'_, '_>,
    asker: &Asker<'_>,
    operation: Operation,
    model: ModelId,
) -> Vec<(String, String)> {
    let name = &work.state.snapshot.schema().model(model).name;
    let groups = asker.group_names();
    let speaks = |rule: &bailiwick_model::RecordRule| {
        let binds =
            rule.groups.is_empty() || rule.groups.iter().any(|group| groups.contains(&group.as_str()));
        rule.active && rule.model == *name && rule.operations.contains(operation) && binds
    };
    let found = work.state.policy.rules.iter().filter(|(_, rule)| speaks(rule));
    let seen = found.filter(|(id, _)| require_seen(work, PolicyKind::Rule, id).is_ok());
    seen.map(|(id, rule)| (id.to_string(), rule.label.clone().unwrap_or_else(|| id.to_string()))).collect()
}
