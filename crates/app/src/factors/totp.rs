//! Codes of an authenticator (TOTP, RFC 6238): six digits, anew every thirty seconds, from a seed that both sides know.
//!
//! The parameters are those that every authenticator understands: SHA-1, six digits, thirty seconds. A telephone whose
//! clock is half a minute wrong still works: the step before and the step after count, too. No step counts twice.

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::{Zeroize, Zeroizing};

use super::NoEntropy;
use crate::api_keys::Entropy;

/// How long a code is shown.
const SECONDS: u64 = 30;
const DIGITS: u8 = 6;

/// What an authenticator and the installation both know: 160 bits. It has no `Debug`; keep it sealed.
#[derive(Clone)]
pub struct Seed([u8; Seed::BYTES]);

/// Thirty seconds, counted from 1970. The last one that was used is kept, and nothing up to it is accepted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step(u64);

/// Why a code was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Not six digits.
    #[error("a code of an authenticator is six digits; type what it shows")]
    NoCode,
    /// Not the code of this moment.
    #[error(
        "this is not the code of this moment; wait for the next one, and see that the telephone's clock is right"
    )]
    OtherCode,
    /// It was used, or a later one was.
    #[error("this code was used already; wait for the next one")]
    Used,
}

/// Why there is nothing to show to an authenticator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an authenticator cannot be told of this account: {0}; give it a login")]
pub struct NoUri(String);

impl Seed {
    /// How many bytes a seed has, as RFC 4226 recommends.
    pub const BYTES: usize = 20;

    /// A new seed.
    ///
    /// # Errors
    /// When there are no random bytes.
    pub fn make(entropy: Entropy<'_>) -> Result<Self, NoEntropy> {
        let mut seed = Self([0; Self::BYTES]);
        entropy(&mut seed.0).map_err(NoEntropy)?;
        Ok(seed)
    }

    /// The seed that [`Seed::bytes`] gave; none if it is of another length.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().map(Self).ok()
    }

    /// The seed, to be sealed.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The seed as base32 in groups of four, for those who cannot scan.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let plain = Zeroizing::new(self.clock().secret().to_base32());
        let mut text = Zeroizing::new(String::with_capacity(plain.len() * 2));
        for (at, letter) in plain.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push(' ');
            }
            text.push(letter);
        }
        text
    }

    /// What an authenticator scans: an `otpauth://` address with the seed, who asks (`issuer`) and for which account.
    /// A colon parts the two in it, so one inside them becomes a space.
    ///
    /// # Errors
    /// When the account has no name, or one that an address would not keep: by itself, `..` leads upwards.
    pub fn uri(&self, issuer: &str, account: &str) -> Result<Zeroizing<String>, NoUri> {
        let plain = |text: &str| text.replace(':', " ").trim().to_owned();
        let issuer = Some(plain(issuer)).filter(|issuer| !issuer.is_empty());
        let account = plain(account);
        if issuer.is_none() && [".", ".."].contains(&account.as_str()) {
            return Err(NoUri(format!("{account:?} is no name that an address can hold")));
        }
        let clock = self.builder().with_issuer(issuer).with_account_name(account);
        let uri = clock.build().and_then(|clock| clock.to_url());
        uri.map(Zeroizing::new).map_err(|why| NoUri(why.to_string()))
    }

    fn builder(&self) -> Builder {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_step_duration(SECONDS)
            .with_secret(self.0.to_vec())
    }

    fn clock(&self) -> Totp {
        self.builder().build_noncompliant()
    }

    /// The code of a step.
    #[must_use]
    pub fn code(&self, step: Step) -> Zeroizing<String> {
        Zeroizing::new(self.clock().generate(step.0.saturating_mul(SECONDS)).to_string())
    }
}

impl Drop for Seed {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Step {
    /// The step of a moment, in microseconds since 1970.
    #[must_use]
    pub fn at(now_us: i64) -> Self {
        Self(u64::try_from(now_us / 1_000_000).unwrap_or(0) / SECONDS)
    }

    /// Its number, to be kept.
    #[must_use]
    pub fn number(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX)
    }

    /// The step that [`Step::number`] gave.
    #[must_use]
    pub fn numbered(number: i64) -> Self {
        Self(u64::try_from(number).unwrap_or(0))
    }
}

/// Judges a code at a moment, in microseconds since 1970, and gives the step to keep as the last one that was used.
/// Spaces in the code do not matter. How long it takes tells nothing of the seed or of which step was the right one.
///
/// # Errors
/// When it is no code, not the right one, or of a step up to `last`.
pub fn verify(code: &str, seed: &Seed, now_us: i64, last: Option<Step>) -> Result<Step, Wrong> {
    let typed = Zeroizing::new(code.chars().filter(|letter| !letter.is_whitespace()).collect::<String>());
    if typed.len() != usize::from(DIGITS) || !typed.bytes().all(|letter| letter.is_ascii_digit()) {
        return Err(Wrong::NoCode);
    }
    let now = Step::at(now_us).0;
    let window = [now.saturating_sub(1), now, now.saturating_add(1)].map(Step);
    let mut found = Choice::from(0);
    let mut step = 0;
    for candidate in window {
        let same = seed.code(candidate).as_bytes().ct_eq(typed.as_bytes());
        // The latest one, so that a code that fits twice is used up for good.
        step = u64::conditional_select(&step, &candidate.0, same);
        found |= same;
    }
    if !bool::from(found) {
        return Err(Wrong::OtherCode);
    }
    match last {
        Some(last) if Step(step) <= last => Err(Wrong::Used),
        _ => Ok(Step(step)),
    }
}

#[cfg(test)]
mod tests;
