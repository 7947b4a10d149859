//! A question with every name in it found, except the user's: searches ask it of many.

use bailiwick_model::{Operation, PermissionName, Value};
use bailiwick_policy::{
    Attributes, Reason, UserNumber, Verdict, attribute_from_json,
    domain::RequestPart,
    records::{Overlay, Records, Row},
    schema::{FieldId, ModelId, ModelInfo},
};
use serde_json::{Map, Value as Json};

use super::{Brought, DecisionError, Evaluator, Query, caller::is_own};
use crate::{
    question::{Misfit, Part, QuestionError, Record, Target},
    state::State,
};

/// What is asked, and of which record.
pub(super) struct Found {
    pub(super) target: Target,
    pub(super) about: About,
    /// The record as it would be.
    pub(super) after: Option<Row>,
    /// Fields that are touched.
    pub(super) fields: Vec<FieldId>,
    pub(super) attributes: Option<Attributes>,
}

/// What a question is about.
pub(super) enum About {
    /// Records of a model in general, or a permission as such.
    General,
    /// This record.
    Record(ModelId, Record),
    /// A record that there is not.
    Missing,
}

impl Found {
    pub(super) fn new(evaluator: &Evaluator<'_>, query: &Query<'_>) -> Result<Self, DecisionError> {
        let state = evaluator.state;
        let model = match query.model {
            Some(name) => state.model(name).map_err(Some),
            None => Err(None),
        };
        match model {
            Ok(model) => Self::on_model(evaluator, query, model),
            Err(error) => match query.action.parse::<PermissionName>() {
                // A permission that is not about records may be asked about with any kind of resource.
                Ok(name) if !matches!(name, PermissionName::Action(..)) => {
                    Ok(Self::general(Target::Permission(name, None)))
                }
                Ok(PermissionName::Action(model, action)) if error.is_none() => {
                    Self::on_model(evaluator, &Query { action: &action, ..*query }, state.model(&model)?)
                }
                _ => Err(error.map_or(DecisionError::NoModel, DecisionError::Question)),
            },
        }
    }

    fn general(target: Target) -> Self {
        Self { target, about: About::General, after: None, fields: Vec::new(), attributes: None }
    }

    fn on_model(evaluator: &Evaluator<'_>, query: &Query<'_>, model: ModelId) -> Result<Self, DecisionError> {
        let state = evaluator.state;
        let info = state.snapshot.schema().model(model);
        if !evaluator.caller.may_ask(info) {
            return Err(DecisionError::OwnModel(info.name.to_string()));
        }
        let target = state.target(model, query.action)?;
        if let Target::Permission(PermissionName::Action(of, _), _) = &target
            && *of != info.name
        {
            // Its rules are about records of another model; this one cannot be held against them.
            return Err(state.no_action(model, query.action).into());
        }
        let creates = obeys(state, &target) == Some(Operation::Create);
        let mut about = match query.record {
            Some(id) => record(evaluator, model, id, query.brought, creates)?,
            None => About::General,
        };
        if creates && matches!((&about, query.values), (About::General, Some(_))) {
            about = About::Record(model, Record { row: blank(info, Value::Null), supplied: true });
        }
        let mut found = Self { about, ..Self::general(target) };
        found.touch(state, model, query)?;
        if !found.links_are_seen(evaluator, model, query) {
            // What would be linked to something that is out of the caller's sight is as good as linked to nothing.
            found.about = About::Missing;
        }
        // Rules see one word per deed, whichever of its names was asked with.
        let word = match &found.target {
            Target::Operation(_, operation) if !info.actions.contains_key(query.action) => operation.word(),
            _ => query.action,
        };
        found.attributes = attributes(evaluator, info, &Query { action: word, ..*query }, found.row())?;
        Ok(found)
    }

