//! What comes of all settings for one place.

use serde::Serialize;

use super::{Setting, SettingError, SettingName, SettingScope, SettingValue};

/// The value that counts, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effective {
    /// The value; none where nothing is set and there is no default.
    pub value: Option<SettingValue>,
    /// Where it is set; the default when absent.
    pub from: Option<SettingScope>,
    /// Where else it comes from, from the top down: places that add words or networks, or take some away.
    pub also_from: Vec<SettingScope>,
    /// The place whose lock keeps anything from being set below it.
    pub locked_by: Option<SettingScope>,
    /// Where it is set as well, without effect: from the top down.
    pub overridden: Vec<SettingScope>,
}

impl Effective {
    /// Every place that it comes from, from the top down; none for the default.
    pub fn sources(&self) -> impl Iterator<Item = &SettingScope> {
        self.from.iter().chain(&self.also_from)
    }
}

impl SettingName {
    /// What counts at the end of a chain: from the top down, each place that has the setting. A place that cannot have this
    /// setting does not count, nor does its lock.
    ///
    /// Of most settings the nearest one wins, unless one above it has locked its own. Of settings that guard
    /// ([`SettingName::is_guarding`]) the strictest of all counts, and a lock only says that none can be set below.
    ///
    /// ```
    /// use bailiwick_model::{Setting, SettingName, SettingScope, SettingValue};
    ///
    /// let number = |days| SettingValue::Number(days);
    /// let acme = SettingScope::Company("acme".parse().unwrap());
    /// let chain = [(SettingScope::Installation, Setting::locked(number(14))), (acme.clone(), Setting::open(number(90)))];
    /// let effective = SettingName::RECOVERY_DAYS.effective(&chain);
    /// assert_eq!(effective.value, Some(number(14)));
    /// assert_eq!(effective.locked_by, Some(SettingScope::Installation));
    /// assert_eq!(effective.overridden, [acme.clone()]);
    ///
    /// let effective = SettingName::PASSWORD_MIN_LENGTH.effective(&chain);
    /// assert_eq!((effective.value, effective.from), (Some(number(90)), Some(acme)));
    /// ```
    #[must_use]
    pub fn effective(self, chain: &[(SettingScope, Setting)]) -> Effective {
        let fitting = || chain.iter().enumerate().filter(|(_, (scope, _))| self.fits(scope));
        let lock = fitting().find(|(_, (_, setting))| setting.locked);
        let (value, winners) = if self.is_guarding() {
            let (places, values): (Vec<usize>, Vec<_>) =
                fitting().map(|(place, (_, setting))| (place, &setting.value)).unzip();
            match self.strictest(&values) {
                None => (None, Vec::new()),
                Some((value, at)) => {
                    (Some(value), at.into_iter().filter_map(|at| places.get(at).copied()).collect())
                }
            }
        } else {
            let winner = lock.or_else(|| fitting().next_back());
            (
                winner.map(|(_, (_, setting))| setting.value.clone()),
                winner.map(|(at, _)| at).into_iter().collect(),
            )
        };
        let (mut sources, mut overridden) = (Vec::new(), Vec::new());
        for (place, (scope, _)) in chain.iter().enumerate() {
            if winners.contains(&place) { &mut sources } else { &mut overridden }.push(scope.clone());
        }
        let mut sources = sources.into_iter();
        Effective {
            value: value.or_else(|| self.default_value()),
            from: sources.next(),
            also_from: sources.collect(),
            locked_by: lock.map(|(_, (scope, _))| scope.clone()),
            overridden,
        }
    }

    /// Every value of a chain that counts by itself, with the place that says so, from the top down. Of networks it is each that has
    /// to let somebody in, and a refusal can say which one did not.
    pub fn each(
        self,
        chain: &[(SettingScope, Setting)],
    ) -> impl Iterator<Item = (&SettingScope, &SettingValue)> {
        let fitting = chain.iter().filter(move |(scope, _)| self.fits(scope));
        fitting.map(|(scope, setting)| (scope, &setting.value))
    }

