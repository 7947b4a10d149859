//! Encryption on the way to PostgreSQL, always with the server's identity verified.

use std::{path::Path, sync::Arc};

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::ConnectError;

/// A connector that trusts the authorities in `authority`, or the system's when there is none.
pub(crate) fn connector(authority: Option<&Path>) -> Result<MakeRustlsConnect, ConnectError> {
    let roots = match authority {
        Some(path) => from_file(path)?,
        None => from_system()?,
    };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| ConnectError::Trust(e.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn from_file(path: &Path) -> Result<RootCertStore, ConnectError> {
    let refuse = |why: String| ConnectError::Authority(format!("sslrootcert {}: {why}", path.display()));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|e| refuse(e.to_string()))? {
        let certificate = certificate.map_err(|e| refuse(e.to_string()))?;
        roots.add(certificate).map_err(|e| refuse(e.to_string()))?;
    }
    if roots.is_empty() {
        return Err(refuse("there is no certificate in it; name a PEM file".to_owned()));
    }
    Ok(roots)
}

fn from_system() -> Result<RootCertStore, ConnectError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        let why = "the system has no trusted certificates; install ca-certificates, or name a file with sslrootcert=";
        return Err(ConnectError::Trust(why.to_owned()));
    }
    Ok(roots)
}
