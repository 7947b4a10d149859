//! Signed checkpoints, pruning and archives: what is proved, and what each attack on them is called.

use std::path::{Path, PathBuf};

use bailiwick_app::{AppError, Author, Installation, Known, PublicKey, Signer, verify_exports};
use bailiwick_model::audit::{AuditAction, AuditHead, SignedCheckpoint};
use bailiwick_protocol::audit::checkpoint_line;
use bailiwick_store::{Engine, Sql, StoreError, audit::AuditFilter};
use bailiwick_testkit::Scratch;

use super::{note, on_both};

const DAY: i64 = 86_400_000_000;

fn signer() -> Signer {
    Signer::derived(&[7; 32]).unwrap()
}

fn keys() -> Known {
    Known { keys: vec![signer().public()], ..Known::default() }
}

/// Five entries, on day 1 to 5.
fn filled(installation: &Installation) {
    for day in 1..=5 {
        note(installation, day * DAY, &format!("day {day}"));
    }
}

fn signed(installation: &Installation) -> SignedCheckpoint {
    installation.checkpoint_trail(&signer(), 9 * DAY, &mut |_| Ok(())).unwrap()
}

fn harm(installation: &Installation, text: &'static str) {
    let sql = Sql { table: "harm", text };
    installation.database().write::<_, StoreError>(|tx| tx.execute(&sql, &[])).unwrap();
}

/// Lets the database be changed, as whoever owns it can.
fn disarm(installation: &Installation) {
    let engine = installation.database().read::<_, StoreError>(|tx| Ok(tx.engine())).unwrap();
    let texts: &[&str] = match engine {
        Engine::Sqlite => &[
            "drop trigger audit_stays",
            "drop trigger audit_unchanged",
            "drop trigger audit_checkpoint_stays",
            "drop trigger audit_retained_unchanged",
            "drop trigger audit_retained_stays",
        ],
        Engine::Postgres => &[
            "alter table audit disable trigger user",
            "alter table audit_checkpoint disable trigger user",
            "alter table audit_retained disable trigger user",
        ],
    };
    texts.iter().for_each(|text| harm(installation, text));
}

#[track_caller]
fn says<T: std::fmt::Debug>(outcome: Result<T, AppError>, wanted: &str) {
    let error = outcome.unwrap_err();
    assert!(error.is_broken_trail(), "{error}");
    assert!(error.to_string().contains(wanted), "{error}\n--- wanted\n{wanted}");
}

#[test]
fn a_checkpoint_proves_the_trail_up_to_its_entry() {
    on_both(|installation| {
        filled(installation);
        let mut elsewhere = Vec::new();
        let mut keep = |signed: &SignedCheckpoint| {
            elsewhere.extend(checkpoint_line(signed).unwrap().bytes());
            Ok(())
        };
        installation.checkpoint_trail(&signer(), 9, &mut keep).unwrap();
        note(installation, 6 * DAY, "more");
        installation.checkpoint_trail(&signer(), 10, &mut keep).unwrap();
        let mut known = keys();
        known.checkpoints("c.jsonl", elsewhere.as_slice()).unwrap();
        assert_eq!(known.heads.iter().map(|head| head.sequence).collect::<Vec<_>>(), [5, 6]);
        assert_eq!(installation.verify_trail(&known).unwrap().head.sequence, 6);

        let text = String::from_utf8(elsewhere).unwrap();
        let read = |text: &str, keys: Vec<PublicKey>| {
            Known { keys, ..Known::default() }.checkpoints("c.jsonl", text.as_bytes())
        };
        let stranger = Signer::derived(&[8; 32]).unwrap().public();
        says(
            read(&text, vec![stranger]),
            "c.jsonl, line 1: the checkpoint of entry 5 was signed with the key",
        );
        let altered = text.replacen("\"sequence\":6", "\"sequence\":4", 1);
        says(
            read(&altered, keys().keys),
            "c.jsonl, line 2: the checkpoint of entry 4 is not what was signed",
        );
        let error = read("{}\n", keys().keys).unwrap_err();
        assert!(error.to_string().contains("line 1: this is no signed checkpoint"), "{error}");

        // The end is cut off, the head is set back, and even what is kept of checkpoints is gone.
        disarm(installation);
        harm(installation, "delete from audit where sequence > 4");
        harm(installation, "delete from audit_checkpoint");
        harm(
            installation,
            "update audit_head set sequence = 4, hash = (select hash from audit where sequence = 4)",
        );
        assert_eq!(installation.verify_trail(&keys()).unwrap().head.sequence, 4);
        says(installation.verify_trail(&known), "entry 5 is missing, with everything after it");
        // And written anew, so that it fits in itself.
        for day in 5..=7 {
            note(installation, day * DAY, "forged");
        }
        assert_eq!(installation.verify_trail(&keys()).unwrap().head.sequence, 7);
        says(installation.verify_trail(&known), "entry 5 is not the one that was noted elsewhere");
        let mut exported = Vec::new();
        installation.export_trail(&mut exported).unwrap();
        let offline = |known: &Known| verify_exports([("e.jsonl".to_owned(), exported.as_slice())], known);
        assert_eq!(offline(&keys()).unwrap().head.sequence, 7);
        says(offline(&known), "entry 5 is not the one that was noted elsewhere");
    });
}

