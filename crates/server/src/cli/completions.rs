//! `completions`: what a shell needs to complete commands.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Outcome, Trouble};

/// Prints a completion script.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  bailiwick completions bash > ~/.local/share/bash-completion/completions/bailiwick")]
pub(crate) struct Completions {
    /// The shell.
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self) -> Result<Outcome, Trouble> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "bailiwick", &mut script);
        String::from_utf8(script).map(Outcome::done).map_err(|e| Trouble::Environment(e.to_string()))
    }
}
