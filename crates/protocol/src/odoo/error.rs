//! Why a file cannot be read at all.

use super::limits::{MAX_FILE_BYTES, MAX_XML_ATTRIBUTES, MAX_XML_DEPTH};

/// A file is not what it claims to be, or asks for more than is sensible.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OdooError {
    /// More than [`MAX_FILE_BYTES`].
    #[error(
        "{path}: the file has {bytes} bytes, at most {MAX_FILE_BYTES} are read; split it into several files"
    )]
    TooLarge {
        /// The file.
        path: String,
        /// Its size.
        bytes: usize,
    },
    /// More than [`MAX_XML_DEPTH`] elements inside one another.
    #[error(
        "{path}:{line}: elements are nested more than {MAX_XML_DEPTH} deep; policy needs no such depth, remove or \
         flatten the element"
    )]
    TooDeep {
        /// The file.
        path: String,
        /// Where the limit is passed.
        line: u32,
    },
    /// More than [`MAX_XML_ATTRIBUTES`] attributes in one tag.
    #[error(
        "{path}:{line}: the element has more than {MAX_XML_ATTRIBUTES} attributes; remove those Odoo does not know"
    )]
    TooManyAttributes {
        /// The file.
        path: String,
        /// Where the element begins.
        line: u32,
    },
    /// A document type declaration, which could define entities.
    #[error(
        "{path}:{line}: document type declarations and own entities are refused; remove the declaration and write the \
         text out"
    )]
    Doctype {
        /// The file.
        path: String,
        /// Where it begins.
        line: u32,
    },
    /// Not well-formed XML.
    #[error("{path}:{line}: not well-formed XML: {why}; mend the markup and try again")]
    Xml {
        /// The file.
        path: String,
        /// Where the reader gave up.
        line: u32,
        /// What the XML reader says.
        why: String,
    },
    /// Not readable as CSV.
    #[error(
        "{path}:{line}: not readable as CSV: {why}; save the file as UTF-8, comma separated, one header line"
    )]
    Csv {
        /// The file.
        path: String,
        /// Where the reader gave up.
        line: u64,
        /// What the CSV reader says.
        why: String,
    },
    /// A column without which no row means anything.
    #[error(
        "{path}:{line}: the column {column} is missing from the header; add it as Odoo's own files write it"
    )]
    Column {
        /// The file.
        path: String,
        /// The header's line.
        line: u32,
        /// What is missing.
        column: &'static str,
    },
}
