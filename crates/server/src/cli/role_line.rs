//! `role-line`: assignments by number, whoever holds them.

use axum::http::Method;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use super::{
    Context, Outcome, Trouble,
    clearable::{Clearable, all, list},
    line::lines,
    noun::members,
    office::{Ask, Office, told},
};

#[derive(Debug, Subcommand)]
pub(crate) enum RoleLine {
    /// Change where or when a line counts.
    Change(Change),
    /// Have a line count no longer, from today on.
    End(Numbered),
    /// Take a line away, as if it had never been; the audit trail keeps it.
    Remove(Numbered),
}

/// Changes a line.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick role-line change 17 --to 2027-06-30
  bailiwick role-line change 17 --area D-12 --area D-13 --clear to")]
pub(crate) struct Change {
    /// Its number, as `user show` prints it.
    line: i64,
    /// Where it counts, in the place of the areas before.
    #[arg(long = "area", value_name = "CODE")]
    areas: Vec<Clearable<String>>,
    /// In which companies it counts, in the place of those before.
    #[arg(long = "in-company", value_name = "CODE")]
    companies: Vec<Clearable<String>>,
    /// The first day on which it counts.
    #[arg(long, value_name = "DAY")]
    from: Option<Clearable<Date>>,
    /// The last day.
    #[arg(long, value_name = "DAY")]
    to: Option<Clearable<Date>>,
    /// Take this away: areas, companies, from, to or reason. A flag with "" does the same.
    #[arg(long, value_name = "MEMBER")]
    clear: Vec<String>,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Names a line.
#[derive(Debug, Args)]
pub(crate) struct Numbered {
    /// Its number, as `user show` prints it.
    line: i64,
    /// Do nothing, only see whether it could be done.
    #[arg(long)]
    dry_run: bool,
}

impl RoleLine {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let office = Office::open(context)?;
        match self {
            Self::Change(command) => command.run(context, &office),
            Self::End(Numbered { line, dry_run }) => {
                let ask = Ask::new(Method::POST, format!("/api/v1/role-lines/{line}/end"));
                office.ask(ask.dry(dry_run))?;
                Ok(Outcome::done(if dry_run { "it could be ended" } else { "ended" }))
            }
            Self::Remove(Numbered { line, dry_run }) => {
                let ask = Ask::new(Method::DELETE, format!("/api/v1/role-lines/{line}"));
                office.ask(ask.dry(dry_run))?;
                Ok(Outcome::done(if dry_run { "it could be taken away" } else { "taken away" }))
            }
        }
    }
}

impl Change {
    fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let Self { line, areas, companies, from, to, clear, dry_run } = self;
        let mut body: Map<String, Json> = clear.into_iter().map(|member| (member, Json::Null)).collect();
        body.extend(members([
            ("areas", all("--area", areas)?.map(list)),
            ("companies", all("--in-company", companies)?.map(list)),
            ("from", from.map(Json::from)),
            ("to", to.map(Json::from)),
        ]));
        if body.is_empty() {
            return Err(Trouble::Usage("nothing to change was named; see --help".to_owned()));
        }
        let ask = Ask::new(Method::PATCH, format!("/api/v1/role-lines/{line}"));
        let line = office.ask(ask.dry(dry_run).body(Json::Object(body)))?;
        told(context, &line, |line| {
            let done = if dry_run { "Nothing was done. It would be:" } else { "Changed:" };
            format!("{done}\n{}", lines(std::iter::once(line)))
        })
    }
}
