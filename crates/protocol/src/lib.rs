//! Everything Bailiwick reads and writes: text, and pictures of people.
//!
//! Each module is one format: it parses text into typed values and prints them back. Nothing here opens a file,
//! asks a clock or decides anything; callers bring the text and its name, and resolve the paths that a document
//! mentions.

pub mod audit;
pub mod authzen;
pub mod cookies;
pub mod csv;
pub mod document;
pub mod odoo;
pub mod picture;
pub mod problem;
pub mod rest;
pub mod world;
