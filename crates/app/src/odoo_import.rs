//! Takes over the policy of Odoo addons, and brings it up to date when they change.

use bailiwick_model::{
    Directory, Policy,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_policy::Problems;
use bailiwick_protocol::odoo::{self, Count, Drift, Finding, Imported, Kind};
use bailiwick_store::{
    Tx,
    change::Change,
    directory, import_run,
    policy::{self, PolicyChange, PolicyKind, PolicyObject, Stored},
};
use serde::Serialize;

use crate::{
    addon_files::AddonFiles,
    audit::{Author, changed_objects, record},
    error::AppError,
    infer::{self, Guess, Refusal},
    installation::{Installation, announce},
    progress::Progress,
    written,
};

/// What an import did, or would do.
#[derive(Clone, Debug, Serialize)]
pub struct ImportReport {
    /// One row per kind of object.
    pub counts: Vec<Count>,
    /// What changes in the policy in force.
    pub drift: Drift,
    /// What was ignored, guessed or not understood in the files.
    pub findings: Vec<Finding>,
    /// Models and fields that were described from use.
    pub guesses: Vec<Guess>,
    /// Rules that match nothing, because the engine cannot take them over.
    pub refused: Vec<Refusal>,
    /// The revision that came of it; absent when nothing differs or nothing was to be written.
    pub revision: Option<u64>,
}

/// An import worked out, before anything is written.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The policy as it would be.
    pub policy: Policy,
    /// What the next import has to know.
    pub imported: Imported,
    /// What is told about it.
    pub report: ImportReport,
    /// Where its rules and access rows stand.
    pub places: infer::Places,
}

impl Plan {
    /// Works out what the files make of `current`. `previous` is what earlier imports brought.
    ///
    /// # Errors
    /// When a file cannot be read at all, or the described models do not hold together.
    pub fn new(current: &Policy, files: AddonFiles, previous: Imported) -> Result<Self, AppError> {
        let ordered = odoo::load_order(files.sources, &files.manifests);
        let known = current.models.keys().cloned().chain(infer::odoo_models().into_keys()).collect();
        let mut import = odoo::read(&ordered.sources, &known)?;
        let refused = close_rules(current, &mut import, &previous)?;
        let drift = odoo::drift(current, &import, &previous);
        let mut policy = current.clone();
        drift.apply(&mut policy);
        let mut guesses = infer::describe_models(&mut policy);
        let places = infer::places(&import);
        infer::place(&mut guesses, &places);
        let mut findings = ordered.findings;
        findings.append(&mut import.findings);
        let counts = import.counts.clone();
        let report = ImportReport { counts, drift, findings, guesses, refused, revision: None };
        Ok(Self { policy, imported: previous.followed_by(&import), report, places })
    }
}

/// Closes the incoming rules that the engine cannot take over. They are looked at in the policy they would be part of,
/// because its models decide.
fn close_rules(
    current: &Policy,
    import: &mut odoo::Import,
    previous: &Imported,
) -> Result<Vec<Refusal>, Problems> {
    let mut trial = current.clone();
    odoo::drift(current, import, previous).apply(&mut trial);
    trial.rules = import.policy.rules.clone();
    infer::describe_models(&mut trial);
    let mut refused = infer::refused_rules(&trial)?;
    for refusal in &mut refused {
        refusal.place = import.places.get(&(Kind::Rule, refusal.rule.to_string())).map(ToString::to_string);
        if let Some(rule) = import.policy.rules.get_mut(&refusal.rule) {
            infer::close_refused(rule, refusal);
        }
    }
    Ok(refused)
}

impl Installation {
    /// Works out an import without writing anything.
    ///
    /// # Errors
    /// As for [`Installation::import_odoo`].
    pub fn plan_import(&self, files: AddonFiles) -> Result<ImportReport, AppError> {
        self.database().read(|tx| plan(tx, files).map(|(plan, _)| plan.report))
    }

