//! Who a letter is for, and where it goes.

use serde::{Deserialize, Serialize};

use crate::{Channel, EmailAddress, LanguageTag, PhoneNumber, TimeZoneName, UserId};

/// Who a letter is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// The account that it is about, where there is one.
    pub login: Option<UserId>,
    /// Where it goes.
    pub to: Destination,
    /// What the reader is called.
    pub name: Option<String>,
    /// The language that he reads; that of the installation otherwise.
    pub language: Option<LanguageTag>,
    /// The time zone that he lives in; UTC otherwise.
    pub zone: Option<TimeZoneName>,
}

/// Where a letter goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Destination {
    /// By electronic mail.
    Email(EmailAddress),
    /// As a text message.
    Sms(PhoneNumber),
}

impl Recipient {
    /// Somebody of whom nothing is known but where to reach him.
    #[must_use]
    pub fn at(to: Destination) -> Self {
        Self { login: None, to, name: None, language: None, zone: None }
    }
}

impl Destination {
    /// The way that it goes.
    #[must_use]
    pub fn channel(&self) -> Channel {
        match self {
            Self::Email(_) => Channel::Email,
            Self::Sms(_) => Channel::Sms,
        }
    }

    /// What is the same for all spellings of one destination.
    #[must_use]
    pub fn folded(&self) -> &str {
        match self {
            Self::Email(address) => address.folded(),
            Self::Sms(number) => number.as_str(),
        }
    }
}
