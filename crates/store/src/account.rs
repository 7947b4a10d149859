//! What is known of people beyond what decisions need.

mod qualifications;
mod words;

use std::collections::BTreeMap;

use bailiwick_model::{Account, AccountState, AreaCode, EmailAddress, User, UserId};
use serde::{Deserialize, Serialize};

use crate::{
    Row, StoreError, Tx, attribute,
    param::params,
    sql::{SOME, rows, some, some_params, statements},
};

pub use words::{SOURCES, by_rarity, search_words};

rows! {
    ROW in "account":
        login Text, state Text, email Text, email_key Text, first_name Text, last_name Text, job_title Text,
        area Text, language Text, created_us Int, changed_us Int, left_us Int, profile Text;
    QUALIFICATION in "qualification":
        login Text, position Int, kind Text, name Text, issuer Text, number Text, level Text, obtained Text,
        valid_until Text;
    WORD in "user_word": word Text, login Text, sources Int;
}

statements! {
    FIND in "account":
        "select login, state, email, email_key, first_name, last_name, job_title, area, language, created_us, \
         changed_us, left_us, profile from account where login = $1";
    BY_EMAIL in "account": "select login from account where email_key = $1";
    LEFT_BEFORE in "account": "select login from account where left_us < $1 order by left_us, login limit $2";
    DELETE in "account": "delete from account where login = $1";
    QUALIFICATIONS in "qualification":
        "select kind, name, issuer, number, level, obtained, valid_until from qualification where login = $1 \
         order by position";
    SOME_OF in "account":
        concat!("select login, state, email, email_key, first_name, last_name, job_title, area, language, created_us, \
         changed_us, left_us, profile from account where login in ", some!(), " order by login");
    QUALIFICATIONS_OF_SOME in "qualification":
        concat!("select login, kind, name, issuer, number, level, obtained, valid_until from qualification \
         where login in ", some!(), " order by login, position");
    DELETE_QUALIFICATIONS in "qualification": "delete from qualification where login = $1";
    ALL in "account":
        "select login, state, email, email_key, first_name, last_name, job_title, area, language, created_us, \
         changed_us, left_us, profile from account order by login";
    UP_TO in "user_word":
        "select count(*) as count from (select 1 from user_word where word >= $1 and word < $2 limit $3) as found";
    DELETE_ALL_WORDS in "user_word": "delete from user_word";
    WORDS in "user_word": "select word, sources from user_word where login = $1";
    DELETE_WORDS in "user_word": "delete from user_word where login = $1";
}

/// An account as it is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// What is known.
    pub account: Account,
    /// When it was made, in microseconds since 1970; 0 for one that came with a document.
    pub created_us: i64,
    /// When it was changed last.
    pub changed_us: i64,
    /// When the person left.
    pub left_us: Option<i64>,
}

/// What no filter asks about, in one column.
#[derive(Serialize, Deserialize)]
struct Profile {
    phones: Vec<bailiwick_model::Phone>,
    notifications: bailiwick_model::Notifications,
    attributes: BTreeMap<bailiwick_model::FieldName, serde_json::Value>,
}

/// The account of a user, who is passed along because his name and state are part of both. Users that came with a
/// document have one that says what is known of them.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn find(tx: &mut Tx<'_>, login: &UserId, user: &User) -> Result<Kept, StoreError> {
    foresee(tx, login)?;
    let mut kept = tx.find(&FIND, params![login.as_str()], read)?.unwrap_or_default();
    kept.account.state = state(user.active, kept.account.state);
    kept.account.qualifications = qualifications::of(tx, login)?;
    Ok(kept)
}

/// Says that the account of a user will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    for question in [&FIND, &QUALIFICATIONS] {
        tx.foresee(question, params![login.as_str()])?;
    }
    Ok(())
}

/// The accounts of several users, in their order; see [`find`].
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn some<'u>(
    tx: &mut Tx<'_>,
    users: impl Iterator<Item = (&'u UserId, &'u User)>,
) -> Result<Vec<Kept>, StoreError> {
    let users: Vec<_> = users.collect();
    let mut known: BTreeMap<UserId, Kept> = BTreeMap::new();
    for users in users.chunks(SOME) {
        let params = some_params(users.iter().map(|(login, _)| login.as_str()));
        tx.each(&SOME_OF, &params, |row| {
            let login = row.parse("login", UserId::new)?;
            known.insert(login, read_from(row)?);
            Ok(())
        })?;
        qualifications::of_some(tx, &params, |login, qualification| {
            if let Some(kept) = known.get_mut(login) {
                kept.account.qualifications.push(qualification);
            }
        })?;
    }
    let kept = users.into_iter().map(|(login, user)| {
        let mut kept = known.remove(login).unwrap_or_default();
        kept.account.state = state(user.active, kept.account.state);
        kept
    });
    Ok(kept.collect())
}

/// Says that a user's account will be written; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_put(tx: &mut Tx<'_>, login: &UserId, kept: &Kept) -> Result<(), StoreError> {
    words::foresee(tx, login)?;
    match &kept.account.email {
        Some(email) => tx.foresee(&BY_EMAIL, params![email.folded()]),
        None => Ok(()),
    }
}

