//! The records of a world, from its text and from files of JSON lines.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use bailiwick_model::{ModelName, Value};
use bailiwick_policy::{
    records::{MemoryRecords, Row, row_from_json},
    schema::Schema,
};
use bailiwick_protocol::world::{Row as Written, read_line};

use crate::{error::AppError, progress::Progress};

/// Records kept while their models are not yet known.
const MOST_KEPT: usize = 50_000;

/// The first records of a text. When there are too many they are given up, and the text is read again.
#[derive(Default)]
pub(super) struct Kept {
    rows: Vec<(ModelName, Written)>,
    overflow: bool,
}

impl Kept {
    pub(super) fn keep(&mut self, model: &ModelName, row: Written) -> Result<(), String> {
        if self.overflow || self.rows.len() >= MOST_KEPT {
            self.overflow = true;
            self.rows = Vec::new();
        } else {
            self.rows.push((model.clone(), row));
        }
        Ok(())
    }

    /// All of them, unless there were too many.
    pub(super) fn whole(self) -> Option<Vec<(ModelName, Written)>> {
        (!self.overflow).then_some(self.rows)
    }
}

/// Records on their way into memory.
pub(super) struct Store<'s> {
    schema: &'s Schema,
    records: MemoryRecords,
    rows: Vec<Vec<Row>>,
}

impl<'s> Store<'s> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        Self { schema, records: MemoryRecords::default(), rows: vec![Vec::new(); schema.models().len()] }
    }

    /// Adds a record.
    pub(super) fn put(&mut self, model: &ModelName, written: Written) -> Result<(), String> {
        let number = self.schema.find(model).ok_or_else(|| {
            format!("there is no model {model}, of which this is a record; describe it under models")
        })?;
        let id = written.get("id").map(ToString::to_string).unwrap_or_default();
        let row = row_from_json(self.schema, number, &written)
            .map_err(|faults| format!("record {id} of {model}: {}", faults.join("; ")))?;
        if let Some(rows) = self.rows.get_mut(number.index()) {
            rows.push(Row::clone(&row));
        }
        self.records.put(self.schema, number, row);
        Ok(())
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
        let (mut line, mut number) = (String::new(), 0_usize);
        loop {
            line.clear();
            if reader.read_line(&mut line).map_err(|e| AppError::file(path, &e))? == 0 {
                return Ok(());
            }
            number += 1;
            if let Some((model, row)) = read_line(&name, number as u64, line.trim_end())? {
                self.put(&model, row).map_err(|why| AppError::Invalid(format!("{name}:{number}: {why}")))?;
            }
            if number.is_multiple_of(TOLD_EVERY) {
                progress(Progress { stage: "records", done: number, total: 0 });
            }
        }
    }

    /// The records for the engine, and the same ones per model in order of id. Of two with one id the later counts.
    pub(super) fn finish(mut self) -> (MemoryRecords, Vec<Vec<Row>>) {
        for rows in &mut self.rows {
            let id = |row: &Row| row.first().cloned().unwrap_or(Value::Null);
            rows.reverse();
            rows.sort_by(|a, b| id(a).order(&id(b)));
            rows.dedup_by(|a, b| id(a) == id(b));
        }
        (self.records, self.rows)
    }
}
