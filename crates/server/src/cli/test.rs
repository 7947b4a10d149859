//! `test`: do world files come true?

use std::path::PathBuf;

use bailiwick_app::{LoadedWorld, WorldReport};
use clap::Args;

use super::{Context, Outcome, Trouble, progress::Bar, show};

/// Tries the expectations of world files.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick test examples/worlds/*.yaml
  bailiwick test policy/world.yaml --json")]
pub(crate) struct Test {
    /// World files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Threads to ask with; one per core when absent.
    #[arg(long)]
    threads: Option<usize>,
}

impl Test {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads = self.threads.unwrap_or_else(cores);
        let bar = Bar::new();
        let mut whole = WorldReport::default();
        for path in &self.files {
            let world = LoadedWorld::load(path, &mut |p| bar.tell(p))?;
            let report = world.run(context.now(), threads);
            whole.passed += report.passed;
            whole.failures.extend(report.failures);
        }
        drop(bar);
        let failed = whole.failures.len();
        if context.json() {
            return Ok(Outcome::judged(show::json(&whole)?, failed == 0));
        }
        let mut text: String = whole.failures.iter().map(|failure| format!("{failure}\n\n")).collect();
        text.push_str(&format!("{} passed, {failed} failed", whole.passed));
        Ok(Outcome::judged(text, failed == 0))
    }
}
