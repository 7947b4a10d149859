//! `mail` and `sms`: whether letters arrive, and which are on their way.

use bailiwick_app::post::{Carrier, Outgoing};
use bailiwick_model::{Destination, EmailAddress, LanguageTag, Letter, PhoneNumber, Recipient, TimeZoneName};
use bailiwick_server::letters::Courier;
use bailiwick_store::outbox::{self, Listed};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::{Context, Outcome, Trouble, answers::open_to_read, show};

/// Letters.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  bailiwick mail test --to asha@example.org --language fr
  bailiwick mail list")]
pub(crate) enum Mail {
    /// Send a trial letter at once, the way that the configuration says.
    Test(MailTest),
    /// The newest letters and text messages: kinds, whom they are about, whether they are sent. Never what stands in them.
    List(List),
}

/// Text messages.
#[derive(Debug, Subcommand)]
pub(crate) enum Sms {
    /// Send a trial message at once, the way that the configuration says.
    Test(SmsTest),
}

/// Where a trial letter goes.
#[derive(Debug, Args)]
pub(crate) struct MailTest {
    /// The address.
    #[arg(long, value_name = "ADDRESS")]
    to: EmailAddress,
    #[command(flatten)]
    reader: Reader,
}

/// Where a trial message goes.
#[derive(Debug, Args)]
pub(crate) struct SmsTest {
    /// The number, as in +63 917 000 0000.
    #[arg(long, value_name = "NUMBER")]
    to: PhoneNumber,
    #[command(flatten)]
    reader: Reader,
}

/// Who reads it.
#[derive(Debug, Args)]
struct Reader {
    /// The language to write it in.
    #[arg(long, value_name = "TAG")]
    language: Option<LanguageTag>,
    /// The time zone to tell the time in.
    #[arg(long, value_name = "ZONE")]
    zone: Option<TimeZoneName>,
}

/// Which letters are listed.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// Only those about this account.
    #[arg(long, value_name = "LOGIN")]
    user: Option<String>,
    /// At most so many.
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    limit: u32,
}

impl Mail {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        match self {
            Self::Test(MailTest { to, reader }) => trial(context, Destination::Email(to), reader),
            Self::List(list) => list.run(context),
        }
    }
}

impl Sms {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let Self::Test(SmsTest { to, reader }) = self;
        trial(context, Destination::Sms(to), reader)
    }
}

fn trial(context: &Context, to: Destination, reader: Reader) -> Result<Outcome, Trouble> {
    let config = context.config(Vec::new())?;
    let courier = Courier::of(&config).map_err(|unusable| Trouble::Usage(unusable.to_string()))?;
    let now = context.now();
    // No number of the outbox has letters in it, so this one is nobody else's.
    let id = format!("trial-{}", now.as_microsecond());
    let place = match &to {
        Destination::Email(address) => address.to_string(),
        Destination::Sms(number) => number.to_string(),
    };
    let to = Recipient { language: reader.language, zone: reader.zone, ..Recipient::at(to) };
    let letter = Letter::Trial { when: now };
    let outgoing = Outgoing { id: &id, to: &to, letter: &letter, made_us: now.as_microsecond() };
    courier.carry(&outgoing).map_err(|undelivered| Trouble::Environment(undelivered.to_string()))?;
    if context.json() {
        return Ok(Outcome::done(show::json(&json!({ "id": id, "to": place }))?));
    }
    Ok(Outcome::done(format!("handed over for {place}, as {id}")))
}

impl List {
    fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let installation = open_to_read(&context.config(Vec::new())?)?;
        let (login, limit) = (self.user.as_deref(), i64::from(self.limit));
        let letters = installation.database().read(|tx| outbox::newest(tx, login, limit))?;
        if context.json() {
            return Ok(Outcome::done(show::json(&letters.iter().map(report).collect::<Vec<_>>())?));
        }
        let row = |letter: &Listed| {
            let when = if letter.ended_us.is_some() { letter.ended_us } else { Some(letter.next_us) };
            vec![
                letter.id.clone(),
                letter.kind.clone(),
                letter.channel.clone(),
                letter.login.clone().unwrap_or_default(),
                letter.state.as_str().to_owned(),
                letter.tries.to_string(),
                moment(letter.made_us),
                when.map(moment).unwrap_or_default(),
                letter.error.clone().unwrap_or_default(),
            ]
        };
        let head = ["id", "kind", "way", "about", "state", "tries", "made", "ended or next", "why"];
        Ok(Outcome::done(show::table(&head, letters.iter().map(row))))
    }
}

fn report(letter: &Listed) -> Json {
    let Listed { id, kind, login, channel, state, made_us, next_us, tries, error, ended_us, .. } = letter;
    let waits = ended_us.is_none();
    json!({
        "id": id, "kind": kind, "channel": channel, "login": login, "state": state.as_str(), "tries": tries,
        "made": moment(*made_us), "next": waits.then(|| moment(*next_us)), "ended": ended_us.map(moment), "error": error,
    })
}

fn moment(us: i64) -> String {
    let moment = Timestamp::from_microsecond(us);
    moment.map(|moment| moment.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()).unwrap_or_default()
}
