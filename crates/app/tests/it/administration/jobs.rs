//! Jobs: tables taken in, the same done to many, taken back, and gone on with after a stop.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, AtomicI64, Ordering},
};

use bailiwick_app::administration::{
    Administration, AllOrNothing, Existing, ImportWish, JobAct, JobListing, OnRefused, Refused, Runner,
    UserExport,
};
use bailiwick_model::{AccountState, audit::AuditAction};
use bailiwick_protocol::rest::{JobItemView, JobView, LineForm};
use bailiwick_store::audit::AuditFilter;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::fixture::{NOW_US, Office, ctx, on_both};

const LIST: &str = "login,email,first_name,company,area,role,role_areas,role_to\n\
    ana,ana@office.example,Ana,ministry,D1,registrar,D1,2027-03-31\n\
    ben,ben@office.example,Ben,ministry,D2,,,\n\
    nora,,Nora,ministry,D1,,,\n";

pub(crate) fn import(office: &Office, actor: &str, csv: &str, wish: &ImportWish) -> Result<JobView, Refused> {
    import_as(office, &ctx(actor), csv, wish)
}

pub(crate) fn import_as(
    office: &Office,
    ctx: &bailiwick_app::administration::Ctx,
    csv: &str,
    wish: &ImportWish,
) -> Result<JobView, Refused> {
    Ok(office.administration.import_users(ctx, wish, csv.as_bytes(), &|| NOW_US)?.value)
}

/// Does all that waits, at a moment.
pub(crate) fn run_at(office: &Office, now_us: i64) {
    run_on(&office.administration, now_us);
}

pub(crate) fn run_on(administration: &Administration, now_us: i64) {
    let stop = AtomicBool::new(false);
    let clock = move || now_us;
    let runner = Runner::new(administration, "test".to_owned(), &clock, &stop);
    while runner.run(None, &|_, _| ()).unwrap().is_some() {}
}

pub(crate) fn run(office: &Office) {
    run_at(office, NOW_US + 1);
}

pub(crate) fn job(office: &Office, id: &str) -> JobView {
    office.administration.show_job(&ctx("root"), id).unwrap().value
}

pub(crate) fn items(office: &Office, id: &str) -> Vec<JobItemView> {
    let all = JobListing { verdict: None, after: 0, limit: 10_000, ..JobListing::default() };
    office.administration.job_items(&ctx("root"), id, &all).unwrap().value.items
}

pub(crate) fn verdicts(office: &Office, id: &str) -> Vec<(i64, String, String)> {
    items(office, id).into_iter().map(|item| (item.number, item.object, item.verdict)).collect()
}

pub(crate) fn counts(job: &JobView) -> Vec<(&str, u64)> {
    job.counts.iter().map(|(verdict, count)| (verdict.as_str(), *count)).collect()
}

/// Everybody as shown to an administrator, without what changes by itself.
pub(crate) fn everybody(office: &Office) -> BTreeMap<String, Json> {
    let logins = office.logins("machine", "", "");
    let shown = |login: &String| {
        let mut view = json!(office.administration.show_user(&ctx("machine"), login).unwrap().value);
        let members = view.as_object_mut().unwrap();
        for field in ["changed_us", "created_us", "tag"] {
            members.remove(field);
        }
        for line in members["lines"].as_array_mut().unwrap() {
            line.as_object_mut().unwrap().remove("id");
        }
        (login.clone(), view)
    };
    logins.iter().map(shown).collect()
}

#[test]
fn a_table_is_taken_in_row_by_row() {
    on_both(|office| {
        let made = import(office, "root", LIST, &ImportWish::default()).unwrap();
        assert_eq!((made.state.as_str(), made.total, made.done), ("waiting", 3, 0));
        run(office);
        let done = job(office, &made.id);
        assert_eq!((done.state.as_str(), counts(&done)), ("done", vec![("changed", 1), ("created", 2)]));
        let ana = json!(office.administration.show_user(&ctx("root"), "ana").unwrap().value);
        assert_eq!((&ana["area"], &ana["lines"][0]["role"]), (&json!("D1"), &json!("registrar")));
        assert_eq!(ana["lines"][0]["granted_by"], "root");
        // The same again changes nothing, and tells nothing.
        let before = office.administration.installation().trail(&AuditFilter::default(), 1000).unwrap().len();
        let again = import(office, "root", LIST, &ImportWish::default()).unwrap();
        run(office);
        assert_eq!(counts(&job(office, &again.id)), [("unchanged", 3)]);
        let trail = office.administration.installation().trail(&AuditFilter::default(), 1000).unwrap();
        assert_eq!(trail.len(), before + 2, "that it was made, and that it ended");
        // Who did it, and as part of what.
        let created = trail.iter().find(|audited| audited.entry.action == AuditAction::USER_CREATED).unwrap();
        assert_eq!(created.entry.origin.job.as_deref(), Some(made.id.as_str()));
        assert_eq!(created.entry.actor.to_string(), "user:root");
        office.administration.installation().verify_trail(&Default::default()).unwrap();
    });
}

