//! What is told is written, in order, and nobody is told otherwise.

use std::sync::{
    Barrier,
    atomic::{AtomicUsize, Ordering},
};

use bailiwick_store::Sql;

use super::*;

fn database() -> Database {
    Database::open(&"sqlite::memory:".parse().unwrap()).unwrap()
}

fn entry(number: usize) -> AuditEntry {
    let object = AuditObject::new("decision", number.to_string());
    AuditEntry::new(number as i64, Actor::System, AuditAction::DECISION_MADE, object)
}

fn written(database: &Database) -> Vec<usize> {
    let mut ids = Vec::new();
    let each = |tx: &mut bailiwick_store::Tx<'_>| {
        audit::scan(tx, 1..=i64::MAX, &mut |link| {
            ids.push(AuditEntry::read(link.text).unwrap().object.id.parse().unwrap());
            Ok(())
        })
    };
    database.read::<_, StoreError>(each).unwrap();
    database.read(|tx| audit::verify(tx, [])).unwrap();
    ids
}

#[test]
fn dropping_writes_everything_and_many_at_a_time() {
    let database = database();
    let batches = Batches { waiting: 3, together: 50, ..Batches::default() };
    let trail = BatchedTrail::start(database.clone(), batches).unwrap();
    thread::scope(|scope| {
        for start in [0, 1_000, 2_000, 3_000] {
            let trail = &trail;
            scope.spawn(move || (start..start + 500).for_each(|number| trail.tell(entry(number))));
        }
    });
    // In the middle of things: some are written, some wait.
    drop(trail);
    let mut ids = written(&database);
    for start in [0, 1_000, 2_000, 3_000] {
        let own: Vec<_> = ids.iter().copied().filter(|id| id / 1_000 * 1_000 == start).collect();
        assert!(own.into_iter().eq(start..start + 500), "in the order in which one thread told them");
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 2_000);
}

#[test]
fn whoever_tells_waits_while_the_database_does() {
    let database = database();
    let batches = Batches { waiting: 2, together: 2, ..Batches::default() };
    let trail = BatchedTrail::start(database.clone(), batches).unwrap();
    let told = AtomicUsize::new(0);
    let (held, begun) = (Barrier::new(2), Barrier::new(2));
    let (held, begun) = (&held, &begun);
    thread::scope(|scope| {
        let lock = database.clone();
        scope.spawn(move || {
            lock.write::<_, StoreError>(|_| {
                begun.wait();
                held.wait();
                Ok(())
            })
        });
        begun.wait();
        scope.spawn(|| {
            for number in 0..20 {
                trail.tell(entry(number));
                told.fetch_add(1, Ordering::SeqCst);
            }
        });
        // Two under way, two that wait, and one that is being handed over.
        while trail.offer(Group { entries: vec![entry(99)], written: None }).is_ok() {
            thread::yield_now();
        }
        assert!(told.load(Ordering::SeqCst) <= 5);
        held.wait();
    });
    trail.close().unwrap();
    let ids = written(&database);
    assert!(ids.iter().filter(|id| **id != 99).copied().eq(0..20), "{ids:?}");
}

#[test]
fn what_cannot_be_written_is_counted() {
    let database = database();
    let gone = Sql { table: "audit_head", text: "delete from audit_head" };
    database.write(|tx| tx.execute(&gone, &[])).unwrap();
    let batches = Batches { waiting: 100, together: 3, last_attempts: 1 };
    let trail = BatchedTrail::start(database, batches).unwrap();
    (0..7).for_each(|number| trail.tell(entry(number)));
    let error = trail.close().unwrap_err();
    assert_eq!(error.count, 7, "{error}");
    assert!(error.to_string().contains("audit_head"), "{error}");
}

#[test]
fn whoever_waits_for_the_disk_is_told_when_it_is_there() {
    let database = database();
    let trail = BatchedTrail::start(database.clone(), Batches::default()).unwrap();
    let (tell, told) = std::sync::mpsc::channel();
    let seen = database.clone();
    let written = move || tell.send(seen.read(audit::head).unwrap().sequence).unwrap();
    let group = Group { entries: vec![entry(1), entry(2)], written: Some(Box::new(written)) };
    trail.offer(group).map_err(|_| ()).unwrap();
    assert_eq!(told.recv().unwrap(), 2, "both were on the trail by then");
    assert_eq!(trail.counts(), Counts { waiting: 0, written: 2, missed: 0 });
}

#[test]
fn what_is_not_taken_is_told_on_the_trail() {
    let database = database();
    let batches = Batches { waiting: 2, together: 2, ..Batches::default() };
    let trail = BatchedTrail::start(database.clone(), batches).unwrap();
    let group =
        |numbers: std::ops::Range<usize>| Group { entries: numbers.map(entry).collect(), written: None };
    let (held, begun) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|scope| {
        let lock = database.clone();
        let (held, begun) = (&held, &begun);
        scope.spawn(move || {
            lock.write::<_, StoreError>(|_| {
                begun.wait();
                held.wait();
                Ok(())
            })
        });
        begun.wait();
        // More at once than there is room for is taken while nothing else waits.
        trail.offer(group(0..5)).map_err(|_| ()).unwrap();
        let back = trail
            .offer_within(group(5..8), Duration::from_millis(20))
            .map_err(|group| group.entries)
            .unwrap_err();
        trail.miss(&back);
        held.wait();
    });
    trail.close().unwrap();
    assert_eq!(trail.counts(), Counts { waiting: 0, written: 5, missed: 3 });
    assert!(trail.offer(group(9..10)).is_err(), "it is closed");
    let last =
        database.read(|tx| audit::list(tx, &audit::AuditFilter::default(), 1)).unwrap().remove(0).entry;
    assert_eq!((last.action, last.actor, last.at), (AuditAction::TRAIL_MISSED, Actor::System, 7));
    let told =
        json!([{"field": "entries", "new": 3}, {"field": "from", "new": 5}, {"field": "to", "new": 7}]);
    assert_eq!(serde_json::to_value(last.changes).unwrap(), told);
}
