//! What the pages about one user are made of: what may be done about him, what he may do, and ending all of it.

use bailiwick_app::administration::{Reach, Refused, RightsWanted, Seeking};
use bailiwick_model::{AccountState, Operation};
use bailiwick_store::Database;
use serde_json::json;

use super::fixture::{Office, ctx};

fn office() -> Office {
    Office::on(Database::open(&"sqlite::memory:".parse().unwrap()).unwrap())
}

#[test]
fn what_may_be_done_about_somebody_is_what_the_use_cases_let_do() {
    let office = office();
    let acts =
        |actor: &str, login: &str| office.administration.person(&ctx(actor), login).unwrap().value.acts;
    let root = acts("root", "nora");
    assert!(root.change && root.holdings && root.lines && root.overrides && root.allowances && root.groups);
    assert!(root.security && root.take_over && root.end_access && !root.is_own);
    assert_eq!(root.states, [AccountState::Suspended, AccountState::Left]);
    let own = acts("root", "root");
    assert!(own.is_own && !own.take_over && !own.end_access);
    let audrey = acts("audrey", "nora");
    assert!(
        audrey.holdings && !audrey.change && !audrey.lines && !audrey.security && audrey.states.is_empty()
    );
    // The service desk helps with accounts, and neither gives roles nor lets anybody go.
    let desk = acts("desk", "nora");
    assert!(desk.change && desk.security && !desk.lines && !desk.overrides && !desk.groups);
    assert_eq!(desk.states, [AccountState::Suspended]);
    assert!(!acts("desk", "dora").end_access, "her role lines are not the desk's to end");
    // Whoever is more powerful is out of reach.
    assert!(!acts("desk", "root").change && !acts("desk", "root").security);
    let person = office.administration.person(&ctx("desk"), "nora").unwrap().value;
    assert!(
        ["company", "email", "kind"].iter().all(|field| person.fixed.contains(*field)),
        "{:?}",
        person.fixed
    );
    assert_eq!(person.companies["ministry"], "Ministry");
    assert!(matches!(office.administration.person(&ctx("bob"), "nora"), Err(Refused::Missing { .. })));
}

#[test]
fn rights_are_the_engines_answers_with_the_way_that_gives_them() {
    let office = office();
    let of = |actor: &str, login: &str, search: &str| {
        let wanted = RightsWanted { search: search.to_owned(), page: 0 };
        office.administration.access(&ctx(actor), login, &wanted).map(|done| done.value)
    };
    let dora = of("root", "dora", "bailiwick.user").unwrap();
    let rights = dora.rights.unwrap();
    let model = rights.models.iter().find(|model| model.name == "bailiwick.user").unwrap();
    let update = model.cells.iter().find(|cell| cell.operation == Operation::Update).unwrap();
    assert_eq!((update.reach, update.why, update.paths.len()), (Reach::Some, "granted", 1));
    let path = &update.paths[0];
    assert_eq!(
        (&*path.role, &*path.source, &*path.areas),
        ("district_user_manager", "own", &["D1".to_owned()][..])
    );
    assert!(update.rules.iter().any(|(id, _)| id == "bailiwick.user.user_manager"), "{:?}", update.rules);
    let nora = of("root", "nora", "bailiwick.user").unwrap();
    assert!(
        nora.rights
            .unwrap()
            .models
            .iter()
            .flat_map(|model| &model.cells)
            .all(|cell| cell.reach == Reach::Nothing)
    );
    let root = of("root", "root", "bailiwick.company").unwrap().rights.unwrap();
    assert!(root.models[0].cells.iter().all(|cell| cell.reach == Reach::All));
    // A denial is told as what it is.
    let deny = serde_json::from_value(json!({
        "effect": "deny", "model": "bailiwick.user", "operations": ["update"], "reason": "Looked into",
    }));
    office.administration.add_override(&ctx("root"), "dora", &deny.unwrap()).unwrap();
    let denied = of("root", "dora", "bailiwick.user").unwrap().rights.unwrap();
    let model = denied.models.iter().find(|model| model.name == "bailiwick.user").unwrap();
    assert!(
        model.cells.iter().any(|cell| cell.operation == Operation::Update && cell.reach == Reach::Denied)
    );
    // Whoever sees no part of the policy sees no models, and whoever sees no role lines nothing of this.
    let desk = of("desk", "dora", "").unwrap();
    assert!(desk.rights.is_none() && desk.roles.is_empty() && !desk.person.user.lines.is_empty());
    assert!(matches!(of("head", "dora", ""), Err(Refused::Missing { .. })));
    let all = of("root", "dora", "").unwrap().rights.unwrap();
    assert!(all.total > 10 && all.models.len() == all.total.min(25), "{} of {}", all.models.len(), all.total);
}

#[test]
fn places_are_found_from_the_top_down_and_by_name() {
    let office = office();
    let seek = |actor: &str, login: &str, seeking: Seeking| {
        let found = office.administration.line_choices(&ctx(actor), login, &seeking).unwrap().value;
        found.areas.into_iter().map(|area| area.code).collect::<Vec<_>>()
    };
    assert_eq!(seek("root", "nora", Seeking::default()), ["C"]);
    let under = |code: &str| Seeking { under: Some(code.to_owned()), ..Seeking::default() };
    assert_eq!(seek("root", "nora", under("P")), ["D1", "D2"]);
    assert!(seek("root", "nora", under("' or 1=1")).is_empty());
    let named = Seeking { area: "second dist".to_owned(), ..Seeking::default() };
    assert_eq!(seek("root", "nora", named), ["D2"]);
}

#[test]
fn all_access_ends_at_once_or_not_at_all() {
    let office = office();
    let end = |actor: &str, login: &str, suspend: bool| {
        office.administration.end_access(&ctx(actor), login, suspend)
    };
    let dry = office.administration.end_access(&ctx("root").dry(), "dora", true).unwrap().value;
    assert_eq!(dry.lines.len(), 2);
    let shown = |login: &str| office.administration.show_user(&ctx("root"), login).unwrap().value;
    assert!(shown("dora").lines.iter().all(|line| line.enabled), "it was only tried");
    // The desk helps Dora, and may not end what it could not give: then nothing ends.
    assert!(end("desk", "dora", false).is_err());
    assert!(shown("dora").lines.iter().all(|line| line.enabled));
    let allow = serde_json::from_value(json!({
        "effect": "allow", "model": "bailiwick.company", "operations": ["read"], "reason": "A survey",
    }));
    office.administration.add_override(&ctx("root"), "dora", &allow.unwrap()).unwrap();
    let receipt = end("root", "dora", true).unwrap().value;
    assert_eq!((receipt.lines.len(), receipt.overrides.len(), receipt.suspended), (2, 1, true));
    let dora = shown("dora");
    assert!(dora.lines.iter().all(|line| !line.enabled) && dora.overrides.iter().all(|one| !one.enabled));
    assert_eq!(dora.state, Some(AccountState::Suspended));
    assert!(end("root", "dora", true).unwrap().value.is_empty(), "there is nothing left");
    // What everybody there has stays, and is named.
    let line = serde_json::from_value(json!({ "role": "viewer" })).unwrap();
    let ministry = bailiwick_app::administration::Holder::Company("ministry".parse().unwrap());
    office.administration.add_line(&ctx("root"), &ministry, &line).unwrap();
    assert_eq!(end("root", "nora", false).unwrap().value.kept, ["company ministry"]);
    assert!(matches!(end("root", "root", false), Err(Refused::NotAllowed(_))));
}
