//! What SQLite has to be taught before it understands the conditions that the engine prints.

use rusqlite::{Connection, functions::FunctionFlags};

/// What generated SQL calls on SQLite, which cannot do it by itself.
#[derive(Clone, Copy, Debug)]
pub struct SqliteFunctions {
    /// `bailiwick_fold(text)`: the form in which texts are compared when case is ignored.
    pub fold: fn(&str) -> String,
    /// `bailiwick_part(value, part, zone)`: a number taken from a date or moment.
    pub part: fn(&str, &str, &str) -> Option<i64>,
}

impl SqliteFunctions {
    /// Teaches them to a connection; a second time does no harm.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn register(self, conn: &Connection) -> rusqlite::Result<()> {
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        let Self { fold, part } = self;
        conn.create_scalar_function("bailiwick_fold", 1, flags, move |call| {
            Ok(call.get::<Option<String>>(0)?.map(|text| fold(&text)))
        })?;
        conn.create_scalar_function("bailiwick_part", 3, flags, move |call| {
            let value: Option<String> = call.get(0)?;
            let (name, zone): (String, String) = (call.get(1)?, call.get(2)?);
            Ok(value.and_then(|value| part(&value, &name, &zone)))
        })
    }
}
