//! Tables of users: stored as they come, then taken in batch by batch.

use bailiwick_model::{AttributeSchema, Operation};
use bailiwick_protocol::{
    csv::{
        CellFault, CsvError, CsvLimits, CsvReader, CsvRow, CsvWriter,
        users::{ColumnMapping, OpenError, RowError, UserRows},
    },
    rest::{ItemFault, JobView},
};
use bailiwick_store::{
    job::{self, Item, Job, Part},
    own::Own,
};
use serde::{Deserialize, Serialize};
use std::io::BufRead;

use super::{
    Wanted, add_parts, batch::Batch, for_real, found, item, make, task::Task, templates, user_row, view,
};
use crate::{
    administration::{Administration, Ctx, Done, Refused, Work, refused::Fault},
    error::AppError,
};

/// Rows of a batch when nothing is said.
const USUAL_BATCH: usize = 500;
/// Rows of a batch at most.
const MOST_BATCH: usize = 5_000;
/// Rows that can be taken in all at once or not at all.
const MOST_AT_ONCE: usize = 10_000;
/// Faults of a file that are told.
const MOST_FAULTS: usize = 1_000;

/// What to do with rows about users who are there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Existing {
    /// They become what the row says.
    #[default]
    Update,
    /// They stay as they are.
    Skip,
    /// The row is refused.
    Refuse,
}

/// What to do with rows that cannot be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnRefused {
    /// They are put aside, and the others are done.
    #[default]
    SetAside,
    /// Nothing of their batch is done, and the job ends.
    Stop,
}

/// How much is done together or not at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllOrNothing {
    /// Each batch.
    #[default]
    Batch,
    /// The whole file.
    Job,
}

/// How a table of users is to be taken in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImportWish {
    /// The name of a stored template for the columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// How the columns are to be read, when no template is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<ColumnMapping>,
    /// What to do with users who are there.
    pub existing: Existing,
    /// What to do with rows that cannot be.
    pub on_refused: OnRefused,
    /// How much is done together.
    pub all_or_nothing: AllOrNothing,
    /// Rows of a batch: 500 when nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<usize>,
}

/// What a job knows of its import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UserImport {
    pub(super) mapping: ColumnMapping,
    pub(super) existing: Existing,
    pub(super) on_refused: OnRefused,
    pub(super) all_or_nothing: AllOrNothing,
    /// What the file calls its columns.
    pub(super) headers: Vec<String>,
}

impl UserImport {
    pub(super) fn stops(&self) -> bool {
        self.on_refused == OnRefused::Stop
    }
}

impl Administration {
    /// Makes a job of a table of users. The table is read to its end first: one that is none, or has other columns than
    /// the template says, is refused as a whole. `open` is called again when others were in the way.
    ///
    /// # Errors
    /// [`Refused::Invalid`] with everything that is wrong with template and table.
    pub fn import_users<R: BufRead>(
        &self,
        ctx: &Ctx,
        wish: &ImportWish,
        open: impl Fn() -> Result<R, AppError>,
    ) -> Result<Done<JobView>, Refused> {
        let dry_run = ctx.dry_run;
        self.create(&for_real(ctx), |work| {
            work.require_somewhere(Operation::Create, Own::User)?;
            let mapping = match (&wish.template, &wish.mapping) {
                (Some(name), _) => templates::find(work, name)?,
                (None, Some(mapping)) => mapping.clone(),
                (None, None) => ColumnMapping::default(),
            };
            let (total, faults) = checked(reader(&open)?, &mapping)?;
            if !faults.is_empty() {
                return Err(Refused::Invalid(faults));
            }
            if wish.all_or_nothing == AllOrNothing::Job && total > MOST_AT_ONCE {
                let why = format!("at most {MOST_AT_ONCE} rows can be done together; this table has {total}");
                return Err(Refused::invalid("/all_or_nothing", why));
            }
            let mut rows = reader(&open)?;
            let headers = rows.headers().to_vec();
            let (existing, on_refused) = (wish.existing, wish.on_refused);
            let all_or_nothing = wish.all_or_nothing;
            let import =
                UserImport { mapping, existing, on_refused, all_or_nothing, headers: headers.clone() };
            let wanted = Wanted { dry_run, total: i64::try_from(total).unwrap_or(i64::MAX), undoes: None };
            let id = make(work, &Task::ImportUsers(import), wanted)?;
            let size = wish.batch.unwrap_or(USUAL_BATCH).clamp(1, MOST_BATCH);
            let parts = std::iter::from_fn(|| part(&mut rows, &headers, size).transpose());
            add_parts(work, &id, parts)?;
            found(work, &id).map(view)
        })
    }
}

fn reader<R: BufRead>(open: &impl Fn() -> Result<R, AppError>) -> Result<CsvReader<R>, Refused> {
    CsvReader::new(open()?, CsvLimits::default())
        .map_err(|error| Refused::Invalid(vec![fault(error.fault())]))
}

