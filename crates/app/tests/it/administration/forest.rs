//! Trees and settings under random work, against a model that knows nothing but maps.

use std::collections::BTreeMap;

use bailiwick_app::administration::Refused;
use bailiwick_model::{Area, Company, SettingName, SettingScope};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Map, json};

use super::fixture::{Office, ctx, on_both};

const CODES: usize = 6;
const DAYS: &str = "account.recovery_days";

/// Something that somebody tries to do.
#[derive(Clone, Debug)]
enum Deed {
    Create(usize, Option<usize>),
    Move(usize, Option<usize>),
    Delete(usize),
    Set(usize, i64, bool),
    Unset(usize),
}

/// Companies and areas of the same codes in the same places, and one setting of each company.
#[derive(Clone, Debug, Default, PartialEq)]
struct Naive {
    parents: BTreeMap<usize, Option<usize>>,
    set: BTreeMap<usize, (i64, bool)>,
}

impl Naive {
    /// Those above, nearest first.
    fn above(&self, start: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut next = self.parents.get(&start).copied().flatten();
        while let Some(at) = next {
            found.push(at);
            next = self.parents[&at];
        }
        found
    }

    fn locked_above(&self, at: usize) -> bool {
        self.above(at).iter().any(|above| self.set.get(above).is_some_and(|(_, locked)| *locked))
    }

    /// What counts at a company: from the top down the nearest one, up to the first lock.
    fn effective(&self, at: usize) -> i64 {
        let mut path = self.above(at);
        path.reverse();
        path.push(at);
        let mut value = 30;
        for place in path {
            if let Some((days, locked)) = self.set.get(&place) {
                value = *days;
                if *locked {
                    break;
                }
            }
        }
        value
    }

    /// What becomes of it, if it can be done.
    fn after(&self, deed: &Deed) -> Option<Self> {
        let mut after = self.clone();
        let known = |code: &usize| self.parents.contains_key(code);
        let sound = |parent: &Option<usize>| parent.as_ref().is_none_or(known);
        match deed {
            Deed::Create(code, parent) if !known(code) && parent != &Some(*code) && sound(parent) => {
                after.parents.insert(*code, *parent);
            }
            Deed::Move(code, parent) if known(code) && sound(parent) => {
                if let Some(parent) = parent
                    && (parent == code || self.above(*parent).contains(code))
                {
                    return None;
                }
                after.parents.insert(*code, *parent);
            }
            Deed::Delete(code) if known(code) => {
                if self.set.contains_key(code) || self.parents.values().any(|parent| *parent == Some(*code)) {
                    return None;
                }
                after.parents.remove(code);
            }
            Deed::Set(code, days, locked) if known(code) => {
                // Setting what is set is nothing, and nobody minds.
                let same = self.set.get(code) == Some(&(*days, *locked));
                if !same && self.locked_above(*code) {
                    return None;
                }
                after.set.insert(*code, (*days, *locked));
            }
            Deed::Unset(code) if known(code) => drop(after.set.remove(code)),
            _ => return None,
        }
        Some(after)
    }
}

fn code(at: usize) -> String {
    format!("T{at}")
}

fn scope(at: usize) -> SettingScope {
    format!("company:{}", code(at)).parse().unwrap()
}

/// Does the same to companies and to areas, as far as they have it.
fn try_it(office: &Office, deed: &Deed) -> (Result<(), Refused>, Option<Result<(), Refused>>) {
    let (root, administration) = (ctx("root"), &office.administration);
    let parent = |parent: &Option<usize>| Map::from_iter([("parent".to_owned(), json!(parent.map(code)))]);
    let body = |at: usize, parent: &Option<usize>| {
        let mut body = json!({"code": code(at), "name": "A place"}).as_object().unwrap().clone();
        body.extend(parent.map(|at| ("parent".to_owned(), json!(code(at)))));
        body
    };
    match deed {
        Deed::Create(at, above) => {
            let company = bailiwick_protocol::rest::NewCompany::read(body(*at, above)).unwrap();
            let area = bailiwick_protocol::rest::NewArea::read(body(*at, above)).unwrap();
            (
                administration.make_place::<Company>(&root, &company).map(drop),
                Some(administration.make_place::<Area>(&root, &area).map(drop)),
            )
        }
        Deed::Move(at, above) => {
            let to = parent(above);
            (
                administration.change_place::<Company>(&root, &code(*at), &to).map(drop),
                Some(administration.change_place::<Area>(&root, &code(*at), &to).map(drop)),
            )
        }
        Deed::Delete(at) => {
            let company = administration.delete_place::<Company>(&root, &code(*at)).map(drop);
            // An area goes when the company does: it has no settings that could keep it.
            let area =
                company.is_ok().then(|| administration.delete_place::<Area>(&root, &code(*at)).map(drop));
            (company, area)
        }
        Deed::Set(at, days, locked) => {
            let form = serde_json::from_value(json!({"value": days, "locked": locked})).unwrap();
            (administration.set_setting(&root, &scope(*at), DAYS, &form).map(drop), None)
        }
        Deed::Unset(at) => (administration.unset_setting(&root, &scope(*at), DAYS).map(drop), None),
    }
}

