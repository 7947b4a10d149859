//! The page of how somebody signs in, ready to be written.

use askama::Template;
use bailiwick_app::sign_in::{Gate, KnockView, PersonSecurity, Said, Verdict};
use bailiwick_model::{AccountState, Operation, SettingName};
use serde_json::Value as Json;

use super::{
    super::{
        field::Field,
        head::{Head, title},
    },
    NETWORKS,
};
use crate::{
    http::Knock,
    language::Words,
    ui::{agent, faults::Faults, page::Page, shell::Shell},
};

/// Knocks that are shown.
const MOST_KNOCKS: usize = 12;

#[derive(Template)]
#[template(path = "person/security.html")]
pub(super) struct SecurityPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    head: Head,
    faults: Faults,
    required: bool,
    factors: Vec<Row>,
    removes: bool,
    codes: String,
    sessions: Vec<Row>,
    devices: Vec<Row>,
    keys: Vec<KeyRow>,
    password: Vec<(String, String)>,
    resets: bool,
    sends: bool,
    gates: Vec<Step>,
    is_stopped: bool,
    from: Field,
    knocks: Vec<KnockRow>,
    networks: Vec<Field>,
    sets_networks: bool,
}

/// Something in a list, with the id that it is ended by.
struct Row {
    id: String,
    name: String,
    icon: &'static str,
    told: String,
    seen: String,
    is_this: bool,
}

struct KeyRow {
    id: String,
    name: String,
    prefix: String,
    scopes: String,
    made: String,
    used: String,
    ends: String,
}

struct Step {
    class: &'static str,
    icon: &'static str,
    text: String,
    why: String,
}

struct KnockRow {
    tone: &'static str,
    outcome: String,
    told: String,
    why: String,
}

impl<'p> SecurityPage<'p> {
    pub(super) fn of(
        shell: &'p Shell,
        found: &PersonSecurity,
        knock: &Knock,
        this: &str,
        from: &str,
        faults: Faults,
    ) -> Self {
        let page = &shell.page;
        let PersonSecurity { person, security, keys, diagnosis, networks } = found;
        let head = Head::of(shell, person, "security");
        let acts = &person.acts;
        let sets_networks = shell.sights.may(Operation::Create, "bailiwick.setting")
            && !networks.is_empty()
            && networks.iter().all(|setting| setting.locked_by.is_none());
        Self {
            title: title(page, "person-tab-security", &head.name),
            required: security.second_factor_required,
            factors: security.factors.iter().map(|factor| factor_row(page, factor)).collect(),
            removes: acts.take_over || acts.is_own,
            codes: page.with("person-codes-left", &Words::new().count("count", security.recovery_codes)),
            sessions: security
                .sessions
                .iter()
                .rev()
                .map(|session| session_row(page, session, this))
                .collect(),
            devices: security.devices.iter().map(|device| device_row(page, device)).collect(),
            keys: keys.iter().map(|key| key_row(page, key)).collect(),
            password: password(page, found),
            resets: acts.take_over && person.user.state == Some(AccountState::Active),
            sends: knock.sign_in.sends_mail() && person.user.form.email.is_some(),
            gates: diagnosis.now.iter().map(|said| step(page, said)).collect(),
            is_stopped: diagnosis
                .now
                .iter()
                .any(|said| said.gate == Gate::Attempts && said.verdict == Verdict::Shut),
            from: Field::text(page, "from", "person-from-address", from)
                .hint(page, "person-from-address-hint")
                .faulty(&faults),
            knocks: diagnosis.knocks.iter().take(MOST_KNOCKS).map(|knock| knock_row(page, knock)).collect(),
            networks: network_fields(page, knock, networks, sets_networks, &faults),
            sets_networks,
            shell,
            page,
            head,
            faults,
        }
    }
}

fn factor_row(page: &Page, factor: &bailiwick_app::sign_in::FactorView) -> Row {
    let is_passkey = factor.kind == "passkey";
    let words = Words::new().filled("added", page.at(factor.made_us));
    Row {
        id: factor.id.clone(),
        name: factor.name.clone(),
        icon: if is_passkey { "finger" } else { "phone" },
        told: page.text(if is_passkey { "factor-passkey-title" } else { "factor-totp-title" }),
        seen: match factor.used_us {
            Some(used) => page.with("factor-used", &words.filled("used", page.at(used))),
            None => page.with("factor-unused", &words),
        },
        is_this: false,
    }
}

fn session_row(page: &Page, session: &bailiwick_app::sign_in::SessionView, this: &str) -> Row {
    let address = session.address.clone().unwrap_or_else(|| page.text("unknown-address"));
    let words = Words::new().text("address", address).filled("since", page.at(session.made_us));
    Row {
        id: session.id.clone(),
        name: agent::told(page, session.agent.as_deref()),
        icon: agent::icon(session.agent.as_deref()),
        told: page.with("session-told", &words),
        seen: page.with("session-seen", &Words::new().filled("when", page.at(session.seen_us))),
        is_this: session.id == this,
    }
}

