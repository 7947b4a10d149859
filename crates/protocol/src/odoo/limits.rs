//! How much the reader takes from a file before it refuses.
//!
//! Odoo's own largest policy files stay below a tenth of each limit.

/// Largest accepted file, in bytes.
pub const MAX_FILE_BYTES: usize = 8 * 1024 * 1024;
/// Deepest accepted nesting of XML elements.
pub const MAX_XML_DEPTH: usize = 100;
/// Most attributes of one XML element.
pub const MAX_XML_ATTRIBUTES: usize = 64;
/// Most XML nodes of one file.
pub const MAX_XML_NODES: u32 = 2_000_000;
/// Deepest accepted nesting of brackets and calls in `eval=`.
pub const MAX_LITERAL_DEPTH: usize = 32;
/// Longest piece of a file that a finding quotes, in characters.
pub const MAX_QUOTE: usize = 160;
