//! `area`: places, in a tree.

use std::path::PathBuf;

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json};

use super::{
    Context, Outcome, Trouble,
    office::{Ask, Office, told},
    place::{Delete, List, Move, Named, Noun, members, with_id},
    show,
};

const NOUN: Noun = Noun { plural: "areas", columns: &["code", "name", "kind", "parent"] };

#[derive(Debug, Subcommand)]
pub(crate) enum Area {
    /// List areas that you may see.
    List(List),
    /// Show an area.
    Show(Named),
    /// Make an area.
    Create(Create),
    /// Change an area; its code never changes.
    Change(Change),
    /// Move an area, with all below it.
    Move(Move),
    /// Delete an area to which nothing refers.
    Delete(Delete),
    /// Take over a list of areas from a CSV file: everything, or nothing.
    Import(Import),
}

/// Makes an area.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick area create D-12 --name \"Twelfth district\" --kind district --below P-3
  bailiwick area create C --name Country --dry-run")]
pub(crate) struct Create {
    /// The code, which never changes.
    code: String,
    #[command(flatten)]
    known: Known,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Changes an area.
#[derive(Debug, Args)]
pub(crate) struct Change {
    /// Code.
    code: String,
    #[command(flatten)]
    known: Known,
    /// Take this away: a member of the area as `show --json` prints it.
    #[arg(long, value_name = "MEMBER")]
    clear: Vec<String>,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// What is known of an area.
#[derive(Debug, Args)]
struct Known {
    /// What it is called.
    #[arg(long)]
    name: Option<String>,
    /// country, province, district or whatever the programme calls it.
    #[arg(long)]
    kind: Option<String>,
    /// The area above it.
    #[arg(long = "below", value_name = "CODE")]
    parent: Option<String>,
    /// Id among the records of this kind, when records refer to it by one.
    #[arg(long, value_name = "ID")]
    external_id: Option<String>,
}

impl Area {
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
            Self::Import(import) => import.run(context),
        }
    }
}

impl Known {
    fn members(self) -> Map<String, Json> {
        with_id(
            members([("name", self.name), ("kind", self.kind), ("parent", self.parent)]),
            self.external_id,
        )
    }
}

/// Takes over a list of areas.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick area import areas.csv --dry-run
  bailiwick area import areas.csv --only-new --reason \"Census 2026\"

The first row names the columns: code, name and, if wanted, parent (a code), kind, id. Rows come in any order.")]
pub(crate) struct Import {
    /// The file, in UTF-8.
    file: PathBuf,
    /// Refuse rows about areas that are there already and are not as the row says.
    #[arg(long)]
    only_new: bool,
    /// Say of each row what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Import {
    fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let Self { file, only_new, dry_run } = self;
        let table = std::fs::read(&file)
            .map_err(|error| Trouble::Usage(format!("{} cannot be read: {error}", file.display())))?;
        let ask = Ask::new(Method::POST, "/api/v1/areas/import").with("mode", only_new.then_some("create"));
        let report = Office::open(context)?.ask(ask.dry(dry_run).table(table))?;
        let count = |name: &str| report.get(name).and_then(Json::as_u64).unwrap_or_default();
        let refused = count("refused") > 0;
        let outcome = told(context, &report, |report| {
            let rows = report.get("rows").and_then(Json::as_array).into_iter().flatten();
            let text = |row: &Json, name: &str| match row.get(name) {
                Some(Json::String(text)) => text.clone(),
                Some(other) => other.to_string(),
                None => String::new(),
            };
            let columns = ["row", "code", "verdict", "column", "message"];
            let wanted = |row: &&Json| row.get("verdict").and_then(Json::as_str) != Some("unchanged");
            let rows = rows.filter(wanted).map(|row| columns.map(|column| text(row, column)).to_vec());
            let numbers = ["created", "changed", "unchanged", "refused"].map(|n| format!("{} {n}", count(n)));
            let done = if dry_run { "Nothing was done. It would be: " } else { "" };
            let sum = format!("{done}{}", numbers.join(", "));
            if dry_run { format!("{}\n{sum}", show::table(&columns, rows)) } else { sum }
        })?;
        Ok(Outcome::judged(outcome.text, !refused))
    }
}
