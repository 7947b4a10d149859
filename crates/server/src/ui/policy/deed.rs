//! What somebody is about to do to a part of the policy: tried first, shown with who gains and who loses what, and then done.

use std::sync::Arc;

use askama::Template;
use axum::{
    http::{StatusCode, uri::PathAndQuery},
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::administration::{AccessWish, Administration, Back, Ctx, Refused};
use bailiwick_protocol::rest::{Preview, merged};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json};

use super::{
    super::{
        clash::Clash,
        faults::Faults,
        next::Next,
        page::Page,
        query::Query,
        shell::{Shell, back},
    },
    effect::Effect,
    matrix,
};
use crate::http::{Gate, Insider, Refusal};

/// Something to be done to one part of the policy.
#[derive(Clone)]
pub(super) struct Deed {
    pub(super) kind: PolicyKind,
    pub(super) id: String,
    pub(super) what: What,
}

/// What is done to it.
#[derive(Clone)]
pub(super) enum What {
    /// It is made.
    Create(Map<String, Json>),
    /// It is changed, by a merge patch.
    Change(Map<String, Json>),
    /// It is taken away.
    Delete,
    /// Members get what they were before.
    Back(Vec<(String, Option<Json>)>),
    /// What groups may do with the records of a model is set, for several at once.
    Access(Vec<AccessWish>),
}

/// What became of a form that was sent.
pub(super) enum Sent {
    /// An answer.
    Answer(Response),
    /// The same form again, with what is wrong.
    Again(Faults, Option<Clash>),
}

/// What a form is about, in words and addresses.
pub(super) struct Plan {
    /// Where the form is.
    pub(super) form: String,
    /// Where to go when it is not done after all.
    pub(super) back: String,
    /// Where to go when it is done.
    pub(super) then: String,
    /// The news there.
    pub(super) news: String,
    /// The question that is asked before it is done, as a heading.
    pub(super) title: String,
    /// What the button says that does it.
    pub(super) button: String,
    /// The way that led here: addresses and names.
    pub(super) crumbs: Vec<(String, String)>,
    /// How faults are called by fields of the form.
    pub(super) field: fn(&str) -> String,
}

/// Asked before something is done.
#[derive(Template)]
#[template(path = "policy_confirm.html")]
struct ConfirmPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    plan: &'p Plan,
    effect: Effect,
    /// Everything that was sent, to be sent again.
    kept: Vec<(String, String)>,
    is_delete: bool,
}

impl Deed {
    fn run(&self, office: &Administration, ctx: &Ctx) -> Result<Option<Preview>, Refused> {
        let Self { kind, id, what } = self;
        match what {
            What::Create(body) => office.create_policy(ctx, *kind, id, body).map(|done| done.value.preview),
            What::Change(patch) => {
                let edit = |body: &Map<String, Json>| merged(body, patch.clone());
                office.change_policy(ctx, *kind, id, edit).map(|done| done.value.preview)
            }
            What::Delete => office.delete_policy(ctx, *kind, id).map(|done| done.value.preview),
            What::Back(members) => {
                let edit = |body: &Map<String, Json>| Ok(Back::edited(members, body));
                office.change_policy(ctx, *kind, id, edit).map(|done| done.value.preview)
            }
            What::Access(rows) => office.set_access_lists(ctx, id, rows).map(|done| done.value),
        }
    }

    /// What the form would have, for a comparison with what there is.
    fn typed(&self) -> Json {
        match &self.what {
            What::Create(body) | What::Change(body) => Json::Object(body.clone()),
            What::Back(members) => {
                let members = members.iter().cloned();
                Json::Object(members.map(|(name, value)| (name, value.unwrap_or_default())).collect())
            }
            What::Delete | What::Access(_) => Json::Null,
        }
    }

    /// Where it leads when it is done: to a page that has the news, and the way back for what was changed or taken away.
    fn done(&self, plan: &Plan) -> Redirect {
        let then = match self.what {
            What::Change(_) | What::Delete | What::Back(_) => {
                let undo = format!("{}/{}", self.kind.word(), self.id);
                Query::default().with("undo", Some(&undo)).link(&plan.then)
            }
            What::Create(_) | What::Access(_) => plan.then.clone(),
        };
        back(&then, &plan.news)
    }
}

