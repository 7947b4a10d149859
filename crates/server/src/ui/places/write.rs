//! Areas, companies and departments are made and changed by the same steps; what each form has is said in `controls.rs`, beside how it is read.

mod body;
mod controls;

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use bailiwick_app::administration::{Administration, Ctx, Offers, Place, Refused, Seeking};
use bailiwick_model::Department;
use bailiwick_protocol::rest::NewPlace;
use serde_json::{Map, Value as Json};

use super::{
    super::{
        clash::Clash,
        faults::Faults,
        page::Page,
        person::field::Field,
        picker::{Asked, Kind, Pick},
        query::Query,
        shell::{Shell, back},
        visit::Visit,
    },
    form::PlaceForm,
    step,
};
use crate::{
    http::{Gate, Insider, Knock, Named, Refusal},
    language::Words,
};
pub(super) use controls::reference;

/// What the pages of one kind of place differ in.
pub(super) trait Written: Place {
    /// The names of the texts for making one, for changing one, and of the list that both lie in.
    const TITLES: [&'static str; 3];
    /// Where its addresses begin.
    const PATH: &'static str;
    /// Where it is listed.
    const LIST: &'static str;
    /// The controls in which places are chosen: in one of its own kind it lies.
    const PLACES: &'static [(&'static str, Kind)];

    /// What a form has.
    fn controls(draft: &Draft<'_>) -> Vec<Field>;
    /// What was typed.
    fn body(knock: &Knock) -> Map<String, Json>;
    /// Where one is shown.
    fn at(code: &str) -> String;
}

/// A form that is being written.
pub(super) struct Draft<'d> {
    shell: &'d Shell,
    values: &'d Json,
    is_new: bool,
    picks: &'d [(&'static str, Pick)],
    offers: &'d Offers,
    faults: &'d Faults,
    action: &'d str,
}

/// `GET /areas/new`, `GET /companies/new`
pub(super) async fn blank<P: Written>(visit: Visit) -> Result<Response, Refusal> {
    let Visit { gate, insider, .. } = visit;
    fresh::<P>(&gate, &insider, None).await
}

/// `POST /areas/new`, `POST /companies/new`
pub(super) async fn make<P: Written>(visit: Visit) -> Result<Response, Refusal> {
    let Visit { gate, insider, .. } = visit;
    made::<P>(&gate, &insider, None).await
}

/// `GET /companies/{code}/departments/new`
pub(super) async fn blank_department(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Named(company) } = visit;
    fresh::<Department>(&gate, &insider, Some(company)).await
}

/// `POST /companies/{code}/departments/new`
pub(super) async fn make_department(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Named(company) } = visit;
    made::<Department>(&gate, &insider, Some(company)).await
}

/// `GET …/{code}/change`
pub(super) async fn show<P: Written>(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Named(code) } = visit;
    let shell = Shell::of(&gate, &insider).await?;
    old_form::<P>(&gate, &insider, &shell, &code, Faults::default()).await?.answer()
}

/// `POST …/{code}/change`
pub(super) async fn change<P: Written>(visit: Visit<Named>) -> Result<Response, Refusal> {
    let Visit { gate, insider, at: Named(code) } = visit;
    let knock = &insider.knock;
    if Asked::of(knock).is_some() {
        let shell = Shell::of(&gate, &insider).await?;
        return old_form::<P>(&gate, &insider, &shell, &code, Faults::default()).await?.answer();
    }
    let of = code.clone();
    let now = insider.administer(&gate, move |office, ctx| office.place_in_hand::<P>(ctx, &of)).await??;
    let now = serde_json::to_value(&now.view).unwrap_or_default();
    let member = |name: &str| now.get(name).cloned().unwrap_or_default();
    // What was not changed is not written: it may be something that is out of sight.
    let mut patch = P::body(knock);
    patch.retain(|name, typed| member(name) != *typed);
    // Whoever moves something is told first what goes along.
    let parent = patch.get("parent").map(|parent| parent.as_str().unwrap_or_default().to_owned());
    let is_unsure = parent.as_deref().is_some_and(|parent| knock.field("sure") != Some(parent));
    let (tag, of, sent) = (knock.seen(), code.clone(), patch.clone());
    let work = move |office: &Administration, ctx: &Ctx| {
        let ctx = Ctx { if_match: tag, dry_run: is_unsure, ..ctx.clone() };
        office.change_place::<P>(&ctx, &of, &sent)
    };
    let (faults, is_changed) = match insider.administer(&gate, work).await? {
        Ok(_) if !is_unsure => return Ok(changed::<P>(&code, parent.and_then(|_| now.get("parent")))),
        Ok(_) => (Faults::default(), false),
        Err(Refused::Changed { .. }) => (Faults::default(), true),
        Err(refused) => (Faults::of(refused)?, false),
    };
    let shell = Shell::of(&gate, &insider).await?;
    let is_fit = faults.is_empty();
    let mut form = old_form::<P>(&gate, &insider, &shell, &code, faults).await?;
    if is_changed {
        form.tag = form.now.clone();
        form.clash = Some(Clash::between(&now, &Json::Object(patch), form.tag.clone().unwrap_or_default()));
    } else if is_fit {
        form.sure = Some(moved(&shell, &code, &form, parent.unwrap_or_default()));
    }
    form.answer()
}

