//! Installing what the other steps need: rustfmt, clippy, a PostgreSQL server, a mail server, oathtool,
//! and a browser with what drives it.
//!
//! What is missing would make tests meaningless (half of the store's without a server), so its absence is an error,
//! never a skip.

use std::{fs, path::Path, process::Command};

use crate::cargo::{Cargo, finish, succeeds};

/// Where Debian keeps the server programs, one folder per version; they are not on PATH.
const DEBIAN_SERVERS: &str = "/usr/lib/postgresql";

/// A program of the system that tests need, and Debian's package with it.
struct Needed {
    name: &'static str,
    package: &'static str,
    is_there: fn() -> bool,
    by_hand: &'static str,
}

const NEEDED: [Needed; 6] = [
    Needed {
        name: "PostgreSQL",
        package: "postgresql",
        is_there: has_server,
        by_hand: "install a PostgreSQL server (initdb and postgres) with your system's package manager",
    },
    Needed {
        name: "oathtool",
        package: "oathtool",
        is_there: has_oathtool,
        by_hand: "install oathtool of the OATH toolkit with your system's package manager",
    },
    Needed {
        name: "aiosmtpd",
        package: "python3-aiosmtpd",
        is_there: has_mail_server,
        by_hand: "install aiosmtpd, a mail server, for your Python 3",
    },
    Needed {
        name: "Chromium",
        package: "chromium",
        is_there: has_browser,
        by_hand: "install Chromium with your system's package manager, as /usr/bin/chromium",
    },
    Needed {
        name: "Node",
        package: "nodejs",
        is_there: has_node,
        by_hand: "install Node 20 or newer with your system's package manager",
    },
    Needed { name: "npm", package: "npm", is_there: has_npm, by_hand: "install npm, which comes with Node" },
];

/// The oldest Node that what drives the browser runs on.
const NODE: u32 = 20;

/// Where the browser's tests are, with a list of what drives it.
const BROWSER_TESTS: &str = "crates/server/tests/browser";

pub(crate) fn run(cargo: &Cargo) -> Result<(), String> {
    rust_components(cargo)?;
    NEEDED.iter().try_for_each(install)?;
    browser_driver(&cargo.root().join(BROWSER_TESTS))
}

/// What drives the browser, as its lock file says, beside its tests.
fn browser_driver(folder: &Path) -> Result<(), String> {
    if is_installed(folder) {
        return Ok(());
    }
    println!("what drives the browser is missing or old; installing what its lock file says");
    finish(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))
}

/// Whether what npm installed last is not older than the lock file.
fn is_installed(folder: &Path) -> bool {
    let changed = |path: &str| fs::metadata(folder.join(path)).and_then(|file| file.modified()).ok();
    match (changed("node_modules/.package-lock.json"), changed("package-lock.json")) {
        (Some(installed), Some(wanted)) => installed >= wanted,
        _ => false,
    }
}

fn rust_components(cargo: &Cargo) -> Result<(), String> {
    if cargo.has("fmt") && cargo.has("clippy") {
        return Ok(());
    }
    finish(Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]))
        .map_err(|why| format!("rustfmt or clippy is missing and could not be added: {why}"))
}

fn install(needed: &Needed) -> Result<(), String> {
    let Needed { name, package, is_there, by_hand } = needed;
    if is_there() {
        return Ok(());
    }
    if !succeeds(Command::new("apt-get").arg("--version")) {
        return Err(format!("{name} is missing and apt-get is not here to fetch it; {by_hand}"));
    }
    let root = is_root();
    if !root && !succeeds(Command::new("sudo").args(["-n", "true"])) {
        return Err(format!(
            "{name} is missing, and installing it needs root; run `sudo apt-get install \
             --no-install-recommends {package}`, or {by_hand}"
        ));
    }
    println!("{name} is missing; installing Debian's package");
    if let Err(why) = finish(&mut apt_get(root, &["update"])) {
        // One unreachable source spoils the update of all; the package may well be known already.
        println!("{why}; trying with the package lists at hand");
    }
    finish(&mut apt_get(root, &["install", "-y", "--no-install-recommends", package]))?;
    if is_there() {
        Ok(())
    } else {
        Err(format!("{name} is still missing after its installation; {by_hand}"))
    }
}

