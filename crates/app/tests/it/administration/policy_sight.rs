//! The policy from memory, as far as somebody may see it; rules that are tried; lines that are thought away.

use std::sync::Arc;

use bailiwick_app::{
    Loaded,
    administration::Refused,
    decisions::{Assumption, Caller, Evaluator, Match, Query, assume},
};
use bailiwick_model::RoleId;
use bailiwick_store::policy::PolicyKind;
use serde_json::json;

use super::{
    desk::Desk,
    fixture::{NOW_US, ctx, on_both},
};

const NOW: i64 = NOW_US / 1_000_000;

#[test]
fn a_sight_says_of_each_part_what_the_use_cases_say() {
    on_both(|office| {
        let desk = Desk::of(office, "root");
        desk.households();
        let own =
            json!({"label": "Clerk", "may": {"data": [{"model": "reg.household", "operations": ["read"]}]}});
        desk.create("role", "clerk", own).unwrap();
        let own = json!({"label": "Own desk", "groups": ["reg.viewer"]});
        desk.create("role", "service_desk_agent", own).unwrap();
        for actor in ["root", "audrey", "dora", "ella"] {
            let sight = match office.administration.policy_sight(&ctx(actor)) {
                Ok(sight) => sight,
                Err(refused) => {
                    assert!(
                        matches!(refused, Refused::NotAllowed(_)) && actor == "ella",
                        "{actor}: {refused}"
                    );
                    continue;
                }
            };
            assert_eq!(sight.may_write(), actor == "root");
            for (kind, id) in [
                ("role", "clerk"),
                ("role", "auditor"),
                ("role", "service_desk_agent"),
                ("role", "administrator"),
                ("group", "role.clerk"),
                ("group", "reg.viewer"),
                ("group", "bailiwick.auditor"),
                ("acl", "reg.household.viewer"),
                ("acl", "role.clerk.reg.household.read"),
                ("model", "bailiwick.user"),
            ] {
                let word = kind;
                let kind: PolicyKind = kind.parse().unwrap();
                let part = sight.part(kind, id).unwrap_or_else(|| panic!("{actor} does not see {word} {id}"));
                let shown = Desk::of(office, actor).show(word, id).unwrap();
                assert_eq!(
                    (json!(part.body), json!(part.tag)),
                    (shown["body"].clone(), shown["tag"].clone())
                );
                assert_eq!(part.part_of, shown["part_of"].as_str().map(str::to_owned), "{word} {id}");
                let changeable = actor == "root" && shown["changeable"] == true;
                assert_eq!(part.changeable, changeable, "{actor} {word} {id}");
                let deletes = office.administration.delete_policy(&ctx(actor).dry(), kind, id);
                // What others refer to is in the way of what may be taken away.
                let in_use = matches!(&deletes, Err(Refused::Conflict(why)) if why.contains("in use"));
                let deletable = deletes.is_ok() || in_use;
                assert_eq!(part.deletable, deletable, "{actor} {word} {id}");
            }
            assert!(sight.part(PolicyKind::Role, "nothing").is_none());
            let people = sight.people_by_role();
            assert_eq!(people.is_some(), actor != "dora", "{actor} sees everybody's lines or not");
            if let Some(people) = people {
                assert_eq!(people.get("district_user_manager"), Some(&1));
                assert_eq!(people.get("clerk"), None);
            }
        }
    });
}

#[test]
fn a_domain_is_tried_for_somebody_before_it_is_a_rule() {
    on_both(|office| {
        Desk::of(office, "root").households();
        let loaded = Arc::new(Loaded::new(office.administration.installation().load().unwrap()));
        let tried = |caller: &str, user: &str, domain: &str| {
            let caller = Caller::user(Arc::clone(&loaded), caller, NOW);
            let mut evaluator = Evaluator::now(&loaded, NOW).asked_by(caller);
            let query = Query { user, action: "read", model: Some("reg.household"), ..Query::default() };
            let slice = evaluator.matching(&query, domain, 2, 1)?;
            Ok::<_, bailiwick_app::decisions::DecisionError>((slice.found, slice.more))
        };
        let ids = |found: Vec<Match>| found.into_iter().map(|one| one.id).collect::<Vec<_>>();
        let (found, more) = tried("root", "dora", "[('state', '=', 'draft')]").unwrap();
        assert_eq!((ids(found), more), (vec!["1".to_owned(), "3".to_owned()], false));
        let (found, more) = tried("root", "dora", "").unwrap();
        assert_eq!((found.len(), more), (2, true), "so many are counted and no more");
        let (found, _) = tried("root", "dora", "[('area', '=', 'D2'), (0, '=', 1)]").unwrap();
        assert!(found.is_empty());
        // Names are for whoever may read the records.
        let (found, _) = tried("root", "dora", "[('state', '=', 'approved')]").unwrap();
        assert_eq!(found.first().unwrap().name, None, "an administrator reads no households");
        let (found, _) = tried("dora", "dora", "[('state', '=', 'approved')]").unwrap();
        assert_eq!(found.first().unwrap().name.as_deref(), Some("H"));
        let error = tried("root", "dora", "[('stat', '=', 'draft')]").unwrap_err();
        assert!(error.to_string().contains("did you mean"), "{error}");
        let error = tried("ella", "dora", "[]").unwrap_err();
        assert_eq!(error.code(), "user.unknown", "who may not ask about somebody is told nothing");
    });
}

#[test]
fn lines_of_a_role_are_thought_away_and_others_stay() {
    on_both(|office| {
        Desk::of(office, "root").households();
        let loaded = office.administration.state().unwrap();
        let may = |without: &[&str], action: &str| {
            let without = without.iter().map(|role| RoleId::new(role).unwrap()).collect();
            let assumption = Assumption { without, ..Assumption::default() };
            let people = office.administration.installation();
            let state = assume(&loaded, people, "dora", assumption).unwrap();
            let mut evaluator = Evaluator::at(&state, bailiwick_app::When::At(NOW));
            let model = if action == "update" { "reg.household" } else { "bailiwick.user" };
            let query = Query { user: "dora", action, model: Some(model), ..Query::default() };
            evaluator.check(&query).unwrap().decision
        };
        assert!(may(&[], "update") && may(&[], "read"));
        assert!(!may(&["registrar"], "update") && may(&["registrar"], "read"));
        assert!(may(&["nothing"], "update"));
    });
}
