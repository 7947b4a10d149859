//! Reading role lines.

use std::{borrow::Borrow, cmp::Ordering, hash::Hash, str::FromStr};

use bailiwick_model::{CompanyId, DepartmentId, RoleLine, RoleScope, User, UserId, Validity};
use jiff::civil::Date;

use super::{LineId, Owner};
use crate::{
    Param, Row, StoreError, Tx,
    interner::{Interner, Keys},
    param::params,
    sql::{some, statements},
};

statements! {
    ONE in "role_line":
        "select owner, id, role, from_day, to_day, granted_by, reason, areas, companies, owner_kind \
         from role_line where id = $1";
    OF in "role_line":
        "select owner, id, role, from_day, to_day, granted_by, reason, areas, companies \
         from role_line where owner_kind = $1 and owner = $2 order by id";
    OF_KIND in "role_line":
        "select owner, id, role, from_day, to_day, granted_by, reason, areas, companies \
         from role_line where owner_kind = $1 order by owner, id";
    OF_USERS in "role_line":
        "select owner, id, role, from_day, to_day, granted_by, reason, areas, companies \
         from role_line where owner_kind = 'user' and owner > $1 and owner <= $2 order by owner, id";
    OF_SOME in "role_line":
        concat!("select owner, id, role, from_day, to_day, granted_by, reason, areas, companies from role_line \
         where owner_kind = 'user' and owner in ", some!(), " order by owner, id");
    OF_USERS_AFTER in "role_line":
        "select owner, id from role_line where owner_kind = 'user' and owner > $1 order by owner, id limit 1";
}

pub(super) fn one(tx: &mut Tx<'_>, id: LineId) -> Result<Option<(Owner, RoleLine)>, StoreError> {
    let mut keys = Keys::default();
    tx.find(&ONE, params![id.0], |row| {
        let key = row.text("owner")?;
        row.skip(1);
        let line = line(row, &mut keys)?;
        let owner = row.parse("owner_kind", |kind| owner(kind, key))?;
        Ok((owner, line))
    })
}

pub(super) fn foresee(tx: &mut Tx<'_>, owner: &Owner) -> Result<(), StoreError> {
    let (kind, key) = owner.columns();
    tx.foresee(&OF, params![kind, key])
}

pub(super) fn of(tx: &mut Tx<'_>, owner: &Owner) -> Result<Vec<(LineId, RoleLine)>, StoreError> {
    let (kind, key) = owner.columns();
    let mut keys = Keys::default();
    tx.query(&OF, params![kind, key], |row| {
        row.skip(1);
        let id = LineId(row.int("id")?);
        Ok((id, line(row, &mut keys)?))
    })
}

/// Hands every line of a kind of owner to `give`, which says whether there is such an owner.
pub(crate) fn of_kind(
    tx: &mut Tx<'_>,
    kind: &'static str,
    keys: &mut Keys,
    mut give: impl FnMut(&str, RoleLine) -> bool,
) -> Result<(), StoreError> {
    tx.each(&OF_KIND, params![kind], |row| {
        let owner = row.text("owner")?;
        row.skip(1);
        let line = line(row, keys)?;
        if give(owner, line) { Ok(()) } else { Err(orphan(row, kind, owner)) }
    })
}

/// Gives users that were read in the order of their logins, all after `after` up to `last`, their lines.
pub(crate) fn of_users(
    tx: &mut Tx<'_>,
    keys: &mut Keys,
    after: &str,
    last: &UserId,
    users: &mut [(UserId, User)],
) -> Result<(), StoreError> {
    let mut at = 0;
    // The lines of one user are gathered here and then moved, so that nobody keeps room for more than there are.
    let mut gathered = Vec::new();
    tx.each(&OF_USERS, params![after, last.as_str()], |row| {
        let owner = row.peek_text("owner")?;
        loop {
            let Some((login, user)) = users.get_mut(at) else { return Err(orphan(row, "user", owner)) };
            match login.as_str().cmp(owner) {
                Ordering::Equal => break,
                Ordering::Greater => return Err(orphan(row, "user", owner)),
                Ordering::Less => {
                    user.lines.reserve_exact(gathered.len());
                    user.lines.append(&mut gathered);
                    at += 1;
                }
            }
        }
        row.skip(2);
        gathered.push(line(row, keys)?);
        Ok(())
    })?;
    if let Some((_, user)) = users.get_mut(at) {
        user.lines = gathered;
    }
    Ok(())
}

