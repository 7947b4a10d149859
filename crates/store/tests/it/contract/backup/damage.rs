//! Whatever is done to an archive is noticed, and nothing is loaded of it.

use super::*;

fn archive() -> Vec<u8> {
    let store = Store::sqlite();
    let (mut policy, mut people) = (Policy::default(), Directory::default());
    policy.groups.insert("g.a".parse().unwrap(), Default::default());
    for n in 0..20 {
        people.users.insert(UserId::new(format!("user{n}")).unwrap(), User::default());
    }
    store.db.write(|tx| put_everything(tx, &policy, &people, 4)).unwrap();
    written(&store.db)
}

#[test]
fn any_change_anywhere_is_refused() {
    let whole = archive();
    assert_eq!(verified(&whole).unwrap().rows["app_user"], 20);
    let length = whole.len();
    let change = prop_oneof![
        4 => (0..length, any::<u8>()).prop_map(|(at, byte)| (at, at + 1, vec![byte])),
        1 => (0..length, 1_usize..200).prop_map(|(at, cut)| (at, at + cut, vec![])),
        1 => (0..length, prop::collection::vec(any::<u8>(), 1..20)).prop_map(|(at, more)| (at, at, more)),
        1 => (0..length).prop_map(move |at| (at, length, vec![])),
        1 => Just((length, length, b"\n".to_vec())),
    ];
    let store = Store::sqlite();
    let before = written(&store.db);
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(3_000) });
    let refused = |(from, to, with): (usize, usize, Vec<u8>)| {
        let altered = [&whole[..from], &with, &whole[to.min(length)..]].concat();
        if altered != whole {
            let said = verified(&altered).map(drop).unwrap_err().to_string();
            assert!(said.contains("backup"), "{said}");
            assert!(loaded(&store.db, &altered).is_err());
        }
        Ok(())
    };
    runner.run(&change, refused).unwrap();
    assert!(written(&store.db) == before, "something was changed");
}

#[track_caller]
fn says(bytes: &[u8], wanted: &str) {
    let said = verified(bytes).map(drop).unwrap_err().to_string();
    assert!(said.contains(wanted), "{said}\n--- wanted\n{wanted}");
}

#[test]
fn each_kind_of_damage_has_its_own_sentence() {
    let whole = archive();
    let text = String::from_utf8(whole.clone()).unwrap();
    let lines = lines(&whole);
    let first = |from: &str, to: &str| {
        let mut lines = lines.clone();
        assert!(lines[0].contains(from), "{}", lines[0]);
        lines[0] = lines[0].replace(from, to);
        sealed(&lines)
    };
    assert!(sealed(&lines) == whole, "the test seals as the product does");
    for foreign in ["", "\n", "hello\n", "{}\n", "SQLite format 3\0"] {
        says(foreign.as_bytes(), "this is no backup of Bailiwick");
    }
    says(&first("\"format\":1", "\"format\":2"), "in format 2 and this program knows formats up to 1");
    let version = format!("\"version\":{}", newest());
    says(&first(&version, "\"version\":99"), "made by Bailiwick 0.0.0-test from a database of version 99");
    let sum = MIGRATIONS[MIGRATIONS.len() - 1].checksum();
    says(&first(&sum, &"0".repeat(64)), "made by a modified program");
    says(&first("\"product\"", "\"produce\""), "damaged in line 1: ");
    for cut in [text.len() - 1, text.len() - 30, text.len() / 2] {
        says(&whole[..cut], "was cut off after line");
    }
    says(format!("{}\n", lines.join("\n")).as_bytes(), "its last line is missing");
    says(text.replacen("user7", "user8", 1).as_bytes(), "was altered after it was made");
    let at = lines.iter().position(|line| line.starts_with("[\"user7\"")).unwrap();
    says(text.replacen("[\"user7\"", "[user7", 1).as_bytes(), &format!("damaged in line {}: ", at + 1));
    says(format!("{text}\n").as_bytes(), "something stands after the last line");
    says(text.replace("\"app_user\":20", "\"app_user\":21").as_bytes(), "its counts are not those");
    says(
        text.replace("{\"end\":{", "{\"end\": {").as_bytes(),
        "the last line is not written as it should be",
    );
    let mut twice = lines.clone();
    twice.push(lines[1].clone());
    says(&sealed(&twice), "comes a second time");
    says(text.replacen("{\"table\"", "[\"table\"", 1).as_bytes(), "a row without a table");
}

#[test]
fn rows_that_do_not_fit_the_schema_change_nothing() {
    let whole = archive();
    let lines = lines(&whole);
    on_both(|store| {
        let before = written(&store.db);
        let refused = |lines: &[String], wanted: &str| {
            let bytes = sealed(lines);
            verified(&bytes).unwrap();
            let said = loaded(&store.db, &bytes).unwrap_err().to_string();
            assert!(said.contains(wanted), "{said}\n--- wanted\n{wanted}");
            assert!(written(&store.db) == before, "something was changed");
        };
        let replaced = |from: &str, to: &str| -> Vec<String> {
            lines.iter().map(|line| line.replace(from, to)).collect()
        };
        refused(&replaced("\"table\":\"company\"", "\"table\":\"compani\""), "it has no table \"compani\"");
        let attack = replaced("\"table\":\"company\"", "\"table\":\"company; drop table token\"");
        refused(&attack, "it has no table");
        refused(&replaced("[\"superuser\",\"bool\"]", "[\"superduper\",\"bool\"]"), "superduper");
        let company = lines.iter().position(|line| line.contains("\"table\":\"company\"")).unwrap();
        let mut without = lines.clone();
        without.remove(company);
        refused(&without, "table company is missing");
        let user = lines.iter().position(|line| line.starts_with("[\"user7\"")).unwrap();
        let mut twice = lines.clone();
        twice.insert(user, lines[user].clone());
        refused(&twice, "exists already");
    });
}
