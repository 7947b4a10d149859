//! Bailiwick's own objects as the engine's filters see them: is this one among those that a filter matches, and which are?
//!
//! Each kind has a view, `own_…`, whose columns are the fields of a model. A filter on that model is printed for the alias
//! [`ALIAS`], with as many parameters before its own as the function that takes it says.

use std::collections::BTreeSet;

use bailiwick_model::{RoleId, UserId};
use jiff::civil::Date;

use crate::{
    Condition, ConditionalSql, Engine, Param, StoreError, Tx,
    param::params,
    role_line::Owner,
    sql::{Kind, SOME, some, some_params},
};

/// What conditions call the view.
pub const ALIAS: &str = "t";

/// A kind of own object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Own {
    /// People and programs, by login.
    User,
    /// Skills and certificates of people, by login and place.
    Qualification,
    /// Companies, by code.
    Company,
    /// Departments, by code.
    Department,
    /// Areas, by code.
    Area,
    /// Role lines, by number.
    RoleLine,
    /// API keys, by id.
    ApiKey,
    /// Settings of companies, departments and areas.
    Setting,
    /// Jobs, by id.
    Job,
}

/// In which order objects are listed. Every order ends with the id, so that no two are alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// By id.
    #[default]
    Id,
    /// By id, the last first.
    IdDown,
    /// By name.
    Name,
    /// By name, the last first.
    NameDown,
}

/// A place in a list: an object and what it is ordered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// The id of an own object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Id {
    /// A code or login.
    Text(String),
    /// A number.
    Number(i64),
}

impl Order {
    /// Parameters before those of a condition that [`list`] takes.
    #[must_use]
    pub fn parameters(self, after: Option<&Place>) -> usize {
        match (self, after) {
            (_, None) => 1,
            (Self::Id | Self::IdDown, Some(_)) => 2,
            (Self::Name | Self::NameDown, Some(_)) => 3,
        }
    }
}

/// The statements of one view.
struct View {
    own: Own,
    id: Kind,
    matches: ConditionalSql,
    count: ConditionalSql,
    named: ConditionalSql,
    /// By order: the first page, and those behind a place.
    first: [ConditionalSql; 4],
    next: [ConditionalSql; 4],
}

macro_rules! view {
    ($own:ident, $id:ident, $view:literal, $name:literal) => {
        View {
            own: Own::$own,
            id: Kind::$id,
            matches: view!(@ $view, concat!("select 1 from ", $view, " t where t.id = $1 and "), ""),
            count: view!(@ $view, concat!("select count(*) as count from (select 1 from ", $view, " t where "), " limit $1) as found"),
            named: view!(@ $view, concat!("select t.id, ", $name, " as name from ", $view, " t where t.id in ", some!(), " and "), " order by t.id"),
            first: [
                view!(@ $view, view!(page $view, $name, ""), " order by t.id limit $1"),
                view!(@ $view, view!(page $view, $name, ""), " order by t.id desc limit $1"),
                view!(@ $view, view!(page $view, $name, ""), concat!(" order by ", $name, ", t.id limit $1")),
                view!(@ $view, view!(page $view, $name, ""), concat!(" order by ", $name, " desc, t.id desc limit $1")),
            ],
            next: [
                view!(@ $view, view!(page $view, $name, "t.id > $2 and "), " order by t.id limit $1"),
                view!(@ $view, view!(page $view, $name, "t.id < $2 and "), " order by t.id desc limit $1"),
                // The name by itself, too: SQLite finds the place in an index of expressions by it alone.
                view!(@ $view, concat!("select t.id, ", $name, " as name from ", $view, " t where ", $name, " >= $3 and (", $name, ", t.id) > ($3, $2) and "),
                    concat!(" order by ", $name, ", t.id limit $1")),
                view!(@ $view, concat!("select t.id, ", $name, " as name from ", $view, " t where ", $name, " <= $3 and (", $name, ", t.id) < ($3, $2) and "),
                    concat!(" order by ", $name, " desc, t.id desc limit $1")),
            ],
        }
    };
    (@ $view:literal, $before:expr, $after:expr) => {
        ConditionalSql { table: $view, before: $before, after: $after }
    };
    (page $view:literal, $name:literal, $more:literal) => {
        concat!("select t.id, ", $name, " as name from ", $view, " t where ", $more)
    };
}

