//! Objects that must be refused.

use std::fmt;

use bailiwick_model::{CompanyId, DepartmentId, Directory, RoleLine, UserId};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error, MapAccess, Visitor},
};
use serde_json::{Map, Value};

use crate::document::Document;

/// An object as it was written, possibly malformed: `rule: {model: res.partner, domain: "[("}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What it would be.
    pub kind: OfferKind,
    /// Its content, without `key`.
    pub object: Map<String, Value>,
    /// Its key in the document; one is made up when it names none.
    pub key: String,
}

/// What an offered object would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// A model.
    Model,
    /// A group.
    Group,
    /// An access-control row.
    Acl,
    /// A record rule.
    Rule,
    /// A field rule.
    FieldRule,
    /// A permission.
    Permission,
    /// A role.
    Role,
    /// A company.
    Company,
    /// A department.
    Department,
    /// An area.
    Area,
    /// A user.
    User,
    /// A role line of the `user`, `department` or `company` it names.
    Line,
    /// An override of the `user` it names.
    Override,
}

impl Offer {
    /// Puts the object where it belongs in `document`, over an object of the same key. What still has to refuse it
    /// then is the compiler of the document.
    ///
    /// # Errors
    /// The sentence with which the object is refused already, for being malformed.
    pub fn place(&self, document: &mut Document) -> Result<(), String> {
        let policy = &mut document.policy;
        let people = || -> Directory { Directory::default() };
        match self.kind {
            OfferKind::Model => drop(policy.models.insert(self.id()?, self.read()?)),
            OfferKind::Group => drop(policy.groups.insert(self.id()?, self.read()?)),
            OfferKind::Acl => drop(policy.acls.insert(self.id()?, self.read()?)),
            OfferKind::Rule => drop(policy.rules.insert(self.id()?, self.read()?)),
            OfferKind::FieldRule => drop(policy.field_rules.insert(self.id()?, self.read()?)),
            OfferKind::Permission => drop(policy.permissions.insert(self.id()?, self.read()?)),
            OfferKind::Role => drop(policy.roles.insert(self.id()?, self.read()?)),
            _ => return self.place_among(document.directory.get_or_insert_with(people)),
        }
        Ok(())
    }

    fn place_among(&self, people: &mut Directory) -> Result<(), String> {
        match self.kind {
            OfferKind::Company => drop(people.companies.insert(self.id()?, self.read()?)),
            OfferKind::Department => drop(people.departments.insert(self.id()?, self.read()?)),
            OfferKind::Area => drop(people.areas.insert(self.id()?, self.read()?)),
            OfferKind::User => drop(people.users.insert(self.id()?, self.read()?)),
            OfferKind::Override => {
                let (login, rest) = self.split("user")?;
                let login: UserId = login.parse().map_err(text)?;
                let user = people.users.get_mut(&login).ok_or_else(|| format!("there is no user {login}"))?;
                user.overrides.push(read(rest)?);
            }
            _ => return self.place_line(people),
        }
        Ok(())
    }

    fn place_line(&self, people: &mut Directory) -> Result<(), String> {
        let absent = |what: &str, key: &str| format!("there is no {what} {key}");
        let (lines, line): (&mut Vec<RoleLine>, _) = if self.object.contains_key("company") {
            let (code, line) = self.split("company")?;
            let code: CompanyId = code.parse().map_err(text)?;
            (&mut people.companies.get_mut(&code).ok_or_else(|| absent("company", &code))?.lines, line)
        } else if self.object.contains_key("department") {
            let (code, line) = self.split("department")?;
            let code: DepartmentId = code.parse().map_err(text)?;
            (&mut people.departments.get_mut(&code).ok_or_else(|| absent("department", &code))?.lines, line)
        } else {
            let (login, line) = self.split("user")?;
            let login: UserId = login.parse().map_err(text)?;
            (&mut people.users.get_mut(&login).ok_or_else(|| absent("user", &login))?.lines, line)
        };
        lines.push(read(line)?);
        Ok(())
    }

    fn id<K: std::str::FromStr<Err: fmt::Display>>(&self) -> Result<K, String> {
        self.key.parse().map_err(text)
    }

    fn read<T: DeserializeOwned>(&self) -> Result<T, String> {
        read(self.object.clone())
    }

    /// The text at `key`, and the object without it.
    fn split(&self, key: &str) -> Result<(String, Map<String, Value>), String> {
        let mut rest = self.object.clone();
        match rest.remove(key) {
            Some(Value::String(text)) => Ok((text, rest)),
            _ => Err(format!("the object names no `{key}`; add it")),
        }
    }
}

fn read<T: DeserializeOwned>(object: Map<String, Value>) -> Result<T, String> {
    T::deserialize(Value::Object(object)).map_err(text)
}

fn text(error: impl fmt::Display) -> String {
    error.to_string()
}

impl<'de> Deserialize<'de> for Offer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct One;
        impl<'de> Visitor<'de> for One {
            type Value = Offer;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one object under its kind, such as 'rule: {model: …, domain: …}'")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Offer, A::Error> {
                let one = || {
                    A::Error::custom("`refused` names one object under its kind, such as `rule` or `line`")
                };
                let (kind, mut object) =
                    map.next_entry::<OfferKind, Map<String, Value>>()?.ok_or_else(one)?;
                if map.next_key::<String>()?.is_some() {
                    return Err(one());
                }
                let key = match (kind, object.remove("key")) {
                    (_, Some(Value::String(key))) => key,
                    (OfferKind::Permission, None) => "feature:refused".to_owned(),
                    (_, None) => "refused".to_owned(),
                    _ => return Err(A::Error::custom("the `key` of an object is a text")),
                };
                Ok(Offer { kind, object, key })
            }
        }
        deserializer.deserialize_map(One)
    }
}
