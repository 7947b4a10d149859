//! What pages read at once: as much as their reader may see, and in few questions.

use bailiwick_app::administration::{AreaWish, CompanyRow, Listing, Refused, SettingChange};
use bailiwick_model::{Operation, SettingScope};
use bailiwick_protocol::rest::SettingForm;
use serde_json::{Value as Json, json};

use super::fixture::{ctx, on_both};

fn wish(chosen: Option<&str>, open: &[&str]) -> AreaWish {
    let open = open.iter().map(|code| (*code).to_owned()).collect();
    AreaWish { chosen: chosen.map(str::to_owned), open, search: String::new() }
}

fn codes(branches: &[bailiwick_app::administration::Branch]) -> Vec<(&str, bool)> {
    branches.iter().map(|branch| (branch.code.as_str(), branch.has_more)).collect()
}

#[test]
fn a_tree_begins_where_its_reader_sees_and_closed_branches_are_not_read() {
    on_both(|office| {
        let tree = |actor: &str, wish: &AreaWish| office.administration.area_tree(&ctx(actor), wish);
        let all = tree("root", &wish(None, &[])).unwrap();
        assert_eq!((codes(&all.roots), all.below.len(), all.makes), (vec![("C", true)], 0, true));
        let open = tree("root", &wish(Some("P"), &["nowhere"])).unwrap();
        assert_eq!(codes(&open.below["C"]), [("P", true)]);
        assert_eq!(codes(&open.below["P"]), [("D1", false), ("D2", false)]);
        let detail = open.chosen.unwrap();
        assert_eq!(detail.path, [("C".to_owned(), "Country".to_owned())]);
        assert_eq!((detail.below, detail.changes, detail.deletes), (2, true, true));
        assert_eq!(detail.references.len(), 1, "two districts lie in it");
        // Dora reaches one district: that is the top of what she sees.
        let hers = tree("dora", &wish(Some("D1"), &["C", "P"])).unwrap();
        assert_eq!((codes(&hers.roots), hers.makes), (vec![("D1", false)], false));
        let detail = hers.chosen.unwrap();
        assert!(detail.path.is_empty() && detail.references.is_empty() && !detail.changes);
        assert!(matches!(tree("dora", &wish(Some("P"), &[])), Err(Refused::Missing { .. })));
        assert!(matches!(tree("ella", &wish(None, &[])), Err(Refused::NotAllowed(_))));
        let search = |actor: &str| {
            let wish = AreaWish { search: "istrict".to_owned(), ..AreaWish::default() };
            tree(actor, &wish).unwrap().found.unwrap().len()
        };
        assert_eq!((search("root"), search("dora")), (2, 1));
    });
}

#[test]
fn long_branches_are_cut() {
    on_both(|office| {
        let rows: String = (0..450).map(|n| format!("W{n:03},Ward {n:03},D1\n")).collect();
        let table = format!("code,name,parent\n{rows}");
        office.administration.import_areas(&ctx("root"), table.as_bytes(), Default::default()).unwrap();
        let tree = office.administration.area_tree(&ctx("root"), &wish(None, &["D1", "P"])).unwrap();
        assert_eq!((tree.below["D1"].len(), tree.below["P"].len()), (200, 2));
        assert!(tree.cut.contains("D1") && !tree.cut.contains("P"));
    });
}

#[test]
fn coverage_counts_lines_that_count_today() {
    on_both(|office| {
        let cover = |actor: &str, area: Option<&str>| {
            let found = office.administration.coverage(&ctx(actor), area, Some("registrar")).unwrap();
            let areas = found.areas.into_iter().map(|area| (area.code, area.within, area.above));
            areas.collect::<Vec<_>>()
        };
        let told = |rows: &[(&str, i64, i64)]| {
            rows.iter().map(|(code, within, above)| ((*code).to_owned(), *within, *above)).collect::<Vec<_>>()
        };
        assert_eq!(cover("root", Some("P")), told(&[("D1", 1, 0), ("D2", 0, 0)]));
        assert_eq!(cover("root", None), told(&[("C", 1, 0)]));
        let line = |login: &str, areas: Json, to: &str| {
            let body = json!({"login": login, "company": "ministry", "lines": [{"role": "registrar", "areas": areas, "to": to}]});
            office.create("root", body).unwrap();
        };
        line("both", json!(["D1", "D2"]), "2027-01-01");
        line("above", json!(["C"]), "2027-01-01");
        line("past", json!(["D2"]), "2020-01-01");
        assert_eq!(cover("root", Some("P")), told(&[("D1", 2, 1), ("D2", 1, 1)]));
        assert_eq!(cover("root", None), told(&[("C", 3, 0)]), "a line counts once in an area");
        assert_eq!(cover("dora", None).len(), 1, "she compares what she sees");
        assert!(office.administration.coverage(&ctx("ella"), None, None).is_err());
    });
}

