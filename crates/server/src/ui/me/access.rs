//! `/me/access`: one's roles with areas and dates, those that come with where one belongs, and what they come to.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{MayDo, OwnAccess};
use bailiwick_model::{Effect, Operation, OverrideTarget};
use bailiwick_protocol::rest::OverrideView;

use super::{
    super::{insider, page::Page, shell::Shell},
    line::{LineRow, days, years},
};
use crate::{
    http::{Gate, Refusal},
    language::Words,
};

/// Models that are listed: nobody reads more, and whoever asks after one has `explain`.
const MOST: usize = 150;

#[derive(Template)]
#[template(path = "me_access.html")]
struct AccessPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    lines: Vec<LineRow>,
    years: String,
    is_managed: bool,
    superuser: bool,
    may: Vec<MayRow>,
    /// That there are models that are not listed.
    more: Option<String>,
    groups: Vec<String>,
    exceptions: Vec<ExceptionRow>,
    /// Where somebody may have his own access explained.
    explain: Option<String>,
}

struct MayRow {
    label: String,
    model: String,
    cells: Vec<MayCell>,
}

/// One operation on one model.
struct MayCell {
    class: &'static str,
    icon: &'static str,
    /// The same in words.
    told: &'static str,
}

struct ExceptionRow {
    what: String,
    allows: bool,
    reason: String,
    days: String,
    enabled: bool,
}

/// `GET /me/access`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let access = insider.administer(&gate, |office, ctx| office.my_access(ctx)).await??;
    let shell = Shell::of(&gate, &insider).await?;
    let template = AccessPage::of(&shell, access);
    shell.page.html(StatusCode::OK, &template)
}

impl<'p> AccessPage<'p> {
    fn of(shell: &'p Shell, access: OwnAccess) -> Self {
        let (page, day) = (&shell.page, access.day);
        let more = access.may.len().saturating_sub(MOST);
        let asks = shell.sights.sees("bailiwick.user");
        let explain = serde_urlencoded::to_string([("u", &shell.login)]).ok().filter(|_| asks);
        Self {
            shell,
            page,
            lines: access.lines.into_iter().map(|line| LineRow::of(page, line, day)).collect(),
            years: years(page, day),
            is_managed: access.managed_by_roles,
            superuser: access.superuser,
            may: access.may.into_iter().take(MOST).map(MayRow::of).collect(),
            more: (more > 0).then(|| {
                let count = i64::try_from(more).unwrap_or(i64::MAX);
                page.with("me-may-more", &Words::new().count("count", count))
            }),
            groups: access.groups,
            exceptions: access.overrides.into_iter().map(|shown| ExceptionRow::of(page, shown)).collect(),
            explain: explain.map(|query| format!("/explain?{query}")),
        }
    }

    /// The names of the texts of the four operations, in their order.
    fn operations(&self) -> [&'static str; 4] {
        Operation::ALL.map(|operation| match operation {
            Operation::Create => "me-may-create",
            Operation::Read => "me-may-read",
            Operation::Update => "me-may-update",
            Operation::Delete => "me-may-delete",
        })
    }
}

impl MayRow {
    fn of(may: MayDo) -> Self {
        let cell = |operation| match may.operations.iter().find(|(known, _)| *known == operation) {
            Some((_, false)) => MayCell { class: "cell ok", icon: "check", told: "me-may-all" },
            Some((_, true)) => MayCell { class: "cell accent", icon: "pin", told: "me-may-some" },
            None => MayCell { class: "cell", icon: "minus", told: "me-may-none" },
        };
        let cells = Operation::ALL.into_iter().map(cell).collect();
        Self { label: may.label, model: may.model, cells }
    }
}

impl ExceptionRow {
    fn of(page: &Page, shown: OverrideView) -> Self {
        let exception = shown.exception;
        let what = match &exception.target {
            OverrideTarget::Records { model, operations, .. } => {
                let words: Vec<&str> = operations.iter().map(Operation::word).collect();
                format!("{model}: {}", words.join(", "))
            }
            OverrideTarget::Permission(name) => name.to_string(),
        };
        Self {
            what,
            allows: exception.effect == Effect::Allow,
            days: days(page, exception.validity.from(), exception.validity.to()),
            reason: exception.reason,
            enabled: shown.enabled,
        }
    }
}
