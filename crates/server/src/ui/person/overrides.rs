//! `/users/{login}/overrides/…`: exceptions for one user, with a reason and days.

mod form;

use std::sync::Arc;

use askama::Template;
use axum::{http::StatusCode, response::Response};
use bailiwick_app::administration::{
    Administration, Ctx, Held, Holder, LineChoices, Person, Refused, Seeking,
};
use bailiwick_model::{Override, UserId};
use bailiwick_protocol::rest::{Outcome, OverrideView, Preview};

use super::{
    access::override_target,
    administer, done,
    field::Field,
    head::Head,
    meant,
    preview::{self, Told, operation_text},
    tried,
};
use crate::{
    http::{Gate, Insider, Named, Pair, Refusal},
    language::Words,
    ui::{
        clash::Clash,
        faults::Faults,
        page::Page,
        picker::{Asked, Kind},
        shell::Shell,
        visit::Visit,
    },
};
use form::Typed;

#[derive(Template)]
#[template(path = "person/override.html")]
struct OverridePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    head: Head,
    faults: Faults,
    clash: Option<Clash>,
    told: Option<Vec<Told>>,
    action: String,
    tag: String,
    is_new: bool,
    can_allow: bool,
    allows: bool,
    operations: Vec<(&'static str, String, bool)>,
    target: Vec<Field>,
    places: Vec<Field>,
    days: Vec<Field>,
    reason: Field,
    count_told: Option<String>,
}

/// An exception on its way: whose it is, and which one, where it is there already.
struct Exception {
    gate: Arc<Gate>,
    insider: Insider,
    login: String,
    known: Option<OverrideView>,
}

/// What a page shows beside what was typed.
#[derive(Default)]
struct Shown {
    faults: Faults,
    preview: Option<Preview>,
    /// Whether somebody else changed the user meanwhile.
    is_changed: bool,
}

/// `GET /users/{login}/overrides/new`
pub(super) async fn blank(visit: Visit<Named>) -> Result<Response, Refusal> {
    Exception::new(visit).page(Typed::default(), Shown::default()).await
}

/// `POST /users/{login}/overrides/new`
pub(super) async fn add(visit: Visit<Named>) -> Result<Response, Refusal> {
    Exception::new(visit).written("person-override-added").await
}

/// `GET /users/{login}/overrides/{id}`
pub(super) async fn show(visit: Visit<Pair>) -> Result<Response, Refusal> {
    let exception = Exception::known(visit).await?;
    let typed = exception.known.as_ref().map(Typed::of).unwrap_or_default();
    exception.page(typed, Shown::default()).await
}

/// `POST /users/{login}/overrides/{id}`
pub(super) async fn change(visit: Visit<Pair>) -> Result<Response, Refusal> {
    Exception::known(visit).await?.written("person-override-changed").await
}

/// `POST /users/{login}/overrides/{id}/end`
pub(super) async fn end(visit: Visit<Pair>) -> Result<Response, Refusal> {
    let deed =
        |office: &Administration, ctx: &Ctx, login: &str, id| office.end_override(ctx, login, id).map(drop);
    Exception::known(visit).await?.ended("person-override-ended", deed).await
}

/// `POST /users/{login}/overrides/{id}/remove`
pub(super) async fn remove(visit: Visit<Pair>) -> Result<Response, Refusal> {
    let deed = |office: &Administration, ctx: &Ctx, login: &str, id| {
        office.remove_override(ctx, login, id).map(drop)
    };
    Exception::known(visit).await?.ended("person-override-removed", deed).await
}

impl Exception {
    fn new(visit: Visit<Named>) -> Self {
        let Visit { gate, insider, at: Named(login) } = visit;
        Self { gate, insider, login, known: None }
    }

    /// One that there is.
    async fn known(visit: Visit<Pair>) -> Result<Self, Refusal> {
        let Visit { gate, insider, at: Pair(login, id) } = visit;
        let (id, whose): (i64, _) = (id.parse().map_err(|_| Refusal::not_found())?, login.clone());
        let all = insider.administer(&gate, move |office, ctx| office.list_overrides(ctx, &whose)).await??;
        let known = all.value.into_iter().find(|known| known.id == id).ok_or_else(Refusal::not_found)?;
        Ok(Self { gate, insider, login, known: Some(known) })
    }

    /// Makes or changes it, or says what would come of that.
    async fn written(self, news: &str) -> Result<Response, Refusal> {
        let knock = &self.insider.knock;
        let typed = Typed::sent(knock);
        if Asked::of(knock).is_some() {
            return self.page(typed, Shown::default()).await;
        }
        let shell = Shell::of(&self.gate, &self.insider).await?;
        let exception = match typed.exception(&shell.page, self.known.as_ref()) {
            Ok(exception) => exception,
            Err(faults) => return self.page(typed, Shown { faults, ..Shown::default() }).await,
        };
        let tries = knock.field("do") != Some("save");
        let outcome = match meant(&self.insider) {
            Ok(ctx) => self.put(if tries { ctx.dry() } else { ctx }, exception).await?,
            Err(refused) => Err(refused),
        };
        let shown = match outcome {
            Ok(_) if !tries => return Ok(done(&self.login, "/access", news)),
            Ok(preview) => Shown { preview: Some(preview.unwrap_or_default()), ..Shown::default() },
            Err(refused) => Shown::of(refused)?,
        };
        self.page(typed, shown).await
    }

