//! May this user do this to this record?
//!
//! In this order, which `docs/decisions.md` explains with examples:
//!
//! | step | outcome |
//! | --- | --- |
//! | the user bypasses rights, and is active | allow |
//! | the user is inactive, or of two exclusive kinds | deny |
//! | a deny override applies | deny |
//! | a value that the model requires is missing | deny |
//! | a global rule, or a rule of a delegate parent, does not hold | deny |
//! | some ACL row allows it, and the group rules do (one holds, or none applies) | allow |
//! | an allow override applies | allow |
//! | otherwise, and on every error | deny |

use bailiwick_model::{Effect, Operation, Value};

use crate::{
    asker::Asker,
    domain::EvalError,
    filter::is_missing,
    place::Place,
    records::{Records, RecordsError},
    schema::{FieldId, Kind, ModelId},
    snapshot::{EVERYWHERE, GroupSet, PAGE, bind, run},
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

    #[inline]
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
pub(crate) struct Worn {
    operations: u8,
    pub(crate) rules: u64,
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
        let table = rules.table(model, 0);
        let enabled = self.snapshot.enabled_lines(self.seat, self.today);
        let operations = enabled.fold(rules.brief(model).everybody, |operations, (_, line)| {
            operations | table.grant(line.role).operations
        });
        if operations & operation.bit() != 0 {
            return Verdict::allow(Reason::Granted);
        }
        match self.override_of_model(Effect::Allow, operation, model) {
            Some(at) => Verdict::allow(Reason::Override(at)),
            None => Verdict::deny(Reason::NoAcl),
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
        let granted = (worn.operations | self.snapshot.rules.brief(model).everybody) & operation.bit() != 0;
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
    pub(crate) fn wear(
        &self,
        subject: &Subject<'_>,
        model: ModelId,
        page: usize,
    ) -> Result<Worn, RecordsError> {
        let rules = &self.snapshot.rules;
        let table = rules.table(model, page);
        let mut worn = Worn::default();
        for (tables, lines, _) in self.snapshot.lines(self.seat) {
            for line in lines {
                let holds = tables.window(line).holds(self.today);
                worn.kinds |= if holds { rules.kinds(line.role) } else { 0 };
                // Both are cheap and neither can be foretold, so one jump is better than two.
                if !(holds & table.may_give(line.role)) {
                    continue;
                }
                let grant = table.grant(line.role);
                let reached = grant.is_empty()
                    || line.reach == EVERYWHERE
                    || subject.place(self)?.is_reached(&self.snapshot.places, tables, line);
                if reached {
                    worn.operations |= grant.operations;
                    worn.rules |= grant.rules;
                }
            }
        }
        Ok(worn)
    }

    #[inline]
    pub(crate) fn missing(&self, model: ModelId, row: &[Value]) -> Result<Option<FieldId>, RecordsError> {
        if !self.snapshot.rules.brief(model).has_required {
            return Ok(None);
        }
        for field in &self.snapshot.rules.model(model).required {
            let kind = &self.snapshot.schema.model(model).info(*field).kind;
            let unset = match kind {
                Kind::One2many(..) => self.matcher().linked(model, *field, row)?.is_empty(),
                kind => is_missing(kind, row.get(field.slot()).unwrap_or(&Value::Null)),
            };
            if unset {
                return Ok(Some(*field));
            }
        }
        Ok(None)
    }

    /// Global rules, and all rules of delegate parents.
    pub(crate) fn global_refusal(
        &self,
        operation: Operation,
        subject: &Subject<'_>,
    ) -> Result<Refusal, EvalError> {
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
        let brief = rules.brief(model);
        for number in brief.start..brief.grouped {
            let rule = rules.rule(number);
            if rule.operations & operation.bit() != 0
                && !run(rules.program(rule), &self.snapshot.schema, model, row, self)?
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
        if !self.snapshot.rules.brief(model).delegates {
            return Ok(None);
        }
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
        let brief = rules.brief(parent);
        let global = (brief.start..brief.grouped).any(|n| rules.rule(n).operations & operation.bit() != 0);
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
    pub(crate) fn group_refusal(
        &self,
        operation: Operation,
        subject: &Subject<'_>,
        model: ModelId,
        row: &[Value],
        first_page: u64,
    ) -> Result<Refusal, EvalError> {
        let rules = &self.snapshot.rules;
        let brief = rules.brief(model);
        let (mut applies, mut holds) = (false, false);
        for page in 0..brief.page_count() {
            let mut mask = if page == 0 { first_page } else { self.wear(subject, model, page)?.rules };
            while mask != 0 {
                let bit = mask.trailing_zeros();
                mask &= mask - 1;
                let rule = rules.rule(brief.grouped + (page * PAGE) as u32 + bit);
                if rule.operations & operation.bit() == 0 {
                    continue;
                }
                applies = true;
                if holds {
                    let _ = bind(rules.program(rule), &self.snapshot.schema, model, self)?;
                } else {
                    holds = run(rules.program(rule), &self.snapshot.schema, model, row, self)?;
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
        let brief = rules.brief(model);
        let mut out = Vec::new();
        for page in 0..brief.page_count() {
            let mask = self.wear(subject, model, page)?.rules;
            for bit in (0..PAGE as u32).filter(|bit| mask & (1 << bit) != 0) {
                let number = brief.grouped + (page * PAGE) as u32 + bit;
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
        for (tables, line) in self.snapshot.enabled_lines(self.seat, self.today) {
            if subject.place(self)?.is_reached(&self.snapshot.places, tables, line)
                && let Some(groups) = self.snapshot.rules.role_groups.get(line.role as usize)
            {
                set.union(groups);
            }
        }
        Ok(set)
    }
}
