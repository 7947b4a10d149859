//! The table of all keys, for the documentation.

use super::keys::{KEYS, Kind};

/// The table in Markdown.
#[must_use]
pub fn table() -> String {
    let mut out = String::from("| Key | Environment | Default | Meaning |\n|---|---|---|---|\n");
    for key in KEYS {
        let variable = match key.kind {
            Kind::Secrets => format!("{}_NAME", key.variable()),
            _ => key.variable(),
        };
        out.push_str(&format!("| `{}` | `{variable}` | {} | {} |\n", key.path, key.default, key.about));
    }
    out
}