#[test]
fn rows_that_cannot_be_are_put_aside_with_every_fault() {
    on_both(|office| {
        let csv = "login,email,company,department,area,role,role_areas,valid_from\n\
            ana,ana@office.example,ministry,,D1,,,\n\
            brad,no address,nowhere,,X,,,soon\n\
            cora,cora@office.example,nowhere,sales,X,,,\n\
            \n\
            dan,ANA@office.example,ministry,,,,,\n\
            eve,eve@office.example,ministry,,,registrar,,\n\
            finn,finn@office.example,ministry,,,viewer,D9,\n";
        let made = import(office, "root", csv, &ImportWish::default()).unwrap();
        run(office);
        let done = job(office, &made.id);
        assert_eq!((done.state.as_str(), counts(&done)), ("done", vec![("created", 1), ("refused", 5)]));
        let refused: Vec<JobItemView> =
            items(office, &made.id).into_iter().filter(|item| item.verdict == "refused").collect();
        let columns = |item: &JobItemView| -> Vec<String> {
            item.faults.iter().map(|fault| fault.column.clone().unwrap_or_default()).collect()
        };
        assert_eq!(refused.iter().map(|item| item.number).collect::<Vec<_>>(), [3, 4, 6, 7, 8]);
        assert_eq!(columns(&refused[0]), ["email", "valid_from"]);
        assert_eq!(columns(&refused[1]), ["company", "department", "area"]);
        assert!(refused[2].faults[0].message.contains("address"), "{:?}", refused[2]);
        assert!(columns(&refused[3])[0].starts_with("role"), "{:?}", refused[3]);
        assert_eq!(columns(&refused[4]), ["role_areas"]);
        assert_eq!(refused[1].source.as_ref().unwrap()[0], "cora");
        assert!(office.administration.show_user(&ctx("root"), "dan").is_err(), "nothing of him is there");
    });
}

#[test]
fn a_batch_is_done_together_or_not_at_all() {
    on_both(|office| {
        let csv = "login,company\na1,ministry\na2,ministry\na3,ministry\na4,nowhere\na5,ministry\n";
        let wish = ImportWish { on_refused: OnRefused::Stop, batch: Some(2), ..ImportWish::default() };
        let made = import(office, "root", csv, &wish).unwrap();
        run(office);
        let done = job(office, &made.id);
        assert_eq!(done.state, "failed");
        let told: Vec<String> =
            verdicts(office, &made.id).into_iter().map(|(_, _, verdict)| verdict).collect();
        assert_eq!(told, ["created", "created", "not_done", "refused"]);
        assert!(office.administration.show_user(&ctx("root"), "a2").is_ok());
        assert!(office.administration.show_user(&ctx("root"), "a3").is_err());
        // The whole file as one batch.
        let csv = csv.replace('a', "b");
        let whole = ImportWish { all_or_nothing: AllOrNothing::Job, ..wish };
        let made = import(office, "root", &csv.replace("compbny", "company"), &whole).unwrap();
        run(office);
        assert_eq!(job(office, &made.id).state, "failed");
        assert!(office.administration.show_user(&ctx("root"), "b1").is_err());
    });
}

#[test]
fn who_is_there_is_changed_skipped_or_refused() {
    on_both(|office| {
        let csv = "login,first_name\nnora,Nora\n";
        for (existing, verdict) in
            [(Existing::Skip, "skipped"), (Existing::Refuse, "refused"), (Existing::Update, "changed")]
        {
            let made =
                import(office, "root", csv, &ImportWish { existing, ..ImportWish::default() }).unwrap();
            run(office);
            assert_eq!(verdicts(office, &made.id)[0].2, verdict);
        }
    });
}

#[test]
fn a_dry_run_says_the_same_and_does_nothing() {
    on_both(|office| {
        let before = everybody(office);
        let tried = import_as(office, &ctx("root").dry(), LIST, &ImportWish::default()).unwrap();
        run(office);
        assert_eq!(everybody(office), before);
        let made = import(office, "root", LIST, &ImportWish::default()).unwrap();
        run(office);
        assert_eq!(verdicts(office, &tried.id), verdicts(office, &made.id));
        assert!(office.administration.undo_job(&ctx("root"), &tried.id).is_err());
    });
}

