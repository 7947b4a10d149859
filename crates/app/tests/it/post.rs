//! The post: letters leave once what they tell of is done, and nobody is flooded.

mod limits;
mod sending;

use std::{
    collections::VecDeque,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
};

use bailiwick_app::{
    AppError,
    post::{Carrier, Occasion, Outgoing, Post, PostLimits, Posted, Postman, Undelivered, Ways},
    sealing::Key,
};
use bailiwick_model::{Destination, EmailAddress, Letter, LetterCode, LetterLink, Recipient, UserId};
use bailiwick_store::{
    Database,
    outbox::{self, Listed},
};
use bailiwick_testkit::{Scratch, process::postgres};

/// Noon of some day.
const NOON_US: i64 = 20_780 * 24 * 3_600 * 1_000_000 + 12 * HOUR_US;
const MINUTE_US: i64 = 60 * 1_000_000;
const HOUR_US: i64 = 60 * MINUTE_US;

/// A carrier that notes what it is given, and answers as it is told.
#[derive(Default)]
struct Noted {
    carried: Mutex<Vec<(String, Letter)>>,
    answers: Mutex<VecDeque<Result<(), Undelivered>>>,
}

impl Carrier for Noted {
    fn carry(&self, letter: &Outgoing<'_>) -> Result<(), Undelivered> {
        self.carried.lock().unwrap().push((letter.id.to_owned(), letter.letter.clone()));
        self.answers.lock().unwrap().pop_front().unwrap_or(Ok(()))
    }
}

impl Noted {
    fn answering(answers: impl IntoIterator<Item = Result<(), Undelivered>>) -> Self {
        Self { answers: Mutex::new(answers.into_iter().collect()), ..Self::default() }
    }

    fn ids(&self) -> Vec<String> {
        self.carried.lock().unwrap().iter().map(|(id, _)| id.clone()).collect()
    }
}

/// A database with a post and a clock.
struct Office {
    database: Database,
    post: Post,
    now_us: AtomicI64,
    _scratch: Option<Scratch>,
}

impl Office {
    fn on(database: Database, limits: PostLimits) -> Self {
        let post = Post::limited(&Key::new([7; 32]), Ways { email: true, sms: true }, limits);
        Self { database, post, now_us: AtomicI64::new(NOON_US), _scratch: None }
    }

    fn now(&self) -> i64 {
        self.now_us.load(Ordering::SeqCst)
    }

    fn later(&self, us: i64) {
        self.now_us.fetch_add(us, Ordering::SeqCst);
    }

    fn enqueue(&self, to: &Recipient, letter: &Letter, from: Option<&str>) -> Posted {
        let occasion = Occasion { at_us: self.now(), from: from.map(|text| text.parse().unwrap()) };
        self.database.write(|tx| self.post.enqueue(tx, to, letter, occasion)).unwrap()
    }

    fn round(&self, carrier: &dyn Carrier, holder: &str) -> usize {
        let (stop, clock) = (AtomicBool::new(false), || self.now());
        let postman = Postman::new(&self.database, &self.post, carrier, holder.to_owned(), &clock, &stop);
        postman.round().unwrap()
    }

    fn listed(&self) -> Vec<Listed> {
        self.database.read(|tx| outbox::newest(tx, None, 100)).unwrap()
    }
}

/// On each of the databases.
fn on_both(limits: PostLimits, test: impl Fn(&Office)) {
    let scratch = Scratch::new("post");
    let file = format!("sqlite://{}", scratch.join("store.db").display());
    for url in [file, postgres::database()] {
        test(&Office::on(Database::open(&url.parse().unwrap()).unwrap(), limits));
    }
}

fn asha() -> Recipient {
    let to = Destination::Email(EmailAddress::new("Asha@office.example").unwrap());
    Recipient { login: UserId::new("asha").ok(), name: Some("Asha Rao".to_owned()), ..Recipient::at(to) }
}

