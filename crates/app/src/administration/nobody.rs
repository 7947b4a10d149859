//! Whoever works the machine: no user, so a domain of his has nobody to speak about.

use bailiwick_model::Value;
use bailiwick_policy::{
    domain::{ActorFact, RequestPart, Scope},
    records::{NoRecords, Records},
};
use jiff::tz::TimeZone;

/// Asks about records as nobody in particular, at a moment in UTC.
pub(super) struct Nobody {
    pub(super) now: i64,
    pub(super) zone: TimeZone,
}

impl Nobody {
    pub(super) fn at(now: i64) -> Self {
        Self { now, zone: TimeZone::UTC }
    }
}

impl Scope for Nobody {
    fn user(&self) -> &Value {
        &Value::Null
    }
    fn companies(&self) -> &[Value] {
        &[]
    }
    fn company(&self) -> &Value {
        &Value::Null
    }
    fn now(&self) -> i64 {
        self.now
    }
    fn today(&self) -> i32 {
        i32::try_from(self.now.div_euclid(86_400)).unwrap_or(i32::MAX)
    }
    fn zone(&self) -> &TimeZone {
        &self.zone
    }
    fn records(&self) -> &dyn Records {
        &NoRecords
    }
    fn has_group(&self, _: &str) -> bool {
        false
    }
    fn group_ids(&self) -> Vec<Value> {
        Vec::new()
    }
    fn actor(&self, _: ActorFact) -> Value {
        Value::Null
    }
    fn request(&self, _: RequestPart, _: &str) -> Option<Value> {
        Some(Value::Null)
    }
}
