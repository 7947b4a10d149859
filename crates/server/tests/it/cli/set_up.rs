//! The first administrator, from the secret that the machine tells to the first request.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
};

use super::{Terminal, serving::Served};

fn send(address: &str, secret: &str) -> String {
    let body = format!(
        "{{\"secret\": \"{secret}\", \"login\": \"rosa\", \"password\": \"seven lamps on the quay\"}}"
    );
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "POST /set-up HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nAccept: application/json\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_server_without_an_administrator_writes_a_secret_where_nobody_else_reads_it() {
    let terminal = Terminal::new();
    let file = terminal.scratch.join("set-up-secret");
    let served = Served::start(&terminal);
    let secret = fs::read_to_string(&file).unwrap().trim().to_owned();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(send(&served.address, "of somebody who guesses").starts_with("HTTP/1.1 403"));
    let log = served.log.lock().unwrap().clone();
    assert!(log.contains("nobody administers yet") && log.contains("set-up-secret"), "{log}");
    served.kill();

    let database = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let folder = terminal.scratch.path().display().to_string();
    let ours = [("BAILIWICK_DATABASE", database.as_str()), ("BAILIWICK_DATA_DIR", folder.as_str())];
    let told = terminal.run_with(&["admin", "set-up"], &ours).done();
    let another = fs::read_to_string(&file).unwrap().trim().to_owned();
    assert!(another != secret && told.contains(&another) && told.contains("/set-up"), "{told}");
    let served = Served::start(&terminal);
    let made = send(&served.address, &another);
    assert!(made.starts_with("HTTP/1.1 200") && made.contains("\"signed_in\""), "{made}");
    assert!(!served.log.lock().unwrap().contains(&another), "no log has the secret");
    served.kill();
    let served = Served::start(&terminal);
    assert!(!file.exists(), "where somebody administers there is nothing to set up");
    served.kill();
    terminal.run_with(&["admin", "set-up"], &ours).refused(2, "somebody administers already");
    let there = terminal.run(&["user", "show", "rosa", "--json"]).json();
    assert_eq!(there["lines"][0]["role"], "administrator");
}
