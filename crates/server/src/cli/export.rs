//! `export`: what is in force, as a document.

use std::path::PathBuf;

use bailiwick_app::AppError;
use bailiwick_protocol::document::Format;
use clap::{Args, ValueEnum};

use super::{Context, Outcome, Trouble, answers::open_to_read};

/// Prints policy and people as one document.
#[derive(Debug, Args)]
#[command(after_help = "\
What is exported can be applied again and changes nothing.

Examples:
  bailiwick export > everything.yaml
  bailiwick export --policy-only --output policy.yaml")]
pub(crate) struct Export {
    /// Leave out companies, areas and people.
    #[arg(long)]
    policy_only: bool,
    /// Form of the document; with --json or an output file called ….json it is JSON.
    #[arg(long, value_enum)]
    format: Option<DocumentFormat>,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DocumentFormat {
    Yaml,
    Json,
}

impl Export {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let mut document = open_to_read(&context.config(Vec::new())?)?.export()?;
        if self.policy_only {
            document.directory = None;
        }
        let named = self.output.as_ref().map(|path| Format::of(&path.display().to_string(), ""));
        let json = match self.format {
            Some(DocumentFormat::Json) => true,
            Some(DocumentFormat::Yaml) => false,
            None => context.json() || named == Some(Format::Json),
        };
        let text = if json { document.write_json() } else { document.write_yaml() };
        let text = text.map_err(AppError::from)?;
        let Some(path) = self.output else { return Ok(Outcome::done(text)) };
        std::fs::write(&path, text).map_err(|error| {
            Trouble::Environment(format!(
                "{}: it cannot be written ({error}); name another file",
                path.display()
            ))
        })?;
        Ok(Outcome::done(""))
    }
}
