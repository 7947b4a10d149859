//! Reading a table row by row.

use std::io::BufRead;

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};

use super::{CellPlace, CsvError, formula::unquoted, source::RowSource};

/// How much a table may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvLimits {
    /// Bytes of a cell.
    pub cell_bytes: usize,
    /// Bytes of a row, and so what a reader needs of memory.
    pub row_bytes: usize,
}

impl Default for CsvLimits {
    fn default() -> Self {
        Self { cell_bytes: 32 * 1024, row_bytes: 256 * 1024 }
    }
}

/// A table, row by row. It ends behind an error after which nothing more can be read.
pub struct CsvReader<R: BufRead> {
    rows: Reader<RowSource<R>>,
    limits: CsvLimits,
    headers: Vec<String>,
    record: ByteRecord,
    ended: bool,
}

/// A row: as many cells as the header has columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvRow {
    /// Which one, as a spreadsheet counts: the header is row 1.
    pub number: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

impl CsvRow {
    /// The cell of this column, counted from 0.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether there is nothing in any cell.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

impl<R: BufRead> CsvReader<R> {
    /// Reads the header: UTF-8 with or without a byte-order mark; `,`, `;` or tab between the cells, whichever it uses most.
    ///
    /// # Errors
    /// When there is no header, or it does not name each column once.
    pub fn new(input: R, limits: CsvLimits) -> Result<Self, CsvError> {
        let source = RowSource::open(input, limits)?;
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(source.delimiter());
        let rows = builder.from_reader(source);
        let mut reader = Self { rows, limits, headers: Vec::new(), record: ByteRecord::new(), ended: false };
        let header = reader.row()?.ok_or(CsvError::Empty)?;
        reader.headers = named(header.cells)?;
        Ok(reader)
    }

    /// What the columns are called, trimmed.
    #[must_use]
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// What stands between the cells.
    #[must_use]
    pub fn delimiter(&self) -> char {
        char::from(self.rows.get_ref().delimiter())
    }

    /// The cells of the row that was read last, as far as they can be told: of a row that is no row, what there is of it.
    #[must_use]
    pub fn remains(&self) -> Vec<String> {
        let whole = |bytes: &[u8]| {
            let mut text = unquoted(&String::from_utf8_lossy(bytes)).to_owned();
            let most =
                (0..=self.limits.cell_bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
            text.truncate(most.unwrap_or_default());
            text
        };
        self.record.iter().map(whole).collect()
    }

    fn row(&mut self) -> Result<Option<CsvRow>, CsvError> {
        if !self.rows.read_byte_record(&mut self.record).map_err(reason)? {
            return Ok(None);
        }
        self.rows.get_mut().fault().map_or(Ok(()), Err)?;
        let number = self.rows.get_ref().row();
        let cell = |(index, bytes): (usize, &[u8])| {
            let place = || CellPlace::new(number, index + 1);
            if bytes.len() > self.limits.cell_bytes {
                return Err(CsvError::CellTooLong { place: place(), most: self.limits.cell_bytes });
            }
            let text = std::str::from_utf8(bytes).map_err(|_| CsvError::Encoding(place()))?;
            Ok(unquoted(text).to_owned())
        };
        let cells = self.record.iter().enumerate().map(cell).collect::<Result<_, _>>()?;
        Ok(Some(CsvRow { number, cells }))
    }

    fn checked_row(&mut self) -> Result<Option<CsvRow>, CsvError> {
        let Some(row) = self.row()? else { return Ok(None) };
        let (cells, columns) = (row.cells.len(), self.headers.len());
        match cells == columns {
            true => Ok(Some(row)),
            false => Err(CsvError::Width { row: row.number, cells, columns }),
        }
    }
}

impl<R: BufRead> Iterator for CsvReader<R> {
    type Item = Result<CsvRow, CsvError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let row = self.checked_row().map_err(|mut error| {
            if let Some(place) = error.place_mut() {
                place.header = self.headers.get(place.column - 1).cloned();
            }
            error
        });
        self.ended = row.as_ref().map_or_else(CsvError::is_final, Option::is_none);
        row.transpose()
    }
}

/// The names of the columns, each of them once. Capital letters do not tell two columns apart.
fn named(cells: Vec<String>) -> Result<Vec<String>, CsvError> {
    let names: Vec<_> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
    let mut seen = std::collections::HashMap::new();
    for (column, name) in (1..).zip(&names) {
        if name.is_empty() {
            return Err(CsvError::Unnamed(column));
        }
        if let Some(first) = seen.insert(name.to_lowercase(), column) {
            return Err(CsvError::Twice { name: name.clone(), first, second: column });
        }
    }
    Ok(names)
}

/// The reason that the source of rows has given.
fn reason(error: csv::Error) -> CsvError {
    let text = error.to_string();
    match error.into_kind() {
        ErrorKind::Io(error) => match error.downcast::<CsvError>() {
            Ok(reason) => reason,
            Err(error) => CsvError::Io(error),
        },
        _ => CsvError::Io(std::io::Error::other(text)),
    }
}

#[cfg(test)]
mod tests;
