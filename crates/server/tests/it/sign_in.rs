//! Signing in over HTTP: a browser with its cookies, from the first page to the last.

mod browser;
mod gates;
mod guessing;
mod sessions;
mod set_up;
mod steps;
