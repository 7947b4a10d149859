//! `import`: takes over a policy from somewhere else.

use std::path::PathBuf;

use bailiwick_app::{AddonFiles, ImportReport};
use bailiwick_protocol::odoo::{Change, Item};
use clap::{Args, Subcommand};

use super::{
    Context, Outcome, Trouble,
    answers::{open, open_to_read},
    author::author,
    progress::Bar,
    show,
};

#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// The groups, access rights, record rules and roles of Odoo addons.
    Odoo(Odoo),
}

/// Imports Odoo addons.
#[derive(Debug, Args)]
#[command(after_help = "\
Addons are read in the order given, those that depend on others after them. Importing again brings what has changed and,
as Odoo does, leaves alone what is marked noupdate and what was made by hand. Every guess and everything that was not
understood is listed.

Examples:
  bailiwick import odoo examples/addons --dry-run
  bailiwick import odoo odoo/addons/base addons/spp_area addons/spp_registry")]
pub(crate) struct Odoo {
    /// Addons, directories of addons, or single policy files.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only tell what would change.
    #[arg(long)]
    dry_run: bool,
}

impl Import {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let Self::Odoo(command) = self;
        command.run(context)
    }
}

impl Odoo {
    fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let bar = Bar::new();
        let files = AddonFiles::read(&self.paths, &mut |p| bar.tell(p))?;
        let config = context.config(Vec::new())?;
        let report = if self.dry_run {
            open_to_read(&config)?.plan_import(files)?
        } else {
            let source: Vec<String> = self.paths.iter().map(|path| path.display().to_string()).collect();
            open(&config)?.import_odoo(&files, &source.join(" "), &author(context), &mut |p| bar.tell(p))?
        };
        drop(bar);
        Ok(Outcome::done(if context.json() { show::json(&report)? } else { text(&report, self.dry_run) }))
    }
}

fn text(report: &ImportReport, dry_run: bool) -> String {
    let rows = report.counts.iter().map(|count| {
        let numbers = [count.read, count.only_referred, count.extended, count.unresolved];
        std::iter::once(count.kind.to_string()).chain(numbers.map(|n| n.to_string())).collect()
    });
    let mut parts =
        vec![show::table(&["kind", "came in", "only referred to", "extended", "unresolved"], rows)];
    let drift = &report.drift;
    section(&mut parts, "New", drift.added.iter().map(item));
    section(&mut parts, "Changed", drift.changed.iter().map(change));
    section(
        &mut parts,
        "Removed, since the addons no longer hold it",
        drift.removed_upstream.iter().map(item),
    );
    section(&mut parts, "Left alone (noupdate)", drift.kept_noupdate.iter().map(change));
    section(&mut parts, "Not created again (forcecreate=0)", drift.not_created.iter().map(item));
    section(
        &mut parts,
        "Described from use",
        report.guesses.iter().map(|g| {
            let from = placed(&g.from, g.place.as_deref());
            format!("{}: {}; from {from}", g.subject, g.described)
        }),
    );
    section(
        &mut parts,
        "Rules not understood, which now match nothing",
        report.refused.iter().map(|r| {
            let rule = placed(&r.rule, r.place.as_deref());
            format!("{rule}: {}\nit says: {}", r.reason, r.domain)
        }),
    );
    section(&mut parts, "Findings", report.findings.iter().map(ToString::to_string));
    parts.push(match report.revision {
        Some(revision) => format!("In force as revision {revision}."),
        None if dry_run => "Nothing was changed: this was a dry run.".to_owned(),
        None => "Nothing to change.".to_owned(),
    });
    parts.join("\n\n")
}

/// Something with the place where it stands.
fn placed(what: &str, place: Option<&str>) -> String {
    place.map_or_else(|| what.to_owned(), |place| format!("{what} ({place})"))
}

fn section(parts: &mut Vec<String>, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.map(|line| format!("  {}", line.replace('\n', "\n    "))).collect();
    if !lines.is_empty() {
        parts.push(format!("{title} ({}):\n{}", lines.len(), lines.join("\n")));
    }
}

fn item(item: &Item) -> String {
    format!("{} {}", item.kind, item.id)
}

fn change(change: &Change) -> String {
    let fields = change.fields.iter().map(|f| format!("\n{}: {:?} → {:?}", f.field, f.old, f.new));
    format!("{} {}{}", change.kind, change.id, fields.collect::<String>())
}