/// Leads back to what was changed. Whoever has moved it can take that back: the address says where it was.
fn changed<P: Written>(code: &str, was: Option<&Json>) -> Response {
    let at = P::at(code);
    let Some(was) = was else { return back(&at, "place-changed").into_response() };
    let was = serde_urlencoded::to_string([("was", was.as_str().unwrap_or_default())]).unwrap_or_default();
    let mark = if at.contains('?') { '&' } else { '?' };
    back(&format!("{at}{mark}{was}"), "place-moved").into_response()
}

/// Where a move is taken back, and where to, on the page of whatever was moved a moment ago.
pub(super) fn undoing(query: &Query, change: Option<&String>) -> Option<(String, String)> {
    Some((change?.clone(), query.one("was")?.to_owned()))
}

fn not_yours() -> Refusal {
    Refused::NotAllowed("it takes a role that may write here".to_owned()).into()
}

/// The form of a new one, below the place that the address names.
async fn fresh<P: Written>(
    gate: &Arc<Gate>,
    insider: &Insider,
    company: Option<String>,
) -> Result<Response, Refusal> {
    let parent = Query::of(&insider.knock.uri).said("parent").map(str::to_owned);
    let given = [("company", company.clone()), ("parent", parent)];
    let values = given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), Json::from(value?))));
    new_form::<P>(gate, insider, Json::Object(values.collect()), company, Faults::default()).await
}

async fn made<P: Written>(
    gate: &Arc<Gate>,
    insider: &Insider,
    company: Option<String>,
) -> Result<Response, Refusal> {
    // Whoever may make none is told nothing of what is wrong with what he sent.
    insider.administer(gate, |office, ctx| office.may_make_places::<P>(ctx)).await??;
    let knock = &insider.knock;
    let mut body = P::body(knock);
    body.insert("code".to_owned(), knock.field("code").unwrap_or_default().trim().into());
    if let Some(company) = &company {
        body.insert("company".to_owned(), company.as_str().into());
    }
    if Asked::of(knock).is_some() {
        return new_form::<P>(gate, insider, Json::Object(body), company, Faults::default()).await;
    }
    let new = NewPlace::<P::Code, P::Form>::read(body.clone()).map_err(Refused::from);
    let made = match new {
        Ok(new) => insider.administer(gate, move |office, ctx| office.make_place::<P>(ctx, &new)).await?,
        Err(refused) => Err(refused),
    };
    match made {
        Ok(done) => Ok(back(&P::at(P::code(&done.value)), "place-made").into_response()),
        Err(refused) => {
            let page = Page::new(&knock.headers, &knock.uri)?;
            let faults = Faults::of(refused)?.worded(&page);
            new_form::<P>(gate, insider, Json::Object(body), company, faults).await
        }
    }
}

