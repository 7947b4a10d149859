//! A list of areas: `code`, `name`, `parent` (a code), `kind` and `id`, in any order of rows.
//!
//! The list is held in memory, since a row may name a parent that comes at the end.

use std::{collections::HashMap, io::BufRead};

use bailiwick_model::{Area, AreaCode, Label, RecordId, ShortText};

use super::{CellFault, CsvError, CsvReader, CsvRow};

const COLUMNS: [&str; 5] = ["code", "name", "parent", "kind", "id"];

/// Most areas of a list; no country has as many.
const MAX_AREAS: usize = 1_000_000;

/// Faults beyond these are not told: whoever has made so many has made one mistake over and over.
const MAX_FAULTS: usize = 1_000;

/// An area of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaRow {
    /// Its row, as a spreadsheet counts.
    pub number: u64,
    /// Its code.
    pub code: AreaCode,
    /// What the row says about it.
    pub area: Area,
}

/// Why a list of areas is not taken.
#[derive(Debug, thiserror::Error)]
pub enum AreaListError {
    /// The file is no table.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// The table is no list of areas; all faults that were found.
    #[error("the list of areas has {} faults; the first one is: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Faults(Vec<CellFault>),
}

/// Reads a list and puts it in order: each parent before what lies in it, else as in the file.
///
/// `is_known` tells of areas that are there already; a parent may be one of them.
///
/// # Errors
/// When the table cannot be read, or with everything that is wrong in it: an unknown parent, a code that comes twice, an
/// area that lies in itself.
pub fn read<R: BufRead>(
    rows: CsvReader<R>,
    is_known: impl Fn(&AreaCode) -> bool,
) -> Result<Vec<AreaRow>, AreaListError> {
    let columns = Columns::of(rows.headers()).map_err(AreaListError::Faults)?;
    let mut faults = Vec::new();
    let mut areas = Vec::new();
    for row in rows {
        match row {
            Ok(row) if row.is_blank() => {}
            Ok(row) => areas.extend(columns.area(&row, &mut faults)),
            Err(error) if error.is_final() => return Err(error.into()),
            Err(error) => faults.push(error.fault()),
        }
        if faults.len() >= MAX_FAULTS || areas.len() > MAX_AREAS {
            break;
        }
    }
    if areas.len() > MAX_AREAS {
        let message = format!("there are more than {MAX_AREAS} areas; import them in parts");
        faults.push(CellFault { row: 1, column: None, message });
    }
    let parents = parents(&areas, is_known, &mut faults);
    let order = order(&areas, &parents, &mut faults);
    if !faults.is_empty() {
        return Err(AreaListError::Faults(faults));
    }
    let mut areas: Vec<_> = areas.into_iter().map(Some).collect();
    Ok(order.into_iter().filter_map(|at| areas.get_mut(at)?.take()).collect())
}

/// For each area the place of its parent in the list, if it is there.
fn parents(
    areas: &[AreaRow],
    is_known: impl Fn(&AreaCode) -> bool,
    faults: &mut Vec<CellFault>,
) -> Vec<Option<usize>> {
    let mut codes = HashMap::with_capacity(areas.len());
    let mut ids = HashMap::new();
    let mut fault = |row: &AreaRow, column: &str, message| {
        faults.push(CellFault { row: row.number, column: Some(column.to_owned()), message });
    };
    for (at, row) in areas.iter().enumerate() {
        if let Some(first) = codes.insert(row.code.as_str(), (at, row.number)) {
            fault(
                row,
                "code",
                format!("{} is the code of row {} as well; give each area its own", row.code, first.1),
            );
        }
        if let Some(first) = row.area.id.as_ref().and_then(|id| ids.insert(id, row.number)) {
            fault(row, "id", format!("row {first} has this id as well; give each area its own"));
        }
    }
    let find = |row: &AreaRow| {
        let parent = row.area.parent.as_ref()?;
        let place = codes.get(parent.as_str()).map(|(at, _)| *at);
        if place.is_none() && !is_known(parent) {
            let message = format!("there is no area {parent}; add a row for it, or correct the code");
            fault(row, "parent", message);
        }
        place
    };
    areas.iter().map(find).collect()
}

