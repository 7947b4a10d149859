//! Tables for people, JSON for programs.

use comfy_table::{Table, presets};
use serde::Serialize;

use super::Trouble;

/// A table without lines, which people and `awk` read alike.
pub(crate) fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(head.iter().copied());
    for row in rows {
        // A cell that went on in the next line would be taken for another row.
        table.add_row(row.into_iter().map(|cell| cell.replace(['\n', '\r', '\t'], " ")));
    }
    let text = table.to_string();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// Indented JSON.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<String, Trouble> {
    serde_json::to_string_pretty(value)
        .map_err(|e| Trouble::Environment(format!("the result has no JSON form: {e}")))
}
