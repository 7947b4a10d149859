//! The command line: what can be typed, and how it ends.
//!
//! A command reads its arguments, calls one function of `bailiwick_app`, and shapes what comes back: a table for people,
//! JSON with `--json`. Results go to standard output, everything else to standard error.

mod admin;
mod answers;
mod area;
mod ask;
mod assume;
mod attribute;
mod audit;
mod author;
mod backup;
mod check;
mod clearable;
mod company;
mod completions;
mod demo;
mod department;
mod doctor;
mod exit;
mod export;
mod fields;
mod filter;
mod history;
mod import;
mod import_template;
mod inlet;
mod job;
mod key;
mod letters;
mod line;
mod noun;
mod office;
mod outlet;
mod part;
mod place;
mod policy;
mod progress;
mod restore;
mod role_line;
mod search;
mod serve;
mod set_up;
mod setting;
mod show;
mod test;
mod user;
mod validate;
mod what_can;
mod who_can;

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use bailiwick_server::config::{Config, Sources};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use jiff::Timestamp;

pub(crate) use self::exit::{Exit, Outcome, Trouble};

const AFTER: &str = "\
Exit codes:
  0  done, allowed, no difference
  1  denied, expectations failed, there are differences, some of many were refused, the audit trail is broken, or the doctor warns
  2  wrong usage or bad input
  3  the surroundings: a database, a disk, the network

Try it without installing anything:
  bailiwick test examples/worlds/registry.yaml
  bailiwick explain asha read reg.household 1 --world examples/worlds/registry.yaml";

/// Who may do what, where, and until when.
#[derive(Debug, Parser)]
#[command(name = "bailiwick", version, after_help = AFTER, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command understands.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Print JSON for programs.
    #[arg(long, global = true)]
    json: bool,
    /// Where everything is kept: sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME. Also BAILIWICK_DATABASE.
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// Administer over the network, as https://HOST: the token, made for a user, is taken from BAILIWICK_TOKEN. On this machine the
    /// database is used when absent.
    #[arg(long, global = true, value_name = "URL", env = "BAILIWICK_SERVER")]
    server: Option<String>,
    /// The configuration file; bailiwick.toml in this directory when absent.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Pretend that it is this moment (RFC 3339).
    #[arg(long, global = true, hide = true, value_name = "MOMENT")]
    now: Option<Timestamp>,
    /// Why something is changed; the audit trail keeps it.
    #[arg(long, global = true, value_name = "TEXT", value_parser = author::reason)]
    reason: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer over HTTP: AuthZEN and REST.
    Serve(serve::Serve),
    /// Serve a sample organisation, kept in `demo` among your data.
    Demo(demo::Demo),
    /// Take over a policy from somewhere else.
    #[command(subcommand)]
    Import(import::Import),
    /// Print policy and people as one document.
    Export(export::Export),
    /// What putting a document in force would change; exits with 1 if anything.
    Diff(policy::Diff),
    /// Put a document in force: all of it, or nothing.
    Apply(policy::Apply),
    /// Check a document or world file without putting it in force.
    Validate(validate::Validate),
    /// May a user do this? Exits with 0 if so, with 1 if not.
    Check(check::Check),
    /// May a user do this, and why?
    Explain(check::Explain),
    /// The records that a user may work on, as a condition for an application's own queries.
    Filter(filter::Filter),
    /// The fields that a user may read or update.
    Fields(fields::Fields),
    /// Everybody who may do this.
    WhoCan(who_can::WhoCan),
    /// What a user may do: anywhere, to records of a model, or to one record.
    WhatCan(what_can::WhatCan),
    /// The records that a user finds with a domain.
    Search(search::Search),
    /// Try the expectations of world files.
    Test(test::Test),
    /// The way back in, for whoever works this machine.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// People and programs, with their role lines.
    #[command(subcommand)]
    User(user::User),
    /// Tenants, in a tree, with the roles and seats of their people.
    #[command(subcommand)]
    Company(company::Company),
    /// Parts of companies, with the roles of their people.
    #[command(subcommand)]
    Department(department::Department),
    /// Places, in a tree; lists of them.
    #[command(subcommand)]
    Area(area::Area),
    /// What holds at a place, where it comes from, and whether it is locked.
    #[command(subcommand)]
    Setting(setting::Setting),
    /// Work on many users: how far it is, what came of it, and the way back.
    #[command(subcommand)]
    Job(job::Job),
    /// How the columns of other people's tables become ours.
    #[command(subcommand)]
    ImportTemplate(import_template::ImportTemplate),
    /// What accounts hold beyond what everybody has.
    #[command(subcommand)]
    Attribute(attribute::Attribute),
    /// Role lines by number: change, end, remove.
    #[command(subcommand)]
    RoleLine(role_line::RoleLine),
    /// Who would gain and who would lose what by a set of changes.
    Preview(part::Preview),
    /// Roles: what is assigned to people.
    #[command(subcommand)]
    Role(part::Role),
    /// Groups: bundles of permissions.
    #[command(subcommand)]
    Group(part::Part),
    /// Privileges: how groups are ordered on the screen.
    #[command(subcommand)]
    Privilege(part::Part),
    /// Categories of privileges.
    #[command(subcommand)]
    Category(part::Part),
    /// Access-control rows: which group may do what with which model.
    #[command(subcommand)]
    Acl(part::Part),
    /// Record rules: which records.
    #[command(subcommand)]
    Rule(part::Part),
    /// Field rules: which fields.
    #[command(subcommand)]
    FieldRule(part::Part),
    /// Named permissions and the groups that give them.
    #[command(subcommand)]
    Permission(part::Part),
    /// Models: kinds of records.
    #[command(subcommand)]
    Model(part::Part),
    /// Names and switches that the rest of the policy relies on.
    #[command(subcommand)]
    PolicySetting(part::Part),
    /// API keys: what programs call with.
    #[command(subcommand)]
    Key(key::Key),
    /// Letters: whether they arrive, and which are on their way.
    #[command(subcommand)]
    Mail(letters::Mail),
    /// Text messages: whether they arrive.
    #[command(subcommand)]
    Sms(letters::Sms),
    /// What was done, by whom, when and why: list it, export it, prove that nobody changed it since.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Write everything to one file, from which either database can be restored.
    Backup(backup::Backup),
    /// Make the database what a backup holds: all of it, or nothing.
    Restore(restore::Restore),
    /// Look for what is wrong, or soon will be, and say how to mend it. Changes nothing.
    Doctor(doctor::Doctor),
    /// Print a completion script for a shell.
    Completions(completions::Completions),
}

