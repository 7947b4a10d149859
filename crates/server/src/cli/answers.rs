//! Where answers come from: the database, or a world file.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use bailiwick_app::{
    Author, InForce, Installation, LoadedWorld, State, Watched, When, Witness,
    connected::{Connected, Databases, OWN_CONNECTION, sqlite_functions},
    decisions::Evaluator,
};
use bailiwick_connectors::RecordDatabase;
use bailiwick_model::{CompanyId, Directory};
use bailiwick_server::config::Config;
use bailiwick_store::DatabaseUrl;
use clap::Args;
use jiff::civil::Date;

use super::{Context, Trouble, author::author, progress::Bar};

/// What questions are asked of, and when.
#[derive(Debug, Args)]
pub(crate) struct Asking {
    /// Ask a world file instead of the database.
    #[arg(long, value_name = "FILE")]
    world: Option<PathBuf>,
    /// Ask as of this day, as in 2026-12-01, instead of now.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Ask for these companies only; all of the user's when absent.
    #[arg(long, value_name = "CODE", num_args = 1..)]
    company: Vec<CompanyId>,
}

/// Something that can be asked.
pub(crate) struct Answers {
    pub(crate) state: State,
    pub(crate) people: Directory,
    pub(crate) when: When,
    pub(crate) companies: Vec<CompanyId>,
    /// What the audit trail is told of questions; never anything of a world file's.
    watched: Option<Watched>,
    /// The question is about another moment.
    hypothetical: bool,
    /// The trail, and who asks.
    trail: Option<(Witness, Author)>,
}

impl Answers {
    /// Asks, and tells the trail of it, if that is wanted, before the answer is shown.
    pub(crate) fn ask<'a, T>(
        &'a self,
        state: &'a State,
        assumed: bool,
        ask: impl FnOnce(&mut Evaluator<'a>) -> T,
    ) -> Result<T, Trouble> {
        let mut evaluator = Evaluator::at(state, self.when)
            .for_companies(&self.companies)
            .watched(self.watched.as_ref(), assumed || self.hypothetical);
        let answer = ask(&mut evaluator);
        let seen = evaluator.seen();
        if let Some((witness, author)) = &self.trail {
            let entries = seen.into_iter().map(|seen| seen.entry(author)).collect();
            witness.tell(entries).map_err(|untold| {
                Trouble::Environment(format!("{untold}; where a server has the database, ask the server"))
            })?;
        }
        Ok(answer)
    }
}

impl Asking {
    /// Opens what is to be asked.
    pub(crate) fn open(&self, context: &Context) -> Result<Answers, Trouble> {
        let now = || When::At(context.now().as_second());
        let mut trail = None;
        let (state, people, when) = match &self.world {
            Some(path) => {
                let bar = Bar::new();
                let world = LoadedWorld::load(path, &mut |p| bar.tell(p))?;
                let named = world.now.filter(|_| context.global.now.is_none());
                let when = named.map_or_else(now, |moment| When::At(moment.as_second()));
                (world.state.clone(), world.directory(), when)
            }
            None => {
                let config = context.config(Vec::new())?;
                let installation = open_to_read(&config)?;
                let InForce { state, directory } = installation.load_all()?;
                trail = Some((Witness::direct(installation.database().clone()), author(context)));
                (connect(state, &config)?, directory, now())
            }
        };
        let when = self.as_of.map_or(when, When::On);
        let watched = trail.as_ref().and_then(|_| Watched::of(&state.policy, state.snapshot.schema()));
        let hypothetical = self.as_of.is_some() || context.is_pretended();
        Ok(Answers { state, people, when, companies: self.company.clone(), watched, hypothetical, trail })
    }
}

/// Opens the configured database.
pub(crate) fn open(config: &Config) -> Result<Installation, Trouble> {
    Ok(Installation::open(&database(config)?)?)
}

/// Opens the configured database for questions, which a server that uses it does not stand in the way of.
pub(crate) fn open_to_read(config: &Config) -> Result<Installation, Trouble> {
    Ok(Installation::open_to_read(&database(config)?)?)
}

fn database(config: &Config) -> Result<DatabaseUrl, Trouble> {
    let url: DatabaseUrl = config.database_url().reveal().parse()?;
    if config.database.is_none() {
        let folder = config.data_dir();
        std::fs::create_dir_all(&folder).map_err(|error| {
            Trouble::Environment(format!(
                "{}: it cannot be made ({error}); name a --database",
                folder.display()
            ))
        })?;
    }
    Ok(url)
}

/// Lets the state read records from the connected databases, if there are any.
pub(crate) fn connect(state: State, config: &Config) -> Result<State, Trouble> {
    Connections::open(config)?.connect(state)
}

/// The connected databases, opened once, whichever state is in force.
pub(crate) struct Connections {
    databases: Databases,
    /// What was bound last: only what has changed since is compared with its database.
    bound: Mutex<Option<Arc<Connected>>>,
}

impl Connections {
    /// Opens the connected databases, and the own one once more: by then it is there. Questions about Bailiwick's own objects are
    /// answered from it like those about any other record.
    pub(crate) fn open(config: &Config) -> Result<Self, Trouble> {
        let mut databases = databases(config)?;
        if let Some(own) = own_database(config)? {
            databases.insert(OWN_CONNECTION.to_owned(), Arc::new(own));
        }
        Ok(Self { databases, bound: Mutex::new(None) })
    }

    /// Lets the state read records from them.
    pub(crate) fn connect(&self, state: State) -> Result<State, Trouble> {
        if self.databases.is_empty() {
            return Ok(state);
        }
        let mut bound = self.bound.lock().unwrap_or_else(PoisonError::into_inner);
        let (snapshot, rest) = (Arc::clone(&state.snapshot), Arc::clone(&state.records));
        let records = match &*bound {
            Some(before) => before.renew(snapshot, rest),
            None => Connected::bind(snapshot, self.databases.clone(), rest),
        };
        let records = Arc::new(records.map_err(|problems| Trouble::Environment(problems.to_string()))?);
        *bound = Some(Arc::clone(&records));
        Ok(State { records, ..state })
    }
}

/// The database that Bailiwick keeps everything in, to be read; none where it is in memory, which nobody else can read.
fn own_database(config: &Config) -> Result<Option<RecordDatabase>, Trouble> {
    if config.connections.contains_key(OWN_CONNECTION) {
        return Err(Trouble::Environment(format!(
            "connections.{OWN_CONNECTION} is the name of Bailiwick's own database; give the connection another name"
        )));
    }
    if database(config)?.is_memory() {
        return Ok(None);
    }
    let own = RecordDatabase::open(config.database_url().reveal(), sqlite_functions());
    own.map(Some).map_err(|error| Trouble::Environment(format!("the database itself: {error}")))
}

/// Opens the connected databases.
pub(crate) fn databases(config: &Config) -> Result<Databases, Trouble> {
    let open = |(name, url): (&String, &bailiwick_server::config::Secret)| {
        let database = RecordDatabase::open(url.reveal(), sqlite_functions())
            .map_err(|error| Trouble::Environment(format!("connection {name}: {error}")))?;
        Ok((name.clone(), Arc::new(database)))
    };
    config.connections.iter().map(open).collect()
}
