//! `validate`: would this file do?

use std::path::PathBuf;

use bailiwick_app::LoadedWorld;
use clap::Args;
use serde_json::json;

use super::{Context, Outcome, Trouble, progress::Bar, show};

/// Checks a document or world file.
#[derive(Debug, Args)]
#[command(after_help = "\
A world file is read with everything it refers to; its expectations are left to `bailiwick test`.

Example:
  bailiwick validate policy.yaml")]
pub(crate) struct Validate {
    /// The file.
    file: PathBuf,
}

impl Validate {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let bar = Bar::new();
        let world = LoadedWorld::load(&self.file, &mut |p| bar.tell(p))?;
        drop(bar);
        let (policy, people) = (&world.document.policy, world.directory());
        let counts = [
            ("models", policy.models.len()),
            ("groups", policy.groups.len()),
            ("ACL rows", policy.acls.len()),
            ("rules", policy.rules.len()),
            ("roles", policy.roles.len()),
            ("users", people.users.len()),
            ("expectations", world.expectations()),
        ];
        if context.json() {
            let counts: serde_json::Map<_, _> =
                counts.into_iter().map(|(name, n)| (name.replace(' ', "_"), n.into())).collect();
            return Ok(Outcome::done(show::json(
                &json!({ "file": world.path, "valid": true, "counts": counts }),
            )?));
        }
        let told: Vec<String> =
            counts.iter().filter(|(_, n)| *n > 0).map(|(name, n)| format!("{n} {name}")).collect();
        Ok(Outcome::done(format!("{}: sound; {}", world.path, told.join(", "))))
    }
}
