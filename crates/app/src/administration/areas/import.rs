//! A list of areas, taken over as a whole or not at all.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{Area, AreaCode, Operation, audit::AuditAction};
use bailiwick_protocol::{
    csv::{
        CellFault, CsvLimits, CsvReader,
        areas::{self, AreaListError, AreaRow},
    },
    rest::{AreaImport, AreaVerdict, ImportVerdict},
};
use bailiwick_store::{area, own::Own};

use crate::{
    administration::{
        Administration, Ctx, Done, Refused, Work, delegation, places::id, refused::Fault, trees::circle,
    },
    audit::changed_objects,
};

/// So many faults are told when a list is refused; a dry run tells all of them.
const MOST_FAULTS: usize = 1_000;

/// What to do with areas that are there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AreaImportMode {
    /// They become what the list says; columns that it does not have stay as they are.
    #[default]
    CreateAndChange,
    /// Rows about them are refused, unless they say what is there.
    CreateOnly,
}

impl Administration {
    /// Makes sure that somebody may take over lists of areas, before one is read.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn may_import_areas(&self, ctx: &Ctx) -> Result<(), Refused> {
        self.read(ctx, may_import).map(|done| done.value)
    }

    /// Takes over a list of areas (CSV with `code`, `name` and, if wanted, `parent`, `kind`, `id`): everything or nothing.
    /// Areas that the list does not name stay. A dry run says of each row what would come of it.
    ///
    /// # Errors
    /// [`Refused::Invalid`] with every row that cannot be, unless it is a dry run.
    pub fn import_areas(
        &self,
        ctx: &Ctx,
        csv: &[u8],
        mode: AreaImportMode,
    ) -> Result<Done<AreaImport>, Refused> {
        let take_over = |work: &mut Work<'_, '_>| {
            may_import(work)?;
            check_columns(work, csv)?;
            let there = area::all(work.tx)?;
            let plan = Plan::of(csv, mode, &there)?;
            if plan.report.refused == 0 {
                plan.carry_out(work)?;
            } else if !ctx.dry_run {
                return Err(Refused::Invalid(plan.faults()));
            }
            Ok((plan.report.clone(), plan.report))
        };
        // What came of each row is known to whoever sent them, and is about nobody.
        self.create(ctx, take_over, |work, report| delegation::must_be_administrator(work).map(|()| report))
    }
}

/// Makes sure that the actor may take over lists.
fn may_import(work: &mut Work<'_, '_>) -> Result<(), Refused> {
    for operation in [Operation::Create, Operation::Update] {
        work.require_somewhere(operation, Own::Area)?;
    }
    delegation::must_be_administrator(work)
}

/// A list says of each area whether it is changed by it, so it has no column of what the actor may not read, or write.
fn check_columns(work: &Work<'_, '_>, csv: &[u8]) -> Result<(), Refused> {
    // What is no table is told with the rest of what is wrong with it.
    let Ok(reader) = CsvReader::new(csv, CsvLimits::default()) else { return Ok(()) };
    let [unread, unwritten] = [Operation::Read, Operation::Update]
        .map(|operation| work.guard.barred(&work.state, operation, Own::Area, None));
    let (unread, unwritten) = (unread?, unwritten?);
    let named = |field: &&String| reader.headers().iter().any(|header| header.eq_ignore_ascii_case(field));
    match unread.union(&unwritten).find(named) {
        Some(field) => Err(Refused::NotAllowed(format!(
            "you may not read and change {field} of every area, so no list of yours has that column; leave it out"
        ))),
        None => Ok(()),
    }
}

/// What comes of a list.
#[derive(Default)]
struct Plan {
    created: BTreeMap<AreaCode, Area>,
    changed: BTreeMap<AreaCode, Area>,
    report: AreaImport,
}

impl Plan {
    fn of(csv: &[u8], mode: AreaImportMode, there: &BTreeMap<AreaCode, Area>) -> Result<Self, Refused> {
        let unreadable = |error: String| Refused::invalid("", error);
        let reader = CsvReader::new(csv, CsvLimits::default()).map_err(|e| unreadable(e.to_string()))?;
        let columns = Columns::of(reader.headers());
        let mut plan = Self::default();
        match areas::read(reader, |code| there.contains_key(code)) {
            Ok(rows) => plan.take(rows, columns, mode, there),
            Err(AreaListError::Faults(faults)) => {
                for fault in faults {
                    plan.refuse(None, fault);
                }
            }
            Err(error) => return Err(unreadable(error.to_string())),
        }
        plan.report.rows.sort_by_key(|verdict| verdict.row);
        Ok(plan)
    }