async fn new_form<P: Written>(
    gate: &Arc<Gate>,
    insider: &Insider,
    values: Json,
    company: Option<String>,
    faults: Faults,
) -> Result<Response, Refusal> {
    let picks = picks::<P>(&insider.knock, &values);
    let seeking = seeking::<P>(&picks, company.as_deref());
    let asked = move |office: &Administration, ctx: &Ctx| office.desk_for_place::<P>(ctx, &seeking);
    let offers = insider.administer(gate, asked).await??;
    let shell = Shell::of(gate, insider).await?;
    let (action, over) = match &company {
        Some(company) => {
            let at = format!("/companies/{}", step(company));
            (format!("{at}/departments/new"), at)
        }
        None => (format!("{}/new", P::PATH), P::LIST.to_owned()),
    };
    let draft = Draft {
        shell: &shell,
        values: &values,
        is_new: true,
        picks: &picks,
        offers: &offers,
        faults: &faults,
        action: &action,
    };
    PlaceForm {
        controls: P::controls(&draft),
        shell: &shell,
        page: &shell.page,
        faults,
        clash: None,
        title: P::TITLES[0],
        of: None,
        over: (P::LIST, P::TITLES[2]),
        back: over,
        action,
        tag: None,
        now: None,
        sure: None,
    }
    .answer()
}

/// The form of one that is there, with what was typed in the place of what it says.
async fn old_form<'s, P: Written>(
    gate: &Gate,
    insider: &Insider,
    shell: &'s Shell,
    code: &str,
    faults: Faults,
) -> Result<PlaceForm<'s>, Refusal> {
    let (of, knock) = (code.to_owned(), &insider.knock);
    let found = insider.administer(gate, move |office, ctx| office.place_in_hand::<P>(ctx, &of)).await??;
    if !found.changes {
        return Err(not_yours());
    }
    let barred = found.barred.clone();
    let mut values = serde_json::to_value(&found.view).unwrap_or_default();
    let name = values.get("name").and_then(Json::as_str).unwrap_or_default().to_owned();
    if let Some(values) = values.as_object_mut().filter(|_| !knock.is_look) {
        values.extend(P::body(knock));
    }
    let picks = picks::<P>(knock, &values);
    let seeking = seeking::<P>(&picks, values.get("company").and_then(Json::as_str));
    let asked = move |office: &Administration, ctx: &Ctx| office.offered_places(ctx, &seeking);
    let offers = insider.administer(gate, asked).await??;
    let action = format!("{}/{}/change", P::PATH, step(code));
    let draft = Draft {
        shell,
        values: &values,
        is_new: false,
        picks: &picks,
        offers: &offers,
        faults: &faults,
        action: &action,
    };
    let now = P::tag(&found.view).to_owned();
    // What he may not change whatever he types is not asked for.
    let mut controls = P::controls(&draft);
    controls.retain(|control| !barred.contains(&control.name));
    Ok(PlaceForm {
        controls,
        shell,
        page: &shell.page,
        faults,
        clash: None,
        title: P::TITLES[1],
        of: Some(name),
        over: (P::LIST, P::TITLES[2]),
        back: P::at(code),
        action,
        tag: Some(knock.field("tag").unwrap_or(&now).to_owned()),
        now: Some(now),
        sure: None,
    })
}

/// What stands in the controls for places.
fn picks<P: Written>(knock: &Knock, values: &Json) -> Vec<(&'static str, Pick)> {
    let pick = |(name, _): &(&'static str, Kind)| {
        let pick = match knock.is_look {
            true => Pick::of(values.get(name).and_then(Json::as_str)),
            false => Pick::sent(knock, name),
        };
        (*name, pick)
    };
    P::PLACES.iter().map(pick).collect()
}

fn seeking<P: Written>(picks: &[(&'static str, Pick)], company: Option<&str>) -> Seeking {
    let mut seeking = Seeking::default();
    // A department lies in one of its own company.
    seeking.departments.company = company.map(str::to_owned);
    for ((_, pick), (_, kind)) in picks.iter().zip(P::PLACES) {
        pick.seek(*kind, &mut seeking);
    }
    seeking
}

/// What a move comes to, in words, and where it leads.
fn moved(shell: &Shell, code: &str, form: &PlaceForm<'_>, to: String) -> (String, String) {
    let words = Words::new().text("name", form.of.as_deref().unwrap_or(code));
    let told = match to.as_str() {
        "" => shell.page.with("places-moves-up", &words),
        to => shell.page.with("places-moves", &words.text("to", to)),
    };
    (to, told)
}
