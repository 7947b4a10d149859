//! Signing in with a passkey.

use serde::{Deserialize, Serialize};
use webauthn_rs::prelude::{
    AuthenticationResult, Credential, DiscoverableAuthentication, Passkey, PasskeyAuthentication,
    PublicKeyCredential, RequestChallengeResponse, SecurityKey, SecurityKeyAuthentication,
};

use super::{Begun, Handle, PasskeyError, Passkeys, Purpose, kept, options, response, written};

/// What a response says of itself, before anything is proved: which passkey to look up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The id of the passkey.
    pub credential_id: Vec<u8>,
    /// Whose it is said to be, where the device says so.
    pub handle: Option<Handle>,
}

/// A passkey that was proved to be there.
#[derive(Clone, Debug)]
pub struct Proved {
    /// Which one.
    pub credential_id: Vec<u8>,
    /// What is to be kept of it from now on, where that has changed.
    pub changed: Option<String>,
    /// Whether the device told its owner by a PIN, a finger or a face this time.
    pub user_verified: bool,
}

#[derive(Serialize, Deserialize)]
struct Half {
    /// Whose passkeys were asked for; nobody's in particular when the passkey itself is to say.
    handle: Option<Handle>,
    asked: Asked,
}

#[derive(Serialize, Deserialize)]
enum Asked {
    Alone(PasskeyAuthentication),
    Second(SecurityKeyAuthentication),
    Discoverable(DiscoverableAuthentication),
}

impl Passkeys {
    /// Begins a sign-in of somebody who is known already, with one of his passkeys (the bodies that were kept). The
    /// options name them, so nobody else may see those: ask for a password first, or use
    /// [`Passkeys::begin_discoverable`].
    ///
    /// # Errors
    /// When he has none, or one cannot be read.
    pub fn begin_sign_in(
        &self,
        purpose: Purpose,
        handle: Handle,
        bodies: &[&str],
    ) -> Result<Begun, PasskeyError> {
        let credentials = bodies.iter().map(|body| kept(body)).collect::<Result<Vec<Credential>, _>>()?;
        if credentials.is_empty() {
            // Nothing in particular would be anything at all.
            return Err(PasskeyError::Unknown);
        }
        let (request, asked) = match purpose {
            Purpose::Alone => {
                let passkeys: Vec<Passkey> = credentials.into_iter().map(Passkey::from).collect();
                let (request, asked) = self.site.start_passkey_authentication(&passkeys)?;
                (request, Asked::Alone(asked))
            }
            Purpose::SecondFactor => {
                let keys: Vec<SecurityKey> = credentials.into_iter().map(SecurityKey::from).collect();
                let (request, asked) = self.site.start_securitykey_authentication(&keys)?;
                (request, Asked::Second(asked))
            }
        };
        begun(request, &Half { handle: Some(handle), asked })
    }

    /// Begins a sign-in of nobody in particular: the passkey says whose it is, and has to tell its owner.
    ///
    /// # Errors
    /// Never, as long as the library does what it always does.
    pub fn begin_discoverable(&self) -> Result<Begun, PasskeyError> {
        let (request, asked) = self.site.start_discoverable_authentication()?;
        begun(request, &Half { handle: None, asked: Asked::Discoverable(asked) })
    }

    /// Which passkey a response is of, and whose it says it is. Nothing is proved by it.
    ///
    /// # Errors
    /// When it is none.
    pub fn claim(body: &[u8]) -> Result<Claim, PasskeyError> {
        let shown: PublicKeyCredential = response(body)?;
        let handle = shown.get_user_unique_id().and_then(Handle::from_bytes);
        Ok(Claim { credential_id: shown.raw_id, handle })
    }

    /// Ends a sign-in with the browser's response, the state of the first half, and the passkey with the claimed id:
    /// its body as it is kept now, and the handle of the account that it belongs to.
    ///
    /// # Errors
    /// See [`PasskeyError`].
    pub fn finish_sign_in(
        &self,
        body: &[u8],
        state: &str,
        handle: Handle,
        credential: &str,
    ) -> Result<Proved, PasskeyError> {
        let shown: PublicKeyCredential = response(body)?;
        let half: Half = kept(state)?;
        let mut credential: Credential = kept(credential)?;
        belongs(&shown, &half, handle, &credential)?;
        let result = match half.asked {
            Asked::Alone(asked) => self.site.finish_passkey_authentication(&shown, &asked)?,
            Asked::Second(asked) => self.site.finish_securitykey_authentication(&shown, &asked)?,
            Asked::Discoverable(asked) => {
                self.site.finish_discoverable_authentication_v2(&shown, asked, &credential)?
            }
        };
        fresh(&result, &credential)?;
        let changed = update(&mut credential, &result).then(|| written(&credential)).transpose()?;
        Ok(Proved { credential_id: credential.cred_id, changed, user_verified: result.user_verified() })
    }
}

fn begun(mut request: RequestChallengeResponse, half: &Half) -> Result<Begun, PasskeyError> {
    // Every kind of device will do, and how the browser asks is for the page to say.
    request.public_key.hints = None;
    request.mediation = None;
    Ok(Begun { options: options(&request)?, state: written(half)? })
}

/// Whether the passkey shown is the one that was looked up, of the account that was asked for, and says nothing else
/// of itself. The library leaves all three to its caller.
fn belongs(
    shown: &PublicKeyCredential,
    half: &Half,
    handle: Handle,
    credential: &Credential,
) -> Result<(), PasskeyError> {
    let said = shown.get_user_unique_id().map(|said| said == handle.bytes());
    let right = match half.handle {
        Some(asked) => asked == handle && said != Some(false),
        None => said == Some(true),
    };
    if right && shown.raw_id == credential.cred_id { Ok(()) } else { Err(PasskeyError::Unknown) }
}

/// Whether the counter went on from where it is now; the library looks at where it was when the sign-in began.
fn fresh(result: &AuthenticationResult, credential: &Credential) -> Result<(), PasskeyError> {
    let counts = result.counter() > 0 || credential.counter > 0;
    if counts && result.counter() <= credential.counter { Err(PasskeyError::Copied) } else { Ok(()) }
}

/// Takes over what the device says of itself today; true if anything has changed.
fn update(credential: &mut Credential, result: &AuthenticationResult) -> bool {
    let mut passkey = Passkey::from(credential.clone());
    let changed = passkey.update_credential(result) == Some(true);
    *credential = passkey.into();
    changed
}
