//! The corpora of the fuzz targets that read formats of this crate, on every run.

use std::{collections::BTreeSet, fs, path::Path};

use bailiwick_model::{AttributeSchema, Picture};
use bailiwick_protocol::{
    authzen::{ActionSearch, EvaluationRequest, EvaluationsRequest, Limits, ResourceSearch, SubjectSearch},
    cookies,
    csv::{
        CsvLimits, CsvReader, areas,
        users::{ColumnMapping, UserRows},
    },
    odoo::{Source, read},
    picture::{self, PictureError},
};

fn each(target: &str, mut test: impl FnMut(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let texts: Vec<Vec<u8>> = files.map(|file| fs::read(file.unwrap().path()).unwrap()).collect();
    assert!(texts.len() >= 5, "{target}: {} files", texts.len());
    texts.iter().for_each(|text| test(text));
}

fn addon(path: &str, bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let source = Source { module: "m".to_owned(), path: path.to_owned(), text: text.to_owned() };
        let _ = read(&[source], &BTreeSet::new());
    }
}

#[test]
fn addon_files_are_read_or_refused() {
    each("odoo_xml", |bytes| addon("m/security/rules.xml", bytes));
    each("odoo_csv", |bytes| addon("m/security/ir.model.access.csv", bytes));
}

#[test]
fn authzen_bodies_are_read_or_refused() {
    let limits = Limits::default();
    let mut read = 0;
    each("authzen", |body| {
        read += usize::from(EvaluationRequest::read(body, &limits).is_ok());
        if let Ok(EvaluationsRequest::Batch(batch)) = EvaluationsRequest::read(body, &limits) {
            read += batch.items().filter(Result::is_ok).count();
        }
        read += usize::from(SubjectSearch::read(body, &limits).is_ok());
        read += usize::from(ResourceSearch::read(body, &limits).is_ok());
        read += usize::from(ActionSearch::read(body, &limits).is_ok());
    });
    assert!(read > 5, "{read}");
}

#[test]
fn lists_of_users_are_read_or_refused() {
    let schema = r#"{"badge": {"label": "Badge", "kind": "number"}, "note": {"label": "Note", "kind": "text"},
        "started": {"label": "Started", "kind": "date"}}"#;
    let schema: AttributeSchema = serde_json::from_str(schema).unwrap();
    let (mut users, mut faults) = (0, 0);
    each("csv_users", |file| {
        let end = file.iter().position(|byte| *byte == b'\n').unwrap();
        let (template, table) =
            if file.starts_with(b"{") { (&file[..end], &file[end + 1..]) } else { (&b"{}"[..], file) };
        let mapping: ColumnMapping = serde_json::from_slice(template).unwrap();
        let reader = CsvReader::new(table, CsvLimits::default()).unwrap();
        for row in UserRows::open(reader, &mapping, &schema).unwrap() {
            *(if row.is_ok() { &mut users } else { &mut faults }) += 1;
        }
    });
    assert_eq!((users, faults), (5, 6));
}

#[test]
fn lists_of_areas_are_read_or_refused() {
    let mut counts = Vec::new();
    each("csv_areas", |table| {
        let reader = CsvReader::new(table, CsvLimits::default()).unwrap();
        counts.extend(areas::read(reader, |_| false).map(|list| list.len()));
    });
    counts.sort_unstable();
    assert_eq!(counts, [1, 3]);
}

#[test]
fn pictures_are_made_anew_or_refused() {
    let (mut made, mut moving) = (Vec::new(), 0);
    each("avatar", |file| match picture::read(file) {
        Ok(avatar) => {
            let script = avatar.bytes().windows(7).any(|part| part == b"<script");
            assert!(!script && !avatar.bytes().ends_with(b"</html>"), "{avatar:?}");
            made.extend(Picture::of(file));
        }
        Err(PictureError::Animated) => moving += 1,
        Err(error) => panic!("{error}"),
    });
    assert_eq!(moving, 2);
    for picture in [Picture::Png, Picture::Jpeg, Picture::Webp] {
        assert!(made.iter().filter(|made| **made == picture).count() >= 2, "{picture}: {made:?}");
    }
}

#[test]
fn cookies_are_found_or_not() {
    let mut found = 0;
    each("cookies", |text| {
        let text = std::str::from_utf8(text).unwrap();
        found += usize::from(cookies::only([text], "__Host-bailiwick-session").is_some());
    });
    assert_eq!(found, 3);
}
