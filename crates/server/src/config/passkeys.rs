//! Which name passkeys are for, and whose devices are trusted where passkeys must show their make.

use std::path::PathBuf;

use bailiwick_app::factors::passkeys::{AuthenticatorModel, NoSite, NoTrust, Passkeys, Trusted};
use serde::Deserialize;

use super::Config;

/// What devices show as the name of the site.
const NAME: &str = "Bailiwick";

/// Passkeys, as they are configured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PasskeyConfig {
    /// The name that passkeys are for, where it is not that of `public_url` itself but one above it.
    pub domain: Option<String>,
    /// Files with the root certificates (PEM) of the makers that are trusted.
    pub maker_files: Vec<PathBuf>,
    /// Of their devices, the models (AAGUID) that are; all where there is none.
    pub models: Vec<String>,
}

/// Why passkeys cannot be as configured.
#[derive(Debug, thiserror::Error)]
pub enum UnusablePasskeys {
    /// A name was asked for that cannot be one.
    #[error("passkeys.domain: {0}")]
    Domain(NoSite),
    /// A file cannot be read.
    #[error(
        "passkeys.maker_files: {path} cannot be read: {why}; name a file with certificates that the server may read"
    )]
    File {
        /// Which.
        path: String,
        /// Why.
        why: String,
    },
    /// What is in it cannot be trusted.
    #[error("passkeys.{place}: {why}")]
    Makers {
        /// The key that is wrong.
        place: &'static str,
        /// Why.
        why: NoTrust,
    },
    /// Models of nobody.
    #[error("passkeys.models names models, and passkeys.maker_files no maker; name both, or neither")]
    ModelsOfNobody,
}

impl Config {
    /// The passkeys of this server; `Err` inside says why its address has none.
    ///
    /// # Errors
    /// [`UnusablePasskeys::Domain`] where a name was asked for.
    pub fn passkeys(&self) -> Result<Result<Passkeys, NoSite>, UnusablePasskeys> {
        let domain = self.passkeys.domain.as_deref();
        match (Passkeys::new(&self.public_url(), domain, NAME), domain) {
            (Err(error), Some(_)) => Err(UnusablePasskeys::Domain(error)),
            (site, _) => Ok(site),
        }
    }

    /// The makers that are trusted, if any are named.
    ///
    /// # Errors
    /// When a file cannot be read, or holds no certificate, or a model is none.
    pub fn trusted_makers(&self) -> Result<Option<Trusted>, UnusablePasskeys> {
        let PasskeyConfig { maker_files, models, .. } = &self.passkeys;
        if maker_files.is_empty() {
            return if models.is_empty() { Ok(None) } else { Err(UnusablePasskeys::ModelsOfNobody) };
        }
        let models: Vec<_> = models
            .iter()
            .map(|aaguid| AuthenticatorModel { aaguid: aaguid.clone(), name: aaguid.clone() })
            .collect();
        let mut pem = String::new();
        for path in maker_files {
            let text = std::fs::read_to_string(path).map_err(|error| UnusablePasskeys::File {
                path: path.display().to_string(),
                why: error.to_string(),
            })?;
            // Each file by itself first, so that what is wrong is told of the right one.
            Trusted::read(&text, &models).map_err(wrong)?;
            pem.push_str(&text);
            pem.push('\n');
        }
        Trusted::read(&pem, &models).map(Some).map_err(wrong)
    }
}

fn wrong(why: NoTrust) -> UnusablePasskeys {
    let place = if matches!(why, NoTrust::Aaguid(_)) { "models" } else { "maker_files" };
    UnusablePasskeys::Makers { place, why }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(domain: Option<&str>, files: &[&str], models: &[&str]) -> Config {
        let passkeys = PasskeyConfig {
            domain: domain.map(str::to_owned),
            maker_files: files.iter().map(PathBuf::from).collect(),
            models: models.iter().map(|model| (*model).to_owned()).collect(),
        };
        Config { passkeys, public_url: Some("https://id.example.org".to_owned()), ..Config::default() }
    }

    #[test]
    fn a_name_is_the_site_s_own_or_one_above_it() {
        assert!(config(None, &[], &[]).passkeys().unwrap().is_ok());
        assert!(config(Some("example.org"), &[], &[]).passkeys().unwrap().is_ok());
        for other in ["example.com", "org", ""] {
            assert!(
                matches!(config(Some(other), &[], &[]).passkeys(), Err(UnusablePasskeys::Domain(_))),
                "{other}"
            );
        }
        let local = Config { public_url: Some("http://192.0.2.1".to_owned()), ..Config::default() };
        assert!(
            local.passkeys().unwrap().is_err(),
            "an address without a name has none, and nobody asked for any"
        );
    }

    #[test]
    fn makers_that_cannot_be_trusted_are_told_with_their_key() {
        let told = |files: &[&str], models: &[&str]| {
            config(None, files, models).trusted_makers().map(drop).unwrap_err().to_string()
        };
        assert!(config(None, &[], &[]).trusted_makers().unwrap().is_none());
        assert!(
            told(&[], &["2fc0579f-8113-47ea-b116-bb5a8db9202a"]).starts_with("passkeys.models names models")
        );
        assert!(
            told(&["/nowhere/roots.pem"], &[])
                .starts_with("passkeys.maker_files: /nowhere/roots.pem cannot be read")
        );
        let here = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        assert!(told(&[here], &[]).contains("there is no certificate in this"), "{}", told(&[here], &[]));
    }
}
