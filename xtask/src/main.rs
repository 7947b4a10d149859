//! The errands of this repository: `cargo xtask <command>`.
//!
//! `cargo xtask test` is the one command. It installs what is missing, then runs everything that a change must pass.
//! CI runs the same command, so there is no second truth to keep in step.

mod bench;
mod cargo;
mod setup;
mod step;
mod tidy;

use std::{env, path::PathBuf, process::ExitCode};

use cargo::Cargo;
use step::Step;

const HELP: &str = "\
Usage: cargo xtask <command> [--locked]

  test     install what is missing, then check formatting, lints, house rules and all tests
  ci       the same, and the documentation too, always with --locked
  tidy     check the house rules only: layers, budgets, words, links, licences
  fmt      format all code
  setup    install what is missing only
  bench    print figures, each with the bound it must keep: all benchmarks, or one of
             engine [USERS]     the decision engine at full size
             peers [USERS...]   the engine beside Cedar and casbin (compiles both)
             http [USERS]       the server beside a bare axum handler
             start              how soon the server answers, and what it takes when idle
             store [USERS]      a large directory on SQLite and PostgreSQL

--locked is passed on to cargo: a Cargo.lock that does not fit is an error. It is the default when CI is set.";

fn main() -> ExitCode {
    let mut words: Vec<String> = env::args().skip(1).collect();
    let asked = words.iter().any(|w| w == "--locked");
    words.retain(|w| w != "--locked");
    let command: Vec<&str> = words.iter().map(String::as_str).collect();
    let cargo = Cargo::new(root(), asked || in_ci() || command == ["ci"]);
    match *command.as_slice() {
        ["test"] => step::run_all(everything(&cargo)),
        ["ci"] => {
            let mut steps = everything(&cargo);
            steps.push(documentation(&cargo));
            step::run_all(steps)
        }
        ["tidy"] => step::run_all(vec![house_rules(&cargo)]),
        ["fmt"] => step::run_all(vec![Step::new("fmt", || cargo.run(&["fmt", "--all"]))]),
        ["bench", ref words @ ..] => match bench::steps(&cargo, words) {
            Ok(steps) => step::run_all(steps),
            Err(why) => {
                eprintln!("{why}\n\n{HELP}");
                ExitCode::from(2)
            }
        },
        ["setup"] => step::run_all(vec![Step::new("setup", || setup::run(&cargo))]),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("unknown command: {}\n\n{HELP}", words.join(" "));
            ExitCode::from(2)
        }
    }
}

/// What a change must pass. Quick answers come first.
fn everything(cargo: &Cargo) -> Vec<Step<'_>> {
    vec![
        Step::new("setup", || setup::run(cargo)).needed_by_all(),
        Step::new("fmt", || cargo.run(&["fmt", "--all", "--check"])),
        house_rules(cargo),
        Step::new("clippy", || {
            cargo.run_locked("clippy", &["--workspace", "--all-targets"], &["-D", "warnings"])
        }),
        // Without a target selection cargo also runs the examples in doc comments.
        Step::new("test", || cargo.run_locked("test", &["--workspace"], &[])),
    ]
}

fn house_rules(cargo: &Cargo) -> Step<'_> {
    Step::new("tidy", || tidy::run(cargo))
}

fn documentation(cargo: &Cargo) -> Step<'_> {
    Step::new("doc", || {
        let mut command = cargo.command("doc", &["--workspace", "--no-deps"]);
        cargo::finish(command.env("RUSTDOCFLAGS", "-D warnings"))
    })
}

/// The repository, wherever the command was typed.
fn root() -> PathBuf {
    // Asked when running, not when compiling: two checkouts may share one target folder, and so this program.
    let mut path =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into()));
    path.pop();
    path
}

#[allow(
    clippy::disallowed_methods,
    reason = "this program has no configuration of its own; CI is a convention"
)]
fn in_ci() -> bool {
    env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false")
}
