//! What of the questions about each model the trail is told, looked up before anything is written down.

use bailiwick_model::{Policy, Told};
use bailiwick_policy::schema::{ModelId, Schema};

/// What is told, by model. There is one only where something is told of some model, so that a question of which nothing is
/// told costs one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    models: Box<[Told]>,
    usual: Told,
}

impl Watched {
    /// What a policy wants told; nothing when that is nothing.
    #[must_use]
    pub fn of(policy: &Policy, schema: &Schema) -> Option<Self> {
        let (audit, usual) = (&policy.settings.audit, policy.settings.audit.told());
        let told = schema.models().iter().map(|info| {
            let described = policy.models.get(&info.name).map(|model| model.audit.told()).unwrap_or_default();
            let own = audit.own.get(&info.name).copied().unwrap_or_default();
            usual.and(described).and(own)
        });
        let models: Box<[Told]> = told.collect();
        (usual.is_any() || models.iter().any(|told| told.is_any())).then_some(Self { models, usual })
    }

    /// What is told of a model.
    #[must_use]
    pub fn model(&self, model: ModelId) -> Told {
        self.models.get(model.index()).copied().unwrap_or(self.usual)
    }

    /// What is told of what is about no model that there is.
    #[must_use]
    pub fn usual(&self) -> Told {
        self.usual
    }
}

#[cfg(test)]
mod tests {
    use bailiwick_model::{DecisionsTold, Directory};
    use bailiwick_policy::Snapshot;
    use bailiwick_protocol::document::Document;

    use super::*;
    use crate::own;

    fn watched(text: &str) -> Option<(Watched, Snapshot)> {
        let policy = own::complete(Document::read("p.yaml", text).unwrap().policy);
        let snapshot = Snapshot::compile(&policy, &Directory::default()).unwrap();
        Watched::of(&policy, snapshot.schema()).map(|watched| (watched, snapshot))
    }

    #[test]
    fn nothing_is_told_unless_somebody_asks_for_it() {
        assert!(watched("models: {a.b: {fields: {name: char}}}").is_none());
        let text = "models:\n  a.b: {audit: {access: true}, fields: {name: char}}\n  a.c: {fields: {name: char}}\n\
                    settings: {audit: {decisions: denied, own: {bailiwick.user: {access: true, decisions: all}}}}\n";
        let (watched, snapshot) = watched(text).unwrap();
        let of = |name: &str| watched.model(snapshot.schema().find(name).unwrap());
        let denied = Told { access: false, decisions: DecisionsTold::Denied };
        assert_eq!(of("a.b"), Told { access: true, ..denied });
        assert_eq!((of("a.c"), watched.usual()), (denied, denied));
        assert_eq!(of("bailiwick.user"), Told { access: true, decisions: DecisionsTold::All });
    }
}
