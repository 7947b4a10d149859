//! What servers need before they start: a certificate, a free port.

use std::{
    net::TcpListener,
    path::Path,
    process::{Command, Output},
};

/// An authority and a certificate for `localhost` and `127.0.0.1` signed by it, in the folder `tls`: rustls refuses one that
/// signs itself.
pub(super) fn certificate(folder: &Path) {
    const MAKE: &str = "mkdir tls && cd tls
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj '/CN=Test CA' -keyout ca.key -out ca.pem
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -keyout server.key -out server.csr
        printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\\nbasicConstraints=CA:FALSE\\n' > server.ext
        openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile server.ext -out server.pem
        chmod 600 server.key ca.key";
    run(Command::new("sh").args(["-ec", MAKE]).current_dir(folder));
}

pub(super) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port on loopback").port()
}

/// Runs a command to its end; its failure is the test's, with everything it said.
pub(super) fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|e| panic!("cannot run {command:?}: {e}"));
    assert!(
        output.status.success(),
        "{command:?} failed ({}):\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}