#[test]
fn a_district_manager_s_table_is_held_to_his_reach() {
    on_both(|office| {
        let made = import(office, "dora", LIST, &ImportWish::default()).unwrap();
        run(office);
        let told = verdicts(office, &made.id);
        let told: Vec<_> = told.iter().map(|(row, _, verdict)| (*row, verdict.as_str())).collect();
        // Ana works in his district; Ben does not, and Nora is nobody he may see.
        assert_eq!(told, [(2, "created"), (3, "refused"), (4, "refused")]);
        // He sees his own jobs, others of his kind do not.
        assert!(office.administration.show_job(&ctx("dora"), &made.id).is_ok());
        assert!(office.administration.show_job(&ctx("carl"), &made.id).is_err());
        assert!(office.administration.show_job(&ctx("nora"), &made.id).is_err());
        assert!(import(office, "nora", LIST, &ImportWish::default()).is_err());
        assert!(import(office, "audrey", LIST, &ImportWish::default()).is_err());
    });
}

#[test]
fn rights_are_those_at_each_batch() {
    on_both(|office| {
        let wish = ImportWish { batch: Some(1), ..ImportWish::default() };
        let made = import(office, "dora", LIST, &wish).unwrap();
        office.administration.set_user_state(&ctx("root"), "dora", AccountState::Suspended).unwrap();
        run(office);
        let done = job(office, &made.id);
        assert_eq!((done.state.as_str(), done.done), ("failed", 0));
        assert!(done.message.unwrap().contains("may not have this done any more"));
    });
}

#[test]
fn tables_that_are_none_are_refused_as_a_whole() {
    on_both(|office| {
        for hostile in [
            "",
            "login\n\u{0}\n",
            "login,company\nana\n",
            "login\n\"ana\n",
            "nothing,known\n1,2\n",
            "email\na@b.example\n",
            "\u{feff}login;login\na;b\n",
        ] {
            let refused = import(office, "root", hostile, &ImportWish::default());
            assert!(matches!(refused, Err(Refused::Invalid(_))), "{hostile:?}: {refused:?}");
        }
        // A formula is a text like any other.
        let made = import(office, "root", "login,first_name\nana,'=1+1\n", &ImportWish::default()).unwrap();
        run(office);
        assert_eq!(job(office, &made.id).counts.values().sum::<u64>(), 1);
    });
}

#[test]
fn templates_are_kept_by_name() {
    on_both(|office| {
        let office_ = &office.administration;
        let mapping = serde_json::from_value(json!({
            "columns": {"Mail": "email", "Unit": "company", "Note": null}, "key": "email",
        }))
        .unwrap();
        office_.save_import_template(&ctx("root"), "hr", &mapping).unwrap();
        assert_eq!(office_.import_templates(&ctx("root")).unwrap().value["hr"], mapping);
        assert!(office_.save_import_template(&ctx("nora"), "mine", &mapping).is_err());
        let wish = ImportWish { template: Some("hr".to_owned()), ..ImportWish::default() };
        let csv = "Mail,Unit,Note\nana@office.example,ministry,x\nana@office.example,ministry,y\n";
        let made = import(office, "root", csv, &wish).unwrap();
        run(office);
        let told: Vec<String> =
            verdicts(office, &made.id).into_iter().map(|(_, _, verdict)| verdict).collect();
        assert_eq!(told, ["created", "unchanged"]);
        office_.remove_import_template(&ctx("root"), "hr").unwrap();
        assert_eq!(import(office, "root", csv, &wish).unwrap_err().code(), "not_found");
    });
}

#[test]
fn what_others_changed_since_stays_when_a_job_is_taken_back() {
    on_both(|office| {
        let before = everybody(office);
        let made = import(office, "root", LIST, &ImportWish::default()).unwrap();
        run(office);
        let patch = json!({"first_name": "Benedict"});
        office.administration.change_user(&ctx("root"), "ben", patch.as_object().unwrap()).unwrap();
        let undo = office.administration.undo_job(&ctx("root"), &made.id).unwrap().value;
        assert!(office.administration.undo_job(&ctx("root"), &made.id).is_err(), "once is enough");
        run_at(office, NOW_US + 2);
        assert_eq!(job(office, &made.id).state, "undone");
        let told = verdicts(office, &undo.id);
        let told: Vec<_> =
            told.iter().map(|(_, login, verdict)| (login.as_str(), verdict.as_str())).collect();
        assert_eq!(told, [("ana", "changed"), ("ben", "partly"), ("nora", "changed")]);
        let mut after = everybody(office);
        assert_eq!(after.remove("ben").unwrap()["state"], "left");
        assert_eq!(after, before);
        office.administration.installation().verify_trail(&Default::default()).unwrap();
    });
}

