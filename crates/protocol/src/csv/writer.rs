//! Writing a table.

use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

use super::formula::quoted;

/// A table that [`CsvReader`](super::CsvReader) reads back as it was: commas between cells, lines that end as RFC 4180 has it, and
/// no cell that a spreadsheet would run.
pub struct CsvWriter<W: Write> {
    rows: Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new<T: AsRef<str>>(out: W, headers: impl IntoIterator<Item = T>) -> io::Result<Self> {
        let mut writer = Self { rows: WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out) };
        writer.row(headers)?;
        Ok(writer)
    }

    /// Writes a byte-order mark and the header: without it, spreadsheets take UTF-8 for something else.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn for_spreadsheets<T: AsRef<str>>(
        mut out: W,
        headers: impl IntoIterator<Item = T>,
    ) -> io::Result<Self> {
        out.write_all("\u{FEFF}".as_bytes())?;
        Self::new(out, headers)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When it cannot be written, has another number of cells than the header, or holds a NUL, which no table can.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) -> io::Result<()> {
        for cell in cells {
            let cell = cell.as_ref();
            if cell.contains('\0') {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "a cell of a table cannot hold a NUL",
                ));
            }
            self.rows.write_field(quoted(cell).as_bytes())?;
        }
        Ok(self.rows.write_record(None::<&[u8]>)?)
    }

    /// Writes what is left and gives back where it went.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.rows.into_inner().map_err(|error| io::Error::new(error.error().kind(), error.to_string()))
    }
}
