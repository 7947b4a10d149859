//! Letters: what people are sent outside of the screen, with what stands in it. The words are found when one is sent.

mod recipient;
mod secret;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Channel;

pub use recipient::{Destination, Recipient};
pub use secret::{LetterCode, LetterLink, NoCode, NoLink};

/// One letter, without its recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Letter {
    /// An account waits for somebody, who comes in by a link.
    Invitation {
        /// Where to go.
        link: LetterLink,
        /// How many days the link opens anything.
        days: u32,
        /// Who invites, by the name that people know.
        inviter: Option<String>,
        /// The company that the account belongs to.
        company: Option<String>,
    },
    /// Somebody says that he has forgotten his password.
    PasswordReset {
        /// Where to go.
        link: LetterLink,
        /// How many minutes the link opens anything.
        minutes: u32,
    },
    /// An administrator wants somebody to choose a new password.
    PasswordResetByAdministrator {
        /// Where to go.
        link: LetterLink,
        /// How many hours the link opens anything.
        hours: u32,
        /// The administrator, by the name that people know.
        administrator: Option<String>,
    },
    /// Somebody has to show that mail to this address reaches him.
    VerifyEmail {
        /// Where to go.
        link: LetterLink,
        /// How many hours the link opens anything.
        hours: u32,
    },
    /// Somebody in the account has asked for another address; told to the one that it has, before anything changes.
    EmailChangeAsked {
        /// The address that was asked for, masked.
        new: String,
        /// For how many hours it can be followed.
        hours: u32,
    },
    /// An account has another address now; told to the one that it had.
    EmailChanged {
        /// The address before, masked.
        old: String,
        /// The address now, masked.
        new: String,
    },
    /// A code to sign in with.
    SignInCode {
        /// The code.
        code: LetterCode,
        /// How many minutes it opens anything.
        minutes: u32,
    },
    /// Somebody signed in from where he never did before.
    NewDevice {
        /// What it says that it is.
        device: String,
        /// Its address on the network.
        address: String,
        /// When.
        when: Timestamp,
        /// Where to end what it has begun.
        link: LetterLink,
    },
    /// There is another password now.
    PasswordChanged {
        /// When.
        when: Timestamp,
    },
    /// Another means of signing in was added.
    FactorAdded {
        /// What its owner calls it.
        name: String,
        /// When.
        when: Timestamp,
    },
    /// A means of signing in was taken away.
    FactorRemoved {
        /// What its owner called it.
        name: String,
        /// When.
        when: Timestamp,
    },
    /// A passkey was added.
    PasskeyAdded {
        /// What its owner calls it.
        name: String,
        /// When.
        when: Timestamp,
    },
    /// A key for programs was made, which acts as its owner.
    KeyCreated {
        /// What its owner calls it.
        name: String,
        /// What it begins with, which is no secret.
        prefix: String,
        /// When.
        when: Timestamp,
    },
    /// Somebody signed in with a recovery code.
    RecoveryCodeUsed {
        /// How many codes are left.
        left: u32,
        /// When.
        when: Timestamp,
    },
    /// So many attempts failed that nobody signs in from new devices for a while.
    AccountLocked {
        /// For how many minutes.
        minutes: u32,
        /// Since when.
        when: Timestamp,
    },
    /// Something that whoever looks after the installation should see.
    AdminAlert {
        /// What.
        alert: Alert,
        /// How often.
        count: u64,
        /// Within how many minutes.
        minutes: u32,
    },
    /// Nothing but the proof that letters arrive.
    Trial {
        /// When it was asked for.
        when: Timestamp,
    },
}

/// What whoever looks after the installation is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alert {
    /// Many attempts to sign in fail.
    FailedSignIns,
    /// Many accounts cannot be signed in to from new devices.
    LockedAccounts,
    /// One address on the network tries many accounts.
    ManyAccountsTried,
    /// An account that has to show two things has lost the last second one.
    LastFactor,
}