fn reset() -> Letter {
    Letter::PasswordReset { link: LetterLink::new("/reset#zv8Secret").unwrap(), minutes: 30 }
}

fn notice() -> Letter {
    Letter::PasswordChanged { when: "2026-11-22T12:00:00Z".parse().unwrap() }
}

#[test]
fn what_stands_in_a_letter_is_sealed_and_gone_once_it_is_sent() {
    let scratch = Scratch::new("post-sealed");
    let path = scratch.join("store.db");
    let url = format!("sqlite://{}", path.display());
    let office = Office::on(Database::open(&url.parse().unwrap()).unwrap(), PostLimits::default());
    assert_eq!(
        office.enqueue(&asha(), &reset(), Some("203.0.113.7")),
        Posted::Waiting("000000000001".into())
    );
    let holds = |secret: &str| {
        let files = ["", "-wal"].iter().map(|suffix| std::fs::read(format!("{}{suffix}", path.display())));
        files.flatten().any(|bytes| bytes.windows(secret.len()).any(|window| window == secret.as_bytes()))
    };
    for secret in ["zv8Secret", "office.example", "Asha Rao", "203.0.113.7"] {
        assert!(!holds(secret), "{secret} can be read in the database");
    }
    assert!(holds("password_reset"), "the kind is no secret, and shows that this looks in the right place");
    let carrier = Noted::default();
    assert_eq!(office.round(&carrier, "one"), 1);
    assert_eq!(carrier.carried.lock().unwrap().clone(), [("000000000001".to_owned(), reset())]);
    assert!(!office.listed()[0].is_kept);
    assert_eq!(office.round(&carrier, "one"), 0);
}

#[test]
fn a_letter_of_work_that_was_undone_is_never_sent() {
    on_both(PostLimits::default(), |office| {
        let occasion = Occasion { at_us: office.now(), from: None };
        let undone: Result<(), AppError> = office.database.write(|tx| {
            let posted = office.post.enqueue(tx, &asha(), &reset(), occasion)?;
            assert!(matches!(posted, Posted::Waiting(_)));
            Err(AppError::Invalid("something else went wrong".to_owned()))
        });
        assert!(undone.is_err());
        assert_eq!(office.round(&Noted::default(), "one"), 0);
        assert!(office.listed().is_empty());
    });
}

#[test]
fn letters_go_only_where_there_is_a_way() {
    let database = Database::open(&"sqlite::memory:".parse().unwrap()).unwrap();
    let mut office = Office::on(database, PostLimits::default());
    let phone = Recipient::at(Destination::Sms("+63 917 000 0000".parse().unwrap()));
    let code = Letter::SignInCode { code: LetterCode::new("482913").unwrap(), minutes: 10 };
    assert_eq!(office.enqueue(&phone, &reset(), None), Posted::NoWay, "no link as a text message");
    assert!(matches!(office.enqueue(&phone, &code, None), Posted::Waiting(_)));
    office.post = Post::new(&Key::new([7; 32]), Ways { email: true, sms: false });
    assert_eq!(office.enqueue(&phone, &code, None), Posted::NoWay);
    assert!(matches!(office.enqueue(&asha(), &code, None), Posted::Waiting(_)));
}

#[test]
fn a_letter_sealed_with_another_secret_is_given_up() {
    let database = Database::open(&"sqlite::memory:".parse().unwrap()).unwrap();
    let mut office = Office::on(database, PostLimits::default());
    assert!(matches!(office.enqueue(&asha(), &reset(), None), Posted::Waiting(_)));
    office.post = Post::new(&Key::new([8; 32]), Ways { email: true, sms: true });
    let carrier = Noted::default();
    assert_eq!(office.round(&carrier, "one"), 1);
    assert!(carrier.ids().is_empty());
    let listed = office.listed();
    assert!(listed[0].error.as_deref().unwrap().contains("another secret"), "{listed:?}");
    assert!(!listed[0].is_kept);
}