    async fn put(&self, ctx: Ctx, exception: Override) -> Result<Result<Option<Preview>, Refused>, Refusal> {
        let (login, number) = (self.login.clone(), self.known.as_ref().map(|known| known.id));
        let work = move |office: &Administration, ctx: &Ctx| {
            let done = match number {
                None => office.add_override(ctx, &login, &exception),
                Some(id) => office.change_override(ctx, &login, id, |_| Ok(exception.clone())),
            };
            let Outcome { preview, .. } = done?.value;
            Ok(preview)
        };
        administer(&self.gate, &self.insider, ctx, work).await
    }

    /// Ends it in one way or the other.
    async fn ended(
        self,
        news: &str,
        deed: fn(&Administration, &Ctx, &str, i64) -> Result<(), Refused>,
    ) -> Result<Response, Refusal> {
        let Some(known) = &self.known else { return Err(Refusal::not_found()) };
        let (login, number, typed) = (self.login.clone(), known.id, Typed::of(known));
        let work = move |office: &Administration, ctx: &Ctx| deed(office, ctx, &login, number);
        match tried(&self.gate, &self.insider, work).await? {
            Ok(()) => Ok(done(&self.login, "/access", news)),
            Err(refused) => self.page(typed, Shown::of(refused)?).await,
        }
    }

    async fn page(self, typed: Typed, shown: Shown) -> Result<Response, Refusal> {
        let Ok(user) = UserId::new(&*self.login) else { return Err(Refusal::not_found()) };
        let mut seeking = Seeking::default();
        typed.areas.seek(Kind::Area, &mut seeking);
        typed.companies.seek(Kind::Company, &mut seeking);
        let work = move |office: &Administration, ctx: &Ctx| {
            office.line_choices(ctx, &Holder::User(user.clone()), &seeking)
        };
        let choices = self.insider.administer(&self.gate, work).await??.value;
        let Held::Person(person) = &choices.held else { return Err(Refusal::not_found()) };
        if !person.acts.overrides {
            let why = "exceptions are for those who manage users there and hold what the user does";
            return Err(Refused::NotAllowed(why.to_owned()).into());
        }
        let shell = Shell::of(&self.gate, &self.insider).await?;
        let status = if shown.is_changed { StatusCode::CONFLICT } else { shown.faults.status() };
        shell.page.html(status, &view(&shell, person, &choices, self.known.as_ref(), &typed, shown))
    }
}

impl Shown {
    /// Why it was not done.
    fn of(refused: Refused) -> Result<Self, Refused> {
        match refused {
            Refused::Changed { .. } => Ok(Self { is_changed: true, ..Self::default() }),
            refused => Ok(Self { faults: Faults::of(refused)?, ..Self::default() }),
        }
    }
}

fn view<'p>(
    shell: &'p Shell,
    person: &Person,
    choices: &LineChoices,
    known: Option<&OverrideView>,
    typed: &Typed,
    shown: Shown,
) -> OverridePage<'p> {
    let page = &shell.page;
    let head = Head::of(shell, person, "access");
    let Shown { faults, preview, is_changed } = shown;
    let words = Words::new().text("name", &head.name);
    let title = match known {
        None => page.with("person-override-new", &words),
        Some(known) => page.with(
            "person-override-of",
            &words.text("target", override_target(page, &known.exception.target)),
        ),
    };
    let field = |name: &str, label: &str, value: &str| Field::text(page, name, label, value).faulty(&faults);
    // What was seen is the user as a whole; where somebody else was quicker, it is he as he is now.
    let tag = match typed.tag.clone().filter(|_| !is_changed) {
        Some(tag) => tag,
        None => person.user.tag.clone(),
    };
    let clash = is_changed.then(|| Clash { rows: Vec::new(), tag: tag.clone() });
    let target = vec![
        field("model", "person-model", &typed.model)
            .proposing(choices.models.clone())
            .hint(page, "person-override-model-hint"),
        field("permission", "person-permission", &typed.permission)
            .proposing(choices.permissions.iter().map(|name| (name.clone(), String::new())))
            .hint(page, "person-override-permission-hint"),
    ];
    let action = match known {
        None => format!("{}/overrides/new", head.path),
        Some(known) => format!("{}/overrides/{}", head.path, known.id),
    };
    let areas = typed.areas.pickers(page, "areas", page.text("areas"), &choices.offers.areas);
    let companies =
        typed.companies.pickers(page, "companies", page.text("companies"), &choices.offers.companies);
    let places = [areas, companies].map(|picker| Field::places(picker.at(&action)).faulty(&faults));
    let days = vec![
        field("from", "person-from", &typed.from).kind("date"),
        field("to", "person-to", &typed.to).kind("date").hint(page, "person-override-to-hint"),
    ];
    OverridePage {
        action,
        is_new: known.is_none(),
        can_allow: person.acts.allowances,
        allows: typed.allows,
        operations: bailiwick_model::Operation::ALL
            .map(|operation| {
                let word = operation.word();
                (
                    word,
                    page.text(operation_text(operation)),
                    typed.operations.iter().any(|known| known == word),
                )
            })
            .to_vec(),
        target,
        places: places.into(),
        days,
        reason: field("reason", "person-reason", &typed.reason).must().hint(page, "person-reason-hint"),
        count_told: known.and_then(form::records_of).map(|count| {
            page.with(
                "person-override-records",
                &Words::new().count("count", i64::try_from(count).unwrap_or(i64::MAX)),
            )
        }),
        told: preview.map(|preview| preview::told(page, &preview, &head.login)),
        shell,
        page,
        title,
        head,
        faults,
        clash,
        tag,
    }
}