    /// Imports the policy of addons: all of it, or nothing when what would be in force does not compile.
    ///
    /// # Errors
    /// When a file cannot be read, the whole does not compile, or the database refuses; then nothing was changed.
    pub fn import_odoo(
        &self,
        files: &AddonFiles,
        source: &str,
        author: &Author,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<ImportReport, AppError> {
        const STEPS: usize = 2;
        self.database().write(|tx| {
            progress(Progress { stage: "comparing", done: 0, total: STEPS });
            let (Plan { policy, imported, mut report, .. }, stored) = plan(tx, files.clone())?;
            progress(Progress { stage: "writing", done: 1, total: STEPS });
            let change = rows(&policy, &stored, &imported)?;
            if !change.upserts.is_empty() || !change.deletes.is_empty() {
                policy::apply(tx, &change)?;
                let report_json = serde_json::to_value(&report)
                    .map_err(|e| AppError::Invalid(format!("the report cannot be kept: {e}")))?;
                import_run::insert(tx, author.at_us, &format!("odoo:{source}"), &report_json)?;
                let feed = feed(&change, &stored);
                report.revision = Some(announce(tx, &author.stamp(), &feed)?);
                let mut told =
                    vec![AuditChange::shown("source", None, Some(format!("odoo:{source}").into()))];
                told.append(&mut changed_objects(&feed));
                record(tx, author, AuditAction::POLICY_IMPORTED, AuditObject::policy(), told)?;
            }
            progress(Progress { stage: "writing", done: STEPS, total: STEPS });
            Ok(report)
        })
    }
}

/// Works out an import into the policy of the store and compiles the result with the people there are.
fn plan(tx: &mut Tx<'_>, files: AddonFiles) -> Result<(Plan, Vec<Stored>), AppError> {
    let stored = policy::list(tx)?;
    let current = policy::load(tx)?;
    let people: Directory = directory::load(tx)?;
    let plan = Plan::new(&current, files, imported(&stored))?;
    written::compile(&plan.policy, &people).map_err(AppError::NotInForce)?;
    Ok((plan, stored))
}

const FROM_ODOO: &str = "odoo:";
const INFERRED: &str = "inferred";

/// What earlier imports brought, as the origins in the store tell.
fn imported(stored: &[Stored]) -> Imported {
    let mut imported = Imported::default();
    for row in stored {
        if row.origin.as_ref().is_some_and(|origin| origin.starts_with(FROM_ODOO)) {
            imported.ids.insert(row.object.key());
            if row.noupdate {
                imported.noupdate.insert(row.object.key());
            }
        }
    }
    imported
}

/// The rows that have to be written and removed.
fn rows(policy: &Policy, stored: &[Stored], imported: &Imported) -> Result<PolicyChange, AppError> {
    let mut before: std::collections::BTreeMap<(PolicyKind, String), &Stored> =
        stored.iter().map(|row| ((row.object.kind(), row.object.key()), row)).collect();
    let mut change = PolicyChange::default();
    for object in PolicyObject::all_of(policy)? {
        let (kind, key) = (object.kind(), object.key());
        let held = before.remove(&(kind, key.clone()));
        let imports = of_import(kind) && imported.ids.contains(&key);
        let origin = if imports {
            let module = key.split_once('.').map_or(key.as_str(), |(module, _)| module);
            Some(format!("{FROM_ODOO}{module}"))
        } else if held.is_none()
            && matches!(kind, PolicyKind::Model | PolicyKind::Setting | PolicyKind::Group)
        {
            Some(INFERRED.to_owned())
        } else {
            held.and_then(|row| row.origin.clone())
        };
        let noupdate =
            if imports { imported.noupdate.contains(&key) } else { held.is_some_and(|row| row.noupdate) };
        let row = Stored { object, origin, noupdate };
        if held != Some(&row) {
            change.upserts.push(row);
        }
    }
    change.deletes = before.into_keys().collect();
    Ok(change)
}

fn of_import(kind: PolicyKind) -> bool {
    matches!(
        kind,
        PolicyKind::Category
            | PolicyKind::Privilege
            | PolicyKind::Group
            | PolicyKind::Acl
            | PolicyKind::Rule
            | PolicyKind::Role
    )
}

fn feed(change: &PolicyChange, stored: &[Stored]) -> Vec<Change> {
    let known: std::collections::BTreeSet<(PolicyKind, String)> =
        stored.iter().map(|row| (row.object.kind(), row.object.key())).collect();
    let entry = |kind: PolicyKind, key: String, what: &str| Change {
        kind: kind.word().to_owned(),
        key,
        what: what.to_owned(),
    };
    let written = change.upserts.iter().map(|row| {
        let (kind, key) = (row.object.kind(), row.object.key());
        let what = if known.contains(&(kind, key.clone())) { "updated" } else { "created" };
        entry(kind, key, what)
    });
    let removed = change.deletes.iter().map(|(kind, key)| entry(*kind, key.clone(), "deleted"));
    written.chain(removed).collect()
}

impl ImportReport {
    /// How many objects of a kind came in.
    #[must_use]
    pub fn read(&self, kind: Kind) -> usize {
        self.counts.iter().find(|count| count.kind == kind).map_or(0, |count| count.read)
    }
}
