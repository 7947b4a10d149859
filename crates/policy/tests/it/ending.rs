//! Whose role lines end soon, by one walk over all of them.

use bailiwick_model::UserId;
use bailiwick_policy::Snapshot;
use jiff::civil::date;
use serde_json::json;

use crate::asking::world;

#[test]
fn who_has_a_line_of_his_own_that_ends_is_found_with_the_day() {
    let policy = json!({ "roles": {
        "viewer": { "label": "Viewer", "groups": [] },
        "other": { "label": "Other", "groups": [] } } });
    let line = |to: &str| json!([{ "role": "viewer", "to": to }]);
    let directory = json!({
        "companies": { "acme": { "name": "Acme", "lines": line("2026-12-10") } },
        "users": {
            "both": { "lines": [{ "role": "viewer", "to": "2026-12-20" }, { "role": "other", "to": "2026-12-12" }] },
            "late": { "lines": line("2027-01-01") },
            "never": { "lines": [{ "role": "viewer" }] },
            "inherits": { "company": "acme" },
            "today": { "lines": line("2026-12-10") },
            "over": { "lines": line("2026-12-09") } } });
    let world = world(&policy, &directory, &json!({}));
    let found = |snapshot: &Snapshot| -> Vec<(String, i8)> {
        let found = snapshot.with_lines_ending(date(2026, 12, 10), date(2026, 12, 20));
        let told = found.into_iter().map(|(user, day)| (snapshot.login(user).to_owned(), day.day()));
        let mut told: Vec<_> = told.collect();
        assert!(told.is_sorted_by_key(|(_, day)| *day), "the first to end comes first");
        told.sort();
        told
    };
    let own = |login: &str, day| (login.to_owned(), day);
    assert_eq!(found(&world.snapshot), [own("both", 12), own("today", 10)]);
    // Of somebody who was changed since, what counts is what he has now.
    let [late, today, both] = ["late", "today", "both"].map(|login| UserId::new(login).unwrap());
    let mut changed = world.directory.users[&late].clone();
    changed.lines.clone_from(&world.directory.users[&today].lines);
    let snapshot = world.snapshot.with_user(&world.policy, &late, &changed).unwrap();
    assert_eq!(found(&snapshot.without_user(&both)), [own("late", 10), own("today", 10)]);
}
