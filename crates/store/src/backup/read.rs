//! Reading an archive line by line, with all that can be wrong with it.

use std::{
    collections::BTreeMap,
    io::{BufRead, Read},
};

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::{
    ArchiveError, FORMAT, Manifest, Summary, TOLD_EVERY, Told,
    archive::{First, Header, Last},
    cell::{self, Cell},
    write::hexadecimal,
};
use crate::{Migration, sql::Kind};

/// A first line has some hundred bytes. Whatever is much longer is something else, and need not be read to its end.
const LONGEST_FIRST: u64 = 1 << 16;

/// No row is longer than what both engines can hold in a text.
const LONGEST: u64 = 1 << 30;

/// Reads an archive to its end and makes sure that it is whole, and that a program with these migrations can load it.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn verify(
    input: impl BufRead,
    migrations: &[Migration],
    told: Told<'_>,
) -> Result<Summary, ArchiveError> {
    let mut reader = Reader::open(input)?;
    let mut done = 0_u64;
    let mut table = String::new();
    loop {
        match reader.next()? {
            Line::Table(header) => {
                table = header.table;
                told(&table, done);
            }
            Line::Row(_) => {
                done += 1;
                if done.is_multiple_of(TOLD_EVERY) {
                    told(&table, done);
                }
            }
            Line::End(summary) => {
                known(&summary.manifest, migrations)?;
                return Ok(summary);
            }
        }
    }
}

/// What an archive says of itself in its first line; the rest is not read.
///
/// # Errors
/// When it is none, or one in a newer format.
pub fn manifest(input: impl BufRead) -> Result<Manifest, ArchiveError> {
    Reader::open(input).map(|reader| reader.manifest)
}

fn known(manifest: &Manifest, migrations: &[Migration]) -> Result<(), ArchiveError> {
    let found = manifest.schema.version;
    let Some(migration) = migrations.iter().find(|m| m.number == found) else {
        let known = migrations.last().map_or(0, |m| m.number);
        return Err(ArchiveError::NewerSchema { product: manifest.product.clone(), found, known });
    };
    match migration.checksum() == manifest.schema.sha256 {
        true => Ok(()),
        false => Err(ArchiveError::Diverged { version: found }),
    }
}

/// A line of an archive.
pub(super) enum Line<'l> {
    Table(Header),
    Row(Vec<Cell<'l>>),
    End(Summary),
}

/// Reads an archive from its first line to its last.
pub(super) struct Reader<R> {
    input: R,
    line: Vec<u8>,
    number: u64,
    digest: Sha256,
    pub(super) manifest: Manifest,
    /// The kinds of the columns of the table that is being read.
    kinds: Vec<Kind>,
    /// The rows of each table so far; the last one is being read.
    rows: BTreeMap<String, u64>,
    table: Option<String>,
}

impl<R: BufRead> Reader<R> {
    pub(super) fn open(mut input: R) -> Result<Self, ArchiveError> {
        let mut line = Vec::new();
        (&mut input).take(LONGEST_FIRST).read_until(b'\n', &mut line).map_err(ArchiveError::Input)?;
        let manifest = first(&line)?;
        let mut digest = Sha256::new();
        digest.update(&line);
        Ok(Self {
            input,
            line,
            number: 1,
            digest,
            manifest,
            kinds: Vec::new(),
            rows: BTreeMap::new(),
            table: None,
        })
    }

    /// The next line. After the last one there is none.
    pub(super) fn next(&mut self) -> Result<Line<'_>, ArchiveError> {
        self.line.clear();
        (&mut self.input).take(LONGEST).read_until(b'\n', &mut self.line).map_err(ArchiveError::Input)?;
        if self.line.last() != Some(&b'\n') {
            return Err(ArchiveError::Truncated { lines: self.number });
        }
        self.number += 1;
        if self.line.starts_with(b"{\"end\":") {
            return self.end().map(Line::End);
        }
        self.digest.update(&self.line);
        if self.line.starts_with(b"{") {
            return self.header().map(Line::Table);
        }
        let count = self.table.as_ref().and_then(|table| self.rows.get_mut(table));
        let Some(count) = count else { return Err(self.damaged("a row without a table".to_owned())) };
        *count += 1;
        let line = self.number;
        cell::read(&self.line, &self.kinds).map(Line::Row).map_err(|why| ArchiveError::Damaged { line, why })
    }

    fn header(&mut self) -> Result<Header, ArchiveError> {
        let header: Header = self.parse()?;
        self.kinds = header.columns.iter().map(|(_, kind)| (*kind).into()).collect();
        if self.rows.insert(header.table.clone(), 0).is_some() {
            return Err(self.damaged(format!("table {} comes a second time", header.table)));
        }
        self.table = Some(header.table.clone());
        Ok(header)
    }

    fn end(&mut self) -> Result<Summary, ArchiveError> {
        let last: Last = self.parse()?;
        let written = serde_json::to_vec(&last).map_err(|error| self.damaged(error.to_string()))?;
        // Everything before this line is hashed; this line is compared with how it is always written.
        if self.line.strip_suffix(b"\n") != Some(&written) {
            return Err(self.damaged("the last line is not written as it should be".to_owned()));
        }
        let found = hexadecimal(&self.digest.clone().finalize());
        if found != last.end.sha256 {
            return Err(ArchiveError::Altered { found, written: last.end.sha256 });
        }
        if last.end.rows != self.rows {
            return Err(self.damaged("its counts are not those of the rows before it".to_owned()));
        }
        if !self.input.fill_buf().map_err(ArchiveError::Input)?.is_empty() {
            self.number += 1;
            return Err(self.damaged("something stands after the last line".to_owned()));
        }
        Ok(Summary { manifest: self.manifest.clone(), rows: last.end.rows, sha256: found })
    }

    fn parse<T: DeserializeOwned>(&self) -> Result<T, ArchiveError> {
        serde_json::from_slice(&self.line).map_err(|error| self.damaged(error.to_string()))
    }

    fn damaged(&self, why: String) -> ArchiveError {
        ArchiveError::Damaged { line: self.number, why }
    }
}

/// Reads the first line. Its format comes before everything else, because a newer one may look otherwise.
fn first(line: &[u8]) -> Result<Manifest, ArchiveError> {
    const MARK: &str = "bailiwick_backup";
    let value: serde_json::Value = serde_json::from_slice(line).map_err(|_| ArchiveError::Foreign)?;
    let found = value.get(MARK).and_then(|manifest| manifest.get("format")?.as_u64());
    match found.ok_or(ArchiveError::Foreign)? {
        found if found > FORMAT => Err(ArchiveError::NewerFormat { found, known: FORMAT }),
        _ => {
            let first: First = serde_json::from_value(value)
                .map_err(|error| ArchiveError::Damaged { line: 1, why: error.to_string() })?;
            Ok(first.bailiwick_backup)
        }
    }
}
