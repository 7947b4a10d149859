//! Whose passwords fall short of what a setting asks for, and having them choose another one when they next sign in.
//!
//! A password itself is not known here. What is known is when it was set, and what a password had to be then: what that rule let through may
//! fall short of a stricter one.

use std::collections::{BTreeMap, HashMap};

use bailiwick_model::{
    SettingLevel, SettingName, SettingValue,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_policy::records::NoRecords;
use bailiwick_protocol::rest::PasswordsTouched;
use bailiwick_store::{
    setting,
    sign_in::password::{self, Known},
};
use serde_json::json;

use super::{Chain, guarding};
use crate::administration::{Refused, Work};

const DAY_US: i64 = 24 * 3_600 * 1_000_000;

/// Passwords that are looked at together.
const PAGE: i64 = 1_000;

/// What a password must be.
const RULES: [SettingName; 3] =
    [SettingName::PASSWORD_COMPOSITION, SettingName::PASSWORD_EXPIRY_DAYS, SettingName::PASSWORD_MIN_LENGTH];

/// A place, by kind and key.
type Place<'p> = (SettingLevel, &'p str);

/// How a password stands to a rule.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Fits,
    Weaker,
    Unknown,
    Older,
}

/// Makes sure that a change is required only by what says what a password must be.
pub(super) fn check(name: SettingName, require_change: bool) -> Result<(), Refused> {
    if !require_change || RULES.contains(&name) {
        return Ok(());
    }
    let names: Vec<_> = RULES.iter().map(|rule| rule.as_str()).collect();
    let why = format!("only {} say what a password must be; leave this out", names.join(", "));
    Err(Refused::invalid("/require_change", why))
}

/// Whose passwords, at the end of a chain and below, fall short of a setting as it has just been written. Asked by a dry run, and where they
/// are to be changed.
pub(super) fn touched(
    work: &mut Work<'_, '_>,
    chain: &Chain,
    name: SettingName,
    require_change: bool,
) -> Result<Option<PasswordsTouched>, Refused> {
    if !RULES.contains(&name) || !(work.ctx.dry_run || require_change) {
        return Ok(None);
    }
    let mut touched = PasswordsTouched::default();
    let mut after = String::new();
    let set = setting::every(work.tx, name)?;
    let set: BTreeMap<Place<'_>, &SettingValue> =
        set.iter().map(|(scope, setting)| ((scope.level(), scope.key()), &setting.value)).collect();
    loop {
        let page = password::known_after(work.tx, &after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.login.to_string();
        let short = of_page(work, chain, name, &set, &page, &mut touched);
        if require_change {
            for known in short {
                touched.required += u64::from(password::demand_change(work.tx, &known.login)?);
            }
        }
    }
    if touched.required > 0 {
        let changes = vec![
            AuditChange::shown("setting", None, Some(json!(name.as_str()))),
            AuditChange::shown("passwords", None, Some(json!(touched.required))),
        ];
        let object = AuditObject::new("setting", chain.scope().to_string());
        work.tell(AuditAction::PASSWORDS_OUTDATED, object, changes);
    }
    Ok(Some(touched))
}

/// Those of a page that fall short, or may do.
fn of_page<'k>(
    work: &Work<'_, '_>,
    chain: &Chain,
    name: SettingName,
    set: &BTreeMap<Place<'_>, &SettingValue>,
    page: &'k [Known],
    touched: &mut PasswordsTouched,
) -> Vec<&'k Known> {
    let snapshot = &work.state.snapshot;
    let changed = (chain.scope().level(), chain.scope().key());
    // Most people have it from the same few places.
    let mut rules: HashMap<Vec<Place<'_>>, Option<SettingValue>> = HashMap::new();
    let mut short = Vec::new();
    for known in page.iter().filter(|known| !known.must_change) {
        let Some(number) = snapshot.find_user(&known.login) else { continue };
        let asker = snapshot.asker(number, work.guard.moment(), &NoRecords);
        let belonging = asker.belonging();
        let places: Vec<Place<'_>> = guarding::places(&belonging, snapshot.login(number)).collect();
        if !asker.is_live() || !places.contains(&changed) {
            continue;
        }
        let places: Vec<Place<'_>> = places.into_iter().filter(|place| set.contains_key(place)).collect();
        let rule = rules
            .entry(places.clone())
            .or_insert_with(|| name.strictest_of(places.iter().filter_map(|place| set.get(place).copied())));
        let Some(rule) = rule else { continue };
        match standing(name, known, rule, work.ctx.author.at_us) {
            Standing::Fits => continue,
            Standing::Weaker => touched.weaker += 1,
            Standing::Unknown => touched.unknown += 1,
            Standing::Older => touched.older += 1,
        }
        short.push(known);
    }
    short
}

