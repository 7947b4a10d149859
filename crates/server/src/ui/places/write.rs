//! Areas, companies and departments are made and changed by the same steps; what each form has is said here, beside how it is read.

mod body;
mod controls;

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use bailiwick_app::administration::{Administration, Ctx, Place, Refused};
use bailiwick_model::{Area, Company, Department, Operation};
use bailiwick_protocol::rest::NewPlace;
use serde_json::{Map, Value as Json};

use super::{
    super::{
        clash::Clash,
        faults::Faults,
        insider,
        query::Query,
        shell::{Shell, back, led},
    },
    form::{Control, PlaceForm},
    step,
};
use crate::{
    http::{Gate, Insider, Named, Refusal},
    language::Words,
};
pub(super) use controls::reference;

/// What the pages of one kind of place differ in.
pub(super) trait Written: Place {
    /// Its model, as sights know it.
    const MODEL: &'static str;
    /// The names of the texts for making one, for changing one, and of the list that both lie in.
    const TITLES: [&'static str; 3];
    /// Where the list is.
    const LIST: &'static str;

    /// What a form has.
    fn controls(shell: &Shell, values: &Json, is_new: bool) -> Vec<Control>;
    /// What was typed.
    fn body(knock: &crate::http::Knock) -> Map<String, Json>;
    /// Where one is shown.
    fn at(code: &str) -> String;
}

/// `GET /areas/new`
pub(super) async fn new_area(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let tree = insider.administer(&gate, |office, ctx| office.area_tree(ctx, &Default::default())).await??;
    if !tree.makes {
        return Err(not_yours());
    }
    let parent = Query::of(&insider.knock.uri).said("parent").map(str::to_owned);
    blank::<Area>(&gate, &insider, [("parent", parent)]).await
}

/// `GET /companies/new`
pub(super) async fn new_company(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let parent = Query::of(&insider.knock.uri).said("parent").map(str::to_owned);
    blank::<Company>(&gate, &insider, [("parent", parent)]).await
}

/// `GET /companies/{code}/departments/new`
pub(super) async fn new_department(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let parent = Query::of(&insider.knock.uri).said("parent").map(str::to_owned);
    blank::<Department>(&gate, &insider, [("company", Some(code)), ("parent", parent)]).await
}

/// `POST /areas/new`
pub(super) async fn make_area(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    make::<Area>(&gate, &insider).await
}

/// `POST /companies/new`
pub(super) async fn make_company(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    make::<Company>(&gate, &insider).await
}

/// `POST /departments`
pub(super) async fn make_department(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    make::<Department>(&gate, &insider).await
}

/// `GET /areas/{code}/change`
pub(super) async fn area(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    show::<Area>(&gate, &insider, &code).await
}

/// `GET /companies/{code}/change`
pub(super) async fn company(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    show::<Company>(&gate, &insider, &code).await
}

/// `GET /departments/{code}/change`
pub(super) async fn department(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    show::<Department>(&gate, &insider, &code).await
}

/// `POST /areas/{code}/change`
pub(super) async fn change_area(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    change::<Area>(&gate, &insider, code).await
}

/// `POST /companies/{code}/change`
pub(super) async fn change_company(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    change::<Company>(&gate, &insider, code).await
}

/// `POST /departments/{code}/change`
pub(super) async fn change_department(
    State(gate): State<Arc<Gate>>,
    Named(code): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    change::<Department>(&gate, &insider, code).await
}

fn not_yours() -> Refusal {
    Refused::NotAllowed("it takes a role that may write here".to_owned()).into()
}

/// The form of a new one.
async fn blank<P: Written>(
    gate: &Gate,
    insider: &Insider,
    given: impl IntoIterator<Item = (&'static str, Option<String>)>,
) -> Result<Response, Refusal> {
    let shell = Shell::of(gate, insider).await?;
    if !shell.sights.may(Operation::Create, P::MODEL) {
        return Err(not_yours());
    }
    let values = given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), Json::from(value?))));
    let values = Json::Object(values.collect());
    new_form::<P>(&shell, &values, Faults::default()).answer()
}

fn new_form<'s, P: Written>(shell: &'s Shell, values: &Json, faults: Faults) -> PlaceForm<'s> {
    let company = values.get("company").and_then(Json::as_str);
    let (action, over) = match company {
        Some(company) if P::MODEL == "bailiwick.department" => {
            ("/departments".to_owned(), format!("/companies/{}", step(company)))
        }
        _ => (format!("{}/new", P::LIST), P::LIST.to_owned()),
    };
    PlaceForm {
        shell,
        page: &shell.page,
        faults,
        clash: None,
        title: P::TITLES[0],
        of: None,
        over: (P::LIST, P::TITLES[2]),
        back: over,
        action,
        tag: None,
        controls: P::controls(shell, values, true),
        sure: None,
    }
}

