//! The gates, in one order. Whoever has shown who he is passes all that his way asks, or is told the first that holds him up.

use std::net::IpAddr;

use bailiwick_model::UserId;
use bailiwick_store::sign_in::{passkey, password, recovery_code, session, totp};
use serde::{Deserialize, Serialize};

use super::{
    Factor, Factors, Gate, flow::Progress, proof::Proven, rules::Rules, send_code, session::SessionView,
    visit::Visit,
};
use crate::administration::{Refused, WhenFull, Work};

/// Somebody who may come in. Only [`pass`] makes one.
pub(crate) struct Passed {
    pub(crate) proven: Proven,
    pub(crate) rules: Rules,
    /// Sessions that end because this one begins.
    pub(crate) ended: Vec<String>,
}

/// What a gate said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Which gate.
    pub gate: Gate,
    /// What it said.
    pub verdict: Verdict,
    /// Why, in words for whoever helps.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// What a gate can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Go on.
    Open,
    /// This way does not ask it.
    NotAsked,
    /// Something is missing that can be shown or done now.
    Wants,
    /// No.
    Shut,
}

/// What comes of the gates.
pub(crate) enum Outcome {
    Passed(Box<Passed>),
    Wants(Wants),
    Shut(Shut),
}

/// What is missing before somebody is in.
#[derive(Clone, Debug, PartialEq)]
pub enum Wants {
    /// A second thing to show.
    SecondFactor {
        /// One of these.
        offers: Vec<Factor>,
        /// Whether a browser may be spared that for a while from then on.
        can_trust: bool,
    },
    /// A second factor has to be added first: one of these can be.
    Enrol(Vec<Factor>),
    /// Another password has to be chosen.
    NewPassword,
    /// A session has to be ended.
    EndSession(Vec<SessionView>),
}

/// Why somebody who has shown who he is does not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Shut {
    /// Not active, or not today.
    #[error("this account may not be used now; ask whoever manages users")]
    Account,
    /// Nobody of there comes in.
    #[error("nobody of your organisation can sign in at present; ask whoever manages it")]
    Place,
    /// Not from there.
    #[error("this account may not be used from your network address; ask whoever manages users")]
    Network,
    /// Two things are wanted and there is no way to get a second one.
    #[error("a second factor is needed and none can be added; ask whoever manages users")]
    SecondFactor,
    /// A temporary password that has ended.
    #[error("the temporary password has ended; ask for another one")]
    Password,
    /// Too many sessions.
    #[error("there are as many sessions of this account as there may be; sign out somewhere first")]
    Sessions,
}

/// Asks the gates. What each said is added to `said`.
pub(crate) fn pass(
    work: &mut Work<'_, '_>,
    proven: Proven,
    rules: Rules,
    visit: &Visit,
    said: &mut Vec<Said>,
) -> Result<Outcome, Refused> {
    let mut ended = Vec::new();
    for gate in AFTER_PROOF {
        let (told, outcome) = ask(work, gate, &proven, &rules, visit, &mut ended)?;
        said.push(told);
        if let Some(outcome) = outcome {
            return Ok(outcome);
        }
    }
    Ok(Outcome::Passed(Box::new(Passed { proven, rules, ended })))
}

/// What each gate would say, also behind one that is shut.
pub(crate) fn judged_each(
    work: &mut Work<'_, '_>,
    proven: &Proven,
    rules: &Rules,
    visit: &Visit,
) -> Result<Vec<Said>, Refused> {
    let told = |gate| ask(work, gate, proven, rules, visit, &mut Vec::new()).map(|(told, _)| told);
    AFTER_PROOF.into_iter().map(told).collect()
}

/// All but the gate of attempts, which is asked before anything is judged.
const AFTER_PROOF: [Gate; 6] =
    [Gate::Account, Gate::Place, Gate::Network, Gate::SecondFactor, Gate::Password, Gate::Sessions];

