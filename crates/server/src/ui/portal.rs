//! What pages of somebody who is signed in share: who he is, the way around, and what to do where something takes that he shows again who he is.

use axum::response::{IntoResponse, Redirect, Response};
use bailiwick_app::{administration::Refused, sign_in::Who};

use super::{next::Next, page::Page};
use crate::http::{Gate, Insider, Refusal};

/// A page of somebody's, and who he is.
pub(super) struct Portal {
    pub(super) page: Page,
    pub(super) name: String,
    pub(super) login: String,
    pub(super) initials: String,
    /// The news that a page begins with: what was done a moment ago.
    pub(super) done: Option<&'static str>,
}

/// What can be told to have been done, as addresses say it.
const DONE: [&str; 8] = [
    "passkey-added",
    "authenticator-added",
    "renamed",
    "removed",
    "session-ended",
    "sessions-ended",
    "device-forgotten",
    "password-changed",
];

impl Portal {
    /// The page of whoever asks, in his language.
    pub(super) async fn of(gate: &Gate, insider: &Insider) -> Result<Self, Refusal> {
        let who: Who = insider.ask(gate, |sign_in, ctx| sign_in.who(ctx)).await??;
        let page = Page::of(&insider.knock.headers, &insider.knock.uri, &who)?;
        let login = who.login.to_string();
        let name = who.name.unwrap_or_else(|| login.clone());
        let query = insider.knock.uri.query().unwrap_or_default();
        let done = query.split('&').find_map(|pair| pair.strip_prefix("done="));
        let done = DONE.into_iter().find(|known| Some(*known) == done);
        Ok(Self { page, initials: initials(&name), name, login, done })
    }

    /// The text of the news.
    pub(super) fn news(&self, done: &str) -> String {
        self.page.text(&format!("done-{done}"))
    }
}

/// What comes of something that was refused: whoever has to show again who he is, is led there, and comes back to `next`.
pub(super) fn led(refused: Refused, next: &str) -> Result<Response, Refusal> {
    match (refused, Next::local(next)) {
        (Refused::StepUp, Some(next)) => {
            Ok(Redirect::to(&format!("/step-up?next={}", next.path())).into_response())
        }
        (refused, _) => Err(refused.into()),
    }
}

/// Two letters for the picture of somebody who has none.
fn initials(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || "._-@".contains(c)).filter(|word| !word.is_empty());
    words.take(2).filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_letters_of_two_words() {
        for (name, letters) in [
            ("Amina Okello", "AO"),
            ("amina.okello@x.example", "AO"),
            ("ella", "E"),
            ("عائشة حسن", "عح"),
            ("", ""),
        ] {
            assert_eq!(initials(name), letters);
        }
    }
}
