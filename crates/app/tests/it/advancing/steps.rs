//! Things that happen to what is stored, each told to the feed as a use case tells it.

use bailiwick_model::*;
use bailiwick_store::{
    StoreError, Tx, area,
    change::Change,
    company,
    policy::{self, Difference},
    resource, user,
};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// Something that happens.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A user comes or becomes another one.
    User(String, Box<User>),
    /// A user goes.
    Gone(u8),
    /// A part of the policy is switched to its other form.
    Policy(u8),
    /// The places change.
    Place(u8),
    /// A record's attributes are stored.
    Record {
        /// Which.
        id: i64,
        /// Where it lies.
        area: i64,
        /// What it is.
        state: u8,
    },
    /// Something happens that answers do not depend on.
    Nothing,
}

const LOGINS: [&str; 9] = ["asha", "ben", "chen", "dina", "eli", "root", "gone", "user7", "user8"];

impl Step {
    /// A user who is now somebody else.
    pub(crate) fn user(who: usize, seed: usize) -> Self {
        let area = ["D1", "D2", "P"][seed % 3];
        let lines = json!([{"role": "registrar", "areas": [area]}]);
        let user = json!({"name": format!("User {seed}"), "company": "office", "lines": lines});
        Self::User(LOGINS[who].to_owned(), Box::new(serde_json::from_value(user).unwrap()))
    }

    /// Makes it happen and says what changed.
    pub(crate) fn make(&self, tx: &mut Tx<'_>) -> Result<Vec<Change>, StoreError> {
        match self {
            Self::User(login, new) => {
                let login = UserId::new(login.as_str()).unwrap();
                let known = user::find(tx, &login)?.is_some();
                if known {
                    user::delete(tx, &login)?;
                }
                user::insert(tx, &login, new)?;
                Ok(one("user", &login, if known { "updated" } else { "created" }))
            }
            Self::Gone(who) => {
                let login = UserId::new(LOGINS[usize::from(*who) % LOGINS.len()]).unwrap();
                match user::delete(tx, &login) {
                    Err(StoreError::NotFound { .. }) => Ok(one("key", "none", "deleted")),
                    deleted => deleted.map(|()| one("user", &login, "deleted")),
                }
            }
            Self::Policy(which) => change_policy(tx, *which),
            Self::Place(which) => change_places(tx, *which),
            Self::Record { id, area, state } => {
                let states = ["draft", "submitted", "approved"];
                let state = states[usize::from(*state) % 3];
                let attributes = json!({"area_id": area, "company_id": 2, "state": state, "active": true});
                let model = ModelName::new("reg.household").unwrap();
                resource::put(tx, &model, &RecordId::Int(*id), &serde_json::from_value(attributes).unwrap())?;
                Ok(one("resource", format!("reg.household {id}"), "updated"))
            }
            Self::Nothing => Ok(one("key", "some", "created")),
        }
    }
}

fn one(kind: &str, key: impl ToString, what: &str) -> Vec<Change> {
    vec![Change { kind: kind.to_owned(), key: key.to_string(), what: what.to_owned() }]
}

fn change_policy(tx: &mut Tx<'_>, which: u8) -> Result<Vec<Change>, StoreError> {
    let mut policy = policy::load(tx)?;
    let viewer = GroupId::new("reg.viewer").unwrap();
    let extra = GroupId::new("reg.extra").unwrap();
    match which % 8 {
        0 => toggle(&mut policy.groups, "reg.extra", json!({"label": "Extra", "implies": ["reg.manager"]})),
        1 => {
            let domain = &mut policy.rules.get_mut("registrar_open").unwrap().domain;
            *domain = if domain.contains("approved") {
                "[('members', '>', 0)]"
            } else {
                "[('state', '!=', 'approved')]"
            }
            .to_owned();
        }
        2 => {
            toggle(&mut policy.acls, "note_everybody", json!({"model": "reg.note", "operations": ["update"]}))
        }
        3 => toggle(&mut policy.roles, "guest", json!({"label": "Guest", "groups": ["reg.viewer"]})),
        // Sorted first, so that every model after it gets another number.
        4 => toggle(&mut policy.models, "a.first", json!({"fields": {"name": "char"}})),
        5 => {
            let groups = &mut policy.roles.get_mut("auditor").unwrap().groups;
            *groups =
                if groups.len() == 1 { vec![groups[0].clone(), viewer] } else { vec![groups[0].clone()] };
        }
        6 => {
            let kept = &mut policy.settings.kept_groups;
            *kept = if kept.is_empty() { vec![viewer] } else { Vec::new() };
        }
        _ => {
            let multi = &mut policy.settings.multi_company_group;
            *multi = if multi.is_some() { None } else { Some(extra) };
        }
    }
    let differences = policy::replace(tx, &policy)?;
    let changes: Vec<Change> = differences
        .into_iter()
        .map(|(kind, key, difference)| {
            let what = match difference {
                Difference::Created => "created",
                Difference::Updated => "updated",
                Difference::Deleted => "deleted",
            };
            // A document words all settings as one object, an import each by itself.
            let kind =
                if which.is_multiple_of(2) && kind.word() == "setting" { "settings" } else { kind.word() };
            Change { kind: kind.to_owned(), key, what: what.to_owned() }
        })
        .collect();
    Ok(changes)
}

