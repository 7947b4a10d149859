//! What came of the items of jobs is kept for as long as the setting says, and no longer.

use bailiwick_app::administration::{Ctx, ImportWish, Refused};
use bailiwick_model::{SettingScope, audit::AuditAction};
use bailiwick_protocol::rest::SettingForm;
use bailiwick_store::audit::AuditFilter;
use serde_json::json;

use super::{
    fixture::{NOW_US, Office, ctx, on_both},
    jobs::{counts, import, items, job, run, run_at},
};

const DAY_US: i64 = 24 * 3_600 * 1_000_000;
const LIST: &str = "login,first_name,company\nana,Ana,ministry\nben,Ben,nowhere\n";

fn at(actor: &str, at_us: i64) -> Ctx {
    let mut ctx = ctx(actor);
    ctx.author.at_us = at_us;
    ctx
}

fn cleared(office: &Office, at_us: i64) -> Vec<String> {
    office.administration.clear_jobs(&at("machine", at_us)).unwrap().value
}

fn rejects(office: &Office, id: &str) -> Result<String, Refused> {
    let mut out = Vec::new();
    office.administration.write_rejects(&ctx("root"), id, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn what_came_of_items_goes_ninety_days_after_the_end() {
    on_both(|office| {
        let done = import(office, "root", LIST, &ImportWish::default()).unwrap().id;
        run(office);
        let waiting = import(office, "root", LIST, &ImportWish::default()).unwrap().id;
        let ended = NOW_US + 1;
        assert!(cleared(office, ended + 90 * DAY_US - 1).is_empty());
        assert!(rejects(office, &done).unwrap().contains("Ben"));
        // A dry run names them and does nothing.
        let dry = office.administration.clear_jobs(&at("machine", ended + 90 * DAY_US).dry()).unwrap().value;
        assert_eq!((dry, items(office, &done).len()), (vec![done.clone()], 2));
        assert_eq!(cleared(office, ended + 90 * DAY_US), [done.as_str()]);
        assert!(items(office, &done).is_empty());
        let kept = job(office, &done);
        assert_eq!((kept.state.as_str(), kept.cleared_us), ("done", Some(ended + 90 * DAY_US)));
        assert_eq!(counts(&kept), [("created", 1), ("refused", 1)], "how many came to what stays");
        for gone in [
            rejects(office, &done).map(drop),
            office.administration.undo_job(&ctx("root"), &done).map(drop),
            office.administration.undo_job(&ctx("root").dry(), &done).map(drop),
        ] {
            let gone = gone.unwrap_err();
            assert!(gone.to_string().contains("jobs.keep_days"), "{gone}");
        }
        assert!(cleared(office, ended + 900 * DAY_US).is_empty(), "once is enough, and one that waits stays");
        let told = AuditFilter { action: Some(AuditAction::JOB_CLEARED), ..AuditFilter::default() };
        let told = office.administration.installation().trail(&told, 10).unwrap();
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(job(office, &waiting).state, "waiting");
    });
}

#[test]
fn the_setting_says_how_long_and_only_an_administrator_of_all_sets_it() {
    on_both(|office| {
        let done = import(office, "root", LIST, &ImportWish::default()).unwrap().id;
        run(office);
        let set = |actor: &str, scope: &SettingScope, value: i64| {
            let form = SettingForm { value: json!(value), locked: false, require_change: false };
            office.administration.set_setting(&ctx(actor), scope, "jobs.keep_days", &form).map(drop)
        };
        set("root", &SettingScope::Installation, 7).unwrap();
        for (actor, scope, value) in [
            ("carl", "installation", 1),
            ("dora", "installation", 1),
            ("root", "company:acme", 1),
            ("root", "installation", 0),
        ] {
            let scope: SettingScope = scope.parse().unwrap();
            assert!(set(actor, &scope, value).is_err(), "{actor} {scope} {value}");
        }
        let told = AuditFilter { action: Some(AuditAction::SETTING_SET), ..AuditFilter::default() };
        assert_eq!(office.administration.installation().trail(&told, 10).unwrap().len(), 1);
        assert!(cleared(office, NOW_US + 7 * DAY_US).is_empty());
        for actor in ["carl", "dora", "audrey"] {
            let refused = office.administration.clear_jobs(&at(actor, NOW_US + 8 * DAY_US)).unwrap_err();
            assert!(matches!(refused, Refused::Beyond(_)), "{refused}");
        }
        assert_eq!(cleared(office, NOW_US + 7 * DAY_US + 1), [done]);
    });
}

#[test]
fn a_job_that_is_being_taken_back_keeps_what_that_takes() {
    on_both(|office| {
        let done = import(office, "root", LIST, &ImportWish::default()).unwrap().id;
        run(office);
        let back = office.administration.undo_job(&ctx("root"), &done).unwrap().value.id;
        let later = NOW_US + 100 * DAY_US;
        assert!(cleared(office, later).is_empty());
        run_at(office, later);
        assert_eq!(job(office, &back).counts.get("changed"), Some(&1));
        assert_eq!(cleared(office, later), [done], "what took it back has just ended");
    });
}
