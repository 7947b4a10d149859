//! What the pages about one user are made of: what may be done about him, what he may do, and ending all of it.

use bailiwick_app::administration::{Held, Holder, Reach, Refused, RightsWanted, Seeking, Sought, Subject};
use bailiwick_model::{AccountState, Operation};
use bailiwick_protocol::rest::NewPlace;
use bailiwick_store::Database;
use serde_json::json;

use super::fixture::{Office, ctx, on_both};

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
    on_both(|office| {
        let seek = |actor: &str, sought: Sought| {
            let seeking = Seeking { areas: Sought { looks: true, ..sought }, ..Seeking::default() };
            let found = office.administration.offered_places(&ctx(actor), &seeking).unwrap().areas;
            found.places.into_iter().map(|area| (area.code, area.has_more)).collect::<Vec<_>>()
        };
        let area = |code: &str, has_more: bool| (code.to_owned(), has_more);
        assert_eq!(seek("root", Sought::default()), [area("C", true)]);
        let under = |code: &str| Sought { under: Some(code.to_owned()), ..Sought::default() };
        assert_eq!(seek("root", under("P")), [area("D1", false), area("D2", false)]);
        assert!(seek("root", under("' or 1=1")).is_empty());
        let named =
            |text: &str| Sought { search: text.to_owned(), under: Some("C".to_owned()), ..Sought::default() };
        assert_eq!(
            seek("root", named("second dist")),
            [area("D2", false)],
            "a name is looked for everywhere"
        );
        assert!(seek("root", named("%_'")).is_empty());
        // Dora reaches one district, which is the top of what she sees; whoever sees none is offered none.
        assert_eq!(seek("dora", Sought::default()), [area("D1", false)]);
        assert!(seek("dora", under("P")).iter().all(|(code, _)| code == "D1"));
        assert!(seek("ella", Sought::default()).is_empty());
    });
}

#[test]
fn offers_are_cut_and_name_what_is_chosen() {
    on_both(|office| {
        let rows: String = (0..120).map(|n| format!("W{n:03},Ward {n:03},D1\n")).collect();
        let table = format!("code,name,parent\n{rows}");
        office.administration.import_areas(&ctx("root"), table.as_bytes(), Default::default()).unwrap();
        let areas = Sought {
            chosen: vec!["W007".to_owned(), "nowhere".to_owned()],
            looks: true,
            under: Some("D1".to_owned()),
            ..Sought::default()
        };
        let departments = Sought { looks: true, company: Some("acme".to_owned()), ..Sought::default() };
        let companies = Sought { chosen: vec!["acme".to_owned()], ..Sought::default() };
        let seeking = Seeking { areas, companies, departments };
        let found = office.administration.offered_places(&ctx("root"), &seeking).unwrap();
        assert_eq!((found.areas.places.len(), found.areas.more), (50, true));
        assert_eq!(found.areas.names.get("W007").map(String::as_str), Some("Ward 007"));
        assert!(found.areas.names.contains_key("D1") && !found.areas.names.contains_key("nowhere"));
        assert!(found.companies.places.is_empty() && found.companies.names.contains_key("acme"));
        assert!(found.departments.places.iter().any(|place| place.code == "sales"));
        let elsewhere = Sought { looks: true, company: Some("bolt".to_owned()), ..Sought::default() };
        let seeking = Seeking { departments: elsewhere, ..Seeking::default() };
        let found = office.administration.offered_places(&ctx("root"), &seeking).unwrap();
        assert!(found.departments.places.iter().all(|place| place.code != "sales"));
    });
}

#[test]
fn lines_of_places_are_offered_to_those_who_manage_there() {
    on_both(|office| {
        let office = &office.administration;
        let (acme, sales) =
            (Holder::Company("acme".parse().unwrap()), Holder::Department("sales".parse().unwrap()));
        let choices =
            |actor: &str, holder: &Holder| office.line_choices(&ctx(actor), holder, &Seeking::default());
        for holder in [&acme, &sales] {
            let root = choices("root", holder).unwrap().value;
            assert!(root.gives && matches!(root.held, Held::Place(..)) && !root.roles.is_empty());
            assert!(!choices("audrey", holder).unwrap().value.gives, "auditors look");
            assert!(matches!(choices("ella", holder), Err(Refused::Missing { .. })));
        }
        let line = serde_json::from_value(json!({ "role": "viewer" })).unwrap();
        let id = office.add_line(&ctx("root"), &acme, &line).unwrap().value.id;
        assert_eq!(office.held_line(&ctx("root"), &acme, id).unwrap().value.id, id);
        assert!(matches!(office.held_line(&ctx("root"), &sales, id), Err(Refused::Missing { .. })));
        let page = office.company_page(&ctx("root"), "acme").unwrap();
        assert!(page.lines.gives && page.lines.open.contains(&id));
        let page = office.company_page(&ctx("audrey"), "acme").unwrap();
        assert!(!page.lines.gives && page.lines.open.is_empty());
    });
}

