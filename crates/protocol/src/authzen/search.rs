//! Who may, what may be done, and to what.

use serde_json::{Map, Value, json};

use super::{
    Action, Entity, Limits, Object, Page, RequestError, Sought,
    entity::Shape,
    envelope::{Envelope, Plan},
    evaluation::needed,
    scan,
};

/// Which subjects may do this?
#[derive(Clone, Debug)]
pub struct SubjectSearch<'a> {
    /// The type of subject to find.
    pub subject: Sought<'a>,
    /// What they would do.
    pub action: Action<'a>,
    /// To what.
    pub resource: Entity<'a>,
    /// Under which circumstances.
    pub context: Option<Object<'a>>,
    /// Which part of the results.
    pub page: Page<'a>,
}

/// To which resources may the subject do this?
#[derive(Clone, Debug)]
pub struct ResourceSearch<'a> {
    /// Who.
    pub subject: Entity<'a>,
    /// What.
    pub action: Action<'a>,
    /// The type of resource to find.
    pub resource: Sought<'a>,
    /// Under which circumstances.
    pub context: Option<Object<'a>>,
    /// Which part of the results.
    pub page: Page<'a>,
}

/// What may the subject do to the resource?
#[derive(Clone, Debug)]
pub struct ActionSearch<'a> {
    /// Who.
    pub subject: Entity<'a>,
    /// To what.
    pub resource: Entity<'a>,
    /// Under which circumstances.
    pub context: Option<Object<'a>>,
    /// Which part of the results.
    pub page: Page<'a>,
}

const SEARCH: Plan = Plan { page: true, ..Plan::EVALUATION };

impl<'a> SubjectSearch<'a> {
    /// Reads the body of a subject search. A subject id is ignored.
    ///
    /// # Errors
    /// [`RequestError`] names the member and what is wrong with it.
    pub fn read(body: &'a [u8], limits: &Limits) -> Result<Self, RequestError> {
        let plan = Plan { subject: Shape::Sought, ..SEARCH };
        let read = Envelope::read(scan::admit(body, limits)?, plan)?;
        Ok(Self {
            subject: needed("subject", read.subject)?.sought("subject")?,
            action: needed("action", read.action)?.action("action")?,
            resource: needed("resource", read.resource)?.entity("resource")?,
            context: read.context,
            page: read.page.unwrap_or_default(),
        })
    }

    /// The search as canonical text, less its place in the results: equal for pages of one search, see
    /// [`super::PageToken`].
    ///
    /// # Errors
    /// When attributes are unusable, see [`Object::members`].
    pub fn canonical(&self) -> Result<String, RequestError> {
        let parts = [sought(&self.subject)?, action(&self.action)?, entity(&self.resource)?];
        canonical("subject", parts, self.context, &self.page)
    }
}

impl<'a> ResourceSearch<'a> {
    /// Reads the body of a resource search. A resource id is ignored.
    ///
    /// # Errors
    /// [`RequestError`] names the member and what is wrong with it.
    pub fn read(body: &'a [u8], limits: &Limits) -> Result<Self, RequestError> {
        let plan = Plan { resource: Shape::Sought, ..SEARCH };
        let read = Envelope::read(scan::admit(body, limits)?, plan)?;
        Ok(Self {
            subject: needed("subject", read.subject)?.entity("subject")?,
            action: needed("action", read.action)?.action("action")?,
            resource: needed("resource", read.resource)?.sought("resource")?,
            context: read.context,
            page: read.page.unwrap_or_default(),
        })
    }

    /// As [`SubjectSearch::canonical`].
    ///
    /// # Errors
    /// When attributes are unusable, see [`Object::members`].
    pub fn canonical(&self) -> Result<String, RequestError> {
        let parts = [entity(&self.subject)?, action(&self.action)?, sought(&self.resource)?];
        canonical("resource", parts, self.context, &self.page)
    }
}

impl<'a> ActionSearch<'a> {
    /// Reads the body of an action search. An action is ignored.
    ///
    /// # Errors
    /// [`RequestError`] names the member and what is wrong with it.
    pub fn read(body: &'a [u8], limits: &Limits) -> Result<Self, RequestError> {
        let plan = Plan { action: None, ..SEARCH };
        let read = Envelope::read(scan::admit(body, limits)?, plan)?;
        Ok(Self {
            subject: needed("subject", read.subject)?.entity("subject")?,
            resource: needed("resource", read.resource)?.entity("resource")?,
            context: read.context,
            page: read.page.unwrap_or_default(),
        })
    }

    /// As [`SubjectSearch::canonical`].
    ///
    /// # Errors
    /// When attributes are unusable, see [`Object::members`].
    pub fn canonical(&self) -> Result<String, RequestError> {
        let parts = [entity(&self.subject)?, Value::Null, entity(&self.resource)?];
        canonical("action", parts, self.context, &self.page)
    }
}

fn canonical(
    search: &str,
    [subject, action, resource]: [Value; 3],
    context: Option<Object<'_>>,
    page: &Page<'_>,
) -> Result<String, RequestError> {
    // Objects of `serde_json` keep their members sorted, so equal searches are equal texts.
    Ok(json!([search, subject, action, resource, members(context)?, members(page.properties)?]).to_string())
}

fn members(object: Option<Object<'_>>) -> Result<Map<String, Value>, RequestError> {
    object.map_or_else(|| Ok(Map::new()), Object::members)
}

fn entity(entity: &Entity<'_>) -> Result<Value, RequestError> {
    Ok(json!([entity.kind, entity.id, members(entity.properties)?]))
}

fn sought(sought: &Sought<'_>) -> Result<Value, RequestError> {
    Ok(json!([sought.kind, members(sought.properties)?]))
}

fn action(action: &Action<'_>) -> Result<Value, RequestError> {
    Ok(json!([action.name, members(action.properties)?]))
}
