//! `user`: people and programs, with their role lines.

mod batch;
mod exceptions;
mod history;
mod table;

use axum::http::Method;
use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

use super::{
    Context, Outcome, Trouble,
    office::{Ask, Office, encoded, told},
    show,
};

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// List users that you may see.
    List(List),
    /// Show one user: what is known, role lines, groups, exceptions.
    Show(Named),
    /// Make a user, with a role line if you like.
    Create(Box<Create>),
    /// Change what is known of a user.
    Change(Box<Change>),
    /// Let a user in, or keep one out.
    State(State),
    /// Give a user a role.
    Grant(Grant),
    /// Have a user leave.
    Leave(Leave),
    /// Take in a table of users.
    Import(table::Import),
    /// Take users away, as a table or as JSON.
    Export(table::Export),
    /// Do the same to many users.
    Batch(batch::Batch),
    /// What was done to a user, newest first.
    Timeline(history::Timeline),
    /// Write a note on a user.
    Note(history::Note),
    /// Give a user groups without a role, or take them.
    Groups(exceptions::Groups),
    /// Exceptions for one user alone.
    Override(exceptions::Exceptions),
}

/// Lists users.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick user list --search \"asha ra\"
  bailiwick user list --domain \"[('area', '=', 'D-12'), ('state', '=', 'active')]\" --order name
  bailiwick user list --all --json")]
pub(crate) struct List {
    /// A filter in the domain language, on the fields of bailiwick.user.
    #[arg(long)]
    domain: Option<String>,
    /// Beginnings of words of names, logins and addresses.
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// By id or name; with a minus the last first.
    #[arg(long, allow_hyphen_values = true)]
    order: Option<String>,
    /// So many at most.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
    /// All of them, page after page.
    #[arg(long)]
    all: bool,
}

/// Names a user.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Login.
    login: String,
}

/// Makes a user.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick user create asha --first-name Asha --last-name Rao --email asha@office.example --company ministry \\
      --area-of-work D-12 --role \"Local Registrar\" --area D-12 --from 2026-12-01 --to 2027-03-31
  bailiwick user create --email carl@acme.example --kind client --company acme --invite --dry-run")]