fn device_row(page: &Page, device: &bailiwick_app::sign_in::DeviceView) -> Row {
    let network = device.network.clone().unwrap_or_else(|| page.text("unknown-address"));
    let words = Words::new().text("network", network).filled("when", page.at(device.last_us));
    let trusted = device
        .trusted_until_us
        .map(|until| page.with("device-trusted", &Words::new().filled("until", page.at(until))));
    Row {
        id: device.id.clone(),
        name: agent::told(page, device.agent.as_deref()),
        icon: agent::icon(device.agent.as_deref()),
        told: page.with("device-told", &words),
        seen: trusted.unwrap_or_default(),
        is_this: false,
    }
}

fn key_row(page: &Page, key: &bailiwick_app::sign_in::KeyView) -> KeyRow {
    let or = |at_us: Option<i64>, none: &str| at_us.map_or_else(|| page.text(none), |at_us| page.at(at_us));
    KeyRow {
        id: key.id.clone(),
        name: key.name.clone(),
        prefix: format!("{}…", key.prefix),
        scopes: key.scopes.join(", "),
        made: page.at(key.made_us),
        used: or(key.used_us, "person-never"),
        ends: or(key.ends_us, "person-never"),
    }
}

fn password(page: &Page, found: &PersonSecurity) -> Vec<(String, String)> {
    let set = match found.security.password_set_us {
        Some(set_us) => page.at(set_us),
        None => page.text("none"),
    };
    let change = page.text(if found.security.password_must_change { "yes" } else { "no" });
    let mut told = vec![(page.text("person-password-set"), set), (page.text("person-must-change"), change)];
    for contact in &found.security.contacts {
        told.push((page.text("person-shown-his"), contact.address.clone()));
    }
    told
}

fn step(page: &Page, said: &Said) -> Step {
    let (class, icon) = match said.verdict {
        Verdict::Open => ("", "check"),
        Verdict::NotAsked => ("skip-it", "minus"),
        Verdict::Wants => ("skip-it", "clock"),
        Verdict::Shut => ("fail", "x"),
    };
    let gate = page.text(&format!("person-gate-{}", said.gate.as_str().replace('_', "-")));
    let verdict = page.text(match said.verdict {
        Verdict::Open => "person-verdict-open",
        Verdict::NotAsked => "person-verdict-not-asked",
        Verdict::Wants => "person-verdict-wants",
        Verdict::Shut => "person-verdict-shut",
    });
    Step { class, icon, text: format!("{gate}: {verdict}"), why: said.why.clone() }
}

fn knock_row(page: &Page, knock: &KnockView) -> KnockRow {
    let (tone, outcome) = match knock.outcome.as_str() {
        "in" => ("ok", "person-knock-in"),
        "more" => ("", "person-knock-more"),
        "wrong" => ("bad", "person-knock-wrong"),
        _ => ("bad", "person-knock-shut"),
    };
    let address = knock.address.clone().unwrap_or_else(|| page.text("unknown-address"));
    let words = Words::new()
        .filled("when", page.at(knock.at_us))
        .text("address", address)
        .text("agent", agent::told(page, knock.agent.as_deref()));
    // What held him up says why; where nothing did, there is nothing to say.
    let held = knock.gates.iter().find(|said| matches!(said.verdict, Verdict::Shut | Verdict::Wants));
    KnockRow {
        tone,
        outcome: page.text(outcome),
        told: page.with("person-knock-told", &words),
        why: held.map(|said| said.why.clone()).unwrap_or_default(),
    }
}

fn network_fields(
    page: &Page,
    knock: &Knock,
    networks: &[bailiwick_protocol::rest::SettingView],
    can_be_set: bool,
    faults: &Faults,
) -> Vec<Field> {
    let lines = |value: &Json| {
        let all = value.as_array().into_iter().flatten().filter_map(Json::as_str);
        all.collect::<Vec<_>>().join("\n")
    };
    let field =
        |((name, _), setting): (&(&'static str, SettingName), &bailiwick_protocol::rest::SettingView)| {
            let own = setting.own.as_ref().map(|own| lines(&own.value)).unwrap_or_default();
            let typed = knock.field(name).map(|text| text.replace("\r\n", "\n"));
            let label = if *name == "allow" { "person-networks-allow" } else { "person-networks-deny" };
            let inherited = lines(&setting.inherited).replace('\n', ", ");
            let field = Field::text(page, name, label, typed.unwrap_or(own)).kind("lines").fixed(!can_be_set);
            let hint = match inherited.is_empty() {
                true => page.text("person-networks-hint"),
                false => page.with("person-networks-inherited", &Words::new().text("networks", inherited)),
            };
            Field { hint, ..field }.faulty(faults)
        };
    NETWORKS.iter().zip(networks).map(field).collect()
}
