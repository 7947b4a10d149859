//! How far somebody's rights reach, before and after.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{Effect, FieldName, ModelName, Operation, Override, OverrideTarget, PermissionName};
use jiff::civil::Date;

use super::{Changed, stake::Stake};
use crate::{
    asker::Asker,
    fields::FieldAccess,
    schema::{ModelId, ModelInfo},
    snapshot::{Line, Tables, Window},
};

/// How far a right reaches, rules aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It is not held.
    Nowhere,
    /// It is held in some places, or for some records.
    Somewhere,
    /// It is held without limit.
    Everywhere,
}

impl Level {
    /// The word for it at the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Nowhere => "none",
            Self::Somewhere => "somewhere",
            Self::Everywhere => "everywhere",
        }
    }
}

impl From<FieldAccess> for Level {
    fn from(access: FieldAccess) -> Self {
        match access {
            FieldAccess::Yes => Self::Everywhere,
            FieldAccess::Somewhere => Self::Somewhere,
            FieldAccess::No => Self::Nowhere,
        }
    }
}

/// What is to be looked at for one user.
pub(super) struct Wanted<'s> {
    /// Models and rights; everything when absent.
    stake: Option<&'s Stake>,
}

/// Reading or updating a field.
type FieldOperation = (ModelName, FieldName, Operation);

/// How far something reached and reaches, from a day on.
type Step = (Level, Level, Option<Date>);

/// What differs, as it is gathered day by day: the first difference counts.
#[derive(Default)]
pub(super) struct Gathered {
    operations: BTreeMap<(ModelName, Operation), Step>,
    fields: BTreeMap<FieldOperation, Step>,
    permissions: BTreeMap<PermissionName, Step>,
}

/// Operations, fields and rights that differ.
pub(super) type Differences =
    (Vec<Changed<(ModelName, Operation)>>, Vec<Changed<FieldOperation>>, Vec<Changed<PermissionName>>);

/// Two askers who are the same person on two sides; either may be missing.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a, 's> {
    pub(super) before: Option<&'a Asker<'s>>,
    pub(super) after: Option<&'a Asker<'s>>,
}

impl<'s> Wanted<'s> {
    pub(super) fn new(stake: &'s Stake, everything: bool) -> Self {
        Self { stake: (!everything && !stake.all).then_some(stake) }
    }

    fn models(&self, pair: Pair<'_, '_>) -> BTreeSet<ModelName> {
        match self.stake {
            Some(stake) => stake.models.clone(),
            None => pair
                .each()
                .flat_map(|asker| asker.snapshot.schema.models())
                .map(|info| info.name.clone())
                .collect(),
        }
    }

    fn permissions(&self, pair: Pair<'_, '_>) -> BTreeSet<PermissionName> {
        match self.stake {
            Some(stake) => stake.permissions.clone(),
            None => pair.each().flat_map(|asker| asker.snapshot.permission_names()).cloned().collect(),
        }
    }
}

impl<'a, 's> Pair<'a, 's> {
    fn each(self) -> impl Iterator<Item = &'a Asker<'s>> {
        self.before.into_iter().chain(self.after)
    }

    /// What two sides say; a side without the user says nowhere.
    fn levels(self, level: impl Fn(&Asker<'s>) -> Level) -> (Level, Level) {
        let of = |asker: Option<&Asker<'s>>| asker.map_or(Level::Nowhere, &level);
        (of(self.before), of(self.after))
    }
}

impl Gathered {
    /// Adds what differs on a day; today when `day` is absent.
    pub(super) fn add(&mut self, day: Option<Date>, pair: Pair<'_, '_>, wanted: &Wanted<'_>) {
        for model in wanted.models(pair) {
            let id = |asker: &Asker<'_>| asker.snapshot.schema.find(&model);
            for operation in Operation::ALL {
                let level =
                    |asker: &Asker<'_>| id(asker).map_or(Level::Nowhere, |id| asker.level(operation, id));
                let (before, after) = pair.levels(level);
                if before != after {
                    self.operations.entry((model.clone(), operation)).or_insert((before, after, day));
                }
                // Whoever gains or loses the whole is not told of its parts.
                if before > Level::Nowhere && after > Level::Nowhere {
                    self.add_fields(day, pair, &model, operation);
                }
            }
        }
        for name in wanted.permissions(pair) {
            let (before, after) = pair.levels(|asker| asker.right_level(&name));
            if before != after {
                self.permissions.entry(name).or_insert((before, after, day));
            }
        }
    }

    fn add_fields(&mut self, day: Option<Date>, pair: Pair<'_, '_>, model: &ModelName, operation: Operation) {
        let limited = |asker: &Asker<'_>| {
            let id = asker.snapshot.schema.find(model);
            id.is_some_and(|id| !asker.snapshot.rules.model(id).limits.is_empty())
        };
        if !matches!(operation, Operation::Read | Operation::Update) || !pair.each().any(limited) {
            return;
        }
        let of = |asker: Option<&Asker<'_>>| -> BTreeMap<FieldName, Level> {
            let Some((asker, id)) = asker.and_then(|asker| Some((asker, asker.snapshot.schema.find(model)?)))
            else {
                return BTreeMap::new();
            };
            let info = asker.snapshot.schema.model(id);
            let fields = asker.fields(operation, id, None).unwrap_or_default();
            fields.into_iter().map(|(field, access)| (info.info(field).name.clone(), access.into())).collect()
        };
        let (before, after) = (of(pair.before), of(pair.after));
        for (field, before) in before {
            // A field that is gone, or new, is nobody's loss or gain.
            let Some(after) = after.get(&field).copied().filter(|after| *after != before) else { continue };
            self.fields.entry((model.clone(), field, operation)).or_insert((before, after, day));
        }
    }

    pub(super) fn finish(self) -> Differences {
        (changed(self.operations), changed(self.fields), changed(self.permissions))
    }
}

