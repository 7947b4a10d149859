//! A part of a table as it is stored with a job: its rows as a table of their own, behind a line that says what else is to be
//! known of them.

use std::{collections::BTreeMap, io::BufRead};

use bailiwick_protocol::{
    csv::{CellFault, CsvError, CsvReader, CsvRow, CsvWriter},
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

/// What is to be known of the rows of a part.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sheet {
    /// The numbers that they have in the file.
    pub(super) rows: Vec<i64>,
    /// Rows of the file that are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) malformed: Vec<Malformed>,
    /// Of a dry run: rows whose user other rows before them are about, too.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) again: Again,
}

/// Rows, and the last few before each that are about the same user.
pub(super) type Again = BTreeMap<i64, Vec<i64>>;

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

/// Takes the next rows of a table as a part of a job.
pub(super) fn cut<R: BufRead>(
    rows: &mut CsvReader<R>,
    size: usize,
    again: &Again,
) -> Result<Option<Part>, Refused> {
    let unwritten = |error: std::io::Error| Refused::invalid("", error.to_string());
    let mut table = CsvWriter::new(Vec::new(), rows.headers()).map_err(unwritten)?;
    let mut sheet = Sheet::default();
    while sheet.rows.len() + sheet.malformed.len() < size {
        match rows.next() {
            None => break,
            Some(Ok(row)) if row.is_blank() => {}
            Some(Ok(row)) => {
                table.row(&row.cells).map_err(unwritten)?;
                let number = number(row.number);
                sheet.again.extend(again.get(&number).map(|earlier| (number, earlier.clone())));
                sheet.rows.push(number);
            }
            Some(Err(error)) if error.is_final() => return Err(broken(&error)),
            Some(Err(error)) => sheet.malformed.push(Malformed::of(error.fault(), rows.remains())),
        }
    }
    let numbers = sheet.rows.iter().copied().chain(sheet.malformed.iter().map(|row| row.number));
    let Some(first) = numbers.min() else { return Ok(None) };
    let bytes = table.finish().map_err(unwritten)?;
    let text = String::from_utf8(bytes).map_err(|error| Refused::invalid("", error.to_string()))?;
    let count = i64::try_from(sheet.rows.len() + sheet.malformed.len()).unwrap_or(i64::MAX);
    Ok(Some(Part { first, count, body: format!("{}\n{text}", json(&sheet)?) }))
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

/// Finds rows about the same user: by what they are found by, of which no more than a number is kept in mind.
#[derive(Default)]
pub(super) struct Repeats {
    last: std::collections::HashMap<u64, i64>,
    pub(super) again: Again,
}

impl Repeats {
    /// Notes a row by what its user is found by.
    pub(super) fn note(&mut self, row: &CsvRow, key: &str) {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let number = number(row.number);
        if let Some(before) = self.last.insert(hasher.finish(), number) {
            let further = self.again.get(&before).into_iter().flatten().copied();
            let earlier = std::iter::once(before).chain(further).take(MOST_EARLIER).collect();
            self.again.insert(number, earlier);
        }
    }
}
