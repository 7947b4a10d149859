//! What is known of a user, typed as flags.

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

use crate::cli::{
    Trouble,
    noun::{Known, members},
};

/// What is known of a user.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick user create asha --first-name Asha --last-name Rao --email asha@office.example --company ministry \\
      --area-of-work D-12 --role \"Local Registrar\" --area D-12 --from 2026-12-01 --to 2027-03-31
  bailiwick user create --email carl@acme.example --kind client --company acme --invite --dry-run
  bailiwick user change asha --job-title Registrar --phone mobile=+639170000000
  bailiwick user change asha --clear phones --clear department")]
pub(crate) struct Flags {
    /// What to call the person, where first and last name do not make it.
    #[arg(long)]
    name: Option<String>,
    #[arg(long, value_name = "NAME")]
    first_name: Option<String>,
    #[arg(long, value_name = "NAME")]
    last_name: Option<String>,
    /// The address for letters and for signing in.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// A telephone, as mobile=+639170000000; the first one is preferred.
    #[arg(long, value_name = "KIND=NUMBER")]
    phone: Vec<String>,
    #[arg(long, value_name = "TITLE")]
    job_title: Option<String>,
    /// Whose side: internal, client or service (a program).
    #[arg(long)]
    kind: Option<Kind>,
    /// Home company.
    #[arg(long, value_name = "CODE")]
    company: Option<String>,
    /// Further companies to act for.
    #[arg(long = "further-company", value_name = "CODE")]
    further_companies: Vec<String>,
    #[arg(long, value_name = "CODE")]
    department: Option<String>,
    /// Where the person works.
    #[arg(long, value_name = "CODE")]
    area_of_work: Option<String>,
    /// Language of screens and letters, as in en-GB.
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// IANA time zone.
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
    /// The first day on which the account may be used.
    #[arg(long, value_name = "DAY")]
    valid_from: Option<Date>,
    /// The last day.
    #[arg(long, value_name = "DAY")]
    valid_to: Option<Date>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    Internal,
    Client,
    Service,
}

impl Known for Flags {
    fn members(self) -> Result<Map<String, Json>, Trouble> {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let kind = self.kind.map(|kind| match kind {
            Kind::Internal => "internal".to_owned(),
            Kind::Client => "client".to_owned(),
            Kind::Service => "service".to_owned(),
        });
        let texts = [
            ("name", self.name),
            ("first_name", self.first_name),
            ("last_name", self.last_name),
            ("email", self.email),
            ("job_title", self.job_title),
            ("kind", kind),
            ("company", self.company),
            ("department", self.department),
            ("area", self.area_of_work),
            ("language", self.language),
            ("timezone", self.timezone),
            ("valid_from", day(self.valid_from)),
            ("valid_to", day(self.valid_to)),
        ];
        let mut members = members(texts);
        if !self.further_companies.is_empty() {
            members.insert("companies".to_owned(), self.further_companies.into());
        }
        let mut phones = Vec::new();
        for phone in &self.phone {
            let Some((kind, number)) = phone.split_once('=') else {
                return Err(Trouble::Usage(format!("--phone {phone:?}: write it as mobile=+639170000000")));
            };
            phones.push(json!({ "kind": kind, "number": number }));
        }
        if !phones.is_empty() {
            members.insert("phones".to_owned(), phones.into());
        }
        Ok(members)
    }
}