    /// Whether the setting can be set at `scope`, below the places of the chain.
    ///
    /// # Errors
    /// When places of this kind cannot have it, or one above has locked it.
    pub fn may_be_set(
        self,
        scope: &SettingScope,
        above: &[(SettingScope, Setting)],
    ) -> Result<(), SettingError> {
        if !self.fits(scope) {
            return Err(SettingError::Scope { name: self, scope: scope.clone() });
        }
        match self.effective(above).locked_by {
            // The place itself may change what it has locked.
            Some(by) if by != *scope => Err(SettingError::Locked { name: self, scope: scope.clone(), by }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scope(text: &str) -> SettingScope {
        text.parse().unwrap()
    }

    #[test]
    fn the_nearest_wins_unless_it_is_locked_above() {
        let number = SettingValue::Number;
        let chain = |locked: [bool; 3]| {
            ["installation", "company:a", "company:b"]
                .into_iter()
                .zip(locked)
                .enumerate()
                .map(|(i, (place, locked))| (scope(place), Setting { value: number(i as i64 + 1), locked }))
                .collect::<Vec<_>>()
        };
        for (locked, value, by, overridden) in [
            ([false, false, false], 3, None, ["installation", "company:a"]),
            ([false, false, true], 3, Some("company:b"), ["installation", "company:a"]),
            ([false, true, false], 2, Some("company:a"), ["installation", "company:b"]),
            ([true, true, true], 1, Some("installation"), ["company:a", "company:b"]),
        ] {
            let effective = SettingName::INVITATION_DAYS.effective(&chain(locked));
            assert_eq!(effective.value, Some(number(value)), "{locked:?}");
            assert_eq!(effective.locked_by, by.map(scope), "{locked:?}");
            assert_eq!(effective.overridden, overridden.map(scope), "{locked:?}");
        }
        let nothing = SettingName::INVITATION_DAYS.effective(&[]);
        assert_eq!((nothing.value, nothing.from), (Some(number(14)), None));
        assert_eq!(SettingName::SEATS_LIMIT.effective(&[]).value, None);
    }

    #[test]
    fn refusals_name_the_place() {
        let name = SettingName::RECOVERY_DAYS;
        let locked = [(scope("company:a"), Setting::locked(SettingValue::Number(1)))];
        let refusal = |place| name.may_be_set(&scope(place), &locked).map_err(|error| error.to_string());
        assert_eq!(
            refusal("company:b").unwrap_err(),
            "account.recovery_days is locked by company:a, so a value of company:b would not count; ask there, or remove the \
             lock first"
        );
        assert_eq!(
            refusal("area:D-1").unwrap_err(),
            "account.recovery_days cannot be set for one area; set it for the installation or a company"
        );
        assert_eq!(refusal("company:a"), Ok(()), "whoever locks may unlock");
        assert!(name.may_be_set(&scope("company:b"), &[]).is_ok());
    }

    #[test]
    fn a_place_that_cannot_have_it_does_not_count() {
        let chain = [
            (scope("installation"), Setting::open(SettingValue::Number(1))),
            (scope("role:officer"), Setting::locked(SettingValue::Number(2))),
            (scope("company:a"), Setting::open(SettingValue::Number(3))),
        ];
        let effective = SettingName::RECOVERY_DAYS.effective(&chain);
        assert_eq!((effective.value, effective.locked_by), (Some(SettingValue::Number(3)), None));
        assert_eq!(effective.overridden, [scope("installation"), scope("role:officer")]);
    }

    proptest! {
        /// Said once more without care for speed: what is at or above the first lock, and of that the last.
        #[test]
        fn what_counts_is_the_last_up_to_the_first_lock(settings in prop::collection::vec((1..9_i64, any::<bool>()), 0..6)) {
            let places: Vec<_> = (0..settings.len()).map(|i| scope(&format!("company:{i}"))).collect();
            let setting = |&(days, locked): &(i64, bool)| Setting { value: SettingValue::Number(days), locked };
            let chain: Vec<_> = places.iter().cloned().zip(settings.iter().map(setting)).collect();
            let effective = SettingName::RECOVERY_DAYS.effective(&chain);
            let lock = settings.iter().position(|(_, locked)| *locked);
            let counted = &settings[..lock.map_or(settings.len(), |at| at + 1)];
            let winner = counted.len().checked_sub(1);
            prop_assert_eq!(effective.value.and_then(|v| v.number()), Some(counted.last().map_or(30, |(days, _)| *days)));
            prop_assert_eq!(effective.from.as_ref(), winner.map(|at| &places[at]));
            prop_assert_eq!(effective.locked_by.as_ref(), lock.map(|at| &places[at]));
            let others: Vec<_> = places.iter().enumerate().filter(|(i, _)| Some(*i) != winner).map(|(_, p)| p.clone()).collect();
                        prop_assert_eq!(effective.overridden, others);
            let below = scope("company:below");
            prop_assert_eq!(SettingName::RECOVERY_DAYS.may_be_set(&below, &chain).is_err(), lock.is_some());
        }
    }
}
