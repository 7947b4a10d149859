//! Policy as code: what is in force as a document, and a document put in force.

use bailiwick_model::{
    Directory, SettingScope,
    audit::{AuditAction, AuditObject},
};
use bailiwick_policy::Snapshot;
use bailiwick_protocol::document::{self, Change, Document, Kind, What};
use bailiwick_store::{Tx, change, directory, policy, setting};

use crate::{
    audit::{Author, changed_objects, record},
    error::AppError,
    installation::{Installation, announce, document as in_force},
    own, written,
};

/// What putting a document in force did, or would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// Every object that differs.
    pub changes: Vec<Change>,
    /// The revision that came of it; `None` when nothing differs or nothing was to be written.
    pub revision: Option<u64>,
}

impl Installation {
    /// What is in force as a document. Reading back its text and applying it changes nothing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn export(&self) -> Result<Document, AppError> {
        self.document()
    }

    /// What putting `new` in force would change. It is compiled as for [`Installation::apply`].
    ///
    /// # Errors
    /// When `new` does not compile, or the database cannot be read.
    pub fn diff(&self, new: &Document) -> Result<Vec<Change>, AppError> {
        let old = self.document()?;
        compile(new, &old)?;
        differences(&old, new)
    }

    /// Puts `new` in force: all of it, or nothing when it does not compile. A document without people leaves the people
    /// alone. The audit trail names what changed.
    ///
    /// # Errors
    /// When `new` does not compile or the database refuses; then nothing was changed.
    pub fn apply(&self, new: &Document, author: &Author) -> Result<Applied, AppError> {
        self.database().write(|tx| {
            let old = in_force(tx)?;
            compile(new, &old)?;
            let changes = differences(&old, new)?;
            if changes.is_empty() {
                return Ok(Applied { changes, revision: None });
            }
            policy::replace(tx, &new.policy)?;
            if let Some(people) =
                new.directory.as_ref().filter(|_| changes.iter().any(|c| c.kind >= Kind::Company))
            {
                directory::change(tx, old.directory.as_ref().unwrap_or(&Directory::default()), people)?;
            }
            let mut feed: Vec<change::Change> = changes.iter().map(fed).collect();
            feed.extend(forgotten(tx, &changes)?);
            let revision = announce(tx, &author.stamp(), &feed)?;
            record(tx, author, AuditAction::POLICY_APPLIED, AuditObject::policy(), changed_objects(&feed))?;
            Ok(Applied { changes, revision: Some(revision) })
        })
    }
}

/// Compiles what would be in force.
fn compile(new: &Document, old: &Document) -> Result<Snapshot, AppError> {
    let nobody = Directory::default();
    let people = new.directory.as_ref().or(old.directory.as_ref()).unwrap_or(&nobody);
    written::compile(&new.policy, people).map_err(AppError::NotInForce)
}

fn differences(old: &Document, new: &Document) -> Result<Vec<Change>, AppError> {
    document::diff(old, new).map_err(|e| AppError::Invalid(format!("the documents cannot be compared: {e}")))
}

/// Takes away what is set for companies, departments, areas and roles that are gone. A role of one's own in the place of a shipped one
/// leaves that one, with its settings.
fn forgotten(tx: &mut Tx<'_>, changes: &[Change]) -> Result<Vec<change::Change>, AppError> {
    let mut forgotten = Vec::new();
    for gone in changes.iter().filter(|change| change.what == What::Removed) {
        let kind = match gone.kind {
            Kind::Company | Kind::Department | Kind::Area => gone.kind.word(),
            Kind::Role if !own::shipped().roles.contains_key(gone.key.as_str()) => gone.kind.word(),
            _ => continue,
        };
        let Ok(scope) = format!("{kind}:{}", gone.key).parse::<SettingScope>() else { continue };
        for (name, _) in setting::at(tx, &scope)? {
            setting::delete(tx, &scope, name)?;
            let (kind, what) = ("place_setting".to_owned(), "deleted".to_owned());
            forgotten.push(change::Change { kind, key: format!("{scope}/{name}"), what });
        }
    }
    Ok(forgotten)
}

/// A difference as the change feed words it.
fn fed(change: &Change) -> change::Change {
    let what = match change.what {
        What::Added => "created",
        What::Removed => "deleted",
        What::Changed { .. } => "updated",
    };
    change::Change {
        kind: change.kind.word().replace(' ', "_"),
        key: change.key.clone(),
        what: what.to_owned(),
    }
}
