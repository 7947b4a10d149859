//! A real mail server (Python's `aiosmtpd`), which keeps what it is given.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use super::{Watched, authority};
use crate::Scratch;

/// What the server runs.
const PROGRAM: &str = include_str!("mail.py");

/// A running mail server. Its user is `access`, with the password `s3cret`.
#[derive(Debug)]
pub struct MailServer {
    // Before the folder, so that the server is gone when its files are removed.
    _process: Watched,
    folder: Scratch,
    port: u16,
}

/// How it wants to be spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailMode {
    /// As it comes.
    Plain,
    /// After STARTTLS and with its user's password, and not otherwise.
    StartTls,
    /// Over TLS from the beginning.
    Tls,
}

/// A message that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// What the client said of it, as JSON: `from`, `to` and `tls`.
    pub envelope: String,
    /// The message as it came.
    pub message: String,
}

impl MailServer {
    /// A server on a port of its own.
    ///
    /// # Panics
    /// When `aiosmtpd` is not installed, or the server does not start.
    #[must_use]
    pub fn start(mode: MailMode) -> Self {
        let folder = Scratch::new("mail");
        authority::certificate(folder.path());
        let script = folder.join("mail.py");
        fs::write(&script, PROGRAM).expect("the script can be written");
        let word = match mode {
            MailMode::Plain => "plain",
            MailMode::StartTls => "starttls",
            MailMode::Tls => "tls",
        };
        // Somebody else may take the free port before the server does; then another one is tried.
        for _ in 0..3 {
            let port = authority::free_port();
            let path = |path: PathBuf| path.display().to_string();
            let command = [
                python(),
                path(script.clone()),
                path(folder.path().to_owned()),
                port.to_string(),
                word.to_owned(),
            ];
            let sweep = format!("rm -rf {}", folder.path().display());
            let mut process = Watched::start(&command, "kill -KILL $server", &sweep, &folder.join("log"));
            for _ in 0..600 {
                if folder.join("ready").exists() {
                    return Self { _process: process, folder, port };
                }
                let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
                if process.has_ended() || log.contains("Traceback") {
                    break;
                }
                thread::sleep(Duration::from_millis(50));
            }
        }
        panic!(
            "the mail server does not start; its last words:\n{}",
            fs::read_to_string(folder.join("log")).unwrap_or_default()
        )
    }

    /// Where it listens.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The authority that signed its certificate (for `localhost` and `127.0.0.1`).
    #[must_use]
    pub fn authority(&self) -> PathBuf {
        self.folder.join("tls/ca.pem")
    }

    /// Has it answer this to every recipient, as in `450 later`; nothing for taking messages again.
    ///
    /// # Panics
    /// When it cannot be told.
    pub fn answer(&self, answer: Option<&str>) {
        let path = self.folder.join("answer");
        match answer {
            Some(answer) => fs::write(path, answer).expect("the answer can be written"),
            None => fs::remove_file(path).expect("there was an answer"),
        }
    }

    /// What it was given, in order.
    ///
    /// # Panics
    /// When a message cannot be read.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        let files = fs::read_dir(self.folder.path()).expect("the folder is there").flatten();
        let mut paths: Vec<PathBuf> = files.map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "message"));
        paths.sort();
        let read = |path: &PathBuf| {
            let text = fs::read_to_string(path).expect("a message is text");
            let (envelope, message) = text.split_once('\n').expect("the envelope is the first line");
            Received { envelope: envelope.to_owned(), message: message.to_owned() }
        };
        paths.iter().map(read).collect()
    }
}

/// A Python that has `aiosmtpd`: that of the system, for which there is a package, or another one.
fn python() -> String {
    let has = |python: &&&str| {
        let mut command = Command::new(python);
        command.args(["-c", "import aiosmtpd"]).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let found = ["/usr/bin/python3", "python3"].iter().find(has);
    (*found.expect(
        "aiosmtpd is needed by this test and not installed; install with: apt-get install python3-aiosmtpd",
    ))
    .to_owned()
}

#[cfg(test)]
mod tests {
    use std::{
        io::{BufRead, BufReader, Write},
        net::TcpStream,
    };

    use super::*;

    #[test]
    fn a_server_takes_what_it_is_given_and_goes_away() {
        let server = MailServer::start(MailMode::Plain);
        let folder = server.folder.path().to_owned();
        let stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
        let mut answers = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
        let mut say = |line: &str| {
            (&stream).write_all(format!("{line}\r\n").as_bytes()).unwrap();
            answers.next().unwrap()
        };
        // The greeting comes unasked, so answers are those to the line before.
        say("HELO here");
        say("MAIL FROM:<a@b.example>");
        say("RCPT TO:<c@d.example>");
        say("DATA");
        say("Subject: x\r\n\r\nhello\r\n.");
        assert!(say("NOOP").starts_with("250"));
        let received = server.received();
        assert_eq!(received.len(), 1);
        assert!(received[0].envelope.contains("c@d.example") && received[0].message.contains("hello"));
        drop(server);
        assert!(!folder.exists());
    }
}
