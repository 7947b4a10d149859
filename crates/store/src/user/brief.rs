//! People as a list shows them: a line of each, read with as few statements as a page has pieces.

use bailiwick_model::{AccountState, RoleLine, UserId, UserKind};

use super::columns::kind_of;
use crate::{
    Row, StoreError, Tx, account,
    interner::Keys,
    role_line::{self, LineId},
    sql::{SOME, some, some_params, statements},
};

statements! {
    SOME_OF in "app_user":
        concat!("select u.login, u.id, u.name, u.kind, u.company, u.department, u.timezone, u.active, u.superuser, u.valid_from, \
         u.valid_to, a.state, a.area, a.email, a.first_name, a.last_name, a.job_title, a.language, a.changed_us \
         from app_user u left join account a on a.login = u.login where u.login in ", some!());
}

/// A user without what belongs to him, as texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// The login.
    pub login: UserId,
    /// His id among the records of the user model.
    pub external_id: Option<String>,
    /// What to call him.
    pub name: Option<String>,
    /// Whose side.
    pub kind: UserKind,
    /// Home company.
    pub company: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Time zone.
    pub timezone: Option<String>,
    /// Whether the account is in use.
    pub active: bool,
    /// Whether nothing is refused to him.
    pub superuser: bool,
    /// The first day.
    pub valid_from: Option<String>,
    /// The last day.
    pub valid_to: Option<String>,
    /// Where the account stands.
    pub state: AccountState,
    /// Where he works.
    pub area: Option<String>,
    /// Address.
    pub email: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// What the job is called.
    pub job_title: Option<String>,
    /// Language.
    pub language: Option<String>,
    /// When the account was changed last.
    pub changed_us: Option<i64>,
    /// His own role lines with their numbers, in their order.
    pub lines: Vec<(LineId, RoleLine)>,
}

/// The users of these logins who are there, in the order of their logins: two statements for every fifty.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn brief(tx: &mut Tx<'_>, logins: &[UserId]) -> Result<Vec<Brief>, StoreError> {
    foresee_brief(tx, logins)?;
    let mut keys = Keys::default();
    let mut all = Vec::with_capacity(logins.len());
    for logins in logins.chunks(SOME) {
        let params = some_params(logins.iter().map(UserId::as_str));
        all.extend(tx.query(&SOME_OF, &params, read)?);
        all.sort_by(|one: &Brief, other| one.login.cmp(&other.login));
        role_line::of_some(tx, &mut keys, &params, |owner, number, line| {
            if let Ok(at) = all.binary_search_by(|brief| brief.login.as_str().cmp(owner))
                && let Some(brief) = all.get_mut(at)
            {
                brief.lines.push((number, line));
            }
        })?;
    }
    Ok(all)
}

/// Says that [`brief`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_brief(tx: &mut Tx<'_>, logins: &[UserId]) -> Result<(), StoreError> {
    logins.chunks(SOME).try_for_each(|logins| {
        let params = some_params(logins.iter().map(UserId::as_str));
        tx.foresee(&SOME_OF, &params)?;
        role_line::foresee_some(tx, &params)
    })
}

fn read(row: &mut Row<'_>) -> Result<Brief, StoreError> {
    let login = row.parse("login", UserId::new)?;
    let text = |row: &mut Row<'_>, column| Ok::<_, StoreError>(row.opt_text(column)?.map(str::to_owned));
    let (external_id, name) = (text(row, "id")?, text(row, "name")?);
    let kind = row.parse("kind", kind_of)?;
    let (company, department, timezone) =
        (text(row, "company")?, text(row, "department")?, text(row, "timezone")?);
    let (active, superuser) = (row.flag("active")?, row.flag("superuser")?);
    let (valid_from, valid_to) = (text(row, "valid_from")?, text(row, "valid_to")?);
    let kept = row.opt_parse("state", str::parse::<AccountState>)?.unwrap_or_default();
    let (area, email, first_name) = (text(row, "area")?, text(row, "email")?, text(row, "first_name")?);
    let (last_name, job_title, language) =
        (text(row, "last_name")?, text(row, "job_title")?, text(row, "language")?);
    Ok(Brief {
        login,
        external_id,
        name,
        kind,
        company,
        department,
        timezone,
        active,
        superuser,
        valid_from,
        valid_to,
        state: account::state(active, kept),
        area,
        email,
        first_name,
        last_name,
        job_title,
        language,
        changed_us: row.opt_int("changed_us")?,
        lines: Vec::new(),
    })
}
