//! Users, companies, areas and groups as records, so that rules can say `user.partner_id` or `company_id.parent_id`.

use std::{borrow::Cow, sync::Arc};

use bailiwick_model::{IdKind, Value};

use super::{Snapshot, UserNumber};
use crate::{
    moment::Moment,
    records::{Records, RecordsError, Row, value_from_json},
    schema::{FieldId, ModelId},
};

/// A source of records in which those of the directory are filled in.
///
/// What the directory knows wins over what the source says about the same record: a user's companies and groups are the
/// directory's to tell.
#[derive(Clone, Copy)]
pub struct DirectoryRecords<'a> {
    snapshot: &'a Snapshot,
    base: &'a dyn Records,
    moment: &'a Moment,
}

impl<'a> DirectoryRecords<'a> {
    /// `base`, seen together with the directory of `snapshot` as it is at `moment`.
    #[must_use]
    pub fn new(snapshot: &'a Snapshot, base: &'a dyn Records, moment: &'a Moment) -> Self {
        Self { snapshot, base, moment }
    }

    fn is_directory(&self, model: ModelId) -> bool {
        let schema = &self.snapshot.schema;
        [schema.user, schema.company, schema.area, schema.group].contains(&Some(model))
    }

    /// Whether `model` is a tree that the directory keeps.
    fn owns_places(&self, model: ModelId) -> bool {
        let (schema, places) = (&self.snapshot.schema, &self.snapshot.places);
        (schema.area == Some(model) && places.areas.len() > 0)
            || (schema.company == Some(model) && places.companies.len() > 0)
    }

    fn own_row(&self, model: ModelId, id: &Value) -> Result<Option<Row>, RecordsError> {
        let schema = &self.snapshot.schema;
        let model = Some(model);
        if model == schema.user {
            return self.snapshot.user_of_record(id).map(|u| self.user(u)).transpose();
        }
        let places = &self.snapshot.places;
        if model == schema.area {
            return self.node(&places.areas, id).map(|n| self.area(n)).transpose();
        }
        if model == schema.company {
            return self.node(&places.companies, id).map(|n| self.company(n)).transpose();
        }
        match id {
            Value::Text(name) if model == schema.group => {
                self.snapshot.groups.find(name).map(|_| self.group(id)).transpose()
            }
            _ => Ok(None),
        }
    }

    fn node(&self, tree: &super::PlaceTree, id: &Value) -> Option<u32> {
        tree.node_of(id, true)
    }

    /// The row in the source, or an empty one, to be filled in.
    fn start(&self, model: ModelId, id: &Value) -> Result<Filling<'a>, RecordsError> {
        let found = self.base.row(model, id)?;
        let width = self.snapshot.schema.model(model).fields.len();
        let mut values = found.map_or_else(|| vec![Value::Null; width], |row| row.to_vec());
        if let Some(slot) = values.first_mut() {
            *slot = id.clone();
        }
        Ok(Filling { snapshot: self.snapshot, model, values })
    }

    fn user(&self, user: UserNumber) -> Result<Row, RecordsError> {
        let snapshot = self.snapshot;
        let Some(model) = snapshot.schema.user else { return Ok(Arc::from([])) };
        let seat = snapshot.seat(user);
        let mut row = self.start(model, &snapshot.user_id(user))?;
        if let Some(details) = seat.tables.details(seat.user) {
            for (name, json) in &details.attributes {
                let Some(field) = snapshot.schema.model(model).field(name) else { continue };
                let value = value_from_json(&snapshot.schema, model, field, json);
                row.put(
                    field,
                    value.map_err(|e| RecordsError(format!("user {}: {e}", snapshot.login(user))))?,
                );
            }
            if let Some(name) = &details.name {
                row.set("name", Value::text(name));
            }
        }
        row.set("login", Value::text(snapshot.login(user)));
        let Some(profile) = seat.tables.profile(seat.user) else { return Ok(row.finish()) };
        row.set("active", Value::Bool(profile.active));
        row.set("company_id", profile.company.map_or(Value::Null, |c| snapshot.company_id(c)));
        row.set(
            "company_ids",
            Value::list(sorted(profile.companies.iter().map(|c| snapshot.company_id(*c)))),
        );
        row.set(
            "tz",
            snapshot
                .places
                .zones
                .get(profile.zone)
                .and_then(|z| z.iana_name())
                .map_or(Value::Null, Value::text),
        );
        let today = self.moment.today(profile.day_zone);
        row.set("center_area_ids", Value::list(snapshot.local_areas(seat, today)));
        let groups = snapshot.enabled_groups(seat, today);
        row.set("all_group_ids", Value::list(snapshot.group_record_ids(&groups)));
        row.set("group_ids", Value::list(snapshot.direct_group_ids(seat, today)));
        let internal = snapshot.groups.find("base.group_user").is_some_and(|g| groups.contains(g));
        row.set("share", Value::Bool(!internal));
        Ok(row.finish())
    }

    fn area(&self, node: u32) -> Result<Row, RecordsError> {
        let places = &self.snapshot.places;
        let Some(model) = self.snapshot.schema.area else { return Ok(Arc::from([])) };
        let id = self.snapshot.area_id(node).unwrap_or_default();
        let mut row = self.start(model, &id)?;
        row.set("name", places.area_names.get(node as usize).map_or(Value::Null, Value::text));
        row.set("code", Value::text(places.areas.names.name(node)));
        row.parent(places.areas.parent(node).and_then(|p| self.snapshot.area_id(p)).unwrap_or_default());
        Ok(row.finish())
    }

    fn company(&self, node: u32) -> Result<Row, RecordsError> {
        let places = &self.snapshot.places;
        let Some(model) = self.snapshot.schema.company else { return Ok(Arc::from([])) };
        let mut row = self.start(model, &self.snapshot.company_id(node))?;
        row.set("name", places.company_names.get(node as usize).map_or(Value::Null, Value::text));
        row.set("code", Value::text(places.companies.names.name(node)));
        row.parent(places.companies.parent(node).map_or(Value::Null, |p| self.snapshot.company_id(p)));
        Ok(row.finish())
    }

    fn group(&self, id: &Value) -> Result<Row, RecordsError> {
        let Some(model) = self.snapshot.schema.group else { return Ok(Arc::from([])) };
        let mut row = self.start(model, id)?;
        row.set("name", id.clone());
        Ok(row.finish())
    }

    fn own_ids(&self, model: ModelId) -> Vec<Value> {
        let (schema, places) = (&self.snapshot.schema, &self.snapshot.places);
        let model = Some(model);
        let ids: Vec<Value> = if model == schema.user {
            self.snapshot.users().map(|u| self.snapshot.user_id(u)).collect()
        } else if model == schema.area {
            (0..places.areas.len() as u32).filter_map(|n| self.snapshot.area_id(n)).collect()
        } else if model == schema.company {
            (0..places.companies.len() as u32).map(|n| self.snapshot.company_id(n)).collect()
        } else if model == schema.group {
            self.snapshot.groups.names.iter().map(Value::text).collect()
        } else {
            Vec::new()
        };
        ids.into_iter().filter(|id| !id.is_null()).collect()
    }
}

