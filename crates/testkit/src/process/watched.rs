//! A process that never outlives the test run.

use std::{
    fs::File,
    io::Write,
    path::Path,
    process::{Child, Command, Stdio},
};

/// A server under the eye of a small shell that kills it as soon as this process is gone, however it went.
///
/// The shell waits on a pipe whose other end lives here: the pipe closes when the value is dropped, when the test
/// process exits (statics are never dropped) and when it is killed.
#[derive(Debug)]
pub struct Watched {
    shell: Child,
}

/// `$1` ends the server, `$2` clears up after a parent that could not do so itself, the rest is the server. Signals to the
/// terminal's group must not end the watcher before the server.
const WATCH: &str = r#"trap '' INT TERM HUP; stop=$1; sweep=$2; shift 2
"$@" </dev/null & server=$!
said=$(cat); eval "$stop"; wait
[ "$said" = dropped ] || eval "$sweep""#;

impl Watched {
    /// Starts `command`, with its output in the file `log`.
    ///
    /// `stop` is a line of shell that ends the server; it may use `$server`, the process started. `sweep` is one that
    /// removes what is left behind; it runs only when this process ends without dropping the value.
    ///
    /// # Panics
    /// When the shell cannot be started or the log cannot be written.
    #[must_use]
    pub fn start(command: &[String], stop: &str, sweep: &str, log: &Path) -> Self {
        println!("starting: {}", command.join(" "));
        let log = File::create(log).unwrap_or_else(|e| panic!("cannot write {}: {e}", log.display()));
        let shell = Command::new("sh")
            .args(["-c", WATCH, "watch", stop, sweep])
            .args(command)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(log.try_clone().expect("a log file can be shared"))
            .stderr(log)
            .spawn()
            .expect("a shell starts");
        Self { shell }
    }

    /// Whether the watcher has ended by itself, which only a failed start explains.
    ///
    /// # Panics
    /// When the system cannot say.
    pub fn has_ended(&mut self) -> bool {
        self.shell.try_wait().expect("a child can be asked about").is_some()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if let Some(mut stdin) = self.shell.stdin.take() {
            let _ = stdin.write_all(b"dropped");
        }
        let _ = self.shell.wait();
    }
}
