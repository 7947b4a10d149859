//! The questions the other way round: who may, to which records, and what.
//!
//! Every candidate is put through the same evaluation as a single question, so that whatever a search finds is also
//! allowed when asked about. Results come in a fixed order and in slices; nothing is left out silently.

use std::collections::BTreeMap;

use bailiwick_model::{Operation, Value};
use bailiwick_policy::{
    DirectoryRecords, UserNumber,
    filter::Filter,
    records::{Listing, Records},
};
use serde::Serialize;

use super::{DecisionError, Evaluator, Query, found::Found, known::KnownPeople, seen::Came};
use crate::question::Target;

/// People who are looked at together.
const PAGE: usize = 500;

/// Some of the results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice<T> {
    /// The results, in order.
    pub found: Vec<T>,
    /// Whether there are more after them.
    pub more: bool,
}

/// What a user may do to a record, or to records of a model, or anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AbilitiesAnswer {
    /// Operations and custom actions by model.
    pub models: BTreeMap<String, Vec<String>>,
    /// Permissions that are not about records. Absent when one model was asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<String>>,
}

impl<T> Slice<T> {
    /// Takes from `candidates` those that `keep` keeps, until there are enough.
    fn fill<C: Copy>(
        candidates: impl IntoIterator<Item = C>,
        limit: usize,
        mut keep: impl FnMut(C) -> Result<Option<T>, DecisionError>,
    ) -> Result<Self, DecisionError> {
        let mut found = Vec::new();
        for candidate in candidates {
            let Some(result) = keep(candidate)? else { continue };
            if found.len() == limit {
                return Ok(Self { found, more: true });
            }
            found.push(result);
        }
        Ok(Self { found, more: false })
    }
}