/// Does what a form says, or says what would come of it: the form's `step` is `save` where that was looked at.
pub(super) async fn sent(
    gate: &Arc<Gate>,
    insider: &Insider,
    shell: &Shell,
    deed: Deed,
    draft: &Query,
    plan: &Plan,
) -> Result<Sent, Refusal> {
    let is_meant = draft.one("step") == Some("save");
    // Of what is new, nothing was there to be seen.
    let is_new = matches!(deed.what, What::Create(_));
    let tag = (!is_new).then(|| draft.said("tag").unwrap_or_default().to_owned());
    let work = deed.clone();
    let done = insider
        .administer(gate, move |office, ctx| {
            let ctx = Ctx { if_match: tag, ..ctx.clone() };
            work.run(office, &if is_meant { ctx } else { ctx.dry() })
        })
        .await?;
    match done {
        Ok(_) if is_meant => Ok(Sent::Answer(deed.done(plan).into_response())),
        Ok(preview) => {
            let effect = Effect::of(&shell.page, &preview.unwrap_or_default());
            let kept = draft.without(&["step"]).pairs().to_vec();
            let is_delete = matches!(deed.what, What::Delete);
            let page = ConfirmPage { shell, page: &shell.page, plan, effect, kept, is_delete };
            Ok(Sent::Answer(shell.page.html(StatusCode::OK, &page)?))
        }
        // There is nothing typed to be kept, and the page asks again whether it is meant.
        Err(Refused::StepUp) if matches!(deed.what, What::Delete) => {
            Ok(Sent::Answer(asked_again(&[&plan.form])?))
        }
        Err(Refused::Changed { .. }) => clashed(gate, insider, &shell.page, &deed).await,
        Err(refused) => Ok(Sent::Again(faults(refused, plan.field)?, None)),
    }
}

/// Does what takes no form but a question, or says what is in the way of it: before anybody tries, too.
pub(super) async fn asked(
    gate: &Arc<Gate>,
    insider: &Insider,
    shell: &Shell,
    deed: Deed,
    draft: &Query,
    plan: &Plan,
) -> Result<Response, Refusal> {
    match sent(gate, insider, shell, deed, draft, plan).await? {
        Sent::Answer(answer) => Ok(answer),
        Sent::Again(faults, clash) => {
            let status = if insider.knock.is_look { StatusCode::OK } else { faults.status() };
            in_the_way(shell, plan, status, faults, clash)
        }
    }
}

/// Somebody else was faster: what there is now, beside what was typed.
async fn clashed(gate: &Arc<Gate>, insider: &Insider, page: &Page, deed: &Deed) -> Result<Sent, Refusal> {
    if let What::Access(rows) = &deed.what {
        let clash = matrix::clash(page, &super::sight(gate, insider)?, &deed.id, rows);
        return Ok(Sent::Again(Faults::conflict(), Some(clash)));
    }
    let (kind, id) = (deed.kind, deed.id.clone());
    let now = insider.administer(gate, move |office, ctx| office.show_policy(ctx, kind, &id)).await??;
    let clash = Clash::between(&Json::Object(now.value.body), &deed.typed(), now.value.tag);
    Ok(Sent::Again(Faults::conflict(), Some(clash)))
}

/// What is wrong, each at the field of the form that `field` names for its place.
fn faults(refused: Refused, field: fn(&str) -> String) -> Result<Faults, Refused> {
    let places: Vec<String> = match &refused {
        Refused::Invalid(all) => all.iter().map(|fault| field(&fault.pointer)).collect(),
        _ => Vec::new(),
    };
    let mut faults = Faults::of(refused)?;
    for (fault, place) in faults.all.iter_mut().zip(places) {
        fault.field = place;
    }
    Ok(faults)
}

/// Whoever changes the policy shows again who he is before he types anything, not after.
pub(super) fn must_be_fresh(insider: &Insider) -> Result<Option<Response>, Refusal> {
    // What was typed already is kept where it is tried.
    if !insider.knock.is_look || insider.caller.is_fresh(insider.ctx.author.at_us) {
        return Ok(None);
    }
    let uri = &insider.knock.uri;
    let whole = uri.path_and_query().map_or_else(|| uri.path(), PathAndQuery::as_str);
    asked_again(&[whole, uri.path()]).map(Some)
}

/// Leads somebody to where he shows again who he is, and from there to the first of these places that can be kept.
fn asked_again(places: &[&str]) -> Result<Response, Refusal> {
    let plain = |place: &&str| place.replace('+', "%20");
    let kept = places.iter().map(plain).find_map(|place| Next::local(&place));
    let kept = kept.ok_or(Refused::StepUp)?;
    let next = serde_urlencoded::to_string([("next", kept.path())]).map_err(|_| Refusal::broken())?;
    Ok(Redirect::to(&format!("/step-up?{next}")).into_response())
}

/// The first step of a JSON pointer.
pub(super) fn first_step(pointer: &str) -> String {
    pointer.trim_start_matches('/').split('/').next().unwrap_or_default().to_owned()
}

/// What stands in the way of taking something away.
#[derive(Template)]
#[template(path = "policy_in_the_way.html")]
struct InTheWayPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    plan: &'p Plan,
    faults: Faults,
    clash: Option<Clash>,
}

/// Says what stands in the way of taking something away.
pub(super) fn in_the_way(
    shell: &Shell,
    plan: &Plan,
    status: StatusCode,
    faults: Faults,
    clash: Option<Clash>,
) -> Result<Response, Refusal> {
    let page = InTheWayPage { shell, page: &shell.page, plan, faults, clash };
    shell.page.html(status, &page)
}
