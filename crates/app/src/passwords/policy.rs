//! What a new password must be, and what is wrong with one.

use bailiwick_model::StoredPassword;

use super::{
    BreachedError, BreachedList, CharacterClass, ContextWords, Fault, Hasher, HasherError, MAX_CHARACTERS,
    Password, Verdict, common::is_common, strength,
};

/// What a new password must be. Those that are in use are never judged: what was good enough goes on until it is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// Least characters; less than eight is taken for eight, more than 128 for 128.
    pub min_length: usize,
    /// Least characters of each class. NIST SP 800-63B-4 advises against asking for any.
    pub composition: Composition,
    /// Least score of [`strength`], 0 to 4; at 0 it is not looked at.
    pub min_strength: u8,
    /// How many of the last ones may not be used again. NIST asks for none. Each costs a hash, so it is 24 at most.
    pub history: usize,
}

/// How many characters of each class a password takes, 16 at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Composition {
    /// Small letters.
    pub lower: usize,
    /// Large letters.
    pub upper: usize,
    /// Digits.
    pub digits: usize,
    /// What is neither letter nor digit.
    pub symbols: usize,
}

/// What a password is held against.
#[derive(Clone, Copy, Debug)]
pub struct Against<'a> {
    /// What others know of the person.
    pub context: &'a ContextWords,
    /// What became known in breaches, when the operator has a list.
    pub breached: Option<&'a BreachedList>,
    /// What the person used before, the one in use first, and who can tell.
    pub former: Option<(&'a Hasher, &'a [StoredPassword])>,
}

/// Why a password could not be judged, which does not make it a good one.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    /// The list of breached passwords is broken.
    #[error(transparent)]
    Breached(#[from] BreachedError),
    /// Former passwords could not be compared.
    #[error(transparent)]
    Hasher(#[from] HasherError),
}

/// Fewest characters that any policy lets a password have.
const FEWEST: usize = 8;

/// Most characters that a policy may ask for: as many as a password can have.
const MOST_ASKED: usize = MAX_CHARACTERS;

/// Most characters of one class that a policy may ask for, so that no policy asks for what nobody can type.
const MOST_OF_CLASS: usize = 16;

/// Most former passwords that are compared.
const MOST_FORMER: usize = 24;

/// Judges a new password; nothing is wrong with it when the list is empty.
///
/// Former passwords are compared when nothing else is wrong: that takes a hash each.
///
/// # Errors
/// [`JudgeError`] when it cannot be told.
pub fn judge(
    password: &Password,
    policy: &PasswordPolicy,
    against: &Against<'_>,
) -> Result<Vec<Fault>, JudgeError> {
    let text = password.reveal();
    let mut faults = Vec::new();
    let least = policy.min_length.clamp(FEWEST, MOST_ASKED);
    if password.length() < least {
        faults.push(Fault::TooShort { least });
    }
    for class in CharacterClass::ALL {
        let least = policy.composition.of(class).min(MOST_OF_CLASS);
        if text.chars().filter(|character| class.has(*character)).count() < least {
            faults.push(Fault::ClassMissing { class, least });
        }
    }
    if let Some(word) = against.context.found_in(text) {
        faults.push(Fault::Context { word: word.to_owned() });
    }
    if is_common(text) {
        faults.push(Fault::Common);
    } else if policy.min_strength > 0
        && strength(password, against.context).score < policy.min_strength.min(4)
    {
        faults.push(Fault::TooWeak);
    }
    if let Some(list) = against.breached
        && list.holds(password)?
    {
        faults.push(Fault::Breached);
    }
    if faults.is_empty() && used_before(password, policy.history.min(MOST_FORMER), against)? {
        faults.push(Fault::UsedBefore { remembered: policy.history.min(MOST_FORMER) });
    }
    Ok(faults)
}

fn used_before(password: &Password, remembered: usize, against: &Against<'_>) -> Result<bool, HasherError> {
    let Some((hasher, former)) = against.former else { return Ok(false) };
    for stored in former.iter().take(remembered) {
        if hasher.verify(password, stored)? != Verdict::Wrong {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Composition {
    fn of(self, class: CharacterClass) -> usize {
        match class {
            CharacterClass::Lower => self.lower,
            CharacterClass::Upper => self.upper,
            CharacterClass::Digit => self.digits,
            CharacterClass::Symbol => self.symbols,
        }
    }
}

impl Default for PasswordPolicy {
    /// As NIST SP 800-63B-4 has it for a password that is the only factor: 15 characters of any kind, none that is easy to
    /// guess. With a second factor eight are enough.
    fn default() -> Self {
        Self { min_length: 15, composition: Composition::default(), min_strength: 2, history: 0 }
    }
}

#[cfg(test)]
mod tests;