/// A record's id as it is written.
pub(super) fn id_text(id: &Value) -> Option<String> {
    match id {
        Value::Int(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

impl<'s> Evaluator<'s> {
    /// Logins of the users who may, in order, after the login `after`. The query's user is not looked at.
    ///
    /// # Errors
    /// When the question has no answer.
    pub fn subjects(
        &mut self,
        query: &Query<'_>,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Slice<&'s str>, DecisionError> {
        let slice = self.found_subjects(query, after, limit)?;
        self.see(&Query { user: "", ..*query }, Came::Many(slice.found.len()));
        Ok(slice)
    }

    fn found_subjects(
        &self,
        query: &Query<'_>,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Slice<&'s str>, DecisionError> {
        let found = Found::new(self, query)?;
        if let Some(slice) = self.known_subjects(&found, after, limit)? {
            return Ok(slice);
        }
        let snapshot = &self.state.snapshot;
        let sorted;
        let users: &[UserNumber] = match self.loaded {
            Some(loaded) => loaded.by_login(),
            None => {
                let mut users: Vec<UserNumber> = snapshot.users().collect();
                users.sort_by(|a, b| snapshot.login(*a).cmp(snapshot.login(*b)));
                sorted = users;
                &sorted
            }
        };
        let start = after.map_or(0, |after| users.partition_point(|user| snapshot.login(*user) <= after));
        Slice::fill(users.get(start..).unwrap_or_default(), limit, |user| {
            let login = snapshot.login(*user);
            Ok((self.may(&found, *user)? && self.caller.sees_holdings(login)).then_some(login))
        })
    }

    /// The same of the people whom the caller may ask about, where those are found by themselves: they may be few of very many.
    fn known_subjects(
        &self,
        found: &Found,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Option<Slice<&'s str>>, DecisionError> {
        let Some(KnownPeople { model, filter, moment, zone, records }) = self.caller.known_people() else {
            return Ok(None);
        };
        let (snapshot, mut from) = (&self.state.snapshot, after.map(Value::text));
        let mut subjects = Vec::new();
        loop {
            let (filter, after, zone) = (&filter, from.as_ref(), &zone);
            let page = Listing { model, filter, moment, zone, after, limit: Some(PAGE) };
            let Some(ids) = records.list(&page)? else { return Ok(None) };
            for login in ids.iter().filter_map(id_text) {
                let Some(user) = snapshot.find_user(&login) else { continue };
                if !self.may(found, user)? {
                    continue;
                }
                if subjects.len() == limit {
                    return Ok(Some(Slice { found: subjects, more: true }));
                }
                subjects.push(snapshot.login(user));
            }
            match ids.into_iter().nth(PAGE - 1) {
                Some(last) => from = Some(last),
                None => return Ok(Some(Slice { found: subjects, more: false })),
            }
        }
    }

    /// Whether one of many may.
    fn may(&self, found: &Found, user: UserNumber) -> Result<bool, DecisionError> {
        match found.judge(self, user) {
            Ok(verdict) => Ok(verdict.allowed),
            // These companies are not everybody's.
            Err(DecisionError::Question(crate::QuestionError::Companies(_))) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Ids of the records of the query's model to which the user may, in order, after the id `after`. The query's record
    /// is not looked at.
    ///
    /// # Errors
    /// When the question has no answer.
    pub fn resources(
        &mut self,
        query: &Query<'_>,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Slice<String>, DecisionError> {
        let slice = self.found_resources(query, after, limit);
        match &slice {
            Ok(slice) => self.see(&Query { record: None, ..*query }, Came::Records(&slice.found, slice.more)),
            Err(_) => self.see_verdict(query, &slice, |_| (false, "")),
        }
        slice
    }

    fn found_resources(
        &mut self,
        query: &Query<'_>,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Slice<String>, DecisionError> {
        let user = self.user(query.user)?;
        let brought = query.brought.read()?;
        let query = Query { brought: brought.brought(), values: None, ..*query };
        let general = Found::new(self, &Query { record: None, ..query })?;
        let model = match &general.target {
            Target::Operation(model, _) => *model,
            Target::Permission(_, model) => model.ok_or(DecisionError::NoModel)?,
        };
        let from = after.map(|after| self.state.record_id(model, after)).transpose()?;
        if let Target::Operation(_, operation) = general.target {
            let asker = self.asker(user, &*self.state.records, general.attributes.as_ref())?;
            // A rule that looks at each record's own request has no filter; then every record is asked about.
            let filter = asker.filter(operation, model).ok();
            if filter == Some(Filter::Nothing) {
                return Ok(Slice { found: Vec::new(), more: false });
            }
            let (moment, zone) = (&self.moment, asker.matcher().zone);
            // One more than wanted tells whether there are more.
            let limit = Some(limit.saturating_add(1));
            let as_kept = query.values.is_none() && matches!(query.brought.resource, super::Given::Nothing);
            if let Some(filter) = filter.filter(|_| as_kept)
                && let listing = (Listing { model, filter: &filter, moment, zone, after: None, limit })
                && let Some(slice) = self.listed(listing, from.clone())?
            {
                return Ok(slice);
            }
        }
        let ids =
            DirectoryRecords::new(&self.state.snapshot, &*self.state.records, &self.moment).ids(model)?;
        let start = from.map_or(0, |from| ids.partition_point(|id| id.order(&from).is_le()));
        Slice::fill(ids.get(start..).unwrap_or_default(), limit, |id: &Value| {
            let Some(id) = id_text(id) else { return Ok(None) };
            let found = Found::new(self, &Query { record: Some(&id), ..query })?;
            Ok(found.judge(self, user)?.allowed.then_some(id))
        })
    }

    /// The records of a listing that the caller may know of, up to one less than its limit, after an id; nothing where they cannot
    /// be listed.
    pub(super) fn listed(
        &self,
        listing: Listing<'_>,
        mut from: Option<Value>,
    ) -> Result<Option<Slice<String>>, DecisionError> {
        let info = self.state.snapshot.schema().model(listing.model);
        let limit = listing.limit.unwrap_or(usize::MAX);
        let known = self.caller.known(info, listing.zone, self.assumed);
        let filter = match &known {
            Some(known) => Filter::and([listing.filter.clone(), known.clone()]),
            None => listing.filter.clone(),
        };
        let mut found = Vec::new();
        loop {
            let page = Listing { filter: &filter, after: from.as_ref(), ..listing };
            let Some(ids) = self.state.records.list(&page)? else {
                return Ok(None);
            };
            for id in ids.iter().filter(|id| known.is_some() || self.caller.is_shown(info, id, self.assumed))
            {
                if found.len() + 1 == limit {
                    return Ok(Some(Slice { found, more: true }));
                }
                found.extend(id_text(id));
            }
            match ids.into_iter().nth(limit.saturating_sub(1)) {
                Some(last) => from = Some(last),
                None => return Ok(Some(Slice { found, more: false })),
            }
        }
    }

    /// What the user may do to the query's record: operations first, then the model's own actions. The query's action is
    /// not looked at.
    ///
    /// # Errors
    /// When the question has no answer.
    pub fn actions(&mut self, query: &Query<'_>) -> Result<Vec<String>, DecisionError> {
        let found = self.found_actions(query)?;
        self.see(&Query { action: "", ..*query }, Came::Many(found.len()));
        Ok(found)
    }

    fn found_actions(&mut self, query: &Query<'_>) -> Result<Vec<String>, DecisionError> {
        let user = self.user(query.user)?;
        let model = self.state.model(query.model.ok_or(DecisionError::NoModel)?)?;
        let mut out = Vec::new();
        for name in self.deeds(model) {
            let found = Found::new(self, &Query { action: &name, ..*query })?;
            if found.judge(self, user)?.allowed {
                out.push(name);
            }
        }
        Ok(out)
    }

    /// Everything that can be done to records of a model. An operation goes by its other name where the model declares
    /// an action of that name.
    fn deeds(&self, model: bailiwick_policy::schema::ModelId) -> Vec<String> {
        let actions = &self.state.snapshot.schema().model(model).actions;
        let renamed = |operation: Operation| {
            actions
                .keys()
                .find(|name| name.parse() == Ok(operation))
                .map_or(operation.word(), |name| name.as_str())
        };
        let own = actions.keys().map(|name| name.as_str()).filter(|name| name.parse::<Operation>().is_err());
        Operation::ALL.into_iter().map(renamed).chain(own).map(str::to_owned).collect()
    }

    /// What the user may do to the query's record; without one, to some record of its model; without a model, anywhere.
    ///
    /// # Errors
    /// When the question has no answer.
    pub fn abilities(&mut self, query: &Query<'_>) -> Result<AbilitiesAnswer, DecisionError> {
        if let Some(model) = query.model {
            let actions = self.actions(query)?;
            return Ok(AbilitiesAnswer {
                models: BTreeMap::from([(model.to_owned(), actions)]),
                permissions: None,
            });
        }
        let mut models = BTreeMap::new();
        let schema = self.state.snapshot.schema();
        for info in schema.models() {
            if !self.caller.may_ask(info) {
                continue;
            }
            let actions = self.found_actions(&Query { model: Some(&info.name), record: None, ..*query })?;
            if !actions.is_empty() {
                models.insert(info.name.to_string(), actions);
            }
        }
        let user = self.user(query.user)?;
        let asker = self.asker(user, &*self.state.records, None)?;
        let about_records = |name: &&bailiwick_model::PermissionName| {
            matches!(name, bailiwick_model::PermissionName::Action(..))
        };
        let permissions: Vec<String> = asker
            .permissions()
            .into_iter()
            .filter(|name| !about_records(name))
            .map(ToString::to_string)
            .collect();
        self.see(&Query { action: "", ..*query }, Came::Many(models.len() + permissions.len()));
        Ok(AbilitiesAnswer { models, permissions: Some(permissions) })
    }
}
