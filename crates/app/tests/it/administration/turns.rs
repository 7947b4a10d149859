//! Jobs take turns, nobody has too many, and their input goes with their end.

use std::sync::atomic::AtomicBool;

use bailiwick_app::administration::{ImportWish, JobAct, JobListing, Refused, Runner};
use bailiwick_model::AccountState;
use bailiwick_store::job;

use super::{
    fixture::{NOW_US, Office, ctx, on_both},
    jobs::{import, import_as, job as shown, run, table},
};

fn small(rows: usize) -> String {
    let rows: String = (0..rows).map(|n| format!("c{n},client,acme\n")).collect();
    format!("login,kind,company\n{rows}")
}

#[test]
fn a_small_job_gets_through_beside_large_ones() {
    on_both(|office| {
        let wish = ImportWish { batch: Some(5), ..ImportWish::default() };
        let large = [table(60), table(61)].map(|csv| import(office, "root", &csv, &wish).unwrap().id);
        let batches = ImportWish { batch: Some(1), ..ImportWish::default() };
        let his = import(office, "carl", &small(3), &batches).unwrap().id;
        let (stop, clock) = (AtomicBool::new(false), || NOW_US + 1);
        let runner = Runner::new(&office.administration, "node".to_owned(), &clock, &stop);
        let turns: Vec<String> =
            (0..6).map(|_| runner.run(None, &|_, _| ()).unwrap().unwrap_or_default()).collect();
        let [first, second] = &large;
        assert_eq!(turns, [first, &his, second, &his, first, &his].map(String::clone));
        assert_eq!(shown(office, &his).state, "done");
        for id in &large {
            let at = shown(office, id);
            assert_eq!(at.state, "running", "{at:?}");
        }
        // One that is waited for on the machine does not wait itself.
        assert_eq!(runner.run(Some(second), &|_, _| ()).unwrap().as_ref(), Some(second));
        assert_eq!((shown(office, second).state.as_str(), shown(office, second).done), ("done", 61));
        assert_eq!(shown(office, first).done, 10);
        run(office);
        assert_eq!((shown(office, first).state.as_str(), shown(office, first).done), ("done", 60));
    });
}

#[test]
fn nobody_has_too_many_jobs_under_way() {
    on_both(|office| {
        let one = |actor: &str| import(office, actor, &small(1), &ImportWish::default());
        for _ in 0..10 {
            one("carl").unwrap();
        }
        let refused = one("carl").unwrap_err();
        assert!(matches!(&refused, Refused::Conflict(why) if why.contains("10 of your jobs")), "{refused}");
        let act = JobAct::SetState { state: AccountState::Suspended };
        let named = ["ella".to_owned()];
        let refused = office.administration.act_on_users(&ctx("carl"), &act, Some(&named), "").unwrap_err();
        assert_eq!(refused.code(), "conflict");
        one("root").unwrap();
        run(office);
        one("carl").unwrap();
    });
}

/// A dry run of a table with passwords cannot be carried out: that would take keeping them.
#[test]
fn passwords_of_other_systems_go_with_the_end_of_a_dry_run() {
    const HASH: &str = "{SSHA}Nhk4OoFLBjnnTWsXCIp5PTFKMgMBAgMEBQYHCA==";
    on_both(|office| {
        let csv = format!("login,kind,company,password_hash\nc0,client,acme,{HASH}\n");
        let tried = import_as(office, &ctx("root").dry(), &csv, &ImportWish::default()).unwrap().id;
        assert_eq!(parts(office, &tried), 1);
        run(office);
        assert_eq!((shown(office, &tried).state.as_str(), parts(office, &tried)), ("done", 0));
        let page = office
            .administration
            .job_page(&ctx("root"), &tried, &JobListing { limit: 10, ..JobListing::default() })
            .unwrap()
            .value;
        assert!(!page.can_carry_out);
        let refused = office.administration.carry_out_job(&ctx("root"), &tried).unwrap_err();
        assert!(matches!(&refused, Refused::Conflict(why) if why.contains("passwords")), "{refused}");
    });
}

fn parts(office: &Office, id: &str) -> i64 {
    office.administration.installation().database().read(|tx| job::part_count(tx, id)).unwrap()
}

#[test]
fn the_input_of_a_job_goes_with_its_end() {
    on_both(|office| {
        let wish = ImportWish { batch: Some(1), ..ImportWish::default() };
        let tried = import_as(office, &ctx("root").dry(), &small(2), &wish).unwrap().id;
        let made = import(office, "root", &small(2), &wish).unwrap().id;
        let stopped = import(office, "root", &small(2), &wish).unwrap().id;
        assert_eq!([&tried, &made, &stopped].map(|id| parts(office, id)), [2, 2, 2]);
        office.administration.stop_job(&ctx("root"), &stopped).unwrap();
        assert_eq!([&tried, &made, &stopped].map(|id| parts(office, id)), [2, 2, 0]);
        run(office);
        // What was only tried is kept for a day, so that it can be done without being sent again.
        assert_eq!([&tried, &made, &stopped].map(|id| parts(office, id)), [2, 0, 0]);
        // What it takes to take it back is there.
        let undo = office.administration.undo_job(&ctx("root"), &made).unwrap().value.id;
        super::jobs::run_at(office, NOW_US + 2);
        assert_eq!(shown(office, &undo).counts["changed"], 2);
        let mut archive = Vec::new();
        let database = office.administration.installation().database();
        // As the runner of every server does each minute, a day later.
        database.write(|tx| job::forget_inputs(tx, i64::MAX)).unwrap();
        assert_eq!(parts(office, &tried), 0);
        let written = bailiwick_store::backup::Made { product: "test", at_us: NOW_US };
        database
            .read(|tx| {
                Ok::<_, bailiwick_store::StoreError>(bailiwick_store::backup::write(
                    tx,
                    &mut archive,
                    written,
                    &mut |_, _| (),
                ))
            })
            .unwrap()
            .unwrap();
        let archive = String::from_utf8(archive).unwrap();
        assert!(!archive.contains("c0,client,acme"), "{archive}");
    });
}
