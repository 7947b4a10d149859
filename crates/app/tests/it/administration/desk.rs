//! The policy as somebody sees and changes it, with something in it.

use bailiwick_app::administration::{Administration, PolicyListing, Refused, find_kind};
use bailiwick_model::{ModelName, RecordId};
use bailiwick_protocol::rest::{Preview, Proposed, merged};
use bailiwick_store::{
    change::{self, Change, Stamp},
    policy::PolicyKind,
    resource,
};
use serde_json::{Map, Value as Json, json};

use super::fixture::{NOW_US, Office, ctx};

/// Somebody at the policy.
pub(super) struct Desk<'o> {
    pub(super) administration: &'o Administration,
    pub(super) actor: &'static str,
}

impl<'o> Desk<'o> {
    pub(super) fn of(office: &'o Office, actor: &'static str) -> Self {
        Self { administration: &office.administration, actor }
    }

    pub(super) fn create(&self, kind: &str, id: &str, body: Json) -> Result<Json, Refused> {
        let made = self.administration.create_policy(&ctx(self.actor), kind_of(kind), id, &object(body))?;
        Ok(json!(made.value))
    }

    pub(super) fn change(&self, kind: &str, id: &str, patch: Json) -> Result<Json, Refused> {
        let edit = |body: &Map<String, Json>| merged(body, object(patch.clone()));
        let changed = self.administration.change_policy(&ctx(self.actor), kind_of(kind), id, edit)?;
        Ok(json!(changed.value))
    }

    pub(super) fn delete(&self, kind: &str, id: &str) -> Result<(), Refused> {
        self.administration.delete_policy(&ctx(self.actor), kind_of(kind), id).map(drop)
    }

    pub(super) fn show(&self, kind: &str, id: &str) -> Result<Json, Refused> {
        Ok(json!(self.administration.show_policy(&ctx(self.actor), kind_of(kind), id)?.value))
    }

    pub(super) fn ids(&self, listing: &PolicyListing) -> Vec<String> {
        let listed = self.administration.list_policy(&ctx(self.actor), listing).unwrap();
        listed.value.0.items.into_iter().map(|item| item.id).collect()
    }

    pub(super) fn preview(&self, proposals: Json) -> Result<Preview, Refused> {
        let proposals: Vec<Proposed> = serde_json::from_value(proposals).unwrap();
        Ok(self.administration.preview(&ctx(self.actor), &proposals)?.value)
    }

    /// A model of households, which are in areas, and who may see them.
    pub(super) fn households(&self) {
        let fields =
            json!({"name": "char", "area": "char", "state": "selection draft approved", "income": "integer"});
        let model = json!({"area": ["area"], "fields": fields, "actions": {"approve": "update"}});
        self.create("model", "reg.household", model).unwrap();
        let row = json!({"model": "reg.household", "group": "reg.viewer", "operations": ["read"]});
        self.create("acl", "reg.household.viewer", row).unwrap();
        let row =
            json!({"model": "reg.household", "group": "reg.registrar", "operations": ["create", "update"]});
        self.create("acl", "reg.household.registrar", row).unwrap();
        for (id, area, state) in [(1, "D1", "draft"), (2, "D1", "approved"), (3, "D2", "draft")] {
            keep(self.administration, id, &json!({"name": "H", "area": area, "state": state}));
        }
    }
}

pub(super) fn kind_of(word: &str) -> PolicyKind {
    find_kind(word).unwrap()
}

pub(super) fn object(json: Json) -> Map<String, Json> {
    let Json::Object(members) = json else { panic!("no object") };
    members
}

fn keep(administration: &Administration, id: i64, values: &Json) {
    let model = ModelName::new("reg.household").unwrap();
    let values = serde_json::from_value(values.clone()).unwrap();
    let written: Result<_, bailiwick_store::StoreError> =
        administration.installation().database().write(|tx| {
            resource::put(tx, &model, &RecordId::Int(id), &values)?;
            let change =
                Change { kind: "resource".into(), key: "reg.household".into(), what: "updated".into() };
            change::append(tx, &Stamp { at_us: NOW_US, actor: "test", request_id: None }, &[change])
        });
    written.unwrap();
}

/// Where the faults are.
pub(super) fn pointers(refused: &Refused) -> Vec<String> {
    match refused {
        Refused::Invalid(faults) => faults.iter().map(|fault| fault.pointer.clone()).collect(),
        other => panic!("{other}"),
    }
}