/// The places of the list, parents first. Areas that lie in themselves are faults.
fn order(areas: &[AreaRow], parents: &[Option<usize>], faults: &mut Vec<CellFault>) -> Vec<usize> {
    let mut order = Vec::with_capacity(areas.len());
    let mut state = vec![State::Waiting; areas.len()];
    for start in 0..areas.len() {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some((at, here)) = next.and_then(|at| Some((at, state.get_mut(at)?))) {
            match here {
                State::Done => break,
                State::OnPath => {
                    let circle = path.iter().skip_while(|place| **place != at);
                    faults.extend(in_itself(circle.filter_map(|place| areas.get(*place))));
                    break;
                }
                State::Waiting => *here = State::OnPath,
            }
            path.push(at);
            next = parents.get(at).copied().flatten();
        }
        for at in path.into_iter().rev() {
            if let Some(state) = state.get_mut(at) {
                *state = State::Done;
            }
            order.push(at);
        }
    }
    order
}

#[derive(Clone, Copy)]
enum State {
    Waiting,
    OnPath,
    Done,
}

fn in_itself<'a>(circle: impl Iterator<Item = &'a AreaRow>) -> Option<CellFault> {
    let circle: Vec<_> = circle.collect();
    let first = circle.first()?;
    let steps: Vec<_> =
        circle.iter().take(20).map(|row| format!("{} (row {})", row.code, row.number)).collect();
    let message =
        format!("{} lies in itself: {}; correct one of the parents", first.code, steps.join(" in "));
    Some(CellFault { row: first.number, column: Some("parent".to_owned()), message })
}

/// A number where it is written like one, else a text.
fn record_id(text: &str) -> RecordId {
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => RecordId::Int(number),
        _ => RecordId::text(text),
    }
}

/// Where the file has our columns.
struct Columns {
    places: [Option<usize>; 5],
}

impl Columns {
    fn of(headers: &[String]) -> Result<Self, Vec<CellFault>> {
        let fault =
            |column: &str, message: String| CellFault { row: 1, column: Some(column.to_owned()), message };
        let our = |header: &String| COLUMNS.iter().position(|column| header.eq_ignore_ascii_case(column));
        let unknown = headers.iter().filter(|header| our(header).is_none());
        let mut faults: Vec<_> = unknown
            .map(|header| fault(header, format!("there is no such column; use {}", COLUMNS.join(", "))))
            .collect();
        let places =
            COLUMNS.map(|column| headers.iter().position(|header| header.eq_ignore_ascii_case(column)));
        for (place, column) in places.iter().zip(COLUMNS).take(2) {
            if place.is_none() {
                faults.push(fault(column, "this column is missing; add it".to_owned()));
            }
        }
        if faults.is_empty() { Ok(Self { places }) } else { Err(faults) }
    }

    fn area(&self, row: &CsvRow, faults: &mut Vec<CellFault>) -> Option<AreaRow> {
        let before = faults.len();
        let [code, name, parent, kind, id] = self.places.map(|place| {
            let cell = place.map_or("", |place| row.cell(place)).trim();
            Some(cell).filter(|cell| !cell.is_empty())
        });
        let mut fault = |column: &str, message: String| {
            faults.push(CellFault { row: row.number, column: Some(column.to_owned()), message });
        };
        let code = code.map(AreaCode::new).unwrap_or_else(|| AreaCode::new(""));
        let code = code.map_err(|error| fault("code", error.to_string())).ok();
        let name =
            Label::new(name.unwrap_or_default()).map_err(|error| fault("name", error.to_string())).ok();
        let parent =
            parent.map(AreaCode::new).transpose().map_err(|error| fault("parent", error.to_string())).ok()?;
        let kind = kind
            .map(ShortText::<60>::new)
            .transpose()
            .map_err(|error| fault("kind", error.to_string()))
            .ok()?;
        if faults.len() > before {
            return None;
        }
        let area = Area {
            id: id.map(record_id),
            name: name?.to_string(),
            parent,
            kind: kind.map(|kind| kind.to_string()),
        };
        Some(AreaRow { number: row.number, code: code?, area })
    }
}

#[cfg(test)]
mod tests;
