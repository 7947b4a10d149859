//! The records of a world, from its text and from files of JSON lines.

use std::{fs::File, io::BufReader, path::Path};

use bailiwick_model::{ModelName, Value};
use bailiwick_policy::{
    records::{MemoryRecords, Records, Row, row_from_json},
    schema::{ModelId, Schema},
};
use bailiwick_protocol::world::{Row as Written, read_line};

use crate::{error::AppError, progress::Progress, text_file};

/// Records kept while their models are not yet known.
const MOST_KEPT: usize = 50_000;

/// The first records of a text. When there are too many they are given up, and the text is read again.
#[derive(Default)]
pub(super) struct Kept {
    rows: Vec<(ModelName, u64, Written)>,
    overflow: bool,
}

impl Kept {
    pub(super) fn keep(&mut self, model: &ModelName, line: u64, row: Written) -> Result<(), String> {
        if self.overflow || self.rows.len() >= MOST_KEPT {
            self.overflow = true;
            self.rows = Vec::new();
        } else {
            self.rows.push((model.clone(), line, row));
        }
        Ok(())
    }

    /// All of them, unless there were too many.
    pub(super) fn whole(self) -> Option<Vec<(ModelName, u64, Written)>> {
        (!self.overflow).then_some(self.rows)
    }
}

/// Records on their way into memory.
pub(super) struct Store<'s> {
    schema: &'s Schema,
    records: MemoryRecords,
    rows: Vec<Vec<(Row, Place)>>,
    /// Every file that records came from; the last one is being read.
    files: Vec<String>,
}

/// Where a record stands: the number of its file, and the line (0 where that is not known).
#[derive(Clone, Copy)]
struct Place {
    file: u32,
    line: u32,
}

impl<'s> Store<'s> {
    /// For records of a file.
    pub(super) fn new(schema: &'s Schema, file: &str) -> Self {
        let rows = schema.models().iter().map(|_| Vec::new()).collect();
        Self { schema, records: MemoryRecords::default(), rows, files: vec![file.to_owned()] }
    }

    /// Adds a record that stands on a line of the file being read.
    pub(super) fn put(&mut self, model: &ModelName, line: u64, written: Written) -> Result<(), String> {
        let number = self.schema.find(model).ok_or_else(|| {
            format!("there is no model {model}, of which this is a record; describe it under models")
        })?;
        let id = written.get("id").map(ToString::to_string).unwrap_or_default();
        let row = row_from_json(self.schema, number, &written)
            .map_err(|faults| format!("record {id} of {model}: {}", faults.join("; ")))?;
        if let Some(first) = row.first().and_then(|key| self.place_of(number, key)) {
            return Err(format!(
                "record {id} of {model} stands at {first} already; remove one, or give it another id"
            ));
        }
        let file = u32::try_from(self.files.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let place = Place { file, line: u32::try_from(line).unwrap_or(0) };
        if let Some(rows) = self.rows.get_mut(number.index()) {
            rows.push((Row::clone(&row), place));
        }
        self.records.put(self.schema, number, row);
        Ok(())
    }

    /// Where a record stands, if it was read before.
    fn place_of(&self, model: ModelId, id: &Value) -> Option<String> {
        self.records.row(model, id).ok().flatten()?;
        // Only for the error: nearly always there is no such record.
        let rows = self.rows.get(model.index())?;
        let (_, Place { file, line }) = rows.iter().find(|(row, _)| row.first() == Some(id))?;
        let file = self.files.get(*file as usize)?;
        Some(if *line > 0 { format!("{file}:{line}") } else { file.clone() })
    }

    /// Adds the records of a file of JSON lines, one line at a time.
    pub(super) fn lines(
        &mut self,
        path: &Path,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<(), AppError> {
        const TOLD_EVERY: usize = 10_000;
        let name = path.display().to_string();
        let file = File::open(path).map_err(|e| AppError::file(path, &e))?;
        let mut reader = BufReader::with_capacity(1 << 20, file);
        let mut number = 0_usize;
        self.files.push(name.clone());
        while let Some(line) = text_file::read_line(&mut reader, path, number + 1)? {
            number += 1;
            if let Some((model, row)) = read_line(&name, number as u64, line.trim_end())? {
                self.put(&model, number as u64, row)
                    .map_err(|why| AppError::Invalid(format!("{name}:{number}: {why}")))?;
            }
            if number.is_multiple_of(TOLD_EVERY) {
                progress(Progress { stage: "records", done: number, total: 0 });
            }
        }
        Ok(())
    }

    /// The records for the engine, and the same ones per model in order of id.
    pub(super) fn finish(self) -> (MemoryRecords, Vec<Vec<Row>>) {
        let sorted = |rows: Vec<(Row, Place)>| {
            let mut rows: Vec<Row> = rows.into_iter().map(|(row, _)| row).collect();
            let id = |row: &Row| row.first().cloned().unwrap_or(Value::Null);
            rows.sort_by(|a, b| id(a).order(&id(b)));
            rows
        };
        (self.records, self.rows.into_iter().map(sorted).collect())
    }
}
