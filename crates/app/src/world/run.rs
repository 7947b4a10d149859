//! Asks every question of a world, on as many threads as there are.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use bailiwick_model::{CompanyId, RecordId};
use bailiwick_protocol::world::Expectation;
use jiff::Timestamp;

use super::{
    LoadedWorld,
    questions::{Bench, Circumstances, judge},
    report::{Failure, WorldReport},
};

impl LoadedWorld {
    /// Tries every expectation. `now` is the moment of questions for which neither the world nor they name one.
    #[must_use]
    pub fn run(&self, now: Timestamp, threads: usize) -> WorldReport {
        let bench = Bench { world: self, companies: self.company_codes() };
        let now = self.now.unwrap_or(now);
        let (next, passed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let failures: Mutex<BTreeMap<usize, Failure>> = Mutex::default();
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(expectation) = self.expect.get(at) else { return };
                match self.attempt(&bench, expectation, at, now) {
                    None => drop(passed.fetch_add(1, Ordering::Relaxed)),
                    Some(failure) => {
                        failures.lock().unwrap_or_else(PoisonError::into_inner).insert(at, failure);
                    }
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads.clamp(1, self.expect.len().max(1)) {
                scope.spawn(work);
            }
            work();
        });
        let failures = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
        WorldReport { passed: passed.into_inner(), failures: failures.into_values().collect() }
    }

    fn attempt(
        &self,
        bench: &Bench<'_>,
        expectation: &Expectation,
        at: usize,
        now: Timestamp,
    ) -> Option<Failure> {
        let circumstances = bench.circumstances(expectation, now);
        let judgement = match &circumstances {
            Ok(here) => judge(bench, here, &expectation.question),
            Err(why) => super::questions::failed(&expectation.question, why),
        };
        if judgement.passed {
            return None;
        }
        let place = match expectation.line {
            Some(line) => format!("{}:{line}", self.path),
            None => format!("{}: expectation {}", self.path, at + 1),
        };
        let (asked, wanted, got, why) = (judgement.asked, judgement.wanted, judgement.got, judgement.why);
        Some(Failure { place, asked, wanted, got, why, note: expectation.note.clone() })
    }

    /// Companies by code and by record id, since expectations may name either.
    fn company_codes(&self) -> BTreeMap<RecordId, CompanyId> {
        let companies = self.document.directory.iter().flat_map(|people| &people.companies);
        let mut codes = BTreeMap::new();
        for (code, company) in companies.clone() {
            codes.extend(company.id.clone().map(|id| (id, code.clone())));
        }
        codes.extend(companies.map(|(code, _)| (RecordId::text(code.as_str()), code.clone())));
        codes
    }
}

impl Bench<'_> {
    fn circumstances(&self, expectation: &Expectation, now: Timestamp) -> Result<Circumstances, String> {
        let ids = expectation.companies.iter().flatten();
        let code = |id: &RecordId| {
            self.companies
                .get(id)
                .cloned()
                .ok_or_else(|| format!("there is no company {id}; companies are known by code"))
        };
        let companies = ids.map(code).collect::<Result<Vec<_>, _>>()?;
        Ok(Circumstances { now: expectation.now.unwrap_or(now).as_second(), companies })
    }
}
