//! An office whose letters become files, and whoever reads them.

use std::sync::{Arc, atomic::AtomicBool};

use axum::http::StatusCode;
use bailiwick_app::{
    post::{Post, Postman},
    sealing::Key,
    sign_in::Random,
};
use bailiwick_server::{
    config::{Config, MailCarrier, SmsCarrier},
    letters::Courier,
};
use bailiwick_store::Database;
use bailiwick_testkit::Scratch;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use crate::office::Office;

/// An office with a post.
pub(crate) struct House {
    pub(crate) office: Office,
    post: Post,
    courier: Courier,
    folder: Scratch,
}

/// A letter as its reader has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
}

impl House {
    /// Ella and root have addresses.
    pub(crate) async fn new() -> Self {
        let folder = Scratch::new("mailbox");
        let mut config =
            Config { public_url: Some("https://office.example".to_owned()), ..Config::default() };
        config.mail.carrier = MailCarrier::File;
        config.mail.directory = Some(folder.join("mail"));
        config.sms.carrier = SmsCarrier::File;
        config.sms.directory = Some(folder.join("mail"));
        let courier = Courier::of(&config).unwrap();
        let post = Post::new(&Key::new([9; 32]), courier.ways());
        let (lent, random): (Post, Random) =
            (post.clone(), Arc::new(|bytes| getrandom::fill(bytes).map_err(|error| error.to_string())));
        let database = Database::open(&"sqlite::memory:".parse().unwrap()).unwrap();
        let office = Office::of(database, "", move |office| office.posting(lent, random));
        let house = Self { office, post, courier, folder };
        house.address("ella", "ella@acme.example").await;
        house.address("root", "root@office.example").await;
        drop(house.arrived());
        house
    }

    /// Gives somebody an address.
    pub(crate) async fn address(&self, login: &str, address: &str) {
        let path = format!("/api/v1/users/{login}");
        let changed = self.office.patch("root", &path, json!({ "email": address })).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
    }

    /// What has arrived since somebody looked, the oldest first.
    pub(crate) fn arrived(&self) -> Vec<Mail> {
        let (stop, now) = (AtomicBool::new(false), self.office.now());
        let clock = move || now;
        let database = self.office.installation.database();
        let send = || {
            let postman = Postman::new(database, &self.post, &self.courier, "test".to_owned(), &clock, &stop);
            while postman.round().unwrap() > 0 {}
        };
        std::thread::scope(|scope| scope.spawn(send).join().unwrap());
        let Ok(folder) = std::fs::read_dir(self.folder.join("mail")) else { return Vec::new() };
        let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let read = |path: std::path::PathBuf| {
            let file = std::fs::read_to_string(&path).unwrap();
            std::fs::remove_file(&path).unwrap();
            Mail::read(&file)
        };
        paths.into_iter().map(read).collect()
    }

    /// The one letter that has arrived.
    pub(crate) fn letter(&self) -> Mail {
        let mut arrived = self.arrived();
        assert_eq!(arrived.len(), 1, "{arrived:#?}");
        arrived.remove(0)
    }
}

impl Mail {
    fn read(file: &str) -> Self {
        let file = file.replace("\r\n", "\n");
        let (head, body) = file.split_once("\n\n").unwrap();
        let header = |name: &str| {
            let line = head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
            line.unwrap_or_default().trim().to_owned()
        };
        let plain = body.split("\n--").find(|part| part.contains("Content-Type: text/plain"));
        let text = match plain {
            None => body.to_owned(),
            Some(part) => {
                let (head, text) = part.split_once("\n\n").unwrap();
                match head.lines().find_map(|line| line.strip_prefix("Content-Transfer-Encoding: ")) {
                    Some("base64") => {
                        let packed: String = text.split_whitespace().collect();
                        String::from_utf8(STANDARD.decode(packed).unwrap()).unwrap()
                    }
                    Some("quoted-printable") => unquoted(text),
                    _ => text.to_owned(),
                }
            }
        };
        Self { to: header("To"), subject: header("Subject"), text: text.replace("\r\n", "\n") }
    }

    /// The whole link in it.
    pub(crate) fn link(&self) -> &str {
        self.text.lines().find(|line| line.starts_with("https://")).unwrap_or_else(|| panic!("{self:?}"))
    }

    /// The path of the link in it.
    pub(crate) fn path(&self) -> &str {
        self.link().strip_prefix("https://office.example").unwrap_or_else(|| panic!("{self:?}"))
    }

    /// The secret of the link in it.
    pub(crate) fn secret(&self) -> &str {
        self.path().split_once("?link=").unwrap().1
    }

    /// The code in it.
    pub(crate) fn code(&self) -> &str {
        let words = self.text.split_whitespace();
        let mut codes = words.filter(|word| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit()));
        codes.next().unwrap_or_else(|| panic!("{self:?}"))
    }
}

/// Text that was quoted for the way (RFC 2045).
fn unquoted(text: &str) -> String {
    let joined = text.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'=' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap()
}
