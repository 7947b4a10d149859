//! A password as Keycloak exports it: one of a user's `credentials`, or what its database has in two columns.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value as Json;

use super::{Argon2Kind, PasswordScheme, ShaKind, StoredPassword, StoredPasswordError, number, within};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Credential {
    #[serde(rename = "type", default = "password")]
    kind: String,
    /// JSON in JSON in an export; some tools unpack it.
    credential_data: Json,
    secret_data: Json,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CredentialData {
    hash_iterations: u32,
    algorithm: String,
    #[serde(default)]
    additional_parameters: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct SecretData {
    value: String,
    salt: String,
}

fn password() -> String {
    "password".to_owned()
}

/// Reads a credential.
pub(super) fn read(text: &str) -> Result<StoredPassword, StoredPasswordError> {
    let credential: Credential = serde_json::from_str(text).map_err(unreadable("Keycloak credential"))?;
    if credential.kind != "password" {
        return Err(StoredPasswordError::Unreadable { what: "type" });
    }
    let data: CredentialData = inner("credentialData", credential.credential_data)?;
    let secret: SecretData = inner("secretData", credential.secret_data)?;
    let salt = STANDARD.decode(secret.salt).map_err(unreadable("salt"))?;
    let hash = STANDARD.decode(secret.value).map_err(unreadable("hash"))?;
    let scheme = match data.algorithm.as_str() {
        "pbkdf2" => pbkdf2(ShaKind::Sha1, &data),
        "pbkdf2-sha256" => pbkdf2(ShaKind::Sha256, &data),
        "pbkdf2-sha512" => pbkdf2(ShaKind::Sha512, &data),
        "argon2" => argon2(&data, hash.len())?,
        _ => return Err(StoredPasswordError::Unreadable { what: "algorithm" }),
    };
    StoredPassword::new(scheme, &salt, &hash)
}

fn unreadable<E>(what: &'static str) -> impl FnOnce(E) -> StoredPasswordError {
    move |_| StoredPasswordError::Unreadable { what }
}

fn inner<T: DeserializeOwned>(what: &'static str, json: Json) -> Result<T, StoredPasswordError> {
    let read = match json {
        Json::String(text) => serde_json::from_str(&text),
        json => serde_json::from_value(json),
    };
    read.map_err(unreadable(what))
}

fn pbkdf2(sha: ShaKind, data: &CredentialData) -> PasswordScheme {
    PasswordScheme::Pbkdf2 { sha, rounds: data.hash_iterations }
}

fn argon2(data: &CredentialData, hash: usize) -> Result<PasswordScheme, StoredPasswordError> {
    let one = |what: &'static str, name: &str| match data.additional_parameters.get(name).map(Vec::as_slice) {
        Some([value]) => Ok(value.as_str()),
        _ => Err(StoredPasswordError::Unreadable { what }),
    };
    let kind = match one("type of argon2", "type")? {
        "id" => Argon2Kind::Id,
        "i" => Argon2Kind::I,
        "d" => Argon2Kind::D,
        _ => return Err(StoredPasswordError::Unreadable { what: "type of argon2" }),
    };
    if one("version", "version")? != "1.3" {
        return Err(StoredPasswordError::Unreadable { what: "version" });
    }
    let length = number("length of the hash", one("length of the hash", "hashLength")?)?;
    within("length of the hash", length.into(), hash as u64..=hash as u64)?;
    Ok(PasswordScheme::Argon2 {
        kind,
        memory_kib: number("memory (KiB)", one("memory (KiB)", "memory")?)?,
        passes: data.hash_iterations,
        lanes: number("number of lanes", one("number of lanes", "parallelism")?)?,
    })
}
