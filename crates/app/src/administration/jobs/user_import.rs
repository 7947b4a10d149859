//! Tables of users: how they are to be taken in, and the rows of a batch at work.

use bailiwick_protocol::{
    csv::{
        CsvLimits, CsvReader, CsvRow,
        users::{ColumnMapping, RowError, UserRows},
    },
    rest::ItemFault,
};
use bailiwick_store::job::{self, Item, Job, Part};
use serde::{Deserialize, Serialize};

use super::{
    batch::Batch,
    item::{self, Verdict},
    redaction,
    sheet::{self, Malformed, Sheet, unreadable},
    user_row,
};
use crate::administration::{Refused, Work, attributes};

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
    /// Whether the file has what another system keeps of passwords.
    #[serde(default)]
    pub(super) has_passwords: bool,
}

impl UserImport {
    pub(super) fn stops(&self) -> bool {
        self.on_refused == OnRefused::Stop
    }
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
    let secrets = rows.secrets();
    let mut cells = table().map_err(unreadable)?.filter_map(Result::ok);
    for (row, at) in rows.zip(numbers) {
        let cells: Option<CsvRow> = cells.next();
        let source = || cells.as_ref().and_then(|row| redaction::row(&row.cells, secrets));
        let done = match row {
            Ok(row) => {
                let object = user_row::object(&row);
                match work.part(|work| user_row::take(work, import, &row))? {
                    Ok((login, Verdict::Created, _)) if job.dry_run && again.contains_key(&at) => {
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
            item::refused(number, String::new(), &[fault], redaction::broken(&cells, secrets))
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
