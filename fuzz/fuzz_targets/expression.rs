//! An expression of the rule language: read and computed.

#![no_main]

use std::sync::LazyLock;

use bailiwick_fuzz::{case, snapshot};
use bailiwick_policy::{Moment, Snapshot, domain::build_expression, records::NoRecords};
use libfuzzer_sys::fuzz_target;

static SNAPSHOT: LazyLock<Snapshot> = LazyLock::new(snapshot);

fuzz_target!(|text: &str| {
    let snapshot = &*SNAPSHOT;
    let (model, _) = case(snapshot);
    let moment = Moment::at(snapshot, 1_795_262_400);
    let asker = snapshot.asker(snapshot.find_user("asha").expect("she is there"), &moment, &NoRecords);
    if let Ok(operand) = build_expression(snapshot.schema(), model, text) {
        let _ = operand.value(snapshot.schema(), &asker);
    }
});
