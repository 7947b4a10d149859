//! An organisation with an administrator, a user manager of one district, an auditor, a client's administrator.

use std::sync::Arc;

use bailiwick_app::{
    Author, Installation, Live,
    administration::{Administration, Ctx},
};
use bailiwick_model::{UserId, audit::Actor};
use bailiwick_protocol::{document::Document, rest::NewUser};
use bailiwick_store::Database;
use serde_json::{Value as Json, json};

/// 22 November 2026, 9:00 UTC.
pub(crate) const NOW_US: i64 = 1_795_338_000 * 1_000_000;

const WORLD: &str = "
groups:
  reg.viewer: {label: Viewer}
  reg.registrar: {label: Registrar, implies: [reg.viewer]}
roles:
  registrar: {label: Local registrar, scope: local, groups: [reg.registrar]}
  viewer: {label: Viewer, groups: [reg.viewer]}
companies:
  ministry: {name: Ministry, timezone: Asia/Manila}
  acme: {name: Acme, kind: client}
  acme-east: {name: Acme East, kind: client, parent: acme}
  bolt: {name: Bolt, kind: client}
departments:
  sales: {name: Sales, company: acme}
areas:
  C: {name: Country}
  P: {name: Province, parent: C}
  D1: {name: First district, parent: P}
  D2: {name: Second district, parent: P}
users:
  root: {company: ministry, lines: [{role: administrator}]}
  dora:
    company: ministry
    lines:
      - {role: district_user_manager, areas: [D1], to: 2027-03-31}
      - {role: registrar, areas: [D1], to: 2027-03-31}
  audrey: {company: ministry, lines: [{role: auditor}]}
  carl: {kind: client, company: acme, lines: [{role: client_it_administrator, companies: [acme]}]}
  ella: {kind: client, company: acme, lines: [{role: client_end_user}]}
  bob: {kind: client, company: bolt, lines: [{role: client_end_user}]}
  desk: {company: ministry, lines: [{role: service_desk_agent}]}
  nora: {company: ministry}
";

pub(crate) struct Office {
    pub(crate) administration: Administration,
}

impl Office {
    pub(crate) fn on(database: Database) -> Self {
        let installation = Installation::new(database);
        let document = Document::read("world.yaml", WORLD).unwrap();
        installation.apply(&document, &Author::machine(NOW_US)).unwrap();
        Self::over(installation)
    }

    /// Another node on a database that is filled already.
    pub(crate) fn beside(database: Database) -> Self {
        Self::over(Installation::new(database))
    }

    fn over(installation: Installation) -> Self {
        let live = Arc::new(Live::new(installation.load().unwrap()));
        Self { administration: Administration::new(installation, live, false) }
    }

    /// A name to sign up with.
    pub(crate) fn new_user(body: Json) -> NewUser {
        let Json::Object(body) = body else { panic!("no object") };
        NewUser::read(body).unwrap()
    }

    pub(crate) fn create(&self, actor: &str, body: Json) -> Result<Json, String> {
        let made = self.administration.create_user(&ctx(actor), &Self::new_user(body));
        made.map(|done| json!(done.value)).map_err(|refused| refused.to_string())
    }

    pub(crate) fn logins(&self, actor: &str, domain: &str, search: &str) -> Vec<String> {
        let listing = bailiwick_app::administration::Listing {
            domain: domain.to_owned(),
            search: search.to_owned(),
            limit: 100,
            ..Default::default()
        };
        let listed = self.administration.list_users(&ctx(actor), &listing).unwrap();
        listed.value.0.items.into_iter().map(|user| user.login.to_string()).collect()
    }
}

/// Somebody, now; `machine` is whoever works the machine.
pub(crate) fn ctx(actor: &str) -> Ctx {
    let mut author = Author::machine(NOW_US);
    if actor != "machine" {
        author.actor = Actor::User(UserId::new(actor).unwrap());
    }
    Ctx::new(author)
}

/// Runs a test on both databases.
pub(crate) fn on_both(test: impl Fn(&Office)) {
    test(&Office::on(Database::open(&"sqlite::memory:".parse().unwrap()).unwrap()));
    test(&Office::on(
        Database::open(&bailiwick_testkit::process::postgres::database().parse().unwrap()).unwrap(),
    ));
}
