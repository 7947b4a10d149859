//! A list of areas: refused, or in an order in which each parent comes first.

#![no_main]

use std::collections::BTreeSet;

use bailiwick_protocol::csv::{CsvLimits, CsvReader, areas};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|table: &[u8]| {
    let Ok(reader) = CsvReader::new(table, CsvLimits::default()) else { return };
    let Ok(list) = areas::read(reader, |_| false) else { return };
    let mut before = BTreeSet::new();
    for row in &list {
        assert!(row.area.parent.as_ref().is_none_or(|parent| before.contains(parent)), "parents come first");
        assert!(before.insert(row.code.clone()), "codes come once");
    }
});
