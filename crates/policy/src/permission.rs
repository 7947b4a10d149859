//! May this user do this named thing? Rights that are no operation on records: a module, a feature, an action, a report.

use bailiwick_model::{Effect, PermissionName, Value};

use crate::{
    asker::Asker,
    decide::{Reason, Subject, Verdict},
    domain::EvalError,
};

impl Asker<'_> {
    /// Whether the user holds a named right: at a record (its model's rules apply too), or somewhere.
    #[must_use]
    pub fn check_permission(&self, name: &PermissionName, record: Option<&[Value]>) -> Verdict {
        match self.decide_permission(name, record) {
            Ok(verdict) => verdict,
            Err(error) => Verdict::deny(Reason::Failed(error.0)),
        }
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
        let (mut held, mut kinds) = (false, 0);
        for (tables, line) in self.snapshot.enabled_lines(self.seat, self.today) {
            kinds |= self.snapshot.rules.kinds(line.role);
            if right.is_some_and(|r| r.roles.contains(&line.role)) {
                held |= match &subject {
                    None => true,
                    Some(s) => s.place(self)?.is_reached(&self.snapshot.places, tables, line),
                };
            }
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
}
