//! Lists and counts.

use bailiwick_connectors::{Condition, Engine, Query, TABLE_ALIAS};
use bailiwick_model::Value;
use bailiwick_policy::{
    Moment,
    filter::{
        Filter,
        sql::{self, Dialect, Options, SqlFilter, TreeForm},
    },
    records::RecordsError,
    schema::ModelId,
};
use jiff::tz::TimeZone;

use super::{Connected, binding::Binding, reach::Reach, scan::Scan, unreadable};

/// Which records are listed.
#[derive(Clone, Copy)]
pub struct Listing<'q> {
    /// Whose.
    pub model: ModelId,
    /// Which of them: what the asker may see, and asks for.
    pub filter: &'q Filter,
    /// When the question is asked: the directory's records depend on it.
    pub moment: &'q Moment,
    /// The asker's zone, in which parts of moments are read.
    pub zone: &'q TimeZone,
}

/// A stretch of a list in order of ids.
#[derive(Clone, Copy, Debug, Default)]
pub struct Page<'q> {
    /// The last id of the page before.
    pub after: Option<&'q Value>,
    /// Ids at most; all of them when `None`. Fewer come only at the end of the list.
    pub limit: Option<usize>,
}

impl Connected {
    /// Ids of the records that are listed, in order: in the model's database where SQL reaches, record by record
    /// where it does not. Every id is one that a check of the same filter accepts.
    ///
    /// # Errors
    /// When a source of records cannot be read.
    pub fn search(&self, listing: &Listing<'_>, page: Page<'_>) -> Result<Vec<Value>, RecordsError> {
        if *listing.filter == Filter::Nothing || page.limit == Some(0) {
            return Ok(Vec::new());
        }
        let Some((binding, condition)) = self.in_sql(listing)? else {
            return Scan::new(self, listing).ids(page);
        };
        let condition = Condition { text: &condition.text, binds: &condition.binds };
        let query = Query::new(&binding.table, &binding.key).matching(condition).after(page.after);
        let query = page.limit.map_or(query, |limit| query.limit(limit));
        binding.database.keys(&query).map_err(unreadable)
    }

    /// How many records are listed.
    ///
    /// # Errors
    /// When a source of records cannot be read.
    pub fn count(&self, listing: &Listing<'_>) -> Result<u64, RecordsError> {
        if *listing.filter == Filter::Nothing {
            return Ok(0);
        }
        let Some((binding, condition)) = self.in_sql(listing)? else {
            return Scan::new(self, listing).count();
        };
        let condition = Condition { text: &condition.text, binds: &condition.binds };
        binding
            .database
            .count(&Query::new(&binding.table, &binding.key).matching(condition))
            .map_err(unreadable)
    }

    /// The listing as a condition of its database; `None` when SQL cannot say it.
    fn in_sql(&self, listing: &Listing<'_>) -> Result<Option<(&Binding, SqlFilter)>, RecordsError> {
        let Some(binding) = self.binding(listing.model).filter(|_| !self.snapshot.keeps(listing.model))
        else {
            return Ok(None);
        };
        let Some(filter) =
            Reach::new(self, listing, &binding.connection).filter(listing.model, listing.filter)?
        else {
            return Ok(None);
        };
        let options = Options {
            dialect: match binding.database.engine() {
                Engine::Sqlite => Dialect::Sqlite,
                Engine::Postgres => Dialect::Postgres,
            },
            alias: TABLE_ALIAS,
            binds_before: 0,
            zone: listing.zone,
            tree: TreeForm::Auto,
            closure: None,
        };
        // What cannot be printed (a zone without a name) can still be looked at record by record.
        Ok(sql::print(self.snapshot.schema(), listing.model, &filter, options).ok().map(|sql| (binding, sql)))
    }
}
