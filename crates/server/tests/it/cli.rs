//! The command line, typed.

mod asking;
mod audit;
mod backup;
mod browser;
mod bulk;
mod doctor;
mod killed;
mod letters;
mod office;
mod own_objects;
mod part;
mod places;
mod planted;
mod policy;
mod serving;
mod set_up;
mod usage;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use bailiwick_testkit::Scratch;

/// What a command printed, and how it ended.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// The examples of the repository.
fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// A directory to type commands in, with a database of its own.
struct Terminal {
    scratch: Scratch,
}

impl Terminal {
    fn new() -> Self {
        Self { scratch: Scratch::new("cli") }
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.scratch.join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(
            arguments,
            &[("BAILIWICK_DATABASE", &format!("sqlite://{}", self.scratch.join("b.db").display()))],
        )
    }

    /// Only these variables, so that those of whoever runs the tests do not matter.
    fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        command
            .args(arguments)
            .current_dir(self.scratch.path())
            .env_clear()
            .envs(environment.iter().copied());
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
    }

    /// Runs a line of words against the example registry.
    fn registry(&self, line: &str) -> Ran {
        let world = examples().join("worlds/registry.yaml").display().to_string();
        let mut arguments: Vec<&str> = line.split_whitespace().collect();
        arguments.extend(["--world", &world]);
        self.run(&arguments)
    }
}

impl Ran {
    /// Succeeded, with nothing to complain about.
    #[track_caller]
    fn done(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// Ended with a code and an error that says this, and printed no result.
    #[track_caller]
    fn refused(&self, code: i32, says: &str) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        assert!(self.err.contains(says), "{}\n--- wanted\n{says}", self.err);
        assert_eq!(self.out, "");
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}{}", self.out, self.err))
    }
}
