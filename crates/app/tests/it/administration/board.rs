//! People as pages show them: the same people and the same of them as lists and single users show.

use bailiwick_app::administration::{JobAct, JobListing, Listing, Refused, Standing, UserExport};
use bailiwick_model::AccountState;
use bailiwick_store::own::Order;
use serde_json::json;

use super::{
    fixture::{NOW_US, Office, ctx, on_both},
    jobs::{counts, import_as, job, run, run_at},
};

const ACTORS: [&str; 8] = ["root", "dora", "audrey", "carl", "ella", "bob", "desk", "nora"];

fn listing(domain: &str, search: &str) -> Listing {
    Listing { domain: domain.to_owned(), search: search.to_owned(), limit: 3, ..Listing::default() }
}

/// All pages of a board, one behind the other.
fn turned(
    office: &Office,
    actor: &str,
    mut listing: Listing,
) -> Vec<bailiwick_app::administration::BoardRow> {
    let mut rows = Vec::new();
    loop {
        let board = office.administration.user_board(&ctx(actor), &listing, &[], false).unwrap().value;
        rows.extend(board.rows);
        match board.last.filter(|_| board.more) {
            Some(last) => listing.after = Some(last),
            None => return rows,
        }
    }
}

#[test]
fn a_board_holds_what_everybody_sees_of_everybody() {
    on_both(|office| {
        let scheduled = json!({"login": "sam", "email": "sam@office.example", "company": "ministry", "area": "D1",
            "lines": [{"role": "registrar", "areas": ["D2"], "to": "2026-11-01"},
                {"role": "viewer", "from": "2027-01-01"}, {"role": "registrar", "areas": ["D1"]}]});
        office.create("root", scheduled).unwrap();
        for actor in ACTORS {
            for order in [Order::Id, Order::IdDown, Order::Name, Order::NameDown] {
                let wanted = Listing { limit: 100, ..listing("", "") };
                let listed = office.administration.list_users(&ctx(actor), &Listing { order, ..wanted });
                let listed = listed.unwrap().value.0.items;
                let rows = turned(office, actor, Listing { order, ..listing("", "") });
                assert_eq!(rows.len(), listed.len(), "{actor}");
                for (row, view) in rows.iter().zip(&listed) {
                    let (own, login) = (view.lines.iter().filter(|line| line.source == "own"), &view.login);
                    assert_eq!((&row.login, &row.name), (login, &view.display_name));
                    assert_eq!((row.state, row.kind), (view.state, view.form.kind), "{actor} {login}");
                    let text = |code: &Option<_>| code.clone();
                    assert_eq!(row.company, view.form.company.as_ref().map(ToString::to_string));
                    assert_eq!(row.area, view.form.area.as_ref().map(ToString::to_string));
                    assert_eq!(row.department, view.form.department.as_ref().map(ToString::to_string));
                    assert_eq!(text(&row.email), view.form.email.as_ref().map(ToString::to_string));
                    assert_eq!(text(&row.job_title), view.form.job_title.as_ref().map(ToString::to_string));
                    let enabled = own.clone().filter(|line| line.enabled).count();
                    let held = row.roles.iter().filter(|held| held.standing == Standing::Enabled).count();
                    assert_eq!((row.roles.len(), held), (own.count(), enabled), "{actor} sees {login}");
                }
            }
        }
        let sam = &turned(office, "root", listing("[('login', '=', 'sam')]", ""))[0];
        let standings: Vec<_> = sam.roles.iter().map(|held| held.standing).collect();
        let first = "2027-01-01".parse().unwrap();
        assert_eq!(standings, [Standing::Enabled, Standing::Scheduled(first), Standing::Expired]);
        assert_eq!((sam.roles[0].label.as_str(), sam.roles[0].is_local), ("Local registrar", true));
    });
}

#[test]
fn what_is_counted_is_known_or_asked_for() {
    on_both(|office| {
        let board = |actor: &str, listing: &Listing| {
            let named = ["acme".to_owned(), "D1".to_owned()];
            office.administration.user_board(&ctx(actor), listing, &named, true).unwrap().value
        };
        let everybody = board("root", &listing("", ""));
        assert_eq!((everybody.rows.len(), everybody.more, everybody.count), (3, true, Some(8)));
        assert_eq!(everybody.companies["acme"], "Acme");
        assert_eq!(everybody.areas["D1"], "First district");
        assert!(everybody.roles.iter().any(|role| role.label == "Local registrar" && role.is_local));
        // Counting those whom a filter matches may take a look at everybody.
        let clients = listing("[('kind', '=', 'client')]", "");
        assert_eq!(board("root", &Listing { limit: 2, ..clients.clone() }).count, None);
        assert_eq!(board("root", &Listing { limit: 2, count: true, ..clients.clone() }).count, Some(3));
        assert_eq!(board("root", &clients).count, Some(3), "all of them are on the page");
        // Whoever sees no policy sees no roles, and whoever sees no company no name of one.
        let bobs = board("bob", &listing("", ""));
        assert!(bobs.roles.is_empty() && !bobs.companies.contains_key("acme"));
        let refused =
            office.administration.user_board(&ctx("root"), &listing("[('x', '=', 1)]", ""), &[], false);
        assert!(matches!(refused, Err(Refused::Domain(_))), "{refused:?}");
    });
}

