//! Questions of people about people: answered as far as whoever asks may see, and to everybody else as if there were nothing.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use bailiwick_app::{
    Loaded, State,
    connected::{Connected, Databases, OWN_CONNECTION, sqlite_functions},
    decisions::{Caller, DecisionError, Evaluator, FieldsWanted, Query},
};
use bailiwick_connectors::RecordDatabase;
use bailiwick_model::{Operation, Value};
use bailiwick_policy::{
    records::{Listing, Records, RecordsError, Row},
    schema::{FieldId, ModelId},
};
use bailiwick_store::Database;
use bailiwick_testkit::Scratch;
use serde_json::{Value as Json, json};

use super::fixture::{NOW_US, Office};

const NOW: i64 = NOW_US / 1_000_000;

/// An office, and the questions that can be asked there.
struct Site {
    office: Office,
    url: String,
}

impl Site {
    /// What is in force, with the own objects read over a connection of their own.
    fn loaded(&self) -> Arc<Loaded> {
        let state = self.office.administration.installation().load().unwrap();
        let own = RecordDatabase::open(&self.url, sqlite_functions()).unwrap();
        let databases = Databases::from([(OWN_CONNECTION.to_owned(), Arc::new(own))]);
        let (snapshot, rest) = (Arc::clone(&state.snapshot), Arc::clone(&state.records));
        let records = Arc::new(Connected::bind(snapshot, databases, rest).unwrap());
        Arc::new(Loaded::new(State { records, ..state }))
    }
}

/// On both databases, with somebody in each of two districts. Nobody reads a database in memory over another connection.
fn on_both(test: impl Fn(&Site, &Arc<Loaded>)) {
    let scratch = Scratch::new("asking");
    let file = format!("sqlite://{}", scratch.join("own.db").display());
    for url in [file, bailiwick_testkit::process::postgres::database()] {
        let site = Site { office: Office::on(Database::open(&url.parse().unwrap()).unwrap()), url };
        for (login, area) in [("in1", "D1"), ("in2", "D2")] {
            let lines = json!([{"role": "registrar", "areas": [area]}]);
            let body = json!({"login": login, "company": "ministry", "area": area, "lines": lines});
            site.office.create("root", body).unwrap();
        }
        test(&site, &site.loaded());
    }
}

fn asked<'l>(loaded: &'l Arc<Loaded>, caller: &str) -> Evaluator<'l> {
    let caller = match caller {
        "machine" => Caller::Machine,
        "application" => Caller::Application,
        login => Caller::user(Arc::clone(loaded), login, NOW),
    };
    Evaluator::now(loaded, NOW).asked_by(caller)
}

/// The decision and its reason, or why there is none.
fn check(loaded: &Arc<Loaded>, caller: &str, query: Query<'_>) -> (bool, String) {
    match asked(loaded, caller).check(&query) {
        Ok(answer) => (answer.decision, answer.reason.code.to_owned()),
        Err(error) => (false, error.code().to_owned()),
    }
}

fn on<'q>(user: &'q str, action: &'q str, model: &'q str, record: &'q str) -> Query<'q> {
    Query { user, action, model: Some(model), record: Some(record), ..Query::default() }
}

#[test]
fn a_user_is_told_of_whom_he_sees_and_the_rest_is_absent() {
    on_both(|_, loaded| {
        let told = |caller: &str, query: Query<'_>| check(loaded, caller, query);
        let yes = (true, "granted".to_owned());
        let absent = (false, "no_record".to_owned());
        assert_eq!(told("dora", on("dora", "read", "bailiwick.user", "in1")), yes);
        assert_eq!(told("root", on("dora", "update", "bailiwick.user", "in1")), yes);
        // Out of reach, behind a wall, or nobody: one answer.
        for (caller, model, record) in [
            ("dora", "bailiwick.user", "in2"),
            ("dora", "bailiwick.user", "nobody"),
            ("carl", "bailiwick.user", "in1"),
            ("carl", "bailiwick.user", "bob"),
            ("carl", "bailiwick.company", "bolt"),
            ("carl", "bailiwick.company", "nothing"),
            ("nora", "bailiwick.user", "root"),
        ] {
            for action in ["read", "update", "delete"] {
                assert_eq!(
                    told(caller, on(caller, action, model, record)),
                    absent,
                    "{caller} {action} {record}"
                );
            }
            let fields = asked(loaded, caller)
                .fields(&on(caller, "", model, record), FieldsWanted { operation: Operation::Read })
                .unwrap();
            assert!(fields.fields.values().all(|access| *access == "no"), "{caller} {record}");
        }
        // Nor is anything told by what somebody would become, or would be linked to.
        let create = |user: &str| {
            let values = json!({"user": user, "role": "viewer"});
            let query =
                Query { values: values.as_object(), ..on("dora", "create", "bailiwick.role_line", "1000") };
            told("dora", query)
        };
        assert_eq!(create("in1"), yes);
        assert_eq!((create("in2"), create("nobody")), (absent.clone(), absent.clone()));
        let anew = |record: &str| told("dora", on("dora", "create", "bailiwick.user", record));
        assert_eq!(anew("in2"), anew("nobody"));
    });
}

