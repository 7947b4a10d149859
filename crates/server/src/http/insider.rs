//! A request from a page of somebody who is signed in.

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{Method, uri::PathAndQuery},
    response::{IntoResponse, Redirect, Response},
};
use bailiwick_app::{
    administration::{Administration, AskingSession, Ctx, Refused},
    sign_in::{Caller, SignIn, Visit},
};
use bailiwick_model::audit::Origin;

use super::{
    Gate, Knock, Refusal, body,
    fields::{self, MOST_OF_INSIDERS},
    same_site,
};

/// Bytes of a form around its file.
const FORM_BYTES: usize = 4 * 1024;

/// Somebody who is signed in asks for a page, or sends a form of one.
pub(crate) struct Insider {
    pub(crate) knock: Knock,
    pub(crate) caller: Caller,
    /// As which he asks.
    pub(crate) ctx: Ctx,
}

impl Insider {
    /// Takes in a request. Whoever is not signed in is led to where he can: that is the answer then.
    ///
    /// The box keeps what is returned small; an answer is a large thing.
    pub(crate) async fn take(gate: &Gate, request: Request) -> Result<Result<Self, Box<Response>>, Refusal> {
        let (parts, body) = request.into_parts();
        let caller = gate.session(&parts).await;
        let request = Request::from_parts(parts, body);
        let knock = match &caller {
            Ok(Some(_)) => Knock::take_of_insider(gate, request).await?,
            Ok(None) | Err(_) => Knock::take(gate, request).await?,
        };
        Self::admitted(caller, knock)
    }

    /// The same, of a form that may have so many bytes; only whoever is signed in and `may` may send one, which is asked before it is read.
    pub(crate) async fn take_up_to(
        gate: &Gate,
        request: Request,
        limit: usize,
        may: fn(&Administration, &Ctx) -> Result<(), Refused>,
    ) -> Result<Result<Self, Box<Response>>, Refusal> {
        let (parts, body) = request.into_parts();
        match gate.session(&parts).await {
            Ok(Some(caller)) => {
                let ctx = asking(&gate.visit(&parts.headers, &parts.extensions), &caller);
                let administration = gate.administration.clone().ok_or_else(Refusal::not_found)?;
                gate.administer(true, move || may(&administration, &ctx)).await??;
                let knock =
                    Knock::take_up_to(gate, Request::from_parts(parts, body), limit, MOST_OF_INSIDERS)
                        .await?;
                Self::admitted(Ok(Some(caller)), knock)
            }
            other => {
                let knock = Knock::take(gate, Request::from_parts(parts, body)).await?;
                Self::admitted(other, knock)
            }
        }
    }

    /// The same, of a form with one file that is no text, of so many bytes at most: what was sent by this name.
    pub(crate) async fn take_file(
        gate: &Gate,
        request: Request,
        name: &str,
        limit: usize,
    ) -> Result<Result<(Self, Bytes), Box<Response>>, Refusal> {
        let (parts, body) = request.into_parts();
        same_site::check(&parts.headers, &gate.origin)?;
        body::check_coding(&parts.headers)?;
        // Who it is comes before anything is read.
        let mut looks = parts.clone();
        looks.method = Method::GET;
        let mut insider = match Self::take(gate, Request::from_parts(looks, Body::empty())).await? {
            Ok(insider) => insider,
            Err(elsewhere) => return Ok(Err(elsewhere)),
        };
        insider.knock.is_look = false;
        let _room = gate.room(limit).await?;
        let bytes = body::read(&parts.headers, body, limit.saturating_add(FORM_BYTES)).await?;
        let file = fields::file(&parts.headers, bytes, name).await?;
        Ok(Ok((insider, file)))
    }

    fn admitted(
        caller: Result<Option<Caller>, Refusal>,
        knock: Knock,
    ) -> Result<Result<Self, Box<Response>>, Refusal> {
        let caller = match caller {
            Ok(Some(caller)) => caller,
            Err(refusal) if knock.wants_json => return Err(refusal),
            Ok(None) | Err(_) => {
                let whole = knock.uri.path_and_query().map_or("/", PathAndQuery::as_str);
                let back = if knock.is_look { whole } else { "/" };
                // A slash may stand there as it is, and is easier to read.
                let next =
                    serde_urlencoded::to_string([("next", back)]).unwrap_or_default().replace("%2F", "/");
                return Ok(Err(Box::new(Redirect::to(&format!("/sign-in?{next}")).into_response())));
            }
        };
        Ok(Ok(Self::of(knock, caller)))
    }

    /// Takes in a request of whoever it is: of somebody who is signed in, or just as it is.
    pub(crate) async fn perhaps(gate: &Gate, request: Request) -> Result<Result<Self, Box<Knock>>, Refusal> {
        let (parts, body) = request.into_parts();
        let caller = gate.session(&parts).await.ok().flatten();
        let knock = Knock::take(gate, Request::from_parts(parts, body)).await?;
        Ok(match caller {
            Some(caller) => Ok(Self::of(knock, caller)),
            None => Err(Box::new(knock)),
        })
    }

    fn of(knock: Knock, caller: Caller) -> Self {
        let ctx = asking(&knock.visit, &caller);
        Self { knock, caller, ctx }
    }

    /// Asks a use case of administration.
    pub(crate) async fn administer<T: Send + 'static>(
        &self,
        gate: &Gate,
        work: impl FnOnce(&Administration, &Ctx) -> Result<T, Refused> + Send + 'static,
    ) -> Result<Result<T, Refused>, Refusal> {
        self.knock.once.check()?;
        let administration = gate.administration.clone().ok_or_else(Refusal::not_found)?;
        let ctx = self.ctx.clone();
        gate.administer(self.knock.is_look, move || work(&administration, &ctx)).await
    }

    /// Asks a use case.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        gate: &Gate,
        work: impl FnOnce(&SignIn, &Ctx) -> Result<T, Refused> + Send + 'static,
    ) -> Result<Result<T, Refused>, Refusal> {
        self.knock.once.check()?;
        let (sign_in, ctx) = (self.knock.sign_in.clone(), self.ctx.clone());
        gate.administer(self.knock.is_look, move || work(&sign_in, &ctx)).await
    }

    /// The same for what judges or hashes a password on the way.
    pub(crate) async fn ask_hashing<T: Send + 'static>(
        &self,
        gate: &Gate,
        work: impl FnOnce(&SignIn, &Ctx) -> Result<T, Refused> + Send + 'static,
    ) -> Result<Result<T, Refused>, Refusal> {
        self.knock.once.check()?;
        let (sign_in, ctx) = (self.knock.sign_in.clone(), self.ctx.clone());
        gate.hash(move || work(&sign_in, &ctx)).await
    }
}

/// As which somebody asks.
fn asking(visit: &Visit, caller: &Caller) -> Ctx {
    let author = visit.author(Some(caller.login()));
    let origin = Origin { session: Some(caller.session().id), ..author.origin };
    let is_fresh = caller.is_fresh(author.at_us);
    let mut ctx = Ctx::new(bailiwick_app::Author { origin, ..author });
    ctx.session = Some(AskingSession { is_fresh, id: caller.session().id });
    ctx
}