#[test]
fn a_kept_checkpoint_that_was_altered_is_found() {
    altered_checkpoint("replace(signed, '\"at\":777600000000', '\"at\":777600000001')");
    // As one of another entry, or as none at all.
    altered_checkpoint("replace(signed, '\"sequence\":5', '\"sequence\":4')");
    altered_checkpoint("'{}'");
}

fn altered_checkpoint(signed_as: &str) {
    on_both(|installation| {
        filled(installation);
        let checkpoint = signed(installation);
        installation.verify_trail(&keys()).unwrap();
        disarm(installation);
        let text: &'static str = format!("update audit_checkpoint set signed = {signed_as}").leak();
        if installation.database().read::<_, StoreError>(|tx| Ok(tx.engine())).unwrap() == Engine::Sqlite {
            harm(installation, "drop trigger audit_checkpoint_unchanged");
        }
        harm(installation, text);
        assert_eq!(checkpoint.checkpoint.at, 9 * DAY);
        says(
            installation.verify_trail(&keys()),
            "the database: the checkpoint of entry 5 is not what was signed",
        );
    });
}

fn archive(scratch: &Scratch, name: &str) -> PathBuf {
    scratch.join(name)
}

fn prune(installation: &Installation, before: i64, archive: &Path) -> Option<i64> {
    let author = Author { reason: Some("two years are over".into()), ..Author::machine(before) };
    let pruned = installation.prune_trail(before, archive, &signer(), &author).unwrap();
    pruned.map(|stretch| stretch.count())
}

fn read(path: &Path) -> (String, std::io::BufReader<std::fs::File>) {
    (
        path.file_name().unwrap().to_string_lossy().into_owned(),
        std::io::BufReader::new(std::fs::File::open(path).unwrap()),
    )
}