static VIEWS: [View; 9] = [
    view!(User, Text, "own_user", "t.sort_name"),
    view!(Qualification, Text, "own_qualification", "t.name"),
    view!(Company, Text, "own_company", "t.name"),
    view!(Department, Text, "own_department", "t.name"),
    view!(Area, Text, "own_area", "t.name"),
    view!(RoleLine, Int, "own_role_line", "t.role"),
    view!(ApiKey, Text, "own_token", "t.name"),
    view!(Setting, Text, "own_setting", "t.name"),
    view!(Job, Text, "own_job", "t.name"),
];

/// Whether the object is among those that a condition matches. The condition has one parameter before its own.
///
/// # Errors
/// When the database refuses.
pub fn matches(tx: &mut Tx<'_>, own: Own, id: &Id, condition: &Condition) -> Result<bool, StoreError> {
    tx.any_where(&view(own).matches, condition, &[id.param()])
}

/// Says that [`matches`] is going to be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, own: Own, id: &Id, condition: &Condition) -> Result<(), StoreError> {
    tx.foresee_where(&view(own).matches, condition, &[id.param()])
}

/// How many objects a condition matches, counted up to a limit. The condition has one parameter before its own.
///
/// # Errors
/// When the database refuses.
pub fn count(tx: &mut Tx<'_>, own: Own, limit: i64, condition: &Condition) -> Result<i64, StoreError> {
    let mut count = 0;
    tx.each_where(&view(own).count, condition, &[limit.into()], |row| {
        count = row.int("count")?;
        Ok(())
    })?;
    Ok(count)
}

/// Says that [`count`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_count(tx: &mut Tx<'_>, own: Own, limit: i64, condition: &Condition) -> Result<(), StoreError> {
    tx.foresee_where(&view(own).count, condition, &[limit.into()])
}

/// Says that the first page of [`list`] will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_first(
    tx: &mut Tx<'_>,
    own: Own,
    order: Order,
    limit: i64,
    condition: &Condition,
) -> Result<(), StoreError> {
    let [up, down, name, name_down] = &view(own).first;
    let sql = match order {
        Order::Id => up,
        Order::IdDown => down,
        Order::Name => name,
        Order::NameDown => name_down,
    };
    tx.foresee_where(sql, condition, &[limit.into()])
}

/// The first `limit` objects that a condition matches, behind a place. The condition has
/// [`Order::parameters`] before its own.
///
/// # Errors
/// When the database refuses.
pub fn list(
    tx: &mut Tx<'_>,
    own: Own,
    order: Order,
    after: Option<&Place>,
    limit: i64,
    condition: &Condition,
) -> Result<Vec<Place>, StoreError> {
    let View { id, first, next, .. } = view(own);
    let [up, down, name, name_down] = if after.is_some() { next } else { first };
    let (sql, by_name) = match order {
        Order::Id => (up, false),
        Order::IdDown => (down, false),
        Order::Name => (name, true),
        Order::NameDown => (name_down, true),
    };
    let mut params: Vec<Param<'_>> = vec![limit.into()];
    if let Some(place) = after {
        params.push(place.id.param());
        if by_name {
            params.push(place.name.as_str().into());
        }
    }
    tx.query_where(sql, condition, &params, |row| {
        let id = match id {
            Kind::Int => Id::Number(row.int("id")?),
            _ => Id::Text(row.text("id")?.to_owned()),
        };
        Ok(Place { id, name: row.opt_text("name")?.unwrap_or_default().to_owned() })
    })
}

/// Those of some objects with a code for an id that a condition matches, with their names. At most [`AT_ONCE`] are looked at, and the condition has so
/// many parameters before its own.
///
/// # Errors
/// When the database refuses.
pub fn named(
    tx: &mut Tx<'_>,
    own: Own,
    ids: &[&str],
    condition: &Condition,
) -> Result<Vec<(String, String)>, StoreError> {
    let params = some_params(ids.iter().copied());
    tx.query_where(&view(own).named, condition, &params, |row| {
        Ok((row.text("id")?.to_owned(), row.opt_text("name")?.unwrap_or_default().to_owned()))
    })
}

/// Says that [`named`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_named(
    tx: &mut Tx<'_>,
    own: Own,
    ids: &[&str],
    condition: &Condition,
) -> Result<(), StoreError> {
    tx.foresee_where(&view(own).named, condition, &some_params(ids.iter().copied()))
}

