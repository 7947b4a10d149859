//! Tables of users: stored as they come, then taken in batch by batch.

use bailiwick_model::{AttributeSchema, Operation};
use bailiwick_protocol::{
    csv::{
        CsvLimits, CsvReader, CsvRow,
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
    Wanted, add_parts,
    batch::Batch,
    check_room, for_real, found,
    item::{self, Verdict},
    make, seen,
    sheet::{self, Again, Malformed, Repeats, Sheet, told, unreadable},
    task::Task,
    templates, user_row, view,
};
use crate::{
    administration::{Administration, Ctx, Done, Refused, Work, attributes, refused::Fault, users::unseen},
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
        let make_job = |work: &mut Work<'_, '_>| {
            work.require_somewhere(Operation::Create, Own::User)?;
            // Before the table is read, which takes its time.
            check_room(work)?;
            let mapping = match (&wish.template, &wish.mapping) {
                (Some(name), _) => templates::to_use(work, name)?,
                (None, Some(mapping)) => mapping.clone(),
                (None, None) => ColumnMapping::default(),
            };
            unseen::may_look_for(work, user_row::field(mapping.key), "/mapping/key")?;
            let Checked { total, again } = {
                let schema = attributes::schema(work)?;
                checked(reader(&open)?, &mapping, &schema, dry_run)?
            };
            if wish.all_or_nothing == AllOrNothing::Job && total > MOST_AT_ONCE {
                let why = format!("at most {MOST_AT_ONCE} rows can be done together; this table has {total}");
                return Err(Refused::invalid("/all_or_nothing", why));
            }
            let mut rows = reader(&open)?;
            let headers = rows.headers().to_vec();
            let (existing, on_refused) = (wish.existing, wish.on_refused);
            let all_or_nothing = wish.all_or_nothing;
            let import = UserImport { mapping, existing, on_refused, all_or_nothing, headers };
            let wanted = Wanted { dry_run, total: i64::try_from(total).unwrap_or(i64::MAX), undoes: None };
            let id = make(work, &Task::ImportUsers(import), wanted)?;
            let size = wish.batch.unwrap_or(USUAL_BATCH).clamp(1, MOST_BATCH);
            let parts = std::iter::from_fn(|| sheet::cut(&mut rows, size, &again).transpose());
            add_parts(work, &id, parts)?;
            Ok((found(work, &id).map(view)?, id))
        };
        self.create(&for_real(ctx), make_job, |work, id: String| seen(work, &id).map(view))
    }
}

fn reader<R: BufRead>(open: &impl Fn() -> Result<R, AppError>) -> Result<CsvReader<R>, Refused> {
    CsvReader::new(open()?, CsvLimits::default()).map_err(|error| sheet::broken(&error))
}

/// What a look at the whole table has shown.
struct Checked {
    total: usize,
    again: Again,
}

/// How many rows there are, if the table is one. Rows that are no users, or no rows, are a matter of the job, as long as
/// there are others.
fn checked<R: BufRead>(
    rows: CsvReader<R>,
    mapping: &ColumnMapping,
    schema: &AttributeSchema,
    dry_run: bool,
) -> Result<Checked, Refused> {
    let users = UserRows::open(rows, mapping, schema).map_err(unopened)?;
    let key = users.key();
    let (mut count, mut whole, mut faults) = (0, false, Vec::new());
    let mut repeats = Repeats::default();
    for row in users.into_rows() {
        match row {
            Ok(row) if row.is_blank() => continue,
            Ok(row) if dry_run => {
                whole = true;
                key.of(&row).into_iter().for_each(|key| repeats.note(&row, &key));
            }
            Ok(_) => whole = true,
            Err(error) if error.is_final() => {
                faults.push(told(error.fault()));
                return Err(Refused::Invalid(faults));
            }
            Err(error) if faults.len() < MOST_FAULTS => faults.push(told(error.fault())),
            Err(_) => {}
        }
        count += 1;
    }
    match faults.is_empty() || whole {
        true => Ok(Checked { total: count, again: repeats.again }),
        false => Err(Refused::Invalid(faults)),
    }
}

fn unopened(error: OpenError) -> Refused {
    Refused::Invalid(match error {
        OpenError::Mapping(faults) => faults
            .into_iter()
            .map(|fault| Fault { pointer: format!("/mapping{}", fault.pointer), message: fault.message })
            .collect(),
        OpenError::Header(faults) => faults.into_iter().map(told).collect(),
    })
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
            take_part(work, job, import, &part, &mut items)?;
        }
    }
    Ok(Batch { items, place: until, is_last: until >= parts })
}

fn take_part(
    work: &mut Work<'_, '_>,
    job: &Job,
    import: &UserImport,
    part: &Part,
    items: &mut Vec<Item>,
) -> Result<(), Refused> {
    let (Sheet { rows: numbers, malformed, again }, body) = sheet::read(part)?;
    let first = items.len();
    let table = || CsvReader::new(body.as_bytes(), CsvLimits::default());
    let schema = attributes::schema(work)?;
    let rows = UserRows::open(table().map_err(unreadable)?, &import.mapping, &schema).map_err(unreadable)?;
    let mut cells = table().map_err(unreadable)?.filter_map(Result::ok);
    for (row, at) in rows.zip(numbers) {
        let cells: Option<CsvRow> = cells.next();
        let source = || cells.as_ref().and_then(|row| serde_json::to_string(&row.cells).ok());
        let done = match row {
            Ok(row) => {
                let object = user_row::object(&row);
                match work.part(|work| user_row::take(work, import, &row))? {
                    Ok((login, Verdict::Created, _)) if again.contains_key(&at) => {
                        let earlier = again.get(&at).map(Vec::as_slice).unwrap_or_default();
                        once_more(work, job, import, (at, login.to_string()), earlier, source())?
                    }
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
            Err(RowError::Unreadable(error)) => return Err(unreadable(error)),
        };
        items.push(done);
    }
    if !malformed.is_empty() {
        items.extend(malformed.into_iter().map(|Malformed { number, fault, cells }| {
            item::refused(number, String::new(), &[fault], serde_json::to_string(&cells).ok())
        }));
        items.get_mut(first..).unwrap_or_default().sort_by_key(|item| item.number);
    }
    Ok(())
}

/// What comes of a row of a dry run that would make a user whom a row of an earlier batch would have made before.
fn once_more(
    work: &mut Work<'_, '_>,
    job: &Job,
    import: &UserImport,
    (at, login): (i64, String),
    earlier: &[i64],
    source: Option<String>,
) -> Result<Item, Refused> {
    for row in earlier {
        let known = job::item(work.tx, &job.id, *row)?;
        let is_there = known.is_some_and(|known| known.verdict != Verdict::Refused.as_str());
        if is_there {
            let column = Some(import.mapping.key.column().to_string());
            return Ok(match import.existing {
                Existing::Skip => item::done(at, login, Verdict::Skipped, None),
                Existing::Refuse => {
                    let message = format!("row {row} is about this user as well, who is there by then");
                    item::refused(at, login, &[ItemFault { column, message }], source)
                }
                Existing::Update => {
                    let message = format!(
                        "row {row} is about this user as well; what this row would change of him is seen when it is done"
                    );
                    item::noted(at, login, Verdict::Changed, &[ItemFault { column, message }])
                }
            });
        }
    }
    Ok(item::done(at, login, Verdict::Created, None))
}