fn toggle<K: Ord + std::str::FromStr<Err: std::fmt::Debug>, V: serde::de::DeserializeOwned>(
    map: &mut std::collections::BTreeMap<K, V>,
    key: &str,
    value: Json,
) {
    let key: K = key.parse().unwrap();
    if map.remove(&key).is_none() {
        map.insert(key, serde_json::from_value(value).unwrap());
    }
}

fn change_places(tx: &mut Tx<'_>, which: u8) -> Result<Vec<Change>, StoreError> {
    let area = AreaCode::new("B1").unwrap();
    match which % 2 {
        0 => {
            let mut moved = area::find(tx, &area)?.unwrap();
            let (first, second) = (AreaCode::new("D1").unwrap(), AreaCode::new("D2").unwrap());
            moved.parent = Some(if moved.parent.as_ref() == Some(&first) { second } else { first });
            area::update(tx, &area, &moved)?;
            Ok(one("area", &area, "updated"))
        }
        _ => {
            let office = CompanyId::new("office").unwrap();
            let mut company = company::find(tx, &office)?.unwrap();
            company.timezone = match company.timezone {
                None => Some("Pacific/Kiritimati".to_owned()),
                Some(_) => None,
            };
            company::update(tx, &office, &company)?;
            Ok(one("company", &office, "updated"))
        }
    }
}

fn user() -> impl Strategy<Value = User> {
    let line = (
        prop::sample::select(vec!["registrar", "district_manager", "auditor", "viewer", "guest"]),
        prop::sample::select(vec!["D1", "D2", "P", "B1"]),
        prop::sample::select(vec!["2026-01-01", "2026-12-15", "2027-01-01"]),
    )
        .prop_map(|(role, area, from)| match role {
            "registrar" | "district_manager" => json!({"role": role, "areas": [area], "from": from}),
            _ => json!({"role": role, "from": from}),
        });
    let groups =
        prop::sample::subsequence(vec!["base.group_user", "reg.viewer", "reg.manager", "reg.extra"], 0..3);
    let exception = prop_oneof![
        Just(json!({"effect": "deny", "model": "reg.household", "operations": ["update"], "reason": "why"})),
        Just(json!({"effect": "allow", "permission": "feature:export", "reason": "why"})),
        Just(json!({"effect": "allow", "model": "a.first", "operations": ["read"], "reason": "why"})),
    ];
    let home = prop::sample::select(vec![
        json!({}),
        json!({"company": "office"}),
        json!({"company": "ministry", "companies": ["office"]}),
        json!({"company": "ministry", "department": "audit"}),
        json!({"company": "office", "timezone": "America/Lima"}),
    ]);
    let rest = (prop::option::of(10..16_i64), any::<bool>(), prop::bool::weighted(0.1));
    (home, prop::collection::vec(line, 0..3), groups, prop::collection::vec(exception, 0..2), rest).prop_map(
        |(home, lines, groups, overrides, (id, active, superuser))| {
            let mut user = home;
            let all = user.as_object_mut().unwrap();
            all.insert("lines".into(), lines.into());
            all.insert("groups".into(), json!(groups));
            all.insert("overrides".into(), overrides.into());
            all.insert("active".into(), active.into());
            all.insert("superuser".into(), superuser.into());
            all.insert("name".into(), format!("{id:?}").into());
            if let Some(id) = id {
                all.insert("id".into(), id.into());
            }
            serde_json::from_value(user).unwrap()
        },
    )
}

/// Anything that may happen.
pub(crate) fn step() -> impl Strategy<Value = Step> {
    let somebody = prop::sample::select(LOGINS.to_vec());
    prop_oneof![
        8 => (somebody, user()).prop_map(|(login, user)| Step::User(login.to_owned(), Box::new(user))),
        1 => any::<u8>().prop_map(Step::Gone),
        5 => any::<u8>().prop_map(Step::Policy),
        1 => any::<u8>().prop_map(Step::Place),
        2 => (1..7_i64, 10..13_i64, any::<u8>()).prop_map(|(id, area, state)| Step::Record { id, area, state }),
        1 => Just(Step::Nothing),
    ]
}