/// Asks one gate: what it says, and what comes of it where that is not to go on.
fn ask(
    work: &mut Work<'_, '_>,
    gate: Gate,
    proven: &Proven,
    rules: &Rules,
    visit: &Visit,
    ended: &mut Vec<String>,
) -> Result<(Said, Option<Outcome>), Refused> {
    if let Err(why) = proven.pathway().asks(gate) {
        return Ok((Said { gate, verdict: Verdict::NotAsked, why: why.to_owned() }, None));
    }
    let answer = match gate {
        Gate::Attempts => Answer::Open(String::new()),
        Gate::Account => account(work, proven),
        Gate::Place => place(rules),
        Gate::Network => network(rules, visit.address),
        Gate::SecondFactor => second_factor(work, proven, rules)?,
        Gate::Password => password_state(work, proven, rules, visit.at_us)?,
        Gate::Sessions => sessions(work, proven, rules, visit.at_us, ended)?,
    };
    let (verdict, why, outcome) = match answer {
        Answer::Open(why) => (Verdict::Open, why, None),
        Answer::Wants(why, wants) => (Verdict::Wants, why, Some(Outcome::Wants(wants))),
        Answer::Shut(why, shut) => (Verdict::Shut, why, Some(Outcome::Shut(shut))),
    };
    Ok((Said { gate, verdict, why }, outcome))
}

enum Answer {
    Open(String),
    Wants(String, Wants),
    Shut(String, Shut),
}

fn account(work: &Work<'_, '_>, proven: &Proven) -> Answer {
    // Who was invited is judged here as if his account were active already: `invited.rs`.
    match work.state.is_in_use(proven.login(), work.ctx.author.at_us) {
        true => Answer::Open(String::new()),
        false => {
            Answer::Shut("the account is not active, or today is not among its days".into(), Shut::Account)
        }
    }
}

fn place(rules: &Rules) -> Answer {
    match rules.closed_by() {
        None => Answer::Open(String::new()),
        Some(by) => Answer::Shut(format!("sign_in.open is false at {by}"), Shut::Place),
    }
}

fn network(rules: &Rules, address: Option<IpAddr>) -> Answer {
    match rules.lets_in_from(address) {
        Ok(()) => Answer::Open(String::new()),
        Err(why) => Answer::Shut(why, Shut::Network),
    }
}

/// What of a second factor a user has.
pub(crate) fn enrolled(work: &mut Work<'_, '_>, login: &UserId) -> Result<Vec<Factor>, Refused> {
    let mut factors = Vec::new();
    if !passkey::of(work.tx, login)?.is_empty() {
        factors.push(Factor::Passkey);
    }
    if !totp::of(work.tx, login)?.is_empty() {
        factors.push(Factor::Totp);
    }
    Ok(factors)
}

fn second_factor(work: &mut Work<'_, '_>, proven: &Proven, rules: &Rules) -> Result<Answer, Refused> {
    // What may no longer be shown does not count, even where it was.
    let shown: Factors = proven.factors().iter().filter(|factor| rules.allows(*factor)).collect();
    if shown.are_two() {
        return Ok(Answer::Open(shown.to_string()));
    }
    let own = enrolled(work, proven.login())?;
    if own.is_empty() && !rules.wants_two() {
        return Ok(Answer::Open("none is required and none was added".into()));
    }
    let allowed = |factors: Vec<Factor>| -> Vec<Factor> {
        factors.into_iter().filter(|factor| rules.allows(*factor)).collect()
    };
    let mut offers = own;
    let is_bare = offers.is_empty();
    offers.extend(reachable(work, proven)?);
    let mut offers = allowed(offers);
    // Whoever can show his mailbox shows it: a factor that is added now would be worth as much as the password alone. A list of codes is for
    // whoever has lost something else, so by itself it is none.
    if is_bare && offers.is_empty() {
        let can = allowed(vec![Factor::Passkey, Factor::Totp]);
        if !can.is_empty() {
            let why = "a second factor is required and none was added";
            return Ok(Answer::Wants(why.into(), Wants::Enrol(can)));
        }
    }
    if recovery_code::count(work.tx, proven.login())? > 0 {
        offers.extend(allowed(vec![Factor::RecoveryCode]));
    }
    Ok(match offers.is_empty() {
        true => Answer::Shut(nothing_to_show(rules), Shut::SecondFactor),
        false => {
            let can_trust = rules.trust_us().is_some();
            let wants = Wants::SecondFactor { offers, can_trust };
            Answer::Wants("a second factor has to be shown".into(), wants)
        }
    })
}

