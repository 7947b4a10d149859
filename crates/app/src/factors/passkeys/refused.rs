//! Why a passkey was not accepted, in our words.

use webauthn_rs::prelude::WebauthnError;

/// Why an enrolment or a sign-in with a passkey failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyError {
    /// Not what a browser sends.
    #[error("this is not what a browser sends for a passkey; send the whole credential as JSON")]
    Malformed,
    /// The first half, or the passkey, cannot be read any more.
    #[error("what was kept of this passkey or this attempt cannot be read; begin again")]
    State,
    /// It was made for, or at, another address.
    #[error("this passkey was used at another address than ours; open the right one and try again")]
    OtherSite,
    /// An answer to something else, or to what was asked earlier.
    #[error("this answers something else than what was asked; begin again")]
    OtherChallenge,
    /// A passkey that is not one of those in question, or that is somebody else's.
    #[error("this passkey is not known here; use another one, or enrol it")]
    Unknown,
    /// The device did not tell its owner, or was not touched.
    #[error("the device did not ask for a PIN, a finger or a face; set one up on it, or use another device")]
    NotVerified,
    /// Its counter went back: there may be a copy of it.
    #[error("this passkey may have been copied; remove it, and enrol another one")]
    Copied,
    /// The operator trusts other authenticators only.
    #[error("this kind of authenticator is not among those that are allowed here; use one that is")]
    NotAllowed,
    /// Its signature is wrong, or it does what no authenticator does.
    #[error("this passkey was not accepted; try again, or use another one")]
    Refused,
}

impl From<WebauthnError> for PasskeyError {
    fn from(error: WebauthnError) -> Self {
        use WebauthnError as E;
        let refused = match &error {
            E::InvalidRPOrigin | E::InvalidRPIDHash | E::CredentialCrossOrigin => Self::OtherSite,
            E::MismatchedChallenge | E::InvalidClientDataType => Self::OtherChallenge,
            E::CredentialNotFound | E::InvalidUserUniqueId => Self::Unknown,
            E::UserNotPresent | E::UserNotVerified => Self::NotVerified,
            E::CredentialPossibleCompromise => Self::Copied,
            E::ParseCBORFailure(_)
            | E::ParseJSONFailure(_)
            | E::ParseNOMFailure
            | E::ParseInsufficientBytesAvailable => Self::Malformed,
            E::AttestationNotVerifiable
            | E::AttestationNotSupported
            | E::AttestationUntrustedAaguid
            | E::AttestationFormatMissingAaguid
            | E::AttestationChainNotTrusted(_)
            | E::AttestationTrustFailure
            | E::AttestationLeafCertMissing
            | E::CredentialMayNotBeHardwareBound => Self::NotAllowed,
            _ => Self::Refused,
        };
        tracing::debug!(%error, "a passkey was refused");
        refused
    }
}
