//! Lists of areas, in order and out of it.

use proptest::prelude::*;

use super::*;
use crate::csv::CsvLimits;

fn list(text: &str) -> Result<Vec<AreaRow>, AreaListError> {
    read(CsvReader::new(text.as_bytes(), CsvLimits::default())?, |code| code.as_str() == "WORLD")
}

fn codes(text: &str) -> Vec<String> {
    list(text).unwrap().iter().map(|row| row.code.to_string()).collect()
}

fn faults(text: &str) -> Vec<String> {
    match list(text) {
        Err(AreaListError::Faults(faults)) => faults.iter().map(ToString::to_string).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn parents_come_first_whatever_the_order_of_rows() {
    let text = "Code;Parent;Name;Kind;Id\nD-1;P-1;District;district;7\n\n;;;;\nP-1;C;Province;;\nC;WORLD;Country;;a-1\nD-2;P-1;Other;;\n";
    let areas = list(text).unwrap();
    let shown: Vec<_> = areas.iter().map(|row| (row.number, row.code.as_str())).collect();
    assert_eq!(shown, [(6, "C"), (5, "P-1"), (2, "D-1"), (7, "D-2")]);
    let district = &areas[2].area;
    assert_eq!((district.name.as_str(), district.kind.as_deref()), ("District", Some("district")));
    assert_eq!(
        (district.id.clone(), areas[0].area.id.clone()),
        (Some(RecordId::Int(7)), Some(RecordId::text("a-1")))
    );
    assert_eq!(codes("code,name\nA,a\n"), ["A"]);
    assert_eq!(codes("code,name\n"), [""; 0]);
}

#[test]
fn everything_that_is_wrong_is_told_with_its_row() {
    assert_eq!(
        faults("code,name,parent,id\nA,a,B,1\nA,b,,1\nC, ,,\n,d,,\nE,e\nF,f,\u{1},\n"),
        [
            "row 4, column \"name\": this text is empty; write something, or leave it out",
            "row 5, column \"code\": an area code cannot be empty",
            "row 6: row 6 has 2 cells where the header names 4 columns; make them as many",
            "row 7, column \"parent\": \"\\u{1}\" is not an area code: '\\u{1}' is not allowed here; remove control characters",
            "row 3, column \"code\": A is the code of row 2 as well; give each area its own",
            "row 3, column \"id\": row 2 has this id as well; give each area its own",
            "row 2, column \"parent\": there is no area B; add a row for it, or correct the code",
        ]
    );
    assert_eq!(
        faults("name,colour\na,b\n"),
        [
            "row 1, column \"colour\": there is no such column; use code, name, parent, kind, id",
            "row 1, column \"code\": this column is missing; add it",
        ]
    );
    assert!(matches!(list("code,name\nA,\"a\n"), Err(AreaListError::Csv(CsvError::Unclosed(_)))));
}

#[test]
fn an_area_that_lies_in_itself_is_named_once() {
    assert_eq!(
        faults("code,name,parent\nX,x,A\nA,a,B\nB,b,C\nC,c,A\nY,y,C\nS,s,S\n"),
        [
            "row 3, column \"parent\": A lies in itself: A (row 3) in B (row 4) in C (row 5); correct one of the parents",
            "row 7, column \"parent\": S lies in itself: S (row 7); correct one of the parents",
        ]
    );
}

#[test]
fn a_long_chain_is_no_matter() {
    let rows: String = (1..50_000).map(|n| format!("A{n},a,A{}\n", n + 1)).collect();
    let order = codes(&format!("code,name,parent\n{rows}A50000,a,\n"));
    assert_eq!((order[0].as_str(), order.len(), order[49_999].as_str()), ("A50000", 50_000, "A1"));
}

proptest! {
    /// Parents are drawn among all rows: either the list comes out whole and in order, or some area lies in itself.
    #[test]
    fn a_list_comes_out_whole_and_in_order_or_something_lies_in_itself(
        parents in prop::collection::vec(prop::option::of(0..12_usize), 1..12),
    ) {
        let parent = |at: usize| parents[at].filter(|parent| *parent < parents.len());
        let rows: String =
            (0..parents.len()).map(|at| format!("A{at},a,{}\n", parent(at).map(|p| format!("A{p}")).unwrap_or_default())).collect();
        let endless = (0..parents.len()).any(|start| {
            std::iter::successors(Some(start), |at| parent(*at)).take(parents.len() + 1).count() > parents.len()
        });
        match list(&format!("code,name,parent\n{rows}")) {
            Err(_) => prop_assert!(endless),
            Ok(areas) => {
                prop_assert!(!endless);
                prop_assert_eq!(areas.len(), parents.len());
                for (at, row) in areas.iter().enumerate() {
                    let before = areas[..at].iter().any(|other| Some(&other.code) == row.area.parent.as_ref());
                    prop_assert!(before || row.area.parent.is_none());
                }
            }
        }
    }
}
