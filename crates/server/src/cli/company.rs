//! `company`: tenants, in a tree, with the roles and seats of their people.

use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json};

use super::{
    Context, Outcome, Trouble,
    place::{Delete, Grant, List, Move, Named, Noun, members, with_id},
};

const NOUN: Noun = Noun { plural: "companies", columns: &["code", "name", "kind", "parent", "timezone"] };

#[derive(Debug, Subcommand)]
pub(crate) enum Company {
    /// List companies that you may see.
    List(List),
    /// Show a company.
    Show(Named),
    /// Make a company.
    Create(Create),
    /// Change a company; its code never changes.
    Change(Change),
    /// Move a company, with all below it.
    Move(Move),
    /// Delete a company to which nothing refers.
    Delete(Delete),
    /// Give a role to everybody in a company and below it.
    Grant(Grant),
}

/// Makes a company.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick company create acme --name \"Acme Ltd\" --kind client --timezone Asia/Manila
  bailiwick company create acme-east --name \"Acme East\" --kind client --below acme --dry-run")]
pub(crate) struct Create {
    /// The code, which never changes.
    code: String,
    #[command(flatten)]
    known: Known,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Changes a company.
#[derive(Debug, Args)]
pub(crate) struct Change {
    /// Code.
    code: String,
    #[command(flatten)]
    known: Known,
    /// Take this away: a member of the company as `show --json` prints it.
    #[arg(long, value_name = "MEMBER")]
    clear: Vec<String>,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// What is known of a company.
#[derive(Debug, Args)]
struct Known {
    /// What it is called.
    #[arg(long)]
    name: Option<String>,
    /// Whose side: provider (ours) or client.
    #[arg(long)]
    kind: Option<String>,
    /// IANA time zone that decides what "today" is for its people.
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
    /// The company above it.
    #[arg(long = "below", value_name = "CODE")]
    parent: Option<String>,
    /// Id among the records of this kind, when records refer to it by one.
    #[arg(long, value_name = "ID")]
    external_id: Option<String>,
}

impl Company {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        match self {
            Self::List(list) => NOUN.list(context, &list),
            Self::Show(named) => NOUN.show(context, &named),
            Self::Create(Create { code, known, dry_run }) => {
                NOUN.create(context, &code, known.members(), dry_run)
            }
            Self::Change(Change { code, known, clear, dry_run }) => {
                NOUN.change(context, &code, known.members(), clear, dry_run)
            }
            Self::Move(to) => NOUN.move_to(context, to),
            Self::Delete(delete) => NOUN.delete(context, &delete),
            Self::Grant(grant) => NOUN.grant(context, &grant),
        }
    }
}

impl Known {
    fn members(self) -> Map<String, Json> {
        with_id(
            members([
                ("name", self.name),
                ("kind", self.kind),
                ("timezone", self.timezone),
                ("parent", self.parent),
            ]),
            self.external_id,
        )
    }
}
