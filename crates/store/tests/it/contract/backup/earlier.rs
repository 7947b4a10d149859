//! Archives that earlier versions have made are restored by every later one.

use super::*;
use bailiwick_store::role_line::{self, Owner};
use bailiwick_testkit::Scratch;

/// Made by the versions of these schemas, and never changed since.
const EARLIER: [(i64, &[u8]); 2] = [
    (1, include_bytes!("../../archives/schema_1.backup")),
    (2, include_bytes!("../../archives/schema_2.backup")),
];

#[test]
fn they_are_migrated_as_databases_are() {
    let scratch = Scratch::new("earlier");
    for (version, bytes) in EARLIER {
        let summary = verified(bytes).unwrap();
        assert_eq!(summary.manifest.schema.version, version);
        let mut out = Vec::new();
        let folder = scratch.join(format!("work{version}"));
        let told = &mut |_: &str, _| {};
        let newer = backup::bring_up_to_date(bytes, version, &folder, &mut out, MADE, told).unwrap();
        assert!(!folder.exists());
        assert_eq!(newer, verified(&out).unwrap());
        assert_eq!(newer.manifest.schema.version, newest());
        assert_eq!(newer.manifest.revision, summary.manifest.revision);
        on_both(|store| {
            loaded(&store.db, &out).unwrap();
            assert_eq!(store.db.revision().unwrap().0, 3);
            let asha = UserId::new("asha").unwrap();
            assert_eq!(store.db.read(|tx| user::find(tx, &asha)).unwrap().unwrap().groups.len(), 1);
            let lines = store.db.read(|tx| role_line::list_for(tx, &Owner::User(asha.clone()))).unwrap();
            assert_eq!(lines[0].0.0, 5);
            assert_eq!(store.db.read(api_key::list).unwrap()[0].hash, [7; 32]);
            let head = store.db.read(|tx| bailiwick_store::audit::verify(tx, [])).unwrap();
            assert_eq!(head.head, summary.manifest.audit);
        });
    }
}

#[test]
fn one_that_cannot_be_loaded_leaves_nothing_behind() {
    let scratch = Scratch::new("earlier");
    let folder = scratch.join("work");
    let text = String::from_utf8(EARLIER[0].1.to_vec()).unwrap();
    let misfit: Vec<String> =
        lines(text.as_bytes()).iter().map(|line| line.replace("\"area\"", "\"aera\"")).collect();
    let mut out = Vec::new();
    let error = backup::bring_up_to_date(&sealed(&misfit)[..], 1, &folder, &mut out, MADE, &mut |_, _| {});
    assert!(matches!(error, Err(ArchiveError::Misfit { version: 1, .. })), "{error:?}");
    assert!(!folder.exists() && out.is_empty());
}