fn apt_get(root: bool, arguments: &[&str]) -> Command {
    let mut command = Command::new(if root { "env" } else { "sudo" });
    if !root {
        command.args(["-n", "env"]);
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
    command
}

fn has_server() -> bool {
    succeeds(Command::new("initdb").arg("--version")) || has_server_below(Path::new(DEBIAN_SERVERS))
}

/// Debian's package is for the system's own Python, which need not be the first on PATH.
fn has_mail_server() -> bool {
    let has = |python| succeeds(Command::new(python).args(["-c", "import aiosmtpd"]));
    ["/usr/bin/python3", "python3"].into_iter().any(has)
}

fn has_oathtool() -> bool {
    succeeds(Command::new("oathtool").arg("--version"))
}

fn has_browser() -> bool {
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/local/bin/chromium"]
        .iter()
        .any(|path| Path::new(path).is_file())
}

fn has_node() -> bool {
    let told = Command::new("node").arg("--version").output();
    told.is_ok_and(|told| is_new_enough(&String::from_utf8_lossy(&told.stdout)))
}

/// Whether a version, as in `v20.19.2`, is one that what drives the browser runs on.
fn is_new_enough(version: &str) -> bool {
    let major = version.trim().strip_prefix('v').and_then(|version| version.split('.').next());
    major.and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= NODE)
}

fn has_npm() -> bool {
    succeeds(Command::new("npm").arg("--version"))
}

fn has_server_below(folder: &Path) -> bool {
    let versions = fs::read_dir(folder).into_iter().flatten().flatten();
    versions.into_iter().any(|version| {
        let bin = version.path().join("bin");
        bin.join("initdb").is_file() && bin.join("postgres").is_file()
    })
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_both_programs_below_a_version() {
        let folder = std::env::temp_dir().join(format!("bailiwick-xtask-{}", std::process::id()));
        let bin = folder.join("17").join("bin");
        fs::create_dir_all(&bin).unwrap();
        assert!(!has_server_below(&folder));
        fs::write(bin.join("initdb"), "").unwrap();
        assert!(!has_server_below(&folder), "a client installation has no server");
        fs::write(bin.join("postgres"), "").unwrap();
        assert!(has_server_below(&folder));
        fs::remove_dir_all(&folder).unwrap();
        assert!(!has_server_below(&folder));
    }

    #[test]
    fn an_old_node_is_none() {
        for (version, is) in
            [("v20.19.2\n", true), ("v22.1.0", true), ("v18.20.4", false), ("", false), ("x", false)]
        {
            assert_eq!(is_new_enough(version), is, "{version}");
        }
    }

    #[test]
    fn what_was_installed_before_the_lock_file_changed_is_old() {
        let folder = std::env::temp_dir().join(format!("bailiwick-xtask-npm-{}", std::process::id()));
        fs::create_dir_all(folder.join("node_modules")).unwrap();
        fs::write(folder.join("package-lock.json"), "{}").unwrap();
        assert!(!is_installed(&folder));
        let installed = folder.join("node_modules/.package-lock.json");
        fs::write(&installed, "{}").unwrap();
        assert!(is_installed(&folder));
        let before =
            fs::metadata(&installed).unwrap().modified().unwrap() - std::time::Duration::from_secs(60);
        fs::File::options().write(true).open(&installed).unwrap().set_modified(before).unwrap();
        assert!(!is_installed(&folder));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn only_others_than_root_ask_sudo() {
        let words = |command: Command| format!("{command:?}").replace('"', "");
        assert_eq!(words(apt_get(true, &["update"])), "env DEBIAN_FRONTEND=noninteractive apt-get update");
        assert_eq!(
            words(apt_get(false, &["update"])),
            "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get update"
        );
    }
}
