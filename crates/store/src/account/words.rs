//! The words that a user is found by.

use std::collections::BTreeMap;

use bailiwick_model::{Account, User, UserId};

use super::{DELETE_WORDS, UP_TO, WORD, WORDS};
use crate::{StoreError, Tx, param::params};

/// The fields that users are found by, and the bit that says so of a word. Whoever may not read a field finds nobody by it.
pub const SOURCES: [(&str, i64); 5] =
    [("login", 1), ("name", 2), ("first_name", 4), ("last_name", 8), ("email", 16)];

/// Words of a search that are looked at; more of them find nobody new.
const MOST: usize = 8;

/// Letters of a word that are kept.
const LONGEST: usize = 64;

/// Entries that are looked at one by one sooner than everybody is.
const FEW: i64 = 20_000;

/// Entries that cost next to nothing to look at.
const HARDLY_ANY: i64 = 200;

/// The folded words of what somebody types to find a user.
#[must_use]
pub fn search_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = words(text).collect();
    words.truncate(MOST);
    words
}

/// The words of a search, the one that fewest users have first; and whether those are few enough to be looked at one by one.
///
/// Counting stops as soon as it is known which word that is, or one is had by hardly anybody; the longest is counted first,
/// since it is likely to be the one.
///
/// # Errors
/// When the database refuses.
pub fn by_rarity(tx: &mut Tx<'_>, words: &[String]) -> Result<(Vec<String>, bool), StoreError> {
    let mut words = words.to_vec();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let (mut fewest, mut rarest) = (FEW + 1, 0);
    for (at, word) in words.iter().enumerate() {
        let end = format!("{word}\u{10ffff}");
        let count = tx.find(&UP_TO, params![word, &end, fewest], |row| row.int("count"))?.unwrap_or_default();
        if count < fewest {
            (fewest, rarest) = (count, at);
        }
        if fewest <= HARDLY_ANY {
            break;
        }
    }
    words.get_mut(..=rarest).unwrap_or_default().rotate_right(1);
    Ok((words, fewest <= FEW))
}

/// Says that the words that somebody is found by will be written.
pub(super) fn foresee(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.foresee(&WORDS, params![login.as_str()])
}

/// Writes the words that somebody is found by, where they are others than before.
pub(super) fn put(tx: &mut Tx<'_>, login: &UserId, user: &User, account: &Account) -> Result<(), StoreError> {
    let found = of(login, user, account);
    let known = tx.query(&WORDS, params![login.as_str()], |row| {
        Ok((row.text("word")?.to_owned(), row.int("sources")?))
    })?;
    if known.len() == found.len() && known.iter().all(|(word, sources)| found.get(word) == Some(sources)) {
        return Ok(());
    }
    tx.execute_later(&DELETE_WORDS, params![login.as_str()])?;
    for (word, sources) in found {
        tx.insert_later(&WORD, params![&word, login.as_str(), sources])?;
    }
    Ok(())
}

/// Everything that a user is found by, with the fields that it comes from.
pub(crate) fn of(login: &UserId, user: &User, account: &Account) -> BTreeMap<String, i64> {
    let texts = [
        Some(login.as_str()),
        user.name.as_deref(),
        account.first_name.as_ref().map(|name| name.as_str()),
        account.last_name.as_ref().map(|name| name.as_str()),
        account.email.as_ref().map(|email| email.folded()),
    ];
    let mut found = BTreeMap::new();
    for (text, (_, source)) in texts.into_iter().zip(SOURCES) {
        for word in text.into_iter().flat_map(words) {
            *found.entry(word).or_default() |= source;
        }
    }
    found
}

/// Letters and digits in a row, in small letters. An address is found by each of its parts.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.to_lowercase().chars().take(LONGEST).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_found_by_their_parts() {
        let user = User { name: Some("Ásha O'Neill-Rao".into()), ..User::default() };
        let login = UserId::new("asha.rao@office.example").unwrap();
        let found: Vec<_> = of(&login, &user, &Account::default()).into_iter().collect();
        let wanted =
            [("asha", 1), ("example", 1), ("neill", 2), ("o", 2), ("office", 1), ("rao", 3), ("ásha", 2)];
        assert_eq!(found, wanted.map(|(word, sources)| (word.to_owned(), sources)));
        assert_eq!(search_words(" ASHA,ra "), ["asha", "ra"]);
        assert!(search_words("-- ").is_empty());
    }
}
