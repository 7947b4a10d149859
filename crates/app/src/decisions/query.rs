//! A question as it came in: words, and attributes that nobody has looked into yet.

use std::borrow::Cow;

use bailiwick_protocol::authzen::{EvaluationRequest, Object, RequestError};
use serde_json::{Map, Value as Json};

/// A question in words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'q> {
    /// Login of the user it is about.
    pub user: &'q str,
    /// An operation, a custom action of the model, or a permission.
    pub action: &'q str,
    /// The kind of record; without one the question is about a permission as such.
    pub model: Option<&'q str>,
    /// The record; without one the question is about records of the model in general.
    pub record: Option<&'q str>,
    /// Values that the record would get.
    pub values: Option<&'q Map<String, Json>>,
    /// Fields that are touched, beside those of `values`.
    pub fields: &'q [String],
    /// Attributes that came along.
    pub brought: Brought<'q>,
}

/// Attributes that came with a question. Which of them count is declared by the model.
#[derive(Clone, Copy, Debug, Default)]
pub struct Brought<'q> {
    /// Of the user.
    pub subject: Given<'q>,
    /// Of what is done.
    pub action: Given<'q>,
    /// Of the record.
    pub resource: Given<'q>,
    /// Of the circumstances.
    pub context: Given<'q>,
}

/// [`Brought`] with everything read, for questions that are asked many times over.
pub(super) struct Read<'q>([Option<Cow<'q, Map<String, Json>>>; 4]);

impl<'q> Brought<'q> {
    /// Reads all parts.
    pub(super) fn read(self) -> Result<Read<'q>, RequestError> {
        Ok(Read([
            self.subject.members("subject.properties")?,
            self.action.members("action.properties")?,
            self.resource.members("resource.properties")?,
            self.context.members("context")?,
        ]))
    }
}

impl Read<'_> {
    /// The attributes as a question takes them.
    pub(super) fn brought(&self) -> Brought<'_> {
        let given = self.0.each_ref().map(|part| part.as_deref().map_or(Given::Nothing, Given::Members));
        let [subject, action, resource, context] = given;
        Brought { subject, action, resource, context }
    }
}

/// Attributes of one part.
#[derive(Clone, Copy, Debug, Default)]
pub enum Given<'q> {
    /// None.
    #[default]
    Nothing,
    /// These.
    Members(&'q Map<String, Json>),
    /// Those in a text that is read when somebody asks for them.
    Unread(Object<'q>),
}

impl<'q> Given<'q> {
    /// The attributes. `place` is what they are called in messages.
    pub(super) fn members(self, place: &str) -> Result<Option<Cow<'q, Map<String, Json>>>, RequestError> {
        match self {
            Self::Nothing => Ok(None),
            Self::Members(members) => Ok(Some(Cow::Borrowed(members))),
            Self::Unread(object) => match object.members() {
                Ok(members) => Ok(Some(Cow::Owned(members))),
                Err(error) => Err(RequestError::Member { path: place.to_owned(), what: error.to_string() }),
            },
        }
    }
}

impl<'q> From<Option<Object<'q>>> for Given<'q> {
    fn from(object: Option<Object<'q>>) -> Self {
        object.map_or(Self::Nothing, Self::Unread)
    }
}

impl<'q> From<&'q EvaluationRequest<'q>> for Query<'q> {
    fn from(request: &'q EvaluationRequest<'q>) -> Self {
        Self {
            user: &request.subject.id,
            action: &request.action.name,
            model: Some(&request.resource.kind),
            record: Some(&request.resource.id),
            brought: Brought {
                subject: request.subject.properties.into(),
                action: request.action.properties.into(),
                resource: request.resource.properties.into(),
                context: request.context.into(),
            },
            ..Self::default()
        }
    }
}
