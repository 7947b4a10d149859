//! Lays the environment over the file, and the flags over both.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use toml::{Table, Value};

use super::{
    Config, ConfigError, Limits, Places,
    keys::{FILE_VARIABLE, KEYS, KeyInfo, Kind, OF_COMMANDS, PREFIX},
};

/// Where a configuration comes from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The file that was named; without one, `bailiwick.toml` in the current directory is read if it is there.
    pub file: Option<PathBuf>,
    /// The environment.
    pub environment: BTreeMap<String, String>,
    /// Flags: keys and their values as texts.
    pub flags: Vec<(String, String)>,
    /// Variables with our prefix that others read.
    pub foreign: Vec<String>,
}

impl Sources {
    /// The environment of this process.
    #[must_use]
    pub fn of_process() -> Self {
        Self { environment: std::env::vars().collect(), ..Self::default() }
    }

    /// The configuration.
    ///
    /// # Errors
    /// See [`ConfigError`].
    pub fn load(&self) -> Result<Config, ConfigError> {
        let mut table = self.read_file()?;
        self.lay_environment(&mut table)?;
        for (path, text) in &self.flags {
            let key = KEYS.iter().find(|key| key.path == path);
            let key = key.ok_or_else(|| ConfigError::UnknownKey(path.clone()))?;
            let place = format!("--{}", path.replace(['.', '_'], "-"));
            put(&mut table, key.path, value(key, &place, text)?);
        }
        let why = |error: toml::de::Error| ConfigError::Value {
            place: "the configuration".to_owned(),
            why: error.message().to_owned(),
        };
        let mut config: Config = table.try_into().map_err(why)?;
        config.places = Places::of(&self.environment);
        bounded(&config.limits)?;
        Ok(config)
    }

    /// The file that was named, if any, and the one that is read.
    fn file(&self) -> (bool, PathBuf) {
        let named = self.file.clone().or_else(|| self.environment.get(FILE_VARIABLE).map(PathBuf::from));
        (named.is_some(), named.unwrap_or_else(|| PathBuf::from("bailiwick.toml")))
    }

    /// The files that are read: the configuration file, if it is there, and those of secrets.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        let secret = |(variable, path): (&String, &String)| {
            let ours = variable.starts_with(PREFIX) && !self.foreign.contains(variable);
            (ours && self.secret_file(variable).is_some()).then(|| PathBuf::from(path))
        };
        let (_, path) = self.file();
        let file = path.is_file().then_some(path);
        file.into_iter().chain(self.environment.iter().filter_map(secret)).collect()
    }

    fn read_file(&self) -> Result<Table, ConfigError> {
        let (named, path) = self.file();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if !named && error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Table::new());
            }
            Err(why) => return Err(ConfigError::Unreadable { path, why }),
        };
        let wrong = |error: toml::de::Error| in_file(&path, &text, &error);
        // Read by itself first, so that what is wrong is said of the line it stands in.
        toml::from_str::<Config>(&text).map_err(wrong)?;
        toml::from_str(&text).map_err(wrong)
    }

    fn lay_environment(&self, table: &mut Table) -> Result<(), ConfigError> {
        let ours = self.environment.iter().filter(|(name, _)| name.starts_with(PREFIX));
        for (variable, text) in ours {
            if variable == FILE_VARIABLE
                || OF_COMMANDS.contains(&variable.as_str())
                || self.foreign.contains(variable)
            {
                continue;
            }
            let read;
            let (name, text) = match self.secret_file(variable) {
                Some(name) => {
                    let path = PathBuf::from(text);
                    read = std::fs::read_to_string(&path)
                        .map_err(|why| ConfigError::Unreadable { path, why })?;
                    (name, read.trim_end())
                }
                None => (variable.as_str(), text.as_str()),
            };
            if let Some(key) = KEYS.iter().find(|key| key.kind != Kind::Secrets && key.variable() == name) {
                put(table, key.path, value(key, variable, text)?);
            } else if let Some((key, entry)) = entry(name) {
                put(table, &format!("{}.{entry}", key.path), Value::String(text.to_owned()));
            } else {
                return Err(unknown(variable));
            }
        }
        Ok(())
    }

    /// `BAILIWICK_DATABASE_FILE` names a file with the secret for `BAILIWICK_DATABASE`.
    fn secret_file<'v>(&self, variable: &'v str) -> Option<&'v str> {
        let name = variable.strip_suffix("_FILE")?;
        let secret = |key: &KeyInfo| key.kind == Kind::Secret && key.variable() == name;
        (KEYS.iter().any(secret) || entry(name).is_some()).then_some(name)
    }
}

