//! Role lines out of their three tables.
//!
//! A set of lines is always read by three ordered scans that are merged by number, never line by line.

use bailiwick_model::{AreaCode, CompanyId, DepartmentId, RoleId, RoleLine, RoleScope, UserId, Validity};
use jiff::civil::Date;

use super::{LineId, Owner};
use crate::{Param, Row, Sql, StoreError, Tx, interner::Interner, param::params, sql::statements};

statements! {
    ONE in "role_line":
        "select id, owner_kind, owner, role, from_day, to_day, granted_by, reason from role_line where id = $1";
    ONE_AREAS in "role_line_area": "select line, area from role_line_area where line = $1 order by line, area";
    ONE_COMPANIES in "role_line_company":
        "select line, company from role_line_company where line = $1 order by line, company";
    OF in "role_line":
        "select id, owner_kind, owner, role, from_day, to_day, granted_by, reason from role_line \
         where owner_kind = $1 and owner = $2 order by id";
    OF_AREAS in "role_line_area":
        "select line, area from role_line_area join role_line on id = line \
         where owner_kind = $1 and owner = $2 order by line, area";
    OF_COMPANIES in "role_line_company":
        "select line, company from role_line_company join role_line on id = line \
         where owner_kind = $1 and owner = $2 order by line, company";
    CHUNK in "role_line":
        "select id, owner_kind, owner, role, from_day, to_day, granted_by, reason from role_line \
         where id > $1 order by id limit $2";
    CHUNK_AREAS in "role_line_area":
        "select line, area from role_line_area where line > $1 and line <= $2 order by line, area";
    CHUNK_COMPANIES in "role_line_company":
        "select line, company from role_line_company where line > $1 and line <= $2 order by line, company";
}

pub(super) fn one(tx: &mut Tx<'_>, id: LineId) -> Result<Option<(Owner, RoleLine)>, StoreError> {
    let set = [&ONE, &ONE_AREAS, &ONE_COMPANIES];
    let mut found = Reader::default().read(tx, set, params![id.0], params![id.0])?;
    Ok(found.pop().map(|(_, owner, line)| (owner, line)))
}

pub(super) fn of(tx: &mut Tx<'_>, owner: &Owner) -> Result<Vec<(LineId, RoleLine)>, StoreError> {
    let (kind, key) = owner.columns();
    let set = [&OF, &OF_AREAS, &OF_COMPANIES];
    let found = Reader::default().read(tx, set, params![kind, key], params![kind, key])?;
    Ok(found.into_iter().map(|(id, _, line)| (id, line)).collect())
}

/// A walk over all lines in the order of their numbers, some thousand at a time.
pub(crate) struct Chunk {
    reader: Reader,
    after: i64,
}

impl Chunk {
    /// From the first line on.
    pub(crate) fn start() -> Self {
        Self { reader: Reader::default(), after: i64::MIN }
    }

    /// The next lines; none at the end.
    pub(crate) fn next(
        &mut self,
        tx: &mut Tx<'_>,
        size: i64,
    ) -> Result<Vec<(LineId, Owner, RoleLine)>, StoreError> {
        let set = [&CHUNK, &CHUNK_AREAS, &CHUNK_COMPANIES];
        let heads = self.reader.heads(tx, set[0], params![self.after, size])?;
        let Some(last) = heads.last().map(|head| head.id) else { return Ok(Vec::new()) };
        let found = self.reader.complete(tx, heads, set, params![self.after, last])?;
        self.after = last;
        Ok(found)
    }
}

/// What is shared between lines, so that equal names are one text in memory.
#[derive(Default)]
struct Reader {
    roles: Interner<RoleId>,
    areas: Interner<AreaCode>,
    companies: Interner<CompanyId>,
    granters: Interner<UserId>,
    /// Lines of one owner usually follow each other.
    last_owner: Option<Owner>,
}

/// A line before its reach is known.
struct Head {
    id: i64,
    owner: Owner,
    role: RoleId,
    validity: Validity,
    granted_by: Option<UserId>,
    reason: Option<String>,
    areas: Vec<AreaCode>,
    companies: Vec<CompanyId>,
}

type Found = Vec<(LineId, Owner, RoleLine)>;

