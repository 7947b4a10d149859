//! Letters all the way: out of the outbox, in words, over a real mail server to their reader.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use bailiwick_app::{
    post::{Occasion, Post, Posted, Postman},
    sealing::Key,
};
use bailiwick_model::{
    Destination, EmailAddress, LanguageTag, Letter, LetterLink, Recipient, TimeZoneName, UserId,
};
use bailiwick_server::{
    config::{Config, MailCarrier, Secret, SmsBody, SmsCarrier},
    letters::Courier,
};
use bailiwick_store::{
    Database,
    outbox::{self, LetterState, Listed},
};
use bailiwick_testkit::{
    Scratch,
    process::mail::{MailMode, MailServer},
};

/// 22 November 2026, 18:05 UTC.
const NOW_US: i64 = 1_795_370_700 * 1_000_000;

struct House {
    database: Database,
    post: Post,
    courier: Courier,
    now_us: AtomicI64,
}

impl House {
    fn new(config: &Config) -> Self {
        let database = Database::open(&"sqlite::memory:".parse().unwrap()).unwrap();
        let courier = Courier::of(config).unwrap();
        let post = Post::new(&Key::new([7; 32]), courier.ways());
        Self { database, post, courier, now_us: AtomicI64::new(NOW_US) }
    }

    fn send(&self, to: &Recipient, letter: &Letter) -> Listed {
        let occasion = Occasion { at_us: self.now_us.load(Ordering::SeqCst), from: None };
        let posted = self.database.write(|tx| self.post.enqueue(tx, to, letter, occasion)).unwrap();
        assert!(matches!(posted, Posted::Waiting(_)), "{posted:?}");
        self.round();
        self.database.read(|tx| outbox::newest(tx, None, 1)).unwrap().remove(0)
    }

    fn round(&self) -> usize {
        let (stop, clock) = (AtomicBool::new(false), || self.now_us.load(Ordering::SeqCst));
        let postman =
            Postman::new(&self.database, &self.post, &self.courier, "here".to_owned(), &clock, &stop);
        postman.round().unwrap()
    }
}

fn over(server: &MailServer) -> Config {
    let mut config =
        Config { public_url: Some("https://access.example.org".to_owned()), ..Config::default() };
    config.mail.carrier = MailCarrier::Smtp;
    config.mail.from = Some("Access desk <access@example.org>".to_owned());
    config.mail.url = Some(format!("smtp-plain://127.0.0.1:{}", server.port()));
    config
}

fn asha(language: &str) -> Recipient {
    let to = Destination::Email(EmailAddress::new("asha@office.example").unwrap());
    Recipient {
        login: UserId::new("asha").ok(),
        name: Some("Asha Rao".to_owned()),
        language: LanguageTag::new(language).ok(),
        zone: TimeZoneName::new("Asia/Manila").ok(),
        ..Recipient::at(to)
    }
}

fn invitation(inviter: &str) -> Letter {
    Letter::Invitation {
        link: LetterLink::new("/welcome#zv8Secret").unwrap(),
        days: 7,
        inviter: Some(inviter.to_owned()),
        company: Some("Ministry".to_owned()),
    }
}