    fn take(
        &mut self,
        rows: Vec<AreaRow>,
        columns: Columns,
        mode: AreaImportMode,
        there: &BTreeMap<AreaCode, Area>,
    ) {
        let mut parents: BTreeMap<&AreaCode, Option<&AreaCode>> =
            there.iter().map(|(code, area)| (code, area.parent.as_ref())).collect();
        if columns.parent {
            parents.extend(rows.iter().map(|row| (&row.code, row.area.parent.as_ref())));
        }
        let circles = in_circles(&parents, rows.iter().map(|row| &row.code));
        for row in &rows {
            let AreaRow { number, code, area } = row;
            let refuse =
                |column: &str, message| CellFault { row: *number, column: Some(column.to_owned()), message };
            if let Some(path) = circles.get(code) {
                self.refuse(Some(code), refuse("parent", path.clone()));
                continue;
            }
            let verdict = match there.get(code) {
                None => {
                    self.created.insert(code.clone(), area.clone());
                    ImportVerdict::Created
                }
                Some(before) => match columns.onto(before, area) {
                    after if after == *before => ImportVerdict::Unchanged,
                    _ if mode == AreaImportMode::CreateOnly => {
                        let message = "there is an area of this code already, and it is another one; take the row out, or \
                                       let the list change areas";
                        self.refuse(Some(code), refuse("code", message.to_owned()));
                        continue;
                    }
                    after => {
                        self.changed.insert(code.clone(), after);
                        ImportVerdict::Changed
                    }
                },
            };
            self.tell(AreaVerdict {
                row: *number,
                code: Some(code.clone()),
                verdict,
                column: None,
                message: None,
            });
        }
    }

    fn refuse(&mut self, code: Option<&AreaCode>, fault: CellFault) {
        let CellFault { row, column, message } = fault;
        let (code, verdict) = (code.cloned(), ImportVerdict::Refused);
        self.tell(AreaVerdict { row, code, verdict, column, message: Some(message) });
    }

    fn tell(&mut self, verdict: AreaVerdict) {
        let AreaImport { created, changed, unchanged, refused, rows } = &mut self.report;
        *match verdict.verdict {
            ImportVerdict::Created => created,
            ImportVerdict::Changed => changed,
            ImportVerdict::Unchanged => unchanged,
            ImportVerdict::Refused => refused,
        } += 1;
        rows.push(verdict);
    }

    fn carry_out(&self, work: &mut Work<'_, '_>) -> Result<(), Refused> {
        let changed: Vec<_> = self.changed.keys().map(|code| id(code)).collect();
        work.require_each(Operation::Update, Own::Area, &changed)?;
        area::insert_all(work.tx, &self.created)?;
        for (code, area) in &self.changed {
            area::update(work.tx, code, area)?;
        }
        for code in self.created.keys() {
            work.require_following(Operation::Create, Own::Area, id(code));
            work.changed("area", code.as_str(), "created");
        }
        for code in self.changed.keys() {
            work.require_following(Operation::Update, Own::Area, id(code));
            work.changed("area", code.as_str(), "updated");
        }
        let changes = changed_objects(work.noted());
        if !changes.is_empty() {
            let object = bailiwick_model::audit::AuditObject::new("area", "");
            work.tell(AuditAction::AREAS_IMPORTED, object, changes);
        }
        Ok(())
    }

    fn faults(&self) -> Vec<Fault> {
        let refused = self.report.rows.iter().filter(|verdict| verdict.verdict == ImportVerdict::Refused);
        let fault = |verdict: &AreaVerdict| Fault {
            pointer: match &verdict.column {
                Some(column) => format!("/{}/{column}", verdict.row),
                None => format!("/{}", verdict.row),
            },
            message: verdict.message.clone().unwrap_or_default(),
        };
        refused.take(MOST_FAULTS).map(fault).collect()
    }
}

/// Which columns a list has: what it does not have, it does not change.
#[derive(Clone, Copy)]
struct Columns {
    parent: bool,
    kind: bool,
    id: bool,
}

impl Columns {
    fn of(headers: &[String]) -> Self {
        let has = |name: &str| headers.iter().any(|header| header.eq_ignore_ascii_case(name));
        Self { parent: has("parent"), kind: has("kind"), id: has("id") }
    }

    fn onto(self, before: &Area, row: &Area) -> Area {
        let from = |has| if has { row } else { before };
        Area {
            id: from(self.id).id.clone(),
            name: row.name.clone(),
            parent: from(self.parent).parent.clone(),
            kind: from(self.kind).kind.clone(),
        }
    }
}

/// Those of `starts` that would lie in themselves, with the sentence about it. Each area is walked over once.
fn in_circles<'a>(
    parents: &BTreeMap<&'a AreaCode, Option<&'a AreaCode>>,
    starts: impl Iterator<Item = &'a AreaCode>,
) -> BTreeMap<AreaCode, String> {
    let mut sound: BTreeSet<&AreaCode> = BTreeSet::new();
    let mut circles = BTreeMap::new();
    for start in starts {
        let (mut path, mut place): (Vec<&AreaCode>, BTreeMap<&AreaCode, usize>) = Default::default();
        let mut next = Some(start);
        while let Some(code) = next.take().filter(|code| !sound.contains(code)) {
            if let Some(at) = place.get(code) {
                let round = path.get(*at..).unwrap_or_default();
                let rest = round.get(1..).unwrap_or_default();
                circles.insert(code.clone(), circle(&code, rest));
                break;
            }
            place.insert(code, path.len());
            path.push(code);
            next = parents.get(code).copied().flatten();
        }
        sound.extend(path);
    }
    circles
}
