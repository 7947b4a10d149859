//! `/api/v1/users/{login}/avatar` and `/api/v1/me/avatar`: pictures, as bytes.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use bailiwick_app::administration::{Administration, Done, Pictured};
use bailiwick_model::{Avatar, Picture};
use bailiwick_protocol::picture::{self, MAX_BYTES, PictureError};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::{Asked, Gate, Named, Refusal, json, nothing, usual};

/// The routes, each with its description.
pub(crate) fn routes() -> OpenApiRouter<Arc<Gate>> {
    OpenApiRouter::new().routes(routes!(show, put, remove)).routes(routes!(show_own, put_own, remove_own))
}

/// The picture of a user
#[utoipa::path(
    get, path = "/api/v1/users/{login}/avatar", tag = "Users", operation_id = "showAvatar",
    params(("login" = String, Path, description = "Login"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag of a picture that you have")),
    responses((status = 200, description = "The picture: PNG, JPEG or WebP", content_type = "image/*", body = Vec<u8>),
        (status = 304, description = "It is the one that you have")),
)]
async fn show(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let (asked, headers, _) = Asked::take_bytes(&gate, request, 0).await?;
    let done = asked.run(&gate, move |office, ctx| office.avatar(ctx, &login)).await?;
    shown(done, &headers)
}

/// Give a user a picture
///
/// PNG, JPEG or WebP of up to 5 MiB and 6000 by 6000 pixels, as it is. It is decoded, turned upright, scaled down to at most 512 by 512
/// pixels and written anew as JPEG, or as PNG where something can be seen through it. Nothing but pixels is kept.
#[utoipa::path(
    put, path = "/api/v1/users/{login}/avatar", tag = "Users", operation_id = "putAvatar",
    params(("login" = String, Path, description = "Login"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the picture that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Check it, and do nothing")),
    request_body(content = Vec<u8>, content_type = "image/*"),
    responses((status = 204, description = "It is the user's picture now")),
)]
async fn put(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    let (asked, headers, bytes) = Asked::take_bytes(&gate, request, MAX_BYTES).await?;
    let (dry_run, picture) = (asked.ctx.dry_run, made(&gate, &headers, bytes).await?);
    let work = move |office: &Administration, ctx: &_| office.set_avatar(ctx, &login, Some(&picture));
    let done = asked.run(&gate, work).await?;
    Ok(nothing(&done, dry_run))
}

/// Take a user's picture away
#[utoipa::path(
    delete, path = "/api/v1/users/{login}/avatar", tag = "Users", operation_id = "removeAvatar",
    params(("login" = String, Path, description = "Login"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the picture that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Do nothing")),
    responses((status = 204, description = "There is none any more")),
)]
async fn remove(
    State(gate): State<Arc<Gate>>,
    Named(login): Named,
    request: Request,
) -> Result<Response, Refusal> {
    usual::acted(&gate, request, move |office, ctx| office.set_avatar(ctx, &login, None)).await
}

/// Your own picture
#[utoipa::path(
    get, path = "/api/v1/me/avatar", tag = "Me", operation_id = "showOwnAvatar",
    params(("If-None-Match" = Option<String>, Header, description = "The ETag of a picture that you have")),
    responses((status = 200, description = "The picture: PNG, JPEG or WebP", content_type = "image/*", body = Vec<u8>),
        (status = 304, description = "It is the one that you have")),
)]
async fn show_own(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let (asked, headers, _) = Asked::take_bytes(&gate, request, 0).await?;
    let done = asked.run(&gate, |office, ctx| office.my_avatar(ctx)).await?;
    shown(done, &headers)
}

/// Give yourself a picture
///
/// Where the setting `users.self_editable` lets people do so.
#[utoipa::path(
    put, path = "/api/v1/me/avatar", tag = "Me", operation_id = "putOwnAvatar",
    params(("If-Match" = Option<String>, Header, description = "The ETag of the picture that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Check it, and do nothing")),
    request_body(content = Vec<u8>, content_type = "image/*"),
    responses((status = 204, description = "It is your picture now")),
)]
async fn put_own(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let (asked, headers, bytes) = Asked::take_bytes(&gate, request, MAX_BYTES).await?;
    let (dry_run, picture) = (asked.ctx.dry_run, made(&gate, &headers, bytes).await?);
    let done = asked.run(&gate, move |office, ctx| office.set_my_avatar(ctx, Some(&picture))).await?;
    Ok(nothing(&done, dry_run))
}

/// Take your own picture away
#[utoipa::path(
    delete, path = "/api/v1/me/avatar", tag = "Me", operation_id = "removeOwnAvatar",
    params(("If-Match" = Option<String>, Header, description = "The ETag of the picture that you have seen"),
        ("dry_run" = Option<bool>, Query, description = "Do nothing")),
    responses((status = 204, description = "There is none any more")),
)]
async fn remove_own(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let asked = Asked::take(&gate, request).await?;
    let dry_run = asked.ctx.dry_run;
    let done = asked.run(&gate, |office, ctx| office.set_my_avatar(ctx, None)).await?;
    Ok(nothing(&done, dry_run))
}

/// The picture that is made of the bytes. What they are said to be must be true where it is said.
async fn made(gate: &Gate, headers: &HeaderMap, bytes: Bytes) -> Result<Avatar, Refusal> {
    let unfit =
        |why: String| Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "avatar.unfit", why.clone()).at("", why);
    let is = Picture::of(&bytes).ok_or_else(|| unfit(PictureError::Type.to_string()))?.media_type();
    let said = headers.get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap_or("?"));
    let said = said.map(|text| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    match said.as_deref() {
        None | Some("" | "application/octet-stream") => {}
        Some(said) if said == is => {}
        Some(said) => {
            let why = format!("the picture is said to be {said} and is {is}; send the right Content-Type");
            return Err(unfit(why));
        }
    }
    gate.decode(move || picture::read(&bytes)).await?.map_err(|error| unfit(error.to_string()))
}

/// The picture as an answer from which a browser can make nothing else.
fn shown(done: Done<Pictured>, headers: &HeaderMap) -> Result<Response, Refusal> {
    let Done { value: Pictured { avatar, digest }, revision } = done;
    let tag = format!("\"{digest}\"");
    let has = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let has = has.flat_map(|tags| tags.split(',')).map(|tag| tag.trim().trim_start_matches("W/"));
    let is_known = has.into_iter().any(|known| known == tag || known == "*");
    let body = if is_known { Vec::new() } else { avatar.bytes().to_vec() };
    let mut response = json(revision, body);
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(avatar.picture().media_type()));
    headers.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(|_| Refusal::broken())?);
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    // Kept by the one who asked, who asks again whether it is still the one.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(response)
}