#[test]
fn the_same_is_done_to_many_and_taken_back() {
    on_both(|office| {
        let made = import(office, "root", LIST, &ImportWish::default()).unwrap();
        run(office);
        assert_eq!(job(office, &made.id).state, "done");
        let before = everybody(office);
        let line: LineForm = serde_json::from_value(json!({"role": "viewer"})).unwrap();
        let role = line.role.clone();
        let patch = json!({"job_title": "Clerk"}).as_object().unwrap().clone();
        let acts = [
            JobAct::GiveRole(line),
            JobAct::EndRole { role },
            JobAct::SetState { state: AccountState::Suspended },
            JobAct::SetFields(patch),
        ];
        let logins = ["ana".to_owned(), "ben".to_owned(), "ana".to_owned(), "nobody".to_owned()];
        let mut done = Vec::new();
        for (at, act) in (10..).zip(acts) {
            let made =
                office.administration.act_on_users(&ctx("root"), &act, Some(&logins), "").unwrap().value;
            run_at(office, NOW_US + at);
            let told: Vec<String> =
                verdicts(office, &made.id).into_iter().map(|(_, _, verdict)| verdict).collect();
            assert_eq!(told, ["changed", "changed", "refused"], "{act:?}");
            done.push(made.id);
        }
        assert_ne!(everybody(office), before);
        for (at, id) in (20..).zip(done.iter().rev()) {
            office.administration.undo_job(&ctx("root"), id).unwrap();
            run_at(office, NOW_US + at);
        }
        assert_eq!(everybody(office), before);
        // A filter chooses whom the actor may see; the desk can ask for letters, and not for those to its betters.
        let act = JobAct::RequestPasswordReset {};
        let domain = "[('email', '!=', False)]";
        let made = office.administration.act_on_users(&ctx("dora"), &act, None, domain).unwrap().value;
        run_at(office, NOW_US + 30);
        assert_eq!(verdicts(office, &made.id), [(1, "ana".to_owned(), "changed".to_owned())]);
    });
}

#[test]
fn the_last_administrator_stays() {
    on_both(|office| {
        let act = JobAct::SetState { state: AccountState::Suspended };
        let made = office.administration.act_on_users(&ctx("machine"), &act, None, "").unwrap().value;
        run(office);
        let done = job(office, &made.id);
        assert_eq!(done.state, "failed");
        assert!(done.message.unwrap().contains("last administrator"));
    });
}

