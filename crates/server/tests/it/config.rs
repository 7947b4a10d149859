//! Configuration: three layers, nothing unknown, nothing secret shown, and documentation that is true.

use std::{collections::BTreeMap, fs, path::PathBuf};

use bailiwick_server::config::{
    AuditConfig, Config, ConfigError, Limits, LogConfig, LogFormat, MailConfig, MetricsConfig,
    PasswordConfig, SmsConfig, Sources,
    keys::{KEYS, Kind},
    load_key, load_or_make_key, reference,
};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("bailiwick-config-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&path));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn sources(file: &str, environment: &[(&str, &str)], flags: &[(&str, &str)]) -> (Folder, Sources) {
    let folder = Folder::new(&format!("{:?}", std::thread::current().id()));
    let file = folder.file("bailiwick.toml", file);
    let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    let environment: BTreeMap<String, String> = environment.iter().map(owned).collect();
    let flags: Vec<(String, String)> = flags.iter().map(owned).collect();
    (folder, Sources { file: Some(file), environment, flags, foreign: Vec::new() })
}

fn loaded(file: &str, environment: &[(&str, &str)], flags: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let (_folder, sources) = sources(file, environment, flags);
    sources.load()
}

fn refusal(file: &str, environment: &[(&str, &str)], flags: &[(&str, &str)]) -> String {
    loaded(file, environment, flags).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn later_layers_win() {
    let file = "listen = \"1.1.1.1:1\"\n[limits]\npage = 10\ndepth = 5\nsearches = 9\n";
    let environment = [("BAILIWICK_LIMITS_PAGE", "20"), ("BAILIWICK_LIMITS_DEPTH", "6"), ("PATH", "/bin")];
    let config = loaded(file, &environment, &[("limits.page", "30")]).unwrap();
    assert_eq!(config.listen, "1.1.1.1:1");
    assert_eq!((config.limits.page, config.limits.depth, config.limits.searches), (30, 6, 9));
    assert_eq!(config.limits.body_bytes, Limits::default().body_bytes);
}

#[test]
fn every_key_is_listed_and_can_be_set_in_the_environment() {
    // A key that is added has to be added here, and so to the list.
    let Config { database: _, listen: _, public_url: _, data_dir: _, key_file: _, connections: _, .. } =
        Config::default();
    let Config { subject_types: _, backup_dir: _, metrics, log, audit, mail, sms, limits, .. } =
        Config::default();
    let MailConfig { carrier: _, from: _, reply_to: _, url: _, password: _, ca_file: _, directory: _ } = mail;
    let SmsConfig { carrier: _, url: _, form: _, body: _, headers: _, directory: _ } = sms;
    let Config { trusted_proxies: _, passwords, .. } = Config::default();
    let PasswordConfig { memory_kib: _, passes: _, places: _, waiting: _, breached: _ } = passwords;
    let MetricsConfig { open: _ } = metrics;
    let LogConfig { format: _, filter: _ } = log;
    let AuditConfig {
        checkpoint_entries: _,
        checkpoint_minutes: _,
        checkpoint_file: _,
        synchronous: _,
        waiting: _,
        wait_seconds: _,
        when_full: _,
    } = audit;
    let Limits { body_bytes: _, depth: _, batch_items: _, page: _, searches: _, .. } = limits;
    let Limits {
        connections: _,
        request_seconds: _,
        header_seconds: _,
        wait_seconds: _,
        kept_revisions: _,
        requests_per_second: _,
        failed_tokens: _,
        ..
    } = limits;
    assert_eq!(KEYS.len(), 9 + 5 + 3 + 1 + 2 + 7 + 7 + 6 + 12);
    let before = format!("{:?}", Config::default());
    for key in KEYS {
        let value = match (key.path, key.kind) {
            ("log.format", _) => "json",
            ("mail.carrier" | "sms.carrier", _) => "console",
            ("sms.form", _) => "form",
            ("audit.when_full", _) => "answer",
            ("listen", _) => "[::1]:77",
            ("trusted_proxies", _) => "10.0.0.0/8",
            (_, Kind::Number) => "77",
            (_, Kind::Switch) => "true",
            _ => "something",
        };
        let variable = key.variable() + if key.kind == Kind::Secrets { "_MAIN" } else { "" };
        let config = loaded("", &[(&variable, value)], &[]).unwrap();
        assert_ne!(format!("{config:?}"), before, "{}", key.path);
    }
}

#[test]
fn what_is_unknown_is_refused_by_name() {
    for (file, expected) in [
        ("listn = \"x\"\n", "line 1: unknown field `listn`"),
        ("\n[limits]\npages = 1\n", "line 3: unknown field `pages`"),
        ("[log]\nformat = \"xml\"\n", "line 2: unknown variant `xml`"),
        ("listen = 7\n", "line 1: invalid type: integer `7`"),
        ("listen = \n", "line 1: "),
        (
            "listen = \"foo\"\n",
            "line 1: listen is \"foo\", which is no address to listen at; write HOST:PORT",
        ),
        ("listen = \"localhost:70000\"\n", "no address to listen at"),
    ] {
        let said = refusal(file, &[], &[]);
        assert!(said.contains(expected), "{file}: {said}");
    }
    let said = refusal("", &[("BAILIWICK_LISTN", "x")], &[]);
    assert_eq!(
        said,
        "the environment has BAILIWICK_LISTN, which is not known; did you mean BAILIWICK_LISTEN?"
    );
    assert!(refusal("", &[("BAILIWICK_COLOUR", "x")], &[]).contains("see docs/configuration.md"));
    assert_eq!(
        refusal("", &[("BAILIWICK_LIMITS_PAGE", "ten")], &[]),
        "BAILIWICK_LIMITS_PAGE: a whole number is expected"
    );
    assert_eq!(refusal("", &[], &[("metrics.open", "maybe")]), "--metrics-open: true or false is expected");
    assert_eq!(refusal("", &[], &[("colour", "x")]), "there is no key colour; see docs/configuration.md");
    assert_eq!(refusal("[limits]\npage = 0\n", &[], &[]), "limits.page: must be from 1 to 1073741824");
    let (_folder, mut named) = sources("", &[("BAILIWICK_TOKEN", "x")], &[]);
    named.foreign.push("BAILIWICK_TOKEN".into());
    assert!(named.load().is_ok());
}

#[test]
fn secrets_come_from_files_too_and_are_never_shown() {
    let folder = Folder::new("secrets");
    let file = folder.file("database", "postgres://bailiwick:s3cret@db/bailiwick\n");
    let environment = [
        ("BAILIWICK_DATABASE_FILE", file.to_str().unwrap()),
        ("BAILIWICK_CONNECTIONS_ERP", "postgres://odoo:s3cret@erp/odoo"),
        ("BAILIWICK_MAIL_PASSWORD_FILE", file.to_str().unwrap()),
        ("BAILIWICK_SMS_URL", "https://sms.example.org/?key=s3cret"),
        ("BAILIWICK_SMS_HEADERS_X_API_KEY", "s3cret"),
    ];
    let config = loaded("", &environment, &[]).unwrap();
    assert_eq!(config.database_url().reveal(), "postgres://bailiwick:s3cret@db/bailiwick");
    assert_eq!(config.connections["erp"].reveal(), "postgres://odoo:s3cret@erp/odoo");
    assert_eq!(config.mail.password.as_ref().unwrap().reveal(), "postgres://bailiwick:s3cret@db/bailiwick");
    assert_eq!(config.sms.headers["x_api_key"].reveal(), "s3cret");
    assert!(!format!("{config:?}").contains("s3cret"));
    let said = refusal("database = { url = \"postgres://a:s3cret@b/c\" }\n", &[], &[]);
    assert!(!said.contains("s3cret"), "{said}");
}

#[test]
fn places_follow_the_environment() {
    let config = loaded("", &[("HOME", "/home/asha")], &[]).unwrap();
    assert_eq!(config.data_dir(), PathBuf::from("/home/asha/.local/share/bailiwick"));
    assert_eq!(config.database_url().reveal(), "sqlite:///home/asha/.local/share/bailiwick/bailiwick.db");
    let config = loaded("", &[("HOME", "/home/asha"), ("XDG_DATA_HOME", "/data")], &[]).unwrap();
    assert_eq!(config.key_file(), PathBuf::from("/data/bailiwick/key"));
    let config = loaded("data_dir = \"/srv\"\n", &[("XDG_DATA_HOME", "/data")], &[]).unwrap();
    assert_eq!(config.key_file(), PathBuf::from("/srv/key"));
    assert_eq!(config.public_url(), "http://127.0.0.1:8080");
    assert_eq!(config.log.format, LogFormat::Pretty);
}

#[test]
fn a_missing_file_matters_only_when_it_was_named() {
    let missing = Sources { file: Some(PathBuf::from("/nowhere/bailiwick.toml")), ..Sources::default() };
    assert!(matches!(missing.load(), Err(ConfigError::Unreadable { .. })));
    assert!(Sources::default().load().is_ok());
}

#[cfg(unix)]
#[test]
fn the_key_is_made_once_and_kept_from_others() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("key");
    let path = folder.0.join("deep/key");
    assert!(matches!(load_key(&path), Err(ConfigError::Unreadable { .. })));
    let made = load_or_make_key(&path, &mut |buffer| {
        buffer.fill(5);
        Ok(())
    })
    .unwrap();
    let again = load_or_make_key(&path, &mut |_| Err("not needed".into())).unwrap();
    assert_eq!(made.text(), again.text());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let error = load_key(&path).map(|_| ()).unwrap_err().to_string();
    assert!(error.ends_with("take that right away with chmod 600"), "{error}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&path, "short").unwrap();
    assert!(matches!(load_key(&path), Err(ConfigError::Key { .. })));
}

#[test]
fn the_documentation_lists_the_keys_as_they_are() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md");
    let text = fs::read_to_string(path).unwrap();
    let table = reference::table();
    assert!(text.contains(&table), "docs/configuration.md must have this table:\n\n{table}");
}
