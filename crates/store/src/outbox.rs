//! Letters on their way: each is tried by whoever has taken it, until it is sent or given up.
//!
//! Whoever takes a letter has it until a moment, which is written in the place of the moment when it is due; should he not be
//! heard of again, it is due then for whoever comes. So a letter is sent at least once.

mod count;

use crate::{
    Row, StoreError, Tx,
    param::params,
    sequence,
    sql::{rows, statements},
};

pub(crate) use count::{SHAPES as COUNT_SHAPES, STATEMENTS as COUNT_STATEMENTS};
pub use count::{count, counted, forget_counts};

/// A letter to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLetter<'l> {
    /// Its number, from [`number`].
    pub id: &'l str,
    /// What kind of letter.
    pub kind: &'l str,
    /// The account that it is about.
    pub login: Option<&'l str>,
    /// The way that it goes.
    pub channel: &'l str,
    /// All of it, sealed.
    pub sealed: &'l [u8],
    /// When it was made, in microseconds since 1970. It is due at once.
    pub made_us: i64,
    /// When it is of no use any longer.
    pub until_us: i64,
}

/// A letter that somebody has taken to send it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its number.
    pub id: String,
    /// What kind of letter.
    pub kind: String,
    /// The way that it goes.
    pub channel: String,
    /// All of it, sealed.
    pub sealed: Vec<u8>,
    /// When it was made.
    pub made_us: i64,
    /// When it is of no use any longer.
    pub until_us: i64,
    /// How often it has been taken, this time included.
    pub tries: i64,
}

/// A letter as a list has it: nothing of what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub id: String,
    /// What kind of letter.
    pub kind: String,
    /// The account that it is about.
    pub login: Option<String>,
    /// The way that it goes.
    pub channel: String,
    /// Where it stands.
    pub state: LetterState,
    /// Whether what stands in it is still kept.
    pub is_kept: bool,
    /// When it was made.
    pub made_us: i64,
    /// When it is due next, as long as it waits.
    pub next_us: i64,
    /// How often it has been tried.
    pub tries: i64,
    /// What was in the way last.
    pub error: Option<String>,
    /// When it was sent or given up.
    pub ended_us: Option<i64>,
}

/// Where a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterState {
    /// It is to be sent.
    Waiting,
    /// Whoever carries such letters has it.
    Sent,
    /// It was given up.
    Failed,
}

rows! {
    ROW in "outbox":
        id Text, kind Text, login Text, channel Text, state Text, sealed Blob, made_us Int, next_us Int, until_us Int, tries Int,
        holder Text, error Text, ended_us Int;
}

statements! {
    IS_DUE in "outbox": "select id from outbox where state = 'waiting' and next_us <= $1 limit 1";
    DUE in "outbox":
        "select id, kind, channel, sealed, made_us, until_us, tries from outbox \
         where state = 'waiting' and next_us <= $1 order by next_us, id limit $2";
    TAKE in "outbox": "update outbox set holder = $2, next_us = $3, tries = tries + 1 where id = $1";
    SENT in "outbox":
        "update outbox set state = 'sent', sealed = null, holder = null, error = null, ended_us = $3 \
         where id = $1 and holder = $2 and state = 'waiting'";
    LATER in "outbox":
        "update outbox set next_us = $3, holder = null, error = $4 where id = $1 and holder = $2 and state = 'waiting'";
    FAILED in "outbox":
        "update outbox set state = 'failed', sealed = null, holder = null, error = $4, ended_us = $3 \
         where id = $1 and holder = $2 and state = 'waiting'";
    WAITING in "outbox": "select count(*) as count from outbox where state = 'waiting'";
    OVERDUE in "outbox": "select count(*) as count from outbox where state = 'waiting' and made_us < $1";
    FAILED_SINCE in "outbox": "select count(*) as count from outbox where state = 'failed' and ended_us >= $1";
    OF in "outbox":
        "select id, kind, login, channel, state, sealed is not null as kept, made_us, next_us, tries, error, ended_us \
         from outbox where login = $1 order by id desc limit $2";
    NEWEST in "outbox":
        "select id, kind, login, channel, state, sealed is not null as kept, made_us, next_us, tries, error, ended_us \
         from outbox order by id desc limit $1";
    CANCEL in "outbox": "delete from outbox where login = $1";
    FORGET in "outbox": "delete from outbox where state <> 'waiting' and ended_us < $1";
}

/// The number of the next letter. Later ones come later in the order of texts.
///
/// # Errors
/// When the database refuses.
pub fn number(tx: &mut Tx<'_>) -> Result<String, StoreError> {
    Ok(format!("{:012}", sequence::next(tx, "letter", 1)?))
}

/// Puts a letter into the outbox.
///
/// # Errors
/// [`StoreError::Conflict`] when there is one of this number.
pub fn put(tx: &mut Tx<'_>, letter: &NewLetter<'_>) -> Result<(), StoreError> {
    let NewLetter { id, kind, login, channel, sealed, made_us, until_us } = letter;
    let nothing = crate::Param::Null;
    let row = params![
        *id, *kind, *login, *channel, "waiting", *sealed, *made_us, *made_us, *until_us, 0, nothing, nothing,
        nothing
    ];
    if tx.insert(&ROW, row)? { Ok(()) } else { Err(StoreError::conflict("letter", *id)) }
}