/// Values in order, each once; those that are not set are left out.
pub(super) fn sorted(values: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut values: Vec<Value> = values.filter(|v| !v.is_null()).collect();
    values.sort_unstable_by(Value::order);
    values.dedup();
    values
}

struct Filling<'a> {
    snapshot: &'a Snapshot,
    model: ModelId,
    values: Vec<Value>,
}

impl Filling<'_> {
    fn put(&mut self, field: FieldId, value: Value) {
        if let Some(slot) = self.values.get_mut(field.slot()) {
            *slot = value;
        }
    }

    /// Sets a field if the model has it.
    fn set(&mut self, name: &str, value: Value) {
        if let Some(field) = self.snapshot.schema.model(self.model).field(name) {
            self.put(field, value);
        }
    }

    fn parent(&mut self, value: Value) {
        if let Some(field) = self.snapshot.schema.model(self.model).parent {
            self.put(field, value);
        }
    }

    fn finish(self) -> Row {
        self.values.into()
    }
}

impl Records for DirectoryRecords<'_> {
    fn row(&self, model: ModelId, id: &Value) -> Result<Option<Row>, RecordsError> {
        match self.own_row(model, id)? {
            Some(row) => Ok(Some(row)),
            // A place that the directory does not know is nobody's to reach, whatever the source says about it.
            None if self.owns_places(model) => Ok(None),
            None => self.base.row(model, id),
        }
    }

    fn referrers(
        &self,
        model: ModelId,
        field: FieldId,
        id: &Value,
    ) -> Result<Cow<'_, [Value]>, RecordsError> {
        let base = self.base.referrers(model, field, id)?;
        if !self.is_directory(model) {
            return Ok(base);
        }
        let mut out = base.into_owned();
        for candidate in self.own_ids(model) {
            let links = self.row(model, &candidate)?.is_some_and(|row| row.get(field.slot()) == Some(id));
            out.retain(|r| *r != candidate);
            if links {
                out.push(candidate);
            }
        }
        Ok(Cow::Owned(out))
    }

    fn ids(&self, model: ModelId) -> Result<Vec<Value>, RecordsError> {
        let mut ids = self.base.ids(model)?;
        if self.is_directory(model) {
            ids.extend(self.own_ids(model));
            ids.sort_unstable_by(Value::order);
            ids.dedup();
        }
        Ok(ids)
    }
}

impl Snapshot {
    /// An area's id among the records: the given one, or its code where records are known by text.
    pub(crate) fn area_id(&self, area: u32) -> Option<Value> {
        match self.places.areas.record_id(area) {
            Some(id) => Some(Value::from(id)),
            None => match self.schema.area.map(|m| self.schema.model(m).id_kind()) {
                Some(IdKind::Text) => Some(Value::text(self.places.areas.names.name(area))),
                _ => None,
            },
        }
    }

    /// A company's id among the records: the given one, or its code where records are known by text.
    pub(crate) fn company_id(&self, company: u32) -> Value {
        match self.places.companies.record_id(company) {
            Some(id) => Value::from(id),
            None => match self.schema.company.map(|m| self.schema.model(m).id_kind()) {
                Some(IdKind::Text) | None => Value::text(self.places.companies.names.name(company)),
                Some(IdKind::Integer) => Value::Null,
            },
        }
    }
}
