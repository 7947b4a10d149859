//! Forms about parts of the policy. All go the same way: what is there is shown, what is sent is tried, what would come of it is
//! shown, and then it is done. A form of its own tells what its part is called, and what is typed into it.

use std::{
    future::{Future, ready},
    sync::Arc,
};

use axum::{Router, response::Response, routing::get};
use bailiwick_app::administration::{PolicyPart, PolicySight};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json};

use super::{
    super::{page::Page, query::Query, shell::Shell},
    control::{Field, Written},
    deed::{self, Deed, Plan, Sent, What, first_step},
    editable,
    names::encoded,
    sheet::{Heading, Sheet, plain},
    visit::Visit,
};
use crate::{
    http::{Gate, Insider, Refusal},
    language::Words,
};

/// A way to a page: addresses and names.
pub(super) type Way = Vec<(String, String)>;

/// A kind of part, as its form has it.
pub(super) trait Form: Send + 'static {
    /// Which kind.
    const KIND: PolicyKind;
    /// Its word in the names of its texts, which are `pol-WORD-` and `new`, `about`, `make`, `save`, `delete`, each deed with a
    /// `-confirm`, and `done-WORD-` and `made`, `changed`, `deleted`.
    const WORD: &'static str;
    /// Where its pages begin.
    const PATH: &'static str;
    /// Whether a part has a page beside its form.
    const HAS_PAGE: bool;
    /// Whether a part is about one model, which the address of a new one names.
    const ON_MODEL: bool = false;

    /// The way to the page that has all parts of the kind, or those of a model.
    fn way(page: &Page, sight: &PolicySight, model: &str) -> Way;

    /// What a part is called.
    fn name(page: &Page, sight: &PolicySight, id: &str, part: &PolicyPart) -> String;

    /// The id of a new part: what was typed, or one that is free.
    fn new_id(_sight: &PolicySight, _model: &str, draft: &Query) -> String {
        draft.said("id").unwrap_or_default().to_owned()
    }

    /// What a new part begins with, where nothing was typed yet.
    fn begun(_sight: &PolicySight, asked: Query) -> Query {
        asked
    }

    /// What is meant where the form can say one thing in several ways.
    fn settled(_sight: &PolicySight, _model: &str, draft: &Query) -> Query {
        draft.clone()
    }

    /// What the form says, as a patch of the part that is there, or as a new one; nothing is null.
    fn body(draft: &Query, part: Option<&PolicyPart>) -> Map<String, Json>;

    /// What is there, as the form has it.
    fn written(part: &PolicyPart) -> Written;

    /// The field of the form that a place in the part is typed into.
    fn field(pointer: &str) -> String {
        first_step(pointer)
    }

    /// The fields of a plain form.
    fn fields(_sheet: &Sheet<'_>) -> Vec<Field> {
        Vec::new()
    }

    /// The page of the form.
    fn shown(sheet: Sheet<'_>) -> impl Future<Output = Result<Response, Refusal>> + Send {
        let fields = Self::fields(&sheet);
        ready(plain(sheet, fields))
    }

    /// The page of a part for whoever may see it and not change it; nothing where there is none.
    fn looked_at(
        _shell: &Shell,
        _sight: &PolicySight,
        _id: &str,
        _part: &PolicyPart,
    ) -> Option<Result<Response, Refusal>> {
        None
    }
}

/// The routes of a form.
pub(super) fn routes<F: Form>() -> Router<Arc<Gate>> {
    let path = F::PATH;
    let edit = if F::HAS_PAGE { format!("{path}/{{id}}/edit") } else { format!("{path}/{{id}}") };
    Router::new()
        .route(&format!("{path}/new"), get(make::<F>).post(make::<F>))
        .route(&edit, get(edited::<F>).post(edited::<F>))
        .route(&format!("{path}/{{id}}/delete"), get(deleted::<F>).post(deleted::<F>))
}

/// `GET` and `POST …/new`
async fn make<F: Form>(visit: Visit) -> Result<Response, Refusal> {
    let Visit { gate, insider, sight, shell, .. } = visit;
    editable(sight.may_write())?;
    if let Some(led) = deed::must_be_fresh(&insider)? {
        return Ok(led);
    }
    let asked = asked(&insider);
    let model = if F::ON_MODEL { model_of(&sight, &asked)? } else { String::new() };
    let draft = match insider.knock.is_look {
        true => F::begun(&sight, asked),
        false => asked,
    };
    let (page, settled) = (&shell.page, F::settled(&sight, &model, &draft));
    let id = F::new_id(&sight, &model, &settled);
    let mut body = F::body(&settled, None);
    body.retain(|_, value| !value.is_null());
    if F::ON_MODEL {
        body.insert("model".to_owned(), model.clone().into());
    }
    let crumbs = F::way(page, &sight, &model);
    let home = home(&crumbs);
    let plan = Plan {
        form: format!("{}/new", F::PATH),
        then: if F::HAS_PAGE { there::<F>(&id) } else { home.clone() },
        back: home,
        news: format!("{}-made", F::WORD),
        title: page.text(&format!("pol-{}-make-confirm", F::WORD)),
        button: page.text(&format!("pol-{}-make", F::WORD)),
        crumbs,
        field: F::field,
    };
    let title = page.text(&format!("pol-{}-new", F::WORD));
    let heading = Heading { title, about: about::<F>(page), delete: None };
    let deed = Deed { kind: F::KIND, id, what: What::Create(body) };
    let sheet = Sheet::new((&gate, &insider, &shell, &sight), (&model, None, &draft), &plan, heading);
    answered::<F>(sheet, deed, &settled).await
}

