//! The corpora of the fuzz targets that read formats of this crate, on every run.

use std::{collections::BTreeSet, fs, path::Path};

use bailiwick_protocol::{
    authzen::{ActionSearch, EvaluationRequest, EvaluationsRequest, Limits, ResourceSearch, SubjectSearch},
    odoo::{Source, read},
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
