//! `/users/{login}/groups`: groups without a role, for who has none.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::administration::{
    Administration, Ctx, Listing, Person, PolicyListing, Refused, find_kind,
};
use bailiwick_model::GroupId;
use bailiwick_protocol::rest::Preview;

use super::{
    administer, done,
    head::{Head, title},
    insider, meant, preview,
};
use crate::{
    http::{Gate, Insider, Named, Refusal},
    ui::{faults::Faults, page::Page, shell::Shell},
};

/// Groups that are shown to choose from.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "person/groups.html")]
struct GroupsPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    head: Head,
    faults: Faults,
    tag: String,
    groups: Vec<GroupRow>,
    told: Option<Vec<preview::Told>>,
}

struct GroupRow {
    id: String,
    label: String,
    is_held: bool,
}

/// What the page is about: the user, and the groups that can be given.
type Found = (Person, Vec<(String, String)>);

fn look(office: &Administration, ctx: &Ctx, login: &str) -> Result<Found, Refused> {
    let person = office.person(ctx, login)?.value;
    if !person.acts.groups {
        return Err(match person.user.managed_by_roles {
            true => Refused::ManagedByRoles { login: login.to_owned() },
            false => Refused::NotAllowed(
                "groups without a role are for those who could give all of them".to_owned(),
            ),
        });
    }
    let listing = Listing { limit: MOST, ..Listing::default() };
    let wanted = PolicyListing { listing, ..PolicyListing::of(find_kind("group")?) };
    let (listed, _) = office.list_policy(ctx, &wanted)?.value;
    let label = |body: &serde_json::Map<String, serde_json::Value>| {
        body.get("label").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    };
    let groups = listed.items.into_iter().map(|view| (view.id.clone(), label(&view.body))).collect();
    Ok((person, groups))
}

/// `GET /users/{login}/groups`
pub(super) async fn show(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    page(&gate, &insider, &login, None, Faults::default(), None).await
}

/// `POST /users/{login}/groups`
pub(super) async fn set(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let chosen: Vec<String> = insider.knock.all("group").map(str::to_owned).collect();
    let tries = insider.knock.field("do") == Some("preview");
    let wanted: Result<Vec<GroupId>, _> = chosen.iter().map(GroupId::new).collect();
    let Ok(wanted) = wanted else { return Err(Refusal::not_found()) };
    let known = login.clone();
    let ctx = meant(&insider)?;
    let ctx = if tries { ctx.dry() } else { ctx };
    let work = move |office: &Administration, ctx: &Ctx| office.set_user_groups(ctx, &known, &wanted);
    match administer(&gate, &insider, ctx, work).await? {
        Ok(_) if !tries => Ok(done(&login, "", "person-groups-set")),
        Ok(outcome) => {
            let preview = outcome.value.preview.unwrap_or_default();
            page(&gate, &insider, &login, Some(chosen), Faults::default(), Some(preview)).await
        }
        Err(refused) => page(&gate, &insider, &login, Some(chosen), Faults::of(refused)?, None).await,
    }
}

async fn page(
    gate: &Gate,
    insider: &Insider,
    login: &str,
    chosen: Option<Vec<String>>,
    faults: Faults,
    preview: Option<Preview>,
) -> Result<Response, Refusal> {
    let known = login.to_owned();
    let (person, groups) = insider.administer(gate, move |office, ctx| look(office, ctx, &known)).await??;
    let shell = Shell::of(gate, insider).await?;
    let held = chosen.unwrap_or_else(|| person.user.groups.iter().map(ToString::to_string).collect());
    let row = |(id, label): (String, String)| GroupRow { is_held: held.contains(&id), id, label };
    let head = Head::of(&shell, &person, "profile");
    let status = faults.status();
    let written = GroupsPage {
        title: title(&shell.page, "person-groups", &head.name),
        tag: faults.tag(insider.knock.field("tag"), &person.user.tag),
        groups: groups.into_iter().map(row).collect(),
        told: preview.map(|preview| preview::told(&shell.page, &preview, login)),
        shell: &shell,
        page: &shell.page,
        head,
        faults,
    };
    shell.page.html(status, &written)
}
