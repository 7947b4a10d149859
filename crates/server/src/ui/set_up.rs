//! `/set-up`: the first administrator makes himself one, with the secret that the machine told whoever works it.

pub(super) mod steps;

use std::sync::Arc;

use askama::{Template, filters::Safe};
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::{
    administration::Refused,
    passwords::Password,
    sign_in::{Answer, Chosen, NotLetIn},
};
use bailiwick_model::{LanguageTag, UserId};
use bailiwick_protocol::rest::UserForm;

use super::{
    faults::Fault,
    next::Next,
    page::Page,
    sign_in,
    strength::{against, untypable},
};
use crate::http::{Gate, Knock, Refusal};

/// What follows once somebody administers.
const REST: &str = "/set-up/organisation";

/// What is typed, as it is shown again where something is wrong with it.
#[derive(Default)]
struct Typed {
    login: String,
    first_name: String,
    last_name: String,
    email: String,
}

#[derive(Template)]
#[template(path = "set_up.html")]
struct SetUpPage<'p> {
    page: &'p Page,
    title: &'static str,
    faults: bool,
    typed: Typed,
    wrong: Vec<Fault>,
}

/// `GET /set-up`
pub(super) async fn form(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    if is_set_up(&gate, &knock).await? {
        return sign_in::notice(&page, StatusCode::OK, "set-up-done-title", "check", "set-up-done-about");
    }
    let mut response = set_up_page(&page, StatusCode::OK, Typed::default(), Vec::new())?;
    // Once he is in, he goes on with the rest.
    sign_in::give(&mut response, [Next::local(REST).and_then(|next| next.keep())]);
    Ok(response)
}

/// `POST /set-up`
pub(super) async fn made(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let knock = Knock::take(&gate, request).await?;
    let page = Page::new(&knock.headers, &knock.uri)?;
    let typed = Typed::of(&knock);
    let wrong = |status, wrong| match knock.wants_json {
        true => Err(told(status, wrong)),
        false => set_up_page(&page, status, Typed::of(&knock), wrong),
    };
    let unfit = |faults| wrong(StatusCode::UNPROCESSABLE_ENTITY, faults);
    let secret = knock.must("secret")?.to_owned();
    let password = knock.must("password")?;
    let (login, user) = match typed.read(&page) {
        Ok(read) => read,
        Err(faults) => return unfit(faults),
    };
    if knock.field("again").is_some_and(|again| again != password) {
        return unfit(vec![Fault::ours("password", page.text("new-password-differ"))]);
    }
    let password = match Password::typed(password) {
        Ok(password) => password,
        Err(error) => return unfit(vec![Fault::ours("password", page.text(untypable(&error)))]),
    };
    let (entrance, visit) = (knock.sign_in.clone(), knock.visit.clone());
    let work = move || entrance.set_up(&visit, &secret, &login, &user, &password);
    match gate.hash(work).await? {
        Ok(Chosen::Taken(Answer::NotLetIn(NotLetIn::Over))) => {
            let fault = Fault::ours("secret", page.text("set-up-wrong-secret"));
            wrong(StatusCode::FORBIDDEN, vec![fault])
        }
        Ok(Chosen::Taken(answer)) => sign_in::answered(&knock, &page, answer),
        Ok(Chosen::Unfit(faults)) => {
            unfit(faults.iter().map(|fault| Fault::ours("password", against(&page, fault))).collect())
        }
        Err(Refused::Invalid(faults)) => {
            let of = |fault: bailiwick_app::administration::Fault| {
                Fault::english(Typed::field(&fault.pointer), fault.message)
            };
            unfit(faults.into_iter().map(of).collect())
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn is_set_up(gate: &Arc<Gate>, knock: &Knock) -> Result<bool, Refusal> {
    let (entrance, visit) = (knock.sign_in.clone(), knock.visit.clone());
    Ok(gate.administer(true, move || entrance.is_set_up(&visit)).await??)
}

fn set_up_page(
    page: &Page,
    status: StatusCode,
    typed: Typed,
    wrong: Vec<Fault>,
) -> Result<Response, Refusal> {
    let faults = !wrong.is_empty();
    page.html(status, &SetUpPage { page, title: "set-up-title", faults, typed, wrong })
}

/// The same for programs.
fn told(status: StatusCode, wrong: Vec<Fault>) -> Refusal {
    let code = if status == StatusCode::FORBIDDEN { "set_up.over" } else { "body.unfit" };
    let refusal = Refusal::new(status, code, "nobody was made an administrator");
    wrong.into_iter().fold(refusal, |refusal, wrong| refusal.at(format!("/{}", wrong.field), wrong.text))
}

impl Typed {
    fn of(knock: &Knock) -> Self {
        let field = |name| knock.field(name).unwrap_or_default().trim().to_owned();
        Self {
            login: field("login"),
            first_name: field("first_name"),
            last_name: field("last_name"),
            email: field("email"),
        }
    }

    /// Nothing but what the page asks for gets into the account.
    fn read(&self, page: &Page) -> Result<(UserId, UserForm), Vec<Fault>> {
        let mut wrong = Vec::new();
        let login = read("login", &self.login, |text| UserId::new(text), &mut wrong);
        let form = UserForm {
            first_name: read_any("first_name", &self.first_name, &mut wrong),
            last_name: read_any("last_name", &self.last_name, &mut wrong),
            email: read_any("email", &self.email, &mut wrong),
            language: LanguageTag::new(page.lang()).ok(),
            ..UserForm::default()
        };
        match login {
            Some(login) if wrong.is_empty() => Ok((login, form)),
            _ => Err(wrong),
        }
    }

    /// Which field a fault is about.
    fn field(pointer: &str) -> &'static str {
        let known = ["login", "first_name", "last_name", "email"];
        known.into_iter().find(|field| pointer.strip_prefix('/') == Some(field)).unwrap_or_default()
    }
}

impl SetUpPage<'_> {
    /// What is wrong with a field, in one line.
    fn wrong_with(&self, field: &str) -> Option<Safe<String>> {
        let of_it = self.wrong.iter().filter(|fault| fault.field == field);
        let texts: Vec<String> = of_it.map(|fault| fault.shown(self.page).0).collect();
        (!texts.is_empty()).then(|| Safe(texts.join(" ")))
    }
}

fn read<T, E: std::fmt::Display>(
    field: &'static str,
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
    wrong: &mut Vec<Fault>,
) -> Option<T> {
    parse(text).map_err(|error| wrong.push(Fault::english(field, error.to_string()))).ok()
}

/// The same for what may be left empty.
fn read_any<T: std::str::FromStr<Err: std::fmt::Display>>(
    field: &'static str,
    text: &str,
    wrong: &mut Vec<Fault>,
) -> Option<T> {
    if text.is_empty() { None } else { read(field, text, T::from_str, wrong) }
}
