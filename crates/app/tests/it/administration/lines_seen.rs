//! A role line is seen by its number exactly where it is seen with whoever holds it.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_app::administration::{Holder, Listing, Refused, Subject};
use bailiwick_model::{Company, Department, audit::AuditAction};
use bailiwick_protocol::rest::{LineForm, LineView};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Value as Json, json};

use super::fixture::{Office, ctx, on_both};

const ACTORS: [&str; 12] =
    ["root", "dora", "audrey", "carl", "ella", "bob", "desk", "nora", "head", "sal", "dina", "lim"];

/// Lines of everybody and everything, and more actors: of a department, of a district, of one company alone.
fn filled(office: &Office) -> Vec<i64> {
    office.department("root", json!({"code": "it", "name": "IT", "company": "ministry"})).unwrap();
    office
        .department("root", json!({"code": "lab", "name": "Lab", "company": "ministry", "parent": "it"}))
        .unwrap();
    for body in [
        json!({"login": "head", "kind": "client", "company": "acme", "department": "sales", "lines": [{"role": "client_department_head"}]}),
        json!({"login": "sal", "kind": "client", "company": "acme-east"}),
        json!({"login": "dina", "company": "ministry", "department": "lab", "area": "D1"}),
        json!({"login": "in2", "company": "ministry", "department": "it", "area": "D2", "lines": [{"role": "viewer"}]}),
        json!({"login": "in1", "company": "bolt", "area": "D1", "lines": [{"role": "viewer"}, {"role": "registrar", "areas": ["D1"]}]}),
        json!({"login": "lim", "company": "ministry", "lines": [{"role": "manager", "companies": ["bolt"]}]}),
    ] {
        office.create("root", body).unwrap();
    }
    let form: LineForm = serde_json::from_value(json!({"role": "viewer"})).unwrap();
    let holders = [
        Holder::Company("ministry".parse().unwrap()),
        Holder::Company("acme".parse().unwrap()),
        Holder::Company("acme-east".parse().unwrap()),
        Holder::Company("bolt".parse().unwrap()),
        Holder::Department("sales".parse().unwrap()),
        Holder::Department("it".parse().unwrap()),
        Holder::Department("lab".parse().unwrap()),
    ];
    for holder in &holders {
        office.administration.add_line(&ctx("root"), holder, &form).unwrap();
    }
    let people: Vec<Holder> = people(office).into_iter().map(Holder::User).collect();
    let all = office.administration.installation().database().read(|tx| {
        let mut all = Vec::new();
        for holder in holders.into_iter().chain(people) {
            all.extend(bailiwick_store::role_line::list_for(tx, &holder)?.into_iter().map(|(id, _)| id.0));
        }
        Ok::<_, bailiwick_store::StoreError>(all)
    });
    all.unwrap()
}

fn people(office: &Office) -> Vec<bailiwick_model::UserId> {
    office.logins("machine", "", "").into_iter().map(|login| login.parse().unwrap()).collect()
}

fn listing() -> Listing {
    Listing { limit: 100, ..Listing::default() }
}

/// Every line that a view shows an actor: lists, one by one, and his own account.
fn shown(office: &Office, actor: &str) -> BTreeMap<i64, LineView> {
    let (office_, ctx) = (&office.administration, ctx(actor));
    let mut shown = BTreeMap::new();
    let mut take = |lines: Vec<LineView>| shown.extend(lines.into_iter().map(|line| (line.id, line)));
    let users = office_.list_users(&ctx, &listing()).unwrap().value.0.items;
    for user in users {
        let alone = office_.show_user(&ctx, &user.login).unwrap().value;
        assert_eq!((&alone.lines, &alone.tag), (&user.lines, &user.tag), "{actor} {}", user.login);
        take(user.lines);
    }
    for company in office_.list_places::<Company>(&ctx, &listing()).unwrap().value.0.items {
        let alone = office_.show_place::<Company>(&ctx, &company.code).unwrap().value;
        assert_eq!((&alone.lines, &alone.tag), (&company.lines, &company.tag), "{actor} {}", company.code);
        take(company.lines);
    }
    for department in office_.list_places::<Department>(&ctx, &listing()).unwrap().value.0.items {
        let alone = office_.show_place::<Department>(&ctx, &department.code).unwrap().value;
        assert_eq!(alone.lines, department.lines, "{actor} {}", department.code);
        take(department.lines);
    }
    take(office_.me(&ctx).unwrap().value.user.lines);
    shown
}

