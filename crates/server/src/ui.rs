//! Pages: what people see. Written on the server, usable without scripts, with nothing from elsewhere.
//!
//! A page's function takes a request apart, calls one use case, and fills a template. `page.rs` has what every page shares: language, theme, and the
//! headers that keep what is not ours from running.

mod address;
mod agent;
mod api_keys;
mod assets;
mod chart;
mod choose;
mod clash;
mod dashboard;
mod explain;
mod faults;
mod forgotten;
mod jobs;
mod lines;
mod link;
mod list;
mod me;
mod next;
mod page;
mod passkeys;
mod person;
mod phone;
mod picker;
mod places;
mod policy;
mod qr;
mod query;
mod refused;
mod search;
mod security;
mod send_code;
mod set_up;
mod settings;
mod shell;
mod sign_in;
mod step_up;
mod strength;
mod theme;
mod trail;
mod users;
mod visit;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::http::Gate;

pub(crate) use passkeys::{misnamed, unfit};
pub use qr::{TooLong, qr_svg};
pub(crate) use refused::{Browsers, for_browsers};
pub(crate) use sign_in::{ISSUER, refused};

/// Takes in a request of somebody who is signed in, or answers it by leading him to where he can.
macro_rules! insider {
    ($gate:expr, $request:expr) => {
        match $crate::http::Insider::take(&$gate, $request).await? {
            Ok(insider) => insider,
            Err(elsewhere) => return Ok(*elsewhere),
        }
    };
}
pub(crate) use insider;

/// The routes of all pages.
pub(crate) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/static/{file}", get(assets::file))
        .route("/set-up", get(set_up::form).post(set_up::made))
        .route("/set-up/organisation", get(set_up::steps::form).post(set_up::steps::organisation))
        .route("/set-up/areas", get(set_up::steps::form).post(set_up::steps::areas))
        .route("/set-up/security", get(set_up::steps::form).post(set_up::steps::security))
        .route("/sign-in/forgotten", get(forgotten::form).post(forgotten::asked))
        .route("/sign-in/reset", get(link::show_reset).post(link::reset))
        .route("/sign-in/invitation", get(link::show_invitation).post(link::invitation))
        .route("/sign-in/not-me", get(link::show_not_me).post(link::not_me))
        .route("/sign-in/address", get(link::show_address).post(address::confirm))
        .route("/sign-in/second/send", post(send_code::send))
        .route("/me/address", get(address::form).post(address::ask))
        .route("/me/phone", get(phone::form).post(phone::ask))
        .route("/me/phone/code", get(phone::form).post(phone::show))
        .route("/sign-in/passkey/begin", post(passkeys::begin))
        .route("/sign-in/passkey", post(passkeys::alone))
        .route("/sign-in/second/passkey", post(passkeys::begin_second))
        .route("/sign-in/enrol/passkey/begin", post(passkeys::begin_enrol))
        .route("/sign-in/enrol/passkey", post(passkeys::enrolled))
        .route("/step-up", get(step_up::form).post(step_up::shown))
        .route("/step-up/passkey", post(step_up::begin))
        .route("/password-strength", post(strength::advise))
        .merge(sign_in::routes())
        .merge(security::routes())
        .merge(users::routes())
        .merge(jobs::routes())
        .merge(search::routes())
        .merge(person::routes())
        .merge(lines::routes())
        .merge(choose::routes())
        .merge(theme::routes())
        .merge(policy::routes())
        .merge(explain::routes())
        .merge(places::routes())
        .merge(settings::routes())
        .merge(me::routes())
        .merge(dashboard::routes())
        .merge(trail::routes())
        .merge(api_keys::routes())
}
