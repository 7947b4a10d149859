//! Configuration: `bailiwick.toml`, then the environment, then flags; what comes later wins, and what is unknown is
//! refused. [`KEYS`](keys::KEYS) is the list of all keys; `docs/configuration.md` is made from it.

mod error;
mod key_file;
pub mod keys;
mod layers;
mod letters;
mod passkeys;
mod places;
pub mod reference;
mod secret;

use std::{collections::BTreeMap, path::PathBuf};

use bailiwick_model::Network;
use serde::Deserialize;

pub use error::ConfigError;
pub use key_file::{load_key, load_or_make_key};
pub use layers::Sources;
pub use letters::{MailCarrier, MailConfig, SmsBody, SmsCarrier, SmsConfig};
pub use passkeys::{PasskeyConfig, UnusablePasskeys};
pub use places::Places;
pub use secret::Secret;

/// How the server is set up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address of the database; see [`Config::database_url`].
    pub database: Option<Secret>,
    /// Address and port to listen at.
    #[serde(deserialize_with = "address")]
    pub listen: String,
    /// The address that callers know the server by; see [`Config::public_url`].
    pub public_url: Option<String>,
    /// Where files are kept; see [`Config::data_dir`].
    pub data_dir: Option<PathBuf>,
    /// The installation's secret; see [`Config::key_file`].
    pub key_file: Option<PathBuf>,
    /// Where backups are kept, for `bailiwick doctor` to look at.
    pub backup_dir: Option<PathBuf>,
    /// Addresses of databases with records, by name.
    pub connections: BTreeMap<String, Secret>,
    /// Subject types that AuthZEN searches know.
    pub subject_types: Vec<String>,
    /// Proxies in front of the server, whose word on where a request comes from counts.
    pub trusted_proxies: Vec<Network>,
    /// How passwords are hashed.
    pub passwords: PasswordConfig,
    /// Which name passkeys are for, and whose devices are trusted.
    pub passkeys: PasskeyConfig,
    /// Counters for monitoring.
    pub metrics: MetricsConfig,
    /// What is logged.
    pub log: LogConfig,
    /// How the audit trail is signed.
    pub audit: AuditConfig,
    /// How mail is sent.
    pub mail: MailConfig,
    /// How text messages are sent.
    pub sms: SmsConfig,
    /// How much a caller may ask for.
    pub limits: Limits,
    /// The directories of the user.
    #[serde(skip)]
    pub places: Places,
}

/// An address to listen at. Whether it is this machine's is found out when listening.
fn address<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => Ok(text),
        _ => Err(serde::de::Error::custom(format!(
            "listen is {text:?}, which is no address to listen at; write HOST:PORT, as in 127.0.0.1:8080"
        ))),
    }
}

/// Counters for monitoring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MetricsConfig {
    /// Whether they may be read without a token.
    pub open: bool,
}

/// How a running server signs the audit trail, and tells it of looks and decisions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AuditConfig {
    /// After so many new entries; never because of their number when 0.
    pub checkpoint_entries: u32,
    /// When there is something new after so many minutes; never because of time when 0.
    pub checkpoint_minutes: u32,
    /// The file that checkpoints are added to, beside the database.
    pub checkpoint_file: Option<PathBuf>,
    /// Whether questions that are told are answered only when the trail has them on the disk.
    pub synchronous: bool,
    /// Entries of looks and decisions that may wait to be written.
    pub waiting: usize,
    /// How long somebody waits for room among them.
    pub wait_seconds: u64,
    /// What happens then.
    pub when_full: WhenFull,
}

/// What happens to a question that the audit trail cannot be told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WhenFull {
    /// It is not answered.
    #[default]
    Refuse,
    /// It is answered, and the trail is told how many it lacks.
    Answer,
}