#[test]
fn one_asks_about_oneself_and_those_whose_role_lines_one_reads() {
    on_both(|site, loaded| {
        let about =
            |caller: &str, user: &str| check(loaded, caller, on(user, "read", "bailiwick.user", caller)).1;
        for (caller, user) in [
            ("dora", "dora"),
            ("dora", "in1"),
            ("carl", "ella"),
            ("nora", "nora"),
            ("audrey", "in2"),
            ("desk", "root"),
        ] {
            assert_ne!(about(caller, user), "user.unknown", "{caller} about {user}");
        }
        for (caller, user) in
            [("dora", "in2"), ("dora", "nobody"), ("carl", "bob"), ("carl", "root"), ("nora", "root")]
        {
            assert_eq!(about(caller, user), "user.unknown", "{caller} about {user}");
            let why = asked(loaded, caller).explain(&on(user, "read", "bailiwick.user", caller)).unwrap_err();
            assert_eq!(why.code(), "user.unknown");
            let can = asked(loaded, caller).abilities(&Query { user, ..Query::default() }).unwrap_err();
            assert_eq!(can.code(), "user.unknown");
        }
        // A colleague is seen, and what he holds is not.
        let staff = serde_json::from_value(json!({"role": "general_user"})).unwrap();
        let holder = bailiwick_app::administration::Holder::User("nora".parse().unwrap());
        site.office.administration.add_line(&super::fixture::ctx("root"), &holder, &staff).unwrap();
        let loaded = &site.loaded();
        assert_eq!(
            check(loaded, "nora", on("nora", "read", "bailiwick.user", "root")),
            (true, "granted".to_owned())
        );
        assert_eq!(check(loaded, "nora", on("root", "read", "bailiwick.user", "nora")).1, "user.unknown");
    });
}

#[test]
fn searches_hold_what_single_questions_tell() {
    on_both(|_, loaded| {
        let found = |caller: &str, user: &str| {
            let query = Query { user, action: "read", model: Some("bailiwick.user"), ..Query::default() };
            let mut after: Option<String> = None;
            let mut all = BTreeSet::new();
            loop {
                let slice = asked(loaded, caller).resources(&query, after.as_deref(), 2).unwrap();
                all.extend(slice.found.iter().cloned());
                if !slice.more {
                    return all;
                }
                after = slice.found.last().cloned();
            }
        };
        let who = |caller: &str, record: &str| {
            let query = Query {
                action: "read",
                model: Some("bailiwick.user"),
                record: Some(record),
                ..Query::default()
            };
            let slice = asked(loaded, caller).subjects(&query, None, 100).unwrap();
            slice.found.into_iter().map(str::to_owned).collect::<BTreeSet<_>>()
        };
        let everybody: Vec<String> = found("machine", "root").into_iter().collect();
        assert!(everybody.len() > 9, "{everybody:?}");
        for caller in ["dora", "carl", "audrey", "nora", "ella", "root"] {
            for other in &everybody {
                let (all, single) = (who(caller, other), |user: &str| {
                    check(loaded, caller, on(user, "read", "bailiwick.user", other)).0
                });
                for user in &everybody {
                    assert_eq!(all.contains(user), single(user), "{caller}: who may read {other}, {user}?");
                }
            }
            for user in everybody.iter().filter(|user| {
                check(loaded, caller, on(user, "read", "bailiwick.user", user)).1 != "user.unknown"
            }) {
                let all = found(caller, user);
                for other in &everybody {
                    let single = check(loaded, caller, on(user, "read", "bailiwick.user", other)).0;
                    assert_eq!(all.contains(other), single, "{caller}: may {user} read {other}?");
                }
            }
        }
        assert_eq!(found("dora", "dora"), BTreeSet::from(["in1".to_owned()]));
        assert!(who("carl", "in1").is_empty());
    });
}