impl Alert {
    /// Each of them.
    pub const ALL: [Self; 4] =
        [Self::FailedSignIns, Self::LockedAccounts, Self::ManyAccountsTried, Self::LastFactor];

    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FailedSignIns => "failed_sign_ins",
            Self::LockedAccounts => "locked_accounts",
            Self::ManyAccountsTried => "many_accounts_tried",
            Self::LastFactor => "last_factor",
        }
    }
}

impl Letter {
    /// The word for what kind of letter it is; it says nothing of what stands in it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Invitation { .. } => "invitation",
            Self::PasswordReset { .. } => "password_reset",
            Self::PasswordResetByAdministrator { .. } => "password_reset_by_administrator",
            Self::VerifyEmail { .. } => "verify_email",
            Self::EmailChangeAsked { .. } => "email_change_asked",
            Self::EmailChanged { .. } => "email_changed",
            Self::SignInCode { .. } => "sign_in_code",
            Self::NewDevice { .. } => "new_device",
            Self::PasswordChanged { .. } => "password_changed",
            Self::FactorAdded { .. } => "factor_added",
            Self::FactorRemoved { .. } => "factor_removed",
            Self::PasskeyAdded { .. } => "passkey_added",
            Self::KeyCreated { .. } => "key_created",
            Self::RecoveryCodeUsed { .. } => "recovery_code_used",
            Self::AccountLocked { .. } => "account_locked",
            Self::AdminAlert { .. } => "admin_alert",
            Self::Trial { .. } => "trial",
        }
    }

    /// Where it leads to, if anywhere.
    #[must_use]
    pub fn link(&self) -> Option<&LetterLink> {
        match self {
            Self::Invitation { link, .. }
            | Self::PasswordReset { link, .. }
            | Self::PasswordResetByAdministrator { link, .. }
            | Self::VerifyEmail { link, .. }
            | Self::NewDevice { link, .. } => Some(link),
            _ => None,
        }
    }

    /// The code in it, if there is one.
    #[must_use]
    pub fn code(&self) -> Option<&LetterCode> {
        match self {
            Self::SignInCode { code, .. } => Some(code),
            _ => None,
        }
    }

    /// Whether whoever reads it can do something with it that others cannot.
    #[must_use]
    pub fn holds_secret(&self) -> bool {
        self.link().is_some() || self.code().is_some()
    }

    /// Whether it can go this way. A text message has room for a code or a warning, and none for a link that opens an account.
    #[must_use]
    pub fn goes_by(&self, channel: Channel) -> bool {
        match channel {
            Channel::Email => true,
            Channel::Sms => matches!(
                self,
                Self::SignInCode { .. }
                    | Self::NewDevice { .. }
                    | Self::PasswordChanged { .. }
                    | Self::AccountLocked { .. }
                    | Self::AdminAlert { .. }
                    | Self::Trial { .. }
            ),
            Channel::Screen => false,
        }
    }

    /// Whether somebody who has not proved anything can have it sent to somebody else, by asking. Those that tell what was done
    /// are counted apart, so that nobody hides one of them behind a flood.
    #[must_use]
    pub fn is_asked_for(&self) -> bool {
        matches!(
            self,
            Self::Invitation { .. }
                | Self::PasswordReset { .. }
                | Self::PasswordResetByAdministrator { .. }
                | Self::VerifyEmail { .. }
                | Self::SignInCode { .. }
                | Self::Trial { .. }
        )
    }

    /// For how many minutes it is of any use; nothing where that does not end by itself.
    #[must_use]
    pub fn useful_minutes(&self) -> Option<u32> {
        match self {
            Self::Invitation { days, .. } => Some(days.saturating_mul(24 * 60)),
            Self::PasswordResetByAdministrator { hours, .. } | Self::VerifyEmail { hours, .. } => {
                Some(hours.saturating_mul(60))
            }
            Self::PasswordReset { minutes, .. } | Self::SignInCode { minutes, .. } => Some(*minutes),
            _ => None,
        }
    }

    /// One of each, for whoever has to make sure that all can be written and sent.
    ///
    /// # Errors
    /// Never: what they are made of is fixed.
    pub fn samples() -> Result<Vec<Self>, SampleError> {
        let link = || LetterLink::new("/welcome#5oGfVx2mQk");
        let when = Timestamp::from_second(1_795_600_000).map_err(|_| SampleError)?;
        let name = || "Front desk & <back>".to_owned();
        let mut samples = vec![
            Self::Invitation {
                link: link()?,
                days: 7,
                inviter: Some("Asha Rao".to_owned()),
                company: Some(name()),
            },
            Self::Invitation { link: link()?, days: 1, inviter: None, company: None },
            Self::PasswordReset { link: link()?, minutes: 30 },
            Self::PasswordResetByAdministrator {
                link: link()?,
                hours: 24,
                administrator: Some("Asha Rao".to_owned()),
            },
            Self::PasswordResetByAdministrator { link: link()?, hours: 1, administrator: None },
            Self::VerifyEmail { link: link()?, hours: 2 },
            Self::EmailChangeAsked { new: "r…@home.example".to_owned(), hours: 2 },
            Self::EmailChanged { old: "a…@office.example".to_owned(), new: "r…@home.example".to_owned() },
            Self::SignInCode { code: LetterCode::new("482913")?, minutes: 10 },
            Self::NewDevice { device: name(), address: "203.0.113.7".to_owned(), when, link: link()? },
            Self::PasswordChanged { when },
            Self::FactorAdded { name: name(), when },
            Self::FactorRemoved { name: name(), when },
            Self::PasskeyAdded { name: name(), when },
            Self::KeyCreated { name: name(), prefix: "bwk_3fk2".to_owned(), when },
            Self::RecoveryCodeUsed { left: 0, when },
            Self::AccountLocked { minutes: 15, when },
            Self::Trial { when },
        ];
        let alert = |alert| Self::AdminAlert { alert, count: 120, minutes: 5 };
        samples.extend(Alert::ALL.map(alert));
        Ok(samples)
    }
}

