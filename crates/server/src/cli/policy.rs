//! `diff` and `apply`: policy as code.

use std::path::PathBuf;

use bailiwick_app::{Applied, read_document};
use bailiwick_protocol::document::{Change, What};
use clap::Args;
use serde_json::{Value as Json, json};

use super::{
    Context, Outcome, Trouble,
    answers::{open, open_to_read},
    author::author,
    show,
};

/// What putting a document in force would change.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The document.
    file: PathBuf,
}

/// Puts a document in force.
#[derive(Debug, Args)]
#[command(after_help = "\
The document is compiled first. When anything is wrong with it, everything that is wrong is told and nothing is changed.
A document without people leaves the people alone.

Examples:
  bailiwick apply policy.yaml --dry-run
  bailiwick apply policy.yaml")]
pub(crate) struct Apply {
    /// The document.
    file: PathBuf,
    /// Only tell what would change.
    #[arg(long)]
    dry_run: bool,
}

impl Diff {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let document = read_document(&self.file)?;
        let changes = open_to_read(&context.config(Vec::new())?)?.diff(&document)?;
        let text = told(context, &Applied { changes: changes.clone(), revision: None })?;
        Ok(Outcome::judged(text, changes.is_empty()))
    }
}

impl Apply {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let document = read_document(&self.file)?;
        let config = context.config(Vec::new())?;
        let applied = if self.dry_run {
            Applied { changes: open_to_read(&config)?.diff(&document)?, revision: None }
        } else {
            open(&config)?.apply(&document, &author(context))?
        };
        let mut text = told(context, &applied)?;
        if !context.json() {
            text.push_str(&match applied.revision {
                Some(revision) => format!("\nIn force as revision {revision}."),
                None if applied.changes.is_empty() => String::new(),
                None => "\nNothing was changed: this was a dry run.".to_owned(),
            });
        }
        Ok(Outcome::done(text))
    }
}

fn told(context: &Context, applied: &Applied) -> Result<String, Trouble> {
    if context.json() {
        let changes: Vec<Json> = applied.changes.iter().map(change).collect();
        return show::json(&json!({ "changes": changes, "revision": applied.revision }));
    }
    if applied.changes.is_empty() {
        return Ok("no differences".to_owned());
    }
    Ok(applied.changes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

fn change(change: &Change) -> Json {
    let (what, fields) = match &change.what {
        What::Added => ("added", Vec::new()),
        What::Removed => ("removed", Vec::new()),
        What::Changed { fields } => {
            let field = |f: &bailiwick_protocol::document::FieldChange| json!({ "path": f.path, "old": f.old, "new": f.new });
            ("changed", fields.iter().map(field).collect())
        }
    };
    json!({ "what": what, "kind": change.kind.word(), "key": change.key, "fields": fields })
}