async fn make<P: Written>(gate: &Gate, insider: &Insider) -> Result<Response, Refusal> {
    let mut body = P::body(&insider.knock);
    let code = insider.knock.field("code").unwrap_or_default().trim().to_owned();
    body.insert("code".to_owned(), code.into());
    let new = NewPlace::<P::Code, P::Form>::read(body.clone()).map_err(Refused::from);
    let made = match new {
        Ok(new) => insider.administer(gate, move |office, ctx| office.make_place::<P>(ctx, &new)).await?,
        Err(refused) => Err(refused),
    };
    match made {
        Ok(done) => Ok(back(&P::at(P::code(&done.value)), "place-made").into_response()),
        Err(Refused::StepUp) => led(Refused::StepUp, P::LIST),
        Err(refused) => {
            let faults = Faults::of(refused)?;
            let shell = Shell::of(gate, insider).await?;
            new_form::<P>(&shell, &Json::Object(body), faults).answer()
        }
    }
}

async fn show<P: Written>(gate: &Gate, insider: &Insider, code: &str) -> Result<Response, Refusal> {
    let shell = Shell::of(gate, insider).await?;
    old_form::<P>(gate, insider, &shell, code, None).await?.answer()
}

/// The form of one that is there, with what was typed in the place of what it says.
async fn old_form<'s, P: Written>(
    gate: &Gate,
    insider: &Insider,
    shell: &'s Shell,
    code: &str,
    typed: Option<&Map<String, Json>>,
) -> Result<PlaceForm<'s>, Refusal> {
    let of = code.to_owned();
    let found = insider.administer(gate, move |office, ctx| office.place_in_hand::<P>(ctx, &of)).await??;
    if !found.changes {
        return Err(not_yours());
    }
    let mut values = serde_json::to_value(&found.view).unwrap_or_default();
    if let (Json::Object(values), Some(typed)) = (&mut values, typed) {
        values.extend(typed.clone());
    }
    let name = values.get("name").and_then(Json::as_str).unwrap_or_default().to_owned();
    Ok(PlaceForm {
        shell,
        page: &shell.page,
        faults: Faults::default(),
        clash: None,
        title: P::TITLES[1],
        of: Some(name),
        over: (P::LIST, P::TITLES[2]),
        back: P::at(code),
        action: format!("{}/{}/change", P::LIST, step(code)),
        tag: Some(P::tag(&found.view).to_owned()),
        controls: P::controls(shell, &values, false),
        sure: None,
    })
}

async fn change<P: Written>(gate: &Gate, insider: &Insider, code: String) -> Result<Response, Refusal> {
    let knock = &insider.knock;
    let of = code.clone();
    let now = insider.administer(gate, move |office, ctx| office.place_in_hand::<P>(ctx, &of)).await??;
    let now = serde_json::to_value(&now.view).unwrap_or_default();
    let member = |name: &str| now.get(name).cloned().unwrap_or_default();
    // What was not changed is not written: it may be something that is out of sight.
    let mut patch = P::body(knock);
    patch.retain(|name, typed| member(name) != *typed);
    // Whoever moves something is told first what goes along.
    let parent = patch.get("parent").map(|parent| parent.as_str().unwrap_or_default().to_owned());
    let is_unsure = parent.as_deref().is_some_and(|parent| knock.field("sure") != Some(parent));
    let (tag, of, sent) = (knock.field("tag").map(str::to_owned), code.clone(), patch.clone());
    let work = move |office: &Administration, ctx: &Ctx| {
        let ctx = Ctx { if_match: tag, dry_run: is_unsure, ..ctx.clone() };
        office.change_place::<P>(&ctx, &of, &sent)
    };
    let outcome = insider.administer(gate, work).await?;
    match outcome {
        Ok(_) if !is_unsure => return Ok(back(&P::at(&code), "place-changed").into_response()),
        Err(Refused::StepUp) => return led(Refused::StepUp, &P::at(&code)),
        _ => {}
    }
    let shell = Shell::of(gate, insider).await?;
    let mut form = old_form::<P>(gate, insider, &shell, &code, Some(&P::body(knock))).await?;
    match outcome {
        Ok(_) => form.sure = Some(moved::<P>(&shell, &code, &form, parent.unwrap_or_default())),
        Err(Refused::Changed { .. }) => {
            let tag = form.tag.clone().unwrap_or_default();
            form.clash = Some(Clash::between(&now, &Json::Object(patch), tag));
        }
        Err(refused) => form.faults = Faults::of(refused)?,
    }
    form.answer()
}

/// What a move comes to, in words, and where it leads.
fn moved<P: Written>(shell: &Shell, code: &str, form: &PlaceForm<'_>, to: String) -> (String, String) {
    let words = Words::new().text("name", form.of.as_deref().unwrap_or(code));
    let told = match to.as_str() {
        "" => shell.page.with("places-moves-up", &words),
        to => shell.page.with("places-moves", &words.text("to", to)),
    };
    (to, told)
}
