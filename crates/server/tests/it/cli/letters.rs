//! `mail`, `sms`, and what the doctor says of both.

use bailiwick_testkit::process::mail::{MailMode, MailServer};

use super::{Ran, Terminal};

fn run(terminal: &Terminal, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    let url = format!("sqlite://{}", terminal.scratch.join("b.db").display());
    let folder = terminal.scratch.path().display().to_string();
    let ours = [("BAILIWICK_DATABASE", url.as_str()), ("BAILIWICK_DATA_DIR", folder.as_str())];
    terminal.run_with(arguments, &[&ours, environment].concat())
}

fn found(ran: &Ran) -> (String, String) {
    let findings = ran.json()["findings"].as_array().unwrap().clone();
    let mail = findings.into_iter().find(|finding| finding["check"] == "mail").unwrap();
    (mail["verdict"].as_str().unwrap().to_owned(), mail["told"].as_str().unwrap().to_owned())
}

#[test]
fn a_trial_letter_arrives_and_the_doctor_sends_none() {
    let terminal = Terminal::new();
    let server = MailServer::start(MailMode::StartTls);
    let url = format!("smtp://access@localhost:{}", server.port());
    // A copy, since the server takes its own along when it goes.
    let authority = terminal.write("authority.pem", &std::fs::read_to_string(server.authority()).unwrap());
    let password = terminal.write("password", "s3cret\n");
    let environment = [
        ("BAILIWICK_MAIL_CARRIER", "smtp"),
        ("BAILIWICK_MAIL_FROM", "Access desk <access@example.org>"),
        ("BAILIWICK_MAIL_URL", &url),
        ("BAILIWICK_MAIL_CA_FILE", &authority),
        ("BAILIWICK_MAIL_PASSWORD_FILE", &password),
        ("BAILIWICK_PUBLIC_URL", "https://access.example.org"),
    ];
    let doctor = run(&terminal, &["doctor", "--json"], &environment);
    let place = format!("the mail server localhost:{} answers", server.port());
    assert_eq!(found(&doctor), ("ok".to_owned(), place));
    assert!(server.received().is_empty());

    let test =
        ["mail", "test", "--to", "asha@office.example", "--language", "fr", "--now", "2026-11-22T18:05:00Z"];
    assert_eq!(
        run(&terminal, &test, &environment).done().trim(),
        "handed over for asha@office.example, as trial-1795370700000000"
    );
    let received = server.received();
    assert_eq!(received.len(), 1);
    assert!(received[0].message.contains("\r\nContent-Language: fr\r\n"), "{}", received[0].message);

    let local: Vec<_> =
        environment.iter().copied().filter(|(name, _)| *name != "BAILIWICK_PUBLIC_URL").collect();
    let (verdict, told) = found(&run(&terminal, &["doctor", "--json"], &local));
    assert_eq!(verdict, "warning");
    assert!(told.contains("links in letters lead to http://127.0.0.1:8080"), "{told}");

    let wrong: Vec<_> = environment
        .iter()
        .map(|(name, value)| {
            (*name, if *name == "BAILIWICK_MAIL_CA_FILE" { password.as_str() } else { *value })
        })
        .collect();
    let refused = run(&terminal, &test, &wrong);
    refused.refused(2, "it holds no certificate");
    assert!(!refused.err.contains("s3cret"));
    drop(server);
    let (verdict, told) = found(&run(&terminal, &["doctor", "--json"], &environment));
    assert_eq!(verdict, "failure", "{told}");
    run(&terminal, &test, &environment).refused(3, "the mail server localhost:");
}

#[test]
fn letters_can_be_tried_without_a_server() {
    let terminal = Terminal::new();
    let file = [("BAILIWICK_MAIL_CARRIER", "file"), ("BAILIWICK_SMS_CARRIER", "console")];
    run(&terminal, &["mail", "test", "--to", "asha@office.example", "--now", "2026-11-22T18:05:00Z"], &file)
        .done();
    let letter =
        std::fs::read_to_string(terminal.scratch.join("letters/trial-1795370700000000.eml")).unwrap();
    assert!(letter.contains("Subject: A trial letter from Bailiwick\r\n"), "{letter}");
    let sms = run(&terminal, &["sms", "test", "--to", "+63 917 000 0000", "--language", "es"], &file);
    assert_eq!(sms.code, 0, "{}", sms.err);
    assert!(sms.err.contains("To: +639170000000") && sms.err.contains("mensaje de prueba"), "{}", sms.err);
    run(&terminal, &["mail", "test", "--to", "asha@office.example"], &[]).refused(3, "mail.carrier is none");
    run(&terminal, &["mail", "test", "--to", "nobody"], &file).refused(2, "not an email address");
    assert_eq!(run(&terminal, &["mail", "list", "--json"], &[]).done().trim(), "[]");
    let named = run(&terminal, &["mail", "list", "--server", "https://access.example.org"], &[]);
    named.refused(2, "this machine's own database");
}

#[test]
fn a_server_does_not_start_with_letters_that_could_not_be_sent() {
    let terminal = Terminal::new();
    let wrong = [("BAILIWICK_MAIL_CARRIER", "smtp"), ("BAILIWICK_MAIL_URL", "smtp://mail.example.org")];
    run(&terminal, &["serve", "--listen", "127.0.0.1:0"], &wrong).refused(2, "there is no mail.from");
    assert_eq!(found(&run(&terminal, &["doctor", "--json"], &wrong)).0, "failure");
}
