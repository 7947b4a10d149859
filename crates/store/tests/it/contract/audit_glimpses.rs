//! Glimpses of the trail: how much there was, what was newest of a kind, and whether a stretch of it is whole.

use bailiwick_model::audit::{Actor, AuditAction, AuditEntry, AuditHead, AuditObject};
use bailiwick_store::{
    Database,
    audit::{self, AuditError, Counts, Stretches},
};

use crate::engine::{on_all, on_both};

fn add(db: &Database, at: i64, action: AuditAction) -> i64 {
    let entry = AuditEntry::new(at, Actor::Machine, action, AuditObject::new("user", "asha"));
    db.write(|tx| audit::append(tx, entry.clone())).unwrap().entry.sequence
}

fn daily(db: &Database, start_us: i64, count: u16, most: i64) -> Vec<(i64, i64, i64)> {
    let wanted = Stretches { start_us, each_us: 10, count };
    let found = db.read(|tx| audit::daily(tx, wanted, most)).unwrap();
    found.into_iter().map(|Counts { entries, came, refused }| (entries, came, refused)).collect()
}

#[test]
fn stretches_are_counted_from_end_to_end() {
    on_all(|store| {
        let db = &store.db;
        assert_eq!(daily(db, 0, 2, 9), [(0, 0, 0), (0, 0, 0)], "an empty trail");
        for at in [5, 10, 11, 19, 20, 35] {
            add(db, at, AuditAction::SESSION_STARTED);
        }
        add(db, 36, AuditAction::SESSION_REFUSED);
        add(db, 37, AuditAction::USER_CHANGED);
        assert_eq!(daily(db, 0, 4, 9), [(1, 1, 0), (3, 3, 0), (1, 1, 0), (3, 1, 1)]);
        assert_eq!(daily(db, 0, 4, 2)[1], (3, 2, 0), "counted up to a limit");
        assert_eq!(daily(db, 0, 4, 0)[1], (3, 0, 0), "and not at all");
        assert_eq!(daily(db, 12, 1, 9), [(2, 2, 0)]);
        assert_eq!(daily(db, 100, 3, 9), [(0, 0, 0); 3], "what is to come");
        assert_eq!(daily(db, -30, 3, 9), [(0, 0, 0); 3], "and before the first");
        let all = daily(db, -500, 60, 9);
        assert_eq!((all.len(), all.iter().map(|(entries, ..)| entries).sum::<i64>()), (60, 8));
    });
}

#[test]
fn the_newest_of_each_kind_come_by_kind_and_in_order() {
    on_all(|store| {
        let db = &store.db;
        for at in 0..5 {
            add(db, at, AuditAction::USER_CHANGED);
        }
        add(db, 9, AuditAction::KEY_CREATED);
        for at in 10..15 {
            add(db, at, AuditAction::ACCESS_READ);
        }
        let kinds = [AuditAction::USER_CHANGED, AuditAction::KEY_CREATED];
        let newest = |kinds: &[AuditAction], before, each| -> Vec<i64> {
            let found = db.read(|tx| audit::newest(tx, kinds, before, each)).unwrap();
            found.into_iter().map(|audited| audited.entry.sequence).collect()
        };
        assert_eq!(newest(&kinds, i64::MAX, 3), [6, 5, 4, 3]);
        assert_eq!(newest(&kinds, 5, 3), [4, 3, 2]);
        assert_eq!(newest(&[], i64::MAX, 3), [0; 0]);
        // More kinds than one statement has room for.
        let many: Vec<AuditAction> = AuditAction::ALL.to_vec();
        assert!(many.len() > 2 * audit::KINDS_AT_ONCE);
        assert_eq!(newest(&many, i64::MAX, 1), [11, 6, 5]);
    });
}

#[test]
fn a_stretch_is_followed_by_itself() {
    on_both(|store| {
        let db = &store.db;
        for at in 0..9 {
            add(db, at, AuditAction::USER_CHANGED);
        }
        let head = |sequence: i64| -> AuditHead {
            db.read(|tx| audit::hashes(tx, sequence, sequence)).unwrap().pop().unwrap()
        };
        let follow = |before, last| db.read(|tx| audit::verify_stretch(tx, before, last));
        assert_eq!(follow(AuditHead::START, 4).unwrap(), head(4));
        assert_eq!(follow(head(4), 100).unwrap(), head(9));
        assert_eq!(follow(head(9), 100).unwrap(), head(9), "nothing is left");
        let wrong = follow(AuditHead { sequence: 4, ..head(3) }, 9).unwrap_err();
        assert!(matches!(wrong, AuditError::Broken(_)), "{wrong}");
        store.disarm();
        store.harm("update audit set body = replace(body, 'asha', 'ben') where sequence = 6");
        let broken = follow(head(4), 9).unwrap_err().to_string();
        assert!(broken.starts_with("entry 6 was altered"), "{broken}");
        assert_eq!(follow(AuditHead::START, 5).unwrap(), head(5), "what is before is whole");
        store.harm("delete from audit where sequence = 8");
        assert!(follow(head(6), 9).unwrap_err().to_string().starts_with("entry 8 is missing"));
        assert_eq!(db.read(|tx| audit::hashes(tx, 8, 9)).unwrap(), [head(9)]);
    });
}