/// Keys that [`with_lines_in`] asks about in one statement, which are the parameters before those of its condition.
pub const AT_ONCE: usize = SOME;

static POSSIBLE_LINES: ConditionalSql = ConditionalSql {
    table: "own_possible_line",
    before: concat!("select t.login from own_possible_line t where t.login in ", some!(), " and "),
    after: "",
};

/// Those of some users whose role lines a condition on role lines matches, as if each had one without limit of place. At most
/// [`AT_ONCE`] are looked at, and the condition has so many parameters before its own.
///
/// # Errors
/// When the database refuses.
pub fn with_lines_in(
    tx: &mut Tx<'_>,
    logins: &[UserId],
    condition: &Condition,
) -> Result<BTreeSet<UserId>, StoreError> {
    let params = some_params(logins.iter().map(UserId::as_str));
    let found = tx.query_where(&POSSIBLE_LINES, condition, &params, |row| row.parse("login", UserId::new))?;
    Ok(found.into_iter().collect())
}

static LINES_OF_USERS: ConditionalSql = ConditionalSql {
    table: "own_role_line",
    before: concat!(
        "select t.id from own_role_line t where t.id in \
         (select l.id from role_line l where l.owner_kind = 'user' and l.owner in ",
        some!(),
        ") and "
    ),
    after: "",
};

/// Those of some users' own lines that a condition on role lines matches. At most [`AT_ONCE`] users are looked at, and the
/// condition has so many parameters before its own.
///
/// # Errors
/// When the database refuses.
pub fn lines_of_users(
    tx: &mut Tx<'_>,
    logins: &[UserId],
    condition: &Condition,
) -> Result<BTreeSet<i64>, StoreError> {
    let params = some_params(logins.iter().map(UserId::as_str));
    let found = tx.query_where(&LINES_OF_USERS, condition, &params, |row| row.int("id"))?;
    Ok(found.into_iter().collect())
}

/// Says that [`with_lines_in`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_lines_in(tx: &mut Tx<'_>, logins: &[UserId], condition: &Condition) -> Result<(), StoreError> {
    tx.foresee_where(&POSSIBLE_LINES, condition, &some_params(logins.iter().map(UserId::as_str)))
}

/// Says that [`lines_of_users`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_lines_of_users(
    tx: &mut Tx<'_>,
    logins: &[UserId],
    condition: &Condition,
) -> Result<(), StoreError> {
    tx.foresee_where(&LINES_OF_USERS, condition, &some_params(logins.iter().map(UserId::as_str)))
}

/// Says that [`lines_of`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_lines_of(tx: &mut Tx<'_>, owner: &Owner, condition: &Condition) -> Result<(), StoreError> {
    let (kind, key) = owner.columns();
    tx.foresee_where(&LINES_OF, condition, params![kind, key])
}

/// Parameters before those of a condition that [`ending`] takes.
pub const BEFORE_ENDING: usize = SOME + 2;

static ENDING: ConditionalSql = ConditionalSql {
    table: "own_role_line",
    before: concat!(
        "select l.owner, l.role, l.to_day, l.areas from role_line l join own_role_line t on t.id = l.id \
         where l.owner_kind = 'user' and l.owner in ",
        some!(),
        " and l.to_day >= $51 and l.to_day <= $52 and "
    ),
    after: " order by l.to_day, l.owner, l.id",
};

/// A role line that ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Whose it is.
    pub login: UserId,
    /// Of which role.
    pub role: RoleId,
    /// Its last day.
    pub to: Date,
    /// Whether it counts in some areas alone.
    pub is_local: bool,
}

/// The lines of some users' own that end on these days and that a condition on role lines matches, the first to end first. At most [`AT_ONCE`]
/// users are looked at.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn ending(
    tx: &mut Tx<'_>,
    logins: &[UserId],
    days: (Date, Date),
    condition: &Condition,
) -> Result<Vec<Ending>, StoreError> {
    let (first, last) = (days.0.to_string(), days.1.to_string());
    let params = ending_params(logins, (&first, &last));
    tx.query_where(&ENDING, condition, &params, |row| {
        Ok(Ending {
            login: row.parse("owner", UserId::new)?,
            role: row.parse("role", RoleId::new)?,
            to: row.parse("to_day", str::parse)?,
            is_local: row.opt_text("areas")?.is_some_and(|areas| !areas.is_empty()),
        })
    })
}

