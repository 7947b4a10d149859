//! A user's overrides: exceptions that deny, or allow, whatever the role lines say.

use bailiwick_model::{Effect, Operation, Override, OverrideTarget, PermissionName, Value};

use crate::{asker::Asker, decide::Subject, records::RecordsError, schema::ModelId, snapshot::Window};

impl Asker<'_> {
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

    fn override_reaches(&self, o: &Override, subject: &Subject<'_>) -> Result<bool, RecordsError> {
        if o.areas.is_empty() && o.companies.is_empty() {
            return Ok(true);
        }
        let (areas, companies) = self.override_nodes(o);
        Ok(subject.place(self)?.is_within(&self.snapshot.places, &areas, &companies))
    }

    pub(crate) fn overrides(&self) -> &[Override] {
        self.seat.tables.details(self.seat.user).map_or(&[], |d| &d.overrides)
    }

    /// An override about the model as a whole: not limited to some records or places.
    pub(crate) fn override_of_model(
        &self,
        effect: Effect,
        operation: Operation,
        model: ModelId,
    ) -> Option<usize> {
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

    /// The first override that denies the named right, and the first that allows it.
    pub(crate) fn overrides_of_right(
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
