//! `demo`: a sample organisation to try things on.

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use bailiwick_app::{
    Installation, Live,
    administration::{Administration, Ctx},
    api_keys::{Scope, Wanted},
    demo,
};
use bailiwick_connectors::{SampleTable, create_sample};
use bailiwick_model::{AreaCode, UserId};
use bailiwick_protocol::document::Document;
use bailiwick_server::{
    config::{Config, Secret},
    http::Key,
    log,
};
use clap::Args;
use jiff::tz::TimeZone;
use serde_json::Map;

use super::{Context, Outcome, Trouble, answers::open, author::author, serve};

/// A sample organisation: a social-protection programme and a service provider.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick demo
  bailiwick demo --dir ./demo --no-serve")]
pub(crate) struct Demo {
    /// Where it is kept; the data directory's `demo` when absent. A sample that is there already is made anew.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Address and port to listen at.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Only make it, and print what to try.
    #[arg(long)]
    no_serve: bool,
}

impl Demo {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let flags = self.listen.clone().map(|listen| ("listen".to_owned(), listen));
        context.here()?;
        let mut config = context.configured(flags.into_iter().collect())?;
        let dir = self.dir.clone().unwrap_or_else(|| config.data_dir().join("demo"));
        std::fs::create_dir_all(&dir).map_err(|error| {
            Trouble::Environment(format!(
                "{}: it cannot be made ({error}); name another --dir",
                dir.display()
            ))
        })?;
        let dir = dir
            .canonicalize()
            .map_err(|error| Trouble::Environment(format!("{}: {error}", dir.display())))?;
        leave_others_alone(&dir)?;
        config.database = Some(Secret::new(format!("sqlite://{}", dir.join(DATABASE).display())));
        config.data_dir = Some(dir.clone());
        config.public_url = config.public_url.take().or_else(|| of_this_machine(&config.listen));
        let secret = make(context, &mut config, &dir)?;
        let told = told(context, &config, &dir, &secret);
        if self.no_serve {
            return Ok(Outcome::done(told));
        }
        eprint(&told);
        log::start(&config.log).map_err(|error| Trouble::Usage(error.to_string()))?;
        serve::run(&config, &open(&config)?)?;
        Ok(Outcome::done(""))
    }
}

/// How the configuration of a sample begins. What stands beside one may be made anew.
const MARK: &str =
    "# The sample organisation: `bailiwick demo` makes this folder anew each time that it is run.\n";

/// Refuses a folder whose installation or records are somebody's own.
fn leave_others_alone(dir: &Path) -> Result<(), Trouble> {
    let settings = std::fs::read_to_string(dir.join(SETTINGS));
    if settings.is_ok_and(|text| text.starts_with(MARK)) {
        return Ok(());
    }
    match [SETTINGS, DATABASE, RECORDS].map(|name| dir.join(name)).into_iter().find(|file| file.exists()) {
        None => Ok(()),
        Some(file) => Err(Trouble::Usage(format!(
            "{} is no sample's, and the sample would take its place; name another --dir",
            file.display()
        ))),
    }
}

/// What a folder with a sample holds: its configuration, its database, and the records that are asked about.
const SETTINGS: &str = "bailiwick.toml";
const DATABASE: &str = "bailiwick.db";
const RECORDS: &str = "records.db";

/// This machine by its name: browsers take passkeys for names alone.
fn of_this_machine(listen: &str) -> Option<String> {
    let (host, port) = listen.rsplit_once(':')?;
    let host: IpAddr = host.trim_matches(['[', ']']).parse().ok()?;
    match port {
        _ if !host.is_loopback() && !host.is_unspecified() => None,
        "0" => None,
        "80" => Some("http://localhost".to_owned()),
        port => Some(format!("http://localhost:{port}")),
    }
}

