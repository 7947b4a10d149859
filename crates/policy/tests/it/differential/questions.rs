//! Checks, lists, named rights and fields; and who can do a thing, asked the other way round.

use std::collections::BTreeMap;

use bailiwick_model::{Operation, PermissionName};
use bailiwick_policy::{
    Deed, DirectoryRecords, Moment, UserNumber, domain::Scope as _, filter::Matcher, schema::ModelId,
};

use super::{Case, Pair, Tally};
use crate::worlds::{ASKED, NOW};

impl Pair<'_> {
    /// Returns the answers, which lists must give too.
    pub(super) fn checks(&self, cases: &[Case<'_>], tally: &mut Tally) -> Vec<bool> {
        let mut allowed = Vec::new();
        for (case, operation) in every(cases) {
            let verdict = self.asker.check(operation, case.id, &case.values);
            let expected = self.naive.allows(operation, case.model, case.record);
            let question = || self.whose(&format!("{operation} {} {}", case.model, case.record["id"]));
            assert_eq!(
                verdict.allowed,
                expected,
                "{}? The engine says {verdict:?}.\n{}\n{:?}",
                question(),
                self.suspects(operation, case),
                case.record
            );
            tally.add("checks of records", expected);
            allowed.push(expected);
        }
        allowed
    }

    pub(super) fn checks_without_record(&self, tally: &mut Tally) {
        for (model, operation) in self.models() {
            let id = self.world.snapshot.schema().find(model).unwrap();
            let verdict = self.asker.check_model(operation, id);
            let expected = self.naive.allows_somewhere(operation, model);
            assert_eq!(
                verdict.allowed,
                expected,
                "{}? {verdict:?}",
                self.whose(&format!("{operation} {model}"))
            );
            tally.add("checks without a record", expected);
        }
    }

    /// A list holds what single checks allow, and nothing where it cannot be made.
    pub(super) fn lists(&self, cases: &[Case<'_>], allowed: &[bool], tally: &mut Tally) {
        let moment = Moment::at(&self.world.snapshot, NOW);
        let view = DirectoryRecords::new(&self.world.snapshot, &self.world.memory, &moment);
        let schema = self.world.snapshot.schema();
        let with = Matcher { schema, records: &view, zone: self.asker.zone() };
        let filter = |(model, operation)| self.asker.filter(operation, schema.find(model).unwrap()).ok();
        let filters: BTreeMap<_, _> = self.models().map(|of| (of, filter(of))).collect();
        for ((case, operation), expected) in every(cases).zip(allowed) {
            let filter = &filters[&(case.model, operation)];
            let listed = filter.as_ref().is_some_and(|f| f.matches(with, case.id, &case.values).unwrap());
            let question =
                || self.whose(&format!("lists {} {} to {operation}", case.model, case.record["id"]));
            assert_eq!(listed, *expected, "{}: {filter:?}", question());
            tally.add("lists", listed);
        }
    }

    pub(super) fn rights(&self, cases: &[Case<'_>], tally: &mut Tally) {
        for name in self.world.policy.permissions.keys() {
            let expected = self.naive.permits(name, None);
            let verdict = self.asker.check_permission(name, None);
            assert_eq!(verdict.allowed, expected, "{}? {verdict:?}", self.whose(&name.to_string()));
            assert_eq!(
                self.asker.permissions().contains(&name),
                expected,
                "{}",
                self.whose(&name.to_string())
            );
            tally.add("named rights", expected);
            let PermissionName::Action(on, _) = name else { continue };
            for case in cases.iter().filter(|case| case.model == on.as_str()) {
                let expected = self.naive.permits(name, Some(case.record));
                let verdict = self.asker.check_permission(name, Some(&case.values));
                let question = || self.whose(&format!("{name} on {}", case.record["id"]));
                assert_eq!(verdict.allowed, expected, "{}? {verdict:?}\n{:?}", question(), case.record);
                tally.add("actions on records", expected);
            }
        }
    }

    pub(super) fn fields(&self, cases: &[Case<'_>], tally: &mut Tally) {
        for operation in [Operation::Read, Operation::Update] {
            for model in ASKED {
                let id = self.world.snapshot.schema().find(model).unwrap();
                self.same_fields(operation, id, None, tally);
            }
            for case in cases {
                self.same_fields(operation, case.id, Some(case), tally);
            }
        }
    }

    fn same_fields(&self, operation: Operation, model: ModelId, case: Option<&Case<'_>>, tally: &mut Tally) {
        let info = self.world.snapshot.schema().model(model);
        let expected = self.naive.fields(operation, &info.name, case.map(|c| c.record));
        let answers = self.asker.fields(operation, model, case.map(|c| &*c.values)).unwrap();
        let seen = answers.into_iter().map(|(field, access)| (info.info(field).name.to_string(), access));
        let id = case.map(|c| &c.record["id"]);
        assert_eq!(
            seen.collect::<BTreeMap<_, _>>(),
            expected,
            "{}",
            self.whose(&format!("may {operation} which fields of {} {id:?}?", info.name))
        );
        tally.add("fields", expected.values().all(|a| *a == bailiwick_policy::FieldAccess::Yes));
        let Some(case) = case else { return };
        let (name, _) = expected.iter().nth(case.record.len() % expected.len()).unwrap();
        let touched = [info.field(name).unwrap()];
        let verdict = self.asker.check_fields(operation, model, &case.values, &touched);
        let allowed = self.naive.touches(operation, case.model, case.record, &[name]);
        assert_eq!(
            verdict.allowed,
            allowed,
            "{}? {verdict:?}",
            self.whose(&format!("{operation} {name} of {id:?}"))
        );
    }

    fn models(&self) -> impl Iterator<Item = (&'static str, Operation)> + use<> {
        ASKED.into_iter().flat_map(|model| Operation::ALL.map(|operation| (model, operation)))
    }

    /// The rules of the model about which the two disagree.
    fn suspects(&self, operation: Operation, case: &Case<'_>) -> String {
        let explained = self.asker.explain(operation, case.id, &case.values);
        let own = explained.rules.iter().filter(|t| t.parent.is_none());
        let differs = own.filter_map(|trace| {
            let rule = self.asker.rule_id(trace.rule);
            let expected = self.naive.rule_holds(rule, case.model, case.record);
            let found = trace.holds.clone().ok();
            (found != expected).then(|| {
                let text = &self.world.policy.rules[rule].domain;
                format!("{rule} {text}: the engine says {found:?}, its twin {expected:?}")
            })
        });
        differs.collect::<Vec<_>>().join("\n")
    }
}

pub(super) fn every<'c, 'w>(cases: &'c [Case<'w>]) -> impl Iterator<Item = (&'c Case<'w>, Operation)> {
    cases.iter().flat_map(|case| Operation::ALL.map(|operation| (case, operation)))
}

/// Who can do a thing: exactly those users of whom each would be allowed it.
pub(super) fn who_can(pairs: &[Pair<'_>], moment: &Moment, cases: &[Case<'_>], tally: &mut Tally) {
    let Some(Pair { world, seed, .. }) = pairs.first() else { return };
    let mut same = |what: String, deed: Deed<'_>, allowed: &dyn Fn(&Pair<'_>) -> bool| {
        let found: Vec<UserNumber> = world.snapshot.who_can(deed, moment, &world.memory).collect();
        for pair in pairs {
            let expected = allowed(pair);
            assert_eq!(
                found.contains(&pair.asker.number()),
                expected,
                "seed {seed}: can {} {what}?",
                pair.login
            );
            tally.add("who can", expected);
        }
    };
    for (at, (case, operation)) in every(cases).enumerate() {
        if at % 7 == (*seed % 7) as usize {
            let what = format!("{operation} {} {}", case.model, case.record["id"]);
            same(what, Deed::Operation(operation, case.id, Some(&case.values)), &|pair| {
                pair.naive.allows(operation, case.model, case.record)
            });
        }
    }
    for name in world.policy.permissions.keys() {
        same(name.to_string(), Deed::Permission(name, None), &|pair| pair.naive.permits(name, None));
    }
    for model in ASKED {
        let id = world.snapshot.schema().find(model).unwrap();
        let operation = Operation::ALL[*seed as usize % Operation::ALL.len()];
        same(format!("{operation} {model}"), Deed::Operation(operation, id, None), &|pair| {
            pair.naive.allows_somewhere(operation, model)
        });
    }
}
