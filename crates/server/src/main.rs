//! The program `bailiwick`.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    #[allow(clippy::disallowed_methods, reason = "the one place where the command line looks at the clock")]
    let now = jiff::Timestamp::now();
    cli::run(std::env::args_os(), now)
}
