//! What is known of a user, typed as flags.

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

use crate::cli::{
    Trouble,
    clearable::{Clearable, all, list},
    noun::{Known, members},
};

/// What is known of a user. When a user is changed, `""` takes something away.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick user create asha --first-name Asha --last-name Rao --email asha@office.example --company ministry \\
      --area-of-work D-12 --role \"Local Registrar\" --area D-12 --from 2026-12-01 --to 2027-03-31
  bailiwick user create --email carl@acme.example --kind client --company acme --invite --dry-run
  bailiwick user change asha --job-title Registrar --phone mobile=+639170000000
  bailiwick user change asha --clear phones --clear department
  bailiwick user change asha --valid-to \"\"

When something is changed, \"\" takes it away, as --clear does.")]
pub(crate) struct Flags {
    /// What to call the person, where first and last name do not make it.
    #[arg(long)]
    name: Option<Clearable<String>>,
    #[arg(long, value_name = "NAME")]
    first_name: Option<Clearable<String>>,
    #[arg(long, value_name = "NAME")]
    last_name: Option<Clearable<String>>,
    /// The address for letters and for signing in.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<Clearable<String>>,
    /// A telephone, as mobile=+639170000000; the first one is preferred.
    #[arg(long, value_name = "KIND=NUMBER")]
    phone: Vec<Clearable<String>>,
    #[arg(long, value_name = "TITLE")]
    job_title: Option<Clearable<String>>,
    /// Whose side: internal, client or service (a program).
    #[arg(long)]
    kind: Option<Kind>,
    /// Home company.
    #[arg(long, value_name = "CODE")]
    company: Option<Clearable<String>>,
    /// Further companies to act for.
    #[arg(long = "further-company", value_name = "CODE")]
    further_companies: Vec<Clearable<String>>,
    #[arg(long, value_name = "CODE")]
    department: Option<Clearable<String>>,
    /// Where the person works.
    #[arg(long, value_name = "CODE")]
    area_of_work: Option<Clearable<String>>,
    /// Language of screens and letters, as in en-GB.
    #[arg(long, value_name = "TAG")]
    language: Option<Clearable<String>>,
    /// IANA time zone.
    #[arg(long, value_name = "ZONE")]
    timezone: Option<Clearable<String>>,
    /// The first day on which the account may be used.
    #[arg(long, value_name = "DAY")]
    valid_from: Option<Clearable<Date>>,
    /// The last day.
    #[arg(long, value_name = "DAY")]
    valid_to: Option<Clearable<Date>>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    Internal,
    Client,
    Service,
}

impl Known for Flags {
    fn members(self) -> Result<Map<String, Json>, Trouble> {
        let kind = self.kind.map(|kind| match kind {
            Kind::Internal => "internal",
            Kind::Client => "client",
            Kind::Service => "service",
        });
        let given = [
            ("name", self.name.map(Json::from)),
            ("first_name", self.first_name.map(Json::from)),
            ("last_name", self.last_name.map(Json::from)),
            ("email", self.email.map(Json::from)),
            ("job_title", self.job_title.map(Json::from)),
            ("kind", kind.map(Json::from)),
            ("company", self.company.map(Json::from)),
            ("department", self.department.map(Json::from)),
            ("area", self.area_of_work.map(Json::from)),
            ("language", self.language.map(Json::from)),
            ("timezone", self.timezone.map(Json::from)),
            ("valid_from", self.valid_from.map(Json::from)),
            ("valid_to", self.valid_to.map(Json::from)),
        ];
        let mut members = members(given);
        if let Some(companies) = all("--further-company", self.further_companies)? {
            members.insert("companies".to_owned(), list(companies));
        }
        if let Some(phones) = all("--phone", self.phone)? {
            let phones: Result<Vec<Json>, Trouble> = phones.iter().map(|phone| telephone(phone)).collect();
            members.insert("phones".to_owned(), list(phones?));
        }
        Ok(members)
    }
}

fn telephone(typed: &str) -> Result<Json, Trouble> {
    match typed.split_once('=') {
        Some((kind, number)) => Ok(json!({ "kind": kind, "number": number })),
        None => Err(Trouble::Usage(format!("--phone {typed:?}: write it as mobile=+639170000000"))),
    }
}
