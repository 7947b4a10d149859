//! `department`: parts of companies, with the roles of their people.

use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json};

use super::{
    Context, Outcome, Trouble,
    place::{Delete, Grant, List, Move, Named, Noun, members},
};

const NOUN: Noun = Noun { plural: "departments", columns: &["code", "name", "company", "parent"] };

#[derive(Debug, Subcommand)]
pub(crate) enum Department {
    /// List departments that you may see.
    List(List),
    /// Show a department.
    Show(Named),
    /// Make a department.
    Create(Create),
    /// Change a department; its code never changes.
    Change(Change),
    /// Move a department, with all below it.
    Move(Move),
    /// Delete a department to which nothing refers.
    Delete(Delete),
    /// Give a role to everybody in a department and below it.
    Grant(Grant),
}

/// Makes a department.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick department create it --name IT --company acme
  bailiwick department create desk --name \"Service desk\" --company acme --below it")]
pub(crate) struct Create {
    /// The code, which never changes.
    code: String,
    #[command(flatten)]
    known: Known,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Changes a department.
#[derive(Debug, Args)]
pub(crate) struct Change {
    /// Code.
    code: String,
    #[command(flatten)]
    known: Known,
    /// Take this away: a member of the department as `show --json` prints it.
    #[arg(long, value_name = "MEMBER")]
    clear: Vec<String>,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// What is known of a department.
#[derive(Debug, Args)]
struct Known {
    /// What it is called.
    #[arg(long)]
    name: Option<String>,
    /// The company that it belongs to.
    #[arg(long, value_name = "CODE")]
    company: Option<String>,
    /// The department above it.
    #[arg(long = "below", value_name = "CODE")]
    parent: Option<String>,
}

impl Department {
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
        members([("name", self.name), ("company", self.company), ("parent", self.parent)])
    }
}
