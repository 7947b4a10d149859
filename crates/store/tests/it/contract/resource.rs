//! Stored attributes of records.

use bailiwick_model::{ModelName, RecordId};
use bailiwick_store::resource::{self, Attributes};

use crate::{arbitrary::NASTY, engine::on_both};

fn attributes(value: serde_json::Value) -> Attributes {
    [("value".parse().unwrap(), value)].into()
}

#[test]
fn records_are_put_found_and_forgotten() {
    on_both(|store| {
        let db = &store.db;
        let model = ModelName::new("spp.program").unwrap();
        let (number, text) = (RecordId::Int(5), RecordId::text("5"));
        db.write(|tx| resource::put(tx, &model, &number, &attributes(1.into()))).unwrap();
        db.write(|tx| resource::put(tx, &model, &text, &attributes(2.into()))).unwrap();
        db.write(|tx| resource::put(tx, &model, &number, &attributes(0.1.into()))).unwrap();
        let get = |id| db.read(|tx| resource::get(tx, &model, id)).unwrap();
        assert_eq!(get(&number), Some(attributes(0.1.into())));
        assert_eq!(get(&text), Some(attributes(2.into())));
        db.write(|tx| resource::delete(tx, &model, &text)).unwrap();
        assert_eq!(get(&text), None);
        let again = db.write(|tx| resource::delete(tx, &model, &text));
        assert_eq!(again.unwrap_err().to_string(), "spp.program 5 does not exist");
    });
}

#[test]
fn nasty_texts_survive_as_ids_and_values() {
    on_both(|store| {
        let model = ModelName::new("a.b").unwrap();
        let put = |tx: &mut bailiwick_store::Tx<'_>| {
            NASTY
                .iter()
                .try_for_each(|t| resource::put(tx, &model, &RecordId::text(t), &attributes((*t).into())))
        };
        store.db.write(put).unwrap();
        for text in NASTY {
            let found = store.db.read(|tx| resource::get(tx, &model, &RecordId::text(text))).unwrap();
            assert_eq!(found, Some(attributes((*text).into())));
        }
        let nul = attributes("nu\0l".into());
        store.db.write(|tx| resource::put(tx, &model, &RecordId::Int(0), &nul)).unwrap();
        assert_eq!(store.db.read(|tx| resource::get(tx, &model, &RecordId::Int(0))).unwrap(), Some(nul));
    });
}

#[test]
fn scanning_is_by_model_or_everything() {
    on_both(|store| {
        let models = ["a.b", "c.d"].map(|m| ModelName::new(m).unwrap());
        for (n, model) in (0..).zip(models.iter().cycle().take(6)) {
            store.db.write(|tx| resource::put(tx, model, &RecordId::Int(n), &attributes(n.into()))).unwrap();
        }
        let scan = |model: Option<&ModelName>| {
            let mut found = Vec::new();
            let mut note = |model: ModelName, id, _| {
                found.push((model.to_string(), id));
                Ok(())
            };
            store.db.read(|tx| resource::scan(tx, model, &mut note)).unwrap();
            found
        };
        let of = |model: &str, ids: [i64; 3]| ids.map(|id| (model.to_owned(), RecordId::Int(id)));
        assert_eq!(scan(Some(&models[1])), of("c.d", [1, 3, 5]));
        assert_eq!(scan(None), [of("a.b", [0, 2, 4]), of("c.d", [1, 3, 5])].concat());
        store.harm("update resource set attributes = 'x' where id = '3'");
        let error =
            store.db.read(|tx| resource::scan(tx, None, &mut |_, _, _| Ok(()))).unwrap_err().to_string();
        assert!(
            error.starts_with("column attributes of table resource cannot be read in row \"c.d\" \"int\""),
            "{error}"
        );
    });
}
