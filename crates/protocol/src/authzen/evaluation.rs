//! One question, or a batch of them.

use serde::Deserialize;

use super::{
    Action, Entity, Limits, Object, RequestError,
    entity::Parts,
    envelope::{Envelope, Items, Plan},
    scan,
};

/// May `subject` do `action` to `resource`?
#[derive(Clone, Debug)]
pub struct EvaluationRequest<'a> {
    /// Who.
    pub subject: Entity<'a>,
    /// What.
    pub action: Action<'a>,
    /// To what.
    pub resource: Entity<'a>,
    /// Under which circumstances.
    pub context: Option<Object<'a>>,
}

impl<'a> EvaluationRequest<'a> {
    /// Reads the body of an evaluation.
    ///
    /// # Errors
    /// [`RequestError`] names the member and what is wrong with it.
    ///
    /// ```
    /// use bailiwick_protocol::authzen::{EvaluationRequest, Limits};
    ///
    /// let body = br#"{"subject": {"type": "user", "id": "asha"}, "action": {"name": "read"},
    ///                 "resource": {"type": "res.partner", "id": "7"}}"#;
    /// let request = EvaluationRequest::read(body, &Limits::default()).unwrap();
    /// assert_eq!(request.subject.id, "asha");
    /// ```
    pub fn read(body: &'a [u8], limits: &Limits) -> Result<Self, RequestError> {
        Self::from_envelope(Envelope::read(scan::admit(body, limits)?, Plan::EVALUATION)?)
    }

    fn from_envelope(envelope: Envelope<'a>) -> Result<Self, RequestError> {
        Ok(Self {
            subject: needed("subject", envelope.subject)?.entity("subject")?,
            action: needed("action", envelope.action)?.action("action")?,
            resource: needed("resource", envelope.resource)?.entity("resource")?,
            context: envelope.context,
        })
    }
}

pub(super) fn needed<T>(member: &str, value: Option<T>) -> Result<T, RequestError> {
    value.ok_or_else(|| RequestError::member(member, "is required"))
}

/// What came to the evaluations endpoint.
#[derive(Clone, Debug)]
pub enum EvaluationsRequest<'a> {
    /// Without items it is a single question, to be answered as such.
    Single(EvaluationRequest<'a>),
    /// Several questions.
    Batch(Batch<'a>),
}

impl<'a> EvaluationsRequest<'a> {
    /// Reads the body of a batch.
    ///
    /// # Errors
    /// Only what makes the whole body unusable; faults of single items come out of [`Batch::items`].
    pub fn read(body: &'a [u8], limits: &Limits) -> Result<Self, RequestError> {
        let plan = Plan { items: Some(limits.items), partial: true, ..Plan::EVALUATION };
        let mut defaults = Envelope::read(scan::admit(body, limits)?, plan)?;
        let items = defaults.evaluations.take().unwrap_or_default();
        if items.is_empty() {
            return EvaluationRequest::from_envelope(defaults).map(Self::Single);
        }
        let semantic = defaults.semantic.unwrap_or_default();
        Ok(Self::Batch(Batch { defaults, items, semantic }))
    }
}

/// Several questions with common defaults.
#[derive(Clone, Debug)]
pub struct Batch<'a> {
    defaults: Envelope<'a>,
    items: Items<'a>,
    semantic: Semantic,
}

impl<'a> Batch<'a> {
    /// How many questions there are; at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// When to stop.
    #[must_use]
    pub fn semantic(&self) -> Semantic {
        self.semantic
    }

    /// The questions in order, each read when its turn comes. What an item says about an entity replaces the
    /// default whole, except that a missing `type`, `id` or `name` is taken from there; what it does not mention is
    /// inherited.
    pub fn items(&self) -> impl ExactSizeIterator<Item = Result<EvaluationRequest<'a>, RequestError>> + '_ {
        self.items.iter().enumerate().map(|(index, item)| self.item(item.get()).map_err(|e| e.in_item(index)))
    }

    fn item(&self, text: &'a str) -> Result<EvaluationRequest<'a>, RequestError> {
        let own = Envelope::read(text, Plan { partial: true, ..Plan::EVALUATION })?;
        let Envelope { subject, action, resource, context, .. } = &self.defaults;
        EvaluationRequest::from_envelope(Envelope {
            subject: merged(own.subject, subject.as_ref()),
            action: merged(own.action, action.as_ref()),
            resource: merged(own.resource, resource.as_ref()),
            context: own.context.or(*context),
            ..Envelope::default()
        })
    }
}

fn merged<'a>(own: Option<Parts<'a>>, default: Option<&Parts<'a>>) -> Option<Parts<'a>> {
    match own {
        Some(own) => Some(own.over(default)),
        None => default.cloned(),
    }
}

/// When a batch stops.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Semantic {
    /// Never: every question is answered.
    #[default]
    ExecuteAll,
    /// After the first denial or failure, which is still answered.
    DenyOnFirstDeny,
    /// After the first permission, which is still answered.
    PermitOnFirstPermit,
}

impl Semantic {
    /// Whether the answer `decision` is the last one. A failed item counts as a denial.
    #[must_use]
    pub fn stops_after(self, decision: bool) -> bool {
        match self {
            Self::ExecuteAll => false,
            Self::DenyOnFirstDeny => !decision,
            Self::PermitOnFirstPermit => decision,
        }
    }
}
