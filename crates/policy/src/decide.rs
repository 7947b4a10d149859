//! May this user do this to this record?
//!
//! In this order, which `docs/decisions.md` explains with examples:
//!
//! | step | outcome |
//! | --- | --- |
//! | the user bypasses rights | allow |
//! | the user is inactive, or of two exclusive kinds | deny |
//! | a deny override applies | deny |
//! | a value that the model requires is missing | deny |
//! | a global rule, or a rule of a delegate parent, does not hold | deny |
//! | some ACL row allows it, and the group rules do (one holds, or none applies) | allow |
//! | an allow override applies | allow |
//! | otherwise, and on every error | deny |

use bailiwick_model::{Effect, Operation, OverrideTarget, PermissionName, Value};

use crate::{
    asker::Asker,
    domain::EvalError,
    filter::is_unset,
    place::Place,
    records::{Records, RecordsError},
    schema::{FieldId, Kind, ModelId},
    snapshot::{GroupSet, PAGE, Window, bind, run},
};

/// An answer, and what decided it.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Whether it is allowed.
    pub allowed: bool,
    /// What decided.
    pub reason: Reason,
}

/// What decided. Numbers refer to the snapshot that answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// Roles and rules allow it.
    Granted,
    /// The user bypasses rights.
    Bypass,
    /// Everybody may see or change these fields of his own record.
    OwnRecord,
    /// The user's override of this position.
    Override(usize),
    /// The user is inactive.
    Inactive,
    /// The user's groups exclude each other.
    ExclusiveGroups,
    /// No ACL row allows it where the record lies.
    NoAcl,
    /// A global rule does not hold.
    GlobalRule(RuleNumber),
    /// Group rules apply, and none of them holds.
    GroupRules,
    /// The rules of a delegate parent do not hold.
    Parent(ModelId),
    /// The field may not be read or written.
    Field(FieldId),
    /// A required value is missing.
    Missing(FieldId),
    /// The named right is not held.
    NoPermission,
    /// There is no such record.
    NoRecord,
    /// Something could not be computed or read.
    Failed(String),
}

/// A rule's number in the snapshot that answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleNumber(pub(crate) u32);

impl Verdict {
    pub(crate) fn allow(reason: Reason) -> Self {
        Self { allowed: true, reason }
    }

    pub(crate) fn deny(reason: Reason) -> Self {
        Self { allowed: false, reason }
    }
}

/// Why rules refuse, if they do.
type Refusal = Option<Reason>;

/// A record under decision; its place is looked up when some line is limited.
pub(crate) struct Subject<'r> {
    pub(crate) model: ModelId,
    pub(crate) row: &'r [Value],
    place: std::cell::OnceCell<Place>,
}

impl<'r> Subject<'r> {
    pub(crate) fn new(model: ModelId, row: &'r [Value]) -> Self {
        Self { model, row, place: std::cell::OnceCell::new() }
    }

    pub(crate) fn place(&self, asker: &Asker<'_>) -> Result<&Place, RecordsError> {
        if let Some(place) = self.place.get() {
            return Ok(place);
        }
        let place = asker.place(self.model, self.row)?;
        Ok(self.place.get_or_init(|| place))
    }
}

/// What the lines that count here amount to.
#[derive(Clone, Copy, Default)]
struct Worn {
    operations: u8,
    rules: u64,
    kinds: u8,
}

