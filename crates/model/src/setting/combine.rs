//! What counts where a setting is set at several places: the nearest value, or the strictest.
//!
//! Settings that guard do not follow "the nearest wins": whoever manages a department makes nothing laxer that holds for the
//! company, and no role makes laxer what holds for a place.

use std::{cmp::Ordering, collections::BTreeSet};

use super::{SettingKind, SettingName, SettingValue};
use crate::Network;

/// How the values of several places come to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// The value of the nearest place.
    Nearest,
    /// The least number.
    Least,
    /// The least number but 0, which means that there is no such limit.
    LeastButZero,
    /// The largest number.
    Most,
    /// All words, or all networks, that any place names.
    Union,
    /// The words that every place names; the addresses that are in networks of every place.
    Intersection,
    /// The strictest of the words that can be chosen.
    Strictest,
    /// Yes where every place says so.
    All,
    /// Yes where any place says so.
    Any,
}

impl SettingName {
    /// The strictest of two values; for a setting that does not guard, the latter.
    #[must_use]
    pub fn stricter(self, one: &SettingValue, other: &SettingValue) -> SettingValue {
        use SettingValue::{Boolean, Choice, Networks, Number, Words};
        match (self.combine(), one, other) {
            (Combine::Least, Number(a), Number(b)) => Number(*a.min(b)),
            (Combine::LeastButZero, Number(0), Number(b)) => Number(*b),
            (Combine::LeastButZero, Number(a), Number(0)) => Number(*a),
            (Combine::LeastButZero, Number(a), Number(b)) => Number(*a.min(b)),
            (Combine::Most, Number(a), Number(b)) => Number(*a.max(b)),
            (Combine::Union, Words(a), Words(b)) => Words(a | b),
            (Combine::Union, Networks(a), Networks(b)) => Networks(Network::merged(a | b)),
            (Combine::Intersection, Words(a), Words(b)) => Words(a & b),
            (Combine::Intersection, Networks(a), Networks(b)) => Networks(Network::common(a, b)),
            (Combine::Strictest, Choice(a), Choice(b)) => {
                Choice(if self.rank(a) > self.rank(b) { a } else { b })
            }
            (Combine::All, Boolean(a), Boolean(b)) => Boolean(*a && *b),
            (Combine::Any, Boolean(a), Boolean(b)) => Boolean(*a || *b),
            _ => other.clone(),
        }
    }

    /// The strictest of several values, or the default where there are none.
    #[must_use]
    pub fn strictest_of<'v>(self, values: impl Iterator<Item = &'v SettingValue>) -> Option<SettingValue> {
        self.folded(values).or_else(|| self.default_value())
    }

    /// Whether a value is stricter (`Greater`) or laxer (`Less`) than another, or the same; `None` where it is stricter in one
    /// thing and laxer in another, or the setting guards nothing. No value at all is the laxest.
    #[must_use]
    pub fn strictness(self, one: Option<&SettingValue>, other: Option<&SettingValue>) -> Option<Ordering> {
        if !self.is_guarding() {
            return None;
        }
        let (one, other) = match (one, other) {
            (None, None) => return Some(Ordering::Equal),
            (Some(_), None) => return Some(Ordering::Greater),
            (None, Some(_)) => return Some(Ordering::Less),
            (Some(one), Some(other)) => (plain(one), plain(other)),
        };
        let both = plain(&self.stricter(&one, &other));
        match (both == one, both == other) {
            (true, true) => Some(Ordering::Equal),
            (true, false) => Some(Ordering::Greater),
            (false, true) => Some(Ordering::Less),
            (false, false) => None,
        }
    }

    /// The strictest of all values, and the fewest of them that say so, from the top down, by their place in the list. A value that
    /// changes nothing beside those above it is not among them.
    pub(super) fn strictest(self, values: &[&SettingValue]) -> Option<(SettingValue, Vec<usize>)> {
        let all = self.folded(values.iter().copied())?;
        let mut kept: Vec<(usize, &SettingValue)> = values.iter().copied().enumerate().collect();
        for at in (0..values.len()).rev() {
            let without = || kept.iter().filter(|(place, _)| *place != at);
            if self.folded(without().map(|(_, value)| *value)).as_ref() == Some(&all) {
                kept = without().copied().collect();
            }
        }
        let value = match &kept[..] {
            // As it was written.
            [(_, only)] => (*only).clone(),
            _ => all,
        };
        Some((value, kept.into_iter().map(|(place, _)| place).collect()))
    }

    fn folded<'v>(self, values: impl Iterator<Item = &'v SettingValue>) -> Option<SettingValue> {
        values.map(plain).reduce(|one, other| self.stricter(&one, &other)).map(|value| plain(&value))
    }

    fn rank(self, word: &str) -> Option<usize> {
        match self.kind() {
            SettingKind::Choice(known) => known.iter().position(|known| *known == word),
            _ => None,
        }
    }
}

/// The same value in the one way in which two that mean the same are equal.
fn plain(value: &SettingValue) -> SettingValue {
    match value {
        SettingValue::Networks(networks) => {
            let networks: BTreeSet<Network> = Network::merged(networks.iter().copied());
            SettingValue::Networks(networks)
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests;
