//! Updates that bring values: the record must be allowed as it is and as it would be.

use bailiwick_model::Operation;
use bailiwick_policy::{
    Moment,
    records::{Overlay, Row},
    schema::FieldId,
};

use super::{Case, Pair, Tally, now};
use crate::{
    dice::Dice,
    naive::Naive,
    oracle::Record,
    worlds::{self, MODELS, row},
};

/// Changes some records of the world, one at a time, and asks every user about it.
pub(super) fn compare(pairs: &[Pair<'_>], moment: &Moment, cases: &[Case<'_>], tally: &mut Tally) {
    let Some(Pair { world, seed, .. }) = pairs.first() else { return };
    let mut dice = Dice::new(seed.wrapping_add(1 << 40));
    let fresh = worlds::records(&mut dice);
    for _ in 0..CHANGES {
        let case = dice.pick(cases);
        if !MODELS.contains(&case.model) {
            continue;
        }
        let number = case.record["id"].as_i64().unwrap();
        let (after, changed) = changed(&mut dice, case.record, &fresh[case.model][&number]);
        let mut records = world.records.clone();
        records.get_mut(case.model).unwrap().insert(number, after.clone());
        let values = row(world, case.model, &after);
        let mut overlay = Overlay::new(&world.memory);
        overlay.put(case.id, values.clone());
        let info = world.snapshot.schema().model(case.id);
        let fields: Vec<FieldId> = changed.iter().map(|name| info.field(name).unwrap()).collect();
        for pair in pairs {
            let what = pair.whose(&format!("changes {changed:?} of {} {number}", case.model));
            pair.judged_as_it_stands(case, &after, &values, &what, tally);
            // The other way: with the records as they would be.
            let later = Naive::among(world, &records, pair.login, now());
            let asker = world.snapshot.asker(pair.asker.number(), moment, &overlay);
            let expected = pair.naive.touches(Operation::Update, case.model, case.record, &changed)
                && (*case.record == after
                    || later.touches(Operation::Update, case.model, &records[case.model][&number], &changed));
            let before = pair.asker.check_fields(Operation::Update, case.id, &case.values, &fields);
            let verdict = if before.allowed && *case.record != after {
                asker.check_fields(Operation::Update, case.id, &values, &fields)
            } else {
                before
            };
            assert_eq!(verdict.allowed, expected, "{what}? {verdict:?}\n{:?}\n{after:?}", case.record);
            tally.add("changes in their world", expected);
        }
    }
}

const CHANGES: usize = 8;

impl Pair<'_> {
    /// A change whose outcome no other record shows yet.
    fn judged_as_it_stands(
        &self,
        case: &Case<'_>,
        after: &Record,
        values: &Row,
        what: &str,
        tally: &mut Tally,
    ) {
        let allows = |record| self.naive.allows(Operation::Update, case.model, record);
        let expected = allows(case.record) && allows(after);
        let verdict = self.asker.check_update(case.id, &case.values, values);
        assert_eq!(verdict.allowed, expected, "{what}? {verdict:?}\n{:?}\n{after:?}", case.record);
        tally.add("changes", expected);
    }
}

/// A record with one to three fields of another, and their names.
fn changed<'r>(dice: &mut Dice, record: &'r Record, other: &'r Record) -> (Record, Vec<&'r str>) {
    let names: Vec<&str> = other.keys().map(String::as_str).filter(|name| *name != "id").collect();
    let mut chosen = dice.some(&names, 3);
    if chosen.is_empty() {
        chosen.push(*dice.pick(&names));
    }
    let mut after = record.clone();
    for name in &chosen {
        after[*name] = other[*name].clone();
    }
    (after, chosen)
}