fn agrees(office: &Office, naive: &Naive) {
    let root = ctx("root");
    let listing = bailiwick_app::administration::Listing {
        domain: "[('code', '=like', 'T%')]".to_owned(),
        limit: 100,
        ..Default::default()
    };
    let (companies, _) = office.administration.list_places::<Company>(&root, &listing).unwrap().value;
    let (areas, _) = office.administration.list_places::<Area>(&root, &listing).unwrap().value;
    let wanted: Vec<_> = naive.parents.iter().map(|(at, parent)| (code(*at), parent.map(code))).collect();
    let text = |parent: Option<&str>| parent.map(str::to_owned);
    let found: Vec<_> =
        companies.items.iter().map(|c| (c.code.to_string(), text(c.form.parent.as_deref()))).collect();
    assert_eq!(found, wanted);
    let found: Vec<_> =
        areas.items.iter().map(|a| (a.code.to_string(), text(a.form.parent.as_deref()))).collect();
    assert_eq!(found, wanted);
    for at in naive.parents.keys() {
        let view = office.administration.setting_at(&root, &scope(*at), DAYS).unwrap().value;
        assert_eq!(view.value, json!(naive.effective(*at)), "{at} of {naive:?}");
        let own = view.own.map(|own| (own.value.as_i64().unwrap(), own.locked));
        assert_eq!(own, naive.set.get(at).copied());
        assert_eq!(
            view.overridden.is_empty(),
            naive.above(*at).iter().chain([at]).filter(|p| naive.set.contains_key(p)).count() < 2
        );
    }
    // What the engine thinks lies below is what does.
    for top in naive.parents.keys() {
        let domain = format!("[('id', 'child_of', '{}')]", code(*top));
        let listing = bailiwick_app::administration::Listing { domain, limit: 100, ..Default::default() };
        let (below, _) = office.administration.list_places::<Area>(&root, &listing).unwrap().value;
        let wanted: Vec<_> = naive
            .parents
            .keys()
            .filter(|at| *at == top || naive.above(**at).contains(top))
            .map(|at| code(*at))
            .collect();
        let found: Vec<_> = below.items.iter().map(|area| area.code.to_string()).collect();
        assert_eq!(found, wanted);
    }
}

fn deed() -> impl Strategy<Value = Deed> {
    let parent = || prop::option::weighted(0.8, 0..CODES);
    prop_oneof![
        3 => (0..CODES, parent()).prop_map(|(code, parent)| Deed::Create(code, parent)),
        4 => (0..CODES, parent()).prop_map(|(code, parent)| Deed::Move(code, parent)),
        1 => (0..CODES).prop_map(Deed::Delete),
        3 => (0..CODES, 0..5_i64, prop::bool::weighted(0.3)).prop_map(|(code, days, locked)| Deed::Set(code, days, locked)),
        1 => (0..CODES).prop_map(Deed::Unset),
    ]
}

#[test]
fn random_work_leaves_what_the_naive_model_says() {
    assert_eq!(SettingName::RECOVERY_DAYS.as_str(), DAYS);
    on_both(|office| {
        let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(12) });
        let deeds = prop::collection::vec(deed(), 1..25);
        runner
            .run(&deeds, |deeds| {
                clear(office);
                let mut naive = Naive::default();
                for deed in &deeds {
                    let (company, area) = try_it(office, deed);
                    let expected = naive.after(deed);
                    prop_assert_eq!(
                        company.is_ok(),
                        expected.is_some(),
                        "{:?} on {:?}: {:?}",
                        deed,
                        naive,
                        company
                    );
                    if let Some(area) = area {
                        prop_assert_eq!(
                            area.is_ok(),
                            expected.is_some(),
                            "{:?} on {:?}: {:?}",
                            deed,
                            naive,
                            area
                        );
                    }
                    naive = expected.unwrap_or(naive);
                }
                agrees(office, &naive);
                Ok(())
            })
            .unwrap();
        office.administration.installation().verify_trail(&Default::default()).unwrap();
    });
}

/// Takes away what the case before has left: settings first, then leaves.
fn clear(office: &Office) {
    for at in 0..CODES {
        let _ = office.administration.unset_setting(&ctx("root"), &scope(at), DAYS);
    }
    for _ in 0..CODES {
        for at in 0..CODES {
            let _ = try_it(office, &Deed::Delete(at));
        }
    }
    agrees(office, &Naive::default());
}