/// Writes a user's account, whether or not there was one, and what the user is found by.
///
/// # Errors
/// [`StoreError::Conflict`] when the address is another account's.
pub fn put(tx: &mut Tx<'_>, login: &UserId, user: &User, kept: &Kept) -> Result<(), StoreError> {
    // Asked before anything is written, so that the two go together.
    foresee_put(tx, login, kept)?;
    if let Some(email) = &kept.account.email
        && let Some(other) = holder(tx, email)?
        && other != *login
    {
        return Err(StoreError::conflict("account with the address", email.as_str()));
    }
    words::put(tx, login, user, &kept.account)?;
    tx.execute_later(&DELETE, params![login.as_str()])?;
    tx.execute_later(&DELETE_QUALIFICATIONS, params![login.as_str()])?;
    with_row(login, kept, |row| tx.insert_later(&ROW, row))?;
    qualifications::insert(tx, login, &kept.account.qualifications)
}

/// Writes what a user is found by, from his name and what is known of him.
pub(crate) fn name(tx: &mut Tx<'_>, login: &UserId, user: &User) -> Result<(), StoreError> {
    words::foresee(tx, login)?;
    let kept = tx.find(&FIND, params![login.as_str()], read)?.unwrap_or_default();
    words::put(tx, login, user, &kept.account)
}

/// Writes what all users are found by, and forgets what is known of those who are gone.
pub(crate) fn name_all(tx: &mut Tx<'_>, users: &BTreeMap<UserId, User>) -> Result<(), StoreError> {
    let mut known: BTreeMap<UserId, Account> = BTreeMap::new();
    tx.each(&ALL, &[], |row| {
        let login = row.parse("login", UserId::new)?;
        known.insert(login, read_from(row)?.account);
        Ok(())
    })?;
    for login in known.keys().filter(|login| !users.contains_key(*login)) {
        delete(tx, login)?;
    }
    tx.execute(&DELETE_ALL_WORDS, &[])?;
    let nothing = Account::default();
    tx.bulk(&WORD, |put| {
        users.iter().try_for_each(|(login, user)| {
            let account = known.get(login).unwrap_or(&nothing);
            words::of(login, user, account)
                .iter()
                .try_for_each(|(word, sources)| put(params![word, login.as_str(), *sources]))
        })
    })
}

/// Removes everything that is known of a user beside the user.
///
/// # Errors
/// When the database refuses.
pub fn delete(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    for statement in [&DELETE, &DELETE_QUALIFICATIONS, &DELETE_WORDS] {
        tx.execute(statement, params![login.as_str()])?;
    }
    attribute::forget(tx, login)
}

/// Whose address this is.
///
/// # Errors
/// When the database refuses.
pub fn holder(tx: &mut Tx<'_>, email: &EmailAddress) -> Result<Option<UserId>, StoreError> {
    tx.find(&BY_EMAIL, params![email.folded()], |row| row.parse("login", UserId::new))
}

/// Up to `limit` users who left before a moment, in microseconds since 1970; whoever left first comes first.
///
/// # Errors
/// When the database refuses.
pub fn left_before(tx: &mut Tx<'_>, before_us: i64, limit: i64) -> Result<Vec<UserId>, StoreError> {
    tx.query(&LEFT_BEFORE, params![before_us, limit], |row| row.parse("login", UserId::new))
}

/// The engine knows whether a user is active; the account knows why not.
pub(crate) fn state(active: bool, kept: AccountState) -> AccountState {
    match (active, kept) {
        (true, _) => AccountState::Active,
        (false, AccountState::Active) => AccountState::Suspended,
        (false, kept) => kept,
    }
}

fn with_row<T>(
    login: &UserId,
    kept: &Kept,
    put: impl FnOnce(&[crate::Param<'_>]) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let Kept { account, created_us, changed_us, left_us } = kept;
    let profile = Profile {
        phones: account.phones.clone(),
        notifications: account.notifications.clone(),
        attributes: account.attributes.clone(),
    };
    let profile = serde_json::to_string(&profile)
        .map_err(|error| StoreError::Invalid { what: format!("account {login}"), why: error.to_string() })?;
    put(params![
        login.as_str(),
        account.state.as_str(),
        account.email.as_ref().map(EmailAddress::as_str),
        account.email.as_ref().map(EmailAddress::folded),
        account.first_name.as_ref().map(|name| name.as_str()),
        account.last_name.as_ref().map(|name| name.as_str()),
        account.job_title.as_ref().map(|title| title.as_str()),
        account.area.as_ref().map(AreaCode::as_str),
        account.language.as_ref().map(|tag| tag.as_str()),
        *created_us,
        *changed_us,
        *left_us,
        &profile,
    ])
}

fn read(row: &mut Row<'_>) -> Result<Kept, StoreError> {
    row.text("login")?;
    read_from(row)
}

/// What stands behind the login.
fn read_from(row: &mut Row<'_>) -> Result<Kept, StoreError> {
    let state = row.parse("state", str::parse)?;
    let email = row.opt_parse("email", EmailAddress::new)?;
    row.opt_text("email_key")?;
    let first_name = row.opt_parse("first_name", bailiwick_model::PersonName::new)?;
    let last_name = row.opt_parse("last_name", bailiwick_model::PersonName::new)?;
    let job_title = row.opt_parse("job_title", bailiwick_model::JobTitle::new)?;
    let area = row.opt_parse("area", AreaCode::new)?;
    let language = row.opt_parse("language", bailiwick_model::LanguageTag::new)?;
    let (created_us, changed_us) = (row.int("created_us")?, row.int("changed_us")?);
    let left_us = row.opt_int("left_us")?;
    let Profile { phones, notifications, attributes } = row.json("profile")?;
    let account = Account {
        state,
        email,
        first_name,
        last_name,
        job_title,
        phones,
        area,
        language,
        notifications,
        attributes,
        qualifications: Vec::new(),
    };
    Ok(Kept { account, created_us, changed_us, left_us })
}
