//! Objects of one kind, by id.

use std::collections::BTreeMap;

use super::super::{Place, reading::Reading};

/// Objects of one kind and how they came about.
pub(super) struct Shelf<K, T> {
    pub(super) entries: BTreeMap<K, Entry<T>>,
    /// Records that added to an object instead of defining it.
    pub(super) extended: usize,
}

/// One object.
pub(super) struct Entry<T> {
    pub(super) value: T,
    /// Where its own module defined it, if any file read so far did.
    pub(super) defined: Option<Place>,
    /// The first record about it.
    pub(super) place: Place,
}

impl<K, T> Default for Shelf<K, T> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), extended: 0 }
    }
}

impl<K: Ord, T: Default> Shelf<K, T> {
    /// The object a record speaks about, created if need be; and whether this record is the first to define it.
    pub(super) fn open(&mut self, id: K, reading: &mut Reading<'_>) -> (&mut T, bool) {
        let record = reading.record;
        let entry = self.entries.entry(id).or_insert_with(|| Entry {
            value: T::default(),
            defined: None,
            place: record.place.clone(),
        });
        let first = record.defines() && entry.defined.is_none();
        if first {
            entry.defined = Some(record.place.clone());
        } else {
            self.extended += 1;
            if let Some(before) = entry.defined.as_ref().filter(|_| record.defines()) {
                let why = format!("it was defined before, at {before}; what is named here replaces that");
                reading.note(&record.place, why, "if that is not meant, rename one of the two");
            }
        }
        (&mut entry.value, first)
    }
}