/// How a password stands to the rule that counts for its owner.
fn standing(name: SettingName, known: &Known, rule: &SettingValue, now_us: i64) -> Standing {
    let held = known.held_to.as_ref();
    if name == SettingName::PASSWORD_EXPIRY_DAYS {
        let (days, age_us) = (rule.number().unwrap_or_default(), now_us.saturating_sub(known.set_us));
        let is_older = days > 0 && age_us > days.saturating_mul(DAY_US);
        return if is_older { Standing::Older } else { Standing::Fits };
    }
    let let_through = match rule {
        SettingValue::Number(least) => held.map(|held| held.length >= *least),
        SettingValue::Words(words) if words.is_empty() => Some(true),
        SettingValue::Words(words) => held.map(|held| {
            let classes: Vec<&str> = held.classes.split(' ').collect();
            words.iter().all(|word| classes.contains(&word.as_str()))
        }),
        _ => Some(true),
    };
    match let_through {
        Some(true) => Standing::Fits,
        Some(false) => Standing::Weaker,
        None => Standing::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use bailiwick_store::sign_in::password::HeldTo;

    use super::*;

    #[test]
    fn a_password_is_as_good_as_the_rule_that_let_it_through() {
        let held = |length, classes: &str| Some(HeldTo { length, strength: 2, classes: classes.into() });
        let known = |held_to| Known {
            login: "asha".parse().unwrap(),
            set_us: 10 * DAY_US,
            must_change: false,
            held_to,
        };
        let stands = |name, held_to, rule: &SettingValue, day: i64| match standing(
            name,
            &known(held_to),
            rule,
            day * DAY_US,
        ) {
            Standing::Fits => "fits",
            Standing::Weaker => "weaker",
            Standing::Unknown => "unknown",
            Standing::Older => "older",
        };
        let length = SettingName::PASSWORD_MIN_LENGTH;
        assert_eq!(stands(length, held(12, ""), &SettingValue::Number(12), 11), "fits");
        assert_eq!(stands(length, held(12, ""), &SettingValue::Number(13), 11), "weaker");
        assert_eq!(stands(length, None, &SettingValue::Number(8), 11), "unknown");
        let words =
            |words: &[&str]| SettingValue::Words(words.iter().map(|word| (*word).to_owned()).collect());
        let classes = SettingName::PASSWORD_COMPOSITION;
        assert_eq!(stands(classes, held(12, "digit lower"), &words(&["digit"]), 11), "fits");
        assert_eq!(stands(classes, held(12, "lower"), &words(&["digit", "lower"]), 11), "weaker");
        assert_eq!(stands(classes, None, &words(&["digit"]), 11), "unknown");
        assert_eq!(stands(classes, None, &words(&[]), 11), "fits");
        let days = SettingName::PASSWORD_EXPIRY_DAYS;
        assert_eq!(stands(days, None, &SettingValue::Number(5), 15), "fits");
        assert_eq!(stands(days, None, &SettingValue::Number(5), 16), "older");
        assert_eq!(stands(days, None, &SettingValue::Number(0), 999), "fits");
        // A clock that was set back makes no password older.
        assert_eq!(stands(days, None, &SettingValue::Number(5), 1), "fits");
    }
}
