//! What is unusual: another browser, another network, one browser that says it is two; many failures, many accounts tried from one place.
//!
//! Counts are of stretches of time by the clock, kept as rows under keyed hashes: all nodes count together, and nobody is named.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use bailiwick_model::{
    Alert, UserId,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::{
    outbox,
    sign_in::{
        device::{self, Device},
        network as networks,
    },
};
use serde_json::json;

use super::{
    attempts::network,
    notices,
    visit::{Visit, hex},
};
use crate::{
    administration::{Refused, Work},
    sealing::Key,
};

const MINUTE_US: i64 = 60_000_000;

/// So many within so many minutes are told of, once in that stretch of time.
#[derive(Clone, Copy)]
struct Burst {
    alert: Alert,
    count: i64,
    minutes: u32,
}

/// Attempts that fail, wherever.
const FAILED: Burst = Burst { alert: Alert::FailedSignIns, count: 50, minutes: 10 };

/// Accounts that one network tries: words of one leak tried everywhere.
const TRIED: Burst = Burst { alert: Alert::ManyAccountsTried, count: 20, minutes: 10 };

/// Accounts that failed so often that one has to wait.
const LOCKED: Burst = Burst { alert: Alert::LockedAccounts, count: 10, minutes: 60 };

/// Looks at who comes in, before his browser is remembered, and tells him of what never was before. `session` is what he begins.
pub(crate) fn came_in(
    work: &mut Work<'_, '_>,
    visit: &Visit,
    login: &UserId,
    known: Option<&Device>,
    session: &str,
) -> Result<(), Refused> {
    let mut unusual = Vec::new();
    match known {
        Some(known) if is_another(known.agent.as_deref(), visit.agent.as_deref()) => {
            // A browser is renewed, and never becomes another one: somebody has copied what it is known by.
            unusual.push("another_program");
        }
        Some(_) => {}
        // Who never came before comes with something new in any case.
        None if device::list(work.tx, login)?.is_empty() => {}
        None => unusual.push("new_device"),
    }
    if let Some(address) = visit.address {
        let place = neighbourhood(address).to_string();
        if !networks::is_known(work.tx, login, &place)? && networks::any(work.tx, login)? {
            unusual.push("new_network");
        }
        networks::seen(work.tx, login, &place, visit.at_us)?;
    }
    if unusual.is_empty() {
        return Ok(());
    }
    let because = AuditChange::shown("because", None, Some(json!(unusual)));
    let which = AuditChange::shown("session", None, Some(json!(session)));
    work.tell(AuditAction::SIGN_IN_UNUSUAL, AuditObject::new("user", login.as_str()), vec![because, which]);
    notices::new_device(work, visit, login, session)
}

/// An attempt failed, at an account that is called so among attempts.
pub(crate) fn failed(
    work: &mut Work<'_, '_>,
    secret: &Key,
    address: Option<IpAddr>,
    account: &str,
) -> Result<(), Refused> {
    happened(work, secret, "failed", FAILED)?;
    let Some(address) = address else { return Ok(()) };
    let from = network(address).to_string();
    let (once, until_us) = (mark(secret, &format!("{from}\n{account}")), ends_us(work, TRIED));
    if outbox::counted(work.tx, &once, until_us)? > 0 {
        return Ok(());
    }
    outbox::count(work.tx, &once, until_us)?;
    happened(work, secret, &from, TRIED)
}

/// An attempt too many failed at an account.
pub(crate) fn locked(work: &mut Work<'_, '_>, secret: &Key) -> Result<(), Refused> {
    happened(work, secret, "locked", LOCKED)
}

fn happened(work: &mut Work<'_, '_>, secret: &Key, what: &str, burst: Burst) -> Result<(), Refused> {
    let (mark, until_us) = (mark(secret, &format!("{what}\n")), ends_us(work, burst));
    let count = outbox::counted(work.tx, &mark, until_us)?.saturating_add(1);
    outbox::count(work.tx, &mark, until_us)?;
    match count == burst.count {
        true => work.alert(burst.alert, count.unsigned_abs(), burst.minutes),
        false => Ok(()),
    }
}

fn ends_us(work: &Work<'_, '_>, burst: Burst) -> i64 {
    let length_us = i64::from(burst.minutes).saturating_mul(MINUTE_US);
    work.ctx.author.at_us.div_euclid(length_us).saturating_add(1).saturating_mul(length_us)
}

fn mark(secret: &Key, what: &str) -> String {
    let mac = secret.mac("sign-in watch", what);
    hex(mac.get(..16).unwrap_or_default())
}

/// What neighbours share: people get other addresses of the same provider every day.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => IpAddr::V4(Ipv4Addr::from_bits(v4.to_bits() >> 16 << 16)),
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 96 << 96)),
    }
}

/// Whether two programs are two, and not one before and after it was renewed.
fn is_another(before: Option<&str>, now: Option<&str>) -> bool {
    let named = |agent: &str| agent.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    match (before, now) {
        (Some(before), Some(now)) => named(before) != named(now),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_that_was_renewed_is_the_same() {
        let old = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
        assert!(!is_another(Some(old), Some(&old.replace("130", "131"))));
        assert!(is_another(Some(old), Some("curl/8.0")));
        assert!(is_another(Some(old), Some(&old.replace("Linux", "Windows"))));
        assert!(!is_another(None, Some(old)) && !is_another(Some(old), None));
    }

    #[test]
    fn neighbours_share_a_network() {
        let of = |text: &str| neighbourhood(text.parse().unwrap()).to_string();
        assert_eq!((of("203.0.113.7").as_str(), of("203.0.7.9").as_str()), ("203.0.0.0", "203.0.0.0"));
        assert_eq!(
            (of("::ffff:203.0.113.7").as_str(), of("2001:db8:1::1").as_str()),
            ("203.0.0.0", "2001:db8::")
        );
    }
}
