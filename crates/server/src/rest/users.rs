//! `/api/v1/users`: people and programs.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{Administration, Ctx, Done, Holder, Refused, Subject, Turned};
use bailiwick_model::{AccountState, UserId};
use bailiwick_protocol::rest::{NewUser, UserForm, UserView};
use serde_json::{Map, Value as Json};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    lines,
    noun::{self, Noun, Patch, Wanted, Words},
    openapi::{NewUserBody, StateBody},
};
use crate::http::{Gate, Named, Refusal, usual};

/// Users.
#[derive(Clone, Copy)]
pub(super) struct Users;

impl Noun for Users {
    type View = UserView;
    type Changed = UserView;
    type Gone = ();
    type New = NewUser;
    type NewBody = NewUserBody;
    type Form = UserForm;

    fn words(self) -> Words {
        Words {
            a: "a user",
            many: "Users",
            path: "users",
            ids: ("User", "Users"),
            key: ("login", "Login"),
            make: "Make a user, with role lines and groups",
            change: ("Change what is known of a user", ""),
            remove: (
                "remove",
                "Have a user leave",
                "Everything is kept for the time in which it can be undone, by setting the state to `suspended`.",
            ),
            narrowed_by: &[],
            tried: "Say what would come of it, and do nothing",
        }
    }

    fn list(
        self,
        office: &Administration,
        ctx: &Ctx,
        wanted: &Wanted,
    ) -> Result<Done<Turned<UserView>>, Refused> {
        office.list_users(ctx, &wanted.listing)
    }

    fn show(self, office: &Administration, ctx: &Ctx, login: &str) -> Result<Done<UserView>, Refused> {
        office.show_user(ctx, login)
    }

    fn read(members: Map<String, Json>) -> Result<NewUser, Refusal> {
        Ok(NewUser::read(members)?)
    }

    fn create(self, office: &Administration, ctx: &Ctx, new: &NewUser) -> Result<Done<UserView>, Refused> {
        office.create_user(ctx, new)
    }

    fn key(made: &UserView) -> &str {
        made.login.as_str()
    }

    fn change(
        self,
        office: &Administration,
        ctx: &Ctx,
        login: &str,
        patch: &Patch,
    ) -> Result<Done<UserView>, Refused> {
        office.change_user(ctx, login, patch)
    }

    fn subject(self, login: String) -> Subject {
        Subject::User(login)
    }

    fn remove(self, office: &Administration, ctx: &Ctx, login: &str) -> Result<Done<()>, Refused> {
        let Done { revision, .. } = office.set_user_state(ctx, login, AccountState::Left)?;
        Ok(Done { value: (), revision })
    }
}

/// The routes, each with its description.
pub(super) fn routes() -> OpenApiRouter<Arc<Gate>> {
    let holder = |login| UserId::new(login).map(Holder::User).ok();
    let give = lines::give(Users.words(), "Give a user a role", holder);
    noun::routes(Users).routes(routes!(set_state)).routes(give)
}

/// Let a user in, or keep one out
#[utoipa::path(
    put, path = "/api/v1/users/{login}/state", tag = "Users", operation_id = "setUserState",
    params(("login" = String, Path, description = "Login"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Say what would come of it, and do nothing")),
    request_body = StateBody,
    responses((status = 200, description = "The user as it is now", body = UserView)),
)]
async fn set_state(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let work = move |office: &Administration, ctx: &_, body: &StateBody| {
        office.set_user_state(ctx, &login, body.state)
    };
    usual::written(&gate, request, StatusCode::OK, work).await
}
