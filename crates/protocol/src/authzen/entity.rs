//! Subjects, actions, resources and their attributes.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor},
};
use serde_json::{Map, Value, value::RawValue};

use super::{
    Limits, RequestError, scan,
    trail::Trail,
    word::{Member, Text},
};
use crate::document::unique;

/// A subject or a resource.
#[derive(Clone, Debug)]
pub struct Entity<'a> {
    /// Its type, as in `user` or `res.partner`.
    pub kind: Cow<'a, str>,
    /// Its id among those of its type.
    pub id: Cow<'a, str>,
    /// What the caller says about it.
    pub properties: Option<Object<'a>>,
}

/// The subject or resource that a search looks for.
#[derive(Clone, Debug)]
pub struct Sought<'a> {
    /// Its type.
    pub kind: Cow<'a, str>,
    /// What the caller says about it.
    pub properties: Option<Object<'a>>,
}

/// What is done.
#[derive(Clone, Debug)]
pub struct Action<'a> {
    /// Its name, as in `read`.
    pub name: Cow<'a, str>,
    /// What the caller says about it.
    pub properties: Option<Object<'a>>,
}

/// A JSON object that nobody has looked into yet.
#[derive(Clone, Copy, Debug)]
pub struct Object<'a>(&'a RawValue);

impl<'a> Object<'a> {
    /// Reads a body that is to be one JSON object, whatever its members.
    ///
    /// # Errors
    /// When it is too long, too deep, or no object.
    pub fn read(body: &'a [u8], limits: &Limits) -> Result<Self, RequestError> {
        let text = scan::admit(body, limits)?;
        serde_json::from_str(text).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => RequestError::member("", "must be an object"),
            _ => RequestError::malformed(error.to_string()),
        })
    }

    /// The object as the caller wrote it.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.0.get()
    }

    /// Its members.
    ///
    /// # Errors
    /// When a member is repeated at any depth, or a number is out of range.
    pub fn members(self) -> Result<Map<String, Value>, RequestError> {
        // The body's depth was checked when it came in.
        unique::members(self.text()).map_err(|e| RequestError::malformed(e.to_string()))
    }
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        if raw.get().starts_with('{') { Ok(Self(raw)) } else { Err(D::Error::custom("must be an object")) }
    }
}

/// An entity as read, before it is known which members its place requires.
#[derive(Clone, Debug)]
pub(super) struct Parts<'a> {
    /// `type`, or `name` for an action.
    pub(super) word: Option<Cow<'a, str>>,
    /// `id`, where one is read.
    pub(super) id: Option<Cow<'a, str>>,
    /// `properties`.
    pub(super) properties: Option<Object<'a>>,
}

/// What makes an entity whole in its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `type` and `id`.
    Entity,
    /// `type`; an `id` is ignored.
    Sought,
    /// `name`.
    Action,
}

pub(super) struct PartsSeed<'t> {
    pub(super) trail: &'t Trail,
    pub(super) shape: Shape,
    /// Whether members may be missing, because another object may have them.
    pub(super) partial: bool,
}

impl<'de> DeserializeSeed<'de> for PartsSeed<'_> {
    type Value = Parts<'de>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Parts<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for PartsSeed<'_> {
    type Value = Parts<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parts<'de>, A::Error> {
        let Self { trail, shape, partial } = self;
        let (mut word, mut id, mut properties): (Option<Text<'de>>, Option<Text<'de>>, _) =
            (None, None, None);
        while let Some(member) = map.next_key()? {
            match (member, shape) {
                (Member::Type, Shape::Entity | Shape::Sought) => trail.once("type", &mut word, &mut map)?,
                (Member::Name, Shape::Action) => trail.once("name", &mut word, &mut map)?,
                (Member::Id, Shape::Entity) => trail.once("id", &mut id, &mut map)?,
                (Member::Properties, _) => trail.once("properties", &mut properties, &mut map)?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
            trail.leave_part();
        }
        if !partial {
            trail.require(first(shape), word.as_ref())?;
            if shape == Shape::Entity {
                trail.require("id", id.as_ref())?;
            }
        }
        Ok(Parts { word: word.map(|text| text.0), id: id.map(|text| text.0), properties })
    }
}

/// The member that says what kind of thing it is.
fn first(shape: Shape) -> &'static str {
    if shape == Shape::Action { "name" } else { "type" }
}

impl<'a> Parts<'a> {
    /// These parts, with a missing `type`, `id` or `name` taken from `default`. Properties stay apart: they belong to the
    /// entity that they were sent with.
    pub(super) fn over(mut self, default: Option<&Self>) -> Self {
        if let Some(default) = default {
            self.word = self.word.or_else(|| default.word.clone());
            self.id = self.id.or_else(|| default.id.clone());
        }
        self
    }

    pub(super) fn entity(self, member: &str) -> Result<Entity<'a>, RequestError> {
        let kind = required(member, "type", self.word)?;
        Ok(Entity { kind, id: required(member, "id", self.id)?, properties: self.properties })
    }

    pub(super) fn sought(self, member: &str) -> Result<Sought<'a>, RequestError> {
        Ok(Sought { kind: required(member, "type", self.word)?, properties: self.properties })
    }

    pub(super) fn action(self, member: &str) -> Result<Action<'a>, RequestError> {
        Ok(Action { name: required(member, "name", self.word)?, properties: self.properties })
    }
}

fn required<'a>(member: &str, part: &str, text: Option<Cow<'a, str>>) -> Result<Cow<'a, str>, RequestError> {
    text.ok_or_else(|| RequestError::member(format!("{member}.{part}"), "is required"))
}
