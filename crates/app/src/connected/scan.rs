//! Going through the records of a model one by one, for what SQL cannot say.

use std::ops::ControlFlow;

use bailiwick_model::Value;
use bailiwick_policy::{
    DirectoryRecords,
    filter::Matcher,
    records::{Records, RecordsError, Row},
};

use super::{Connected, ConnectedRecords, Listing, Page, binding::Binding};

/// Records read at a time.
const CHUNK: usize = 1_000;

/// Related records are forgotten beyond this many, so that memory stays flat.
const MOST_REMEMBERED: usize = 100_000;

/// One pass over the records of a model.
pub(super) struct Scan<'a> {
    connected: &'a Connected,
    listing: &'a Listing<'a>,
    memo: ConnectedRecords<'a>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(connected: &'a Connected, listing: &'a Listing<'a>) -> Self {
        Self { connected, listing, memo: ConnectedRecords::new(connected) }
    }

    pub(super) fn ids(&self, page: Page<'_>) -> Result<Vec<Value>, RecordsError> {
        let mut ids = Vec::new();
        self.each(page.after, &mut |id| {
            ids.push(id);
            if page.limit.is_some_and(|limit| ids.len() >= limit) {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        })?;
        Ok(ids)
    }

    pub(super) fn count(&self) -> Result<u64, RecordsError> {
        let mut count = 0;
        self.each(None, &mut |_| {
            count += 1;
            ControlFlow::Continue(())
        })?;
        Ok(count)
    }

    /// Hands on the ids of matching records, in order.
    fn each(
        &self,
        after: Option<&Value>,
        each: &mut dyn FnMut(Value) -> ControlFlow<()>,
    ) -> Result<(), RecordsError> {
        let snapshot = &self.connected.snapshot;
        match self.connected.binding(self.listing.model).filter(|_| !snapshot.keeps(self.listing.model)) {
            Some(binding) => self.each_bound(binding, after, each),
            None => self.each_known(after, each),
        }
    }

    /// Records of a table, whole pages at a time.
    fn each_bound(
        &self,
        binding: &Binding,
        after: Option<&Value>,
        each: &mut dyn FnMut(Value) -> ControlFlow<()>,
    ) -> Result<(), RecordsError> {
        let mut after = after.cloned();
        loop {
            let rows = binding.rows(after.as_ref(), CHUNK)?;
            let last = rows.len() < CHUNK;
            for row in rows {
                let Some(id) = row.first().cloned() else { continue };
                if self.matches(&row)? && each(id.clone()).is_break() {
                    return Ok(());
                }
                after = Some(id);
            }
            if last {
                return Ok(());
            }
        }
    }

    /// Records of the directory, and of models without a table.
    fn each_known(
        &self,
        after: Option<&Value>,
        each: &mut dyn FnMut(Value) -> ControlFlow<()>,
    ) -> Result<(), RecordsError> {
        let view = self.view();
        for id in view.ids(self.listing.model)? {
            if after.is_some_and(|after| id.order(after).is_le()) {
                continue;
            }
            let Some(row) = view.row(self.listing.model, &id)? else { continue };
            if self.matches(&row)? && each(id).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn matches(&self, row: &Row) -> Result<bool, RecordsError> {
        if self.memo.len() > MOST_REMEMBERED {
            self.memo.forget();
        }
        let view = self.view();
        let with =
            Matcher { schema: self.connected.snapshot.schema(), records: &view, zone: self.listing.zone };
        self.listing.filter.matches(with, self.listing.model, row)
    }

    fn view(&self) -> DirectoryRecords<'_> {
        DirectoryRecords::new(&self.connected.snapshot, &self.memo, self.listing.moment)
    }
}
