//! An XML data file of an addon.

#![no_main]

use std::collections::BTreeSet;

use bailiwick_protocol::odoo::{Source, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source =
        Source { module: "m".to_owned(), path: "m/security/rules.xml".to_owned(), text: text.to_owned() };
    let _ = read(&[source], &BTreeSet::new());
});