/// Makes the databases and keys, and connects one to the other.
fn make(context: &Context, config: &mut Config, dir: &Path) -> Result<Secrets, Trouble> {
    let today = context.now().to_zoned(TimeZone::UTC).date();
    let demo = demo::build(today).map_err(|error| Trouble::Environment(error.to_string()))?;
    let tables: Vec<SampleTable<'_>> =
        demo.tables.iter().map(|t| SampleTable { name: t.name, columns: t.columns, rows: &t.rows }).collect();
    let records = dir.join(RECORDS);
    create_sample(&records, &tables).map_err(|error| Trouble::Environment(error.to_string()))?;
    let url = format!("sqlite://{}", records.display());
    config.connections.insert(demo::CONNECTION.to_owned(), Secret::new(url.clone()));
    let file = dir.join(SETTINGS);
    let settings = format!(
        "{MARK}database = {:?}\ndata_dir = {:?}\nlisten = {:?}\npublic_url = {:?}\n\n[connections]\n{} = {url:?}\n",
        config.database_url().reveal(),
        dir.display().to_string(),
        config.listen,
        config.public_url(),
        demo::CONNECTION
    );
    std::fs::write(&file, settings).map_err(|error| {
        Trouble::Environment(format!("{}: it cannot be written ({error})", file.display()))
    })?;
    let installation = open(config)?;
    let places = demo::places_of_work(&demo.directory);
    installation
        .apply(&Document { policy: demo.policy, directory: Some(demo.directory) }, &author(context))?;
    settle(context, &installation, &places)?;
    let wanted = Wanted {
        name: "demo".to_owned(),
        scopes: [Scope::Decide, Scope::Search].into(),
        login: None,
        expires_us: None,
    };
    let administrator = Wanted {
        name: "demo administration".to_owned(),
        scopes: [Scope::Admin].into(),
        login: UserId::new(demo::ADMINISTRATOR).ok(),
        expires_us: None,
    };
    let mut entropy = |bytes: &mut [u8]| getrandom::fill(bytes).map_err(|error| error.to_string());
    let issued = installation.make_key(wanted, &author(context), &mut entropy)?;
    let admin = installation.make_key(administrator, &author(context), &mut entropy)?;
    let passwords = let_in(context, config, &installation)?;
    let [ask, administer] = [issued, admin].map(|key| key.secret.reveal().to_owned());
    Ok(Secrets { ask, administer, passwords })
}

/// Gives two people passwords that they have to change: who may do everything, and a registrar.
fn let_in(context: &Context, config: &Config, installation: &Installation) -> Result<[String; 2], Trouble> {
    let live = Arc::new(Live::new(installation.load()?));
    let office = Administration::new(installation.clone(), live, false);
    // Nothing that is kept of a password depends on the key.
    let entrance = serve::sign_in(config, office, &Key::new([0; 32]))?;
    let given = |login| {
        let given = entrance.give_temporary_password(&Ctx::new(author(context)), login);
        let given =
            given.map_err(|refused| Trouble::Environment(format!("the sample cannot be made: {refused}")));
        given.map(|password| password.to_string())
    };
    Ok([given(demo::ADMINISTRATOR)?, given(REGISTRAR)?])
}

/// Who registers households in one district, for a season.
const REGISTRAR: &str = "asha";

/// Notes where people work, which is what a user manager's reach goes by.
fn settle(
    context: &Context,
    installation: &Installation,
    places: &[(UserId, AreaCode)],
) -> Result<(), Trouble> {
    let live = Arc::new(Live::new(installation.load()?));
    let office = Administration::new(installation.clone(), live, false);
    for (login, area) in places {
        let works = Map::from_iter([("area".to_owned(), area.as_str().into())]);
        let settled = office.change_user(&Ctx::new(author(context)), login, &works);
        settled.map_err(|refused| Trouble::Environment(format!("the sample cannot be made: {refused}")))?;
    }
    Ok(())
}

/// Keys of the sample, which is nobody's secret.
struct Secrets {
    ask: String,
    administer: String,
    /// Temporary passwords of the administrator and of a registrar.
    passwords: [String; 2],
}

fn told(context: &Context, config: &Config, dir: &Path, secrets: &Secrets) -> String {
    let Secrets { ask: secret, administer, passwords: [password, registrar] } = secrets;
    let today = context.now().to_zoned(TimeZone::UTC).date();
    let (program, file) = (program(), dir.join(SETTINGS));
    let file = file.display();
    let mut text = format!(
        "The sample organisation is in {}.\nA key for it: {secret}\n\nAsk over HTTP:\n  curl -H 'Authorization: Bearer \
         {secret}' -H 'Content-Type: application/json' {}/access/v1/evaluation -d '{{\"subject\": {{\"type\": \"user\", \
         \"id\": \"asha\"}}, \"action\": {{\"name\": \"update\"}}, \"resource\": {{\"type\": \"spp.household\", \"id\": \
         \"42\"}}}}'\n\nAdminister it as {admin}, who may do everything; {url}/api/v1/docs shows how, and takes this key: {administer}\n  curl \
         -H 'Authorization: Bearer {administer}' '{url}/api/v1/users?search=ash&fields=login,display_name,lines'\n\nSign in at {url}/sign-in; each chooses a password of his own then:\n  {admin}, who may do everything: {password}\n  {REGISTRAR}, a registrar of one district: {registrar}\n\nOr, \
         in another terminal:\n",
        dir.display(),
        config.public_url(),
        admin = demo::ADMINISTRATOR,
        url = config.public_url(),
    );
    for (command, shows) in demo::tour(today) {
        let arguments = command.strip_prefix("bailiwick ").unwrap_or(&command);
        text.push_str(&format!("  {program} --config {file} {arguments}\n      {shows}\n"));
    }
    text
}

/// How this very program can be called again.
fn program() -> String {
    std::env::current_exe().map_or_else(|_| "bailiwick".to_owned(), |path| path.display().to_string())
}

/// To standard error, since the server has no result to print.
fn eprint(text: &str) {
    use std::io::Write as _;
    drop(writeln!(std::io::stderr().lock(), "{text}"));
}
