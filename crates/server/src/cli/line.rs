//! Role lines as they are typed and printed.

use axum::http::Method;
use clap::Args;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::{
    Context, Outcome, Trouble,
    noun::{Noun, text},
    office::{Ask, Office, told},
    show,
};

/// Gives a role to somebody, or to everybody in a place.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick user grant asha registrar --area D-12 --from 2026-12-01 --to 2027-03-31 --reason \"The season\"
  bailiwick user grant gita technician --in-company acme
  bailiwick company grant acme client_end_user")]
pub(crate) struct Grant {
    /// Login or code.
    #[arg(id = "which", value_name = "NAME")]
    name: String,
    /// The role, by id or label.
    role: String,
    #[command(flatten)]
    reach: Reach,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Where and when a role counts.
#[derive(Debug, Args)]
pub(super) struct Reach {
    /// Where it counts, with everything below; for a local role at least one.
    #[arg(long = "area", value_name = "CODE")]
    areas: Vec<String>,
    /// In which companies it counts, with everything below; every company when absent.
    #[arg(long = "in-company", value_name = "CODE")]
    companies: Vec<String>,
    /// The first day on which it counts.
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// The last day.
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
}

impl Grant {
    pub(super) fn run(self, context: &Context, noun: Noun) -> Result<Outcome, Trouble> {
        let Self { name, role, reach, dry_run } = self;
        let ask = Ask::new(Method::POST, format!("{}/role-lines", noun.path(&name)));
        let line = Office::open(context)?.ask(ask.dry(dry_run).body(reach.line(&role)))?;
        told(context, &line, |line| {
            let done = if dry_run { "Nothing was done. This would be granted:" } else { "Granted:" };
            format!("{done}\n{}", lines(std::iter::once(line)))
        })
    }
}

impl Reach {
    pub(super) fn is_given(&self) -> bool {
        !self.areas.is_empty() || !self.companies.is_empty() || self.from.is_some() || self.to.is_some()
    }

    pub(super) fn line(&self, role: &str) -> Json {
        let mut line = json!({ "role": role, "areas": self.areas, "companies": self.companies });
        if let Some(members) = line.as_object_mut() {
            let days = [("from", self.from), ("to", self.to)];
            members.extend(
                days.into_iter().filter_map(|(name, day)| Some((name.to_owned(), day?.to_string().into()))),
            );
        }
        line
    }
}

/// Role lines for people.
pub(super) fn lines<'l>(all: impl Iterator<Item = &'l Json>) -> String {
    let joined = |line: &Json, name: &str| {
        let codes = line.get(name).and_then(Json::as_array).into_iter().flatten();
        codes.filter_map(Json::as_str).collect::<Vec<_>>().join(", ")
    };
    let rows = all.map(|line| {
        let counts = if line.get("enabled") == Some(&Json::Bool(true)) { "yes" } else { "no" };
        vec![
            text(line, "id"),
            text(line, "role"),
            joined(line, "areas"),
            joined(line, "companies"),
            text(line, "from"),
            text(line, "to"),
            counts.to_owned(),
            text(line, "source"),
        ]
    });
    show::table(&["line", "role", "areas", "companies", "from", "to", "counts today", "from whom"], rows)
}
