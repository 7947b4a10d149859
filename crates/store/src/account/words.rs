//! The words that a user is found by.

use std::collections::BTreeSet;

use bailiwick_model::{Account, User, UserId};

use super::WORD;
use crate::{StoreError, Tx, param::params};

/// Words of a search that are looked at; more of them find nobody new.
const MOST: usize = 8;

/// Letters of a word that are kept.
const LONGEST: usize = 64;

/// The folded words of what somebody types to find a user.
#[must_use]
pub fn search_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = words(text).collect();
    words.truncate(MOST);
    words
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    login: &UserId,
    user: &User,
    account: &Account,
) -> Result<(), StoreError> {
    for word in of(login, user, account) {
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
