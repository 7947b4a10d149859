//! What somebody who administers sees first: what needs him, as far as he may see it, and nothing of what does not.

use bailiwick_app::administration::{Dashboard, Somebody, Wished};
use bailiwick_model::{AccountState, audit::AuditAction};
use bailiwick_store::audit::Stretches;
use jiff::civil::date;
use serde_json::json;

use super::{
    boundaries::grant,
    fixture::{NOW_US, Office, ctx, on_both},
};

const DAY_US: i64 = 86_400_000_000;

fn board(office: &Office, actor: &str) -> Dashboard {
    let stretches = Stretches { start_us: NOW_US - 6 * DAY_US - DAY_US / 2, each_us: DAY_US, count: 7 };
    let wished = Wished { stretches, today: date(2026, 11, 22) };
    office.administration.dashboard(&ctx(actor), &wished).unwrap().value
}

fn logins(who: &[Somebody]) -> Vec<&str> {
    who.iter().map(|one| one.login.as_str()).collect()
}

#[test]
fn each_sees_what_needs_him_and_nothing_else() {
    on_both(|office| {
        let made = |login: &str, company: &str, invite: bool| {
            let name = format!("<b>{login}");
            let body =
                json!({"login": login, "company": company, "kind": "client", "invite": invite, "name": name});
            office.create("root", body).unwrap();
        };
        made("new1", "acme", true);
        made("new2", "bolt", true);
        made("stuck", "acme", false);
        office.administration.set_user_state(&ctx("root"), "stuck", AccountState::Locked).unwrap();
        for (login, to) in [("ella", "2026-12-01"), ("bob", "2026-11-30"), ("nora", "2027-01-01")] {
            grant(office, "root", login, json!({"role": "viewer", "to": to})).unwrap();
        }
        let root = board(office, "root");
        assert_eq!((logins(&root.invited), logins(&root.locked)), (vec!["new1", "new2"], vec!["stuck"]));
        assert_eq!(root.invited[0].name, "<b>new1");
        let ending = root.ending.as_ref().unwrap();
        let told: Vec<_> = ending
            .first
            .iter()
            .map(|line| (line.who.login.as_str(), line.to.day(), line.label.as_str()))
            .collect();
        assert_eq!(told, [("bob", 30, "Viewer"), ("ella", 1, "Viewer")]);
        assert_eq!((ending.people, ending.is_least), (2, false));
        let news = root.news.as_ref().unwrap();
        assert_eq!(news.counts.len(), 7);
        assert!(news.counts[6].entries > 5 && news.status.stands && news.latest.len() == 8);
        assert!(news.latest.is_sorted_by_key(|view| -view.entry.sequence));
        assert_eq!(news.latest[0].entry.action, AuditAction::LINE_GRANTED);

        // A client's administrator sees his own people, and no trail.
        let carl = board(office, "carl");
        assert_eq!((logins(&carl.invited), logins(&carl.locked)), (vec!["new1"], vec!["stuck"]));
        assert_eq!(carl.ending.as_ref().unwrap().first.len(), 1);
        assert_eq!(carl.ending.unwrap().first[0].who.login, "ella");
        assert!(carl.news.is_none());
        // Who was let in again needs nobody.
        office.administration.set_user_state(&ctx("root"), "stuck", AccountState::Active).unwrap();
        assert_eq!(logins(&board(office, "root").locked), [""; 0]);
        // Whoever sees everything and changes nothing sees all of it, and nobody sees nothing.
        assert_eq!(logins(&board(office, "audrey").invited), ["new1", "new2"]);
        assert_eq!(board(office, "nora"), Dashboard::default());
        let dora = board(office, "dora");
        assert!(dora.news.is_none() && dora.invited.is_empty());
    });
}

#[test]
fn companies_with_few_seats_are_told_to_those_who_see_them() {
    on_both(|office| {
        office.set("root", "company:acme", "seats.limit", json!({ "value": 3 })).unwrap();
        office.create("root", json!({"login": "in1", "kind": "client", "company": "acme"})).unwrap();
        for (actor, codes) in [("root", vec!["acme"]), ("carl", vec!["acme"]), ("bob", vec![])] {
            let board = board(office, actor);
            assert_eq!(board.seats.iter().map(|few| few.code.as_str()).collect::<Vec<_>>(), codes, "{actor}");
        }
        assert_eq!(board(office, "root").seats[0].seats.used, 3);
        office.set("root", "company:acme", "seats.limit", json!({ "value": 300 })).unwrap();
        assert!(board(office, "root").seats.is_empty(), "there is room again");
    });
}
