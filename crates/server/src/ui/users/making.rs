//! `/users/new`: one form for an account, what it may do, and how its user gets in.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bailiwick_app::administration::{Desk, Refused};
use bailiwick_protocol::rest::{NewUser, UserView};
use zeroize::Zeroizing;

use super::{
    super::{
        faults::Faults,
        insider,
        page::Page,
        picker::{Asked, Kind, Pick},
        shell::{Shell, back},
    },
    control::{Control, LineControls, Maker, sought},
    form::{self, TypedLine, said, typed},
    person,
};
use crate::{
    http::{Gate, Insider, Refusal},
    language::Words,
};

const HERE: &str = "/users/new";

/// How somebody gets in for the first time; the first one takes that letters are sent.
const STARTS: [&str; 3] = ["invite", "temporary", "none"];

#[derive(Template)]
#[template(path = "user_new.html")]
struct NewPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    faults: Faults,
    desk: &'p Desk,
    person: Vec<Control>,
    kinds: Vec<Way>,
    place: Vec<Control>,
    lines: Vec<LineControls>,
    starts: Vec<Way>,
}

/// One of a few ways, with what it means.
struct Way {
    value: &'static str,
    text: String,
    about: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "user_made.html")]
struct MadePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    name: String,
    login: String,
    href: String,
    password: &'p str,
    told: String,
}

/// `GET /users/new`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    page(&gate, &insider, Faults::default()).await
}

/// `POST /users/new`
pub(super) async fn make(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let knock = &insider.knock;
    if knock.field("more").is_some() || Asked::of(knock).is_some() {
        return page(&gate, &insider, Faults::default()).await;
    }
    let shell = Shell::of(&gate, &insider).await?;
    let lines = TypedLine::all(knock);
    let new = match form::wanted(&shell.page, knock, &lines) {
        Ok(new) => new,
        Err(faults) => return page(&gate, &insider, faults).await,
    };
    let is_temporary = typed(knock, "start") == "temporary";
    if is_temporary && !insider.caller.is_fresh(insider.ctx.author.at_us) {
        return page(&gate, &insider, Faults::stale()).await;
    }
    let (made, password) = match create(&gate, &insider, new, is_temporary).await? {
        Ok(made) => made,
        Err(refused) => {
            let faults = said(refused, &form::numbers(&lines))?;
            return page(&gate, &insider, faults).await;
        }
    };
    let login = made.login.to_string();
    let Some(password) = password else {
        let next = if typed(knock, "next") == "another" { HERE.to_owned() } else { person(&login) };
        return Ok(back(&next, "users-made").into_response());
    };
    let page = &shell.page;
    let told = page.with("users-made-about", &Words::new().text("name", made.display_name.as_str()));
    let (name, href) = (made.display_name, person(&login));
    page.html(StatusCode::OK, &MadePage { shell: &shell, page, name, href, login, password: &password, told })
}

/// Makes the account, with a password where that was asked for.
async fn create(
    gate: &Gate,
    insider: &Insider,
    new: NewUser,
    is_temporary: bool,
) -> Result<Result<(UserView, Option<Zeroizing<String>>), Refused>, Refusal> {
    if is_temporary {
        let made =
            insider.ask_hashing(gate, move |sign_in, ctx| sign_in.create_with_password(ctx, &new)).await?;
        return Ok(made.map(|(made, password)| (made, Some(password))));
    }
    let made = insider.administer(gate, move |office, ctx| office.create_user(ctx, &new)).await?;
    Ok(made.map(|done| (done.value, None)))
}

/// The form, with what was typed.
async fn page(gate: &Arc<Gate>, insider: &Insider, faults: Faults) -> Result<Response, Refusal> {
    let knock = &insider.knock;
    let lines = TypedLine::all(knock);
    let seeking = sought(knock, &lines);
    let desk = insider.administer(gate, move |office, ctx| office.user_desk(ctx, &seeking)).await??.value;
    let shell = Shell::of(gate, insider).await?;
    let maker = Maker { page: &shell.page, knock, faults: &faults, action: HERE };
    let kinds: Vec<&'static str> = desk.kinds.iter().map(|kind| kind.word()).collect();
    let kind = typed(knock, "kind");
    let kind = if kind.is_empty() { kinds.first().copied().unwrap_or_default() } else { &kind };
    let start = typed(knock, "start");
    let usual = if desk.sends_mail { "invite" } else { "temporary" };
    let start = if start.is_empty() { usual } else { &start };
    let [_, others @ ..] = &STARTS;
    let starts: &[&'static str] = if desk.sends_mail { &STARTS } else { others };
    let template = NewPage {
        person: person_controls(&maker),
        kinds: ways(&shell.page, "users-kind", &kinds, kind),
        place: place_controls(&maker, &desk),
        lines: lines.iter().map(|line| maker.line(&desk, line)).collect(),
        starts: ways(&shell.page, "users-start", starts, start),
        shell: &shell,
        page: &shell.page,
        desk: &desk,
        faults: Faults::default(),
    };
    shell.page.html(faults.status(), &NewPage { faults, ..template })
}

fn person_controls(maker: &Maker<'_>) -> Vec<Control> {
    vec![
        maker.input("first_name", "text"),
        maker.input("last_name", "text"),
        maker.input("email", "email"),
        maker.hinted("login", "text", "users-login-about"),
        maker.input("phone_mobile", "tel"),
        maker.input("job_title", "text"),
        maker.list("language", "users-language-any", languages()),
    ]
}

fn place_controls(maker: &Maker<'_>, desk: &Desk) -> Vec<Control> {
    let company = match desk.home.as_ref().filter(|_| maker.knock.is_look) {
        Some(home) => Pick::of([home]),
        None => Pick::sent(maker.knock, "company"),
    };
    vec![
        maker.picked("company", Kind::Company, desk, &company),
        maker.place("department", Kind::Department, desk),
        maker.place("area", Kind::Area, desk),
        maker.hinted("valid_from", "date", "users-line-from-about"),
        maker.hinted("valid_to", "date", "users-line-to-about"),
    ]
}

/// The languages that there are texts in, by their own names.
fn languages() -> Vec<(String, String)> {
    let own = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")];
    own.map(|(tag, name)| (tag.to_owned(), name.to_owned())).into()
}

fn ways(page: &Page, text: &str, values: &[&'static str], chosen: &str) -> Vec<Way> {
    let way = |value: &&'static str| Way {
        value,
        text: page.text(&format!("{text}-{value}")),
        about: page.text(&format!("{text}-{value}-about")),
        is_chosen: *value == chosen,
    };
    values.iter().map(way).collect()
}