/// Says that [`ending`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_ending(
    tx: &mut Tx<'_>,
    logins: &[UserId],
    days: (Date, Date),
    condition: &Condition,
) -> Result<(), StoreError> {
    let (first, last) = (days.0.to_string(), days.1.to_string());
    tx.foresee_where(&ENDING, condition, &ending_params(logins, (&first, &last)))
}

fn ending_params<'p>(logins: &'p [UserId], (first, last): (&'p str, &'p str)) -> Vec<Param<'p>> {
    let mut params = some_params(logins.iter().map(UserId::as_str));
    params.extend([Param::Text(first), Param::Text(last)]);
    params
}

/// Parameters before those of a condition that [`lines_of`] takes.
pub const BEFORE_LINES_OF: usize = 2;

static LINES_OF: ConditionalSql = ConditionalSql {
    table: "own_role_line",
    before: "select t.id from own_role_line t where t.id in \
             (select l.id from role_line l where l.owner_kind = $1 and l.owner = $2) and ",
    after: "",
};

/// Those of a user's, department's or company's own lines that a condition on role lines matches.
///
/// # Errors
/// When the database refuses.
pub fn lines_of(tx: &mut Tx<'_>, owner: &Owner, condition: &Condition) -> Result<BTreeSet<i64>, StoreError> {
    let (kind, key) = owner.columns();
    let found = tx.query_where(&LINES_OF, condition, params![kind, key], |row| row.int("id"))?;
    Ok(found.into_iter().collect())
}

impl Condition {
    /// The same, for users whose names, logins or addresses have a word that begins with each of `words`, which are
    /// folded. `before` is the number of parameters before those of the condition. The users who have the first word are
    /// looked up by it where `is_rare` says that they are few; whoever else is in question is tried one by one. `is_every` says that
    /// the condition itself leaves nobody out. `sources` are the bits of the fields that words may come from; nothing for all of them.
    #[must_use]
    pub fn with_words(
        mut self,
        engine: Engine,
        before: usize,
        words: &[String],
        (is_rare, is_every): (bool, bool),
        sources: Option<i64>,
    ) -> Self {
        let from = sources.map(|bits| format!(" and (w.sources & {bits}) <> 0")).unwrap_or_default();
        let sign = if engine == Engine::Sqlite { '?' } else { '$' };
        for (number, word) in words.iter().enumerate() {
            let at = before + self.binds.len() + 1;
            let range = format!("w.word >= {sign}{at} and w.word < {sign}{}{from}", at + 1);
            let has = match (is_rare && number == 0, engine) {
                (true, Engine::Sqlite) => format!("t.id in (select w.login from user_word w where {range})"),
                // PostgreSQL would rather walk through everybody in order, hoping for the page to be full soon. An array is
                // found once, and then looked up.
                (true, Engine::Postgres) => {
                    format!("t.id = any (array(select w.login from user_word w where {range}))")
                }
                // Of the few whom the condition leaves, PostgreSQL would rather gather everybody who has the word than try each; what
                // has an offset it takes as it stands.
                (false, Engine::Postgres) if !is_every => {
                    format!("exists (select 1 from user_word w where w.login = t.id and {range} offset 0)")
                }
                (false, _) => format!("exists (select 1 from user_word w where w.login = t.id and {range})"),
            };
            self.text = format!("({}) and {has}", self.text);
            self.binds.push(bailiwick_model::Value::text(word));
            self.binds.push(bailiwick_model::Value::text(format!("{word}\u{10ffff}")));
        }
        self
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
        }
    }
}

impl Id {
    fn param(&self) -> Param<'_> {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => (*number).into(),
        }
    }
}

/// Every statement of this file with the table it is about, for the check of all.
pub(crate) fn statements() -> impl Iterator<Item = &'static ConditionalSql> {
    VIEWS
        .iter()
        .flat_map(|view| {
            [&view.matches, &view.count, &view.named].into_iter().chain(&view.first).chain(&view.next)
        })
        .chain([&POSSIBLE_LINES, &LINES_OF_USERS, &LINES_OF, &ENDING])
}

fn view(own: Own) -> &'static View {
    // Every kind has one; a test says so.
    VIEWS.iter().find(|view| view.own == own).unwrap_or(&VIEWS[0])
}
