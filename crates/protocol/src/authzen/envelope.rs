//! The outermost object of a request, read in one pass.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{
    RequestError, Semantic,
    entity::{Object, Parts, PartsSeed, Shape},
    page::{Page, PageSeed},
    trail::Trail,
    word::Member,
};

/// Which members the outermost object may have, and of what shape.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    pub(super) subject: Shape,
    /// None where an action is not looked at.
    pub(super) action: Option<Shape>,
    pub(super) resource: Shape,
    /// The most items of `evaluations`; none where batches are not looked at.
    pub(super) items: Option<usize>,
    pub(super) page: bool,
    /// Whether entities may lack members that another object has.
    pub(super) partial: bool,
}

impl Plan {
    pub(super) const EVALUATION: Self = Self {
        subject: Shape::Entity,
        action: Some(Shape::Action),
        resource: Shape::Entity,
        items: None,
        page: false,
        partial: false,
    };
}

/// The members that were there.
#[derive(Clone, Debug, Default)]
pub(super) struct Envelope<'a> {
    pub(super) subject: Option<Parts<'a>>,
    pub(super) action: Option<Parts<'a>>,
    pub(super) resource: Option<Parts<'a>>,
    pub(super) context: Option<Object<'a>>,
    pub(super) evaluations: Option<Items<'a>>,
    pub(super) semantic: Option<Semantic>,
    pub(super) page: Option<Page<'a>>,
}

impl<'a> Envelope<'a> {
    /// Reads text that [`super::scan::admit`] let through.
    pub(super) fn read(text: &'a str, plan: Plan) -> Result<Self, RequestError> {
        let trail = Trail::default();
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let read = EnvelopeSeed { trail: &trail, plan }.deserialize(&mut deserializer);
        read.and_then(|envelope| deserializer.end().map(|()| envelope)).map_err(|e| trail.explain(&e))
    }
}

struct EnvelopeSeed<'t> {
    trail: &'t Trail,
    plan: Plan,
}

impl<'de> DeserializeSeed<'de> for EnvelopeSeed<'_> {
    type Value = Envelope<'de>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Envelope<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for EnvelopeSeed<'_> {
    type Value = Envelope<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope<'de>, A::Error> {
        let Self { trail, plan } = self;
        let parts = |shape| PartsSeed { trail, shape, partial: plan.partial };
        let mut read = Envelope::default();
        while let Some(member) = map.next_key()? {
            match (member, plan.action, plan.items) {
                (Member::Subject, ..) => {
                    trail.member("subject", &mut read.subject, parts(plan.subject), &mut map)?
                }
                (Member::Action, Some(shape), _) => {
                    trail.member("action", &mut read.action, parts(shape), &mut map)?
                }
                (Member::Resource, ..) => {
                    trail.member("resource", &mut read.resource, parts(plan.resource), &mut map)?
                }
                (Member::Context, ..) => {
                    trail.member("context", &mut read.context, std::marker::PhantomData, &mut map)?;
                }
                (Member::Evaluations, _, Some(limit)) => {
                    trail.member("evaluations", &mut read.evaluations, ItemsSeed { limit }, &mut map)?;
                }
                (Member::Options, _, Some(_)) => {
                    let mut options = None;
                    trail.member("options", &mut options, OptionsSeed { trail }, &mut map)?;
                    if read.semantic.is_some() {
                        return Err(trail.twice("options"));
                    }
                    read.semantic = options;
                }
                (Member::Page, ..) if plan.page => {
                    trail.member("page", &mut read.page, PageSeed { trail }, &mut map)?;
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(read)
    }
}

/// The items of a batch, unread: a bad one must not spoil the others.
pub(super) type Items<'a> = Vec<&'a RawValue>;

struct ItemsSeed {
    limit: usize,
}

impl<'de> DeserializeSeed<'de> for ItemsSeed {
    type Value = Items<'de>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Items<'de>, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ItemsSeed {
    type Value = Items<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of evaluations")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Items<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            if items.len() == self.limit {
                let Self { limit } = self;
                return Err(A::Error::custom(format_args!(
                    "has more than {limit} items; send several requests"
                )));
            }
            items.push(item);
        }
        Ok(items)
    }
}

struct OptionsSeed<'t> {
    trail: &'t Trail,
}

impl<'de> DeserializeSeed<'de> for OptionsSeed<'_> {
    type Value = Semantic;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Semantic, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OptionsSeed<'_> {
    type Value = Semantic;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Semantic, A::Error> {
        let mut semantic = None;
        while let Some(member) = map.next_key()? {
            match member {
                Member::Semantic => self.trail.once("evaluations_semantic", &mut semantic, &mut map)?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
            self.trail.leave_part();
        }
        Ok(semantic.unwrap_or_default())
    }
}
