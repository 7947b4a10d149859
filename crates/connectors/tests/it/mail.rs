//! Mail, handed to a real server.

use std::{path::PathBuf, time::Duration};

use bailiwick_connectors::mail::{Mail, MailError, MailSender, MailServer, Mailer};
use bailiwick_model::EmailAddress;
use bailiwick_testkit::{
    Scratch,
    process::mail::{MailMode, MailServer as Running},
};

fn server(url: &str, ca_file: Option<PathBuf>) -> MailServer {
    MailServer {
        url: url.parse().unwrap(),
        password: Some("s3cret".to_owned()),
        ca_file,
        patience: Duration::from_secs(10),
    }
}

fn send(server: &MailServer, to: &str, subject: &str) -> Result<(), MailError> {
    let sender = MailSender::new("Access desk <access@example.org>", None).unwrap();
    let to = EmailAddress::new(to).unwrap();
    let (text, html) = ("مرحبًا\n.\n", "<p dir=\"rtl\">مرحبًا</p>");
    let mail = Mail { to: &to, id: "7", at_us: 0, language: "ar", subject, text, html };
    Mailer::new(server)?.send(&sender, &mail)
}

#[test]
fn a_letter_goes_over_an_encrypted_connection_to_a_server_that_is_known() {
    for (mode, scheme) in [(MailMode::StartTls, "smtp"), (MailMode::Tls, "smtps")] {
        let running = Running::start(mode);
        let user = if mode == MailMode::StartTls { "access@" } else { "" };
        let url = |host: &str| format!("{scheme}://{user}{host}:{}", running.port());
        let known = server(&url("localhost"), Some(running.authority()));
        Mailer::new(&known).unwrap().reach().unwrap();
        assert!(running.received().is_empty(), "nothing is sent to see whether it answers");
        send(&known, "asha@office.example", "Welcome").unwrap();
        let received = running.received();
        assert_eq!(received.len(), 1);
        assert!(received[0].envelope.contains("\"tls\": true"), "{}", received[0].envelope);
        assert!(received[0].message.contains("Message-ID: <7@example.org>"), "{}", received[0].message);

        let folder = Scratch::new("authority");
        let other = Running::start(MailMode::Tls);
        let stranger = server(&url("localhost"), Some(other.authority()));
        let error = send(&stranger, "asha@office.example", "Welcome").unwrap_err();
        assert!(!error.is_final() && error.to_string().contains("certificate"), "{error}");
        let system = server(&url("localhost"), None);
        assert!(!send(&system, "asha@office.example", "Welcome").unwrap_err().is_final());
        let none = folder.join("none.pem");
        std::fs::write(&none, "no certificate").unwrap();
        for unreadable in [none, folder.join("absent.pem")] {
            let error = Mailer::new(&server(&url("localhost"), Some(unreadable))).err().unwrap();
            assert!(matches!(error, MailError::Configuration(_)), "{error}");
        }
        assert_eq!(running.received().len(), 1);
    }
}

#[test]
fn nothing_is_said_without_encryption_or_with_a_wrong_password() {
    let plain = Running::start(MailMode::Plain);
    let url = format!("smtp://localhost:{}", plain.port());
    let error = send(&server(&url, None), "asha@office.example", "Welcome").unwrap_err();
    assert!(!error.is_final() && error.to_string().contains("STARTTLS"), "{error}");
    assert!(plain.received().is_empty());

    let running = Running::start(MailMode::StartTls);
    let url = format!("smtp://access@localhost:{}", running.port());
    let mut wrong = server(&url, Some(running.authority()));
    wrong.password = Some("guessed".to_owned());
    let error = Mailer::new(&wrong).unwrap().reach().unwrap_err();
    assert!(!error.is_final() && !error.to_string().contains("guessed"), "{error}");
    wrong.password = None;
    assert!(matches!(Mailer::new(&wrong).err().unwrap(), MailError::Configuration(_)));
}

#[test]
fn what_a_server_says_means_later_or_never() {
    let running = Running::start(MailMode::Plain);
    let here = server(&format!("smtp-plain://127.0.0.1:{}", running.port()), None);
    for (answer, is_final) in [("450 4.2.1 busy", false), ("550 5.1.1 nobody of that name", true)] {
        running.answer(Some(answer));
        let error = send(&here, "asha@office.example", "Welcome").unwrap_err();
        assert_eq!(error.is_final(), is_final, "{error}");
        assert!(error.to_string().contains(&answer[10..]), "{error}");
    }
    running.answer(None);
    send(&here, "asha@office.example", "Welcome").unwrap();
    drop(running);
    let error = send(&here, "asha@office.example", "Welcome").unwrap_err();
    assert!(!error.is_final() && error.to_string().contains("127.0.0.1"), "{error}");
}

#[test]
fn nobody_adds_a_header_or_a_recipient() {
    let running = Running::start(MailMode::Plain);
    let here = server(&format!("smtp-plain://127.0.0.1:{}", running.port()), None);
    for subject in [
        "a\r\nBcc: eve@example.org",
        "a\r\n\r\n<html>",
        "a\n.\nMAIL FROM:<eve@example.org>",
        "مرحبًا\r\nX-Evil: 1",
    ] {
        send(&here, "asha@office.example", subject).unwrap();
    }
    let received = running.received();
    assert_eq!(received.len(), 4);
    for message in received {
        assert!(message.envelope.contains("\"to\": [\"asha@office.example\"]"), "{}", message.envelope);
        let head = message.message.split_once("\r\n\r\n").unwrap().0;
        let names: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split_once(':').unwrap().0)
            .collect();
        assert!(names.iter().all(|name| !["Bcc", "X-Evil"].contains(name)), "{head}");
        assert_eq!(names.len(), 9, "{names:?}");
    }
}
