//! A caller's own domain must not answer questions about records and fields that are hidden from the caller.

use bailiwick_model::Operation;
use serde_json::{Value as Json, json};

use crate::{
    asking::world,
    dice::Dice,
    oracle::Records,
    worlds::{self, MODELS, Maker, World},
};

/// Mine are case and partner of which I am the owner or user; archived tags are nobody's.
fn policy(dice: &mut Dice) -> Json {
    let mut models = worlds::models(dice);
    models["x.case"]["fields"]["name"] = json!("char");
    let everybody = |model: &str| json!({ "model": model, "operations": ["read"] });
    json!({
        "models": models,
        "acls": { "a": everybody("x.case"), "b": everybody("x.base"), "c": everybody("res.partner"), "d": everybody("spp.tag"),
            "e": everybody("spp.area"), "f": everybody("res.company"), "g": everybody("res.users") },
        "rules": {
            "case": { "model": "x.case", "domain": "['|', ('owner_id', '=', user.id), ('id', '<', 4)]" },
            "partner": { "model": "res.partner", "domain": "['|', ('user_id', '=', user.id), ('id', '<', 3)]" },
            "tag": { "model": "spp.tag", "domain": "[('active', '=', True)]" } },
        "field_rules": {
            "note": { "model": "x.case", "field": "note", "operations": ["read"], "groups": "." },
            "company": { "model": "res.partner", "field": "company_id", "operations": ["read"], "groups": "." },
            "label": { "model": "x.base", "field": "score", "operations": ["read"], "groups": "." } } })
}

fn directory(dice: &mut Dice) -> Json {
    let areas: serde_json::Map<String, Json> =
        (0..10).map(|n| (format!("A{n}"), json!({ "id": n + 1, "name": dice.pick(&["alp", "é", "z"]), "parent": (n > 2).then(|| format!("A{}", n / 3)) }))).collect();
    let companies: serde_json::Map<String, Json> =
        (0..5).map(|n| (format!("C{n}"), json!({ "id": n + 1, "name": "c" }))).collect();
    let users: serde_json::Map<String, Json> = (1..=8)
        .map(|n| (format!("u{n}"), json!({ "id": n, "company": "C0", "attributes": { "partner_id": n } })))
        .collect();
    json!({ "areas": areas, "companies": companies, "users": users })
}

/// The same records with everything changed that `reader` may not see: hidden fields of all records, and all fields of
/// hidden records but those that decide who sees them and those that make a tree, which a walk crosses unseen.
fn with_other_secrets(world: &World, reader: &str, records: &Records, dice: &mut Dice) -> Records {
    let mut fresh = worlds::records(dice);
    let mut out = records.clone();
    for model in MODELS {
        let visible = world.readable(reader, model);
        for (id, record) in out.get_mut(model).unwrap() {
            let Some(mut other) = fresh.get_mut(model).unwrap().remove(id) else { continue };
            let fixed = ["id", "owner_id", "user_id", "parent_id", "next_id", "peer_ids"];
            let hidden = ["note", "score", "company_id"];
            for (field, value) in record.iter_mut() {
                let is_secret = match (model, field.as_str()) {
                    ("spp.tag", "active") => false,
                    // A case hides behind its base, and a base behind its partner.
                    ("x.base", "partner_id") | ("x.case", "base_id") => false,
                    ("x.case", "company_id") => !visible.contains(id),
                    (_, field) if hidden.contains(&field) => true,
                    (_, field) => !visible.contains(id) && !fixed.contains(&field),
                };
                if is_secret && let Some(new) = other.get_mut(field) {
                    *value = new.take();
                }
            }
        }
    }
    out
}

#[test]
fn what_a_caller_finds_depends_only_on_what_the_caller_may_see() {
    let (mut found, mut refused, mut partial) = (0, 0, 0);
    for seed in 0..6 {
        let mut dice = Dice::new(900 + seed);
        let (policy, directory) = (policy(&mut dice), directory(&mut dice));
        let records = worlds::records(&mut dice);
        let first = World::of(&policy, &directory, records.clone(), Default::default());
        let reader = format!("u{}", 1 + dice.below(3));
        let others = with_other_secrets(&first, &reader, &records, &mut dice);
        let second = World::of(&policy, &directory, others, Default::default());
        for model in MODELS {
            assert_eq!(
                first.readable(&reader, model),
                second.readable(&reader, model),
                "seed {seed}: the secrets show by themselves"
            );
        }
        for _ in 0..900 {
            let model = *dice.pick(&MODELS);
            let text = Maker { policy: &first.policy, dice: &mut dice, variables: false }.whole(model).text();
            let (one, two) = (first.search(&reader, model, &text), second.search(&reader, model, &text));
            assert_eq!(
                one, two,
                "seed {seed}: {reader} learns something hidden by searching {model} for {text}"
            );
            match one {
                Ok(ids) => {
                    found += 1;
                    partial += usize::from(!ids.is_empty());
                    let visible = first.readable(&reader, model);
                    assert!(ids.iter().all(|id| visible.contains(id)), "{text} finds hidden records");
                }
                Err(_) => refused += 1,
            }
        }
    }
    println!("{found} searches, {partial} with results, {refused} refused");
    assert!(
        partial * 3 > found && refused > 50,
        "{found} searches, {partial} with results, {refused} refused"
    );
}

