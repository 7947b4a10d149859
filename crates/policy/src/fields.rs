//! Which fields may this user read or update?

use bailiwick_model::{Operation, PermissionName, Value};

use crate::{
    asker::Asker,
    decide::{Reason, Subject, Verdict},
    domain::{EvalError, Scope},
    schema::{FieldId, ModelId},
    snapshot::{EVERYWHERE, GroupSet, Spec},
};

/// Whether a field may be read or updated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldAccess {
    /// At the record asked about, or at every record.
    Yes,
    /// Not at the record asked about, or at none.
    No,
    /// At some records: the user holds the needed groups in some areas or companies only.
    Somewhere,
}

impl FieldAccess {
    /// The word for it at the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Somewhere => "somewhere",
        }
    }
}

impl Asker<'_> {
    /// Every field of `model` and whether the user may read (or, for other operations, update) it: at one record, or
    /// without one at records of the model in general.
    ///
    /// # Errors
    /// When the record's place cannot be found out.
    pub fn fields(
        &self,
        operation: Operation,
        model: ModelId,
        row: Option<&[Value]>,
    ) -> Result<Vec<(FieldId, FieldAccess)>, EvalError> {
        let count = self.snapshot.schema.model(model).fields.len() as u16;
        let all = (0..count).map(FieldId);
        let verdict = match row {
            Some(row) => self.check(operation, model, row),
            None => self.check_model(operation, model),
        };
        let own = row.is_some_and(|row| self.is_own_record(model, row));
        if verdict.reason == Reason::Bypass {
            return Ok(all.map(|f| (f, FieldAccess::Yes)).collect());
        }
        let limits = &self.snapshot.rules.model(model).limits;
        let held = Held::new(self, model, row)?;
        let operation = limit_operation(operation);
        let access = |field: FieldId| {
            if own && !is_barred(&verdict) && self.self_fields(operation, model).contains(&field) {
                return FieldAccess::Yes;
            }
            if !verdict.allowed {
                return FieldAccess::No;
            }
            let specs = limits.iter().filter(|l| l.field == field && l.operations.contains(operation));
            specs.map(|l| held.access(&l.spec)).fold(FieldAccess::Yes, worse)
        };
        Ok(all.map(|f| (f, access(f))).collect())
    }

    /// Whether the user may do `operation` to the record, touching these fields. Fields that everybody may see or change
    /// on his own record need no further right when nothing else is touched. Of a change, ask about the values before and
    /// about the values after: a user who may write his own company may write only one that is his.
    #[must_use]
    pub fn check_fields(
        &self,
        operation: Operation,
        model: ModelId,
        row: &[Value],
        fields: &[FieldId],
    ) -> Verdict {
        let free = self.self_fields(limit_operation(operation), model);
        let only_free = !fields.is_empty() && fields.iter().all(|f| free.contains(f));
        let verdict = self.check(operation, model, row);
        let own = only_free
            && operation != Operation::Delete
            && self.is_own_record(model, row)
            && (operation == Operation::Read || self.keeps_to_own_companies(model, row, fields));
        if own && !is_barred(&verdict) {
            return Verdict::allow(Reason::OwnRecord);
        }
        self.unless_refused(verdict, operation, model, Some(row), fields)
    }

    /// Whether the user may do `operation` to records of `model` at all, touching these fields: each of them at some
    /// record, rules aside.
    #[must_use]
    pub fn check_model_fields(&self, operation: Operation, model: ModelId, fields: &[FieldId]) -> Verdict {
        let verdict = self.check_model(operation, model);
        self.unless_refused(verdict, operation, model, None, fields)
    }

    /// Whether the user holds a named right, at a record or somewhere, touching these fields of the records that it is
    /// about.
    #[must_use]
    pub fn check_permission_fields(
        &self,
        name: &PermissionName,
        record: Option<&[Value]>,
        fields: &[FieldId],
    ) -> Verdict {
        let verdict = self.check_permission(name, record);
        match self.snapshot.rules.permissions.get(name).and_then(|right| right.on) {
            Some((model, operation)) => self.unless_refused(verdict, operation, model, record, fields),
            None => verdict,
        }
    }

    /// The verdict, unless it allows and one of the fields is for other groups.
    fn unless_refused(
        &self,
        verdict: Verdict,
        operation: Operation,
        model: ModelId,
        row: Option<&[Value]>,
        fields: &[FieldId],
    ) -> Verdict {
        if !verdict.allowed || verdict.reason == Reason::Bypass || fields.is_empty() {
            return verdict;
        }
        match self.refused_field(operation, model, row, fields) {
            Ok(None) => verdict,
            Ok(Some(field)) => Verdict::deny(Reason::Field(field)),
            Err(error) => Verdict::deny(Reason::Failed(error.0)),
        }
    }

    fn refused_field(
        &self,
        operation: Operation,
        model: ModelId,
        row: Option<&[Value]>,
        fields: &[FieldId],
    ) -> Result<Option<FieldId>, EvalError> {
        let held = Held::new(self, model, row)?;
        let operation = limit_operation(operation);
        let limits = &self.snapshot.rules.model(model).limits;
        let refused = limits
            .iter()
            .filter(|l| fields.contains(&l.field) && l.operations.contains(operation))
            // At one record there is no "somewhere".
            .find(|l| held.access(&l.spec) == FieldAccess::No);
        Ok(refused.map(|l| l.field))
    }

    fn is_own_record(&self, model: ModelId, row: &[Value]) -> bool {
        let id = row.first().unwrap_or(&Value::Null);
        self.snapshot.schema.user == Some(model) && !id.is_null() && id == self.user()
    }

    /// Whether each of these fields that links to companies links to the user's own. Else a user could move himself into
    /// any company, and with it into what its people may do.
    fn keeps_to_own_companies(&self, model: ModelId, row: &[Value], fields: &[FieldId]) -> bool {
        let (schema, own) = (&self.snapshot.schema, self.profile().map_or(&[][..], |p| &p.companies));
        let is_own = |id: &Value| own.iter().any(|company| self.snapshot.company_id(*company) == *id);
        fields.iter().all(|field| {
            let kind = &schema.model(model).info(*field).kind;
            if kind.comodel().is_none() || kind.comodel() != schema.company {
                return true;
            }
            match row.get(field.slot()) {
                Some(Value::List(ids)) => ids.iter().all(is_own),
                // One company there must be; of several, some may be given up.
                None | Some(Value::Null) => kind.is_x2many(),
                Some(id) => is_own(id),
            }
        })
    }

    fn self_fields(&self, operation: Operation, model: ModelId) -> &[FieldId] {
        let info = self.snapshot.schema.model(model);
        if operation == Operation::Read { &info.self_readable } else { &info.self_writable }
    }
}

