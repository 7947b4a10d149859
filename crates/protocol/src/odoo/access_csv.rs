//! `ir.model.access.csv`: one access row per line.
//!
//! Each line becomes the record that the same row would be in XML, so that everything after has one form to know.

use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord, Trim};

use super::{
    Kind, Level, OdooError, Place, Source,
    finding::{Findings, quote},
    place::Lines,
    record::{Content, Field, Record, qualify},
};

const MODEL: &str = "ir.model.access";

/// The rows of `source` in file order.
pub(super) fn records(source: &Source, findings: &mut Findings) -> Result<Vec<Record>, OdooError> {
    let text = source.text.trim_start_matches('\u{feff}');
    let mut reader =
        ReaderBuilder::new().flexible(true).has_headers(false).trim(Trim::All).from_reader(text.as_bytes());
    let mut rows =
        reader.records().filter(|row| !row.as_ref().is_ok_and(|row| row.iter().all(str::is_empty)));
    let lines = Lines::new(&source.path, text);
    // The CSV reader counts the blank lines before a row as part of it.
    let place = |row: &StringRecord| {
        let start =
            row.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or_default();
        let rest = text.get(start..).unwrap_or_default();
        lines.at(start + rest.len() - rest.trim_start_matches(['\r', '\n']).len())
    };
    let Some(header) = rows.next().transpose().map_err(|error| failure(source, &error))? else {
        return Ok(Vec::new());
    };
    let table =
        Table { module: Arc::from(source.module.as_str()), columns: columns(&header, &place(&header))? };
    table.report_unknown(&place(&header), findings);
    let mut records = Vec::new();
    for row in rows {
        let row = row.map_err(|error| failure(source, &error))?;
        records.extend(table.record(&row, place(&row), findings));
    }
    Ok(records)
}

struct Table {
    module: Arc<str>,
    columns: Vec<Column>,
}

/// What a column of the header means.
struct Column {
    name: String,
    reference: bool,
}

impl Column {
    /// `model_id:id` and `model_id/id` hold ids; a name without either holds text.
    fn of(header: &str) -> Self {
        let field = header.strip_suffix(":id").or_else(|| header.strip_suffix("/id"));
        Self { name: field.unwrap_or(header).to_owned(), reference: field.is_some() }
    }

    fn is_known(&self) -> bool {
        match self.name.as_str() {
            "model_id" | "group_id" => self.reference,
            name => ["id", "name", "active", "perm_read", "perm_write", "perm_create", "perm_unlink"]
                .contains(&name),
        }
    }
}

fn columns(header: &StringRecord, place: &Place) -> Result<Vec<Column>, OdooError> {
    let columns: Vec<_> = header.iter().map(Column::of).collect();
    let has = |name: &str| columns.iter().any(|c| c.name == name && c.is_known());
    for (name, column) in [("id", "id"), ("model_id", "model_id:id")] {
        if !has(name) {
            return Err(OdooError::Column { path: place.path.to_string(), line: place.line, column });
        }
    }
    Ok(columns)
}

impl Table {
    fn report_unknown(&self, place: &Place, findings: &mut Findings) {
        for column in self.columns.iter().filter(|c| !c.is_known() && !c.name.is_empty()) {
            // A row whose group is not read would open to everybody: such rows are dropped one by one below.
            let subject = format!("column {}", quote(&column.name));
            let why = "the column has no counterpart here";
            findings.ignore(
                Kind::Acl,
                place,
                subject,
                why,
                "a reference needs the ending :id; else nothing to do",
            );
        }
    }

    fn record(&self, row: &StringRecord, place: Place, findings: &mut Findings) -> Option<Record> {
        let mut unresolved = |subject: &str, why: &str, remedy: &str| {
            findings.add(Level::Unresolved, Kind::Acl, &place, quote(subject), why, remedy);
        };
        let surplus = row.iter().skip(self.columns.len()).any(|cell| !cell.is_empty());
        if row.len() < self.columns.len() || surplus {
            let why = format!("the row has {} cells, the header has {}", row.len(), self.columns.len());
            unresolved(
                row.get(0).unwrap_or_default(),
                &why,
                "add or remove cells, and look for a stray quote",
            );
            return None;
        }
        let cells = || self.columns.iter().zip(row.iter());
        let id = cells().find(|(c, _)| c.name == "id").map(|(_, cell)| cell).unwrap_or_default();
        if id.is_empty() {
            unresolved("row without id", "a row without id cannot be found again", "give the row an id");
            return None;
        }
        if cells().any(|(c, cell)| c.name == "group_id" && !c.reference && !cell.is_empty()) {
            unresolved(
                id,
                "its group is written by name, not by id",
                "name the column group_id:id and write ids",
            );
            return None;
        }
        let fields = cells().filter(|(c, _)| c.is_known() && c.name != "id").map(|(column, cell)| Field {
            name: column.name.clone(),
            content: if column.reference {
                Content::Ref(cell.to_owned())
            } else {
                Content::Text(cell.to_owned())
            },
            place: place.clone(),
        });
        Some(Record {
            module: Arc::clone(&self.module),
            id: qualify(&self.module, id),
            model: MODEL.to_owned(),
            noupdate: false,
            forcecreate: None,
            fields: fields.collect(),
            place: place.clone(),
        })
    }
}

fn failure(source: &Source, error: &csv::Error) -> OdooError {
    let line = error.position().map_or(1, csv::Position::line);
    OdooError::Csv { path: source.path.clone(), line, why: error.to_string() }
}
