//! `area`: places, in a tree.

use std::path::PathBuf;

use axum::http::Method;
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json};

use super::{
    Context, Outcome, Trouble,
    clearable::Clearable,
    inlet::Inlet,
    noun::{Known, Noun, members},
    office::{Ask, Office, told},
    place::{Place, card, with_id},
    show,
};

const NOUN: Noun = Noun { plural: "areas", columns: &["code", "name", "kind", "parent"], card };

#[derive(Debug, Subcommand)]
pub(crate) enum Area {
    #[command(flatten)]
    Place(Place<Flags>),
    /// Take over a list of areas from a CSV file: everything, or nothing.
    Import(Import),
}

/// What is known of an area.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick area create D-12 --name \"Twelfth district\" --kind district --below P-3
  bailiwick area create C --name Country --dry-run
  bailiwick area change D-12 --clear kind")]
pub(crate) struct Flags {
    /// What it is called.
    #[arg(long)]
    name: Option<String>,
    /// country, province, district or whatever the programme calls it.
    #[arg(long)]
    kind: Option<Clearable<String>>,
    /// The area above it.
    #[arg(long = "below", value_name = "CODE")]
    parent: Option<Clearable<String>>,
    /// Id among the records of this kind, when records refer to it by one.
    #[arg(long, value_name = "ID")]
    external_id: Option<Clearable<String>>,
}

impl Area {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        match self {
            Self::Place(place) => place.run(context, NOUN),
            Self::Import(import) => import.run(context),
        }
    }
}

impl Known for Flags {
    fn members(self) -> Result<Map<String, Json>, Trouble> {
        let Self { name, kind, parent, external_id } = self;
        let given = [
            ("name", name.map(Json::from)),
            ("kind", kind.map(Json::from)),
            ("parent", parent.map(Json::from)),
        ];
        Ok(with_id(members(given), external_id))
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
    /// The file, in UTF-8; - for standard input.
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
        let table = Inlet::open(&file)?;
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
