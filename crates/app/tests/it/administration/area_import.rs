//! Lists of areas: everything or nothing, with a word about every row.

use bailiwick_app::administration::AreaImportMode::{self, CreateAndChange, CreateOnly};
use bailiwick_model::{Area, audit::AuditAction};
use bailiwick_protocol::rest::ImportVerdict::{Changed, Created, Refused, Unchanged};
use serde_json::json;

use super::fixture::{Office, ctx, on_both};

fn import(
    office: &Office,
    csv: &str,
    mode: AreaImportMode,
) -> Result<bailiwick_protocol::rest::AreaImport, bailiwick_app::administration::Refused> {
    office.administration.import_areas(&ctx("root"), csv.as_bytes(), mode).map(|done| done.value)
}

fn area(office: &Office, code: &str) -> serde_json::Value {
    let mut view = json!(office.administration.show_place::<Area>(&ctx("root"), code).unwrap().value);
    view.as_object_mut().unwrap().remove("tag");
    view
}

#[test]
fn rows_are_made_changed_and_left_alone() {
    on_both(|office| {
        let list = "code,name,parent,kind\nQ1,Quarter,N,quarter\nN,North,P,district\nD1,First district,P,\nD2,Renamed,P,district\n";
        let tried =
            office.administration.import_areas(&ctx("root").dry(), list.as_bytes(), CreateAndChange).unwrap();
        assert!(office.administration.show_place::<Area>(&ctx("root"), "N").is_err(), "it was only tried");
        let report = import(office, list, CreateAndChange).unwrap();
        assert_eq!(tried.value, report);
        let verdicts: Vec<_> = report.rows.iter().map(|row| (row.row, row.verdict)).collect();
        assert_eq!(verdicts, [(2, Created), (3, Created), (4, Unchanged), (5, Changed)]);
        assert_eq!((report.created, report.changed, report.unchanged, report.refused), (2, 1, 1, 0));
        assert_eq!(
            area(office, "Q1"),
            json!({"code": "Q1", "name": "Quarter", "parent": "N", "kind": "quarter"})
        );
        assert_eq!(area(office, "D2")["name"], "Renamed");
        assert_eq!(office.times(&AuditAction::AREAS_IMPORTED), 1);
        // What a list has no column for stays.
        import(office, "name;code\nThe quarter;Q1\n", CreateAndChange).unwrap();
        assert_eq!(
            area(office, "Q1"),
            json!({"code": "Q1", "name": "The quarter", "parent": "N", "kind": "quarter"})
        );
        // Once more is nothing at all.
        let revision = office.administration.installation().database().revision().unwrap();
        let again = import(office, "name;code\nThe quarter;Q1\n", CreateAndChange).unwrap();
        assert_eq!((again.unchanged, again.changed), (1, 0));
        assert_eq!(office.administration.installation().database().revision().unwrap(), revision);
        // What was imported counts: people in the new branch are within Dora's reach once it lies in her district.
        office.create("root", json!({"login": "in1", "company": "ministry", "area": "Q1"})).unwrap();
        assert_eq!(office.logins("dora", "", ""), [""; 0]);
        import(office, "code,name,parent\nN,North,D1\n", CreateAndChange).unwrap();
        assert_eq!(office.logins("dora", "", ""), ["in1"]);
    });
}

#[test]
fn one_wrong_row_and_nothing_is_imported() {
    on_both(|office| {
        let wrong = [
            ("code,name,parent\nA,a,\nB,b,Z\n", "there is no area Z", 3),
            ("code,name,parent\nP,Province,D1\n", "P in D1 in P", 2),
            ("code,name,parent\nA,a,B\nB,b,A\n", "lies in itself", 2),
            ("code,name\nA,a\nA,b\n", "row 2", 3),
            ("code,name\nA,\n", "empty", 2),
        ];
        for (list, part, row) in wrong {
            let refused = import(office, list, CreateAndChange).unwrap_err().to_string();
            assert!(refused.contains(part) && refused.contains(&row.to_string()), "{refused}");
            let dry = ctx("root").dry();
            let tried = office.administration.import_areas(&dry, list.as_bytes(), CreateAndChange).unwrap();
            let told: Vec<_> = tried.value.rows.iter().filter(|told| told.verdict == Refused).collect();
            assert!(told.iter().any(|told| told.row == row && told.message.is_some()), "{told:?}");
        }
        assert!(office.administration.show_place::<Area>(&ctx("root"), "A").is_err());
        let only = import(office, "code,name,parent\nA,a,\nD1,Other,P\nP,Province,C\n", CreateOnly);
        let told = only.unwrap_err().to_string();
        assert!(told.contains("already") && told.contains("3"), "{told}");
        import(office, "code,name,parent\nA,a,\nP,Province,C\n", CreateOnly).unwrap();
        for (csv, part) in [("", "empty"), ("code\nA\n", "name"), ("code,name\n\"A,a", "none ends it")] {
            let told = import(office, csv, CreateAndChange).unwrap_err().to_string();
            assert!(told.contains(part), "{told}");
        }
        for actor in ["carl", "dora", "audrey", "stranger"] {
            let refused =
                office.administration.import_areas(&ctx(actor), b"code,name\nX,x\n", CreateAndChange);
            assert!(refused.is_err(), "{actor}");
        }
    });
}

#[test]
fn ten_thousand_rows_are_one_change() {
    on_both(|office| {
        let mut list = String::from("code,name,parent,kind\n");
        for n in (0..10_000).rev() {
            let parent = if n == 0 { "C".to_owned() } else { format!("N{}", n / 10) };
            list.push_str(&format!("N{n},Area {n},{parent},ward\n"));
        }
        let report = import(office, &list, CreateAndChange).unwrap();
        assert_eq!((report.created, report.refused), (10_000, 0));
        let listing = bailiwick_app::administration::Listing {
            domain: "[('id', 'child_of', 'N1')]".to_owned(),
            limit: 1,
            count: true,
            ..Default::default()
        };
        let (listed, _) = office.administration.list_places::<Area>(&ctx("root"), &listing).unwrap().value;
        assert_eq!(listed.count, Some(1_111));
        assert_eq!(office.times(&AuditAction::AREAS_IMPORTED), 1);
        office.administration.installation().verify_trail(&Default::default()).unwrap();
    });
}