#[test]
fn companies_are_listed_with_their_seats_and_shown_with_their_departments() {
    on_both(|office| {
        office.set("root", "company:acme", "seats.limit", json!({ "value": 2 })).unwrap();
        let rows = |actor: &str| {
            let listing = Listing { limit: 10, ..Listing::default() };
            let (listed, _) = office.administration.company_rows(&ctx(actor), &listing).unwrap();
            let rows = listed.items.into_iter();
            let row = |row: CompanyRow| {
                let seats = row.seats.unwrap();
                (row.code, row.parent, seats.used, seats.limit, row.departments)
            };
            rows.map(row).collect::<Vec<_>>()
        };
        let row = |code: &str, parent: Option<&str>, used, limit, departments| {
            (code.to_owned(), parent.map(str::to_owned), used, limit, Some(departments))
        };
        let all = rows("root");
        assert_eq!(all.first().unwrap(), &row("acme", None, 2, Some(2), 1));
        // What holds above holds below.
        assert_eq!(all.get(1).unwrap(), &row("acme-east", Some("Acme"), 0, Some(2), 0));
        assert_eq!(all.len(), 4);
        assert_eq!(rows("carl").len(), 2);
        let page = office.administration.company_page(&ctx("carl"), "acme").unwrap();
        assert_eq!((page.departments.len(), page.people_elsewhere, page.people_at_least), (1, Some(2), None));
        assert_eq!(page.below, [("acme-east".to_owned(), "Acme East".to_owned())]);
        assert!(page.changes && !page.deletes && !page.settings.is_empty());
        assert!(matches!(
            office.administration.company_page(&ctx("carl"), "bolt"),
            Err(Refused::Missing { .. })
        ));
    });
}

#[test]
fn several_settings_are_changed_together_or_not_at_all() {
    on_both(|office| {
        let all = SettingScope::Installation;
        let page = office.administration.settings_page(&ctx("root"), &all).unwrap();
        assert!(page.changes && page.name.is_none());
        let seen = |name: &str| {
            page.all.iter().find(|setting| setting.name == name).map(|setting| setting.tag.clone())
        };
        let change = |name: &str, value: Json| SettingChange {
            name: name.to_owned(),
            wanted: Some(SettingForm { value, locked: false, require_change: false }),
            seen: seen(name),
        };
        let wrong = [change("session.hours", json!(8)), change("password.min_length", json!(1))];
        match office.administration.change_settings(&ctx("root"), &all, &wrong) {
            Err(Refused::Invalid(faults)) => assert_eq!(faults[0].pointer, "/password.min_length/value"),
            other => panic!("{other:?}"),
        }
        let value =
            |name: &str| office.administration.setting_at(&ctx("root"), &all, name).unwrap().value.value;
        assert_eq!(value("session.hours"), json!(168));
        let right = [change("session.hours", json!(8)), change("password.min_length", json!(14))];
        let tried = office.administration.change_settings(&ctx("root").dry(), &all, &right).unwrap();
        assert!(tried.value[1].affects.is_some_and(|affects| affects.stricter > 0));
        assert_eq!(value("session.hours"), json!(168));
        office.administration.change_settings(&ctx("root"), &all, &right).unwrap();
        assert_eq!((value("session.hours"), value("password.min_length")), (json!(8), json!(14)));
        // What he saw is not there any more.
        let stale = office.administration.change_settings(&ctx("root"), &all, &right[..1]);
        assert!(matches!(stale, Err(Refused::Changed { .. })));
        let at = |actor: &str, scope: &str| {
            office.administration.settings_page(&ctx(actor), &scope.parse().unwrap()).unwrap().changes
        };
        assert!(at("carl", "company:acme") && at("carl", "department:sales") && !at("carl", "installation"));
        assert!(!at("audrey", "installation") && !at("audrey", "company:acme"));
    });
}

#[test]
fn everybody_sees_what_he_has_and_what_it_comes_to() {
    on_both(|office| {
        let dora = office.administration.my_access(&ctx("dora")).unwrap();
        let lines: Vec<_> =
            dora.lines.iter().map(|line| (line.role.as_str(), line.areas.clone(), line.is_local)).collect();
        assert!(lines.contains(&("Local registrar", vec!["First district".to_owned()], true)), "{lines:?}");
        let user = dora.may.iter().find(|may| may.model == "bailiwick.user").unwrap();
        assert!(user.operations.contains(&(Operation::Read, true)), "{user:?}");
        assert!(dora.groups.iter().any(|group| group == "Registrar"));
        let nora = office.administration.my_access(&ctx("nora")).unwrap();
        assert!(nora.lines.is_empty() && !nora.managed_by_roles);
        let ella = office.administration.my_profile(&ctx("ella")).unwrap();
        assert!(ella.picture.is_none() && !ella.changes_address && ella.facts.is_empty());
        assert!(office.administration.my_access(&ctx("machine")).is_err());
    });
}