/// Staff see all letters, but only people who are not confidential, and never their pay.
fn letters() -> World {
    let policy = json!({
        "models": {
            "a.person": { "fields": { "name": "char", "secret": "boolean", "pay": "integer", "boss_id": "many2one a.person",
                "letter_ids": "one2many a.letter person_id" } },
            "a.letter": { "fields": { "name": "char", "person_id": "many2one a.person", "reader_ids": "many2many a.person",
                "vault_id": "many2one a.vault" } },
            "a.vault": { "fields": { "name": "char" } } },
        "acls": { "a": { "model": "a.person", "operations": ["read"] }, "b": { "model": "a.letter", "operations": ["read"] } },
        "rules": { "r": { "model": "a.person", "domain": "[('secret', '=', False)]" } },
        "field_rules": { "f": { "model": "a.person", "field": "pay", "operations": ["read"], "groups": "." } } });
    let records = json!({
        "a.person": [ { "id": 1, "name": "Open", "pay": 10 }, { "id": 2, "name": "Hidden", "secret": true, "pay": 99 },
            { "id": 3, "name": "Below", "boss_id": 2 } ],
        "a.vault": [ { "id": 1, "name": "V" } ],
        "a.letter": [ { "id": 1, "name": "a", "person_id": 1, "reader_ids": [1, 2] }, { "id": 2, "name": "b", "person_id": 2, "reader_ids": [2] },
            { "id": 3, "name": "c", "reader_ids": [], "vault_id": 1 }, { "id": 4, "name": "d", "person_id": 3, "reader_ids": [3] } ] });
    world(&policy, &json!({ "users": { "ann": {} } }), &records)
}

#[test]
fn a_hidden_record_behind_one_link_meets_neither_a_condition_nor_its_negation() {
    let world = letters();
    let find = |domain: &str| world.search("ann", "a.letter", domain).unwrap();
    assert_eq!(find("[]"), [1, 2, 3, 4]);
    assert!(find("[('person_id.name', '=', 'Hidden')]").is_empty());
    assert_eq!(find("[('person_id.name', '!=', 'Nobody')]"), [1, 4]);
    assert_eq!(find("['!', ('person_id.name', '=', 'Hidden')]"), [1, 3, 4]);
    assert_eq!(find("[('person_id', 'not any', [('name', '=', 'Open')])]"), [3, 4]);
    assert_eq!(find("[('person_id', 'not like', 'Hidden')]"), [1, 3, 4]);
    assert_eq!(find("[('person_id', '!=', 'Hidden')]"), [1, 3, 4]);
    // Whom a letter links to is a field of the letter.
    assert_eq!(find("[('person_id', '=', 2)]"), [2]);
}

#[test]
fn hidden_records_behind_many_links_are_absent() {
    let world = letters();
    let find = |domain: &str| world.search("ann", "a.letter", domain).unwrap();
    assert!(find("[('reader_ids', 'in', [2])]").is_empty());
    assert_eq!(find("[('reader_ids', 'not in', [2])]"), [1, 2, 3, 4]);
    assert_eq!(find("[('reader_ids', '=', False)]"), [2, 3]);
    assert_eq!(find("[('reader_ids', '!=', False)]"), [1, 4]);
    assert!(find("[('reader_ids.name', '=', 'Hidden')]").is_empty());
    assert_eq!(find("[('reader_ids', 'not any', [('name', '=', 'Hidden')])]"), [1, 2, 3, 4]);
}

#[test]
fn trees_start_at_visible_records_and_cross_hidden_ones() {
    let world = letters();
    let find = |domain: &str| world.search("ann", "a.person", domain).unwrap();
    assert!(find("[('boss_id', 'child_of', [2])]").is_empty());
    assert!(find("[('boss_id', 'child_of', 'Hidden')]").is_empty());
    assert_eq!(find("[('boss_id', 'parent_of', [3])]"), [3]);
}

#[test]
fn hidden_fields_and_models_cannot_be_named_at_any_depth() {
    let world = letters();
    for domain in [
        "[('person_id.pay', '>', 5)]",
        "[('person_id', 'any', [('boss_id.pay', '=', 0)])]",
        "['!', ('reader_ids.pay', '=', 10)]",
        "[('person_id.letter_ids.person_id.pay', '!=', False)]",
        // Conditions that are the same for every record.
        "[('person_id.pay', 'in', [])]",
        "[('person_id.pay', '=?', False)]",
        "['|', (1, '=', 1), ('person_id.pay', '>', 5)]",
        "['&', ('person_id.name', '=', 'a'), '|', ('person_id.name', '=', 'a'), ('person_id.pay', '=', 1)]",
    ] {
        let error = world.search("ann", "a.letter", domain).unwrap_err();
        assert!(error.contains("access the field \"pay\""), "{domain}: {error}");
    }
    for domain in
        ["[('vault_id.name', '=', 'V')]", "[('vault_id', '=', 'V')]", "[('vault_id', 'not any', [])]"]
    {
        let error = world.search("ann", "a.letter", domain).unwrap_err();
        assert!(error.contains("You are not allowed to access 'a.vault'"), "{domain}: {error}");
    }
    // An id is a field of the letter, and needs no right on the vault.
    assert_eq!(world.search("ann", "a.letter", "[('vault_id', '=', 1)]").unwrap(), [3]);
}

#[test]
fn a_search_reads_no_records_in_its_values() {
    let world = letters();
    for domain in [
        "[('name', '=', user.name)]",
        "[('person_id', 'in', [p.id for p in user.partner_id])]",
        "[('name', '=', context.x)]",
    ] {
        assert!(world.search("ann", "a.letter", domain).is_err(), "{domain}");
    }
}

#[test]
fn a_list_shows_nothing_that_opening_refuses() {
    // Every kind of reason at once, on many random worlds: what is listed is what single checks allow.
    for seed in 300..330 {
        let world = World::new(seed);
        let logins: Vec<String> = world.directory.users.keys().map(ToString::to_string).collect();
        for login in logins {
            for operation in [Operation::Read, Operation::Delete] {
                let _ = world.allowed(&login, operation, "x.case");
            }
        }
    }
}
