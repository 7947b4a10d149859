//! No key twice, nothing too deep: a look through JSON text before anything is built from it.
//!
//! Two equal keys would otherwise leave the later one in force without a word.

use std::{borrow::Cow, collections::HashSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, map::Entry};

/// Refuses `text` when an object repeats a key or values are nested deeper than `depth`.
pub(crate) fn check(text: &str, depth: usize) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Level { left: depth, limit: depth }.deserialize(&mut deserializer)?;
    deserializer.end()
}

/// The members of the object that `text` is, refused when an object in it repeats a key: in one pass, because requests
/// bring such objects by the hundred.
pub(crate) fn members(text: &str) -> Result<Map<String, Value>, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let members = deserializer.deserialize_map(Members)?;
    deserializer.end()?;
    Ok(members)
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            match members.entry(key) {
                Entry::Vacant(place) => drop(place.insert(map.next_value_seed(Any)?)),
                Entry::Occupied(place) => return Err(twice(place.key())),
            }
        }
        Ok(members)
    }
}

/// Any value whose objects repeat no key.
struct Any;

impl<'de> DeserializeSeed<'de> for Any {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        Members.visit_map(map).map(Value::Object)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Self)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }
}

fn twice<E: Error>(key: &str) -> E {
    E::custom(format_args!("duplicate key `{key}`"))
}

#[derive(Clone, Copy)]
struct Level {
    left: usize,
    limit: usize,
}

impl Level {
    fn down<E: Error>(self) -> Result<Self, E> {
        match self.left.checked_sub(1) {
            Some(left) => Ok(Self { left, ..self }),
            None => Err(E::custom(format_args!("nested deeper than {} levels", self.limit))),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Level {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let below = self.down()?;
        let mut seen = Seen::default();
        while let Some(Key(key)) = map.next_key()? {
            if let Some(key) = seen.insert(key) {
                return Err(twice(&key));
            }
            map.next_value_seed(below)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let below = self.down()?;
        while seq.next_element_seed(below)?.is_some() {}
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

/// The keys of one object. Most objects are small, and a list of a few is faster than a set.
#[derive(Default)]
struct Seen<'a> {
    few: Vec<Cow<'a, str>>,
    many: HashSet<Cow<'a, str>>,
}

const FEW: usize = 16;

impl<'a> Seen<'a> {
    /// Gives the key back when it was there before.
    fn insert(&mut self, key: Cow<'a, str>) -> Option<Cow<'a, str>> {
        if self.few.contains(&key) || (!self.many.is_empty() && self.many.contains(&key)) {
            return Some(key);
        }
        if self.few.len() < FEW {
            self.few.push(key);
        } else {
            self.many.insert(key);
        }
        None
    }
}

/// A key, borrowed from the text unless it holds escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::{check, members};

    #[test]
    fn repeated_keys_are_found_at_any_depth_and_behind_escapes() {
        assert!(check(r#"{"a": 1, "b": {"a": [{"a": 1}, {"a": 2}]}}"#, 8).is_ok());
        for twice in [r#"{"a": 1, "a": 1}"#, r#"{"x": [{"a": 1, "\u0061": 2}]}"#] {
            let error = check(twice, 8).unwrap_err().to_string();
            assert!(error.starts_with("duplicate key `a`"), "{error}");
        }
        let wide = (0..40).map(|i| format!("\"k{i}\": {i}")).collect::<Vec<_>>().join(",");
        assert!(check(&format!("{{{wide}}}"), 8).is_ok());
        assert!(check(&format!("{{{wide}, \"k33\": 0}}"), 8).is_err());
    }

    #[test]
    fn members_are_what_they_are_elsewhere() {
        let text = r#"{"n": null, "b": [true, -1, 18446744073709551615, 1.5e3, 1e-9, "\u00e9\n", [], {}], "o": {"a": {"a": 0}}}"#;
        assert_eq!(members(text).unwrap(), serde_json::from_str(text).unwrap());
        for twice in [r#"{"a": 1, "a": 1}"#, r#"{"x": [{"a": 1, "\u0061": 2}]}"#] {
            let error = members(twice).unwrap_err().to_string();
            assert!(error.starts_with("duplicate key `a`"), "{error}");
        }
        for wrong in ["[]", "7", r#"{"a": 1e400}"#, r#"{"a": 1} {}"#, r#"{"a": }"#] {
            assert!(members(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        assert!(check("[[[0]]]", 3).is_ok());
        assert!(check("[[[0]]]", 2).unwrap_err().to_string().starts_with("nested deeper than 2 levels"));
        assert!(check(&"[".repeat(1 << 20), 64).is_err());
    }
}
