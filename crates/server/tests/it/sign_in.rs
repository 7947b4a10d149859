//! Signing in over HTTP: a browser with its cookies, from the first page to the last.

mod address;
mod attested;
mod browser;
mod codes;
mod device;
mod forgotten;
mod gates;
mod guessing;
mod invitations;
mod letter_gates;
mod mailbox;
mod notices;
mod own;
mod passkeys;
mod sessions;
mod set_up;
mod step_up;
mod steps;
