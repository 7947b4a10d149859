//! What somebody may do with Bailiwick's own objects at all, so that nobody is shown a way that is closed to him.

use std::collections::BTreeSet;

use bailiwick_model::Operation;
use bailiwick_policy::schema::ModelId;

use super::{Administration, Ctx, Refused, delegation, guard::Guard};
use crate::own;

/// What is asked about: own models by name, as `docs/administration.md` lists them.
const MODELS: [&str; 12] = [
    "bailiwick.user",
    "bailiwick.qualification",
    "bailiwick.user_attribute",
    "bailiwick.company",
    "bailiwick.department",
    "bailiwick.area",
    "bailiwick.role_line",
    "bailiwick.policy",
    "bailiwick.api_key",
    "bailiwick.setting",
    "bailiwick.job",
    "bailiwick.audit",
];

/// Which operations somebody may do on some objects of which models. It says where to look, and never what is found there: every
/// use case asks the engine again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sights(BTreeSet<(&'static str, &'static str)>);

impl Sights {
    /// Whether there may be an object of a model on which somebody may do this.
    #[must_use]
    pub fn may(&self, operation: Operation, model: &str) -> bool {
        self.0.iter().any(|(verb, known)| *verb == operation.word() && *known == model)
    }

    /// Whether somebody sees objects of a model.
    #[must_use]
    pub fn sees(&self, model: &str) -> bool {
        self.may(Operation::Read, model)
    }

    /// Whether there is a list of a model for somebody. Whoever may have jobs done sees his own, so making is seeing there.
    #[must_use]
    pub fn lists(&self, model: &str) -> bool {
        self.sees(model) || model == "bailiwick.job" && self.may(Operation::Create, model)
    }

    /// Whether there is nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Administration {
    /// What the actor may do at all. No database is asked.
    ///
    /// # Errors
    /// [`Refused::NotReady`] while no policy is loaded.
    pub fn sights(&self, ctx: &Ctx) -> Result<Sights, Refused> {
        let state = self.loaded()?;
        let guard = Guard::new(&state, &ctx.author);
        let schema = state.snapshot.schema();
        let open = |operation, model: ModelId| {
            guard.may_with(&state, operation, model).is_ok_and(|matching| !matching.is_none())
        };
        let known = MODELS.iter().filter_map(|name| Some((*name, schema.find(name)?)));
        let open = known.flat_map(|(name, model)| {
            Operation::ALL
                .into_iter()
                .filter(move |operation| open(*operation, model))
                .map(move |operation| (operation.word(), name))
                .collect::<Vec<_>>()
        });
        // An entry has no place, so whoever sees the trail sees all of it.
        let sees_trail = delegation::holds_everywhere(&guard, &state, own::auditor());
        let is_kept = |(verb, name): &(&str, &str)| {
            sees_trail || *name != "bailiwick.audit" || *verb != Operation::Read.word()
        };
        Ok(Sights(open.filter(is_kept).collect()))
    }
}
