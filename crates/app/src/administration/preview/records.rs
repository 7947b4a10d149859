//! How many records somebody gains or loses, where they can be reached from here.

use bailiwick_policy::{
    DirectoryRecords, Moment,
    domain::Scope,
    filter::{Filter, Matcher},
    records::{Listing, Records},
    schema::ModelId,
};
use bailiwick_store::own;

use crate::{
    administration::{
        Refused, Work,
        guard::{Matching, own_of},
    },
    error::AppError,
    state::State,
};

/// Records are counted up to this many; more are "at least".
const MOST: usize = 10_000;

/// Counts records.
pub(super) struct Counting<'s> {
    pub(super) state: &'s State,
    pub(super) moment: Moment,
    /// Users whose records are still to be counted.
    pub(super) left: usize,
}

impl Counting<'_> {
    /// How many records of a model match, and whether there may be more.
    pub(super) fn count(
        &self,
        work: &mut Work<'_, '_>,
        login: &str,
        model: ModelId,
        filter: Filter,
    ) -> Result<(usize, bool), Refused> {
        if filter == Filter::Nothing {
            return Ok((0, false));
        }
        let schema = self.state.snapshot.schema();
        if let Some(own) = own_of(&schema.model(model).name) {
            let condition =
                Matching::of(model, filter).condition(self.state, &work.guard, work.tx.engine(), 1)?;
            let most = i64::try_from(MOST).unwrap_or(i64::MAX);
            let count = own::count(work.tx, own, most + 1, &condition)?;
            return Ok((usize::try_from(count.min(most)).unwrap_or(MOST), count > most));
        }
        self.reachable(login, model, &filter).map_err(|error| Refused::App(AppError::Invalid(error.0)))
    }

    fn reachable(
        &self,
        login: &str,
        model: ModelId,
        filter: &Filter,
    ) -> Result<(usize, bool), bailiwick_policy::records::RecordsError> {
        let State { snapshot, records, .. } = self.state;
        let Some(user) = snapshot.find_user(login) else { return Ok((0, false)) };
        let asker = snapshot.asker(user, &self.moment, &**records);
        let zone = asker.zone();
        let listing =
            Listing { model, filter, moment: &self.moment, zone, after: None, limit: Some(MOST + 1) };
        if let Some(ids) = records.list(&listing)? {
            return Ok((ids.len().min(MOST), ids.len() > MOST));
        }
        let view = DirectoryRecords::new(snapshot, &**records, &self.moment);
        let with = Matcher { schema: snapshot.schema(), records: &view, zone };
        let ids = view.ids(model)?;
        let mut count = 0;
        for id in ids.iter().take(MOST) {
            let row = view.row(model, id)?;
            count += usize::from(row.is_some_and(|row| filter.matches(with, model, &row) == Ok(true)));
        }
        Ok((count, ids.len() > MOST))
    }
}
