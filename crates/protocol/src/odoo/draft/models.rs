//! The models that rows and rules speak about.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use bailiwick_model::ModelName;

use super::Draft;
use crate::odoo::{
    Kind, Level, Origin, Place, Source,
    finding::Findings,
    model_names::{ModelNames, ModelRef},
};

/// Names of models, and where each was first asked for.
pub(super) struct Models {
    names: ModelNames,
    order: ReadingOrder,
    origins: BTreeMap<ModelName, Origin>,
}

/// Compares places of different files by the order in which the files were read.
pub(super) struct ReadingOrder(HashMap<Arc<str>, usize>);

impl ReadingOrder {
    pub(super) fn of(&self, place: &Place) -> (usize, u32) {
        (self.0.get(&place.path).copied().unwrap_or(usize::MAX), place.line)
    }
}

impl Draft {
    /// Finds the names of all models referred to.
    pub(super) fn models(&self, sources: &[Source], known: &BTreeSet<ModelName>) -> Models {
        let acls = self.acls.entries.values().filter_map(|entry| entry.value.model.as_ref());
        let rules = self.rules.entries.values().filter_map(|entry| entry.value.model.as_ref());
        let wanted = acls.chain(rules).filter_map(|model| match model {
            ModelRef::Id { tail, .. } => Some(tail.as_str()),
            ModelRef::Name(_) => None,
        });
        let names = ModelNames::find(&wanted.collect(), sources, known);
        let numbered = sources.iter().enumerate().rev();
        let order = numbered.map(|(nth, source)| (Arc::from(source.path.as_str()), nth)).collect();
        Models { names, order: ReadingOrder(order), origins: BTreeMap::new() }
    }
}

impl Models {
    /// The name of the model that the object `id` speaks about.
    pub(super) fn name(
        &mut self,
        model: Option<&ModelRef>,
        kind: Kind,
        id: &str,
        place: &Place,
        out: &mut Findings,
    ) -> Option<ModelName> {
        let Some((name, guessed)) = model.and_then(|model| self.names.get(model)) else {
            let why = "it names no model that was understood; it is left out";
            out.add(Level::Unresolved, kind, place, id, why, "refer to the model as model_…");
            return None;
        };
        let here = Origin { place: place.clone(), guessed };
        let origin = self.origins.entry(name.clone()).or_insert_with(|| here.clone());
        // One certain reference is enough to make the name certain.
        let guessed = origin.guessed && guessed;
        if self.order.of(place) < self.order.of(&origin.place) {
            *origin = here;
        }
        origin.guessed = guessed;
        Some(name)
    }

    /// The models met, after reporting those whose name is a guess.
    pub(super) fn finish(self, out: &mut Findings) -> (BTreeMap<ModelName, Origin>, ReadingOrder) {
        for (name, origin) in self.origins.iter().filter(|(_, origin)| origin.guessed) {
            let why = "the model's name was guessed from its id: its underscores may not all be dots";
            let remedy = "check the name, and declare the model under its right name before importing";
            out.add(Level::Guessed, Kind::Other, &origin.place, name.to_string(), why, remedy);
        }
        (self.origins, self.order)
    }
}