/// Hands every line of the users whom the parameters name to `give`, in the order of their logins and then of the lines.
pub(crate) fn of_some(
    tx: &mut Tx<'_>,
    keys: &mut Keys,
    logins: &[Param<'_>],
    mut give: impl FnMut(&str, LineId, RoleLine),
) -> Result<(), StoreError> {
    tx.each(&OF_SOME, logins, |row| {
        let owner = row.text("owner")?;
        let id = LineId(row.int("id")?);
        give(owner, id, line(row, keys)?);
        Ok(())
    })
}

/// Says that [`of_some`] will be asked.
pub(crate) fn foresee_some(tx: &mut Tx<'_>, logins: &[Param<'_>]) -> Result<(), StoreError> {
    tx.foresee(&OF_SOME, logins)
}

/// Makes sure that no line belongs to a user after the last one.
pub(crate) fn none_after(tx: &mut Tx<'_>, last: &str) -> Result<(), StoreError> {
    tx.each(&OF_USERS_AFTER, params![last], |row| {
        let owner = row.text("owner")?;
        Err(orphan(row, "user", owner))
    })
}

fn orphan(row: &Row<'_>, kind: &str, owner: &str) -> StoreError {
    row.corrupt("owner", format!("there is no {kind} {owner}"))
}

fn owner(kind: &str, key: &str) -> Result<Owner, String> {
    let text = |error: bailiwick_model::KeyError| error.to_string();
    match kind {
        "company" => CompanyId::new(key).map(Owner::Company).map_err(text),
        "department" => DepartmentId::new(key).map(Owner::Department).map_err(text),
        "user" => UserId::new(key).map(Owner::User).map_err(text),
        _ => Err(format!("{kind:?} is no kind of owner")),
    }
}

/// The columns from `role` to `companies`.
fn line(row: &mut Row<'_>, keys: &mut Keys) -> Result<RoleLine, StoreError> {
    let role = row.parse("role", |text| keys.roles.get(text))?;
    let from = row.opt_parse("from_day", str::parse::<Date>)?;
    let to = row.opt_parse("to_day", str::parse::<Date>)?;
    let validity = Validity::new(from, to).map_err(|why| row.corrupt("to_day", why))?;
    let granted_by = row.opt_parse("granted_by", |text| keys.granters.get(text))?;
    let reason = row.opt_text("reason")?.map(str::to_owned);
    let areas = row.opt_parse("areas", |text| codes(text, &mut keys.areas))?;
    let companies = row.opt_parse("companies", |text| codes(text, &mut keys.companies))?;
    // Whether the areas fit the role is checked where the role is known; here the line is taken as it was stored.
    let scope = if areas.is_some() { RoleScope::Local } else { RoleScope::Global };
    let (areas, companies) = (areas.unwrap_or_default(), companies.unwrap_or_default());
    let line =
        RoleLine::new(role, scope, areas, companies, validity).map_err(|why| row.corrupt("areas", why))?;
    Ok(line.granted(granted_by, reason))
}

/// The codes of a text, which nearly always holds one.
fn codes<K>(text: &str, keys: &mut Interner<K>) -> Result<Vec<K>, K::Err>
where
    K: Borrow<str> + Clone + Eq + Hash + FromStr,
{
    if text.contains('\n') {
        text.split('\n').map(|code| keys.get(code)).collect()
    } else {
        Ok(vec![keys.get(text)?])
    }
}