/// Whether the user is kept even from what everybody may do with his own record.
fn is_barred(verdict: &Verdict) -> bool {
    let bars = matches!(verdict.reason, Reason::Inactive | Reason::ExclusiveGroups | Reason::Override(_));
    !verdict.allowed && bars
}

/// Creating writes fields, as in Odoo; deleting touches none, so nothing limits it.
fn limit_operation(operation: Operation) -> Operation {
    if operation == Operation::Create { Operation::Update } else { operation }
}

fn worse(a: FieldAccess, b: FieldAccess) -> FieldAccess {
    match (a, b) {
        (FieldAccess::No, _) | (_, FieldAccess::No) => FieldAccess::No,
        (FieldAccess::Somewhere, _) | (_, FieldAccess::Somewhere) => FieldAccess::Somewhere,
        _ => FieldAccess::Yes,
    }
}

/// Groups held at every record in question, and at some of them.
struct Held {
    surely: GroupSet,
    perhaps: GroupSet,
}

impl Held {
    fn new(asker: &Asker<'_>, model: ModelId, row: Option<&[Value]>) -> Result<Self, EvalError> {
        if let Some(row) = row {
            let groups = asker.groups_at(Some(&Subject::new(model, row)))?;
            return Ok(Self { surely: groups.clone(), perhaps: groups });
        }
        let info = asker.snapshot.schema.model(model);
        let mut surely = GroupSet::empty(asker.snapshot.groups.len());
        for (tables, line) in asker.snapshot.enabled_lines(asker.seat, asker.today) {
            let reach = tables.reach(line);
            let everywhere = line.reach == EVERYWHERE
                || ((reach.areas.is_empty() || info.area.is_empty())
                    && (reach.companies.is_empty() || info.company.is_empty()));
            if everywhere && let Some(groups) = asker.snapshot.rules.role_groups.get(line.role as usize) {
                surely.union(groups);
            }
        }
        Ok(Self { surely, perhaps: asker.groups().clone() })
    }

    fn access(&self, spec: &Spec) -> FieldAccess {
        let some = |groups: &[u32], set: &GroupSet| groups.iter().any(|g| set.contains(*g));
        let any = |set: &GroupSet| spec.any_of.is_empty() || some(&spec.any_of, set);
        if spec.nobody || !any(&self.perhaps) || some(&spec.none_of, &self.surely) {
            FieldAccess::No
        } else if any(&self.surely) && !some(&spec.none_of, &self.perhaps) {
            FieldAccess::Yes
        } else {
            FieldAccess::Somewhere
        }
    }
}
