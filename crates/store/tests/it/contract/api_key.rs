//! Tokens of programs.

use bailiwick_store::api_key::{self, ApiKey, Scope};

use crate::engine::on_both;

fn key(id: &str, hash: u8) -> ApiKey {
    ApiKey {
        id: id.to_owned(),
        name: "nightly report".to_owned(),
        hash: [hash; 32],
        scopes: [Scope::Search, Scope::Decide].into(),
        login: Some(bailiwick_model::UserId::new("robot").unwrap()),
        created_us: 1_700_000_000_000_000,
        expires_us: Some(1_800_000_000_000_000),
        last_used_us: None,
    }
}

#[test]
fn tokens_are_found_by_hash_listed_touched_and_deleted() {
    on_both(|store| {
        let db = &store.db;
        let (a, b) = (key("a", 1), ApiKey { scopes: [].into(), expires_us: None, ..key("b", 2) });
        db.write(|tx| api_key::insert(tx, &b)).unwrap();
        db.write(|tx| api_key::insert(tx, &a)).unwrap();
        assert_eq!(db.read(|tx| api_key::find_by_hash(tx, &[1; 32])).unwrap(), Some(a.clone()));
        assert_eq!(db.read(|tx| api_key::find_by_hash(tx, &[9; 32])).unwrap(), None);
        db.write(|tx| api_key::touch(tx, "a", 42)).unwrap();
        assert_eq!(db.read(api_key::list).unwrap(), [ApiKey { last_used_us: Some(42), ..a }, b.clone()]);
        let some = db.read(|tx| api_key::some(tx, ["b", "none"].into_iter())).unwrap();
        assert_eq!(some, std::slice::from_ref(&b));
        assert_eq!(db.read(|tx| api_key::some(tx, std::iter::empty())).unwrap(), []);
        db.write(|tx| api_key::delete(tx, "a")).unwrap();
        assert_eq!(db.read(api_key::list).unwrap(), [b]);
        for outcome in [db.write(|tx| api_key::touch(tx, "a", 1)), db.write(|tx| api_key::delete(tx, "a"))] {
            assert_eq!(outcome.unwrap_err().to_string(), "key a does not exist");
        }
    });
}

#[test]
fn a_taken_id_or_secret_is_a_conflict() {
    on_both(|store| {
        store.db.write(|tx| api_key::insert(tx, &key("a", 1))).unwrap();
        for (id, hash) in [("a", 2), ("b", 1)] {
            let outcome = store.db.write(|tx| api_key::insert(tx, &key(id, hash)));
            assert_eq!(outcome.unwrap_err().to_string(), format!("key {id} exists already"));
        }
        store.harm("update token set scopes = 'decide rule'");
        let error = store.db.read(api_key::list).unwrap_err().to_string();
        assert!(error.contains("\"rule\" is not a scope"), "{error}");
    });
}
