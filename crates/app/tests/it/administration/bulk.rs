//! Tables with rows that are none, dry runs that meet somebody twice, rejects, and what is found among jobs and their items.

use std::sync::Arc;

use bailiwick_app::{
    Author, Installation, Live,
    administration::{Administration, Existing, ImportWish, JobAct, JobListing, Listing, Refused},
};
use bailiwick_model::AccountState;
use bailiwick_protocol::rest::LineForm;
use bailiwick_store::Database;
use serde_json::json;

use super::{
    fixture::{NOW_US, Office, ctx, on_both},
    jobs::{counts, import, import_as, items, job, run, run_at, verdicts},
};

fn told(office: &Office, id: &str) -> Vec<(i64, String)> {
    verdicts(office, id).into_iter().map(|(number, _, verdict)| (number, verdict)).collect()
}

fn rejects(office: &Office, id: &str) -> String {
    let mut out = Vec::new();
    office.administration.write_rejects(&ctx("root"), id, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const MALFORMED: &[u8] = b"login,first_name,company\n\
    a1,Ann,ministry\n\
    a2,\"An \"odd\" one\",ministry\n\
    a3,Cem\n\
    a4,Dan,ministry,and,more\n\
    a5,\xC3(,ministry\n\
    a6,'=1+1,nowhere\n\
    a7,Gus,ministry\n";

#[test]
fn a_row_that_is_none_is_put_aside_like_others() {
    on_both(|office| {
        let wish = ImportWish { batch: Some(2), ..ImportWish::default() };
        let made =
            office.administration.import_users(&ctx("root"), &wish, MALFORMED, &|| NOW_US).unwrap().value;
        assert_eq!(made.total, 7);
        run(office);
        let done = job(office, &made.id);
        assert_eq!((done.state.as_str(), counts(&done)), ("done", vec![("created", 2), ("refused", 5)]));
        let numbers: Vec<i64> = told(office, &made.id).into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, [2, 3, 4, 5, 6, 7, 8]);
        let refused = items(office, &made.id);
        assert!(refused[1].faults[0].message.contains("quotation mark"), "{:?}", refused[1]);
        assert_eq!(refused[1].faults[0].column.as_deref(), Some("first_name"));
        assert_eq!(refused[2].source, Some(json!(["a3", "Cem"])));
        // What was put aside can be had as a table, mended, and taken in.
        let table = rejects(office, &made.id);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!((lines[0], lines.len()), ("login,first_name,company,import_error", 6), "{table}");
        assert!(lines[2].starts_with("a3,Cem,,row 4 has 2 cells"), "{table}");
        assert!(lines[3].contains("beyond the last column: and | more"), "{table}");
        assert!(lines[5].starts_with("a6,'=1+1,nowhere,\"company: there is no company"), "{table}");
        let mended = table.replace("nowhere", "ministry").replace("a3,Cem,", "a3,Cem,ministry");
        let again = import(office, "root", &mended, &ImportWish::default()).unwrap();
        run_at(office, NOW_US + 2);
        assert_eq!(counts(&job(office, &again.id)), [("created", 5)], "{mended}");
        // Stopping at the first row that cannot be counts rows that are none.
        let wish = ImportWish { on_refused: bailiwick_app::administration::OnRefused::Stop, ..wish };
        let stopped = import(office, "root", "login\nb1\n\"b\"2\nb3\n", &wish).unwrap();
        run_at(office, NOW_US + 3);
        assert_eq!(job(office, &stopped.id).state, "failed");
    });
}

#[test]
fn rejects_are_of_tables_and_for_who_sees_the_job() {
    on_both(|office| {
        let act = JobAct::SetState { state: AccountState::Suspended };
        let made = office.administration.act_on_users(&ctx("root"), &act, Some(&["nora".to_owned()]), "");
        let id = made.unwrap().value.id;
        let refused = office.administration.write_rejects(&ctx("root"), &id, Vec::new());
        assert!(matches!(refused, Err(Refused::Conflict(_))), "{refused:?}");
        let refused = office.administration.write_rejects(&ctx("dora"), &id, Vec::new());
        assert_eq!(refused.unwrap_err().code(), "not_found");
    });
}

#[test]
fn a_dry_run_says_that_it_has_met_somebody_before() {
    on_both(|office| {
        // Three batches; the first row about Bea is refused, so the second one makes her.
        let csv = "login,email,company\n\
            ana,,ministry\n\
            bea,no address,ministry\n\
            ana,ana@office.example,ministry\n\
            bea,,ministry\n\
            bea,bea@office.example,ministry\n\
            ana,,ministry\n";
        for (existing, again) in
            [(Existing::Update, "changed"), (Existing::Skip, "skipped"), (Existing::Refuse, "refused")]
        {
            let wish = ImportWish { existing, batch: Some(2), ..ImportWish::default() };
            let tried = import_as(office, &ctx("root").dry(), csv, &wish).unwrap();
            run(office);
            let verdicts: Vec<String> =
                told(office, &tried.id).into_iter().map(|(_, verdict)| verdict).collect();
            assert_eq!(verdicts, ["created", "refused", again, "created", again, again]);
            let third = &items(office, &tried.id)[2];
            match existing {
                Existing::Skip => assert!(third.faults.is_empty()),
                _ => assert!(third.faults[0].message.contains("row 2"), "{third:?}"),
            }
        }
        assert!(office.administration.show_user(&ctx("root"), "ana").is_err());
    });
}

#[test]
fn jobs_and_items_are_found_by_what_they_are() {
    on_both(|office| {
        let csv = "login,company\na1,ministry\na2,nowhere\na3,ministry\nb1,ministry\n";
        let made = import(office, "root", csv, &ImportWish::default()).unwrap();
        import_as(office, &ctx("dora").dry(), "login,company,area\nc1,ministry,D1\n", &ImportWish::default())
            .unwrap();
        run(office);
        let found = |actor: &str, domain: &str, search: &str| -> Vec<String> {
            let listing = Listing {
                domain: domain.to_owned(),
                search: search.to_owned(),
                limit: 10,
                ..Listing::default()
            };
            let listed = office.administration.list_jobs(&ctx(actor), &listing).unwrap();
            listed.value.0.items.into_iter().map(|job| job.author.unwrap_or_default()).collect()
        };
        assert_eq!(found("root", "", ""), ["root", "dora"]);
        assert_eq!(found("dora", "", ""), ["dora"]);
        assert_eq!(found("root", "[('dry_run', '=', True)]", ""), ["dora"]);
        assert_eq!(found("root", "[('made', '<', '2020-01-01')]", ""), [""; 0]);
        assert_eq!(found("root", "[('state', '=', 'done'), ('ended', '!=', False)]", ""), ["root", "dora"]);
        assert_eq!(found("root", "", "import dor"), ["dora"]);
        let of = |domain: &str, verdict: Option<&str>, after: i64, limit: usize| {
            let listing =
                JobListing { verdict: verdict.map(str::to_owned), domain: domain.to_owned(), after, limit };
            let listed = office.administration.job_items(&ctx("root"), &made.id, &listing).unwrap().value;
            (listed.items.into_iter().map(|item| item.object).collect::<Vec<_>>(), listed.more)
        };
        let all = "[('object', 'like', 'a')]";
        assert_eq!(of(all, None, 0, 2), (vec!["a1".to_owned(), "a2".to_owned()], true));
        assert_eq!(of(all, None, 3, 2), (vec!["a3".to_owned()], false));
        assert_eq!(of(all, Some("created"), 0, 9).0, ["a1", "a3"]);
        assert_eq!(of("[('number', '>', 3), ('verdict', '=', 'created')]", None, 0, 9).0, ["a3", "b1"]);
        let wrong = JobListing { domain: "[('undo', '=', 1)]".to_owned(), ..JobListing::default() };
        let refused = office.administration.job_items(&ctx("root"), &made.id, &wrong);
        assert!(matches!(refused, Err(Refused::Domain(_))), "{refused:?}");
    });
}

/// A small picture.
const PICTURE: &str = "89504e470d0a1a0a0000000d4948445200000008000000090203000000723d85bd0000000c504c544569c496697e96962a691e2a\
    e1306bdbc60000000174524e530040e6d8660000001f49444154789c63fcb786898181e93f0313c301a61f1f981818180e304000\
    006b2e061dcf4b1d900000000049454e44ae426082";

#[test]
fn somebody_with_a_picture_is_not_taken_back_without_a_trace() {
    on_both(|office| {
        let made = import(office, "root", "login,company\nana,ministry\n", &ImportWish::default()).unwrap();
        run(office);
        let digit = |c: u8| char::from(c).to_digit(16).unwrap() as u8;
        let bytes: Vec<u8> =
            PICTURE.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect();
        let picture = bailiwick_model::Avatar::new(bytes).unwrap();
        office.administration.set_avatar(&ctx("root"), "ana", Some(&picture)).unwrap();
        let undo = office.administration.undo_job(&ctx("root"), &made.id).unwrap().value;
        run_at(office, NOW_US + 2);
        assert_eq!(told(office, &undo.id), [(2, "partly".to_owned())]);
        assert!(office.administration.avatar(&ctx("root"), "ana").is_ok());
    });
}

#[test]
fn a_reason_of_the_whole_job_is_no_change_since() {
    on_both(|office| {
        let mut why = ctx("root");
        why.author.reason = Some("The season".to_owned());
        let csv = "login,company,role\nana,ministry,viewer\n";
        let made = import_as(office, &why, csv, &ImportWish::default()).unwrap();
        run(office);
        let ana = json!(office.administration.show_user(&ctx("root"), "ana").unwrap().value);
        assert_eq!(ana["lines"][0]["reason"], "The season");
        office.administration.undo_job(&ctx("root"), &made.id).unwrap();
        run_at(office, NOW_US + 2);
        assert!(office.administration.show_user(&ctx("root"), "ana").is_err(), "he is gone without a trace");
    });
}

/// The text of a block of the manual.
fn block(kind: &str) -> String {
    let manual = include_str!("../../../../../docs/bulk.md");
    let (_, rest) = manual.split_once(&format!("```{kind}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_samples_of_the_manual_work_on_the_demo() {
    let demo = bailiwick_app::demo::build(jiff::civil::date(2026, 11, 22)).unwrap();
    let document =
        bailiwick_protocol::document::Document { policy: demo.policy, directory: Some(demo.directory) };
    for url in ["sqlite::memory:".to_owned(), bailiwick_testkit::process::postgres::database()] {
        let installation = Installation::new(Database::open(&url.parse().unwrap()).unwrap());
        installation.apply(&document, &Author::machine(NOW_US)).unwrap();
        let live = Arc::new(Live::new(installation.load().unwrap()));
        let office = &Office { administration: Administration::new(installation, live, false) };
        let amina = ctx("amina");
        let template = serde_json::from_str(&block("json")).unwrap();
        office.administration.save_import_template(&amina, "hr", &template).unwrap();
        let made = import(office, "amina", &block("csv"), &ImportWish::default()).unwrap();
        run(office);
        let done = office.administration.show_job(&amina, &made.id).unwrap().value;
        assert_eq!(counts(&done), [("created", 3)]);
    }
}

#[test]
fn a_role_that_there_is_not_is_told_at_once() {
    on_both(|office| {
        let line: LineForm = serde_json::from_value(json!({"role": "no-such"})).unwrap();
        let role = line.role.clone();
        for (act, place) in [
            (JobAct::GiveRole(line), "/act/give_role/role"),
            (JobAct::EndRole { role }, "/act/end_role/role"),
        ] {
            let named = ["nora".to_owned()];
            let refused = office.administration.act_on_users(&ctx("root"), &act, Some(&named), "");
            let Err(Refused::Invalid(faults)) = refused else { panic!("{refused:?}") };
            assert_eq!((faults.len(), faults[0].pointer.as_str()), (1, place));
            assert!(faults[0].message.contains("there is no role \"no-such\""), "{faults:?}");
        }
    });
}