/// How passwords are hashed: Argon2id.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PasswordConfig {
    /// Memory of one hash, in KiB.
    pub memory_kib: u32,
    /// How often it is gone over.
    pub passes: u32,
    /// How many are hashed at the same time; as many as there are processors when 0.
    pub places: usize,
    /// How many may wait for a place; others are told to come again.
    pub waiting: usize,
    /// Passwords that became known in breaches, by their SHA-1, sorted.
    pub breached: Option<PathBuf>,
}

/// What is logged.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LogConfig {
    /// For people or for programs.
    pub format: LogFormat,
    /// Which entries, in the notation of `tracing`.
    pub filter: String,
}

/// The form of log entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One line for people.
    #[default]
    Pretty,
    /// One JSON object per line.
    Json,
}

/// How much a caller may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Length of a body.
    pub body_bytes: usize,
    /// Objects and lists inside each other.
    pub depth: usize,
    /// Items of a batch.
    pub batch_items: usize,
    /// Results on a page of a search.
    pub page: usize,
    /// Searches at the same time.
    pub searches: usize,
    /// Open connections.
    pub connections: usize,
    /// Seconds for an answer.
    pub request_seconds: u64,
    /// Seconds for the head of a request, and for an idle connection.
    pub header_seconds: u64,
    /// Seconds that a demanded revision is waited for.
    pub wait_seconds: u64,
    /// Earlier revisions that stay in memory for searches being paged through.
    pub kept_revisions: usize,
    /// Requests of one token in a second; any number when 0.
    pub requests_per_second: u32,
    /// Tokens that are refused to one address in a minute before it has to wait; any number when 0.
    pub failed_tokens: u32,
}

impl Config {
    /// The address of the database: the configured one, or an SQLite file among the data.
    #[must_use]
    pub fn database_url(&self) -> Secret {
        self.database.clone().unwrap_or_else(|| {
            Secret::new(format!("sqlite://{}", self.data_dir().join("bailiwick.db").display()))
        })
    }

    /// The address that callers know the server by: the configured one, or the loopback address it listens at.
    #[must_use]
    pub fn public_url(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// Where files are kept: the configured directory, or the user's for data.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.data_dir.clone().unwrap_or_else(|| self.places.data_dir())
    }

    /// The file with the installation's secret.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.data_dir().join("key"))
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database: None,
            listen: "127.0.0.1:8080".to_owned(),
            public_url: None,
            data_dir: None,
            key_file: None,
            backup_dir: None,
            connections: BTreeMap::new(),
            subject_types: vec!["user".to_owned()],
            trusted_proxies: Vec::new(),
            passwords: PasswordConfig::default(),
            metrics: MetricsConfig::default(),
            log: LogConfig::default(),
            passkeys: PasskeyConfig::default(),
            audit: AuditConfig::default(),
            mail: MailConfig::default(),
            sms: SmsConfig::default(),
            limits: Limits::default(),
            places: Places::default(),
        }
    }
}

impl Default for AuditConfig {
    fn default() -> Self {
        Self {
            checkpoint_entries: 1_000,
            checkpoint_minutes: 60,
            checkpoint_file: None,
            synchronous: false,
            waiting: 10_000,
            wait_seconds: 5,
            when_full: WhenFull::Refuse,
        }
    }
}

impl PasswordConfig {
    /// How many are hashed at the same time.
    #[must_use]
    pub fn at_once(&self) -> usize {
        match self.places {
            0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            places => places,
        }
    }
}

impl Default for PasswordConfig {
    fn default() -> Self {
        Self { memory_kib: 19_456, passes: 2, places: 0, waiting: 200, breached: None }
    }
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { format: LogFormat::Pretty, filter: "info".to_owned() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1 << 20,
            depth: 32,
            batch_items: 1_000,
            page: 1_000,
            searches: 4,
            connections: 10_000,
            request_seconds: 30,
            header_seconds: 30,
            wait_seconds: 5,
            kept_revisions: 2,
            requests_per_second: 0,
            failed_tokens: 60,
        }
    }
}