/// Why somebody can show no second factor, for whoever helps.
fn nothing_to_show(rules: &Rules) -> String {
    let methods = &rules.guarding.factor.methods;
    if !methods.value.is_empty() {
        return "a second factor is required and none can be shown or added".to_owned();
    }
    let from: Vec<String> = methods.from.iter().map(ToString::to_string).collect();
    format!(
        "factor.methods of {} have nothing in common, so nothing can be shown beside the password; allow something in all of them",
        from.join(" and ")
    )
}

/// Where codes can be sent to. Whoever came by a letter has shown his mailbox already.
fn reachable(work: &mut Work<'_, '_>, proven: &Proven) -> Result<Vec<Factor>, Refused> {
    let mut factors = send_code::ways(work, proven.login())?;
    factors.retain(|factor| *factor != Factor::EmailCode || !proven.factors().has(Factor::Letter));
    Ok(factors)
}

fn password_state(
    work: &mut Work<'_, '_>,
    proven: &Proven,
    rules: &Rules,
    now_us: i64,
) -> Result<Answer, Refused> {
    let Progress { factors, .. } = proven.progress();
    if !factors.has(Factor::Password) && !factors.has(Factor::Letter) {
        return Ok(Answer::Open("no password was shown".into()));
    }
    let Some(kept) = password::find(work.tx, proven.login())? else {
        return Ok(Answer::Wants("there is no password yet".into(), Wants::NewPassword));
    };
    if factors.has(Factor::Letter) && !factors.has(Factor::Password) {
        return Ok(Answer::Wants("a letter is there to choose a password".into(), Wants::NewPassword));
    }
    if kept.ends_us.is_some_and(|end| end <= now_us) {
        return Ok(Answer::Shut("the temporary password has ended".into(), Shut::Password));
    }
    if kept.must_change {
        return Ok(Answer::Wants("another password has to be chosen".into(), Wants::NewPassword));
    }
    match rules.password_lasts_us() {
        Some(expiry) if now_us.saturating_sub(kept.set_us) > expiry => {
            Ok(Answer::Wants("the password is older than password.expiry_days".into(), Wants::NewPassword))
        }
        _ => Ok(Answer::Open(String::new())),
    }
}

fn sessions(
    work: &mut Work<'_, '_>,
    proven: &Proven,
    rules: &Rules,
    now_us: i64,
    ended: &mut Vec<String>,
) -> Result<Answer, Refused> {
    let Some(limit) = rules.guarding.session.limit.value else { return Ok(Answer::Open(String::new())) };
    if proven.progress().session.is_some() {
        return Ok(Answer::Open("the session is there".into()));
    }
    let mut open = session::of(work.tx, proven.login(), i64::MAX)?;
    open.retain(|session| !rules.is_over(session, now_us));
    let Some(over) = usize::try_from(limit).ok().and_then(|limit| (open.len() + 1).checked_sub(limit)) else {
        return Ok(Answer::Open(String::new()));
    };
    if over == 0 {
        return Ok(Answer::Open(format!("this is session {} of {limit}", open.len() + 1)));
    }
    let why = format!("there are {} sessions and {limit} may be", open.len());
    Ok(match rules.guarding.session.when_full.value {
        WhenFull::Deny => Answer::Shut(why, Shut::Sessions),
        WhenFull::Oldest => {
            ended.extend(open.iter().take(over).map(|session| session.id.clone()));
            Answer::Open(format!("{why}; the oldest ended"))
        }
        WhenFull::Choose => Answer::Wants(why, Wants::EndSession(open.iter().map(SessionView::of).collect())),
    })
}
