//! Rows that were refused, as a table to mend and send again.

use std::io::Write;

use bailiwick_protocol::{
    csv::{CsvWriter, users::REJECT_COLUMN},
    rest::ItemFault,
};
use bailiwick_store::job::{self, Item};

use super::{clearing, export::unwritten, item::Verdict, seen, task::Task};
use crate::{
    administration::{Administration, Ctx, Done, Refused},
    error::AppError,
};

/// Items that are read at once.
const PAGE: i64 = 500;

impl Administration {
    /// Writes the rows of an import that were refused, as they were, with one more column that says why. An import passes over
    /// that column, so that the table can be mended and sent again. Returns how many there were.
    ///
    /// # Errors
    /// [`Refused::Conflict`] for a job that took in no table, and when `out` takes no more.
    pub fn write_rejects(&self, ctx: &Ctx, id: &str, out: impl Write) -> Result<Done<u64>, Refused> {
        self.read(ctx, |work| {
            let job = seen(work, id)?;
            clearing::must_be_there(&job)?;
            let task = serde_json::from_value(job.task).map_err(|error| {
                Refused::App(AppError::Invalid(format!("the task of job {id} cannot be read: {error}")))
            })?;
            let Task::ImportUsers(import) = task else {
                let why =
                    format!("job {id} took in no table, so it has no rows; its items say what was refused");
                return Err(Refused::Conflict(why));
            };
            let names = import.headers.iter().map(String::as_str).chain([REJECT_COLUMN]);
            let mut table = CsvWriter::new(out, names).map_err(unwritten)?;
            let (mut after, mut count) = (0, 0);
            loop {
                let page = job::items(work.tx, id, Some(Verdict::Refused.as_str()), after, PAGE)?;
                for item in &page {
                    table.row(row(item, import.headers.len())).map_err(unwritten)?;
                    count += 1;
                }
                match page.last() {
                    Some(last) => after = last.number,
                    None => break,
                }
            }
            table.finish().and_then(|mut out| out.flush()).map_err(unwritten)?;
            Ok(count)
        })
    }
}

/// The cells of a row and what is wrong with it. Cells for which there is no column are told along with that.
fn row(item: &Item, columns: usize) -> Vec<String> {
    fn read<T: serde::de::DeserializeOwned>(text: Option<&str>) -> Vec<T> {
        text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
    let mut cells: Vec<String> = read(item.source.as_deref());
    let beyond = cells.split_off(columns.min(cells.len()));
    cells.resize(columns, String::new());
    let told = read(item.faults.as_deref()).into_iter().map(|ItemFault { column, message }| match column {
        Some(column) => format!("{column}: {message}"),
        None => message,
    });
    let mut told: Vec<String> = told.collect();
    if !beyond.is_empty() {
        told.push(format!("beyond the last column: {}", beyond.join(" | ")));
    }
    cells.push(told.join("; "));
    cells
}