pub(crate) struct Create {
    /// The name to sign in with, which never changes; the address when absent.
    login: Option<String>,
    #[command(flatten)]
    known: Known,
    /// Invite the person first; the account becomes active when the invitation is taken.
    #[arg(long)]
    invite: bool,
    /// Give this role, by id or label.
    #[arg(long)]
    role: Option<String>,
    #[command(flatten)]
    reach: Reach,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Changes a user.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick user change asha --job-title Registrar --phone mobile=+639170000000
  bailiwick user change asha --clear phones --clear department")]
pub(crate) struct Change {
    /// Login.
    login: String,
    #[command(flatten)]
    known: Known,
    /// Take this away: a member of the user as `show --json` prints it.
    #[arg(long, value_name = "MEMBER")]
    clear: Vec<String>,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// What is known of a user.
#[derive(Debug, Args)]
struct Known {
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

/// Where and when a role counts.
#[derive(Debug, Args)]
pub(super) struct Reach {
    /// Where it counts, with everything below; for a local role at least one.
    #[arg(long = "area", value_name = "CODE")]
    areas: Vec<String>,
    /// In which companies it counts, with everything below; every company when absent.
    #[arg(long = "in-company", value_name = "CODE")]
    companies: Vec<String>,
    /// The first day on which it counts.
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// The last day.
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
}

/// Lets in, or keeps out.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick user state asha suspended --reason \"Lost her laptop\"
  bailiwick user state asha active")]
pub(crate) struct State {
    /// Login.
    login: String,
    /// active, suspended, locked or left.
    state: String,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Gives a role.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick user grant asha registrar --area D-12 --from 2026-12-01 --to 2027-03-31 --reason \"The season\"
  bailiwick user grant gita technician --in-company acme")]
pub(crate) struct Grant {
    /// Login.
    login: String,
    /// The role, by id or label.
    role: String,
    #[command(flatten)]
    reach: Reach,
    /// Say what would come of it, and do nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Has a user leave.
#[derive(Debug, Args)]
#[command(after_help = "\
For 30 days it can be undone with `bailiwick user state LOGIN suspended`.

Examples:
  bailiwick user leave asha --reason \"Moved abroad\"")]
pub(crate) struct Leave {
    /// Login.
    login: String,
    /// Do nothing, only see whether it could be done.
    #[arg(long)]
    dry_run: bool,
}

impl User {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let office = Office::open(context)?;
        match self {
            Self::List(command) => command.run(context, &office),
            Self::Show(Named { login }) => {
                let user = office.ask(Ask::new(Method::GET, path(&login)))?;
                told(context, &user, card)
            }
            Self::Create(command) => command.run(context, &office),
            Self::Change(command) => command.run(context, &office),
            Self::State(State { login, state, dry_run }) => {
                let ask = Ask::new(Method::PUT, format!("{}/state", path(&login)));
                let user = office.ask(ask.dry(dry_run).body(json!({ "state": state })))?;
                told(context, &user, |user| {
                    format!("{} {} {}", text(user, "login"), is(dry_run), text(user, "state"))
                })
            }
            Self::Grant(command) => command.run(context, &office),
            Self::Leave(Leave { login, dry_run }) => {
                office.ask(Ask::new(Method::DELETE, path(&login)).dry(dry_run))?;
                let done = if dry_run { "could leave" } else { "has left" };
                Ok(Outcome::done(format!("{login} {done}")))
            }
            Self::Import(command) => command.run(context, &office),
            Self::Export(command) => command.run(context, &office),
            Self::Batch(command) => command.run(context, &office),
            Self::Timeline(command) => command.run(context, &office),
            Self::Note(command) => command.run(context, &office),
            Self::Groups(command) => command.run(context, &office),
            Self::Override(command) => command.run(context, &office),
        }
    }
}

impl List {
    fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let (mut items, mut cursor) = (Vec::new(), None);
        loop {
            let ask = Ask::new(Method::GET, "/api/v1/users")
                .with("domain", self.domain.as_deref())
                .with("search", self.search.as_deref())
                .with("order", self.order.as_deref())
                .with("limit", Some(if self.all { 500 } else { self.limit }))
                .with("cursor", cursor.as_deref());
            let mut page = office.ask(ask)?;
            if let Some(found) = page.get_mut("items").and_then(Json::as_array_mut) {
                items.append(found);
            }
            cursor = page.get("next_cursor").and_then(Json::as_str).map(str::to_owned);
            if cursor.is_none() || !self.all {
                break;
            }
        }
        let items = Json::Array(items);
        told(context, &items, |items| {
            let head = ["login", "name", "kind", "company", "area", "state", "email"];
            let rows = items.as_array().into_iter().flatten();
            let rows = rows.map(|user| {
                let columns = ["login", "display_name", "kind", "company", "area", "state", "email"];
                columns.map(|column| text(user, column)).to_vec()
            });
            let mut table = show::table(&head, rows);
            if cursor.is_some() {
                table.push_str("\nThere are more; take --all, or a filter.");
            }
            table
        })
    }
}

impl Create {
    fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let Self { login, known, invite, role, reach, dry_run } = self;
        let mut body = known.members()?;
        if let Some(login) = login {
            body.insert("login".to_owned(), login.into());
        }
        if invite {
            body.insert("invite".to_owned(), true.into());
        }
        match role {
            Some(role) => drop(body.insert("lines".to_owned(), json!([reach.line(&role)]))),
            None if reach.is_given() => {
                let text = "--area, --in-company, --from and --to say where and when a role counts; name it with --role";
                return Err(Trouble::Usage(text.to_owned()));
            }
            None => {}
        }
        let user =
            office.ask(Ask::new(Method::POST, "/api/v1/users").dry(dry_run).body(Json::Object(body)))?;
        told(context, &user, |user| {
            let done = if dry_run { "Nothing was done. This would be made:" } else { "Made:" };
            format!("{done}\n{}", card(user))
        })
    }
}

