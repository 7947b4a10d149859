//! How many people a change of a setting that guards touches.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
};

use bailiwick_model::{SettingLevel, SettingName, SettingValue};
use bailiwick_policy::records::NoRecords;
use bailiwick_protocol::rest::SettingAffects;
use bailiwick_store::setting::{self, Kept};

use super::{Chain, guarding};
use crate::administration::{Refused, Work};

/// A place, by kind and key.
type Place<'p> = (SettingLevel, &'p str);

/// What a change that has just been made comes to for people at the end of a chain and below; `before` is what its last place had.
/// Only a dry run asks everybody.
pub(super) fn by(
    work: &mut Work<'_, '_>,
    chain: &Chain,
    name: SettingName,
    before: Option<&Kept>,
) -> Result<Option<SettingAffects>, Refused> {
    if !work.ctx.dry_run || !name.is_guarding() {
        return Ok(None);
    }
    let set = setting::every(work.tx, name)?;
    let values: BTreeMap<Place<'_>, &SettingValue> =
        set.iter().map(|(scope, setting)| ((scope.level(), scope.key()), &setting.value)).collect();
    let changed = (chain.scope().level(), chain.scope().key());
    let before = before.map(|kept| &kept.setting.value);
    let snapshot = &work.state.snapshot;
    let mut known: HashMap<Vec<Place<'_>>, Option<Ordering>> = HashMap::new();
    let mut affects = SettingAffects::default();
    for number in snapshot.users() {
        let asker = snapshot.asker(number, work.guard.moment(), &NoRecords);
        let belonging = asker.belonging();
        let places: Vec<Place<'_>> = guarding::places(&belonging, snapshot.login(number)).collect();
        if !asker.is_live() || !places.contains(&changed) {
            continue;
        }
        // Most people have it from the same few places.
        let set: Vec<Place<'_>> =
            places.into_iter().filter(|place| *place == changed || values.contains_key(place)).collect();
        let strictness = match known.get(&set) {
            Some(strictness) => *strictness,
            None => {
                let of = |place: &Place<'_>| values.get(place).copied();
                let now = name.strictest_of(set.iter().filter_map(of));
                let was = |place: &Place<'_>| if *place == changed { before } else { of(place) };
                let was = name.strictest_of(set.iter().filter_map(was));
                *known.entry(set).or_insert_with(|| name.strictness(now.as_ref(), was.as_ref()))
            }
        };
        match strictness {
            Some(Ordering::Greater) => affects.stricter += 1,
            Some(Ordering::Less) => affects.laxer += 1,
            Some(Ordering::Equal) => {}
            None => affects.otherwise += 1,
        }
    }
    Ok(Some(affects))
}
