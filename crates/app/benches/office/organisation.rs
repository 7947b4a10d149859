//! The organisation that is administered: one province of districts, client companies, and very many people.

use std::{collections::BTreeMap, time::Instant};

use bailiwick_app::Installation;
use bailiwick_model::*;
use bailiwick_protocol::document::Document;
use bailiwick_store::{
    StoreError,
    change::{self, Stamp},
    directory, policy,
};

pub(crate) const DISTRICTS: usize = 1_000;
pub(crate) const CLIENTS: usize = 600;

const FIRST: [&str; 20] = [
    "Asha", "Benito", "Carla", "Divya", "Elias", "Fatima", "Gopal", "Hana", "Imelda", "Jose", "Kavita",
    "Lakshmi", "Manuel", "Nadia", "Omar", "Priya", "Ramon", "Sunita", "Teodoro", "Usha",
];
const LAST: [&str; 12] = [
    "Rao", "Santos", "Iyer", "Reyes", "Khan", "Cruz", "Patel", "Bautista", "Nair", "Garcia", "Singh",
    "Mendoza",
];

const POLICY: &str = "
models:
  reg.household: {label: Household, fields: {name: char}}
groups:
  reg.viewer: {label: Viewer}
  reg.registrar: {label: Registrar, implies: [reg.viewer]}
acls:
  reg.household.registrar: {model: reg.household, group: reg.registrar, operations: [read, update]}
roles:
  registrar: {label: Registrar, scope: local, groups: [reg.registrar]}
  viewer: {label: Viewer, scope: local, groups: [reg.viewer]}
";

pub(crate) fn login(n: usize) -> UserId {
    UserId::new(format!("user{n:07}@example.org")).unwrap()
}

pub(crate) fn name(n: usize) -> String {
    // A surname of its own for every thousandth, so that searches differ in how many they find.
    format!("{} {}{}", FIRST[n % 20], LAST[n / 20 % 12], n / 240 % 1_000)
}

fn district(n: usize) -> AreaCode {
    AreaCode::new(format!("D-{}", n % DISTRICTS)).unwrap()
}

fn client(n: usize) -> CompanyId {
    CompanyId::new(format!("client-{}", n % CLIENTS)).unwrap()
}

fn line(role: &str, areas: Vec<AreaCode>, companies: Vec<CompanyId>) -> RoleLine {
    let scope = if areas.is_empty() { RoleScope::Global } else { RoleScope::Local };
    RoleLine::new(RoleId::new(role).unwrap(), scope, areas, companies, Validity::ALWAYS).unwrap()
}

fn places() -> Directory {
    let mut made = Directory::default();
    let province = AreaCode::new("P").unwrap();
    made.areas.insert(province.clone(), Area { id: None, name: "Province".into(), parent: None, kind: None });
    for n in 0..DISTRICTS {
        let area =
            Area { id: None, name: format!("District {n}"), parent: Some(province.clone()), kind: None };
        made.areas.insert(district(n), area);
    }
    let company = |name: String, kind: CompanyKind| Company {
        id: None,
        name,
        parent: None,
        kind,
        timezone: None,
        lines: Vec::new(),
    };
    let ministry = company("Ministry".to_owned(), CompanyKind::Provider);
    made.companies.insert(CompanyId::new("ministry").unwrap(), ministry);
    for n in 0..CLIENTS {
        made.companies.insert(client(n), company(format!("Client {n}"), CompanyKind::Client));
    }
    made
}

fn people(count: usize) -> BTreeMap<UserId, User> {
    let ministry = Some(CompanyId::new("ministry").unwrap());
    let mut users = BTreeMap::new();
    for n in 0..count {
        let of =
            |k: usize| line(if k == 0 { "registrar" } else { "viewer" }, vec![district(n + k * 31)], vec![]);
        // Three in ten are clients' people.
        let is_client = n % 10 < 3;
        let company = if is_client { Some(client(n / 10)) } else { ministry.clone() };
        let kind = if is_client { UserKind::Client } else { UserKind::Internal };
        let lines = (0..5).map(of).collect();
        users.insert(login(n), User { name: Some(name(n)), kind, company, lines, ..User::default() });
    }
    let manager = vec![
        line("district_user_manager", vec![district(7)], vec![]),
        line("registrar", vec![district(7)], vec![]),
    ];
    let client_manager = line("client_it_administrator", vec![], vec![client(7)]);
    for (login, lines) in [
        ("root", vec![line("administrator", vec![], vec![])]),
        ("dora", manager),
        ("carl", vec![client_manager]),
    ] {
        users.insert(
            UserId::new(login).unwrap(),
            User { company: ministry.clone(), lines, ..User::default() },
        );
    }
    users
}

/// Writes everything into an empty database.
pub(crate) fn fill(url: &str, count: usize) {
    let begun = Instant::now();
    let installation = Installation::open(&url.parse().unwrap()).unwrap();
    let read = Document::read("policy.yaml", POLICY).unwrap().policy;
    let mut all = places();
    all.users = people(count);
    let stamp = Stamp { at_us: 1, actor: "bench", request_id: None };
    let write = |tx: &mut bailiwick_store::Tx<'_>| {
        policy::replace(tx, &read)?;
        directory::replace(tx, &all)?;
        change::append(tx, &stamp, &[])
    };
    installation.database().write::<_, StoreError>(write).unwrap();
    println!("filled in {:.1} s", begun.elapsed().as_secs_f64());
}

/// Says of everybody where they work: a statement, because one call each would take an hour.
pub(crate) fn accounts() -> String {
    let profile = r#"{"phones":[],"notifications":{},"attributes":{}}"#;
    format!(
        "insert into account (login, state, email, email_key, area, created_us, changed_us, profile) \
         select login, 'active', login, login, 'D-' || (cast(substr(login, 5, 7) as integer) % {DISTRICTS}), 0, 0, '{profile}' \
         from app_user where login like 'user%'; analyze;"
    )
}
