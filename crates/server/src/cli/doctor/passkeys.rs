//! Whether people can have passkeys here, and of which make.

use bailiwick_app::doctor::Finding;
use bailiwick_server::config::Config;

/// `attested` are the places at which passkeys must show their make.
pub(super) fn check(config: &Config, attested: &[String]) -> Finding {
    let (site, makers) = match (config.passkeys(), config.trusted_makers()) {
        (Ok(site), Ok(makers)) => (site, makers),
        (Err(unusable), _) | (_, Err(unusable)) => {
            let remedy = "see docs/configuration.md; a server does not start like this";
            return Finding::failure("passkeys", unusable.to_string(), remedy);
        }
    };
    let told = match (&site, &makers) {
        (Err(none), _) => format!("none: {none}"),
        (Ok(_), None) => "of any make".to_owned(),
        (Ok(_), Some(makers)) => {
            format!("of any make, or of {} trusted makers where that is set", makers.count())
        }
    };
    if !attested.is_empty() && makers.is_none() {
        return Finding::warning(
            "passkeys",
            format!(
                "passkey.attested is true at {}, and no maker is trusted: nobody adds one there",
                attested.join(", ")
            ),
            "name the makers' root certificates in passkeys.maker_files, or unset passkey.attested",
        );
    }
    Finding::well("passkeys", told)
}