    /// Takes up the proposed values and the fields they touch.
    fn touch(&mut self, state: &State, model: ModelId, query: &Query<'_>) -> Result<(), DecisionError> {
        let info = state.snapshot.schema().model(model);
        let named = query.fields.iter().enumerate().map(|(at, name)| (name.as_str(), Part::Field(at)));
        let changed = query.values.into_iter().flatten().map(|(name, _)| name.as_str());
        let changed = changed.map(|name| (name, Part::Value(name.to_owned())));
        let field =
            |(name, part)| info.field(name).ok_or_else(|| QuestionError::no_field(&info.name, name, part));
        self.fields = named.chain(changed).map(field).collect::<Result<_, _>>()?;
        let creates = matches!(self.target, Target::Operation(_, Operation::Create));
        if !creates && query.values.is_some_and(|values| values.contains_key("id")) {
            let what = "id: a record keeps its id; leave it out of the values".to_owned();
            return Err(
                QuestionError::Values(vec![Misfit { part: Part::Value("id".to_owned()), what }]).into()
            );
        }
        if let (Some(values), About::Record(_, record)) = (query.values, &self.about) {
            let row = state.row(model, Some(&record.row), values)?;
            match &self.target {
                // What is created is only what it will be.
                Target::Operation(_, Operation::Create) => {
                    self.about = About::Record(model, Record { row, supplied: true })
                }
                _ => self.after = Some(row),
            }
        }
        Ok(())
    }

    /// Whether the caller may know of everything that the proposed values link to.
    fn links_are_seen(&self, evaluator: &Evaluator<'_>, model: ModelId, query: &Query<'_>) -> bool {
        let schema = evaluator.state.snapshot.schema();
        let info = schema.model(model);
        let Some(row) = self.after.as_ref().or_else(|| self.row()) else { return true };
        query.values.into_iter().flatten().all(|(name, _)| {
            let Some(field) = info.field(name) else { return true };
            let Some(comodel) = info.info(field).kind.comodel() else { return true };
            let comodel = schema.model(comodel);
            match row.get(field.slot()) {
                None | Some(Value::Null) => true,
                Some(Value::List(ids)) => ids.iter().all(|id| evaluator.caller.sees(comodel, id)),
                Some(id) => evaluator.caller.sees(comodel, id),
            }
        })
    }

    /// The record's values, if the question is about one that there is.
    pub(super) fn row(&self) -> Option<&Row> {
        match &self.about {
            About::Record(_, record) => Some(&record.row),
            _ => None,
        }
    }

    /// The answer for one user.
    pub(super) fn judge(
        &self,
        evaluator: &Evaluator<'_>,
        user: UserNumber,
    ) -> Result<Verdict, DecisionError> {
        self.judge_both(evaluator, user).map(|(verdict, _)| verdict)
    }

    /// The answer for one user, and whether it is about the record as it would be.
    pub(super) fn judge_both(
        &self,
        evaluator: &Evaluator<'_>,
        user: UserNumber,
    ) -> Result<(Verdict, bool), DecisionError> {
        let sight = self.sight(evaluator.state);
        let asker = evaluator.asker(user, sight.records(), self.attributes.as_ref())?;
        let (row, fields) = (self.row().map(|row| &**row), &self.fields);
        let verdict = match (&self.target, &self.about) {
            (_, About::Missing) => Verdict { allowed: false, reason: Reason::NoRecord },
            (Target::Permission(name, _), _) => asker.check_permission_fields(name, row, fields),
            (Target::Operation(model, operation), _) => match row {
                None => asker.check_model_fields(*operation, *model, fields),
                Some(row) if fields.is_empty() => asker.check(*operation, *model, row),
                Some(row) => asker.check_fields(*operation, *model, row, fields),
            },
        };
        match (&self.about, &self.after) {
            (About::Record(model, record), Some(after)) if verdict.allowed && record.row != *after => {
                Ok((self.judge_after(evaluator, user, *model, after)?, true))
            }
            _ => Ok((verdict, false)),
        }
    }

    /// The answer about the record as it would be: whoever may touch it before must be allowed to after.
    fn judge_after(
        &self,
        evaluator: &Evaluator<'_>,
        user: UserNumber,
        model: ModelId,
        after: &Row,
    ) -> Result<Verdict, DecisionError> {
        let overlay = evaluator.state.overlay(model, after);
        let asker = evaluator.asker(user, &overlay, self.attributes.as_ref())?;
        Ok(match &self.target {
            Target::Operation(_, operation) => asker.check_fields(*operation, model, after, &self.fields),
            Target::Permission(name, _) => asker.check_permission_fields(name, Some(after), &self.fields),
        })
    }

