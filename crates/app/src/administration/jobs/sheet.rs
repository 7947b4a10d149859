//! A part of a table as it is stored with a job: its rows as a table of their own, behind a line that says what else is to be
//! known of them.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
    io::BufRead,
};

use bailiwick_protocol::{
    csv::{CellFault, CsvError, CsvReader, CsvRow, CsvWriter, users::KeyCell},
    rest::ItemFault,
};
use bailiwick_store::job::Part;
use serde::{Deserialize, Serialize};

use super::json;
use crate::{
    administration::{Refused, refused::Fault},
    error::AppError,
};

/// Rows about one user that are kept in mind.
const MOST_EARLIER: usize = 4;
/// Users whose rows are kept in mind.
const MOST_KEYS: usize = 500_000;
/// Faults of a file that are told.
const MOST_FAULTS: usize = 1_000;
/// A part ends with the row that makes it so long, in bytes: it is written, and done, in one transaction.
const MOST_BYTES: usize = 4 << 20;

/// What is to be known of the rows of a part.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sheet {
    /// The numbers that they have in the file.
    pub(super) rows: Vec<i64>,
    /// Rows of the file that are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) malformed: Vec<Malformed>,
    /// Of a dry run: rows whose user other rows before them are about, too, and the last few of those.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) again: BTreeMap<i64, Vec<i64>>,
}

/// A row that is none, with what there is of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Malformed {
    pub(super) number: i64,
    pub(super) fault: ItemFault,
    pub(super) cells: Vec<String>,
}

impl Malformed {
    fn of(fault: CellFault, cells: Vec<String>) -> Self {
        let CellFault { row, column, message } = fault;
        Self { number: number(row), fault: ItemFault { column, message }, cells }
    }
}

/// Takes the next rows of a table as a part of a job, and notes what is to be known of all of them.
pub(super) fn cut<R: BufRead>(
    rows: &mut CsvReader<R>,
    size: usize,
    seen: &mut Seen,
) -> Result<Option<Part>, Refused> {
    let unwritten = |error: std::io::Error| Refused::invalid("", error.to_string());
    let mut table = CsvWriter::new(Vec::new(), rows.headers()).map_err(unwritten)?;
    let (mut sheet, mut bytes) = (Sheet::default(), 0);
    while sheet.rows.len() + sheet.malformed.len() < size && bytes < MOST_BYTES {
        match rows.next() {
            None => break,
            Some(Ok(row)) if row.is_blank() => {}
            Some(Ok(row)) => {
                table.row(&row.cells).map_err(unwritten)?;
                bytes += length(&row.cells);
                let number = number(row.number);
                sheet.again.extend(seen.row(&row).map(|earlier| (number, earlier)));
                sheet.rows.push(number);
            }
            Some(Err(error)) if error.is_final() => return Err(seen.end(error)),
            Some(Err(error)) => {
                let cells = rows.remains();
                bytes += length(&cells);
                seen.malformed(error.fault());
                sheet.malformed.push(Malformed::of(error.fault(), cells));
            }
        }
    }
    let numbers = sheet.rows.iter().copied().chain(sheet.malformed.iter().map(|row| row.number));
    let Some(first) = numbers.min() else { return Ok(None) };
    let bytes = table.finish().map_err(unwritten)?;
    let text = String::from_utf8(bytes).map_err(|error| Refused::invalid("", error.to_string()))?;
    let count = i64::try_from(sheet.rows.len() + sheet.malformed.len()).unwrap_or(i64::MAX);
    Ok(Some(Part { first, count, body: format!("{}\n{text}", json(&sheet)?) }))
}

fn length(cells: &[String]) -> usize {
    cells.iter().map(|cell| cell.len() + 1).sum()
}

/// A stored part: what is to be known of its rows, and they themselves as a table.
pub(super) fn read(part: &Part) -> Result<(Sheet, &str), Refused> {
    let (sheet, table) = part.body.split_once('\n').ok_or_else(|| unreadable("it has one line"))?;
    Ok((serde_json::from_str(sheet).map_err(unreadable)?, table))
}

pub(super) fn unreadable(why: impl ToString) -> Refused {
    Refused::App(AppError::Invalid(format!("a stored part of a table: {}", why.to_string())))
}

/// A table that cannot be read to its end.
pub(super) fn broken(error: &CsvError) -> Refused {
    Refused::Invalid(vec![told(error.fault())])
}

/// A fault of the table as a fault of the request.
pub(super) fn told(fault: CellFault) -> Fault {
    Fault { pointer: String::new(), message: fault.to_string() }
}

pub(super) fn number(row: u64) -> i64 {
    i64::try_from(row).unwrap_or(i64::MAX)
}

/// What the rows of a table have shown so far.
pub(super) struct Seen {
    /// How many there are.
    pub(super) count: usize,
    /// Whether one of them is a row.
    whole: bool,
    faults: Vec<Fault>,
    repeats: Option<Repeats>,
}

impl Seen {
    /// Nothing yet. A dry run finds rows about the same user by a cell.
    pub(super) fn nothing(repeats_by: Option<KeyCell>) -> Self {
        let repeats = repeats_by.map(|key| Repeats { key, last: HashMap::new() });
        Self { count: 0, whole: false, faults: Vec::new(), repeats }
    }

    /// Why this is no table, if nothing in it is a row. Single rows that are none are a matter of the job.
    pub(super) fn check(&mut self) -> Result<(), Refused> {
        match self.faults.is_empty() || self.whole {
            true => Ok(()),
            false => Err(Refused::Invalid(std::mem::take(&mut self.faults))),
        }
    }

    fn row(&mut self, row: &CsvRow) -> Option<Vec<i64>> {
        (self.count, self.whole) = (self.count + 1, true);
        self.repeats.as_mut()?.note(row)
    }

    fn malformed(&mut self, fault: CellFault) {
        self.count += 1;
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(told(fault));
        }
    }

    /// Everything that is wrong with a table that cannot be read to its end.
    fn end(&mut self, error: CsvError) -> Refused {
        self.faults.push(told(error.fault()));
        Refused::Invalid(std::mem::take(&mut self.faults))
    }
}

/// Finds rows about the same user: by what they are found by, of which no more than a number is kept in mind.
struct Repeats {
    key: KeyCell,
    last: HashMap<u64, [i64; MOST_EARLIER]>,
}

impl Repeats {
    /// Notes a row, and returns the last few before it that are about the same user, the last one first.
    fn note(&mut self, row: &CsvRow) -> Option<Vec<i64>> {
        let mut hasher = DefaultHasher::new();
        self.key.of(row)?.hash(&mut hasher);
        let key = hasher.finish();
        if self.last.len() >= MOST_KEYS && !self.last.contains_key(&key) {
            return None;
        }
        let known = self.last.entry(key).or_default();
        let earlier: Vec<i64> = known.iter().copied().filter(|row| *row > 0).collect();
        known.rotate_right(1);
        if let Some(newest) = known.first_mut() {
            *newest = number(row.number);
        }
        (!earlier.is_empty()).then_some(earlier)
    }
}
