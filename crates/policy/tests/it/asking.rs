//! Small worlds written down as JSON, and short questions to them.

use std::collections::BTreeMap;

use bailiwick_model::Operation;
use bailiwick_policy::{Asker, Moment, Verdict, domain::build_rule};
use serde_json::Value as Json;

use crate::{
    oracle::Records,
    worlds::{NOW, World, row},
};

/// A world of these parts; `records` maps models to lists of records.
pub(crate) fn world(policy: &Json, directory: &Json, records: &Json) -> World {
    let mut out = Records::new();
    for (model, list) in records.as_object().into_iter().flatten() {
        for record in list.as_array().unwrap() {
            let record = record.as_object().unwrap().clone();
            out.entry(model.clone()).or_default().insert(record["id"].as_i64().unwrap(), record);
        }
    }
    World::of(policy, directory, out, BTreeMap::new())
}

impl World {
    /// Asks as a user at noon of the usual day.
    pub(crate) fn ask<T>(&self, login: &str, question: impl FnOnce(&Asker<'_>) -> T) -> T {
        self.ask_at(NOW, login, question)
    }

    pub(crate) fn ask_at<T>(&self, now: i64, login: &str, question: impl FnOnce(&Asker<'_>) -> T) -> T {
        let moment = Moment::at(&self.snapshot, now);
        question(&self.snapshot.asker(self.snapshot.find_user(login).unwrap(), &moment, &self.memory))
    }

    pub(crate) fn verdict(&self, login: &str, operation: Operation, model: &str, id: i64) -> Verdict {
        let values = row(self, model, &self.records[model][&id]);
        let model = self.snapshot.schema().find(model).unwrap();
        self.ask(login, |asker| asker.check(operation, model, &values))
    }

    /// The records that single checks allow, which must be those that the list holds.
    pub(crate) fn allowed(&self, login: &str, operation: Operation, model: &str) -> Vec<i64> {
        let ids = self.records[model].keys().copied();
        let checked: Vec<i64> = ids.filter(|id| self.verdict(login, operation, model, *id).allowed).collect();
        let number = self.snapshot.schema().find(model).unwrap();
        let listed = self.ask(login, |asker| match asker.filter(operation, number) {
            Ok(filter) => self.evaluate(model, &filter, bailiwick_policy::domain::Scope::zone(asker)),
            Err(_) => Vec::new(),
        });
        assert_eq!(checked, listed, "{login} {operation} {model}: checked one by one, and listed");
        checked
    }

    pub(crate) fn readable(&self, login: &str, model: &str) -> Vec<i64> {
        self.allowed(login, Operation::Read, model)
    }

    /// What a caller's own domain finds; an error as its text.
    pub(crate) fn search(&self, login: &str, model: &str, domain: &str) -> Result<Vec<i64>, String> {
        let number = self.snapshot.schema().find(model).unwrap();
        self.ask(login, |asker| {
            let filter = asker.search(number, domain, true).map_err(|e| e.to_string())?;
            Ok(self.evaluate(model, &filter, bailiwick_policy::domain::Scope::zone(asker)))
        })
    }

    /// The records that a rule's domain holds for; an error as its text.
    pub(crate) fn holding(
        &self,
        now: i64,
        login: &str,
        model: &str,
        domain: &str,
    ) -> Result<Vec<i64>, String> {
        let schema = self.snapshot.schema();
        let number = schema.find(model).unwrap();
        let built = build_rule(schema, number, domain).map_err(|e| e.to_string())?;
        self.ask_at(now, login, |asker| {
            let filter = built.bind(schema, number, asker).map_err(|e| e.to_string())?;
            Ok(self.evaluate(model, &filter, bailiwick_policy::domain::Scope::zone(asker)))
        })
    }
}
