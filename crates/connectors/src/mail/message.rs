//! One message, from words to bytes.

use std::{
    str::FromStr,
    time::{Duration, SystemTime},
};

use bailiwick_model::EmailAddress;
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
};

use super::MailError;

/// Whose letters they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailSender {
    from: Mailbox,
    reply_to: Option<Mailbox>,
}

/// One message, without its sender.
#[derive(Clone, Copy)]
pub struct Mail<'m> {
    /// Where it goes.
    pub to: &'m EmailAddress,
    /// Tells it from all others of this installation; the same each time it is tried, so that a second copy is known for one.
    pub id: &'m str,
    /// When it was written, in microseconds since 1970.
    pub at_us: i64,
    /// The language that it is in.
    pub language: &'m str,
    /// What it is about.
    pub subject: &'m str,
    /// What it says, for readers of text.
    pub text: &'m str,
    /// What it says, for readers of HTML.
    pub html: &'m str,
}

impl MailSender {
    /// A sender as in `Access desk <access@example.org>`, with where answers go.
    ///
    /// # Errors
    /// [`MailError::Configuration`] when one of them is no address.
    pub fn new(from: &str, reply_to: Option<&str>) -> Result<Self, MailError> {
        let mailbox = |text: &str| {
            let wrong = || {
                MailError::Configuration(format!(
                    "{text:?} is no sender; write NAME <NAME@DOMAIN>, or NAME@DOMAIN"
                ))
            };
            if text.chars().any(char::is_control) {
                return Err(wrong());
            }
            Mailbox::from_str(text).map_err(|_| wrong())
        };
        Ok(Self { from: mailbox(from)?, reply_to: reply_to.map(mailbox).transpose()? })
    }

    /// What the sender is called, where he has a name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.from.name.as_deref()
    }

    /// The message as a file of a mail program.
    ///
    /// # Errors
    /// [`MailError::Message`] when there can be none.
    pub fn file(&self, mail: &Mail<'_>) -> Result<Vec<u8>, MailError> {
        Ok(built(self, mail)?.formatted())
    }
}

pub(super) fn built(sender: &MailSender, mail: &Mail<'_>) -> Result<Message, MailError> {
    let wrong = |why: String| MailError::Message(format!("no mail can be made for this address: {why}"));
    // Letters beyond ASCII before the '@' take a server that knows them; behind it there is a form that all know.
    let (local, domain) = mail.to.as_str().rsplit_once('@').unwrap_or_default();
    let to = Address::new(local, domain.trim_end_matches('.')).map_err(|error| wrong(error.to_string()))?;
    let domain = sender.from.email.domain();
    let at = u64::try_from(mail.at_us).unwrap_or_default();
    let mut builder = Message::builder()
        .from(sender.from.clone())
        .to(Mailbox::new(None, to))
        .subject(one_line(mail.subject))
        .date(SystemTime::UNIX_EPOCH + Duration::from_micros(at))
        .message_id(Some(format!("<{}@{domain}>", only_atoms(mail.id))))
        .header(AutoSubmitted)
        .header(ContentLanguage(only_atoms(mail.language)));
    if let Some(reply_to) = &sender.reply_to {
        builder = builder.reply_to(reply_to.clone());
    }
    let parts = MultiPart::alternative_plain_html(mail.text.to_owned(), mail.html.to_owned());
    builder.multipart(parts).map_err(|error| wrong(error.to_string()))
}

/// A subject, whatever somebody has put into a name: a line break would begin a header. Marks of direction stay.
fn one_line(text: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.replace(breaks, " ").trim().to_owned()
}

fn only_atoms(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || "-._".contains(*c)).collect()
}

/// Says that a program wrote it, so that no program answers.
#[derive(Clone)]
struct AutoSubmitted;

#[derive(Clone)]
struct ContentLanguage(String);

type Parsed<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Parsed<Self> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Parsed<Self> {
        Ok(Self(only_atoms(text)))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(to: &str, subject: &str) -> Result<String, MailError> {
        let sender = MailSender::new("Access desk <access@example.org>", Some("help@example.org"))?;
        let to = EmailAddress::new(to).unwrap();
        let mail = Mail {
            to: &to,
            id: "000000000007",
            at_us: 1_795_600_000_000_000,
            language: "ar",
            subject,
            text: "مرحبا\n.\nعد",
            html: "<p>مرحبا</p>",
        };
        Ok(String::from_utf8(sender.file(&mail)?).unwrap())
    }

    fn headers(file: &str) -> Vec<&str> {
        let head = file.split_once("\r\n\r\n").unwrap().0;
        let begins = |line: &&str| !line.starts_with([' ', '\t']);
        head.split("\r\n").filter(begins).map(|line| line.split_once(": ").unwrap().0).collect()
    }

    #[test]
    fn a_message_has_the_headers_that_it_should_and_no_other() {
        let wanted = [
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "Auto-Submitted",
            "Content-Language",
            "Reply-To",
            "MIME-Version",
            "Content-Type",
        ];
        for subject in [
            "Welcome",
            "Welcome\r\nBcc: eve@example.org",
            "a\u{2028}b\nX-A: b\n\n<p>",
            "مرحبا\r\n بك",
            &"long ".repeat(99),
        ] {
            let file = file("asha@office.example", subject).unwrap();
            assert_eq!(headers(&file), wanted, "{file}");
        }
        let file = file("asha@office.example", "Welcome").unwrap();
        for line in [
            "From: \"Access desk\" <access@example.org>\r\n",
            "Date: Wed, 25 Nov 2026 ",
            "Message-ID: <000000000007@example.org>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Type: multipart/alternative;",
        ] {
            assert!(file.contains(line), "{file}\n--- wanted\n{line}");
        }
    }

    #[test]
    fn names_beyond_ascii_reach_their_domain() {
        let file = file("asha@bücher.example.", "x").unwrap();
        assert!(
            file.contains("To: asha@xn--bcher-kva.example\r\n")
                || file.contains("To: asha@bücher.example\r\n"),
            "{file}"
        );
    }

    #[test]
    fn senders_are_addresses() {
        assert_eq!(MailSender::new("a@b.example", None).unwrap().name(), None);
        for wrong in ["", "Access desk", "a@b@c", "x <a@b.example>\r\nBcc: c@d.example", "<>"] {
            assert!(matches!(MailSender::new(wrong, None), Err(MailError::Configuration(_))), "{wrong:?}");
        }
    }
}
