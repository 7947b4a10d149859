//! Everything that a state answers, as texts that can be compared.

use bailiwick_app::{
    Loaded,
    decisions::{Evaluator, Query},
};
use bailiwick_policy::DirectoryRecords;

const NOW: i64 = 1_797_325_200; // 2026-12-15 09:00 UTC

/// One text per question, in an order that does not depend on how the state was come by.
pub(crate) fn image(loaded: &Loaded) -> Vec<String> {
    let mut out = Vec::new();
    let snapshot = &loaded.snapshot;
    let moment = loaded.now(NOW);
    let mut evaluator = Evaluator::now(loaded, NOW);
    let logins: Vec<&str> = loaded.by_login().iter().map(|user| snapshot.login(*user)).collect();
    out.push(logins.join(" "));
    for user in &logins {
        let number = snapshot.find_user(user).unwrap();
        let name = snapshot.user_name(number);
        out.push(format!(
            "{user} {name:?} {:?}",
            snapshot.asker(number, &moment, &*loaded.records).group_names()
        ));
        let abilities = evaluator.abilities(&Query { user, action: "read", ..Query::default() });
        out.push(format!("{user} may {:?}", abilities.map_err(|e| e.to_string())));
    }
    for model in snapshot.schema().ids() {
        let name = snapshot.schema().model(model).name.to_string();
        let records = DirectoryRecords::new(snapshot, &*loaded.records, &moment);
        let mut ids = bailiwick_policy::records::Records::ids(&records, model).unwrap();
        ids.sort_by(bailiwick_model::Value::order);
        for id in &ids {
            let row = bailiwick_policy::records::Records::row(&records, model, id).unwrap();
            out.push(format!("{name} {id:?} is {row:?}"));
        }
        for user in &logins {
            for action in ["read", "update", "create"] {
                let query = Query { user, action, model: Some(&name), ..Query::default() };
                let found = evaluator.resources(&query, None, 100).map_err(|e| e.to_string());
                out.push(format!("{user} {action} {name}: {found:?}"));
                for record in [None, Some("3")] {
                    let why = evaluator.explain(&Query { record, ..query }).map_err(|e| e.to_string());
                    out.push(format!("{user} {action} {name} {record:?}: {why:?}"));
                }
            }
        }
        let query =
            Query { user: "asha", action: "read", model: Some(&name), record: Some("2"), ..Query::default() };
        out.push(format!(
            "who may read {name}: {:?}",
            evaluator.subjects(&query, None, 100).map_err(|e| e.to_string())
        ));
    }
    out
}