/// `GET` and `POST …/{id}/edit`, or `…/{id}` of what has no other page.
async fn edited<F: Form>(visit: Visit) -> Result<Response, Refusal> {
    let Visit { gate, insider, sight, shell, id } = visit;
    let part = sight.part(F::KIND, &id).ok_or_else(Refusal::not_found)?;
    if insider.knock.is_look
        && !part.changeable
        && let Some(page) = F::looked_at(&shell, &sight, &id, &part)
    {
        return page;
    }
    editable(part.changeable)?;
    if let Some(led) = deed::must_be_fresh(&insider)? {
        return Ok(led);
    }
    let model = model_in::<F>(&part);
    let (page, there) = (&shell.page, there::<F>(&id));
    let asked = asked(&insider);
    let draft = match insider.knock.is_look {
        false => asked,
        true => F::written(&part).query().with("tag", Some(&part.tag)),
    };
    let name = F::name(page, &sight, &id, &part);
    let mut crumbs = F::way(page, &sight, &model);
    let (form, back) = match F::HAS_PAGE {
        true => (format!("{there}/edit"), there.clone()),
        false => (there.clone(), home(&crumbs)),
    };
    crumbs.extend(F::HAS_PAGE.then(|| (there.clone(), name.clone())));
    let plan = Plan {
        form,
        then: back.clone(),
        back,
        news: format!("{}-changed", F::WORD),
        title: confirmed::<F>(page, "save", &name),
        button: page.text(&format!("pol-{}-save", F::WORD)),
        crumbs,
        field: F::field,
    };
    let delete = part.deletable.then(|| format!("{there}/delete"));
    let heading = Heading { title: name, about: about::<F>(page), delete };
    let settled = F::settled(&sight, &model, &draft);
    let deed = Deed { kind: F::KIND, id: id.clone(), what: What::Change(F::body(&settled, Some(&part))) };
    let sheet =
        Sheet::new((&gate, &insider, &shell, &sight), (&model, Some((&id, &part)), &draft), &plan, heading);
    answered::<F>(sheet, deed, &settled).await
}

/// `GET` and `POST …/{id}/delete`: asks before a part is taken away, and takes it away.
async fn deleted<F: Form>(visit: Visit) -> Result<Response, Refusal> {
    let Visit { gate, insider, sight, shell, id } = visit;
    let part = sight.part(F::KIND, &id).ok_or_else(Refusal::not_found)?;
    editable(part.deletable)?;
    let (page, there) = (&shell.page, there::<F>(&id));
    let name = F::name(page, &sight, &id, &part);
    let mut crumbs = F::way(page, &sight, &model_in::<F>(&part));
    let then = home(&crumbs);
    let title = confirmed::<F>(page, "delete", &name);
    crumbs.push((there.clone(), name));
    let plan = Plan {
        form: format!("{there}/delete"),
        back: there,
        then,
        news: format!("{}-deleted", F::WORD),
        title,
        button: page.text(&format!("pol-{}-delete", F::WORD)),
        crumbs,
        field: F::field,
    };
    let draft = match insider.knock.is_look {
        true => Query::default().with("tag", Some(&part.tag)),
        false => asked(&insider),
    };
    let deed = Deed { kind: F::KIND, id, what: What::Delete };
    deed::asked(&gate, &insider, &shell, deed, &draft, &plan).await
}

/// The form, what it comes to, or what is wrong with it.
async fn answered<F: Form>(mut sheet: Sheet<'_>, deed: Deed, settled: &Query) -> Result<Response, Refusal> {
    let is_sent = !sheet.insider.knock.is_look && matches!(sheet.draft.one("step"), Some("save" | "preview"));
    if is_sent {
        match deed::sent(sheet.gate, sheet.insider, sheet.shell, deed, settled, sheet.plan).await? {
            Sent::Answer(answer) => return Ok(answer),
            Sent::Again(faults, clash) => sheet = sheet.told(faults, clash),
        }
    }
    F::shown(sheet).await
}

/// What was sent, or what the address brings along.
pub(super) fn asked(insider: &Insider) -> Query {
    match insider.knock.is_look {
        true => Query::of(&insider.knock.uri),
        false => Query::sent(&insider.knock),
    }
}

/// The model that something new is about, which has to be one that may be seen.
fn model_of(sight: &PolicySight, draft: &Query) -> Result<String, Refusal> {
    let model = draft.said("m").unwrap_or_default();
    match sight.policy().models.contains_key(model) {
        true => Ok(model.to_owned()),
        false => Err(Refusal::not_found()),
    }
}

/// The model that a part is about.
fn model_in<F: Form>(part: &PolicyPart) -> String {
    let model = part.body.get("model").filter(|_| F::ON_MODEL);
    model.and_then(Json::as_str).unwrap_or_default().to_owned()
}

/// The page of a part.
fn there<F: Form>(id: &str) -> String {
    format!("{}/{}", F::PATH, encoded(id))
}

/// Where a way leads.
fn home(way: &Way) -> String {
    way.last().map(|(href, _)| href.clone()).unwrap_or_default()
}

fn about<F: Form>(page: &Page) -> String {
    page.text(&format!("pol-{}-about", F::WORD))
}

fn confirmed<F: Form>(page: &Page, deed: &str, name: &str) -> String {
    page.with(&format!("pol-{}-{deed}-confirm", F::WORD), &Words::new().text("name", name))
}
