//! Tables as text: comma-separated values, read strictly and row by row, written so that a spreadsheet runs nothing.
//!
//! [`CsvReader`] and [`CsvWriter`] know cells; [`users`] and [`areas`] know what is in them. A file is never held in memory as a
//! whole: a reader holds one row.

pub mod areas;
mod error;
mod formula;
mod reader;
mod source;
pub mod users;
mod writer;

pub use error::{CellFault, CellPlace, CsvError};
pub use reader::{CsvLimits, CsvReader, CsvRow};
pub use writer::CsvWriter;
