//! Texts and values that are awkward to write down.

use proptest::{collection::vec, option, prelude::*};
use serde_json::Value as Json;

/// Texts that look like something else, or that a careless printer mangles.
const ODD: &[&str] = &[
    "",
    " ",
    " leading",
    "trailing ",
    "yes",
    "No",
    "on",
    "null",
    "~",
    "true",
    "1",
    "1.0",
    "-0",
    "0755",
    "0x1F",
    "1_000",
    "1e3",
    ".5",
    ".inf",
    "-.NaN",
    "12:30:45",
    "2026-11-30",
    "2026-11-30T01:02:03Z",
    "a: b",
    "a:",
    ": a",
    "- a",
    "-",
    "--- a",
    "---",
    "...",
    "# not a comment",
    "a # b",
    "a#b",
    "{a: 1}",
    "[1, 2",
    "&anchor",
    "*alias",
    "!tag",
    "!!str x",
    "%TAG",
    "@at",
    "`tick",
    "|",
    ">",
    "|-\n x",
    "?",
    "? a",
    "=",
    "<<",
    "'single'",
    "\"double\"",
    "it's",
    "back\\slash",
    "\ttab",
    "tab\tinside",
    "tab\t",
    "\n",
    "\n\n",
    "one\ntwo",
    "one\n",
    "one\n\n\n",
    "\none",
    "  indented\nfirst",
    "first\n  indented\nlast",
    "first \nlast",
    "first\n \nlast",
    "['|',\n    ('user_id', '=', user.id),\n    ('user_id', '=', False),\n]",
    "cr\rinside",
    "crlf\r\nline",
    "nel\u{85}",
    "separator\u{2028}x\u{2029}",
    "bom\u{feff}",
    "\u{feff}bom",
    "nul\u{0}",
    "bell\u{7}",
    "del\u{7f}",
    "nbsp\u{a0}",
    "été",
    "ئۇيغۇر",
    "漢字\n仮名",
    "😀",
    "\u{10ffff}",
    "${HOME}",
    "a line that is longer than eighty characters, so that a printer might be tempted to fold it somewhere, twice  over",
];

pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(ODD).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[ -~\n\t]{0,40}",
        1 => "[a-z:#'\" \n-]{0,20}",
    ]
}

pub(super) fn maybe_text() -> impl Strategy<Value = Option<String>> {
    option::of(text())
}

/// Any JSON value.
pub(super) fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        any::<f64>().prop_filter("JSON has finite numbers only", |f| f.is_finite()).prop_map(Json::from),
        proptest::sample::select(&[0.0, -0.0, 1.0, 1e16, 1e300, 5e-324, 0.1, 1e21][..]).prop_map(Json::from),
        text().prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Json::from),
            vec((text(), inner), 0..4).prop_map(|pairs| Json::Object(pairs.into_iter().collect())),
        ]
    })
}
