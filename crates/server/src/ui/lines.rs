//! `…/lines/…`: giving a role to somebody, or to everybody in a company or department, and changing where and when it counts.
//!
//! One form, and what it is sent for is said by its buttons: looking for places, seeing what would come of it, doing it. So it works without scripts and
//! with thousands of areas.

mod form;
mod home;
mod view;

use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use bailiwick_app::administration::{Administration, Ctx, Holder, Refused, Seeking};
use bailiwick_model::{Company, Department};
use bailiwick_protocol::rest::{LineForm, LineView, Preview, Proposed, merged};
use serde_json::{Map, Value as Json};

use super::{
    clash::Clash,
    faults::Faults,
    person::tried,
    picker::Asked,
    shell::{Shell, back},
    visit::Visit,
};
use crate::http::{Gate, Insider, Named, Pair, Refusal};
use form::Typed;
use home::{Home, OfUser};
use view::LinePage;

/// What a page shows beside what was typed.
#[derive(Default)]
struct Outcome {
    faults: Faults,
    preview: Option<Preview>,
    clash: Option<Clash>,
}

/// The line that a form comes to.
#[derive(Clone)]
enum Wanted {
    New(LineForm),
    Changed(i64, Map<String, Json>),
}

/// A form on its way: who sends it, for whom the line is, and which one it is, where it is there already.
struct Form {
    gate: Arc<Gate>,
    insider: Insider,
    home: Home,
    line: Option<LineView>,
}

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    of::<OfUser>("/users").merge(of::<Company>("/companies")).merge(of::<Department>("/departments"))
}

fn of<H: home::Holding>(list: &str) -> Router<Arc<Gate>> {
    Router::new()
        .route(&format!("{list}/{{code}}/lines/new"), get(blank::<H>).post(give::<H>))
        .route(&format!("{list}/{{code}}/lines/{{id}}"), get(show::<H>).post(change::<H>))
        .route(&format!("{list}/{{code}}/lines/{{id}}/end"), post(end::<H>))
        .route(&format!("{list}/{{code}}/lines/{{id}}/reopen"), post(reopen::<H>))
        .route(&format!("{list}/{{code}}/lines/{{id}}/remove"), post(remove::<H>))
}

/// `GET …/lines/new`
async fn blank<H: home::Holding>(visit: Visit<Named>) -> Result<Response, Refusal> {
    Form::new::<H>(visit)?.shown(Typed::default(), Outcome::default()).await
}

/// `POST …/lines/new`
async fn give<H: home::Holding>(visit: Visit<Named>) -> Result<Response, Refusal> {
    Form::new::<H>(visit)?.written("person-line-given").await
}

/// `GET …/lines/{id}`
async fn show<H: home::Holding>(visit: Visit<Pair>) -> Result<Response, Refusal> {
    let form = Form::of::<H>(visit).await?;
    let typed = form.line.as_ref().map(Typed::of).unwrap_or_default();
    form.shown(typed, Outcome::default()).await
}

/// `POST …/lines/{id}`
async fn change<H: home::Holding>(visit: Visit<Pair>) -> Result<Response, Refusal> {
    Form::of::<H>(visit).await?.written("person-line-changed").await
}

/// `POST …/lines/{id}/end`
async fn end<H: home::Holding>(visit: Visit<Pair>) -> Result<Response, Refusal> {
    let work = |office: &Administration, ctx: &Ctx, id: i64| office.end_line(ctx, id).map(drop);
    Form::of::<H>(visit).await?.ended("person-line-ended", work).await
}

/// `POST …/lines/{id}/reopen`: a line that is over counts again, with no last day.
async fn reopen<H: home::Holding>(visit: Visit<Pair>) -> Result<Response, Refusal> {
    let work = |office: &Administration, ctx: &Ctx, id: i64| {
        let endless = Map::from_iter([("to".to_owned(), Json::Null)]);
        office.change_line(ctx, id, |form| merged(form, endless.clone())).map(drop)
    };
    Form::of::<H>(visit).await?.ended("person-line-reopened", work).await
}

/// `POST …/lines/{id}/remove`
async fn remove<H: home::Holding>(visit: Visit<Pair>) -> Result<Response, Refusal> {
    let work = |office: &Administration, ctx: &Ctx, id: i64| office.remove_line(ctx, id).map(drop);
    Form::of::<H>(visit).await?.ended("person-line-removed", work).await
}

impl Form {
    /// Of a new line.
    fn new<H: home::Holding>(visit: Visit<Named>) -> Result<Self, Refusal> {
        let Visit { gate, insider, at: Named(code) } = visit;
        Ok(Self { gate, insider, home: Home::of::<H>(&code)?, line: None })
    }

    /// Of a line that the holder has of his own.
    async fn of<H: home::Holding>(visit: Visit<Pair>) -> Result<Self, Refusal> {
        let Visit { gate, insider, at: Pair(code, id) } = visit;
        let home = Home::of::<H>(&code)?;
        let (id, holder): (i64, _) = (id.parse().map_err(|_| Refusal::not_found())?, home.holder.clone());
        let found =
            insider.administer(&gate, move |office, ctx| office.held_line(ctx, &holder, id)).await??;
        Ok(Self { gate, insider, home, line: Some(found.value) })
    }

