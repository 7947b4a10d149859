//! Odoo addon policy files: groups, privileges, categories, access rights, record rules and roles.
//!
//! [`read`] takes the files of any number of modules, in load order, and returns an [`Import`]: the policy they
//! describe and a list of everything that was not taken over, each with its line and what to do about it. Python in
//! `eval=` is never run; a small reader of literals understands what such files really hold.
//!
//! [`drift()`] compares an import with a policy in use and [`Drift::apply`] brings that policy up to date, leaving
//! alone what Odoo would leave alone.

mod access_csv;
mod draft;
mod drift;
mod edit;
mod error;
mod files;
mod finding;
mod import;
mod kind;
pub mod limits;
mod manifest;
mod model_names;
mod order;
mod place;
mod preflight;
mod python;
mod reading;
mod record;
mod xml;

use std::collections::BTreeSet;

use bailiwick_model::ModelName;

pub use draft::closed;
pub use drift::{Change, Drift, FieldChange, Imported, Item, drift};
pub use error::OdooError;
pub use files::{is_policy_file, module_of};
pub use finding::{Finding, Level};
pub use import::{Count, Import, Origin};
pub use kind::Kind;
pub use manifest::Manifest;
pub use order::{LoadOrder, load_order, module_order};
pub use place::Place;

use crate::odoo::{draft::Draft, finding::Findings};

/// One file of an addon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The module it belongs to: what unqualified ids are qualified with. See [`module_of`].
    pub module: String,
    /// Its path, for messages; the ending decides how it is read.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Reads `sources` in the order given. `known` are model names that are certain, for telling
/// `model_spp_cr_detail_add_member` apart from a name that is all dots.
///
/// # Errors
/// [`OdooError`] when a file cannot be read as what it claims to be; the import then has no result at all. What is
/// well formed but not understood is a [`Finding`] instead.
pub fn read(sources: &[Source], known: &BTreeSet<ModelName>) -> Result<Import, OdooError> {
    let mut findings = Findings::default();
    let mut draft = Draft::default();
    for source in sources {
        if source.text.len() > limits::MAX_FILE_BYTES {
            return Err(OdooError::TooLarge { path: source.path.clone(), bytes: source.text.len() });
        }
        for record in records(source, &mut findings)? {
            draft.add(&record, &mut findings);
        }
    }
    Ok(draft.finish(sources, known, findings))
}

fn records(source: &Source, findings: &mut Findings) -> Result<Vec<record::Record>, OdooError> {
    if files::is_access_csv(&source.path) {
        access_csv::records(source, findings)
    } else if files::has_ending(&source.path, ".xml") {
        xml::records(source, findings)
    } else {
        findings.push(Finding {
            level: Level::Ignored,
            kind: Kind::Other,
            place: Place::new(&source.path, 1),
            subject: "file".into(),
            why: "only XML files and ir.model.access.csv hold policy that is read here".into(),
            remedy: "leave it out of the import, or turn its rows into XML records".into(),
            times: 1,
        });
        Ok(Vec::new())
    }
}
