//! May this user do this to this record?
//!
//! In this order, which `docs/decisions.md` explains with examples:
//!
//! | step | outcome |
//! | --- | --- |
//! | the user bypasses rights, and is active | allow |
//! | the user is inactive, outside the days of his account, or of two exclusive kinds | deny |
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
    records::RecordsError,
    schema::{FieldId, Kind, ModelId},
    snapshot::{EVERYWHERE, GroupSet},
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
    /// The user is inactive, or the account does not count today.
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
        if !self.is_live() {
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
