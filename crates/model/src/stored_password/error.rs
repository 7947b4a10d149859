//! Why a text is no kept password.

/// Why a text is no password that could be compared with. No message shows any of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoredPasswordError {
    /// It begins like nothing that is known.
    #[error(
        "the password is kept in a form that is not known; take over argon2 ($argon2id$ …), bcrypt ($2b$ …), PBKDF2 ($pbkdf2-sha512$ …), \
         LDAP ({{SSHA}} …) or a credential of Keycloak, or leave it out and let the person choose a new one"
    )]
    Unknown,
    /// A part of it.
    #[error(
        "the {what} of the kept password cannot be read; take it over unchanged, as the other system keeps it"
    )]
    Unreadable {
        /// Which part.
        what: &'static str,
    },
    /// A part of it is known and out of bounds, so nothing is computed.
    #[error(
        "the {what} of the kept password is {value}, and {least} to {most} are taken; leave it out and let the person choose a new one"
    )]
    Beyond {
        /// Which part.
        what: &'static str,
        /// What it is.
        value: u64,
        /// What it may be at least.
        least: u64,
        /// What it may be at most.
        most: u64,
    },
    /// Nothing of it was looked at.
    #[error("the kept password has more than {most} bytes; take over the credential of one person alone")]
    TooLong {
        /// How many bytes it may have.
        most: usize,
    },
}
