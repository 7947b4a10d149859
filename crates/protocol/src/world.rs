//! The world file: a policy, the people, some records, and what must come out.
//!
//! A world is a [`Document`] with records beside it, the moment at which questions are asked, and expectations: the
//! tests of a policy. `docs/world-file.md` describes it whole. Paths in it are resolved by the caller.

mod expectation;
mod moment;
mod offer;
mod records;
mod wire;

use std::{collections::BTreeMap, fmt};

use bailiwick_model::ModelName;
use jiff::Timestamp;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use self::moment::Moment;
pub use self::{
    expectation::{
        Action, Answer, Blame, Check, Expectation, Fields, GroupsAnswer, GroupsOf, HasGroups, OfModel,
        Outcome, Question, Search, Valuation,
    },
    offer::{Offer, OfferKind},
    records::{Lines, Row, read_line},
};
use crate::document::{
    Document, DocumentError, Limits,
    sections::{self, Sections, once},
    source,
};

/// What one world file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    /// Policy and people.
    pub document: Document,
    /// Directories of Odoo addons to read before this file.
    pub addons: Vec<String>,
    /// Other documents to read before this file.
    pub include: Vec<String>,
    /// Records by model, each with its `id`. Empty when they were streamed to a sink.
    pub records: BTreeMap<ModelName, Vec<Row>>,
    /// Files of JSON lines with more records, see [`Lines`].
    pub records_from: Vec<String>,
    /// The moment at which questions are asked.
    pub now: Option<Timestamp>,
    /// IANA time zone for people whose company says nothing else.
    pub timezone: Option<String>,
    /// What must come out.
    pub expect: Vec<Expectation>,
}

/// Takes records as they are read, each with the line it begins on (0 where the format does not tell). An error it
/// returns is reported at the record's place in the text.
pub type Sink<'a> = dyn FnMut(&ModelName, u64, Row) -> Result<(), String> + 'a;

const KEYS: &[&str] = &["addons", "include", "records", "records_from", "now", "timezone", "expect"];

impl World {
    /// Reads a world file. `path` is only the name for errors, and its extension a hint at the format.
    ///
    /// # Errors
    /// [`DocumentError`] says where the text is wrong and how to mend it.
    ///
    /// ```
    /// use bailiwick_protocol::world::World;
    ///
    /// let text = "records:\n  res.partner:\n    - {id: 1, name: Asha}\n";
    /// let world = World::read("world.yaml", text).unwrap();
    /// assert_eq!(world.records["res.partner"][0]["name"], "Asha");
    /// ```
    pub fn read(path: &str, text: &str) -> Result<Self, DocumentError> {
        let mut records: BTreeMap<ModelName, Vec<Row>> = BTreeMap::new();
        let mut keep = |model: &ModelName, _, row: Row| {
            match records.get_mut(model) {
                Some(rows) => rows.push(row),
                None => drop(records.insert(model.clone(), vec![row])),
            }
            Ok(())
        };
        let world = Self::read_streaming(path, text, &Limits::WORLD, &mut keep)?;
        Ok(Self { records, ..world })
    }

    /// Reads a world file and hands each record to `sink` instead of keeping it: a million of them need no memory
    /// here. Records come in the order of the text, possibly before the models they belong to.
    ///
    /// # Errors
    /// As for [`World::read`], and whatever the sink refuses.
    pub fn read_streaming(
        path: &str,
        text: &str,
        limits: &Limits,
        sink: &mut Sink<'_>,
    ) -> Result<Self, DocumentError> {
        source::read(path, text, limits, Reader { sink })
    }
}

struct Reader<'s, 'a> {
    sink: &'s mut Sink<'a>,
}

impl<'de> DeserializeSeed<'de> for Reader<'_, '_> {
    type Value = World;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<World, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_, '_> {
    type Value = World;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a world: a map with keys such as 'groups', 'users', 'records' or 'expect'")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<World, A::Error> {
        let mut sections = Sections::default();
        let (mut addons, mut include, mut records, mut records_from) = (None, None, false, None);
        let (mut now, mut timezone, mut expect) = (None, None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "addons" => once("addons", &mut addons, &mut map)?,
                "include" => once("include", &mut include, &mut map)?,
                "records" if records => return Err(A::Error::duplicate_field("records")),
                "records" => {
                    map.next_value_seed(records::ByModel { sink: &mut *self.sink })?;
                    records = true;
                }
                "records_from" => once("records_from", &mut records_from, &mut map)?,
                "now" => once::<Moment, _>("now", &mut now, &mut map)?,
                "timezone" => once("timezone", &mut timezone, &mut map)?,
                "expect" => once("expect", &mut expect, &mut map)?,
                _ if sections.read(&key, &mut map)? => {}
                _ => return Err(unknown(&key)),
            }
        }
        let placed: Vec<serde_saphyr::Spanned<Expectation>> = expect.unwrap_or_default();
        Ok(World {
            document: sections.finish(),
            addons: addons.unwrap_or_default(),
            include: include.unwrap_or_default(),
            records: BTreeMap::new(),
            records_from: records_from.unwrap_or_default(),
            now: now.map(|Moment(now)| now),
            timezone,
            expect: placed.into_iter().map(wire::with_line).collect(),
        })
    }
}

fn unknown<E: Error>(key: &str) -> E {
    let known: Vec<_> = sections::KEYS.iter().chain(KEYS).map(|key| format!("`{key}`")).collect();
    E::custom(format_args!("unknown field `{key}`, expected one of {}", known.join(", ")))
}
