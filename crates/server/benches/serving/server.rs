//! Processes that serve, and end with the benchmark.

use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use bailiwick_testkit::Scratch;

use super::bare;

/// A folder with an installation in it.
pub(crate) struct Home {
    folder: Scratch,
    config: Option<PathBuf>,
}

impl Home {
    /// Nothing in it yet.
    pub(crate) fn new(label: &str) -> Self {
        Self { folder: Scratch::new(label), config: None }
    }

    /// The sample organisation of `bailiwick demo`.
    pub(crate) fn demo() -> Self {
        let mut home = Self::new("demo");
        home.run(&["demo", "--no-serve", "--dir", &home.folder.path().display().to_string()]);
        home.config = Some(home.folder.join("bailiwick.toml"));
        home
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn database(&self) -> String {
        format!("sqlite://{}", self.folder.join("bailiwick.db").display())
    }

    /// Runs the program to its end and gives what it printed.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).stderr(Stdio::inherit()).output().unwrap();
        assert!(output.status.success(), "bailiwick {arguments:?} failed ({})", output.status);
        String::from_utf8(output.stdout).unwrap()
    }

    /// Starts a server. It may not answer yet.
    pub(crate) fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    /// The same with more of a configuration.
    pub(crate) fn serve_with(&self, environment: &[(&str, &str)]) -> Server {
        // A port that was free a moment ago: so the server can be asked before it says where it listens.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = self.command(&["serve", "--listen", &address.to_string()]);
        command.env("BAILIWICK_LOG_FILTER", "warn").envs(environment.iter().copied()).stdout(Stdio::null());
        let started = Instant::now();
        Server { child: command.spawn().unwrap(), address, started }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        command.args(arguments).env_clear().current_dir(self.path()).env("BAILIWICK_DATA_DIR", self.path());
        match &self.config {
            Some(file) => command.env("BAILIWICK_CONFIG", file),
            None => command.env("BAILIWICK_DATABASE", self.database()),
        };
        command
    }
}

/// A server, killed when this value goes away.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    started: Instant,
}

impl Server {
    /// This program as the bare server.
    pub(crate) fn bare() -> Self {
        let started = Instant::now();
        let mut command = Command::new(env::current_exe().unwrap());
        let mut child = command.arg(bare::WORD).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, address: line.trim().parse().unwrap(), started }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the server says that it is ready; gives the time since the process was started.
    pub(crate) fn ready(&mut self) -> Duration {
        while !self.says_ready() {
            assert!(self.started.elapsed() < Duration::from_secs(120), "the server does not become ready");
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none(), "the server ended ({ended:?}); its reason stands above");
            thread::sleep(Duration::from_micros(500));
        }
        self.started.elapsed()
    }

    fn says_ready(&self) -> bool {
        let Ok(mut stream) = TcpStream::connect(self.address) else { return false };
        let asked = stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let mut answer = [0; 12];
        asked.is_ok() && stream.read_exact(&mut answer).is_ok() && answer == *b"HTTP/1.1 200"
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