/// Records that count how often they are asked, each of which is a statement.
struct Counted {
    records: Arc<dyn Records + Send + Sync>,
    asked: Arc<AtomicUsize>,
}

impl Counted {
    fn once(&self) -> &dyn Records {
        self.asked.fetch_add(1, Ordering::Relaxed);
        &*self.records
    }
}

impl Records for Counted {
    fn row(&self, model: ModelId, id: &Value) -> Result<Option<Row>, RecordsError> {
        self.once().row(model, id)
    }
    fn referrers(
        &self,
        model: ModelId,
        field: FieldId,
        id: &Value,
    ) -> Result<Cow<'_, [Value]>, RecordsError> {
        self.once().referrers(model, field, id)
    }
    fn ids(&self, model: ModelId) -> Result<Vec<Value>, RecordsError> {
        self.once().ids(model)
    }
    fn list(&self, listing: &Listing<'_>) -> Result<Option<Vec<Value>>, RecordsError> {
        self.once().list(listing)
    }
}

#[test]
fn a_search_for_people_asks_the_database_a_few_times_however_many_there_are() {
    on_both(|site, _| {
        for at in 0..60 {
            let area = if at % 3 == 0 { "D1" } else { "D2" };
            let lines = json!([{"role": "viewer"}]);
            let body =
                json!({"login": format!("p{at:02}"), "company": "ministry", "area": area, "lines": lines});
            site.office.create("root", body).unwrap();
        }
        let loaded = site.loaded();
        let times = Arc::new(AtomicUsize::new(0));
        let records = Arc::new(Counted { records: Arc::clone(&loaded.records), asked: Arc::clone(&times) });
        let state = site.office.administration.installation().load().unwrap();
        let counted = Arc::new(Loaded::new(State { records, ..state }));
        let counted = &counted;
        let times = || times.swap(0, Ordering::Relaxed);
        for caller in ["dora", "carl", "desk", "audrey"] {
            let query = Query {
                action: "read",
                model: Some("bailiwick.user"),
                record: Some("in1"),
                ..Query::default()
            };
            let by_all = |limit: usize| {
                let (mut all, mut after) = (Vec::new(), None::<String>);
                loop {
                    let slice = asked(counted, caller).subjects(&query, after.as_deref(), limit).unwrap();
                    all.extend(slice.found.iter().map(|login| (*login).to_owned()));
                    if !slice.more {
                        return all;
                    }
                    after = all.last().cloned();
                }
            };
            times();
            let whole = by_all(1_000);
            let once = times();
            assert!(once <= 8, "{caller}: {once} times for {whole:?}");
            assert_eq!(by_all(3), whole, "{caller}");
        }
        let resources =
            Query { user: "dora", action: "update", model: Some("bailiwick.user"), ..Query::default() };
        times();
        let found = asked(counted, "dora").resources(&resources, None, 1_000).unwrap().found;
        assert_eq!((found.len(), times()), (21, 1), "{found:?}");
    });
}

#[test]
fn a_program_that_acts_for_nobody_is_told_nothing_of_people() {
    on_both(|_, loaded| {
        let mut program = asked(loaded, "application");
        for model in ["bailiwick.user", "bailiwick.policy", "bailiwick.job"] {
            let query = on("root", "read", model, "root");
            let refused = |error: DecisionError| error.code().to_owned();
            assert_eq!(program.check(&query).map(drop).map_err(refused), Err("token.no_user".to_owned()));
            assert_eq!(
                program.subjects(&query, None, 9).map(drop).map_err(refused),
                Err("token.no_user".to_owned())
            );
            assert_eq!(
                program.resources(&query, None, 9).map(drop).map_err(refused),
                Err("token.no_user".to_owned())
            );
            assert_eq!(program.actions(&query).map(drop).map_err(refused), Err("token.no_user".to_owned()));
        }
        // About everybody, as it always was, but for what is Bailiwick's own.
        let can = json!(program.abilities(&Query { user: "root", ..Query::default() }).unwrap());
        assert_eq!(can["models"], Json::Object(Default::default()));
        let can =
            json!(asked(loaded, "machine").abilities(&Query { user: "root", ..Query::default() }).unwrap());
        assert!(can["models"]["bailiwick.user"].is_array(), "{can}");
    });
}
