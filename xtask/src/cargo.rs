//! Calling cargo, and any other program, with its output going straight to the terminal.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The cargo that runs us, in the repository.
pub(crate) struct Cargo {
    program: OsString,
    root: PathBuf,
    locked: bool,
}

impl Cargo {
    pub(crate) fn new(root: PathBuf, locked: bool) -> Self {
        // Cargo names itself to the programs it runs; a second one on PATH may be of another version.
        let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Self { program, root, locked }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo puts what it builds.
    pub(crate) fn target_folder(&self) -> Result<String, String> {
        let metadata = self.metadata(&["--no-deps"])?;
        let folder = metadata.get("target_directory").and_then(serde_json::Value::as_str);
        folder.map(str::to_owned).ok_or_else(|| "cargo metadata names no target_directory".to_owned())
    }

    /// Runs a subcommand that knows no `--locked`.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<(), String> {
        finish(Command::new(&self.program).args(arguments).current_dir(&self.root))
    }

    /// Runs a subcommand with `arguments`, and `after` behind a `--`.
    pub(crate) fn run_locked(
        &self,
        subcommand: &str,
        arguments: &[&str],
        after: &[&str],
    ) -> Result<(), String> {
        let mut command = self.command(subcommand, arguments);
        if !after.is_empty() {
            command.arg("--").args(after);
        }
        finish(&mut command)
    }

    /// A subcommand that minds `--locked`, ready to run.
    pub(crate) fn command(&self, subcommand: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg(subcommand)
            .args(arguments)
            .args(self.locked.then_some("--locked"))
            .current_dir(&self.root);
        command
    }

    /// Whether a subcommand is installed.
    pub(crate) fn has(&self, subcommand: &str) -> bool {
        succeeds(Command::new(&self.program).args([subcommand, "--version"]))
    }

    /// What `cargo metadata` says, as JSON.
    pub(crate) fn metadata(&self, arguments: &[&str]) -> Result<serde_json::Value, String> {
        let mut command = self.command("metadata", &["--format-version", "1"]);
        let output = command
            .args(arguments)
            .stderr(Stdio::inherit())
            .output()
            .map_err(|e| format!("cannot start {}: {e}", shown(&command)))?;
        if !output.status.success() {
            return Err(format!("{} failed ({}); its reason stands above", shown(&command), output.status));
        }
        serde_json::from_slice(&output.stdout)
            .map_err(|e| format!("cannot read what cargo metadata printed: {e}"))
    }
}

/// Runs a program to its end.
pub(crate) fn finish(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{} failed ({status})", shown(command))),
        Err(e) => Err(format!("cannot start {}: {e}", shown(command))),
    }
}

/// Whether a program exists and succeeds; nothing of it is shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}

/// The command as a person would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|w| w.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_name_the_command() {
        let error = finish(Command::new("false").arg("x")).unwrap_err();
        assert!(error.starts_with("false x failed"), "{error}");
        let error = finish(&mut Command::new("no-such-program-anywhere")).unwrap_err();
        assert!(error.starts_with("cannot start no-such-program-anywhere"), "{error}");
        assert!(!succeeds(&mut Command::new("no-such-program-anywhere")));
    }

    #[test]
    fn locked_is_passed_on_before_the_arguments_behind_the_dashes() {
        let cargo = Cargo { program: "cargo".into(), root: ".".into(), locked: true };
        assert_eq!(shown(&cargo.command("test", &["--workspace"])), "cargo test --workspace --locked");
        let free = Cargo { locked: false, ..cargo };
        assert_eq!(shown(&free.command("test", &[])), "cargo test");
    }
}
