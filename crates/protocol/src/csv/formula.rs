//! Cells that a spreadsheet would take for a formula.
//!
//! Such a cell is written behind an apostrophe, which spreadsheets take for "this is text". One that begins with an
//! apostrophe and could be taken for such a cell gets another one, so that reading takes off exactly what writing has put there.

use std::borrow::Cow;

/// `cell` as it is written.
pub(super) fn quoted(cell: &str) -> Cow<'_, str> {
    if looks_like_formula(cell.trim_start_matches('\'')) { format!("'{cell}").into() } else { cell.into() }
}

/// `cell` as it was before it was written.
pub(super) fn unquoted(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if looks_like_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// The wide forms are formulas where wide letters are typed.
fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_become_text() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+639170000000", "'+639170000000"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("", ""),
            ("'", "'"),
            ("'tis", "'tis"),
            ("a=1", "a=1"),
        ] {
            assert_eq!(quoted(cell), written);
            assert_eq!(unquoted(written), cell);
        }
        assert_eq!(unquoted("-1"), "-1", "a file that was not written by us");
    }

    proptest! {
        #[test]
        fn reading_takes_off_what_writing_has_put_there(cell in "['=+@\t\r\nab＝-]{0,6}") {
            let written = quoted(&cell);
            prop_assert!(!looks_like_formula(&written));
            prop_assert_eq!(unquoted(&written), &cell);
        }
    }
}