/// What commands run with.
pub(crate) struct Context {
    global: Global,
    clock: Timestamp,
}

impl Context {
    pub(crate) fn json(&self) -> bool {
        self.global.json
    }

    /// The moment.
    pub(crate) fn now(&self) -> Timestamp {
        self.global.now.unwrap_or(self.clock)
    }

    /// Whether it is a moment that was named.
    pub(crate) fn is_pretended(&self) -> bool {
        self.global.now.is_some()
    }

    /// The configuration of this machine, for a command that works on it. Whoever named a server meant another one.
    pub(crate) fn config(&self, flags: Vec<(String, String)>) -> Result<Config, Trouble> {
        self.here()?;
        self.configured(flags)
    }

    /// Makes sure that no server was named where none is asked.
    pub(crate) fn here(&self) -> Result<(), Trouble> {
        let Some(server) = &self.global.server else { return Ok(()) };
        Err(Trouble::Usage(format!(
            "this command works on this machine's own database, not through {server:?}; leave out --server and \
             BAILIWICK_SERVER, or run it on the machine that has the database"
        )))
    }

    /// The configuration: file, environment, flags.
    pub(crate) fn configured(&self, flags: Vec<(String, String)>) -> Result<Config, Trouble> {
        self.sources(flags).load().map_err(|error| Trouble::Usage(error.to_string()))
    }

    /// Where the configuration comes from.
    pub(crate) fn sources(&self, mut flags: Vec<(String, String)>) -> Sources {
        flags.extend(self.global.database.clone().map(|url| ("database".to_owned(), url)));
        Sources { file: self.global.config.clone(), flags, ..Sources::of_process() }
    }
}

/// Reads the arguments, runs the command, and says how it ended.
pub(crate) fn run(arguments: impl Iterator<Item = OsString>, clock: Timestamp) -> ExitCode {
    let matches = clearable::strict(Cli::command()).try_get_matches_from(arguments);
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no faults; clap knows which stream they go to.
            drop(error.print());
            return ExitCode::from(if error.use_stderr() { Exit::Usage } else { Exit::Done } as u8);
        }
    };
    // A variable that is there and says nothing names no server.
    let server = cli.global.server.filter(|server| !server.is_empty());
    let context = Context { global: Global { server, ..cli.global }, clock };
    match dispatch(cli.command, &context) {
        Ok(outcome) => outcome.end(),
        Err(trouble) => trouble.end(),
    }
}

fn dispatch(command: Command, context: &Context) -> Result<Outcome, Trouble> {
    match command {
        Command::Serve(command) => command.run(context),
        Command::Demo(command) => command.run(context),
        Command::Import(command) => command.run(context),
        Command::Export(command) => command.run(context),
        Command::Diff(command) => command.run(context),
        Command::Apply(command) => command.run(context),
        Command::Validate(command) => command.run(context),
        Command::Check(command) => command.run(context),
        Command::Explain(command) => command.run(context),
        Command::Filter(command) => command.run(context),
        Command::Fields(command) => command.run(context),
        Command::WhoCan(command) => command.run(context),
        Command::WhatCan(command) => command.run(context),
        Command::Search(command) => command.run(context),
        Command::Test(command) => command.run(context),
        Command::Admin(command) => command.run(context),
        Command::User(command) => command.run(context),
        Command::Company(command) => command.run(context),
        Command::Department(command) => command.run(context),
        Command::Area(command) => command.run(context),
        Command::Setting(command) => command.run(context),
        Command::Job(command) => command.run(context),
        Command::ImportTemplate(command) => command.run(context),
        Command::Attribute(command) => command.run(context),
        Command::RoleLine(command) => command.run(context),
        Command::Preview(command) => command.run(context),
        Command::Role(command) => command.run(context),
        Command::Group(command) => command.run(context, "groups"),
        Command::Privilege(command) => command.run(context, "privileges"),
        Command::Category(command) => command.run(context, "categories"),
        Command::Acl(command) => command.run(context, "acls"),
        Command::Rule(command) => command.run(context, "rules"),
        Command::FieldRule(command) => command.run(context, "field-rules"),
        Command::Permission(command) => command.run(context, "permissions"),
        Command::Model(command) => command.run(context, "models"),
        Command::PolicySetting(command) => command.run(context, "policy-settings"),
        Command::Key(command) => command.run(context),
        Command::Mail(command) => command.run(context),
        Command::Sms(command) => command.run(context),
        Command::Audit(command) => command.run(context),
        Command::Backup(command) => command.run(context),
        Command::Restore(command) => command.run(context),
        Command::Doctor(command) => command.run(context),
        Command::Completions(command) => command.run(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        clearable::strict(Cli::command()).debug_assert();
    }
}