impl Reader {
    fn read(
        &mut self,
        tx: &mut Tx<'_>,
        set: [&Sql; 3],
        lines: &[Param<'_>],
        reach: &[Param<'_>],
    ) -> Result<Found, StoreError> {
        let heads = self.heads(tx, set[0], lines)?;
        if heads.is_empty() { Ok(Vec::new()) } else { self.complete(tx, heads, set, reach) }
    }

    fn heads(&mut self, tx: &mut Tx<'_>, lines: &Sql, params: &[Param<'_>]) -> Result<Vec<Head>, StoreError> {
        tx.query(lines, params, |row| self.head(row))
    }

    fn complete(
        &mut self,
        tx: &mut Tx<'_>,
        mut heads: Vec<Head>,
        [_, areas, companies]: [&Sql; 3],
        reach: &[Param<'_>],
    ) -> Result<Found, StoreError> {
        merge(tx, areas, reach, &mut heads, |row, head| {
            head.areas.push(row.parse("area", |text| self.areas.get(text))?);
            Ok(())
        })?;
        merge(tx, companies, reach, &mut heads, |row, head| {
            head.companies.push(row.parse("company", |text| self.companies.get(text))?);
            Ok(())
        })?;
        heads.into_iter().map(Head::finish).collect()
    }

    fn head(&mut self, row: &mut Row<'_>) -> Result<Head, StoreError> {
        let id = row.int("id")?;
        let owner = self.owner(row)?;
        let role = row.parse("role", |text| self.roles.get(text))?;
        let from = row.opt_parse("from_day", str::parse::<Date>)?;
        let to = row.opt_parse("to_day", str::parse::<Date>)?;
        let validity = Validity::new(from, to).map_err(|why| row.corrupt("to_day", why))?;
        let granted_by = row.opt_parse("granted_by", |text| self.granters.get(text))?;
        let reason = row.opt_text("reason")?.map(str::to_owned);
        Ok(Head { id, owner, role, validity, granted_by, reason, areas: Vec::new(), companies: Vec::new() })
    }

    fn owner(&mut self, row: &mut Row<'_>) -> Result<Owner, StoreError> {
        let kind = row.text("owner_kind")?;
        let key = row.text("owner")?;
        if let Some(last) = self.last_owner.as_ref().filter(|last| last.columns() == (kind, key)) {
            return Ok(last.clone());
        }
        let bad_key = |why| row.corrupt("owner", why);
        let owner = match kind {
            "company" => Owner::Company(CompanyId::new(key).map_err(bad_key)?),
            "department" => Owner::Department(DepartmentId::new(key).map_err(bad_key)?),
            "user" => Owner::User(UserId::new(key).map_err(bad_key)?),
            _ => return Err(row.corrupt("owner_kind", format!("{kind:?} is no kind of owner"))),
        };
        self.last_owner = Some(owner.clone());
        Ok(owner)
    }
}

impl Head {
    fn finish(self) -> Result<(LineId, Owner, RoleLine), StoreError> {
        let Self { id, owner, role, validity, granted_by, reason, areas, companies } = self;
        // Whether the areas fit the role is checked where the role is known; here the line is taken as it was stored.
        let scope = if areas.is_empty() { RoleScope::Global } else { RoleScope::Local };
        let line =
            RoleLine::new(role, scope, areas, companies, validity).map_err(|why| StoreError::Corrupt {
                table: "role_line",
                column: "role",
                row: id.to_string(),
                why: why.to_string(),
            })?;
        Ok((LineId(id), owner, line.granted(granted_by, reason)))
    }
}

/// Hands each row of a scan ordered by line to the head it belongs to.
fn merge(
    tx: &mut Tx<'_>,
    statement: &Sql,
    params: &[Param<'_>],
    heads: &mut [Head],
    mut read: impl FnMut(&mut Row<'_>, &mut Head) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut heads = heads.iter_mut().peekable();
    tx.each(statement, params, |row| {
        let line = row.int("line")?;
        while heads.next_if(|head| head.id < line).is_some() {}
        match heads.peek_mut() {
            Some(head) if head.id == line => read(row, head),
            _ => Err(row.corrupt("line", "there is no such role line")),
        }
    })
}
