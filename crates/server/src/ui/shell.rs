//! What surrounds every page of somebody who is signed in: who he is, the way around, and the news that it begins with.

mod nav;
mod switch;

use axum::{
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::{
    administration::{Refused, Sights},
    sign_in::Who,
};
use bailiwick_model::Operation;
use bailiwick_store::policy::PolicyKind;

use self::{nav::Nav, switch::Switch};
use super::{next::Next, page::Page, policy::names::page_of, query::Query};
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
    /// Where that is set back, where it is a part of the policy that was changed or taken away: `undo=KIND/ID`.
    pub(super) undo: Option<String>,
    /// The company that lists are limited to, and the way to another one; nothing where there is nothing to choose.
    pub(super) switch: Option<Switch>,
    /// Seconds until his session ends if he does nothing more.
    pub(super) session_ends: i64,
    /// Whether doing something puts that off.
    pub(super) can_stay: bool,
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
        let switch = if nav.is_own { None } else { Switch::of(gate, insider).await? };
        let news = page.done(uri.query().unwrap_or_default());
        let (ends_us, now_us) = (insider.caller.ends_us(), insider.ctx.author.at_us);
        let (session_ends, can_stay) =
            (ends_us.saturating_sub(now_us) / 1_000_000, insider.caller.can_stay());
        let undo = undo(uri).filter(|_| news.is_some() && sights.may(Operation::Update, "bailiwick.policy"));
        let login = who.login.to_string();
        let name = who.name.unwrap_or_else(|| login.clone());
        Ok(Self {
            page,
            initials: initials(&name),
            name,
            login,
            nav,
            sights,
            news,
            undo,
            session_ends,
            can_stay,
            switch,
        })
    }

    /// The company that lists are limited to, by its code.
    pub(super) fn company(&self) -> Option<&str> {
        self.switch.as_ref()?.code.as_deref()
    }

    /// What ways of the office end with, so that lists stay limited to the company.
    pub(super) fn kept(&self) -> String {
        Query::default().with("company", self.company()).link("")
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

/// Where what the address names is set back.
fn undo(uri: &Uri) -> Option<String> {
    let query = Query::of(uri);
    let (kind, id) = query.one("undo")?.split_once('/')?;
    kind.parse::<PolicyKind>().ok().map(|kind| page_of(&format!("policy-undo/{}", kind.word()), id))
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