#[test]
fn what_is_pruned_is_archived_and_the_rest_still_proves_itself() {
    on_both(|installation| {
        let scratch = Scratch::new("prune");
        filled(installation);
        let first = signed(installation).checkpoint.head();
        let (one, two) = (archive(&scratch, "1.jsonl"), archive(&scratch, "2.jsonl"));
        assert_eq!(installation.prunable(3 * DAY).unwrap().map(|s| (s.first, s.last.sequence)), Some((1, 2)));
        assert_eq!(prune(installation, 0, &one), None);
        assert!(!one.exists(), "nothing to archive");
        assert_eq!(prune(installation, 3 * DAY, &one), Some(2));
        assert_eq!(prune(installation, 3 * DAY, &two), None);
        // What is older is gone; the trail says so, and who did it and why.
        let found = installation.trail(&AuditFilter::default(), 9).unwrap();
        assert_eq!(found.iter().map(|a| a.entry.sequence).collect::<Vec<_>>(), [6, 5, 4, 3]);
        assert_eq!(found[0].entry.action, AuditAction::TRAIL_PRUNED);
        assert_eq!(found[0].entry.reason.as_deref(), Some("two years are over"));
        let whole = installation.verify_trail(&Known { heads: vec![first], ..keys() }).unwrap();
        assert_eq!((whole.head.sequence, whole.retained.unwrap().first, whole.unproven), (6, 3, 0));

        note(installation, 7 * DAY, "more");
        assert_eq!(prune(installation, 5 * DAY, &two), Some(2));
        let noted = AuditHead { sequence: 1, hash: found[0].hash };
        assert_eq!(installation.verify_trail(&Known { heads: vec![noted], ..keys() }).unwrap().unproven, 1);

        let rest = archive(&scratch, "rest.jsonl");
        installation.export_trail(&mut std::fs::File::create(&rest).unwrap()).unwrap();
        let verify =
            |paths: &[&Path], known: &Known| verify_exports(paths.iter().map(|path| read(path)), known);
        let all = verify(&[&one, &two, &rest], &keys()).unwrap();
        assert_eq!((all.head.sequence, all.retained), (8, None), "from entry 1 on, joined to the byte");
        let known = Known { heads: vec![noted], ..keys() };
        says(verify(&[&one, &two, &rest], &known), "entry 1 is not the one that was noted elsewhere");
        let part = verify(&[&two, &rest], &keys()).unwrap();
        assert_eq!((part.retained.unwrap().first, part.recorded), (3, true));
        let alone = verify(&[&two], &keys()).unwrap();
        assert_eq!(
            (alone.head.sequence, alone.recorded),
            (4, false),
            "it ends before the entry that tells of it"
        );
        assert_eq!(verify(&[&rest], &keys()).unwrap().head.sequence, 8);

        // Each attack on the archives by its name.
        says(verify(&[&one, &rest], &keys()), "rest.jsonl does not go on where the file before it ends");
        says(verify(&[&two, &one], &keys()), "entry 1 was inserted");
        let stranger = Known { keys: vec![Signer::derived(&[8; 32]).unwrap().public()], ..Known::default() };
        says(
            verify(&[&rest], &stranger),
            "rest.jsonl, line 1: the checkpoint of entry 4 was signed with the key",
        );
        let text = std::fs::read_to_string(&rest).unwrap();
        let forged = archive(&scratch, "forged.jsonl");
        std::fs::write(&forged, text.replacen("\"removed\":2", "\"removed\":0", 1)).unwrap();
        says(
            verify(&[&forged], &Known::default()),
            "forged.jsonl, line 1: the checkpoint of entry 4 is not about",
        );
        // Another trail's archive of the same stretch, whole in itself.
        let other = Installation::open(&"sqlite::memory:".parse().unwrap()).unwrap();
        for day in 1..=5 {
            note(&other, day * DAY, "other");
        }
        let replaced = archive(&scratch, "replaced.jsonl");
        assert_eq!(prune(&other, 3 * DAY, &replaced), Some(2));
        verify(&[&replaced], &Known::default()).unwrap();
        says(verify(&[&replaced, &two, &rest], &keys()), "it follows entry 2 of another trail");
    });
}

#[test]
fn nothing_goes_without_an_archive() {
    on_both(|installation| {
        let scratch = Scratch::new("prune");
        filled(installation);
        let there = archive(&scratch, "there.jsonl");
        std::fs::write(&there, "the only copy of something else").unwrap();
        let author = Author::machine(9 * DAY);
        let refused = |path: &Path| {
            installation.prune_trail(3 * DAY, path, &signer(), &author).unwrap_err().to_string()
        };
        assert!(refused(&there).contains("it is there already"), "{}", refused(&there));
        assert_eq!(std::fs::read_to_string(&there).unwrap(), "the only copy of something else");
        assert!(refused(&scratch.join("absent/a.jsonl")).contains("it cannot be written"));
        assert_eq!(installation.verify_trail(&Known::default()).unwrap().head.sequence, 5);
        // Neither does a trail that is not whole.
        disarm(installation);
        harm(installation, "delete from audit where sequence = 2");
        let error = refused(&archive(&scratch, "never.jsonl"));
        assert!(error.contains("entry 2 is missing"), "{error}");
        assert!(!archive(&scratch, "never.jsonl").exists());
    });
}