impl Asker<'_> {
    /// Whether the user may do `operation` to the record with these values.
    #[must_use]
    pub fn check(&self, operation: Operation, model: ModelId, row: &[Value]) -> Verdict {
        match self.decide(operation, model, row) {
            Ok(verdict) => verdict,
            Err(error) => Verdict::deny(Reason::Failed(error.0)),
        }
    }

    /// Whether the user may make these changes: the record must be allowed as it is and as it would be.
    #[must_use]
    pub fn check_update(&self, model: ModelId, before: &[Value], after: &[Value]) -> Verdict {
        let first = self.check(Operation::Update, model, before);
        if first.allowed && before != after { self.check(Operation::Update, model, after) } else { first }
    }

    /// Whether the user may do `operation` to records of `model` at all: somewhere, to some record, rules aside.
    #[must_use]
    pub fn check_model(&self, operation: Operation, model: ModelId) -> Verdict {
        if let Some(verdict) = self.before_rights() {
            return verdict;
        }
        if self.exclusive_kinds() {
            return Verdict::deny(Reason::ExclusiveGroups);
        }
        if let Some(at) = self.override_of_model(Effect::Deny, operation, model) {
            return Verdict::deny(Reason::Override(at));
        }
        let rules = &self.snapshot.rules;
        let mut operations = rules.model(model).everybody;
        self.snapshot.each_line(self.seat, |tables, line, _| {
            if tables.window(line).holds(self.today) {
                operations |= rules.grant(line.role, model, 0).operations;
            }
        });
        if operations & operation.bit() != 0 {
            return Verdict::allow(Reason::Granted);
        }
        match self.override_of_model(Effect::Allow, operation, model) {
            Some(at) => Verdict::allow(Reason::Override(at)),
            None => Verdict::deny(Reason::NoAcl),
        }
    }

    /// Whether the user holds a named right: at a record (its model's rules apply too), or somewhere.
    #[must_use]
    pub fn check_permission(&self, name: &PermissionName, record: Option<&[Value]>) -> Verdict {
        match self.decide_permission(name, record) {
            Ok(verdict) => verdict,
            Err(error) => Verdict::deny(Reason::Failed(error.0)),
        }
    }

    /// What is decided before any right is looked at.
    #[inline]
    pub(crate) fn before_rights(&self) -> Option<Verdict> {
        if self.bypasses() {
            return Some(Verdict::allow(Reason::Bypass));
        }
        if !self.profile().is_some_and(|p| p.active) {
            return Some(Verdict::deny(Reason::Inactive));
        }
        None
    }

    fn decide(&self, operation: Operation, model: ModelId, row: &[Value]) -> Result<Verdict, EvalError> {
        if let Some(verdict) = self.before_rights() {
            return Ok(verdict);
        }
        let subject = Subject::new(model, row);
        let has_overrides = self.profile().is_some_and(|p| p.has_overrides);
        let worn = self.wear(&subject, model, 0)?;
        if worn.kinds.count_ones() > 1 {
            return Ok(Verdict::deny(Reason::ExclusiveGroups));
        }
        let granted = (worn.operations | self.snapshot.rules.model(model).everybody) & operation.bit() != 0;
        if !granted && !has_overrides {
            return Ok(Verdict::deny(Reason::NoAcl));
        }
        if has_overrides && let Some(at) = self.override_at(Effect::Deny, operation, &subject)? {
            return Ok(Verdict::deny(Reason::Override(at)));
        }
        if let Some(field) = self.missing(model, row)? {
            return Ok(Verdict::deny(Reason::Missing(field)));
        }
        if let Some(reason) = self.global_refusal(operation, &subject)? {
            return Ok(Verdict::deny(reason));
        }
        let refusal = self.group_refusal(operation, &subject, model, row, worn.rules)?;
        let refusal = if granted { refusal } else { Some(Reason::NoAcl) };
        let Some(reason) = refusal else { return Ok(Verdict::allow(Reason::Granted)) };
        if has_overrides && let Some(at) = self.override_at(Effect::Allow, operation, &subject)? {
            return Ok(Verdict::allow(Reason::Override(at)));
        }
        Ok(Verdict::deny(reason))
    }

    /// Joins what the enabled lines that reach the record give on `model` (which is the record's own model or one of
    /// its delegate parents). `kinds` counts every enabled line, wherever it reaches.
    #[inline]
    fn wear(&self, subject: &Subject<'_>, model: ModelId, page: usize) -> Result<Worn, RecordsError> {
        let rules = &self.snapshot.rules;
        let mut worn = Worn::default();
        let mut failed = None;
        self.snapshot.each_line(self.seat, |tables, line, _| {
            if !tables.window(line).holds(self.today) {
                return;
            }
            worn.kinds |= rules.kinds(line.role);
            let grant = rules.grant(line.role, model, page);
            if grant.operations == 0 && grant.rules == 0 {
                return;
            }
            if line.reach != crate::snapshot::EVERYWHERE {
                match subject.place(self) {
                    Ok(place) if place.is_reached(tables, line) => {}
                    Ok(_) => return,
                    Err(error) => {
                        failed = Some(error);
                        return;
                    }
                }
            }
            worn.operations |= grant.operations;
            worn.rules |= grant.rules;
        });
        match failed {
            Some(error) => Err(error),
            None => Ok(worn),
        }
    }

    pub(crate) fn missing(&self, model: ModelId, row: &[Value]) -> Result<Option<FieldId>, RecordsError> {
        for field in &self.snapshot.rules.model(model).required {
            let kind = &self.snapshot.schema.model(model).info(*field).kind;
            let unset = match kind {
                Kind::One2many(..) => self.matcher().linked(model, *field, row)?.is_empty(),
                kind => is_unset(kind, row.get(field.slot()).unwrap_or(&Value::Null)),
            };
            if unset {
                return Ok(Some(*field));
            }
        }
        Ok(None)
    }

    /// Global rules, and all rules of delegate parents.
    fn global_refusal(&self, operation: Operation, subject: &Subject<'_>) -> Result<Refusal, EvalError> {
        if let Some(rule) = self.failing_global(operation, subject.model, subject.row)? {
            return Ok(Some(Reason::GlobalRule(rule)));
        }
        self.parent_refusal(operation, subject, subject.model, subject.row)
    }

    pub(crate) fn failing_global(
        &self,
        operation: Operation,
        model: ModelId,
        row: &[Value],
    ) -> Result<Option<RuleNumber>, EvalError> {
        let rules = &self.snapshot.rules;
        let entry = rules.model(model);
        for number in entry.start..entry.grouped {
            let rule = rules.rule(number);
            if rule.operations & operation.bit() != 0
                && !run(rules.program(rule), self.matcher(), model, row, self)?
            {
                return Ok(Some(RuleNumber(number)));
            }
        }
        Ok(None)
    }

    /// The rules of the parents that a record delegates to, on the records it links to. Roles are those worn at the
    /// record itself.
    fn parent_refusal(
        &self,
        operation: Operation,
        subject: &Subject<'_>,
        model: ModelId,
        row: &[Value],
    ) -> Result<Refusal, EvalError> {
        for (parent, link) in &self.snapshot.schema.model(model).inherits {
            let id = row.get(link.slot()).unwrap_or(&Value::Null);
            let linked = if id.is_null() { None } else { self.view.row(*parent, id)? };
            let refused = match &linked {
                Some(linked) => {
                    self.failing_global(operation, *parent, linked)?.is_some()
                        || self.parent_refusal(operation, subject, *parent, linked)?.is_some()
                        || {
                            let worn = self.wear(subject, *parent, 0)?;
                            self.group_refusal(operation, subject, *parent, linked, worn.rules)?.is_some()
                        }
                }
                None => self.parent_has_rules(operation, subject, *parent)?,
            };
            if refused {
                return Ok(Some(Reason::Parent(*parent)));
            }
        }
        Ok(None)
    }

    /// Whether any rule of `parent` (or its own parents) would have to hold: then a record without parent fails it.
    fn parent_has_rules(
        &self,
        operation: Operation,
        subject: &Subject<'_>,
        parent: ModelId,
    ) -> Result<bool, EvalError> {
        let rules = &self.snapshot.rules;
        let entry = rules.model(parent);
        let global = (entry.start..entry.grouped).any(|n| rules.rule(n).operations & operation.bit() != 0);
        if global || self.applicable_group_rules(operation, subject, parent)?.next().is_some() {
            return Ok(true);
        }
        for (next, _) in &self.snapshot.schema.model(parent).inherits {
            if self.parent_has_rules(operation, subject, *next)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Group rules: none applies, or one of those that apply holds. A rule that applies and cannot be computed denies,
    /// whatever the others say.
    fn group_refusal(
        &self,
        operation: Operation,
        subject: &Subject<'_>,
        model: ModelId,
        row: &[Value],
        first_page: u64,
    ) -> Result<Refusal, EvalError> {
        let rules = &self.snapshot.rules;
        let entry = rules.model(model);
        let (mut applies, mut holds) = (false, false);
        for page in 0..entry.pages() {
            let mut mask = if page == 0 { first_page } else { self.wear(subject, model, page)?.rules };
            while mask != 0 {
                let bit = mask.trailing_zeros();
                mask &= mask - 1;
                let rule = rules.rule(entry.grouped + (page * PAGE) as u32 + bit);
                if rule.operations & operation.bit() == 0 {
                    continue;
                }
                applies = true;
                if holds {
                    let _ = bind(rules.program(rule), self.matcher(), model, self)?;
                } else {
                    holds = run(rules.program(rule), self.matcher(), model, row, self)?;
                }
            }
        }
        Ok((applies && !holds).then_some(Reason::GroupRules))
    }

    /// The group rules of `model` that apply at the record, in order.
    pub(crate) fn applicable_group_rules(
        &self,
        operation: Operation,
        subject: &Subject<'_>,
        model: ModelId,
    ) -> Result<std::vec::IntoIter<RuleNumber>, EvalError> {
        let rules = &self.snapshot.rules;
        let entry = rules.model(model);
        let mut out = Vec::new();
        for page in 0..entry.pages() {
            let mask = self.wear(subject, model, page)?.rules;
            for bit in (0..PAGE as u32).filter(|bit| mask & (1 << bit) != 0) {
                let number = entry.grouped + (page * PAGE) as u32 + bit;
                if rules.rule(number).operations & operation.bit() != 0 {
                    out.push(RuleNumber(number));
                }
            }
        }
        Ok(out.into_iter())
    }

    /// Groups of the lines that count at a record; without one, of all lines that count.
    pub(crate) fn groups_at(&self, subject: Option<&Subject<'_>>) -> Result<GroupSet, RecordsError> {
        let Some(subject) = subject else { return Ok(self.groups().clone()) };
        let mut set = GroupSet::empty(self.snapshot.groups.len());
        let mut failed = None;
        self.snapshot.each_line(self.seat, |tables, line, _| {
            if !tables.window(line).holds(self.today) {
                return;
            }
            match subject.place(self) {
                Ok(place) if place.is_reached(tables, line) => {
                    if let Some(groups) = self.snapshot.rules.role_groups.get(line.role as usize) {
                        set.union(groups);
                    }
                }
                Ok(_) => {}
                Err(error) => failed = Some(error),
            }
        });
        match failed {
            Some(error) => Err(error),
            None => Ok(set),
        }
    }

    /// The first override of this effect that is about the operation on the record, and counts today and there.
    pub(crate) fn override_at(
        &self,
        effect: Effect,
        operation: Operation,
        subject: &Subject<'_>,
    ) -> Result<Option<usize>, RecordsError> {
        let name = &self.snapshot.schema.model(subject.model).name;
        for (at, o) in self.overrides().iter().enumerate() {
            let OverrideTarget::Records { model, operations, records } = &o.target else { continue };
            let id = subject.row.first();
            let about = o.effect == effect
                && model == name
                && operations.contains(operation)
                && Window::of(o.validity).holds(self.today)
                && records.as_ref().is_none_or(|ids| ids.iter().any(|r| id == Some(&Value::from(r))));
            if about && self.override_reaches(o, subject)? {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    fn override_reaches(
        &self,
        o: &bailiwick_model::Override,
        subject: &Subject<'_>,
    ) -> Result<bool, RecordsError> {
        if o.areas.is_empty() && o.companies.is_empty() {
            return Ok(true);
        }
        let (areas, companies) = self.override_spans(o);
        Ok(subject.place(self)?.is_within(&areas, &companies))
    }

    pub(crate) fn overrides(&self) -> &[bailiwick_model::Override] {
        self.seat.tables.details(self.seat.user).map_or(&[], |d| &d.overrides)
    }

    /// An override about the model as a whole: not limited to some records or places.
    fn override_of_model(&self, effect: Effect, operation: Operation, model: ModelId) -> Option<usize> {
        let name = &self.snapshot.schema.model(model).name;
        self.overrides().iter().position(|o| {
            let about = match &o.target {
                OverrideTarget::Records { model, operations, records } => {
                    model == name
                        && operations.contains(operation)
                        && (records.is_none() || effect == Effect::Allow)
                }
                OverrideTarget::Permission(_) => false,
            };
            let unlimited = (o.areas.is_empty() && o.companies.is_empty()) || effect == Effect::Allow;
            o.effect == effect && about && unlimited && Window::of(o.validity).holds(self.today)
        })
    }

    fn decide_permission(
        &self,
        name: &PermissionName,
        record: Option<&[Value]>,
    ) -> Result<Verdict, EvalError> {
        if let Some(verdict) = self.before_rights() {
            return Ok(verdict);
        }
        let right = self.snapshot.rules.permissions.get(name);
        let subject = match (right.and_then(|r| r.on), record) {
            (Some((model, _)), Some(row)) => Some(Subject::new(model, row)),
            _ => None,
        };
        let (mut held, mut kinds, mut failed) = (false, 0_u8, None);
        self.snapshot.each_line(self.seat, |tables, line, _| {
            if !tables.window(line).holds(self.today) {
                return;
            }
            kinds |= self.snapshot.rules.kinds(line.role);
            if right.is_some_and(|r| r.roles.contains(&line.role)) {
                match subject.as_ref().map(|s| s.place(self)) {
                    None => held = true,
                    Some(Ok(place)) => held |= place.is_reached(tables, line),
                    Some(Err(error)) => failed = Some(error),
                }
            }
        });
        if let Some(error) = failed {
            return Err(error.into());
        }
        if kinds.count_ones() > 1 {
            return Ok(Verdict::deny(Reason::ExclusiveGroups));
        }
        let (denied, allowed) = self.overrides_of_right(name, subject.as_ref())?;
        // Who is denied the operation is denied the actions that amount to it.
        let denied = match (denied, right.and_then(|r| r.on), &subject) {
            (None, Some((_, operation)), Some(subject)) => {
                self.override_at(Effect::Deny, operation, subject)?
            }
            (None, Some((model, operation)), None) => self.override_of_model(Effect::Deny, operation, model),
            (denied, ..) => denied,
        };
        if let Some(at) = denied {
            return Ok(Verdict::deny(Reason::Override(at)));
        }
        if !held && allowed.is_none() {
            return Ok(Verdict::deny(Reason::NoPermission));
        }
        if let (Some(subject), Some((model, operation))) = (&subject, right.and_then(|r| r.on)) {
            if let Some(field) = self.missing(model, subject.row)? {
                return Ok(Verdict::deny(Reason::Missing(field)));
            }
            if let Some(reason) = self.global_refusal(operation, subject)? {
                return Ok(Verdict::deny(reason));
            }
            let worn = self.wear(subject, model, 0)?;
            if let Some(reason) = self.group_refusal(operation, subject, model, subject.row, worn.rules)?
                && allowed.is_none()
            {
                return Ok(Verdict::deny(reason));
            }
        }
        Ok(Verdict::allow(match allowed {
            Some(at) if !held => Reason::Override(at),
            _ => Reason::Granted,
        }))
    }

    fn overrides_of_right(
        &self,
        name: &PermissionName,
        subject: Option<&Subject<'_>>,
    ) -> Result<(Option<usize>, Option<usize>), RecordsError> {
        let (mut denied, mut allowed) = (None, None);
        for (at, o) in self.overrides().iter().enumerate() {
            let about = matches!(&o.target, OverrideTarget::Permission(p) if p == name);
            if !about || !Window::of(o.validity).holds(self.today) {
                continue;
            }
            let limited = !o.areas.is_empty() || !o.companies.is_empty();
            let counts = match subject {
                Some(subject) => self.override_reaches(o, subject)?,
                // Somewhere is enough for allowing; only everywhere is enough for denying.
                None => !limited || o.effect == Effect::Allow,
            };
            let slot = if o.effect == Effect::Deny { &mut denied } else { &mut allowed };
            if counts && slot.is_none() {
                *slot = Some(at);
            }
        }
        Ok((denied, allowed))
    }
}
