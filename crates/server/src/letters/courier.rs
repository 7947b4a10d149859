//! Carries letters the way that the configuration says.

use std::{io::Write, path::PathBuf, time::Duration};

use bailiwick_app::post::{Carrier, Outgoing, Undelivered, Ways};
use bailiwick_connectors::{
    folder,
    mail::{Mail, MailError, MailSender, MailServer, Mailer},
    sms::{SmsError, SmsGateway, SmsServer},
};
use bailiwick_model::{Destination, EmailAddress, PhoneNumber};

use super::{Short, Writer, Written};
use crate::config::{Config, MailCarrier, MailConfig, Secret, SmsCarrier, SmsConfig};

/// How long each answer of a mail server, and the one of a gateway, may take: all of one letter's answers together stay below
/// what a carrier may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The sender of letters that go nowhere.
const NOBODY: &str = "Bailiwick <bailiwick@localhost>";

/// Carries letters.
pub struct Courier {
    writer: Writer,
    mail: Option<MailWay>,
    sms: Option<SmsWay>,
}

struct MailWay {
    sender: MailSender,
    end: MailEnd,
}

enum MailEnd {
    Server(Mailer),
    Folder(PathBuf),
    Console,
}

enum SmsWay {
    Gateway(Box<SmsGateway>),
    Folder(PathBuf),
    Console,
}

/// The configuration of letters is of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(String);

impl Courier {
    /// The courier that a configuration describes. Nothing is opened yet.
    ///
    /// # Errors
    /// [`Unusable`] says what is missing or wrong.
    pub fn of(config: &Config) -> Result<Self, Unusable> {
        let folder =
            |named: &Option<PathBuf>| named.clone().unwrap_or_else(|| config.data_dir().join("letters"));
        let mail = mail_way(&config.mail, folder(&config.mail.directory))?;
        let sms = sms_way(&config.sms, folder(&config.sms.directory))?;
        let service = mail.as_ref().and_then(|way| way.sender.name()).unwrap_or("Bailiwick");
        let writer = Writer::new(&config.public_url(), service);
        Ok(Self { writer, mail, sms })
    }

    /// The ways that letters can go.
    #[must_use]
    pub fn ways(&self) -> Ways {
        Ways { email: self.mail.is_some(), sms: self.sms.is_some() }
    }

    /// Makes sure that mail can be handed over, without sending any. Says how it goes.
    ///
    /// # Errors
    /// What is in the way.
    pub fn reach_mail(&self) -> Result<String, MailError> {
        match self.mail.as_ref().map(|way| &way.end) {
            None => Ok("no mail is sent".to_owned()),
            Some(MailEnd::Console) => Ok("mail is printed and goes nowhere".to_owned()),
            Some(MailEnd::Folder(path)) => {
                Ok(format!("mail is written to {} and goes nowhere", path.display()))
            }
            Some(MailEnd::Server(mailer)) => {
                mailer.reach()?;
                Ok(format!("the mail server {} answers", mailer.place()))
            }
        }
    }

    fn carry_mail(&self, letter: &Outgoing<'_>, to: &EmailAddress) -> Result<(), Undelivered> {
        let way = self.mail.as_ref().ok_or_else(|| unsent("mail.carrier is none"))?;
        let written = self.writer.written(letter.to, letter.letter);
        let Written { language, subject, text, html } =
            written.ok_or_else(|| unsent("a text of it is missing"))?;
        let mail = Mail {
            to,
            id: letter.id,
            at_us: letter.made_us,
            language,
            subject: &subject,
            text: &text,
            html: &html,
        };
        let failed = |error: MailError| {
            let why = error.to_string();
            if error.is_final() { Undelivered::Final(why) } else { Undelivered::Passing(why) }
        };
        match &way.end {
            MailEnd::Server(mailer) => mailer.send(&way.sender, &mail).map_err(failed),
            MailEnd::Folder(path) => {
                let file = way.sender.file(&mail).map_err(failed)?;
                put(path, &format!("{}.eml", letter.id), &file)
            }
            MailEnd::Console => print(&format!("To: {to}\nSubject: {subject}\n\n{text}")),
        }
    }