/// The lines that the actor gets by their numbers.
fn alone(office: &Office, actor: &str, all: &[i64]) -> BTreeMap<i64, LineView> {
    let mut alone = BTreeMap::new();
    for id in all {
        match office.administration.show_line(&ctx(actor), *id) {
            Ok(done) => drop(alone.insert(*id, done.value)),
            Err(refused) => assert_eq!(refused.code(), "not_found", "{actor} {id}"),
        }
    }
    alone
}

fn check_agreement(office: &Office, all: &[i64]) {
    let mut counts = BTreeSet::new();
    for actor in ACTORS {
        let (shown, alone) = (shown(office, actor), alone(office, actor, all));
        let ids = |lines: &BTreeMap<i64, LineView>| lines.keys().copied().collect::<Vec<_>>();
        assert_eq!(ids(&shown), ids(&alone), "{actor}");
        for (id, line) in &shown {
            assert_eq!((&line.form, &line.granted_by), (&alone[id].form, &alone[id].granted_by), "{actor}");
        }
        counts.insert(shown.len());
    }
    // They do not all see the same.
    assert!(counts.len() > 4, "{counts:?}");
}

#[test]
fn a_line_is_seen_alone_where_it_is_seen_with_its_holder() {
    on_both(|office| {
        let all = filled(office);
        assert!(all.len() > 18, "{all:?}");
        check_agreement(office, &all);
        // Whoever sees everything sees all of them, and whoever has no say his own.
        assert_eq!(shown(office, "audrey").len(), all.len());
        assert_eq!(
            shown(office, "dina").values().map(|line| line.source.as_str()).collect::<Vec<_>>(),
            ["company ministry", "department it", "department lab"]
        );
        // A rule about lines counts for both ways, too.
        let rule = json!({"model": "bailiwick.role_line", "domain": "[('role', '!=', 'viewer')]", "operations": ["read"]});
        office
            .administration
            .create_policy(&ctx("root"), PolicyKind::Rule, "no_viewers", rule.as_object().unwrap())
            .unwrap();
        check_agreement(office, &all);
    });
}

#[test]
fn an_own_line_is_no_secret_and_not_ones_own_to_change() {
    on_both(|office| {
        let all = filled(office);
        let own = alone(office, "dina", &all);
        let id = *own.keys().next().unwrap();
        let refused: Vec<Refused> = vec![
            office.administration.end_line(&ctx("dina"), id).unwrap_err(),
            office.administration.remove_line(&ctx("dina"), id).unwrap_err(),
        ];
        assert!(refused.iter().all(|told| matches!(told, Refused::NotAllowed(_))), "{refused:?}");
        let other = all.iter().find(|id| !own.contains_key(id)).unwrap();
        assert_eq!(office.administration.end_line(&ctx("dina"), *other).unwrap_err().code(), "not_found");
        // Whoever may not see her lines is not told whether roles manage her; whoever may is, by whichever line.
        let managed = |actor: &str| {
            let user = office.administration.show_user(&ctx(actor), "dina").unwrap().value;
            (user.managed_by_roles, user.lines.len())
        };
        assert_eq!(managed("desk"), (true, 3));
        let tec = json!({"login": "tec", "company": "bolt", "lines": [{"role": "technician"}]});
        office.create("root", tec).unwrap();
        assert_eq!(managed("tec"), (false, 0));
        // Dora manages her, and belongs to the ministry: lines of departments that she is not in have no place in her district.
        assert_eq!(managed("dora"), (true, 1));
    });
}

#[test]
fn the_timeline_of_a_place_tells_of_lines_to_whoever_sees_them() {
    on_both(|office| {
        filled(office);
        let granted = |actor: &str, subject: Subject| {
            let entries = office.administration.timeline(&ctx(actor), &subject, None, 100).unwrap().value.0;
            entries.iter().filter(|view| view.entry.action == AuditAction::LINE_GRANTED).count()
        };
        office
            .create("root", json!({"login": "tec", "company": "bolt", "lines": [{"role": "technician"}]}))
            .unwrap();
        let company = |code: &str| Subject::Company(code.to_owned());
        assert_eq!(granted("root", company("ministry")), 1);
        assert_eq!(granted("carl", company("acme")), 1);
        // He sees companies and no lines, but for those of his own company.
        assert_eq!(granted("tec", company("ministry")), 0);
        assert_eq!(granted("tec", company("bolt")), 1);
        assert_eq!(granted("tec", Subject::Department("it".to_owned())), 0);
        let lines = |code: &str| {
            let shown = office.administration.show_place::<Company>(&ctx("tec"), code).unwrap().value;
            json!(shown.lines.iter().map(|line| &line.source).collect::<Vec<_>>())
        };
        assert_eq!((lines("ministry"), lines("bolt")), (json!([]), json!(["own"])));
        let _: Json = lines("acme");
    });
}
