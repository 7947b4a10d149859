//! A record rule and a caller's search: read, bound, evaluated, printed.

#![no_main]

use std::sync::LazyLock;

use bailiwick_fuzz::{case, snapshot};
use bailiwick_policy::{
    Moment, Snapshot,
    domain::{Scope, build_rule, build_search},
    filter::{
        json,
        sql::{self, Dialect, Options, TreeForm},
    },
    records::NoRecords,
};
use libfuzzer_sys::fuzz_target;

static SNAPSHOT: LazyLock<Snapshot> = LazyLock::new(snapshot);

fuzz_target!(|text: &str| {
    let snapshot = &*SNAPSHOT;
    let schema = snapshot.schema();
    let (model, row) = case(snapshot);
    let moment = Moment::at(snapshot, 1_795_262_400);
    let asker = snapshot.asker(snapshot.find_user("asha").expect("she is there"), &moment, &NoRecords);
    let rule = build_rule(schema, model, text).ok();
    let search = build_search(schema, model, text, true).ok().map(|s| s.domain);
    for domain in rule.into_iter().chain(search) {
        let Ok(filter) = domain.bind(schema, model, &asker) else { continue };
        let yes = filter.matches(asker.matcher(), model, &row);
        let no = filter.clone().not().matches(asker.matcher(), model, &row);
        assert_ne!(yes, no, "a filter and its negation");
        let _ = json::print(schema, model, &filter);
        for dialect in [Dialect::Sqlite, Dialect::Postgres] {
            let options = Options {
                dialect,
                alias: "t",
                binds_before: 0,
                zone: asker.zone(),
                tree: TreeForm::Auto,
                closure: None,
            };
            sql::print(schema, model, &filter, options).expect("every model has a table");
        }
    }
});
