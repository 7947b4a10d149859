//! A real PostgreSQL server, fresh for this test process, as durable as a production one (`fsync` stays on).

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use super::{
    Watched,
    authority::{self, free_port, run},
};
use crate::Scratch;

/// The server that all tests of this process share; started by the first who asks.
///
/// # Panics
/// When PostgreSQL is not installed or does not start.
pub fn server() -> &'static Postgres {
    static SERVER: OnceLock<Postgres> = OnceLock::new();
    SERVER.get_or_init(|| Postgres::start(&[]))
}

/// The address of a fresh, empty database on the shared server.
///
/// # Panics
/// As [`server`].
#[must_use]
pub fn database() -> String {
    server().database()
}

/// A running server.
#[derive(Debug)]
pub struct Postgres {
    // Before the folder, so that the server is gone when its files are removed.
    process: Mutex<Option<Watched>>,
    folder: Scratch,
    programs: PathBuf,
    settings: Vec<String>,
    port: u16,
    next: AtomicU64,
}

impl Postgres {
    /// A server of its own with further settings such as `fsync=off`.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    #[must_use]
    pub fn start(settings: &[&str]) -> Self {
        let programs = programs();
        let folder = Scratch::new("postgres");
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let data = folder.join("data").display().to_string();
        // A natural language's order, as most installations have, so that tests notice who relies on code points.
        let init =
            [&program(&programs, "initdb"), "-D", &data, "-U", "postgres", "--auth=trust", "-E", "UTF8"];
        let locale = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync"];
        run(&mut command(&as_postgres(&[&init[..], &locale].concat())));
        certificate(&folder);
        let mut server = Self {
            process: Mutex::new(None),
            folder,
            programs,
            settings: settings.iter().map(|s| (*s).to_owned()).collect(),
            port: 0,
            next: AtomicU64::new(0),
        };
        // Somebody else may take the free port before the server does; then another one is tried.
        for _ in 0..3 {
            server.port = free_port();
            if server.launch() {
                return server;
            }
        }
        panic!("PostgreSQL does not start; its last words:\n{}", server.log());
    }

    /// The address of a fresh, empty database.
    ///
    /// # Panics
    /// When it cannot be created.
    #[must_use]
    pub fn database(&self) -> String {
        let name = format!("test_{}", self.next.fetch_add(1, Ordering::Relaxed));
        self.psql("postgres", &format!("create database {name} template template0"));
        self.url(&name)
    }

