//! The words that a user is found by.

use std::collections::BTreeSet;

use bailiwick_model::{Account, User, UserId};

use super::{DELETE_WORDS, UP_TO, WORD, WORDS};
use crate::{StoreError, Tx, param::params};

/// Words of a search that are looked at; more of them find nobody new.
const MOST: usize = 8;

/// Letters of a word that are kept.
const LONGEST: usize = 64;

/// Entries that are looked at one by one sooner than everybody is.
const FEW: i64 = 20_000;

/// The folded words of what somebody types to find a user.
#[must_use]
pub fn search_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = words(text).collect();
    words.truncate(MOST);
    words
}

/// The words of a search, the one that fewest users have first; and whether those are few enough to be looked at one by one.
///
/// # Errors
/// When the database refuses.
pub fn by_rarity(tx: &mut Tx<'_>, words: &[String]) -> Result<(Vec<String>, bool), StoreError> {
    let mut counted = Vec::with_capacity(words.len());
    for word in words {
        let end = format!("{word}\u{10ffff}");
        let count = tx.find(&UP_TO, params![word, &end, FEW + 1], |row| row.int("count"))?;
        counted.push((count.unwrap_or_default(), word.clone()));
    }
    counted.sort();
    let is_rare = counted.first().is_some_and(|(count, _)| *count <= FEW);
    Ok((counted.into_iter().map(|(_, word)| word).collect(), is_rare))
}

/// Writes the words that somebody is found by, where they are others than before.
pub(super) fn put(tx: &mut Tx<'_>, login: &UserId, user: &User, account: &Account) -> Result<(), StoreError> {
    let found = of(login, user, account);
    let known = tx.query(&WORDS, params![login.as_str()], |row| row.text("word").map(str::to_owned))?;
    if known.len() == found.len() && known.iter().all(|word| found.contains(word)) {
        return Ok(());
    }
    tx.execute(&DELETE_WORDS, params![login.as_str()])?;
    for word in found {
        tx.insert(&WORD, params![&word, login.as_str()])?;
    }
    Ok(())
}

/// Everything that a user is found by.
pub(crate) fn of(login: &UserId, user: &User, account: &Account) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = words(login).collect();
    let texts = [
        user.name.as_deref(),
        account.first_name.as_ref().map(|name| name.as_str()),
        account.last_name.as_ref().map(|name| name.as_str()),
        account.email.as_ref().map(|email| email.folded()),
    ];
    for text in texts.into_iter().flatten() {
        found.extend(words(text));
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
        assert_eq!(found, ["asha", "example", "neill", "o", "office", "rao", "ásha"]);
        assert_eq!(search_words(" ASHA,ra "), ["asha", "ra"]);
        assert!(search_words("-- ").is_empty());
    }
}
