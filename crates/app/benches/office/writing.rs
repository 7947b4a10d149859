//! Single changes, each durable and on the record; and how soon they are in force elsewhere.

use std::{
    thread,
    time::{Duration, Instant},
};

use bailiwick_app::administration::Holder;
use bailiwick_model::{
    Operation,
    audit::{Actor, AuditAction, AuditEntry, AuditObject},
};
use bailiwick_policy::{Moment, records::NoRecords};
use bailiwick_protocol::rest::LineForm;
use bailiwick_store::audit;
use serde_json::{Value as Json, json};

use crate::{NOW_US, Node, ctx, organisation::login, told};

/// People who are changed, so that the packed directory needs no loading anew along the way.
const PEOPLE: usize = 200;
const ROUNDS: usize = 600;

pub(crate) fn measure(nodes: &[Node]) {
    for writers in [1, 4] {
        rate("for comparison: an audit entry by itself", nodes, writers, bare);
        rate("telephones set", nodes, writers, phone);
        rate("role lines granted and ended (two changes)", nodes, writers, |node, n| {
            let line = granted(node, n);
            node.administration.end_line(&ctx("root"), line).unwrap();
        });
    }
    in_force(nodes);
}

fn rate(what: &str, nodes: &[Node], writers: usize, work: impl Fn(&Node, usize) + Sync) {
    let begun = Instant::now();
    thread::scope(|scope| {
        for writer in 0..writers {
            let work = &work;
            scope.spawn(move || (0..ROUNDS / writers).for_each(|n| work(&nodes[0], writer + n * writers)));
        }
    });
    let each = ROUNDS as f64 / begun.elapsed().as_secs_f64();
    println!("  {what}, {writers} writer(s): {each:.0} a second");
}

/// What a commit costs at least: nothing is asked, nothing is compiled, one entry is chained and made durable.
fn bare(node: &Node, n: usize) {
    let object = AuditObject::new("user", login(n % PEOPLE).as_str());
    let entry = AuditEntry::new(NOW_US, Actor::Machine, AuditAction::USER_CHANGED, object);
    node.administration
        .installation()
        .database()
        .write(|tx| audit::append(tx, entry.clone()).map(drop))
        .unwrap();
}

fn phone(node: &Node, n: usize) {
    let number = format!("+63917{n:07}");
    let patch = json!({"phones": [{"kind": "mobile", "number": number}]});
    let Json::Object(patch) = patch else { unreachable!("an object") };
    node.administration.change_user(&ctx("root"), &login(n % PEOPLE), &patch).unwrap();
}

fn granted(node: &Node, n: usize) -> i64 {
    let form: LineForm = serde_json::from_value(json!({"role": "registrar", "areas": ["P"]})).unwrap();
    node.administration.add_line(&ctx("root"), &Holder::User(login(n % PEOPLE)), &form).unwrap().value.id
}

/// From the request for a line to the first decision that it allows: on the node that was asked, and on another one.
fn in_force(nodes: &[Node]) {
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for n in 0..REQUESTS {
        let begun = Instant::now();
        let made = granted_to(&nodes[0], n);
        assert!(may(&nodes[0], n));
        here.push(begun.elapsed());
        if let Some(other) = nodes.get(1) {
            other.live.at_least(made.0, Duration::from_secs(10)).unwrap();
            assert!(may(other, n));
            there.push(begun.elapsed());
        }
        nodes[0].administration.remove_line(&ctx("root"), made.1).unwrap();
    }
    told("from the request to the decision, same node", here);
    if !there.is_empty() {
        told("from the request to the decision, another node", there);
    }
}

const REQUESTS: usize = 200;

/// The revision and the number of a line that lets somebody do what he could not do before.
fn granted_to(node: &Node, n: usize) -> (u64, i64) {
    assert!(!may(node, n));
    let form: LineForm = serde_json::from_value(json!({"role": "auditor"})).unwrap();
    let done = node.administration.add_line(&ctx("root"), &Holder::User(login(n % PEOPLE)), &form).unwrap();
    (done.revision, done.value.id)
}

fn may(node: &Node, n: usize) -> bool {
    let state = node.live.state().unwrap();
    let moment = Moment::at(&state.snapshot, NOW_US / 1_000_000);
    let user = state.snapshot.find_user(&login(n % PEOPLE)).unwrap();
    let model = state.snapshot.schema().find("bailiwick.api_key").unwrap();
    state.snapshot.asker(user, &moment, &NoRecords).check_model(Operation::Read, model).allowed
}