/// How many rows there are, and what is wrong with the table as such. Rows that are no users are a matter of the job.
fn checked<R: BufRead>(rows: CsvReader<R>, mapping: &ColumnMapping) -> Result<(usize, Vec<Fault>), Refused> {
    let schema = AttributeSchema::default();
    let mut rows = UserRows::open(rows, mapping, &schema).map_err(unopened)?.into_rows();
    let (mut count, mut faults) = (0, Vec::new());
    for row in &mut rows {
        match row {
            Ok(row) if row.is_blank() => {}
            Ok(_) => count += 1,
            Err(error) => faults.push(fault(error.fault())),
        }
        if faults.len() == MOST_FAULTS {
            break;
        }
    }
    Ok((count, faults))
}

fn unopened(error: OpenError) -> Refused {
    Refused::Invalid(match error {
        OpenError::Mapping(faults) => faults
            .into_iter()
            .map(|fault| Fault { pointer: format!("/mapping{}", fault.pointer), message: fault.message })
            .collect(),
        OpenError::Header(faults) => faults.into_iter().map(fault).collect(),
    })
}

fn fault(fault: CellFault) -> Fault {
    Fault { pointer: String::new(), message: fault.to_string() }
}

/// The next rows as a table of their own, behind a line with the numbers that they have in the file.
fn part<R: BufRead>(
    rows: &mut CsvReader<R>,
    headers: &[String],
    size: usize,
) -> Result<Option<Part>, Refused> {
    let unwritten = |error: std::io::Error| Refused::invalid("", error.to_string());
    let mut table = CsvWriter::new(Vec::new(), headers).map_err(unwritten)?;
    let mut numbers = Vec::new();
    for row in rows.by_ref() {
        let row = row.map_err(|error: CsvError| Refused::Invalid(vec![fault(error.fault())]))?;
        if row.is_blank() {
            continue;
        }
        table.row(&row.cells).map_err(unwritten)?;
        numbers.push(i64::try_from(row.number).unwrap_or(i64::MAX));
        if numbers.len() == size {
            break;
        }
    }
    let Some(first) = numbers.first().copied() else { return Ok(None) };
    let bytes = table.finish().map_err(unwritten)?;
    let rows = String::from_utf8(bytes).map_err(|error| Refused::invalid("", error.to_string()))?;
    let body = format!("{}\n{rows}", super::json(&numbers)?);
    Ok(Some(Part { first, count: i64::try_from(numbers.len()).unwrap_or(i64::MAX), body }))
}

/// Takes in the next part, or all of them at once.
pub(super) fn batch(work: &mut Work<'_, '_>, job: &Job, import: &UserImport) -> Result<Batch, Refused> {
    let parts = job::part_count(work.tx, &job.id)?;
    let until = match import.all_or_nothing {
        AllOrNothing::Batch => parts.min(job.place.saturating_add(1)),
        AllOrNothing::Job => parts,
    };
    let mut items = Vec::new();
    for number in job.place..until {
        if let Some(part) = job::part(work.tx, &job.id, number)? {
            take_part(work, import, &part, &mut items)?;
        }
    }
    Ok(Batch { items, place: until, is_last: until >= parts })
}

fn take_part(
    work: &mut Work<'_, '_>,
    import: &UserImport,
    part: &Part,
    items: &mut Vec<Item>,
) -> Result<(), Refused> {
    let broken = |why: String| Refused::App(AppError::Invalid(format!("a stored part of a table: {why}")));
    let (numbers, body) = part.body.split_once('\n').ok_or_else(|| broken("it has one line".to_owned()))?;
    let numbers: Vec<i64> = serde_json::from_str(numbers).map_err(|error| broken(error.to_string()))?;
    let table = || CsvReader::new(body.as_bytes(), CsvLimits::default());
    let schema = AttributeSchema::default();
    let rows = table().map_err(|error| broken(error.to_string()))?;
    let rows = UserRows::open(rows, &import.mapping, &schema).map_err(|error| broken(error.to_string()))?;
    let cells = table().map_err(|error| broken(error.to_string()))?;
    let mut cells = cells.filter_map(Result::ok);
    for (row, at) in rows.zip(numbers) {
        let cells: Option<CsvRow> = cells.next();
        let source = || cells.as_ref().and_then(|row| serde_json::to_string(&row.cells).ok());
        let done = match row {
            Ok(row) => {
                let object = user_row::object(&row);
                match work.part(|work| user_row::take(work, import, &row))? {
                    Ok((login, verdict, trace)) => item::done(at, login.to_string(), verdict, trace.as_ref()),
                    Err(refused) => item::refused(at, object, &item::faults(refused), source()),
                }
            }
            Err(RowError::Faults(faults)) => {
                let faults: Vec<ItemFault> = faults
                    .into_iter()
                    .map(|fault| ItemFault { column: fault.column, message: fault.message })
                    .collect();
                item::refused(at, String::new(), &faults, source())
            }
            Err(RowError::Unreadable(error)) => return Err(broken(error.to_string())),
        };
        items.push(done);
    }
    Ok(())
}