#[test]
fn nobody_is_offered_to_give_what_he_could_not() {
    let office = office();
    let offered = |actor: &str| -> Vec<String> {
        let desk = office.administration.user_desk(&ctx(actor), &Seeking::default()).unwrap().value;
        desk.roles.iter().map(|role| role.id.to_string()).collect()
    };
    let all = offered("root");
    assert!(all.len() > 10 && all.iter().any(|role| role == "administrator"), "{all:?}");
    for (actor, gives, does_not) in [
        // Dora manages users and registers in one district; Carl manages a client's people.
        ("dora", "registrar", ["administrator", "auditor", "client_end_user"]),
        ("carl", "client_end_user", ["administrator", "auditor", "provider_administrator"]),
    ] {
        let roles = offered(actor);
        assert!(roles.iter().any(|role| role == gives), "{actor} may give {gives}: {roles:?}");
        for role in does_not {
            assert!(!roles.iter().any(|known| known == role), "{actor} is offered {role}: {roles:?}");
        }
        // A form for a line offers the same, and knows the names of all others.
        let whose = format!("of-{actor}");
        let home = if actor == "dora" { ("ministry", "D1", "internal") } else { ("acme", "D1", "client") };
        let new = json!({ "login": whose, "company": home.0, "area": home.1, "kind": home.2 });
        office.administration.create_user(&ctx("root"), &Office::new_user(new)).unwrap();
        let holder = Holder::User(whose.parse().unwrap());
        let choices =
            office.administration.line_choices(&ctx(actor), &holder, &Seeking::default()).unwrap().value;
        let given: Vec<_> =
            choices.roles.iter().filter(|role| role.can_be_given).map(|role| &*role.id).collect();
        assert_eq!(given.len(), roles.len(), "{given:?}");
        assert!(given.iter().all(|role| roles.iter().any(|known| known == role)), "{given:?}");
        assert_eq!(choices.roles.len(), all.len());
    }
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
    let ministry = Holder::Company("ministry".parse().unwrap());
    office.administration.add_line(&ctx("root"), &ministry, &line).unwrap();
    assert_eq!(end("root", "nora", false).unwrap().value.kept, ["company ministry"]);
    assert!(matches!(end("root", "root", false), Err(Refused::NotAllowed(_))));
}

#[test]
fn lists_are_limited_to_a_company_by_whoever_sees_several() {
    on_both(|office| {
        let office = &office.administration;
        let scope = |actor: &str, chosen: Option<&str>| office.scope(&ctx(actor), chosen).unwrap();
        assert!(scope("root", None).is_offered);
        let acme = scope("root", Some("acme"));
        assert_eq!((acme.is_offered, acme.name.as_deref()), (true, Some("Acme")));
        assert_eq!(scope("root", Some("nowhere")).name, None);
        // Carl manages one company, and nobody else's has a name for him.
        let carl = scope("carl", Some("bolt"));
        assert_eq!(carl.name, None);
        assert!(!scope("ella", None).is_offered && !scope("ella", Some("acme")).is_offered);
        assert_eq!(office.companies_within("acme").unwrap(), ["acme", "acme-east"]);
        assert_eq!(office.companies_within("nowhere").unwrap(), ["nowhere"]);
        let below = json!({ "code": "sub", "name": "Sub", "parent": "acme", "kind": "client" });
        let below = NewPlace::read(below.as_object().unwrap().clone()).unwrap();
        office.make_place::<bailiwick_model::Company>(&ctx("root"), &below).unwrap();
        let within = office.companies_within("acme").unwrap();
        assert!(within.len() == 3 && within.contains(&"sub".to_owned()), "{within:?}");
        assert_eq!(office.companies_within("sub").unwrap(), ["sub"]);
    });
}

#[test]
fn a_timeline_shows_kinds_of_what_was_done() {
    on_both(|office| {
        let office = &office.administration;
        let line = serde_json::from_value(json!({ "role": "viewer" })).unwrap();
        office.add_line(&ctx("root"), &Holder::User("nora".parse().unwrap()), &line).unwrap();
        let nora = Subject::User("nora".to_owned());
        office.add_note(&ctx("root"), &nora, "Called").unwrap();
        let kinds = |kinds: &[&str]| {
            let (entries, next) =
                office.person_timeline(&ctx("root"), "nora", kinds, None, 10).unwrap().value.1;
            assert!(next.is_none());
            entries.into_iter().map(|view| view.entry.action.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(kinds(&["note"]), ["note.added"]);
        assert_eq!(kinds(&["role_line", "note"]), ["note.added", "role_line.granted"]);
        assert!(kinds(&["session"]).is_empty() && kinds(&["x' or '"]).is_empty());
        assert!(kinds(&[]).len() >= 2);
        let (first, next) =
            office.person_timeline(&ctx("root"), "nora", &["role_line", "note"], None, 1).unwrap().value.1;
        assert_eq!(first.len(), 1);
        let (second, _) =
            office.person_timeline(&ctx("root"), "nora", &["role_line"], next, 1).unwrap().value.1;
        assert_eq!(second[0].entry.action.to_string(), "role_line.granted");
    });
}
