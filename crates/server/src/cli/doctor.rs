//! `doctor`: what is wrong, or soon will be, and how to mend it.

mod backups;
mod configuration;
mod connections;
mod files;
mod letters;
mod passkeys;
mod room;

use bailiwick_app::{
    PublicKey,
    doctor::{Examination, Finding, Verdict, examine},
};
use bailiwick_server::{
    clock,
    config::{Config, load_key},
};
use bailiwick_store::DatabaseUrl;
use clap::Args;
use jiff::{Timestamp, tz};
use serde_json::{Value as Json, json};

use super::{Context, Exit, Outcome, Trouble, show};

/// Looks for what is wrong.
#[derive(Debug, Args)]
#[command(after_help = "\
Nothing is changed, and a server that runs goes on. One line for each thing that was looked at; what is not well says how to mend
it. Exit codes: 0 all is well, 1 there are warnings, 3 something does not work.

Examples:
  bailiwick doctor
  bailiwick doctor --full --json")]
pub(crate) struct Doctor {
    /// Follow the whole audit trail and check every index, however long that takes.
    #[arg(long)]
    full: bool,
    /// Warn when the newest backup in `backup_dir` is older than so many days.
    #[arg(long, value_name = "DAYS", default_value_t = 2)]
    backup_days: u32,
    /// A public key, as `bailiwick audit key` printed it, that checkpoints were signed with before the secret was changed; may be
    /// given more than once.
    #[arg(long, value_name = "KEY")]
    key: Vec<PublicKey>,
}

impl Doctor {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        context.here()?;
        let sources = context.sources(Vec::new());
        let findings = match sources.load() {
            Ok(config) => {
                let mut findings = vec![Finding::well("configuration", "read, and nothing in it is unknown")];
                findings.push(files::secrets(&sources, &config));
                findings.extend(configuration::check(&config));
                self.look(context, &config, &mut findings);
                findings
            }
            // Without it there is nothing else to look at.
            Err(error) => {
                vec![Finding::failure("configuration", error.to_string(), "see docs/configuration.md")]
            }
        };
        let worst = findings.iter().map(|finding| finding.verdict).max().unwrap_or(Verdict::Well);
        let exit = match worst {
            Verdict::Well => Exit::Done,
            Verdict::Warning => Exit::No,
            Verdict::Failure => Exit::Environment,
        };
        let text = if context.json() { show::json(&report(worst, &findings))? } else { told(&findings) };
        Ok(Outcome { text, exit })
    }

    fn look(&self, context: &Context, config: &Config, findings: &mut Vec<Finding>) {
        let now = context.now().as_microsecond();
        let url: DatabaseUrl = match config.database_url().reveal().parse() {
            Ok(url) => url,
            Err(error) => {
                return findings.push(Finding::failure(
                    "database",
                    format!("{error}"),
                    "write it as it says",
                ));
            }
        };
        // One that is not there is not made; one that cannot be read is told among the secrets.
        let own = load_key(&config.key_file()).ok().and_then(|key| key.signer().ok());
        let keys: Vec<PublicKey> =
            own.map(|signer| signer.public()).into_iter().chain(self.key.iter().copied()).collect();
        let system = clock::system();
        // Whoever pretends that it is another moment does so throughout.
        let clock = || if context.is_pretended() { now } else { system() };
        let examined = examine(&url, Examination { clock: &clock, full: self.full, keys: &keys });
        findings.extend(examined.findings);
        findings.push(room::check(config, examined.size));
        findings.push(backups::check(config, context.now(), self.backup_days));
        findings.extend(connections::check(config, examined.state));
        findings.extend(letters::check(config));
        findings.push(passkeys::check(config, &examined.attested));
        findings.push(time_zones());
    }
}

/// Days begin by time zones, so without them nothing can be dated.
fn time_zones() -> Finding {
    match tz::db().available().count() {
        0 => Finding::failure(
            "time zones",
            "none are known, so a day begins everywhere when it begins in UTC",
            "install the system's time zone data, such as the package tzdata",
        ),
        count => Finding::well("time zones", format!("{count} are known")),
    }
}

fn told(findings: &[Finding]) -> String {
    let width = findings.iter().map(|finding| finding.check.len()).max().unwrap_or(0);
    let line = |finding: &Finding| {
        let Finding { check, verdict, told, remedy } = finding;
        let mut text = format!("{:<8} {check:<width$}  {told}", verdict.word());
        if let Some(remedy) = remedy {
            text.push_str(&format!("\n{:>indent$}  → {remedy}", "", indent = 9 + width));
        }
        text
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn report(worst: Verdict, findings: &[Finding]) -> Json {
    let finding = |Finding { check, verdict, told, remedy }: &Finding| json!({ "check": check, "verdict": verdict.word(), "told": told, "remedy": remedy });
    json!({ "verdict": worst.word(), "findings": findings.iter().map(finding).collect::<Vec<_>>() })
}

/// How long ago something was, in words.
fn ago(then: Timestamp, now: Timestamp) -> String {
    let hours = now.duration_since(then).as_hours().max(0);
    match hours {
        0..48 => format!("{hours} hours old"),
        hours => format!("{} days old", hours / 24),
    }
}
