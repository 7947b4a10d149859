//! What is wrong with a table, and where.

use std::{fmt, io};

/// A cell, as a spreadsheet counts: the header is row 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// The row. Blank ones count, lines within a cell do not.
    pub row: u64,
    /// The column, from 1.
    pub column: usize,
    /// What the header calls the column, once that is known.
    pub header: Option<String>,
}

impl CellPlace {
    pub(super) fn new(row: u64, column: usize) -> Self {
        Self { row, column, header: None }
    }
}

impl fmt::Display for CellPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { row, column, header } = self;
        write!(f, "row {row}, column {column}")?;
        header.as_ref().map_or(Ok(()), |header| write!(f, " ({header})"))
    }
}

/// Why a text is no table, or a row none of its rows.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// Nothing at all.
    #[error("the file is empty; its first row has to name the columns")]
    Empty,
    /// Written by a spreadsheet as "Unicode text".
    #[error("the file is in UTF-16; save it as CSV in UTF-8")]
    Utf16,
    /// Bytes that are no text.
    #[error("{0}: this is not UTF-8; save the file as CSV in UTF-8")]
    Encoding(CellPlace),
    /// A byte that no text has.
    #[error("{0}: there is a NUL byte; this is not a text file, or it is damaged")]
    Nul(CellPlace),
    /// A quotation mark where none can be.
    #[error(
        "{0}: a quotation mark stands inside a cell; put the whole cell between two of them, and write those inside twice"
    )]
    Quote(CellPlace),
    /// The file ends within a cell.
    #[error("{0}: the cell begins with a quotation mark, and none ends it")]
    Unclosed(CellPlace),
    /// More text than anybody types.
    #[error("{place}: a cell may have at most {most} bytes; shorten it")]
    CellTooLong {
        /// The cell.
        place: CellPlace,
        /// The limit.
        most: usize,
    },
    /// A row without an end.
    #[error("row {row} has more than {most} bytes; perhaps a quotation mark is missing")]
    RowTooLong {
        /// The row.
        row: u64,
        /// The limit.
        most: usize,
    },
    /// Too few cells, or too many.
    #[error("row {row} has {cells} cells where the header names {columns} columns; make them as many")]
    Width {
        /// The row.
        row: u64,
        /// Its cells.
        cells: usize,
        /// The columns of the header.
        columns: usize,
    },
    /// A column without a name.
    #[error("column {0} has no name; write one into the first row, or remove the column")]
    Unnamed(usize),
    /// A name that does not tell which column.
    #[error("columns {first} and {second} are both called {name:?}; rename one of them")]
    Twice {
        /// The name.
        name: String,
        /// The column that has it first.
        first: usize,
        /// The column that has it again.
        second: usize,
    },
    /// The header has as many of one as of another.
    #[error(
        "the header does not tell whether {0:?} or {1:?} stands between the cells; use one of them alone"
    )]
    Delimiter(char, char),
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
}

impl CsvError {
    /// Whether nothing more can be read: where the row ends is not known, or the file does not come.
    #[must_use]
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::Encoding(_) | Self::Quote(_) | Self::CellTooLong { .. } | Self::Width { .. })
    }

    /// The error as one of several faults.
    #[must_use]
    pub fn fault(&self) -> CellFault {
        let (row, column) = match self {
            Self::Encoding(place)
            | Self::Nul(place)
            | Self::Quote(place)
            | Self::Unclosed(place)
            | Self::CellTooLong { place, .. } => (place.row, place.header.clone()),
            Self::RowTooLong { row, .. } | Self::Width { row, .. } => (*row, None),
            _ => (1, None),
        };
        let text = self.to_string();
        // Where it is stands beside it.
        let said = match &column {
            Some(_) => text.split_once("): ").map(|(_, message)| message),
            None => text.strip_prefix(&format!("row {row}: ")),
        };
        CellFault { row, column, message: said.unwrap_or(&text).to_owned() }
    }

    pub(super) fn place_mut(&mut self) -> Option<&mut CellPlace> {
        match self {
            Self::Encoding(place)
            | Self::Nul(place)
            | Self::Quote(place)
            | Self::Unclosed(place)
            | Self::CellTooLong { place, .. } => Some(place),
            _ => None,
        }
    }
}

/// What is wrong with the content of a cell, or with a row.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct CellFault {
    /// The row, as a spreadsheet counts.
    pub row: u64,
    /// What the file calls the column; absent where the row as a whole is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What is wrong, and how to mend it.
    pub message: String,
}

impl fmt::Display for CellFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { row, column, message } = self;
        match column {
            Some(column) => write!(f, "row {row}, column {column:?}: {message}"),
            None => write!(f, "row {row}: {message}"),
        }
    }
}

impl std::error::Error for CellFault {}
