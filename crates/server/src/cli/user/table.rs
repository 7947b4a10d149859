//! Tables of users, taken in and taken away.

use std::path::PathBuf;

use axum::http::Method;
use clap::{Args, ValueEnum};

use crate::cli::{
    Context, Outcome, Trouble,
    inlet::Inlet,
    job::Wait,
    office::{Ask, Office},
    outlet::Outlet,
};

/// Takes in a table of users.
#[derive(Debug, Args)]
#[command(after_help = "\
The first row names the columns: login, email, first_name, company, area, state, role, role_areas, role_to … (all of them: docs/bulk.md), or
those of a template. Exits with 1 when rows were refused; `bailiwick job rejects` has them as a table to mend.

Examples:
  bailiwick user import people.csv --dry-run
  bailiwick user import hr.csv --template hr --on-existing skip --reason \"The season\"
  bailiwick user import people.csv --on-refused stop --together job --no-wait")]
pub(crate) struct Import {
    /// The file, CSV in UTF-8; - for standard input.
    file: PathBuf,
    /// A template for the columns; see `bailiwick import-template`.
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// What to do with users who are there.
    #[arg(long, value_name = "WHAT", default_value = "update")]
    on_existing: Existing,
    /// What to do with rows that cannot be: put them aside, or do nothing of their batch and stop.
    #[arg(long, value_name = "WHAT", default_value = "set-aside")]
    on_refused: OnRefused,
    /// What is done together or not at all: each batch, or the whole job (up to 10,000 rows).
    #[arg(long, value_name = "WHAT", default_value = "batch")]
    together: Together,
    /// Rows of a batch; 500 when absent.
    #[arg(long, value_name = "ROWS", value_parser = clap::value_parser!(u32).range(1..=5000))]
    batch: Option<u32>,
    /// Say of each row what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    wait: Wait,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Existing {
    Update,
    Skip,
    Refuse,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum OnRefused {
    SetAside,
    Stop,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Together {
    Batch,
    Job,
}

/// Takes users away.
#[derive(Debug, Args)]
#[command(after_help = "\
CSV in the columns of the import, in which no spreadsheet runs anything, or JSON, one user a line. That it was done is on the audit trail.

Examples:
  bailiwick user export --output people.csv
  bailiwick user export --domain \"[('area', '=', 'D-12')]\" --format jsonl")]
pub(crate) struct Export {
    /// A filter in the domain language, on the fields of bailiwick.user.
    #[arg(long)]
    domain: Option<String>,
    /// csv, or jsonl, which --json means as well.
    #[arg(long)]
    format: Option<Format>,
    /// Into this file; to standard output when absent.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Csv,
    Jsonl,
}

impl Import {
    pub(super) fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let existing = match self.on_existing {
            Existing::Update => "update",
            Existing::Skip => "skip",
            Existing::Refuse => "refuse",
        };
        let on_refused = match self.on_refused {
            OnRefused::SetAside => "set_aside",
            OnRefused::Stop => "stop",
        };
        let together = match self.together {
            Together::Batch => "batch",
            Together::Job => "job",
        };
        let ask = Ask::new(Method::POST, "/api/v1/users/import")
            .with("template", self.template)
            .with("existing", Some(existing))
            .with("on_refused", Some(on_refused))
            .with("all_or_nothing", Some(together))
            .with("batch", self.batch)
            .dry(self.dry_run);
        self.wait.made(context, office, ask.table(Inlet::open(&self.file)?))
    }
}

impl Export {
    pub(super) fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let format = match self.format {
            None if context.json() => "jsonl",
            None | Some(Format::Csv) => "csv",
            Some(Format::Jsonl) => "jsonl",
        };
        let mut outlet = Outlet::open(self.output)?;
        let ask = Ask::new(Method::GET, "/api/v1/users/export")
            .with("format", Some(format))
            .with("domain", self.domain);
        office.pour(ask, &mut outlet)?;
        outlet.close()
    }
}
