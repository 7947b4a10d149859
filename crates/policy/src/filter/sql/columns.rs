//! A column in the form that a test needs: as it is, as text, in order, or a part of its date.

use bailiwick_model::{IdKind, Value};
use jiff::tz::TimeZone;

use super::{Dialect, Printer, SqlRefused};
use crate::{
    filter::{Part, Pattern},
    schema::Kind,
};

impl Printer<'_> {
    /// The column in the form in which its values are told apart. Texts are left as they are, so that an index of the
    /// column is of use.
    pub(super) fn comparable(&self, kind: &Kind, column: &str) -> String {
        match (kind, self.options.dialect) {
            (Kind::Datetime, Dialect::Postgres) => format!("date_trunc('second', {column}::timestamp)"),
            (Kind::Datetime, Dialect::Sqlite) => format!("strftime('%Y-%m-%d %H:%M:%S', {column})"),
            _ => column.to_owned(),
        }
    }

    /// The column in the form in which its values are put in order: texts by code point, ids included.
    pub(super) fn ordered(&self, kind: &Kind, column: &str) -> String {
        let is_text = match kind {
            Kind::Text | Kind::Selection(_) => true,
            Kind::Id(kind) => *kind == IdKind::Text,
            Kind::Many2one(to) => self.schema.model(*to).id_kind() == IdKind::Text,
            _ => false,
        };
        if is_text && self.options.dialect == Dialect::Postgres {
            return format!("{column} COLLATE \"C\"");
        }
        self.comparable(kind, column)
    }

    pub(super) fn like(&mut self, kind: &Kind, column: &str, pattern: &Pattern, negated: bool) {
        let text = match (kind, self.options.dialect) {
            (Kind::Text | Kind::Selection(_), _) => column.to_owned(),
            (Kind::Date, Dialect::Postgres) => format!("to_char({column}, 'YYYY-MM-DD')"),
            (Kind::Datetime, Dialect::Postgres) => {
                format!("to_char({column}::timestamp, 'YYYY-MM-DD HH24:MI:SS')")
            }
            (Kind::Datetime, Dialect::Sqlite) => self.comparable(kind, column),
            _ => format!("CAST({column} AS TEXT)"),
        };
        let (text, word, form) = match (self.options.dialect, pattern.fold) {
            (Dialect::Sqlite, false) => (text, "GLOB", pattern.glob()),
            (Dialect::Sqlite, true) => {
                self.function("bailiwick_fold");
                (format!("bailiwick_fold({text})"), "GLOB", pattern.glob())
            }
            (Dialect::Postgres, false) => (text, "LIKE", pattern.like()),
            (Dialect::Postgres, true) => {
                (format!("replace(lower({text} COLLATE \"und-x-icu\"), 'ς', 'σ')"), "LIKE", pattern.like())
            }
        };
        let parameter = self.bind(Value::text(form));
        let cast = if self.options.dialect == Dialect::Postgres { "::text" } else { "" };
        // What is not set has no form, whatever its text may look like. An empty text never fits, since patterns that
        // would fit it have become "is set".
        let zero = *kind == Kind::Integer;
        self.put(&match (negated, zero) {
            (true, false) => format!("({column} IS NULL OR {text} NOT {word} {parameter}{cast})"),
            (true, true) => {
                format!("({column} IS NULL OR {column} = 0 OR {text} NOT {word} {parameter}{cast})")
            }
            (false, false) => format!("{text} {word} {parameter}{cast}"),
            (false, true) => format!("({column} <> 0 AND {text} {word} {parameter}{cast})"),
        });
    }

    pub(super) fn part_of(&mut self, kind: &Kind, column: &str, part: Part) -> Result<String, SqlRefused> {
        let zone = match kind {
            Kind::Date => "UTC",
            _ => self
                .options
                .zone
                .iana_name()
                .or((*self.options.zone == TimeZone::UTC).then_some("UTC"))
                .ok_or(SqlRefused::NamelessZone)?,
        };
        if self.options.dialect == Dialect::Sqlite {
            self.function("bailiwick_part");
            let zone = self.bind(Value::text(zone));
            return Ok(format!("bailiwick_part({column}, '{}', {zone})", part.name()));
        }
        let unit = match part {
            Part::Year => "year",
            Part::Quarter => "quarter",
            Part::Month => "month",
            Part::IsoWeek => "week",
            Part::DayOfYear => "doy",
            Part::DayOfMonth => "day",
            Part::DayOfWeek => "dow",
            Part::Hour => "hour",
            Part::Minute => "minute",
            Part::Second => "second",
        };
        let local = if *kind == Kind::Date {
            format!("{column}::timestamp")
        } else {
            let zone = self.bind(Value::text(zone));
            format!("({column}::timestamp AT TIME ZONE 'UTC' AT TIME ZONE {zone}::text)")
        };
        Ok(format!("floor(extract({unit} FROM {local}))::bigint"))
    }
}