#[test]
fn a_few_letters_find_what_one_may_see() {
    on_both(|office| {
        let find = |actor: &str, text: &str| {
            let found = office.administration.find_anything(&ctx(actor), text).unwrap().value;
            let codes = |all: Vec<bailiwick_app::administration::Choice>| {
                all.into_iter().map(|one| one.code).collect::<Vec<_>>().join(" ")
            };
            let roles: Vec<_> = found.roles.iter().map(|role| role.id.to_string()).collect();
            (codes(found.people), roles.join(" "), codes(found.areas), codes(found.companies))
        };
        let text = |found: (&str, &str, &str, &str)| {
            (found.0.to_owned(), found.1.to_owned(), found.2.to_owned(), found.3.to_owned())
        };
        assert_eq!(find("root", "dor"), text(("dora", "", "", "")));
        assert_eq!(find("root", "first"), text(("", "", "D1", "")));
        assert_eq!(find("root", "acme"), text(("", "", "", "acme acme-east")));
        assert_eq!(find("root", "local reg"), text(("", "registrar", "", "")));
        assert_eq!(find("root", "  "), text(("", "", "", "")));
        assert_eq!(find("root", "%"), text(("", "", "", "")), "a sign for anything is no letter of theirs");
        assert_eq!(find("bob", "carl"), text(("", "", "", "")));
        assert_eq!(find("bob", "registrar").1, "");
    });
}

#[test]
fn what_a_dry_run_has_tried_is_done_once() {
    on_both(|office| {
        let csv = "login,email,company\nana,ana@office.example,ministry\nben,none,ministry\nana,,ministry\n";
        let wish = bailiwick_app::administration::ImportWish { batch: Some(1), ..Default::default() };
        let tried = import_as(office, &ctx("root").dry(), csv, &wish).unwrap();
        let early = office.administration.carry_out_job(&ctx("root"), &tried.id);
        assert!(matches!(early, Err(Refused::Conflict(_))), "{early:?}");
        run(office);
        let page = |actor: &str, id: &str| {
            let all = JobListing { limit: 10, ..JobListing::default() };
            office.administration.job_page(&ctx(actor), id, &all).unwrap().value
        };
        let seen = page("root", &tried.id);
        assert!(seen.can_carry_out && seen.has_rejects && !seen.can_stop && !seen.can_undo);
        assert_eq!(seen.items.items.len(), 3);
        assert!(!page("audrey", &tried.id).can_carry_out, "an auditor looks on");
        assert!(office.administration.carry_out_job(&ctx("audrey"), &tried.id).is_err());
        let done = office.administration.carry_out_job(&ctx("root"), &tried.id).unwrap().value;
        assert_eq!((done.dry_run, done.total), (false, 3));
        run(office);
        assert_eq!(counts(&job(office, &done.id)), [("created", 1), ("refused", 1), ("unchanged", 1)]);
        assert!(office.logins("root", "", "").contains(&"ana".to_owned()));
        let twice = office.administration.carry_out_job(&ctx("root"), &tried.id);
        assert!(matches!(twice, Err(Refused::Conflict(_))), "{twice:?}");
        assert!(!page("root", &tried.id).can_carry_out);
        // Taken back in the same way.
        assert!(page("root", &done.id).can_undo);
        let tried = office.administration.undo_job(&ctx("root").dry(), &done.id).unwrap().value;
        run(office);
        assert!(page("root", &tried.id).can_carry_out);
        let undone = office.administration.carry_out_job(&ctx("root"), &tried.id).unwrap().value;
        run(office);
        assert_eq!(job(office, &done.id).state, "undone", "{:?}", job(office, &undone.id));
        assert!(!office.logins("root", "[('active', '=', True)]", "").contains(&"ana".to_owned()));
        assert!(!page("root", &tried.id).can_carry_out);
    });
}

#[test]
fn what_was_tried_long_ago_is_tried_again() {
    const DAY_US: i64 = 24 * 3_600 * 1_000_000;
    on_both(|office| {
        let act = JobAct::SetState { state: AccountState::Suspended };
        let tried = office.administration.act_on_listed(&ctx("root").dry(), &act, "", "ella").unwrap().value;
        assert_eq!(tried.total, 1, "words choose among them as in the list");
        run_at(office, NOW_US + 1);
        let mut late = ctx("root");
        late.author.at_us += DAY_US + 10;
        let refused = office.administration.carry_out_job(&late, &tried.id);
        assert!(matches!(refused, Err(Refused::Conflict(_))), "{refused:?}");
        assert!(office.administration.carry_out_job(&ctx("root"), &tried.id).is_ok());
    });
}

#[test]
fn sessions_end_where_accounts_are_managed_and_stay_ended() {
    on_both(|office| {
        let act = JobAct::EndSessions {};
        let logins = ["ella".to_owned(), "bob".to_owned()];
        let made = office.administration.act_on_users(&ctx("carl"), &act, Some(&logins), "").unwrap().value;
        run(office);
        assert_eq!(counts(&job(office, &made.id)), [("refused", 1), ("unchanged", 1)]);
        let undone = office.administration.undo_job(&ctx("root"), &made.id);
        assert!(matches!(undone, Err(Refused::Conflict(_))), "{undone:?}");
    });
}

#[test]
fn a_list_that_words_narrow_is_taken_away_as_it_is_shown() {
    on_both(|office| {
        let mut table = Vec::new();
        office.administration.export_listed(&ctx("root"), UserExport::Csv, "", "ella", &mut table).unwrap();
        let table = String::from_utf8(table).unwrap();
        assert_eq!(table.lines().count(), 2, "{table}");
        assert!(table.contains("ella"));
    });
}
