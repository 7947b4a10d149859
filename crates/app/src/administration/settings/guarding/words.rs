//! The words of settings that guard, as types.

/// A type for the words of a setting, which are read by their name.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $word:ident = $text:literal),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$what])* $word),*
        }

        impl $name {
            /// The one of this name.
            #[must_use]
            pub fn read(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$word),)*
                    _ => None,
                }
            }

            /// Its name in the setting.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$word => $text),*
                }
            }
        }
    };
}

words! {
    /// Who has to show something beside the password: `factor.required`.
    #[derive(Default)]
    FactorRequired {
        /// Nobody who does not want to.
        Optional = "optional",
        /// Administrators.
        Administrators = "administrators",
        /// Everybody; what cannot be read is taken for this.
        #[default]
        Everybody = "everybody",
    }
}

words! {
    /// Who gives a new password to somebody who has forgotten his: `password.reset`.
    #[derive(Default)]
    PasswordReset {
        /// He himself, by a letter.
        Email = "email",
        /// Somebody who manages the account; what cannot be read is taken for this.
        #[default]
        Administrator = "administrator",
    }
}

words! {
    /// What happens when there are as many sessions as there can be: `session.when_full`.
    #[derive(Default)]
    WhenFull {
        /// The user chooses which one ends.
        Choose = "choose",
        /// The oldest ends.
        Oldest = "oldest",
        /// None is opened; what cannot be read is taken for this.
        #[default]
        Deny = "deny",
    }
}

words! {
    /// What one can show beside a password: `factor.methods`.
    Means {
        /// A code from a letter.
        Email = "email",
        /// A passkey.
        Passkey = "passkey",
        /// A code from a list that was printed.
        Recovery = "recovery",
        /// A code from a text message.
        Sms = "sms",
        /// A code of an authenticator.
        Totp = "totp",
    }
}

words! {
    /// Kinds of characters: `password.composition`.
    Characters {
        /// Digits.
        Digit = "digit",
        /// Small letters.
        Lower = "lower",
        /// Whatever is neither letter nor digit.
        Symbol = "symbol",
        /// Capital letters.
        Upper = "upper",
    }
}

words! {
    /// What ends all other sessions of a user: `session.ends_on`.
    Ending {
        /// Another second factor.
        Factor = "factor",
        /// A new password.
        Password = "password",
        /// Other roles.
        Role = "role",
    }
}

#[cfg(test)]
mod tests {
    use bailiwick_model::{SettingKind, SettingName};

    use super::*;

    #[test]
    fn every_word_of_a_setting_is_known() {
        fn check<T: Copy>(name: SettingName, read: fn(&str) -> Option<T>, word: fn(T) -> &'static str) {
            let (SettingKind::Words(words) | SettingKind::Choice(words)) = name.kind() else {
                panic!("{name} has no words");
            };
            for text in words {
                assert_eq!(read(text).map(word), Some(*text), "{name}");
            }
            assert!(read("nothing").is_none());
        }
        check(SettingName::FACTOR_REQUIRED, FactorRequired::read, FactorRequired::word);
        check(SettingName::PASSWORD_RESET, PasswordReset::read, PasswordReset::word);
        check(SettingName::SESSION_WHEN_FULL, WhenFull::read, WhenFull::word);
        check(SettingName::FACTOR_METHODS, Means::read, Means::word);
        check(SettingName::PASSWORD_COMPOSITION, Characters::read, Characters::word);
        check(SettingName::SESSION_ENDS_ON, Ending::read, Ending::word);
    }
}
