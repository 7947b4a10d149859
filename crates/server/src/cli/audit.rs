//! `audit`: the trail of what was changed, listed, exported, verified, signed and kept within bounds.

pub(super) mod checkpoint;
mod prune;
mod verify;
mod wanted;

use clap::Subcommand;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{Context, Outcome, Trouble};

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Follow the chain from the first entry to the last; exits with 1 and names the first broken entry, if there is one.
    Verify(verify::Verify),
    /// Print the trail: all of it with its head, as verify takes it, or the entries that are wanted.
    Export(wanted::Export),
    /// List entries, newest first.
    List(wanted::List),
    /// Sign the head of the trail; keep what is printed elsewhere.
    Checkpoint(checkpoint::Checkpoint),
    /// Print the public key that checkpoints are verified with.
    Key,
    /// Archive the oldest entries and remove them; the rest goes on proving itself.
    Prune(prune::Prune),
}

impl Audit {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        match self {
            Self::Verify(command) => command.run(context),
            Self::Export(command) => command.run(context),
            Self::List(command) => command.run(context),
            Self::Checkpoint(command) => command.run(context),
            Self::Key => checkpoint::key(context),
            Self::Prune(command) => command.run(context),
        }
    }
}

fn moment(text: &str) -> Result<Timestamp, String> {
    let day = |day: Date| day.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp());
    text.parse::<Timestamp>()
        .or_else(|_| text.parse::<Date>().and_then(day))
        .map_err(|_| "write a day or a moment, as in 2026-12-01 or 2026-12-01T08:00:00Z".to_owned())
}