/// Refuses limits that would let nothing through, or that no machine could keep.
fn bounded(limits: &Limits) -> Result<(), ConfigError> {
    const MOST: u64 = 1 << 30;
    let Limits { body_bytes, depth, batch_items, page, searches, connections, .. } = *limits;
    let counts = [
        ("limits.body_bytes", body_bytes),
        ("limits.depth", depth),
        ("limits.batch_items", batch_items),
        ("limits.page", page),
        ("limits.searches", searches),
        ("limits.connections", connections),
    ];
    let counts = counts.into_iter().map(|(key, count)| (key, u64::try_from(count).unwrap_or(u64::MAX)));
    let times = [
        ("limits.request_seconds", limits.request_seconds),
        ("limits.header_seconds", limits.header_seconds),
    ];
    for (key, number) in counts.chain(times) {
        if !(1..=MOST).contains(&number) {
            return Err(ConfigError::Value {
                place: key.to_owned(),
                why: format!("must be from 1 to {MOST}"),
            });
        }
    }
    Ok(())
}

/// A variable for one of several named secrets.
fn entry(variable: &str) -> Option<(&'static KeyInfo, String)> {
    KEYS.iter().filter(|key| key.kind == Kind::Secrets).find_map(|key| {
        let name =
            variable.strip_prefix(&key.variable())?.strip_prefix('_').filter(|name| !name.is_empty())?;
        Some((key, name.to_lowercase()))
    })
}

fn value(key: &KeyInfo, place: &str, text: &str) -> Result<Value, ConfigError> {
    let wrong = |why: &str| Err(ConfigError::Value { place: place.to_owned(), why: why.to_owned() });
    Ok(match key.kind {
        Kind::Text | Kind::Secret | Kind::Path => Value::String(text.to_owned()),
        Kind::List => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            Value::Array(items.map(|item| Value::String(item.to_owned())).collect())
        }
        Kind::Number => match text.parse() {
            Ok(number) => Value::Integer(number),
            Err(_) => return wrong("a whole number is expected"),
        },
        Kind::Switch => match text {
            "true" | "1" | "yes" => Value::Boolean(true),
            "false" | "0" | "no" => Value::Boolean(false),
            _ => return wrong("true or false is expected"),
        },
        Kind::Secrets => return wrong(&format!("name one of them, as in {}.NAME", key.path)),
    })
}

fn put(table: &mut Table, path: &str, value: Value) {
    match path.split_once('.') {
        None => drop(table.insert(path.to_owned(), value)),
        Some((section, rest)) => {
            let inner = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// The reader's message with the line, but without the text that stands there: it may be a secret.
fn in_file(path: &Path, text: &str, error: &toml::de::Error) -> ConfigError {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line =
        before.map_or_else(String::new, |before| format!("line {}: ", before.matches('\n').count() + 1));
    ConfigError::File { path: path.to_owned(), why: format!("{line}{}", error.message()) }
}

fn unknown(variable: &str) -> ConfigError {
    let near = KEYS.iter().map(KeyInfo::variable).find(|known| {
        let common = known.chars().zip(variable.chars()).take_while(|(a, b)| a == b).count();
        common + 3 >= known.len().max(variable.len())
    });
    let remedy = match near {
        Some(near) => format!("did you mean {near}?"),
        None => "remove it, or see docs/configuration.md for what there is".to_owned(),
    };
    ConfigError::UnknownVariable { variable: variable.to_owned(), remedy }
}
