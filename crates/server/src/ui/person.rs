//! `/users/{login}`: all about one user, and what can be done about it.

pub(super) mod access;
mod activity;
mod ending;
pub(super) mod field;
mod groups;
mod head;
mod overrides;
mod picture;
pub(super) mod preview;
mod profile;
mod security;
mod skills;
mod state;

use std::sync::Arc;

use axum::{
    Router,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use bailiwick_app::administration::{Ctx, Fault, Refused};
use bailiwick_model::Reason;

use super::{insider, shell::back};
use crate::http::{Gate, Insider, Knock, Refusal};

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/users/{login}", get(profile::show).post(profile::change))
        .route("/users/{login}/picture", post(picture::put))
        .route("/users/{login}/picture/remove", post(picture::remove))
        .route("/users/{login}/state/{to}", get(state::ask).post(state::set))
        .route("/users/{login}/invite", post(state::invite))
        .route("/users/{login}/groups", get(groups::show).post(groups::set))
        .route("/users/{login}/access", get(access::show))
        .route("/users/{login}/end-access", get(ending::ask).post(ending::end))
        .route("/users/{login}/overrides/new", get(overrides::blank).post(overrides::add))
        .route("/users/{login}/overrides/{id}", get(overrides::show).post(overrides::change))
        .route("/users/{login}/overrides/{id}/end", post(overrides::end))
        .route("/users/{login}/overrides/{id}/remove", post(overrides::remove))
        .route("/users/{login}/security", get(security::show))
        .route("/users/{login}/security/unlock", post(security::unlock))
        .route("/users/{login}/security/reset", post(security::reset))
        .route("/users/{login}/security/temporary", get(security::ask_temporary).post(security::temporary))
        .route("/users/{login}/security/networks", post(security::networks))
        .route("/users/{login}/security/sessions/end", post(security::end_sessions))
        .route("/users/{login}/security/sessions/{id}/end", post(security::end_session))
        .route("/users/{login}/security/devices/{id}/forget", post(security::forget))
        .route("/users/{login}/security/factors/{id}/remove", post(security::remove_factor))
        .route("/users/{login}/security/keys/{id}/delete", post(security::delete_key))
        .route("/users/{login}/activity", get(activity::show))
        .route("/users/{login}/notes", post(activity::note))
        .route("/users/{login}/skills", get(skills::show))
        .route("/users/{login}/skills/new", get(skills::blank).post(skills::add))
        .route("/users/{login}/skills/{at}", get(skills::edit).post(skills::change))
        .route("/users/{login}/skills/{at}/remove", post(skills::remove))
}

/// The path of a user's page. A login is any text, so what has a meaning in addresses is written otherwise.
pub(super) fn at(login: &str) -> String {
    let mut path = String::from("/users/");
    for byte in login.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'@' | b'+' => {
                path.push(char::from(byte));
            }
            _ => path.push_str(&format!("%{byte:02X}")),
        }
    }
    path
}

/// Leads back to one of a user's pages with news.
fn done(login: &str, below: &str, news: &str) -> Response {
    back(&format!("{}{below}", at(login)), news).into_response()
}

/// What somebody typed, if it is anything.
pub(super) fn typed<'k>(knock: &'k Knock, name: &str) -> Option<&'k str> {
    knock.field(name).map(str::trim).filter(|text| !text.is_empty())
}

/// As who asks, with the reason that was typed and the state that was seen.
fn meant(insider: &Insider) -> Result<Ctx, Refused> {
    let mut ctx = insider.ctx.clone();
    if let Some(text) = typed(&insider.knock, "reason") {
        let unfit = |error: bailiwick_model::ShortTextError| {
            Refused::Invalid(vec![Fault { pointer: "/reason".to_owned(), message: error.to_string() }])
        };
        ctx.author.reason = Some(Reason::new(text).map_err(unfit)?.to_string());
    }
    ctx.if_match = insider.knock.seen();
    Ok(ctx)
}

/// Asks a use case of administration as `ctx`, which says more than who asks.
async fn administer<T: Send + 'static>(
    gate: &Gate,
    insider: &Insider,
    ctx: Ctx,
    work: impl FnOnce(&bailiwick_app::administration::Administration, &Ctx) -> Result<T, Refused> + Send + 'static,
) -> Result<Result<T, Refused>, Refusal> {
    insider.administer(gate, move |office, _| work(office, &ctx)).await
}

/// The same with the reason that was typed and the state that was seen. What of that cannot be read is refused as anything else.
pub(super) async fn tried<T: Send + 'static>(
    gate: &Gate,
    insider: &Insider,
    work: impl FnOnce(&bailiwick_app::administration::Administration, &Ctx) -> Result<T, Refused> + Send + 'static,
) -> Result<Result<T, Refused>, Refusal> {
    match meant(insider) {
        Ok(ctx) => administer(gate, insider, ctx, work).await,
        Err(refused) => Ok(Err(refused)),
    }
}

/// Members of a list in a text, one a line or between commas.
fn list_of(text: &str) -> Vec<String> {
    text.split(['\n', ',']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_of_any_letters_have_a_path() {
        for (login, path) in [
            ("ella", "/users/ella"),
            ("Ella@office.example", "/users/Ella@office.example"),
            ("a/b?c#d%", "/users/a%2Fb%3Fc%23d%25"),
            ("عائشة", "/users/%D8%B9%D8%A7%D8%A6%D8%B4%D8%A9"),
            ("../root", "/users/..%2Froot"),
        ] {
            assert_eq!(at(login), path);
        }
    }

    #[test]
    fn lists_are_read_as_people_write_them() {
        assert_eq!(list_of(" a, b\r\n\r\nc ,"), ["a", "b", "c"]);
        assert!(list_of(" \n").is_empty());
    }
}
