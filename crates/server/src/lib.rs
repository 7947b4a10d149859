//! The ways into Bailiwick over HTTP, and its configuration.
//!
//! | Module | What it is |
//! |---|---|
//! | [`http`] | what all ways in share: the route table, the envelope around each answer, callers, refusals |
//! | `authzen` | AuthZEN Authorization API 1.0 |
//! | `rest` | `/api/v1` |
//! | `oauth` | access tokens for programs: client credentials |
//! | [`language`] | texts in the languages that people read |
//! | [`letters`] | letters in words, and the way out of the house for them |
//! | [`config`] | `bailiwick.toml`, environment, flags |
//! | [`curl`] | lines for a terminal that use a new key |
//! | [`curl`] | lines for a terminal that use a new key |
//! | [`ui`] | pages |
//! | [`serve()`] | connections, time limits, farewell |
//!
//! A handler reads a request, calls one function of `bailiwick_app::decisions`, and shapes the answer. Nothing here
//! decides anything.

mod authzen;
pub mod clock;
pub mod config;
pub mod curl;
pub mod http;
pub mod language;
pub mod letters;
pub mod log;
mod metrics;
mod oauth;
mod rest;
mod serve;
pub mod ui;

pub use serve::{ServeError, Supply, gate, serve, serve_on};
