//! `department`: parts of companies, with the roles of their people.

use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json};

use super::{
    Context, Outcome, Trouble,
    clearable::Clearable,
    line::Grant,
    noun::{Known, Noun, members},
    place::{Place, card},
};

const NOUN: Noun = Noun { plural: "departments", columns: &["code", "name", "company", "parent"], card };

#[derive(Debug, Subcommand)]
pub(crate) enum Department {
    #[command(flatten)]
    Place(Place<Flags>),
    /// Give a role to everybody in a department and below it.
    Grant(Grant),
}

/// What is known of a department.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick department create it --name IT --company acme
  bailiwick department create desk --name \"Service desk\" --company acme --below it
  bailiwick department change desk --name Helpdesk")]
pub(crate) struct Flags {
    /// What it is called.
    #[arg(long)]
    name: Option<String>,
    /// The company that it belongs to.
    #[arg(long, value_name = "CODE")]
    company: Option<String>,
    /// The department above it.
    #[arg(long = "below", value_name = "CODE")]
    parent: Option<Clearable<String>>,
}

impl Department {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        match self {
            Self::Place(place) => place.run(context, NOUN),
            Self::Grant(grant) => grant.run(context, NOUN),
        }
    }
}

impl Known for Flags {
    fn members(self) -> Result<Map<String, Json>, Trouble> {
        let Self { name, company, parent } = self;
        Ok(members([
            ("name", name.map(Json::from)),
            ("company", company.map(Json::from)),
            ("parent", parent.map(Json::from)),
        ]))
    }
}
