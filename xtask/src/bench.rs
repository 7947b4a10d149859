//! The benchmarks, by name. They print figures and ratios; none of them fails because a machine is slow.

use crate::{cargo::Cargo, step::Step};

/// A benchmark: its name, and how cargo runs it.
struct Bench {
    name: &'static str,
    subcommand: &'static str,
    arguments: &'static [&'static str],
    /// What the program itself is told first.
    words: &'static [&'static str],
}

const PEERS: &str = "benches/peers/Cargo.toml";

const BENCHES: [Bench; 13] = [
    Bench {
        name: "engine",
        subcommand: "bench",
        arguments: &["--package", "bailiwick-policy", "--bench", "scale"],
        words: &[],
    },
    // A workspace of its own, with a Cargo.lock of its own.
    Bench {
        name: "peers",
        subcommand: "run",
        arguments: &["--release", "--manifest-path", PEERS],
        words: &[],
    },
    Bench {
        name: "http",
        subcommand: "bench",
        arguments: &["--package", "bailiwick-server", "--bench", "serving"],
        words: &["http"],
    },
    Bench {
        name: "start",
        subcommand: "bench",
        arguments: &["--package", "bailiwick-server", "--bench", "serving"],
        words: &["start"],
    },
    Bench {
        name: "sign_in",
        subcommand: "bench",
        arguments: &["--package", "bailiwick-server", "--bench", "serving"],
        words: &["sign_in"],
    },
    Bench {
        name: "pages",
        subcommand: "bench",
        arguments: &["--package", "bailiwick-server", "--bench", "serving"],
        words: &["pages"],
    },
    Bench {
        name: "store",
        subcommand: "bench",
        arguments: &["--package", "bailiwick-store", "--bench", "directory"],
        words: &[],
    },
    Bench {
        name: "audit",
        subcommand: "bench",
        arguments: &["--package", "bailiwick-store", "--bench", "audit"],
        words: &[],
    },
    Bench {
        name: "office",
        subcommand: "bench",
        arguments: &["--package", "bailiwick-app", "--bench", "office"],
        words: &[],
    },
    Bench {
        name: "bulk",
        subcommand: "bench",
        arguments: &["--package", "bailiwick-app", "--bench", "bulk"],
        words: &[],
    },
    Bench {
        name: "looks",
        subcommand: "bench",
        arguments: &["--package", "bailiwick-app", "--bench", "looks"],
        words: &[],
    },
    Bench {
        name: "hashing",
        subcommand: "bench",
        arguments: &["--package", "bailiwick-app", "--bench", "hashing"],
        words: &[],
    },
    Bench {
        name: "sessions",
        subcommand: "bench",
        arguments: &["--package", "bailiwick-app", "--bench", "sessions"],
        words: &[],
    },
];

/// The benchmarks asked for: all of them, or the one of this name with its own arguments.
///
/// # Errors
/// When there is none of this name.
pub(crate) fn steps<'a>(cargo: &'a Cargo, words: &[&'a str]) -> Result<Vec<Step<'a>>, String> {
    let (chosen, own): (Vec<&'static Bench>, &[&str]) = match words.split_first() {
        None => (BENCHES.iter().collect(), &[]),
        Some((name, own)) => (BENCHES.iter().filter(|bench| bench.name == *name).collect(), own),
    };
    if chosen.is_empty() {
        let names: Vec<&str> = BENCHES.iter().map(|bench| bench.name).collect();
        return Err(format!("unknown benchmark: {}; choose one of {}", words.join(" "), names.join(", ")));
    }
    let step = |bench: &'static Bench| {
        let told: Vec<&'a str> = bench.words.iter().chain(own).copied().collect();
        Step::new(bench.name, move || run(cargo, bench, &told))
    };
    Ok(chosen.into_iter().map(step).collect())
}

fn run(cargo: &Cargo, bench: &Bench, told: &[&str]) -> Result<(), String> {
    // What one benchmark compiled serves the next, whichever workspace it belongs to.
    let target = cargo.target_folder()?;
    let arguments: Vec<&str> = bench.arguments.iter().copied().chain(["--target-dir", &target]).collect();
    cargo.run_locked(bench.subcommand, &arguments, told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_all_or_a_refusal() {
        let cargo = Cargo::new(".".into(), false);
        assert_eq!(steps(&cargo, &[]).unwrap().len(), BENCHES.len());
        assert_eq!(steps(&cargo, &["peers", "1000"]).unwrap().len(), 1);
        let refused = steps(&cargo, &["pears"]).map(|_| ()).unwrap_err();
        assert_eq!(
            refused,
            "unknown benchmark: pears; choose one of engine, peers, http, start, sign_in, pages, store, audit, office, bulk, looks, hashing, sessions"
        );
    }

    #[test]
    fn what_they_name_is_there() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        assert!(root.join(PEERS).is_file());
        for bench in BENCHES.iter().filter(|bench| bench.subcommand == "bench") {
            let [_, package, _, target] = bench.arguments else { panic!("{}", bench.name) };
            let folder = package.strip_prefix("bailiwick-").unwrap();
            let manifest = std::fs::read_to_string(root.join(format!("crates/{folder}/Cargo.toml"))).unwrap();
            let expected = format!("[[bench]]\nname = \"{target}\"\n");
            assert!(manifest.contains(&expected), "{folder} has no benchmark {target}");
        }
    }
}
