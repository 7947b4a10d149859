//! A template, a line feed, and a list of users read with it. What is read is exported, and read again.

#![no_main]

use std::sync::LazyLock;

use bailiwick_model::AttributeSchema;
use bailiwick_protocol::csv::{
    CsvLimits, CsvReader, CsvWriter,
    users::{ColumnMapping, UserColumn, UserRow, UserRows},
};
use libfuzzer_sys::fuzz_target;

const SCHEMA: &str = r#"{"badge": {"label": "Badge", "kind": "number"}, "note": {"label": "Note", "kind": "text"},
    "started": {"label": "Started", "kind": "date"}}"#;

static SCHEMA_READ: LazyLock<AttributeSchema> =
    LazyLock::new(|| serde_json::from_str(SCHEMA).expect("it is a schema"));

fuzz_target!(|file: &[u8]| {
    let (template, table) = match file.iter().position(|byte| *byte == b'\n') {
        Some(end) if file.starts_with(b"{") => (&file[..end], &file[end + 1..]),
        _ => (&b"{}"[..], file),
    };
    let Ok(mapping) = serde_json::from_slice::<ColumnMapping>(template) else { return };
    let Ok(reader) = CsvReader::new(table, CsvLimits::default()) else { return };
    let Ok(rows) = UserRows::open(reader, &mapping, &SCHEMA_READ) else { return };
    for user in rows.filter_map(Result::ok) {
        again(&UserRow { number: 2, ..user }, &mapping);
    }
});

/// An import and an export come to the same as the import alone.
fn again(user: &UserRow, mapping: &ColumnMapping) {
    let attributes = SCHEMA_READ.fields.keys().cloned().map(UserColumn::Attribute);
    let columns: Vec<_> =
        UserColumn::plain().chain((1..=20).flat_map(UserColumn::of_role)).chain(attributes).collect();
    let mut writer =
        CsvWriter::new(Vec::new(), columns.iter().map(ToString::to_string)).expect("memory takes everything");
    let cells = columns.iter().map(|column| user.cell(column, mapping.dates, &SCHEMA_READ));
    writer.row(cells).expect("no cell holds a NUL");
    let text = writer.finish().expect("memory takes everything");
    let reader = CsvReader::new(&text[..], CsvLimits::default()).expect("it was written by us");
    let plain =
        ColumnMapping { dates: mapping.dates, empty: mapping.empty, key: mapping.key, ..Default::default() };
    let mut rows = UserRows::open(reader, &plain, &SCHEMA_READ).expect("all columns are ours");
    let read = rows.next().expect("there is a row").expect("what was read can be read");
    let cells = |user: &UserRow| -> Vec<String> {
        columns.iter().map(|column| user.cell(column, mapping.dates, &SCHEMA_READ)).collect()
    };
    assert_eq!(cells(&read), cells(user));
}
