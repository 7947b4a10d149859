//! Which authenticators may be enrolled: any, or those whose makers the operator trusts.

use std::{collections::BTreeMap, sync::Arc};

use webauthn_rs::prelude::{AttestationCaList, AttestationCaListBuilder, Uuid};

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// What an authenticator has to prove of itself when it is enrolled.
#[derive(Clone, Default)]
pub enum Attestation {
    /// Nothing: every device will do, and none is asked what it is.
    #[default]
    None,
    /// That its maker is one of these.
    By(Trusted),
}

/// Makers that the operator trusts, by the certificates that they sign their devices' certificates with.
#[derive(Clone)]
pub struct Trusted(Arc<AttestationCaList>);

/// One model of authenticator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthenticatorModel {
    /// Its AAGUID, as its maker publishes it.
    pub aaguid: String,
    /// What it is called.
    pub name: String,
}

/// Why makers cannot be trusted as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTrust {
    /// Trusting nobody would enrol nothing.
    #[error("there is no certificate in this; give the makers' root certificates as PEM")]
    Nobody,
    /// Not a certificate.
    #[error("certificate {0} cannot be read; give the makers' root certificates as PEM")]
    Certificate(usize),
    /// Not an AAGUID.
    #[error("{0:?} is no AAGUID; write it like 2fc0579f-8113-47ea-b116-bb5a8db9202a")]
    Aaguid(String),
}

impl Trusted {
    /// Trusts the makers with these certificates (PEM, one after the other), and of their authenticators the `models`
    /// only; without any, all of them.
    ///
    /// # Errors
    /// When a certificate or an AAGUID cannot be read, or there is no certificate.
    pub fn read(pem: &str, models: &[AuthenticatorModel]) -> Result<Self, NoTrust> {
        let mut list = AttestationCaList::default();
        for (at, certificate) in (1..).zip(certificates(pem)) {
            let unreadable = |_| NoTrust::Certificate(at);
            let of_one = if models.is_empty() {
                AttestationCaList::try_from(certificate.as_bytes()).map_err(unreadable)?
            } else {
                let mut builder = AttestationCaListBuilder::new();
                for AuthenticatorModel { aaguid, name } in models {
                    let id = Uuid::try_parse(aaguid).map_err(|_| NoTrust::Aaguid(aaguid.clone()))?;
                    let (pem, name) = (certificate.as_bytes(), name.clone());
                    builder.insert_device_pem(pem, id, name, BTreeMap::new()).map_err(unreadable)?;
                }
                builder.build()
            };
            list.union(&of_one);
        }
        if list.is_empty() { Err(NoTrust::Nobody) } else { Ok(Self(Arc::new(list))) }
    }

    /// How many makers there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.cas().len()
    }

    pub(super) fn list(&self) -> AttestationCaList {
        AttestationCaList::clone(&self.0)
    }
}

/// The certificates in a text, without what stands between them.
fn certificates(pem: &str) -> impl Iterator<Item = String> {
    pem.split(BEGIN).skip(1).map(|rest| {
        let body = rest.split_once(END).map_or(rest, |(body, _)| body);
        format!("{BEGIN}{body}{END}\n")
    })
}