/// Whether there is a letter to be sent now.
///
/// # Errors
/// When the database refuses.
pub fn is_due(tx: &mut Tx<'_>, now_us: i64) -> Result<bool, StoreError> {
    Ok(tx.find(&IS_DUE, params![now_us], |_| Ok(()))?.is_some())
}

/// Takes at most `limit` letters that are due, longest due first. Nobody else takes them before `until_us`.
///
/// # Errors
/// When the database refuses.
pub fn take(
    tx: &mut Tx<'_>,
    holder: &str,
    now_us: i64,
    until_us: i64,
    limit: i64,
) -> Result<Vec<Taken>, StoreError> {
    let mut taken = tx.query(&DUE, params![now_us, limit], |row| {
        let (id, kind) = (row.text("id")?.to_owned(), row.text("kind")?.to_owned());
        let (channel, sealed) = (row.text("channel")?.to_owned(), row.blob("sealed")?.to_owned());
        let (made_us, until_us, tries) = (row.int("made_us")?, row.int("until_us")?, row.int("tries")?);
        Ok(Taken { id, kind, channel, sealed, made_us, until_us, tries })
    })?;
    for letter in &mut taken {
        tx.execute(&TAKE, params![&letter.id, holder, until_us])?;
        letter.tries += 1;
    }
    Ok(taken)
}

/// Notes that a letter was sent, and forgets what stands in it. Returns whether `holder` still had it.
///
/// # Errors
/// When the database refuses.
pub fn sent(tx: &mut Tx<'_>, id: &str, holder: &str, at_us: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(&SENT, params![id, holder, at_us])? == 1)
}

/// Notes that a letter could not be sent, and when it is tried again. Returns whether `holder` still had it.
///
/// # Errors
/// When the database refuses.
pub fn later(
    tx: &mut Tx<'_>,
    id: &str,
    holder: &str,
    next_us: i64,
    error: Option<&str>,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&LATER, params![id, holder, next_us, error])? == 1)
}

/// Gives a letter up, and forgets what stands in it. Returns whether `holder` still had it.
///
/// # Errors
/// When the database refuses.
pub fn failed(tx: &mut Tx<'_>, id: &str, holder: &str, at_us: i64, error: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&FAILED, params![id, holder, at_us, error])? == 1)
}

/// How many letters are still to be sent.
///
/// # Errors
/// When the database refuses.
pub fn waiting(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    Ok(tx.find(&WAITING, &[], |row| row.int("count"))?.unwrap_or_default())
}

/// How many letters are still to be sent that were made before a moment.
///
/// # Errors
/// When the database refuses.
pub fn overdue(tx: &mut Tx<'_>, made_us: i64) -> Result<i64, StoreError> {
    Ok(tx.find(&OVERDUE, params![made_us], |row| row.int("count"))?.unwrap_or_default())
}

/// How many letters were given up since a moment.
///
/// # Errors
/// When the database refuses.
pub fn failed_since(tx: &mut Tx<'_>, at_us: i64) -> Result<i64, StoreError> {
    Ok(tx.find(&FAILED_SINCE, params![at_us], |row| row.int("count"))?.unwrap_or_default())
}

/// The newest letters, about one account or about anybody, newest first.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn newest(tx: &mut Tx<'_>, login: Option<&str>, limit: i64) -> Result<Vec<Listed>, StoreError> {
    match login {
        Some(login) => tx.query(&OF, params![login, limit], listed),
        None => tx.query(&NEWEST, params![limit], listed),
    }
}

/// Takes away everything about an account, sent or not: somebody else may get the login one day.
///
/// # Errors
/// When the database refuses.
pub fn delete_of(tx: &mut Tx<'_>, login: &str) -> Result<(), StoreError> {
    tx.execute(&CANCEL, params![login]).map(drop)
}

/// Forgets letters that were sent or given up before a moment.
///
/// # Errors
/// When the database refuses.
pub fn forget_before(tx: &mut Tx<'_>, at_us: i64) -> Result<u64, StoreError> {
    tx.execute(&FORGET, params![at_us])
}

fn listed(row: &mut Row<'_>) -> Result<Listed, StoreError> {
    let (id, kind) = (row.text("id")?.to_owned(), row.text("kind")?.to_owned());
    let login = row.opt_text("login")?.map(str::to_owned);
    let channel = row.text("channel")?.to_owned();
    let state = row.parse("state", LetterState::read)?;
    let is_kept = row.flag("kept")?;
    let (made_us, next_us, tries) = (row.int("made_us")?, row.int("next_us")?, row.int("tries")?);
    let error = row.opt_text("error")?.map(str::to_owned);
    let ended_us = row.opt_int("ended_us")?;
    Ok(Listed { id, kind, login, channel, state, is_kept, made_us, next_us, tries, error, ended_us })
}

impl LetterState {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    fn read(text: &str) -> Result<Self, String> {
        let known = [Self::Waiting, Self::Sent, Self::Failed].into_iter().find(|s| s.as_str() == text);
        known.ok_or_else(|| format!("{text:?} is no state of a letter"))
    }
}