/// A sample is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sample letter cannot be made")]
pub struct SampleError;

impl From<NoLink> for SampleError {
    fn from(_: NoLink) -> Self {
        Self
    }
}

impl From<NoCode> for SampleError {
    fn from(_: NoCode) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_letter_is_read_as_it_was_written_and_its_kind_is_its_word() {
        let samples = Letter::samples().unwrap();
        for letter in &samples {
            let json = serde_json::to_value(letter).unwrap();
            assert_eq!(json["kind"], letter.kind());
            assert_eq!(serde_json::from_value::<Letter>(json).unwrap(), *letter);
        }
        let kinds: BTreeSet<&str> = samples.iter().map(Letter::kind).collect();
        assert_eq!(kinds.len(), 17, "each kind has a sample: {kinds:?}");
        for alert in Alert::ALL {
            assert_eq!(serde_json::to_value(alert).unwrap(), alert.as_str());
        }
    }

    #[test]
    fn secrets_are_known_and_not_shown() {
        for letter in Letter::samples().unwrap() {
            let shown = format!("{letter:?}");
            assert!(!shown.contains("5oGfVx2mQk") && !shown.contains("482913"), "{shown}");
            let written = serde_json::to_string(&letter).unwrap();
            let holds = written.contains("5oGfVx2mQk") || written.contains("482913");
            assert_eq!(letter.holds_secret(), holds, "{}", letter.kind());
            let lasts = holds && !matches!(letter, Letter::NewDevice { .. });
            assert_eq!(letter.useful_minutes().is_some(), lasts, "{}", letter.kind());
        }
    }

    #[test]
    fn no_link_that_opens_an_account_goes_by_text_message() {
        for letter in Letter::samples().unwrap() {
            let opens = letter.link().is_some() && !matches!(letter, Letter::NewDevice { .. });
            assert!(!(opens && letter.goes_by(Channel::Sms)), "{}", letter.kind());
            assert!(letter.goes_by(Channel::Email) && !letter.goes_by(Channel::Screen));
        }
    }
}