/// A message taken apart by another program than the one that put it together.
fn parts(message: &str) -> serde_json::Value {
    const READ: &str = "
import email, email.policy, json, sys
message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
parts = {part.get_content_type(): part.get_content().replace('\\r', '') for part in message.walk() if not part.is_multipart()}
headers = [[name.lower(), str(value)] for name, value in message.items()]
print(json.dumps({'headers': headers, 'type': message.get_content_type(), 'parts': parts}))";
    use std::{
        io::Write,
        process::{Command, Stdio},
    };
    let mut python = Command::new("python3");
    python.args(["-c", READ]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut python = python.spawn().unwrap();
    python.stdin.take().unwrap().write_all(message.as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "{message}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn header<'p>(parts: &'p serde_json::Value, name: &str) -> Option<&'p str> {
    let headers = parts["headers"].as_array().unwrap();
    headers.iter().find(|header| header[0] == name)?[1].as_str()
}

#[test]
fn a_letter_arrives_with_both_parts_in_the_language_of_its_reader() {
    let server = MailServer::start(MailMode::Plain);
    let house = House::new(&over(&server));
    for (language, subject, hello, html) in [
        ("fr", "Votre compte Access desk vous attend", "Bonjour Asha Rao,", "<html lang=\"fr\" dir=\"ltr\">"),
        (
            "ar-EG",
            "حسابك في \u{2068}Access desk\u{2069} جاهز",
            "مرحبًا \u{2068}Asha Rao\u{2069}،",
            "<html lang=\"ar\" dir=\"rtl\">",
        ),
    ] {
        assert_eq!(house.send(&asha(language), &invitation("Ben")).state, LetterState::Sent);
        let received = server.received().pop().unwrap();
        assert!(received.envelope.contains("\"to\": [\"asha@office.example\"]"), "{}", received.envelope);
        let parts = parts(&received.message);
        assert_eq!(parts["type"], "multipart/alternative");
        assert_eq!(header(&parts, "subject"), Some(subject));
        assert_eq!(header(&parts, "auto-submitted"), Some("auto-generated"));
        assert_eq!(header(&parts, "date"), Some("Sun, 22 Nov 2026 18:05:00 +0000"));
        let (text, page) =
            (parts["parts"]["text/plain"].as_str().unwrap(), parts["parts"]["text/html"].as_str().unwrap());
        assert!(text.starts_with(hello), "{text}");
        assert!(text.contains("\nhttps://access.example.org/welcome#zv8Secret\n"), "{text}");
        assert!(
            page.contains(html) && page.contains("href=\"https://access.example.org/welcome#zv8Secret\""),
            "{page}"
        );
    }
    let ids: Vec<String> = server
        .received()
        .iter()
        .map(|received| header(&parts(&received.message), "message-id").unwrap().to_owned())
        .collect();
    assert_eq!(ids, ["<000000000001@example.org>", "<000000000002@example.org>"]);
}

#[test]
fn letters_of_every_kind_arrive_in_every_language() {
    let server = MailServer::start(MailMode::Plain);
    let house = House::new(&over(&server));
    let samples = Letter::samples().unwrap();
    let languages = ["en", "fr", "es", "ar"];
    for language in languages {
        for letter in &samples {
            // So many at once would be a flood.
            house.now_us.fetch_add(86_400_000_000, Ordering::SeqCst);
            let sent = house.send(&asha(language), letter);
            assert_eq!(sent.state, LetterState::Sent, "{language} {}: {:?}", letter.kind(), sent.error);
        }
    }
    let received = server.received();
    assert_eq!(received.len(), samples.len() * languages.len());
    let mut subjects = std::collections::BTreeSet::new();
    for (at, received) in received.iter().enumerate() {
        let (language, letter) = (languages[at / samples.len()], &samples[at % samples.len()]);
        let parts = parts(&received.message);
        let said = |form: &str| parts["parts"][form].as_str().unwrap_or_default().to_owned();
        let (text, page) = (said("text/plain"), said("text/html"));
        assert!(page.contains(&format!("<html lang=\"{language}\"")), "{language} {}: {page}", letter.kind());
        assert!(text.contains("Asha Rao"), "{language} {}: {text}", letter.kind());
        if let Some(link) = letter.link() {
            let link = format!("https://access.example.org{}", link.reveal());
            assert!(text.contains(&link) && page.contains(&link), "{language} {}: {text}", letter.kind());
        }
        subjects.insert(header(&parts, "subject").unwrap().to_owned());
    }
    assert!(subjects.len() > samples.len() * 3, "only {} subjects", subjects.len());
}

#[test]
fn names_with_line_breaks_and_marks_add_no_header_and_no_element() {
    let server = MailServer::start(MailMode::Plain);
    let house = House::new(&over(&server));
    let names = |parts: &serde_json::Value| -> Vec<String> {
        parts["headers"].as_array().unwrap().iter().map(|header| header[0].to_string()).collect()
    };
    house.send(&asha("en"), &invitation("Ben"));
    let usual = parts(&server.received().pop().unwrap().message);
    for hostile in [
        "Eve\r\nBcc: eve@example.org",
        "Eve\n\n<html><script>alert(1)</script>",
        "Eve\r\n.\r\nMAIL FROM:<eve@example.org>",
        "=?utf-8?q?Eve=0D=0ABcc:_eve=40example.org?=",
        "{{ code }} { $service }",
    ] {
        let reader = Recipient { name: Some(hostile.to_owned()), ..asha("en") };
        house.send(&reader, &invitation(hostile));
        let received = server.received().pop().unwrap();
        let parts = parts(&received.message);
        assert_eq!(names(&parts), names(&usual), "{}", received.message);
        assert!(received.envelope.contains("\"to\": [\"asha@office.example\"]"), "{}", received.envelope);
        let page = parts["parts"]["text/html"].as_str().unwrap();
        let tags = |page: &str| page.matches('<').count();
        assert_eq!(tags(page), tags(usual["parts"]["text/html"].as_str().unwrap()), "{page}");
    }
}

#[test]
fn a_server_that_refuses_is_tried_again_and_one_that_refuses_for_good_is_not() {
    let server = MailServer::start(MailMode::Plain);
    let house = House::new(&over(&server));
    server.answer(Some("450 4.2.1 <asha@office.example> is busy"));
    let waiting = house.send(&asha("en"), &invitation("Ben"));
    assert_eq!((waiting.state, waiting.tries), (LetterState::Waiting, 1));
    let why = waiting.error.unwrap();
    assert!(why.contains("busy") && !why.contains("asha@office.example"), "{why}");
    assert_eq!(house.round(), 0, "not at once");
    server.answer(None);
    house.now_us.fetch_add(30_000_000, Ordering::SeqCst);
    assert_eq!(house.round(), 1);
    assert_eq!(server.received().len(), 1);
    server.answer(Some("550 5.1.1 nobody of that name"));
    let failed = house.send(&asha("en"), &invitation("Ben"));
    assert_eq!((failed.state, failed.is_kept), (LetterState::Failed, false));
}

#[test]
fn files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new("letters");
    let mut config = Config::default();
    config.mail.carrier = MailCarrier::File;
    config.mail.directory = Some(scratch.join("deep/mail"));
    config.sms.carrier = SmsCarrier::File;
    config.sms.directory = Some(scratch.join("deep/sms"));
    let house = House::new(&config);
    assert_eq!(house.send(&asha("es"), &invitation("Ben")).state, LetterState::Sent);
    let phone = Recipient::at(Destination::Sms("+639170000000".parse().unwrap()));
    let notice = Letter::PasswordChanged { when: jiff::Timestamp::from_microsecond(NOW_US).unwrap() };
    assert_eq!(house.send(&phone, &notice).state, LetterState::Sent);
    let (mail, sms) = (scratch.join("deep/mail/000000000001.eml"), scratch.join("deep/sms/000000000002.txt"));
    for path in [&mail, &sms] {
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(std::fs::metadata(scratch.join("deep/mail")).unwrap().permissions().mode() & 0o777, 0o700);
    let parts = parts(&std::fs::read_to_string(mail).unwrap());
    assert_eq!(header(&parts, "subject"), Some("Su cuenta en Bailiwick está lista"));
    let text = std::fs::read_to_string(sms).unwrap();
    assert_eq!(
        text,
        "To: +639170000000\n\nBailiwick: your password was changed on 22 November 2026, 18:05 (UTC). Was it not you? \
         Tell your administrator.\n"
    );
}

#[test]
fn what_is_missing_is_said_before_anything_starts() {
    let unusable = |change: &dyn Fn(&mut Config)| {
        let mut config = Config::default();
        change(&mut config);
        let said = Courier::of(&config).err().unwrap().to_string();
        assert!(!said.contains("s3cret"), "{said}");
        said
    };
    let smtp = |config: &mut Config, url: &str| {
        config.mail.carrier = MailCarrier::Smtp;
        config.mail.url = Some(url.to_owned());
    };
    assert!(unusable(&|config| config.mail.carrier = MailCarrier::Smtp).contains("mail.url"));
    assert!(unusable(&|config| smtp(config, "smtp://mail.example.org")).contains("mail.from"));
    assert!(unusable(&|config| smtp(config, "smtp://a:s3cret@mail.example.org")).contains("mail.password"));
    assert!(unusable(&|config| smtp(config, "smtp-plain://mail.example.org")).contains("this machine alone"));
    let no_password = unusable(&|config| {
        smtp(config, "smtp://access@mail.example.org");
        config.mail.from = Some("access@example.org".to_owned());
    });
    assert!(no_password.contains("no password for access"), "{no_password}");
    assert!(unusable(&|config| config.sms.carrier = SmsCarrier::Http).contains("sms.url"));
    let gateway = |body: &'static str, form| {
        move |config: &mut Config| {
            config.sms.carrier = SmsCarrier::Http;
            config.sms.url = Some(Secret::new("https://sms.example.org/?key=s3cret"));
            config.sms.body = Some(body.to_owned());
            config.sms.form = form;
        }
    };
    assert!(unusable(&gateway("{}", SmsBody::Json)).contains("{to}"));
    assert!(unusable(&gateway("to={to}&text={text}", SmsBody::Json)).contains("sms.form"));
}
