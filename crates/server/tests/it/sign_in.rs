//! Signing in over HTTP: a browser with its cookies, from the first page to the last.

mod address;
mod attested;
pub(crate) mod browser;
mod client_credentials;
mod clocks;
mod codes;
mod device;
mod foreign;
mod forgotten;
mod gates;
mod guessing;
mod invitations;
mod keys;
mod letter_gates;
mod mailbox;
mod notices;
mod outdated;
mod own;
mod passkeys;
mod races;
mod roles;
mod sessions;
mod set_up;
mod step_up;
mod steps;
mod taken_back;
