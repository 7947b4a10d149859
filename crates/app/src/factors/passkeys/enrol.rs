//! Enrolling a passkey.

use serde::{Deserialize, Serialize};
use webauthn_rs::prelude::{
    AttestationMetadata, AttestedPasskeyRegistration, CreationChallengeResponse, Credential,
    PasskeyRegistration, RegisterPublicKeyCredential, SecurityKeyRegistration, Uuid,
};

use super::{Attestation, Begun, Handle, PasskeyError, Passkeys, Purpose, kept, options, response, written};

/// Whose passkey it is to be.
#[derive(Clone, Copy, Debug)]
pub struct Person<'p> {
    /// By what devices know the account.
    pub handle: Handle,
    /// The login, which a device shows to tell accounts apart.
    pub login: &'p str,
    /// What the person is called.
    pub name: &'p str,
}

/// A passkey that was enrolled, to be kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What tells it from all others. No two accounts may have the same.
    pub credential_id: Vec<u8>,
    /// The public key and what else it takes to judge it, as JSON. No secret, but whoever can write it can sign in.
    pub body: String,
    /// Which model it is, where its maker vouched for it.
    pub aaguid: Option<String>,
    /// Whether it can be found without a login; nobody knows where the browser did not say.
    pub discoverable: Option<bool>,
    /// Whether the device told its owner by a PIN, a finger or a face.
    pub user_verified: bool,
    /// Whether it may be copied to other devices of its owner, as telephones do.
    pub synced: bool,
}

#[derive(Serialize, Deserialize)]
enum Half {
    Alone(PasskeyRegistration),
    Second(SecurityKeyRegistration),
    SecondAttested(SecurityKeyRegistration),
    Attested(AttestedPasskeyRegistration),
}

impl Passkeys {
    /// Begins to enrol a passkey. `existing` are the ids of those that the person has already, so that none is enrolled
    /// twice.
    ///
    /// # Errors
    /// When the person has no login or no name.
    pub fn begin_enrol(
        &self,
        purpose: Purpose,
        person: Person<'_>,
        existing: &[Vec<u8>],
        attestation: &Attestation,
    ) -> Result<Begun, PasskeyError> {
        let Person { handle, login, name } = person;
        let id = Uuid::from_bytes(handle.0);
        let existing = (!existing.is_empty()).then(|| existing.to_vec());
        let (creation, half) = match (purpose, attestation) {
            (Purpose::Alone, Attestation::None) => {
                let (creation, half) = self.site.start_passkey_registration(id, login, name, existing)?;
                (creation, Half::Alone(half))
            }
            (Purpose::Alone, Attestation::By(trusted)) => {
                let trusted = trusted.list();
                let begun = self
                    .site
                    .start_attested_passkey_registration(id, login, name, existing, trusted, None)?;
                (begun.0, Half::Attested(begun.1))
            }
            (Purpose::SecondFactor, Attestation::None) => {
                let begun =
                    self.site.start_securitykey_registration(id, login, name, existing, None, None)?;
                (begun.0, Half::Second(begun.1))
            }
            (Purpose::SecondFactor, Attestation::By(trusted)) => {
                let trusted = Some(trusted.list());
                let begun =
                    self.site.start_securitykey_registration(id, login, name, existing, trusted, None)?;
                (begun.0, Half::SecondAttested(begun.1))
            }
        };
        Ok(Begun { options: offered(creation, purpose)?, state: written(&half)? })
    }

    /// Ends it with the browser's response and the state of the first half.
    ///
    /// # Errors
    /// See [`PasskeyError`].
    pub fn finish_enrol(&self, body: &[u8], state: &str) -> Result<Kept, PasskeyError> {
        let shown: RegisterPublicKeyCredential = response(body)?;
        let discoverable = shown.extensions.cred_props.as_ref().and_then(|properties| properties.rk);
        let half: Half = kept(state)?;
        let attested = matches!(half, Half::Attested(_) | Half::SecondAttested(_));
        let credential: Credential = match half {
            Half::Alone(half) => self.site.finish_passkey_registration(&shown, &half)?.into(),
            Half::Attested(half) => self.site.finish_attested_passkey_registration(&shown, &half)?.into(),
            Half::Second(half) | Half::SecondAttested(half) => {
                self.site.finish_securitykey_registration(&shown, &half)?.into()
            }
        };
        Ok(Kept {
            credential_id: credential.cred_id.clone(),
            aaguid: if attested { aaguid(&credential) } else { None },
            discoverable,
            user_verified: credential.user_verified,
            synced: credential.backup_eligible,
            body: written(&credential)?,
        })
    }
}

/// What the browser is offered. The library takes care of what guards; these are about what devices can do, and what people see.
fn offered(
    mut creation: CreationChallengeResponse,
    purpose: Purpose,
) -> Result<serde_json::Value, PasskeyError> {
    // Every kind of device will do, so the browser is not led to one of them.
    creation.public_key.hints = None;
    let mut offered = options(&creation)?;
    match purpose {
        // So that it can be found without a login, where the device has room for it.
        Purpose::Alone => {
            if let Some(resident) = offered.pointer_mut("/publicKey/authenticatorSelection/residentKey") {
                *resident = "preferred".into();
            }
        }
        // A key that has no PIN cannot promise to ask for one, and browsers refuse to have it asked.
        Purpose::SecondFactor => {
            if let Some(extensions) =
                offered.pointer_mut("/publicKey/extensions").and_then(|all| all.as_object_mut())
            {
                extensions.remove("credentialProtectionPolicy");
                extensions.remove("enforceCredentialProtectionPolicy");
            }
        }
    }
    Ok(offered)
}

/// The model that its maker vouched for.
fn aaguid(credential: &Credential) -> Option<String> {
    match &credential.attestation.metadata {
        AttestationMetadata::Packed { aaguid } | AttestationMetadata::Tpm { aaguid, .. } => {
            Some(aaguid.to_string())
        }
        _ => None,
    }
}