#[test]
fn everything_may_go() {
    on_both(|installation| {
        let scratch = Scratch::new("prune");
        filled(installation);
        assert_eq!(prune(installation, 99 * DAY, &archive(&scratch, "all.jsonl")), Some(5));
        let whole = installation.verify_trail(&keys()).unwrap();
        assert_eq!((whole.head.sequence, whole.retained.map(|r| r.first)), (6, Some(6)));
    });
}

#[test]
fn a_removal_with_another_signature_is_found() {
    on_both(|installation| {
        let scratch = Scratch::new("prune");
        filled(installation);
        // A checkpoint of the head is signed too, but it is no signed removal.
        let head = signed(installation);
        prune(installation, 3 * DAY, &archive(&scratch, "1.jsonl"));
        disarm(installation);
        let text = serde_json::to_string(&head).unwrap();
        let sql = format!("update audit_retained set signed = '{text}'");
        harm(installation, sql.leak());
        says(
            installation.verify_trail(&Known::default()),
            "the removal on record: the checkpoint of entry 5 is not about",
        );
    });
}

#[test]
fn a_server_signs_when_there_is_something_new() {
    use std::sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    };
    let installation = Installation::open(&"sqlite::memory:".parse().unwrap()).unwrap();
    let (stop, signed) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    let rhythm = bailiwick_app::Rhythm { entries: 3, minutes: 0 };
    let count = || signed.lock().unwrap().len();
    std::thread::scope(|scope| {
        let keep = |checkpoint: &SignedCheckpoint| {
            signed.lock().unwrap().push(checkpoint.checkpoint.sequence);
            // The first time there is no room on the other disk.
            if count() == 1 { Err(std::io::Error::other("full")) } else { Ok(()) }
        };
        let (installation, stop, signer) = (&installation, &stop, signer());
        scope.spawn(move || installation.keep_checkpoints(&signer, rhythm, &keep, &|| 5, stop));
        for day in 1..=3 {
            note(installation, day, "x");
        }
        while count() < 2 {
            std::thread::yield_now();
        }
        note(installation, 4, "one more is not enough");
        std::thread::sleep(std::time::Duration::from_millis(1_200));
        stop.store(true, Ordering::Relaxed);
    });
    assert_eq!(*signed.lock().unwrap(), [3, 3], "tried again until it was kept, and not again");
    installation.verify_trail(&keys()).unwrap();
}

#[test]
fn signatures_of_others_prove_nothing() {
    on_both(|installation| {
        filled(installation);
        signed(installation);
        assert_eq!(installation.verify_trail(&keys()).unwrap().signed, Some(5));
        assert_eq!(
            installation.verify_trail(&Known::default()).unwrap().signed,
            None,
            "there is no key to tell by"
        );
        // Whoever owns the database writes everything anew from entry 4 on, and signs it himself.
        disarm(installation);
        harm(installation, "delete from audit where sequence > 3");
        harm(installation, "delete from audit_checkpoint");
        harm(
            installation,
            "update audit_head set sequence = 3, hash = (select hash from audit where sequence = 3)",
        );
        note(installation, 4 * DAY, "forged");
        let stranger = Signer::derived(&[66; 32]).unwrap();
        installation.checkpoint_trail(&stranger, 9 * DAY, &mut |_| Ok(())).unwrap();
        says(installation.verify_trail(&keys()), "the checkpoint of entry 4 was signed with the key");
        let own = Known { passes_strangers: true, ..keys() };
        let whole = installation.verify_trail(&own).unwrap();
        assert_eq!((whole.signed, whole.strangers), (None, 1), "and it is said that nothing of it is signed");
    });
}