    fn carry_sms(&self, letter: &Outgoing<'_>, to: &PhoneNumber) -> Result<(), Undelivered> {
        let way = self.sms.as_ref().ok_or_else(|| unsent("sms.carrier is none"))?;
        let short = self.writer.short(letter.to, letter.letter);
        let Short { text } = short.ok_or_else(|| unsent("it does not go as a text message"))?;
        match way {
            SmsWay::Gateway(gateway) => gateway.send(to.as_str(), &text).map_err(|error: SmsError| {
                let why = error.to_string();
                if error.is_final() { Undelivered::Final(why) } else { Undelivered::Passing(why) }
            }),
            SmsWay::Folder(path) => {
                put(path, &format!("{}.txt", letter.id), format!("To: {to}\n\n{text}\n").as_bytes())
            }
            SmsWay::Console => print(&format!("To: {to}\n\n{text}")),
        }
    }
}

impl Carrier for Courier {
    fn carry(&self, letter: &Outgoing<'_>) -> Result<(), Undelivered> {
        match &letter.to.to {
            Destination::Email(to) => self.carry_mail(letter, to),
            Destination::Sms(to) => self.carry_sms(letter, to),
        }
    }
}

/// Somebody may mend the configuration while it waits.
fn unsent(why: &str) -> Undelivered {
    Undelivered::Passing(why.to_owned())
}

fn put(path: &std::path::Path, name: &str, contents: &[u8]) -> Result<(), Undelivered> {
    folder::put(path, name, contents)
        .map_err(|error| Undelivered::Passing(format!("{}: {error}", path.join(name).display())))
}

/// Standard error, where the log is as well; what stands in names cannot move the cursor.
fn print(text: &str) -> Result<(), Undelivered> {
    let text: String =
        text.chars().map(|c| if c.is_control() && c != '\n' { '\u{FFFD}' } else { c }).collect();
    writeln!(std::io::stderr().lock(), "--- letter\n{text}\n---")
        .map_err(|error| Undelivered::Passing(format!("it cannot be printed: {error}")))
}

fn mail_way(config: &MailConfig, folder: PathBuf) -> Result<Option<MailWay>, Unusable> {
    let MailConfig { carrier, from, reply_to, url, password, ca_file, .. } = config;
    let unusable = |error: MailError| Unusable(format!("mail: {error}"));
    let needed = |key: &str| Unusable(format!("mail.carrier is smtp, and there is no {key}; set it"));
    let end = match carrier {
        MailCarrier::None => return Ok(None),
        MailCarrier::Console => MailEnd::Console,
        MailCarrier::File => MailEnd::Folder(folder),
        MailCarrier::Smtp => {
            let url = url.as_deref().ok_or_else(|| needed("mail.url"))?;
            let url = url.parse().map_err(|error| Unusable(format!("mail.url: {error}")))?;
            let password = password.as_ref().map(|password| password.reveal().to_owned());
            let server = MailServer { url, password, ca_file: ca_file.clone(), patience: PATIENCE };
            MailEnd::Server(Mailer::new(&server).map_err(unusable)?)
        }
    };
    let from = match (from.as_deref(), carrier) {
        (Some(from), _) => from,
        (None, MailCarrier::Smtp) => return Err(needed("mail.from")),
        (None, _) => NOBODY,
    };
    let sender = MailSender::new(from, reply_to.as_deref()).map_err(unusable)?;
    Ok(Some(MailWay { sender, end }))
}

fn sms_way(config: &SmsConfig, folder: PathBuf) -> Result<Option<SmsWay>, Unusable> {
    let SmsConfig { carrier, url, form, body, headers, .. } = config;
    Ok(Some(match carrier {
        SmsCarrier::None => return Ok(None),
        SmsCarrier::Console => SmsWay::Console,
        SmsCarrier::File => SmsWay::Folder(folder),
        SmsCarrier::Http => {
            let needed = |key: &str| Unusable(format!("sms.carrier is http, and there is no {key}; set it"));
            let url = url.as_ref().map(Secret::reveal).ok_or_else(|| needed("sms.url"))?.to_owned();
            let body = body.clone().ok_or_else(|| needed("sms.body"))?;
            let header = |(name, value): (&String, &Secret)| (name.clone(), value.reveal().to_owned());
            let headers = headers.iter().map(header).collect();
            let server = SmsServer { url, form: (*form).into(), body, headers, patience: PATIENCE };
            let gateway = SmsGateway::new(&server).map_err(|error| Unusable(format!("sms: {error}")))?;
            SmsWay::Gateway(Box::new(gateway))
        }
    }))
}
