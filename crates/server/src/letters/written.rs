//! A letter in words: subject, text and HTML, in the language of its reader.

use askama::Template;
use bailiwick_model::{Letter, Recipient};

use super::filled;
use crate::language::{Languages, Reading, Words};

/// Writes letters for an installation.
#[derive(Clone, Debug)]
pub struct Writer {
    /// What links begin with: the configured address of the server, and nothing that a request says.
    public_url: String,
    /// What the sender is called.
    service: String,
}

/// A letter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The language that it is in.
    pub language: &'static str,
    /// What it is about.
    pub subject: String,
    /// What it says, for readers of text.
    pub text: String,
    /// What it says, for readers of HTML.
    pub html: String,
}

/// A letter as a text message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// What it says.
    pub text: String,
}

/// Paragraphs, each of them lines.
type Paragraphs = Vec<Vec<String>>;

struct Parts {
    language: &'static str,
    direction: &'static str,
    subject: String,
    greeting: String,
    body: Paragraphs,
    code: Option<String>,
    link: Option<String>,
    action: String,
    link_by_hand: String,
    after: Paragraphs,
    footer: String,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'p> {
    parts: &'p Parts,
}

#[derive(Template)]
#[template(path = "letter.txt", escape = "none")]
struct Text<'p> {
    parts: &'p Parts,
}

impl Writer {
    /// A writer whose links begin with `public_url`.
    #[must_use]
    pub fn new(public_url: &str, service: &str) -> Self {
        Self { public_url: public_url.trim_end_matches('/').to_owned(), service: service.to_owned() }
    }

    /// A letter as mail; nothing when a text of it is missing, which a test makes sure of that none is.
    #[must_use]
    pub fn written(&self, to: &Recipient, letter: &Letter) -> Option<Written> {
        let reading = Languages::built_in().reading(to.language.clone());
        let parts = self.parts(&reading, to, letter)?;
        Some(Written {
            language: parts.language,
            text: Text { parts: &parts }.render().ok()?,
            html: Html { parts: &parts }.render().ok()?,
            subject: parts.subject,
        })
    }

    /// A letter as a text message; nothing for one that does not go this way.
    #[must_use]
    pub fn short(&self, to: &Recipient, letter: &Letter) -> Option<Short> {
        let reading = Languages::built_in().reading(to.language.clone());
        let words = filled::words(&reading, to, letter, &self.service);
        reading.text(&format!("{}.sms", name(letter)), &words).map(|text| Short { text })
    }

    fn parts(&self, reading: &Reading<'_>, to: &Recipient, letter: &Letter) -> Option<Parts> {
        let (name, words) = (name(letter), filled::words(reading, to, letter, &self.service));
        let text = |part: &str| reading.text(&format!("{name}.{part}"), &words);
        let greeting = match to.name.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
            Some(name) => reading.text("greeting", &Words::new().text("name", name)),
            None => reading.text("greeting-anybody", &Words::new()),
        };
        let link = letter.link().map(|link| format!("{}{}", self.public_url, link.reveal()));
        Some(Parts {
            language: reading.tag(),
            direction: reading.direction(),
            subject: text("subject")?,
            greeting: greeting?,
            body: paragraphs(&text("body")?),
            code: letter.code().map(|code| code.reveal().to_owned()),
            action: if link.is_some() { text("action")? } else { String::new() },
            link,
            link_by_hand: reading.text("link-by-hand", &words)?,
            after: paragraphs(&text("after")?),
            footer: reading.text("footer", &words)?,
        })
    }
}

/// What the texts of a letter are called.
fn name(letter: &Letter) -> String {
    letter.kind().replace('_', "-")
}

fn paragraphs(text: &str) -> Paragraphs {
    let lines = |paragraph: &str| paragraph.lines().map(|line| line.trim().to_owned()).collect();
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).map(lines).collect()
}

#[cfg(test)]
mod tests;