    /// Does what was typed, or says what would come of it.
    async fn written(self, news: &str) -> Result<Response, Refusal> {
        let knock = &self.insider.knock;
        let mut typed = Typed::sent(knock);
        if let Some(line) = &self.line {
            typed.role = line.form.role.to_string();
        }
        if Asked::of(knock).is_some() {
            return self.shown(typed, Outcome::default()).await;
        }
        let shell = Shell::of(&self.gate, &self.insider).await?;
        let wanted = match &self.line {
            None => typed.line(&shell.page).map(Wanted::New),
            Some(line) => typed.patch(&shell.page).map(|patch| Wanted::Changed(line.id, patch)),
        };
        let wanted = match wanted {
            Ok(wanted) => wanted,
            Err(faults) => return self.faulty(typed, faults).await,
        };
        if knock.field("do") != Some("save") {
            return self.previewed(typed, wanted).await;
        }
        let (holder, deed) = (self.home.holder.clone(), wanted.clone());
        let done =
            tried(&self.gate, &self.insider, move |office, ctx| deed.done(office, ctx, &holder)).await?;
        match (done, wanted) {
            (Ok(()), _) => Ok(back(&self.home.lines, news).into_response()),
            (Err(Refused::Changed { .. }), Wanted::Changed(_, patch)) => {
                let clash = self.line.as_ref().map(|line| clash(&shell, line, patch));
                self.shown(typed, Outcome { clash, ..Outcome::default() }).await
            }
            (Err(refused), _) => self.faulty(typed, Faults::of(refused)?).await,
        }
    }

    /// What would come of it.
    async fn previewed(self, typed: Typed, wanted: Wanted) -> Result<Response, Refusal> {
        let proposed = vec![wanted.proposed(&self.home.holder)];
        let tried =
            self.insider.administer(&self.gate, move |office, ctx| office.preview(ctx, &proposed)).await?;
        match tried {
            Ok(done) => self.shown(typed, Outcome { preview: Some(done.value), ..Outcome::default() }).await,
            Err(refused) => self.faulty(typed, Faults::of(form::unnested(refused))?).await,
        }
    }

    /// Ends the line in one way or the other, or takes that back.
    async fn ended(
        self,
        news: &str,
        work: fn(&Administration, &Ctx, i64) -> Result<(), Refused>,
    ) -> Result<Response, Refusal> {
        let Some(line) = &self.line else { return Err(Refusal::not_found()) };
        let (id, typed) = (line.id, Typed::of(line));
        let refused = match tried(&self.gate, &self.insider, move |office, ctx| work(office, ctx, id)).await?
        {
            Ok(()) => return Ok(back(&self.home.lines, news).into_response()),
            Err(refused) => refused,
        };
        let faults = match refused {
            Refused::Changed { .. } => {
                let shell = Shell::of(&self.gate, &self.insider).await?;
                Faults::overtaken(shell.page.text("person-changed-meanwhile"))
            }
            refused => Faults::of(refused)?,
        };
        self.faulty(typed, faults).await
    }

    async fn faulty(self, typed: Typed, faults: Faults) -> Result<Response, Refusal> {
        self.shown(typed, Outcome { faults, ..Outcome::default() }).await
    }

    async fn shown(self, typed: Typed, outcome: Outcome) -> Result<Response, Refusal> {
        let mut seeking = Seeking::default();
        typed.seek(&mut seeking);
        let holder = self.home.holder.clone();
        let work = move |office: &Administration, ctx: &Ctx| office.line_choices(ctx, &holder, &seeking);
        let choices = self.insider.administer(&self.gate, work).await??.value;
        if !choices.gives {
            let why = "giving and ending roles is for those who manage users there";
            return Err(Refused::NotAllowed(why.to_owned()).into());
        }
        let shell = Shell::of(&self.gate, &self.insider).await?;
        let status = match &outcome.clash {
            Some(_) => StatusCode::CONFLICT,
            None => outcome.faults.status(),
        };
        shell
            .page
            .html(status, &LinePage::of(&shell, &self.home, &choices, self.line.as_ref(), &typed, outcome))
    }
}

impl Wanted {
    fn done(self, office: &Administration, ctx: &Ctx, holder: &Holder) -> Result<(), Refused> {
        match self {
            // What was seen is the role's own form, not the holder.
            Self::New(line) => {
                office.add_line(&Ctx { if_match: None, ..ctx.clone() }, holder, &line).map(drop)
            }
            Self::Changed(id, patch) => {
                office.change_line(ctx, id, |form| merged(form, patch.clone())).map(drop)
            }
        }
    }

    fn proposed(self, holder: &Holder) -> Proposed {
        let (mut user, mut department, mut company) = (None, None, None);
        match holder {
            Holder::User(login) => user = Some(login.clone()),
            Holder::Department(code) => department = Some(code.clone()),
            Holder::Company(code) => company = Some(code.clone()),
        }
        match self {
            Self::New(line) => Proposed::AddLine { user, department, company, line },
            Self::Changed(id, patch) => Proposed::ChangeLine { id, patch },
        }
    }
}

/// What differs between a line as it is now and as somebody would have it.
fn clash(shell: &Shell, line: &LineView, patch: Map<String, Json>) -> Clash {
    let now = serde_json::to_value(&line.form).unwrap_or_default();
    let mut clash = Clash::between(&now, &patch.into(), line.tag.clone().unwrap_or_default());
    for row in &mut clash.rows {
        row.field = view::label(&shell.page, &row.field);
    }
    clash
}
