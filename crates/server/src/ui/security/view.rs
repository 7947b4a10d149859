//! What the page of one's own security shows, ready to be written.

use askama::Template;
use bailiwick_app::sign_in::{DeviceView, FactorView, SecurityView, SessionView};

use super::super::{agent, page::Page, shell::Shell};
use crate::language::Words;

/// Fewer recovery codes than these are worth a warning.
const FEW: i64 = 4;

#[derive(Template)]
#[template(path = "security.html")]
pub(super) struct SecurityPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: &'static str,
    faults: bool,
    faults_told: Vec<String>,
    passkeys: Vec<FactorRow>,
    authenticators: Vec<FactorRow>,
    add_passkey: bool,
    add_authenticator: bool,
    required: bool,
    codes: String,
    few_codes: bool,
    sessions: Vec<SessionRow>,
    devices: Vec<DeviceRow>,
    password: String,
}

pub(super) struct FactorRow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) told: String,
}

struct SessionRow {
    id: String,
    agent: String,
    icon: &'static str,
    told: String,
    seen: String,
    is_this: bool,
}

struct DeviceRow {
    id: String,
    agent: String,
    icon: &'static str,
    told: String,
    trusted: Option<String>,
}

impl<'p> SecurityPage<'p> {
    pub(super) fn of(
        shell: &'p Shell,
        security: SecurityView,
        this: &str,
        now_us: i64,
        faults_told: Vec<String>,
    ) -> Self {
        let page = &shell.page;
        let can = |kind: &str| security.can_add.contains(&kind);
        let (add_passkey, add_authenticator) = (can("passkey"), can("totp"));
        let (passkeys, authenticators): (Vec<_>, Vec<_>) =
            security.factors.into_iter().partition(|factor| factor.kind == "passkey");
        let row = |factor| FactorRow::of(page, factor);
        let session = |session| SessionRow::of(page, session, this);
        let mut sessions: Vec<_> = security.sessions.into_iter().rev().map(session).collect();
        // The one that asks stands first.
        sessions.sort_by_key(|session| !session.is_this);
        let password = match security.password_set_us {
            Some(set_us) => page.with("password-set", &Words::new().filled("when", page.moment(set_us))),
            None => page.text("password-none"),
        };
        Self {
            shell,
            page,
            title: "security-title",
            faults: !faults_told.is_empty(),
            faults_told,
            passkeys: passkeys.into_iter().map(row).collect(),
            authenticators: authenticators.into_iter().map(row).collect(),
            add_passkey,
            add_authenticator,
            required: security.second_factor_required,
            codes: page.with("recovery-left", &Words::new().count("count", security.recovery_codes)),
            few_codes: security.recovery_codes < FEW,
            sessions,
            devices: security.devices.into_iter().map(|device| DeviceRow::of(page, device, now_us)).collect(),
            password,
        }
    }
}

impl FactorRow {
    pub(super) fn of(page: &Page, factor: FactorView) -> Self {
        let words = Words::new().filled("added", page.moment(factor.made_us));
        let told = match factor.used_us {
            Some(used_us) => page.with("factor-used", &words.filled("used", page.moment(used_us))),
            None => page.with("factor-unused", &words),
        };
        Self { id: factor.id, name: factor.name, told }
    }
}

impl SessionRow {
    fn of(page: &Page, session: SessionView, this: &str) -> Self {
        let address = session.address.unwrap_or_else(|| page.text("unknown-address"));
        let words = Words::new().text("address", address).filled("since", page.moment(session.made_us));
        Self {
            agent: agent::told(page, session.agent.as_deref()),
            icon: agent::icon(session.agent.as_deref()),
            told: page.with("session-told", &words),
            seen: page.with("session-seen", &Words::new().filled("when", page.moment(session.seen_us))),
            is_this: session.id == this,
            id: session.id,
        }
    }
}

impl DeviceRow {
    fn of(page: &Page, device: DeviceView, now_us: i64) -> Self {
        let network = device.network.unwrap_or_else(|| page.text("unknown-address"));
        let words = Words::new().text("network", network).filled("when", page.moment(device.last_us));
        let trusted = device.trusted_until_us.filter(|until| *until > now_us);
        Self {
            id: device.id,
            agent: agent::told(page, device.agent.as_deref()),
            icon: agent::icon(device.agent.as_deref()),
            told: page.with("device-told", &words),
            trusted: trusted
                .map(|until| page.with("device-trusted", &Words::new().filled("until", page.moment(until)))),
        }
    }
}
