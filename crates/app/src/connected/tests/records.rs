//! Records in every shape that conditions tell apart.

use serde_json::{Map, Value, json};

/// A sequence of numbers that is the same in every run.
pub(super) struct Numbers(u64);

impl Numbers {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn some(&mut self, from: &[i64]) -> Value {
        let mut ids: Vec<i64> = (0..self.below(4)).map(|_| self.pick(from)).collect();
        ids.sort_unstable();
        ids.dedup();
        json!(ids)
    }
}

/// Texts that databases like to see in another way than we do.
const TEXTS: [&str; 18] = [
    "",
    "Asha",
    "asha",
    "ÅSE",
    "åse",
    "Straße",
    "ΟΔΟΣ",
    "οδος",
    "100%",
    "under_score",
    "a*b?c[d]",
    "back\\slash",
    "O'Brien",
    "\"quoted\"",
    "'; DROP TABLE party; --",
    "日本語",
    " padded ",
    "z",
];

fn text() -> Vec<Value> {
    TEXTS.iter().map(|t| json!(t)).chain([Value::Null]).collect()
}

/// `count` parties, numbered from 1, some linked to parties and areas that do not exist.
pub(super) fn parties(numbers: &mut Numbers, count: i64) -> Vec<Map<String, Value>> {
    let ids: Vec<i64> = (1..=count + 2).collect();
    let row = |id| {
        let mut n = Numbers(numbers.below(usize::MAX) as u64);
        let parent = n.pick(&ids);
        let value = json!({
            "id": id,
            "name": n.pick(&text()),
            "nick": n.pick(&text()),
            "state": n.pick(&[json!("draft"), json!("open"), json!("closed"), Value::Null]),
            "age": n.pick(&[json!(-3), json!(0), json!(17), json!(18), json!(64), json!(9_007_199_254_740_993_i64), Value::Null]),
            "score": n.pick(&[json!(-0.5), json!(0.0), json!(0.1), json!(12.25), json!(1e12), Value::Null]),
            "active": n.pick(&[json!(true), json!(true), json!(false), Value::Null]),
            "born": n.pick(&[json!("1969-12-31"), json!("2000-02-29"), json!("2026-01-01"), json!("2026-11-21"), Value::Null]),
            "seen": n.pick(&[
                json!("1969-12-31 23:59:59"), json!("2026-03-29 01:30:00"), json!("2026-11-20 23:30:00"),
                json!("2026-11-21 00:00:00"), json!("2026-11-21 08:30:00"), json!("2027-01-01 00:00:00"), Value::Null,
            ]),
            "data": n.pick(&[json!({"a": [1, "x"]}), json!([]), Value::Null]),
            "area_id": n.pick(&[json!(1), json!(2), json!(3), json!(4), json!(9), Value::Null]),
            "parent_id": n.pick(&[json!(parent), Value::Null]),
            "tag_ids": (0..n.below(3)).map(|_| n.pick(&["a", "b", "ç", "gone"])).collect::<std::collections::BTreeSet<_>>(),
            "friend_ids": n.some(&ids),
            "vault_id": n.pick(&[json!("v1"), json!("v2"), json!("v3"), json!("lost"), Value::Null]),
            "note_id": n.pick(&[json!(1), json!(2), json!(3), Value::Null]),
        });
        match value {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    };
    (1..=count).map(row).collect()
}

/// Tags, the vault's boxes, and notes that are in no database.
pub(super) fn others() -> Vec<(&'static str, Value)> {
    vec![
        ("x.tag", json!({"id": "a", "name": "Alpha", "color": 1})),
        ("x.tag", json!({"id": "b", "name": "beta", "color": 0})),
        ("x.tag", json!({"id": "ç", "name": "", "color": null})),
        ("x.vault", json!({"id": "v1", "level": 1, "parent_id": null})),
        ("x.vault", json!({"id": "v2", "level": 5, "parent_id": "v1"})),
        ("x.vault", json!({"id": "v3", "level": null, "parent_id": "v2"})),
        ("x.note", json!({"id": 1, "title": "first", "party_id": 1})),
        ("x.note", json!({"id": 2, "title": "second", "party_id": 2})),
        ("x.note", json!({"id": 3, "title": "", "party_id": 1})),
    ]
}
