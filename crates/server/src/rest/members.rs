//! The members of a body, taken one by one, so that every fault is found at once and pointed at.

use axum::http::StatusCode;
use bailiwick_protocol::{
    authzen::{Limits, Object},
    problem::step,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use crate::http::Refusal;

/// A JSON object that is being read.
pub(super) struct Members {
    place: String,
    members: Map<String, Json>,
    faults: Vec<(String, String)>,
}

impl Members {
    /// Reads a body.
    pub(super) fn read(body: &[u8], limits: &Limits) -> Result<Self, Refusal> {
        let members = Object::read(body, limits)?.members()?;
        Ok(Self { place: String::new(), members, faults: Vec::new() })
    }

    /// A member, if it is there. `null` is as good as absent.
    pub(super) fn take<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let value = self.members.remove(name).filter(|value| !value.is_null())?;
        match serde_json::from_value(value) {
            Ok(value) => Some(value),
            Err(error) => {
                self.fault(name, error.to_string());
                None
            }
        }
    }

    /// A member that must be there.
    pub(super) fn need<T: DeserializeOwned + Default>(&mut self, name: &str) -> T {
        if self.members.get(name).is_none_or(Json::is_null) {
            self.members.remove(name);
            self.fault(name, "is required");
        }
        self.take(name).unwrap_or_default()
    }

    /// A list of which each item can be wrong by itself.
    pub(super) fn list<T: DeserializeOwned>(&mut self, name: &str) -> Vec<T> {
        let items: Vec<Json> = self.take(name).unwrap_or_default();
        let read =
            items.into_iter().enumerate().filter_map(|(at, item)| match serde_json::from_value(item) {
                Ok(item) => Some(item),
                Err(error) => {
                    self.faults.push((format!("{}{}/{at}", self.place, step(name)), error.to_string()));
                    None
                }
            });
        read.collect()
    }

    /// An object inside this one, read by `read`.
    pub(super) fn inside<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let members: Map<String, Json> = self.take(name)?;
        let mut inner = Self { place: format!("{}{}", self.place, step(name)), members, faults: Vec::new() };
        let value = read(&mut inner);
        self.faults.append(&mut inner.faults);
        let unknown =
            inner.members.keys().map(|key| (format!("{}{}", inner.place, step(key)), UNKNOWN.to_owned()));
        self.faults.extend(unknown);
        Some(value)
    }

    /// Notes what is wrong with a member.
    pub(super) fn fault(&mut self, name: &str, message: impl Into<String>) {
        self.faults.push((format!("{}{}", self.place, step(name)), message.into()));
    }

    /// The end: whatever is left is unknown.
    pub(super) fn finish(self) -> Result<(), Refusal> {
        let unknown =
            self.members.keys().map(|key| (format!("{}{}", self.place, step(key)), UNKNOWN.to_owned()));
        let faults: Vec<_> = self.faults.into_iter().chain(unknown).collect();
        if faults.is_empty() {
            return Ok(());
        }
        let detail = "the body is not as this path wants it; see the errors";
        let refusal = Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "body.unfit", detail);
        Err(faults.into_iter().fold(refusal, |refusal, (pointer, message)| refusal.at(pointer, message)))
    }
}

const UNKNOWN: &str = "is not known here; remove it or correct its name";