fn changed<T>(found: BTreeMap<T, Step>) -> Vec<Changed<T>> {
    let one = |(what, (before, after, from))| Changed { what, before, after, from };
    found.into_iter().map(one).collect()
}

impl Asker<'_> {
    /// How far the user may do an operation on records of a model: by ACL rows, the reach of lines, and overrides. Rules
    /// are not looked at.
    #[must_use]
    pub fn level(&self, operation: Operation, model: ModelId) -> Level {
        if let Some(level) = self.level_before_rights() {
            return level;
        }
        let info = self.snapshot.schema.model(model);
        let rules = &self.snapshot.rules;
        let table = rules.table(model, 0);
        let by_lines = if rules.brief(model).everybody & operation.bit() != 0 {
            Level::Everywhere
        } else {
            self.widest_line(Some(info), |line| table.grant(line.role).operations & operation.bit() != 0)
        };
        let about = |o: &Override| match &o.target {
            OverrideTarget::Records { model, operations, records } => {
                (*model == info.name && operations.contains(operation)).then_some(records.is_some())
            }
            OverrideTarget::Permission(_) => None,
        };
        self.with_overrides(by_lines, Some(info), about)
    }

    /// How far the user holds a named right.
    #[must_use]
    pub fn right_level(&self, name: &PermissionName) -> Level {
        if let Some(level) = self.level_before_rights() {
            return level;
        }
        let right = self.snapshot.rules.permissions.get(name);
        let on = right.and_then(|right| right.on);
        let info = on.map(|(model, _)| self.snapshot.schema.model(model));
        let by_lines =
            self.widest_line(info, |line| right.is_some_and(|right| right.roles.contains(&line.role)));
        let about = |o: &Override| match &o.target {
            OverrideTarget::Permission(target) => (target == name).then_some(false),
            // Who is denied the operation is denied the actions that amount to it.
            OverrideTarget::Records { model, operations, records } => {
                let denies = o.effect == Effect::Deny
                    && on.is_some_and(|(_, operation)| operations.contains(operation))
                    && info.is_some_and(|info| info.name == *model);
                denies.then_some(records.is_some())
            }
        };
        self.with_overrides(by_lines, info, about)
    }

    fn level_before_rights(&self) -> Option<Level> {
        match self.before_rights() {
            Some(verdict) if verdict.allowed => Some(Level::Everywhere),
            Some(_) => Some(Level::Nowhere),
            None => self.exclusive_kinds().then_some(Level::Nowhere),
        }
    }

    /// The farthest that one of the lines that count today reaches, of those that give something.
    fn widest_line(&self, on: Option<&ModelInfo>, gives: impl Fn(Line) -> bool) -> Level {
        let enabled = self.snapshot.enabled_lines(self.seat, self.today);
        let giving = enabled.filter(|(_, line)| gives(*line));
        let level = |(tables, line): (&Tables, Line)| {
            let reach = tables.reach(line);
            level_of(on, reach.areas.is_empty(), reach.companies.is_empty())
        };
        giving.map(level).max().unwrap_or(Level::Nowhere)
    }

    /// What overrides make of a level. `about` says whether an override is about this, and whether about some records only.
    fn with_overrides(
        &self,
        level: Level,
        on: Option<&ModelInfo>,
        about: impl Fn(&Override) -> Option<bool>,
    ) -> Level {
        let (mut allowed, mut denied) = (level, Level::Nowhere);
        for o in self.overrides().iter().filter(|o| Window::of(o.validity).holds(self.today)) {
            let Some(some_records) = about(o) else { continue };
            let is_limited = !o.areas.is_empty() || !o.companies.is_empty();
            if o.effect == Effect::Deny && is_limited && on.is_none() {
                // What lies nowhere is denied everywhere or not at all.
                continue;
            }
            let reach = match some_records {
                true => Level::Somewhere,
                false => level_of(on, o.areas.is_empty(), o.companies.is_empty()),
            };
            let side = if o.effect == Effect::Deny { &mut denied } else { &mut allowed };
            *side = reach.max(*side);
        }
        match denied {
            Level::Everywhere => Level::Nowhere,
            Level::Somewhere => allowed.min(Level::Somewhere),
            Level::Nowhere => allowed,
        }
    }
}

/// Whether a limit of place is one for records of a model. What is about no records has no place.
fn level_of(on: Option<&ModelInfo>, every_area: bool, every_company: bool) -> Level {
    let free = |every: bool, has_routes: &dyn Fn(&ModelInfo) -> bool| every || !on.is_some_and(has_routes);
    if free(every_area, &|info| !info.area.is_empty())
        && free(every_company, &|info| !info.company.is_empty())
    {
        Level::Everywhere
    } else {
        Level::Somewhere
    }
}