    /// The address of a database by name.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Runs SQL through `psql` and returns what it prints, columns parted by `|`.
    ///
    /// # Panics
    /// When the statement fails.
    pub fn psql(&self, database: &str, sql: &str) -> String {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["--no-psqlrc", "-qAtX", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-U", "postgres"]);
        let output = run(psql.args(["-p", &self.port.to_string(), "-d", database, "-c", sql]));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// The certificate authority that signed the server's certificate (for `localhost` and `127.0.0.1`).
    #[must_use]
    pub fn authority(&self) -> PathBuf {
        self.folder.join("tls/ca.pem")
    }

    /// Kills the server without any warning, as a power cut would, and starts it again on the same data and port.
    ///
    /// # Panics
    /// When it does not come back.
    pub fn crash(&self) {
        // The writer's and the session's processes notice a killed postmaster and go by themselves.
        let postmaster = self.postmaster();
        run(Command::new("kill").args(["-KILL", &postmaster]));
        drop(self.process.lock().unwrap_or_else(PoisonError::into_inner).take());
        for _ in 0..50 {
            if self.launch() {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
        panic!("PostgreSQL does not come back; its last words:\n{}", self.log());
    }

    /// Starts the process and waits until it answers.
    fn launch(&self) -> bool {
        let mut slot = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        let watched =
            slot.insert(Watched::start(&self.command_line(), &self.stop(), &self.sweep(), &self.log_file()));
        let mut ready = Command::new(self.programs.join("pg_isready"));
        ready.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
        for _ in 0..600 {
            if ready.status().expect("pg_isready runs").success() && !self.postmaster().is_empty() {
                return true;
            }
            if watched.has_ended() || self.log().contains("could not create any TCP/IP sockets") {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
        slot.take();
        false
    }

    fn command_line(&self) -> Vec<String> {
        let tls = |name: &str| self.folder.join("tls").join(name).display().to_string();
        let mut settings = vec![
            format!("port={}", self.port),
            "listen_addresses=127.0.0.1".to_owned(),
            format!("unix_socket_directories={}", self.folder.path().display()),
            "max_connections=200".to_owned(),
            "ssl=on".to_owned(),
            format!("ssl_cert_file={}", tls("server.pem")),
            format!("ssl_key_file={}", tls("server.key")),
        ];
        settings.extend(self.settings.iter().cloned());
        let data = self.folder.join("data").display().to_string();
        let mut words = vec![program(&self.programs, "postgres"), "-D".to_owned(), data];
        for setting in settings {
            words.extend(["-c".to_owned(), setting]);
        }
        as_postgres(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Ends the server at once, by its own pid file: `runuser` stands between it and the watcher.
    fn stop(&self) -> String {
        format!("kill -QUIT $(head -n 1 {}/data/postmaster.pid) 2>/dev/null", self.folder.path().display())
    }

    /// The shared server is never dropped, so neither is its folder.
    fn sweep(&self) -> String {
        format!("rm -rf {}", self.folder.path().display())
    }

    fn postmaster(&self) -> String {
        let file = fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap_or_default();
        file.lines().next().unwrap_or_default().trim().to_owned()
    }

    fn log_file(&self) -> PathBuf {
        self.folder.join("log")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.log_file()).unwrap_or_default()
    }
}

/// The folder of PostgreSQL's programs, the newest version first.
fn programs() -> PathBuf {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    found.sort();
    let on_path = || {
        #[allow(clippy::disallowed_methods, reason = "looking for a program is what PATH is for")]
        let path = env::var("PATH").unwrap_or_default();
        env::split_paths(&path).find(|bin| bin.join("initdb").exists() && bin.join("postgres").exists())
    };
    found.pop().map(|(_, bin)| bin).or_else(on_path).expect(
        "PostgreSQL is needed by this test and not installed; install with: apt-get install postgresql",
    )
}

fn program(programs: &Path, name: &str) -> String {
    programs.join(name).display().to_string()
}

/// PostgreSQL refuses to run as root, so root steps down to the user that its package made.
fn as_postgres(words: &[&str]) -> Vec<String> {
    let prefix: &[&str] = if is_root() { &["runuser", "-u", "postgres", "--"] } else { &[] };
    prefix.iter().chain(words).map(|w| (*w).to_owned()).collect()
}

fn is_root() -> bool {
    String::from_utf8_lossy(&run(Command::new("id").arg("-u")).stdout).trim() == "0"
}

/// The server runs as another user than root.
fn certificate(folder: &Scratch) {
    authority::certificate(folder.path());
    if is_root() {
        run(Command::new("chown").args(["-R", "postgres"]).arg(folder.join("tls")));
    }
}

fn command(words: &[String]) -> Command {
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).current_dir("/");
    command
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_server_answers_keeps_its_data_and_goes_away() {
        let server = super::Postgres::start(&[]);
        let folder = server.folder.path().to_owned();
        let url = server.database();
        assert!(url.ends_with("/test_0"), "{url}");
        server.psql("test_0", "create table kept (x int); insert into kept values (7)");
        server.crash();
        assert_eq!(server.psql("test_0", "select x from kept"), "7");
        let pid = server.postmaster();
        drop(server);
        assert!(!folder.exists());
        assert!(!std::path::Path::new("/proc").join(pid).exists());
    }
}
