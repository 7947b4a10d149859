//! `company`: tenants, in a tree, with the roles and seats of their people.

use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json};

use super::{
    Context, Outcome, Trouble,
    clearable::Clearable,
    line::Grant,
    noun::{Known, Noun, members},
    place::{Place, card, with_id},
};

const NOUN: Noun =
    Noun { plural: "companies", columns: &["code", "name", "kind", "parent", "timezone"], card };

#[derive(Debug, Subcommand)]
pub(crate) enum Company {
    #[command(flatten)]
    Place(Place<Flags>),
    /// Give a role to everybody in a company and below it.
    Grant(Grant),
}

/// What is known of a company.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick company create acme --name \"Acme Ltd\" --kind client --timezone Asia/Manila
  bailiwick company create acme-east --name \"Acme East\" --kind client --below acme --dry-run
  bailiwick company change acme --name \"Acme Limited\" --clear timezone")]
pub(crate) struct Flags {
    /// What it is called.
    #[arg(long)]
    name: Option<String>,
    /// Whose side: provider (ours) or client.
    #[arg(long)]
    kind: Option<String>,
    /// IANA time zone that decides what "today" is for its people.
    #[arg(long, value_name = "ZONE")]
    timezone: Option<Clearable<String>>,
    /// The company above it.
    #[arg(long = "below", value_name = "CODE")]
    parent: Option<Clearable<String>>,
    /// Id among the records of this kind, when records refer to it by one.
    #[arg(long, value_name = "ID")]
    external_id: Option<Clearable<String>>,
}

impl Company {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        match self {
            Self::Place(place) => place.run(context, NOUN),
            Self::Grant(grant) => grant.run(context, NOUN),
        }
    }
}

impl Known for Flags {
    fn members(self) -> Result<Map<String, Json>, Trouble> {
        let Self { name, kind, timezone, parent, external_id } = self;
        let given = [
            ("name", name.map(Json::from)),
            ("kind", kind.map(Json::from)),
            ("timezone", timezone.map(Json::from)),
            ("parent", parent.map(Json::from)),
        ];
        Ok(with_id(members(given), external_id))
    }
}
