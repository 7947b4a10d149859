//! World files: a policy with people, records and expectations, loaded as if it were in force, and tried.

mod merge;
mod questions;
mod records;
mod report;
mod run;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use bailiwick_model::{Directory, Policy};
use bailiwick_policy::records::Row;
use bailiwick_protocol::{
    document::{Document, Limits},
    odoo::Imported,
    world::{Expectation, World},
};
use jiff::{Timestamp, tz::TimeZone};

use self::records::Kept;
pub use self::report::{Failure, WorldReport};
use crate::{
    addon_files::AddonFiles,
    error::AppError,
    infer,
    odoo_import::{ImportReport, Plan},
    own,
    progress::Progress,
    state::State,
    text_file::{read_document, read_text},
    written,
};

/// A world, ready to be asked.
pub struct LoadedWorld {
    /// The file, as it was named.
    pub path: String,
    /// What questions are answered from.
    pub state: State,
    /// Policy and people as they were written, addons included.
    pub document: Document,
    /// The moment at which questions are asked, if the file says so.
    pub now: Option<Timestamp>,
    /// What came of reading its addons, if it names some.
    pub addons: Option<ImportReport>,
    expect: Vec<Expectation>,
    /// Records by model number, in order of id.
    rows: Vec<Vec<Row>>,
}

impl LoadedWorld {
    /// Reads a world file and all it refers to.
    ///
    /// # Errors
    /// When a file cannot be read, or what they say together does not compile.
    pub fn load(path: &Path, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Self, AppError> {
        let text = read_text(path, Limits::WORLD.bytes)?;
        let name = path.display().to_string();
        let mut kept = Kept::default();
        let world = World::read_streaming(&name, &text, &Limits::WORLD, &mut |model, line, row| {
            kept.keep(model, line, row)
        })?;
        let beside = path.parent().unwrap_or(Path::new(""));
        if let Some(zone) = world.timezone.as_ref().filter(|zone| TimeZone::get(zone).is_err()) {
            let why = "is no time zone; use an IANA name such as Asia/Manila";
            return Err(AppError::Invalid(format!("{name}: timezone: {zone:?} {why}")));
        }
        let (document, addons) = policy_and_people(&world, beside, progress)?;
        let nobody = Directory::default();
        let snapshot = written::compile(&document.policy, document.directory.as_ref().unwrap_or(&nobody))?;
        let mut store = records::Store::new(snapshot.schema(), &name);
        match kept.whole() {
            Some(rows) => rows.into_iter().try_for_each(|(model, line, row)| {
                let at = if line > 0 { format!("{name}:{line}") } else { name.clone() };
                store.put(&model, line, row).map_err(|why| AppError::Invalid(format!("{at}: {why}")))
            })?,
            // Too many to keep beside the text: it is read once more, now that the models are known.
            None => drop(World::read_streaming(&name, &text, &Limits::WORLD, &mut |model, line, row| {
                store.put(model, line, row)
            })?),
        }
        for file in &world.records_from {
            store.lines(&beside.join(file), progress)?;
        }
        let (records, rows) = store.finish();
        let state = State {
            revision: 1,
            policy: Arc::new(own::complete(document.policy.clone())),
            snapshot: Arc::new(snapshot),
            records: Arc::new(records),
        };
        Ok(Self { path: name, state, document, now: world.now, addons, expect: world.expect, rows })
    }

    /// How many expectations it holds.
    #[must_use]
    pub fn expectations(&self) -> usize {
        self.expect.len()
    }

    /// The people of the world.
    #[must_use]
    pub fn directory(&self) -> Directory {
        self.document.directory.clone().unwrap_or_default()
    }

    /// Every record of every model as it was read, in order of id.
    pub(crate) fn rows(&self, model: bailiwick_policy::schema::ModelId) -> &[Row] {
        self.rows.get(model.index()).map_or(&[], Vec::as_slice)
    }
}

/// Addons first, then what is included, then the file itself; what comes later wins.
fn policy_and_people(
    world: &World,
    beside: &Path,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<(Document, Option<ImportReport>), AppError> {
    let mut written = Document::default();
    for file in &world.include {
        merge::over(&mut written, read_document(&beside.join(file))?);
    }
    merge::over(&mut written, world.document.clone());
    let mut report = None;
    if !world.addons.is_empty() {
        let paths: Vec<PathBuf> = world.addons.iter().map(|path| beside.join(path)).collect();
        let files = AddonFiles::read(&paths, progress)?;
        // Models described in the files tell what the addons' rules mean.
        let base = Policy {
            settings: written.policy.settings.clone(),
            models: written.policy.models.clone(),
            ..Policy::default()
        };
        let plan = Plan::new(&base, files, Imported::default())?;
        let described = Policy {
            settings: plan.policy.settings.clone(),
            models: plan.policy.models.clone(),
            ..written.policy
        };
        let mut document = Document { policy: plan.policy, directory: None };
        merge::over(&mut document, Document { policy: described, directory: written.directory });
        let mut more = infer::describe_models(&mut document.policy);
        infer::place(&mut more, &plan.places);
        written = document;
        report = Some(ImportReport { guesses: [plan.report.guesses, more].concat(), ..plan.report });
    }
    if let (Some(zone), Some(people)) = (&world.timezone, written.directory.as_mut()) {
        merge::time_zone(people, zone);
    }
    Ok((written, report))
}