    /// The records as this question shows them.
    pub(super) fn sight<'r>(&self, state: &'r State) -> Sight<'r> {
        match &self.about {
            About::Record(model, record) if record.supplied => {
                Sight::Changed(state.overlay(*model, &record.row))
            }
            _ => Sight::Kept(&*state.records),
        }
    }

    /// The records as they would be, if the answer is about that.
    pub(super) fn sight_of<'r>(&self, state: &'r State, after: Option<&Row>) -> Sight<'r> {
        match (&self.about, after) {
            (About::Record(model, _), Some(after)) => Sight::Changed(state.overlay(*model, after)),
            _ => self.sight(state),
        }
    }
}

/// The records, with or without a change.
pub(super) enum Sight<'r> {
    Kept(&'r dyn Records),
    Changed(Overlay<'r>),
}

impl Sight<'_> {
    pub(super) fn records(&self) -> &dyn Records {
        match self {
            Self::Kept(records) => *records,
            Self::Changed(overlay) => overlay,
        }
    }
}

/// The operation whose rules a deed obeys.
pub(super) fn obeys(state: &State, target: &Target) -> Option<Operation> {
    match target {
        Target::Operation(_, operation) => Some(*operation),
        Target::Permission(PermissionName::Action(_, action), Some(model)) => {
            state.snapshot.action(*model, action)
        }
        Target::Permission(..) => None,
    }
}

fn record(
    evaluator: &Evaluator<'_>,
    model: ModelId,
    id: &str,
    brought: Brought<'_>,
    creates: bool,
) -> Result<About, DecisionError> {
    let state = evaluator.state;
    let info = state.snapshot.schema().model(model);
    let id = state.record_id(model, id)?;
    let supplied = if info.accepts.resource.is_empty() {
        None
    } else {
        brought.resource.members("resource.properties")?
    };
    let is_told = evaluator.caller.is_told_of(info, &id, evaluator.assumed);
    // What an application brings along of a record that is nowhere kept tells nobody anything.
    let brings = !is_told && supplied.is_some() && !is_own(&info.name);
    let record = match is_told || (brings && state.stored(&evaluator.moment, model, &id)?.is_none()) {
        true => state.record(&evaluator.moment, model, &id, supplied.as_deref())?,
        false => None,
    };
    Ok(match record {
        Some(record) => About::Record(model, record),
        // What is to be created is not there yet.
        None if creates => About::Record(model, Record { row: blank(info, id), supplied: true }),
        None => About::Missing,
    })
}

/// A record without values.
fn blank(info: &ModelInfo, id: Value) -> Row {
    let mut row = vec![Value::Null; info.fields.len()];
    if let Some(slot) = row.get_mut(FieldId::ID.slot()) {
        *slot = id;
    }
    row.into()
}

/// What rules may read of the request: the accepted attributes, the action's name, the record's id.
fn attributes(
    evaluator: &Evaluator<'_>,
    info: &ModelInfo,
    query: &Query<'_>,
    row: Option<&Row>,
) -> Result<Option<Attributes>, DecisionError> {
    let mut out = Attributes::default();
    out.subject_wins = info.accepts.overrides_stored;
    let mut any = evaluator.reads_requests;
    let parts = [
        (RequestPart::Subject, &info.accepts.subject, query.brought.subject, "subject.properties"),
        (RequestPart::Action, &info.accepts.action, query.brought.action, "action.properties"),
        (RequestPart::Context, &info.accepts.context, query.brought.context, "context"),
    ];
    for (part, accepted, given, place) in parts {
        if accepted.is_empty() {
            continue;
        }
        let members: Option<std::borrow::Cow<'_, Map<String, Json>>> = given.members(place)?;
        for (name, value) in members.iter().flat_map(|m| m.iter()) {
            if accepted.iter().any(|a| a.as_str() == name) {
                out.put(part, name, attribute_from_json(value));
                any = true;
            }
        }
    }
    if evaluator.reads_requests {
        out.put(RequestPart::Action, "name", Value::text(query.action));
        if let Some(row) = row {
            // What is kept has been weighed against what was brought; rules see the outcome.
            for name in &info.accepts.resource {
                let value = info.field(name).and_then(|field| row.get(field.slot()));
                out.put(RequestPart::Resource, name, value.cloned().unwrap_or_default());
            }
            out.put(RequestPart::Resource, "id", row.first().cloned().unwrap_or_default());
        }
    }
    Ok(any.then_some(out))
}
