//! Values that leave nothing: where several places say what may be shown beside a password, something has to be left of it.
//!
//! What comes of people who move or are given roles later is for the gate at sign-in, which lets nobody in then and says why.

use std::collections::HashSet;

use bailiwick_model::{SettingName, SettingScope, SettingValue};
use bailiwick_policy::records::NoRecords;
use bailiwick_store::setting;

use super::{Chain, guarding};
use crate::administration::{Refused, Work};

/// What is set at places, from the top down.
type Set<'s> = Vec<(&'s SettingScope, &'s SettingValue)>;

/// Makes sure that a value at the end of a chain leaves something to everybody for whom it would count now.
pub(super) fn check(
    work: &mut Work<'_, '_>,
    chain: &Chain,
    name: SettingName,
    value: &SettingValue,
) -> Result<(), Refused> {
    if name != SettingName::FACTOR_METHODS {
        return Ok(());
    }
    let here = chain.scope();
    let mut set: Vec<(SettingScope, SettingValue)> = setting::every(work.tx, name)?
        .into_iter()
        .filter(|(scope, _)| scope != here)
        .map(|(scope, setting)| (scope, setting.value))
        .collect();
    set.push((here.clone(), value.clone()));
    leaves_something(name, here, &among(&set, chain))?;
    for (below, _) in set.iter().filter(|(scope, _)| is_place(scope) && scope != here) {
        let chain = Chain::of(work, below)?;
        if chain.scopes().any(|scope| scope == here) {
            leaves_something(name, here, &among(&set, &chain))?;
        }
    }
    if set.iter().all(|(scope, _)| is_place(scope)) {
        return Ok(());
    }
    // Roles and people meet where somebody is both.
    let mut known: HashSet<Vec<&SettingScope>> = HashSet::new();
    let snapshot = &work.state.snapshot;
    for number in snapshot.users() {
        let asker = snapshot.asker(number, work.guard.moment(), &NoRecords);
        let belonging = asker.belonging();
        let places = guarding::places(&belonging, snapshot.login(number));
        let met = places.filter_map(|(level, key)| {
            set.iter().find(|(scope, _)| scope.level() == level && scope.key() == key)
        });
        let met: Set<'_> = met.map(|(scope, value)| (scope, value)).collect();
        if met.iter().any(|(scope, _)| *scope == here)
            && known.insert(met.iter().map(|(scope, _)| *scope).collect())
        {
            leaves_something(name, here, &met)?;
        }
    }
    Ok(())
}

fn is_place(scope: &SettingScope) -> bool {
    !matches!(scope, SettingScope::Role(_) | SettingScope::User(_))
}

/// What is set along a chain.
fn among<'s>(set: &'s [(SettingScope, SettingValue)], chain: &Chain) -> Set<'s> {
    let at = |scope: &SettingScope| set.iter().find(|(place, _)| place == scope);
    chain.scopes().filter_map(at).map(|(scope, value)| (scope, value)).collect()
}

/// Makes sure that places have something in common; if not, those are named that have nothing, this one first.
fn leaves_something(name: SettingName, here: &SettingScope, set: &Set<'_>) -> Result<(), Refused> {
    let left = |values: &mut dyn Iterator<Item = &SettingValue>| {
        let left = name.strictest_of(values);
        left.as_ref().and_then(SettingValue::words).is_some_and(|words| !words.is_empty())
    };
    if left(&mut set.iter().map(|(_, value)| *value)) {
        return Ok(());
    }
    let Some(own) = set.iter().find(|(scope, _)| *scope == here) else { return Ok(()) };
    if !left(&mut std::iter::once(own.1)) {
        let why = "name at least one, or nobody could show anything beside the password";
        return Err(Refused::invalid("/value", why));
    }
    let others = set.iter().filter(|(scope, _)| *scope != here);
    let against = others.clone().find(|other| !left(&mut [own.1, other.1].into_iter()));
    let against: Set<'_> = against.map_or_else(|| others.copied().collect(), |other| vec![*other]);
    let told = |(scope, value): &(&SettingScope, &SettingValue)| {
        let words = value.words().into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
        format!("{scope} ({words})")
    };
    let against: Vec<String> = against.iter().map(told).collect();
    Err(Refused::invalid(
        "/value",
        format!(
            "{name} of {} and of {} have nothing in common, so whoever is under both could show nothing beside the password and not \
             sign in; allow something that is allowed there, too",
            told(own),
            against.join(" and ")
        ),
    ))
}