impl Change {
    fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let Self { login, known, clear, dry_run } = self;
        let mut body = known.members()?;
        body.extend(clear.into_iter().map(|member| (member, Json::Null)));
        if body.is_empty() {
            return Err(Trouble::Usage("nothing to change was named; see --help".to_owned()));
        }
        let user = office.ask(Ask::new(Method::PATCH, path(&login)).dry(dry_run).body(Json::Object(body)))?;
        told(context, &user, |user| {
            let done = if dry_run { "Nothing was done. It would be:" } else { "Changed:" };
            format!("{done}\n{}", card(user))
        })
    }
}

impl Grant {
    fn run(self, context: &Context, office: &Office) -> Result<Outcome, Trouble> {
        let Self { login, role, reach, dry_run } = self;
        let ask = Ask::new(Method::POST, format!("{}/role-lines", path(&login)));
        let line = office.ask(ask.dry(dry_run).body(reach.line(&role)))?;
        told(context, &line, |line| {
            let done = if dry_run { "Nothing was done. This would be granted:" } else { "Granted:" };
            format!("{done}\n{}", lines(std::iter::once(line)))
        })
    }
}

impl Known {
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
        let mut members: Map<String, Json> =
            texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into()))).collect();
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

impl Reach {
    fn is_given(&self) -> bool {
        !self.areas.is_empty() || !self.companies.is_empty() || self.from.is_some() || self.to.is_some()
    }

    pub(super) fn line(&self, role: &str) -> Json {
        let mut line = json!({ "role": role, "areas": self.areas, "companies": self.companies });
        if let Some(members) = line.as_object_mut() {
            let days = [("from", self.from), ("to", self.to)];
            members.extend(
                days.into_iter().filter_map(|(name, day)| Some((name.to_owned(), day?.to_string().into()))),
            );
        }
        line
    }
}

/// A user for people.
fn card(user: &Json) -> String {
    let columns =
        ["login", "display_name", "state", "kind", "company", "department", "area", "email", "job_title"];
    let known =
        columns.into_iter().map(|column| (column, text(user, column))).filter(|(_, text)| !text.is_empty());
    let mut card: Vec<String> =
        known.map(|(column, text)| format!("{:<13} {text}", column.replace('_', " "))).collect();
    let all = user.get("lines").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    if !all.is_empty() {
        card.push(lines(all.iter()));
    }
    card.join("\n")
}

/// Role lines for people.
pub(super) fn lines<'l>(all: impl Iterator<Item = &'l Json>) -> String {
    let joined = |line: &Json, name: &str| {
        let codes = line.get(name).and_then(Json::as_array).into_iter().flatten();
        codes.filter_map(Json::as_str).collect::<Vec<_>>().join(", ")
    };
    let rows = all.map(|line| {
        let counts = if line.get("enabled") == Some(&Json::Bool(true)) { "yes" } else { "no" };
        vec![
            line.get("id").map(ToString::to_string).unwrap_or_default(),
            text(line, "role"),
            joined(line, "areas"),
            joined(line, "companies"),
            text(line, "from"),
            text(line, "to"),
            counts.to_owned(),
            text(line, "source"),
        ]
    });
    show::table(&["line", "role", "areas", "companies", "from", "to", "counts today", "from whom"], rows)
}

fn text(object: &Json, member: &str) -> String {
    object.get(member).and_then(Json::as_str).unwrap_or_default().to_owned()
}

fn is(dry_run: bool) -> &'static str {
    if dry_run { "would be" } else { "is" }
}

fn path(login: &str) -> String {
    format!("/api/v1/users/{}", encoded(login))
}
