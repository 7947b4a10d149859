//! What surrounds every page of somebody who is signed in: who he is, the way around, and the news that it begins with.

mod nav;

use axum::response::{IntoResponse, Redirect, Response};
use bailiwick_app::{
    administration::{Refused, Sights},
    sign_in::Who,
};
use bailiwick_model::Operation;

use self::nav::Nav;
use super::{next::Next, page::Page};
use crate::http::{Gate, Insider, Refusal};

/// What a page of somebody's is surrounded by.
pub(super) struct Shell {
    pub(super) page: Page,
    pub(super) name: String,
    pub(super) login: String,
    pub(super) initials: String,
    pub(super) nav: Nav,
    /// What he may do at all: nothing leads where he may not go.
    pub(super) sights: Sights,
    /// The text of the news that the page begins with: what was done a moment ago.
    pub(super) news: Option<String>,
}

impl Shell {
    /// What surrounds the page that is asked for, in the language of whoever asks.
    pub(super) async fn of(gate: &Gate, insider: &Insider) -> Result<Self, Refusal> {
        let who: Who = insider.ask(gate, |sign_in, ctx| sign_in.who(ctx)).await??;
        let administration = gate.administration.as_ref().ok_or_else(Refusal::not_found)?;
        let sights = administration.sights(&insider.ctx)?;
        let uri = &insider.knock.uri;
        let page = Page::of(&insider.knock.headers, uri, &who)?;
        let nav = Nav::of(&sights, uri.path());
        let news = page.done(uri.query().unwrap_or_default());
        let login = who.login.to_string();
        let name = who.name.unwrap_or_else(|| login.clone());
        Ok(Self { page, initials: initials(&name), name, login, nav, sights, news })
    }

    /// Whether he may make accounts.
    pub(super) fn makes_users(&self) -> bool {
        self.sights.may(Operation::Create, "bailiwick.user")
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

/// Leads back to a page, which begins with the news that `done` names: `done-NAME` is its text.
pub(super) fn back(to: &str, done: &str) -> Redirect {
    let mark = if to.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{to}{mark}done={done}"))
}

/// Two letters for the picture of somebody who has none.
pub(super) fn initials(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || "._-@".contains(c)).filter(|word| !word.is_empty());
    let words = words.filter(|word| word.starts_with(char::is_alphanumeric));
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
            ("Birch & Daughters", "BD"),
            ("عائشة حسن", "عح"),
            ("", ""),
        ] {
            assert_eq!(initials(name), letters);
        }
    }
}
