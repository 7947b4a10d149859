//! Rows of bytes: each one looked through before it is taken apart.
//!
//! The `csv` crate takes rows apart; it forgives whatever is wrong with them, and follows a quotation mark that nobody closed to the
//! end of the file. So it is handed one row at a time, together with what is wrong with it. A quotation mark inside a cell is a letter
//! like any other, there as here, so that such a row ends where it would without the mark, and the next one can be read.

use std::{
    io::{self, BufRead, Read},
    mem,
};

use super::{CellPlace, CsvError, CsvLimits};

const MARK: &[u8] = b"\xEF\xBB\xBF";
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Hands out checked rows, one with each read.
pub(super) struct RowSource<R> {
    input: R,
    limits: CsvLimits,
    delimiter: u8,
    /// How many rows were read, blank ones included.
    row: u64,
    bytes: Vec<u8>,
    /// How many bytes of the row were handed out.
    sent: usize,
    /// What is wrong with the row, though its end is known.
    stray: Option<CellPlace>,
}

impl<R: BufRead> RowSource<R> {
    /// Reads the header, which tells what stands between cells.
    pub(super) fn open(input: R, limits: CsvLimits) -> Result<Self, CsvError> {
        let mut source =
            Self { input, limits, delimiter: b',', row: 0, bytes: Vec::new(), sent: 0, stray: None };
        source.collect(Scan::header())?;
        if source.bytes.starts_with(b"\xFF\xFE") || source.bytes.starts_with(b"\xFE\xFF") {
            return Err(CsvError::Utf16);
        }
        if source.bytes.starts_with(MARK) {
            source.bytes.drain(..MARK.len());
        }
        if trimmed(&source.bytes).is_empty() {
            return Err(CsvError::Empty);
        }
        source.delimiter = delimiter(&source.bytes)?;
        source.check()?;
        // Columns whose names are in doubt are none.
        source.fault().map_or(Ok(source), Err)
    }

    /// What is wrong with the row that was handed out last. It is told once.
    pub(super) fn fault(&mut self) -> Option<CsvError> {
        self.stray.take().map(CsvError::Quote)
    }

    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    pub(super) fn row(&self) -> u64 {
        self.row
    }

    /// Reads a row with its end. At the end of the file there is none.
    fn collect(&mut self, mut scan: Scan) -> Result<(), CsvError> {
        self.sent = 0;
        self.bytes.clear();
        loop {
            let available = filled(&mut self.input)?;
            if available.is_empty() {
                return Ok(());
            }
            self.row += u64::from(self.bytes.is_empty());
            let room = self.limits.row_bytes.saturating_sub(self.bytes.len());
            let end = available.iter().take(room).position(|byte| scan.is_end(*byte));
            let count = end.map_or(available.len().min(room), |end| end + 1);
            self.bytes.extend(available.iter().take(count));
            self.input.consume(count);
            if end.is_some() {
                return self.collect_line_feed();
            }
            if count == room && !filled(&mut self.input)?.is_empty() {
                return Err(self.endless());
            }
        }
    }

    /// The second half of an end of two bytes.
    fn collect_line_feed(&mut self) -> Result<(), CsvError> {
        if self.bytes.ends_with(b"\r") && filled(&mut self.input)?.first() == Some(&b'\n') {
            self.input.consume(1);
            self.bytes.push(b'\n');
        }
        Ok(())
    }

    /// The row has no end within the limit. It may begin with the mistake that hides it.
    fn endless(&mut self) -> CsvError {
        match self.check() {
            Err(error) if !matches!(error, CsvError::Unclosed(_)) => error,
            _ => CsvError::RowTooLong { row: self.row, most: self.limits.row_bytes },
        }
    }

    /// Looks whether the row is in order: quotation marks around whole cells, and no NUL.
    fn check(&mut self) -> Result<(), CsvError> {
        self.stray = None;
        let mut column = 1;
        let mut state = State::Start;
        for byte in trimmed(&self.bytes) {
            if *byte == 0 {
                return Err(CsvError::Nul(CellPlace::new(self.row, column)));
            }
            let next = state.after(*byte, |byte| byte == self.delimiter);
            let is_stray = match state {
                State::Plain => *byte == b'"',
                State::Closed => next == State::Plain,
                State::Start | State::Quoted => false,
            };
            if is_stray && self.stray.is_none() {
                self.stray = Some(CellPlace::new(self.row, column));
            }
            state = next;
            column += usize::from(state == State::Start);
        }
        match state {
            // Where the row ends is not known, and so neither is where the next one begins.
            State::Quoted => Err(CsvError::Unclosed(CellPlace::new(self.row, column))),
            _ => Ok(()),
        }
    }
}

/// What can be read without waiting, or else what comes next.
fn filled<R: BufRead>(input: &mut R) -> io::Result<&[u8]> {
    while let Err(error) = input.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    input.fill_buf()
}

/// Where in a cell a byte stands.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Start,
    Plain,
    Quoted,
    /// Behind a quotation mark that ends the cell, or is the first of two.
    Closed,
}

impl State {
    /// The state behind a byte. A quotation mark inside a cell is a letter like any other.
    fn after(self, byte: u8, is_delimiter: impl Fn(u8) -> bool) -> Self {
        match (self, byte) {
            (Self::Quoted, b'"') => Self::Closed,
            (Self::Quoted, _) => Self::Quoted,
            (Self::Closed | Self::Start, b'"') => Self::Quoted,
            (_, byte) if is_delimiter(byte) => Self::Start,
            _ => Self::Plain,
        }
    }
}

/// Looks for the end of a row.
struct Scan {
    state: State,
    /// What stands between cells; nothing where only the row itself tells.
    delimiter: Option<u8>,
}

impl Scan {
    fn header() -> Self {
        Self { state: State::Start, delimiter: None }
    }

    fn row(delimiter: u8) -> Self {
        Self { state: State::Start, delimiter: Some(delimiter) }
    }

    /// Whether the row ends with this byte.
    fn is_end(&mut self, byte: u8) -> bool {
        if self.state != State::Quoted && matches!(byte, b'\n' | b'\r') {
            return true;
        }
        let delimiter = self.delimiter;
        self.state =
            self.state.after(byte, |byte| delimiter.map_or(DELIMITERS.contains(&byte), |one| one == byte));
        false
    }
}

/// The row without its end.
fn trimmed(row: &[u8]) -> &[u8] {
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    row.strip_suffix(b"\r").unwrap_or(row)
}

/// What stands most often between cells of the header.
fn delimiter(header: &[u8]) -> Result<u8, CsvError> {
    let mut within_quotes = false;
    let mut counts = DELIMITERS.map(|delimiter| (0, delimiter));
    for byte in header {
        within_quotes ^= *byte == b'"';
        for (count, delimiter) in &mut counts {
            *count += usize::from(!within_quotes && byte == delimiter);
        }
    }
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    match counts {
        [(0, _), ..] => Ok(b','),
        [(most, one), (second, other), _] if most == second => {
            Err(CsvError::Delimiter(char::from(one), char::from(other)))
        }
        [(_, delimiter), ..] => Ok(delimiter),
    }
}

impl<R: BufRead> Read for RowSource<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.sent == self.bytes.len() {
            self.collect(Scan::row(self.delimiter)).and_then(|()| self.check()).map_err(|error| {
                // Nothing of a row that is not in order is handed out, now or later.
                mem::take(&mut self.bytes);
                io::Error::other(error)
            })?;
        }
        let rest = self.bytes.get(self.sent..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.sent += count;
        Ok(count)
    }
}
