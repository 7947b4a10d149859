//! The ways in, the gates on each, and what somebody can show.

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pathway {
    /// A name and a password.
    Password,
    /// A passkey alone.
    Passkey,
    /// A link that was sent: an invitation, or for who forgot the password.
    Letter,
    /// The secret that the machine prints before there is anybody.
    SetUp,
    /// A key of a program, at each of its requests.
    Key,
}

/// What has to hold before anybody is in. In the order in which it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// Not too many have failed of late.
    Attempts,
    /// The account is active, and today is among its days.
    Account,
    /// Nobody has closed the place where the person belongs.
    Place,
    /// The address is one from which he may come.
    Network,
    /// He has shown two things where two are wanted.
    SecondFactor,
    /// The password need not be changed.
    Password,
    /// There are not too many sessions.
    Sessions,
}

/// What somebody can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// A password.
    Password,
    /// A link from a letter.
    Letter,
    /// The secret of the set-up.
    SetUp,
    /// A key of a program.
    Key,
    /// A passkey, with whoever holds it made sure of by the device.
    Passkey,
    /// A code of an authenticator app.
    Totp,
    /// A code that was sent by mail.
    EmailCode,
    /// A code that was sent by telephone.
    SmsCode,
    /// A code from the list for bad days.
    RecoveryCode,
    /// A device on which a second factor was shown not long ago.
    TrustedDevice,
}

/// What somebody has shown so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Factors(BTreeSet<Factor>);

impl Pathway {
    /// All ways in.
    pub const ALL: [Self; 5] = [Self::Password, Self::Passkey, Self::Letter, Self::SetUp, Self::Key];

    /// Whether a gate is asked on this way.
    ///
    /// # Errors
    /// Why it is not.
    pub fn asks(self, gate: Gate) -> Result<(), &'static str> {
        match (self, gate) {
            (Self::Key, Gate::Attempts) => Err("a key is 256 random bits; wrong ones are counted by address"),
            (Self::Key, Gate::SecondFactor) => {
                Err("a program has no second factor; its key is narrowed instead")
            }
            (Self::Key, Gate::Password) => Err("a key is no password, and has an end of its own"),
            (Self::Key, Gate::Sessions) => Err("a key opens no session"),
            (Self::Letter, Gate::Attempts) => Err(
                "a link is 256 random bits, and strangers must not lock out who has it; wrong ones are counted by address",
            ),
            (Self::Passkey, Gate::Password) => Err("no password was shown"),
            (Self::SetUp, Gate::Attempts) => Err("the secret is 256 random bits and there is no account yet"),
            _ => Ok(()),
        }
    }

    /// The word for files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Passkey => "passkey",
            Self::Letter => "letter",
            Self::SetUp => "set_up",
            Self::Key => "key",
        }
    }
}

impl Gate {
    /// All gates, in the order in which they are asked.
    pub const ALL: [Self; 7] = [
        Self::Attempts,
        Self::Account,
        Self::Place,
        Self::Network,
        Self::SecondFactor,
        Self::Password,
        Self::Sessions,
    ];

    /// The word for files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Attempts => "attempts",
            Self::Account => "account",
            Self::Place => "place",
            Self::Network => "network",
            Self::SecondFactor => "second_factor",
            Self::Password => "password",
            Self::Sessions => "sessions",
        }
    }
}

impl Factor {
    /// All that can be shown.
    pub const ALL: [Self; 10] = [
        Self::Password,
        Self::Letter,
        Self::SetUp,
        Self::Key,
        Self::Passkey,
        Self::Totp,
        Self::EmailCode,
        Self::SmsCode,
        Self::RecoveryCode,
        Self::TrustedDevice,
    ];

    /// Whether it is a second thing beside a password or a letter.
    #[must_use]
    pub fn is_second(self) -> bool {
        matches!(
            self,
            Self::Passkey
                | Self::Totp
                | Self::EmailCode
                | Self::SmsCode
                | Self::RecoveryCode
                | Self::TrustedDevice
        )
    }

    /// The word for files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Letter => "letter",
            Self::SetUp => "set_up",
            Self::Key => "key",
            Self::Passkey => "passkey",
            Self::Totp => "totp",
            Self::EmailCode => "email_code",
            Self::SmsCode => "sms_code",
            Self::RecoveryCode => "recovery_code",
            Self::TrustedDevice => "trusted_device",
        }
    }
}

impl Factors {
    /// One thing.
    #[must_use]
    pub fn one(factor: Factor) -> Self {
        Self([factor].into())
    }

    /// And another one.
    pub fn add(&mut self, factor: Factor) {
        self.0.insert(factor);
    }

    /// Whether it was shown.
    #[must_use]
    pub fn has(&self, factor: Factor) -> bool {
        self.0.contains(&factor)
    }

    /// Whether two things were shown that do not both come from one place. A passkey is two: the device, and what it asked of its holder. A
    /// letter and a code by mail are one mailbox.
    #[must_use]
    pub fn are_two(&self) -> bool {
        let by_mail_alone = |factor: &Factor| *factor == Factor::EmailCode && self.has(Factor::Letter);
        self.has(Factor::SetUp) || self.0.iter().any(|factor| factor.is_second() && !by_mail_alone(factor))
    }

    /// What was shown.
    pub fn iter(&self) -> impl Iterator<Item = Factor> {
        self.0.iter().copied()
    }
}

impl FromIterator<Factor> for Factors {
    fn from_iter<I: IntoIterator<Item = Factor>>(factors: I) -> Self {
        Self(factors.into_iter().collect())
    }
}

impl fmt::Display for Factors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.iter().map(Factor::as_str).collect();
        f.write_str(&words.join(" "))
    }
}

/// The text names nothing that can be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is nothing that somebody signing in can show")]
pub struct UnknownFactor(String);

impl FromStr for Factors {
    type Err = UnknownFactor;
    fn from_str(text: &str) -> Result<Self, UnknownFactor> {
        let factor = |word: &str| {
            let known = Factor::ALL.into_iter().find(|factor| factor.as_str() == word);
            known.ok_or_else(|| UnknownFactor(word.to_owned()))
        };
        text.split(' ').filter(|word| !word.is_empty()).map(factor).collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_asked_says_why() {
        let skipped = |way: Pathway| {
            Gate::ALL
                .into_iter()
                .filter(|gate| way.asks(*gate).is_err())
                .map(Gate::as_str)
                .collect::<Vec<_>>()
        };
        assert!(skipped(Pathway::Password).is_empty());
        assert_eq!(skipped(Pathway::Letter), ["attempts"]);
        assert_eq!(skipped(Pathway::Passkey), ["password"]);
        assert_eq!(skipped(Pathway::Key), ["attempts", "second_factor", "password", "sessions"]);
        assert_eq!(skipped(Pathway::SetUp), ["attempts"]);
        // Whatever the way, nobody comes in whose account, place or address is not let in.
        for way in Pathway::ALL {
            assert!([Gate::Account, Gate::Place, Gate::Network].iter().all(|gate| way.asks(*gate).is_ok()));
        }
    }

    #[test]
    fn two_things_from_one_mailbox_are_one() {
        let shown = |text: &str| text.parse::<Factors>().unwrap().are_two();
        assert!(shown("password totp") && shown("password email_code") && shown("passkey"));
        assert!(shown("letter totp") && shown("letter email_code sms_code"));
        assert!(!shown("password") && !shown("letter email_code") && !shown("letter password"));
        let all: Factors = "totp password".parse().unwrap();
        assert_eq!(all.to_string(), "password totp");
        assert!("password palm".parse::<Factors>().is_err());
    }
}