#[test]
fn an_export_holds_what_may_be_seen_and_can_be_taken_in_again() {
    on_both(|office| {
        import(office, "root", LIST, &ImportWish::default()).unwrap();
        import(office, "root", "login,first_name,area\nfay,'=1+1,D1\n", &ImportWish::default()).unwrap();
        run(office);
        let export = |actor: &str, format, domain: &str| {
            let mut out = Vec::new();
            office.administration.export_users(&ctx(actor), format, domain, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let csv = export("dora", UserExport::Csv, "");
        let logins: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert_eq!(logins, ["ana", "fay", "nora"], "{csv}");
        assert!(csv.contains("'=1+1") && csv.contains("registrar,D1,,,2027-03-31"), "{csv}");
        let made = import(office, "root", &csv, &ImportWish::default()).unwrap();
        run_at(office, NOW_US + 2);
        assert_eq!(counts(&job(office, &made.id)), [("unchanged", 3)]);
        let lines = export("root", UserExport::JsonLines, "[('area', '=', 'D2')]");
        let one: Json = serde_json::from_str(lines.trim()).unwrap();
        assert_eq!(one["login"], "ben");
        let refused = office.administration.export_users(&ctx("root"), UserExport::Csv, "[(", Vec::new());
        assert!(matches!(refused, Err(Refused::Domain(_))));
        let trail = office.administration.installation().trail(&AuditFilter::default(), 10).unwrap();
        assert_eq!(trail.iter().filter(|a| a.entry.action == AuditAction::ACCESS_EXPORTED).count(), 2);
    });
}

/// A table of so many people.
pub(crate) fn table(people: usize) -> String {
    let row = |n: usize| format!("u{n:04},u{n:04}@office.example,ministry,registrar,D1\n");
    "login,email,company,role,role_areas\n".to_owned() + &(0..people).map(row).collect::<String>()
}

#[test]
fn a_job_goes_on_where_it_stopped() {
    on_both(|office| {
        let wish = ImportWish { batch: Some(7), ..ImportWish::default() };
        let made = import(office, "root", &table(50), &wish).unwrap();
        let now = AtomicI64::new(NOW_US);
        let clock = || now.fetch_add(1, Ordering::Relaxed);
        // Runner after runner is stopped behind its first batch.
        for turn in 0..8 {
            let stop = AtomicBool::new(false);
            let runner = Runner::new(&office.administration, format!("node {turn}"), &clock, &stop);
            runner.run(None, &|_, _| stop.store(true, Ordering::Relaxed)).unwrap();
        }
        let done = job(office, &made.id);
        assert_eq!((done.state.as_str(), counts(&done)), ("done", vec![("created", 50)]));
        let rows: Vec<i64> = items(office, &made.id).into_iter().map(|item| item.number).collect();
        assert_eq!(rows, (2..52).collect::<Vec<_>>());
        assert_eq!(office.logins("root", "", "u00").len(), 50);
    });
}

#[test]
fn stopping_ends_a_job_behind_the_batch_at_hand() {
    on_both(|office| {
        let wish = ImportWish { batch: Some(10), ..ImportWish::default() };
        let made = import(office, "root", &table(50), &wish).unwrap();
        let (stop, clock) = (AtomicBool::new(false), || NOW_US + 1);
        let runner = Runner::new(&office.administration, "node".to_owned(), &clock, &stop);
        let halt = |done: i64, _| {
            if done == 20 {
                office.administration.stop_job(&ctx("root"), &made.id).unwrap();
            }
        };
        runner.run(None, &halt).unwrap();
        let done = job(office, &made.id);
        assert_eq!((done.state.as_str(), done.done), ("stopped", 20));
        assert!(office.administration.stop_job(&ctx("root"), &made.id).is_err());
        assert!(runner.run(None, &|_, _| ()).unwrap().is_none());
        office.administration.undo_job(&ctx("root"), &made.id).unwrap();
        run_at(office, NOW_US + 2);
        assert_eq!(office.logins("root", "", "u00").len(), 0);
    });
}

#[test]
fn two_nodes_never_run_one_job() {
    let url = bailiwick_testkit::process::postgres::database();
    let office = Office::on(bailiwick_store::Database::open(&url.parse().unwrap()).unwrap());
    let other = Office::beside(bailiwick_store::Database::open(&url.parse().unwrap()).unwrap());
    let wish = ImportWish { batch: Some(5), ..ImportWish::default() };
    let ids: Vec<String> =
        (0..4).map(|n| import(&office, "root", &table(60 + n), &wish).unwrap().id).collect();
    let (stop, clock) = (AtomicBool::new(false), || NOW_US + 1);
    std::thread::scope(|scope| {
        for (name, office) in [("one", &office), ("two", &other)] {
            let (stop, clock) = (&stop, &clock);
            scope.spawn(move || {
                let runner = Runner::new(&office.administration, name.to_owned(), clock, stop);
                while runner.run(None, &|_, _| ()).unwrap().is_some() {}
            });
        }
    });
    for (id, count) in ids.iter().zip(60..) {
        let done = job(&office, id);
        assert_eq!((done.state.as_str(), done.done), ("done", count));
    }
    let created: u64 = ids.iter().filter_map(|id| job(&office, id).counts.get("created").copied()).sum();
    assert_eq!(created, 63, "each of them once");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever a table says, taking it back leaves everything as it was.
    #[test]
    fn taking_back_restores(rows in prop::collection::vec(
        (0..6_usize, prop::option::of("[A-Z][a-z]{1,5}"), prop::sample::select(vec!["", "D1", "D2", "X"]),
         prop::sample::select(vec!["", "registrar", "viewer"]), prop::sample::select(vec!["", "suspended", "invited"])), 1..12)) {
        let database = bailiwick_store::Database::open(&"sqlite::memory:".parse().unwrap()).unwrap();
        let office = Office::on(database);
        let before = everybody(&office);
        let logins = ["nora", "ella", "desk", "p1", "p2", "p3"];
        let mut csv = "login,first_name,area,role,role_areas,state\n".to_owned();
        for (who, name, area, role, state) in rows {
            let areas = if role == "registrar" { area } else { "" };
            csv += &format!("{},{},{area},{role},{areas},{state}\n", logins[who], name.unwrap_or_default());
        }
        let made = import(&office, "root", &csv, &ImportWish::default()).unwrap();
        run(&office);
        prop_assert_eq!(job(&office, &made.id).state, "done");
        office.administration.undo_job(&ctx("root"), &made.id).unwrap();
        run_at(&office, NOW_US + 2);
        prop_assert_eq!(everybody(&office), before);
    }
}