#[test]
fn a_checkpoint_that_somebody_made_up_neither_hides_nor_invents_anything() {
    use std::sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    };
    on_both(|installation| {
        filled(installation);
        let mut forged =
            signer().sign(bailiwick_model::audit::CheckpointKind::Head, AuditHead::START, 1).unwrap();
        forged.checkpoint.sequence = 1_000_000;
        installation.database().write(|tx| bailiwick_store::audit::checkpoint::keep(tx, &forged)).unwrap();
        // With the key it is called what it is, before it makes the trail look too short.
        says(installation.verify_trail(&keys()), "the checkpoint of entry 1000000 is not what was signed");
        says(installation.verify_trail(&Known::default()), "known to reach entry 1000000");
        // A server signs on nevertheless.
        let (stop, signed) = (AtomicBool::new(false), Mutex::new(Vec::new()));
        let rhythm = bailiwick_app::Rhythm { entries: 1, minutes: 0 };
        std::thread::scope(|scope| {
            let keep = |checkpoint: &SignedCheckpoint| {
                signed.lock().unwrap().push(checkpoint.checkpoint.sequence);
                Ok(())
            };
            let (stop, signer) = (&stop, signer());
            scope.spawn(move || installation.keep_checkpoints(&signer, rhythm, &keep, &|| 5, stop));
            while signed.lock().unwrap().is_empty() {
                std::thread::yield_now();
            }
            // The trail is set back behind what was signed, and goes on: that is not signed.
            disarm(installation);
            harm(
                installation,
                "update audit_head set sequence = 3, hash = (select hash from audit where sequence = 3)",
            );
            harm(installation, "delete from audit where sequence > 3");
            for day in 4..=7 {
                note(installation, day * DAY, "forged");
            }
            std::thread::sleep(std::time::Duration::from_millis(1_200));
            stop.store(true, Ordering::Relaxed);
        });
        assert_eq!(*signed.lock().unwrap(), [5]);
    });
}

#[test]
fn a_removal_that_somebody_made_up_is_found_by_the_key() {
    on_both(|installation| {
        let scratch = Scratch::new("prune");
        filled(installation);
        // All of it by the book, with a key of one's own.
        let (stranger, author) = (Signer::derived(&[66; 32]).unwrap(), Author::machine(9 * DAY));
        installation.prune_trail(4 * DAY, &archive(&scratch, "stolen.jsonl"), &stranger, &author).unwrap();
        says(
            installation.verify_trail(&keys()),
            "the removal on record: the checkpoint of entry 3 was signed with the key",
        );
        let own = installation.verify_trail(&Known { passes_strangers: true, ..keys() }).unwrap();
        assert_eq!((own.strangers, own.signed), (1, None));
        let mut rest = Vec::new();
        installation.export_trail(&mut rest).unwrap();
        let offline = |known: &Known| verify_exports([("rest.jsonl".to_owned(), rest.as_slice())], known);
        says(offline(&keys()), "rest.jsonl, line 1: the checkpoint of entry 3 was signed with the key");
        assert_eq!(offline(&Known::default()).unwrap().signed, None);
    });
}

#[test]
fn exports_of_two_databases_do_not_mix() {
    let made = |text: &str| {
        let installation = Installation::open(&"sqlite::memory:".parse().unwrap()).unwrap();
        for day in 1..=4 {
            note(&installation, day * DAY, text);
        }
        let mut exported = Vec::new();
        installation.export_trail(&mut exported).unwrap();
        String::from_utf8(exported).unwrap()
    };
    let (ours, theirs) = (made("ours"), made("theirs"));
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let verify = |lines: &[String]| {
        let text = lines.join("\n");
        verify_exports([("e.jsonl".to_owned(), text.as_bytes())], &Known::default())
    };
    verify(&lines(&ours)).unwrap();
    for (place, wanted) in [
        (0, "entry 1 was altered"),
        (2, "entry 2 was altered"),
        (3, "entry 3 was altered"),
        (4, "entry 4 was altered"),
    ] {
        let mut mixed = lines(&ours);
        mixed[place].clone_from(&lines(&theirs)[place]);
        says(verify(&mixed), wanted);
    }
    let both: Vec<String> = lines(&ours)[..4].iter().chain(&lines(&theirs)).cloned().collect();
    says(verify(&both), "entry 1 was inserted");
}

#[test]
fn a_clock_that_was_set_back_is_told() {
    let installation = Installation::open(&"sqlite::memory:".parse().unwrap()).unwrap();
    for at in [1, 5, 9, 2, 10, 8] {
        note(&installation, at * DAY, "x");
    }
    let back = installation.verify_trail(&Known::default()).unwrap().clock_back.unwrap();
    assert_eq!((back.sequence, back.by_us), (4, 7 * DAY));
    // What is newer than something before it does not go, however old it says it is.
    assert_eq!(installation.prunable(6 * DAY).unwrap().unwrap().last.sequence, 2);
}
