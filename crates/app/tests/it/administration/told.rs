//! Of records that applications keep, somebody is told what he may see, whatever he assumes to hold.

use std::sync::Arc;

use bailiwick_app::{
    Loaded, When,
    decisions::{Answer, Assumption, Caller, Evaluator, Query, assume},
};
use bailiwick_model::{AreaCode, RoleId, RoleLine, RoleScope, Validity};
use serde_json::{Value as Json, json};

use super::{
    desk::Desk,
    fixture::{NOW_US, Office, ctx, on_both},
};

const NOW: i64 = NOW_US / 1_000_000;

/// An office with households, and what is in force.
fn loaded(office: &Office) -> Arc<Loaded> {
    let desk = Desk::of(office, "root");
    desk.households();
    for (id, group, domain) in [
        ("reg.open", "reg.registrar", "[('state', 'in', ['draft', 'approved'])]"),
        ("reg.audited", "bailiwick.auditor", "[('state', '=', 'approved')]"),
    ] {
        let rule =
            json!({"model": "reg.household", "groups": [group], "operations": ["read"], "domain": domain});
        desk.create("rule", id, rule).unwrap();
    }
    Arc::new(Loaded::new(office.administration.installation().load().unwrap()))
}

fn query<'q>(user: &'q str, record: &'q str) -> Query<'q> {
    Query { user, action: "read", model: Some("reg.household"), record: Some(record), ..Query::default() }
}

/// What somebody is told of a record, with another line of the registrar in an area where one is named.
fn told(
    office: &Office,
    loaded: &Arc<Loaded>,
    caller: &str,
    (user, record): (&str, &str),
    area: Option<&str>,
) -> Answer {
    let caller = Caller::user(Arc::clone(loaded), caller, NOW);
    let query = query(user, record);
    let Some(area) = area else {
        return Evaluator::now(loaded, NOW).asked_by(caller).explain(&query).unwrap();
    };
    let areas = vec![AreaCode::new(area).unwrap()];
    let role = RoleId::new("registrar").unwrap();
    let line = RoleLine::new(role, RoleScope::Local, areas, Vec::new(), Validity::default()).unwrap();
    let assumption = Assumption { lines: vec![line], ..Assumption::default() };
    let people = office.administration.installation();
    let state = assume(loaded, people, user, assumption).unwrap();
    Evaluator::at(&state, When::At(NOW)).assuming().asked_by(caller).explain(&query).unwrap()
}

#[test]
fn whoever_manages_nobody_is_told_of_what_he_may_read() {
    on_both(|office| {
        let loaded = loaded(office);
        let absent = (false, "no_record");
        let nora = |record: &str, area: Option<&str>| {
            let answer = told(office, &loaded, "nora", ("nora", record), area);
            assert_eq!(answer.explanation, None);
            (answer.decision, answer.reason.code)
        };
        for record in ["1", "3", "999"] {
            for area in [None, Some("D1"), Some("D2")] {
                assert_eq!(nora(record, area), absent, "{record} in {area:?} is as if it were not there");
            }
        }
        // Nor does a search with other lines name anything.
        let areas = vec![AreaCode::new("D1").unwrap()];
        let role = RoleId::new("registrar").unwrap();
        let line = RoleLine::new(role, RoleScope::Local, areas, Vec::new(), Validity::default()).unwrap();
        let assumption = Assumption { lines: vec![line], ..Assumption::default() };
        let state = assume(&loaded, office.administration.installation(), "nora", assumption).unwrap();
        let found = |caller: Caller| {
            let mut evaluator = Evaluator::at(&state, When::At(NOW)).assuming().asked_by(caller);
            let query = Query { record: None, ..query("nora", "") };
            evaluator.matching(&query, "[]", 10, 10).unwrap().found.len()
        };
        assert_eq!(found(Caller::user(Arc::clone(&loaded), "nora", NOW)), 0);
        assert_eq!(
            found(Caller::user(Arc::clone(&loaded), "root", NOW)),
            3,
            "who knows what everybody holds is told"
        );
    });
}

#[test]
fn whoever_manages_people_is_told_why_as_things_are() {
    on_both(|office| {
        let loaded = loaded(office);
        let dora = |record: &str, area: Option<&str>| {
            told(office, &loaded, "dora", ("dora", record), area).reason.code
        };
        assert_eq!(dora("1", None), "granted");
        assert_ne!(dora("3", None), "no_record", "why not is what she is asked");
        assert_eq!(dora("3", Some("D2")), "no_record", "but not what would be");
        assert_eq!(dora("1", Some("D2")), "granted", "of what she reads she may ask anything");
        let root = told(office, &loaded, "root", ("dora", "3"), Some("D2"));
        assert!(root.decision, "{root:?}");
    });
}

#[test]
fn rules_for_others_are_told_to_readers_of_the_policy() {
    on_both(|office| {
        let loaded = loaded(office);
        let rules = |caller: &str, record: &str| -> Vec<String> {
            let answer = told(office, &loaded, caller, ("dora", record), None);
            let explanation = answer.explanation.unwrap();
            let rules = explanation["rules"].as_array().cloned().unwrap_or_default();
            rules.iter().filter_map(|rule| rule["rule"].as_str()).map(str::to_owned).collect()
        };
        assert_eq!(rules("root", "1"), ["reg.audited", "reg.open"]);
        let sees_policy = office.administration.policy_sight(&ctx("dora")).is_ok();
        let expected: &[&str] = if sees_policy { &["reg.audited", "reg.open"] } else { &["reg.open"] };
        assert_eq!(rules("dora", "1"), expected);
        // Somebody with the same role who manages nobody.
        let lines = json!([{"role": "registrar", "areas": ["D1"]}]);
        let body: Json = json!({"login": "reg1", "company": "ministry", "area": "D1", "lines": lines});
        office.create("root", body).unwrap();
        let loaded = Arc::new(Loaded::new(office.administration.installation().load().unwrap()));
        assert!(office.administration.policy_sight(&ctx("reg1")).is_err());
        let answer = told(office, &loaded, "reg1", ("reg1", "1"), None);
        let explanation = answer.explanation.unwrap();
        let rules: Vec<&Json> = explanation["rules"].as_array().unwrap().iter().collect();
        assert!(answer.decision && rules.len() == 1 && rules[0]["rule"] == "reg.open", "{explanation}");
    });
}
