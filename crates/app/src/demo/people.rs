//! Areas, companies and people of the demo.

use std::collections::BTreeMap;

use bailiwick_model::{
    Area, AreaCode, Company, CompanyId, CompanyKind, Department, DepartmentId, Directory, Effect, FieldName,
    Override, OverrideTarget, RecordId, RoleId, RoleLine, User, UserId, UserKind, Validity,
};
use jiff::{ToSpan, civil::Date};
use serde_json::json;

/// Provinces of the country, and districts of each.
const PROVINCES: u32 = 4;
const DISTRICTS_PER_PROVINCE: u32 = 6;
/// Registrars beside those with a story of their own.
const REGISTRARS: usize = 30;

const CLIENTS: [(&str, &str); 3] =
    [("acorn", "Acorn Bakeries"), ("birch", "Birch & Daughters"), ("cedar", "Cedar Clinics")];

const REGISTRAR_NAMES: [&str; REGISTRARS] = [
    "Abena", "Bilal", "Carmen", "Dawit", "Elif", "Femi", "Grace", "Hana", "Ibrahim", "Jaya", "Kofi", "Leila",
    "Marek", "Nadia", "Omar", "Priya", "Quentin", "Rosa", "Samir", "Tala", "Uma", "Viktor", "Wanjiru",
    "Ximena", "Yusuf", "Zainab", "Amara", "Binh", "Chiara", "Dalia",
];

/// The day the next season starts: the first of next month.
pub(super) fn next_season(today: Date) -> Date {
    today.last_of_month().tomorrow().unwrap_or(today)
}

/// Districts, in order of their codes.
pub(super) fn districts() -> impl Iterator<Item = String> {
    (1..=PROVINCES * DISTRICTS_PER_PROVINCE).map(|n| format!("D-{n:02}"))
}

#[allow(clippy::unwrap_used, reason = "constant names, covered by the demo's tests")]
fn key<T: std::str::FromStr<Err = bailiwick_model::KeyError>>(text: &str) -> T {
    text.parse().unwrap()
}

pub(super) fn directory(today: Date) -> Directory {
    Directory { companies: companies(), departments: departments(), areas: areas(), users: users(today) }
}

fn areas() -> BTreeMap<AreaCode, Area> {
    let area = |name: String, parent: Option<&str>, kind: &str| Area {
        id: None,
        name,
        parent: parent.map(key),
        kind: Some(kind.to_owned()),
    };
    let mut areas = BTreeMap::from([(key("MV"), area("Marava".into(), None, "country"))]);
    for p in 1..=PROVINCES {
        areas.insert(key(&format!("P-{p}")), area(format!("Province {p}"), Some("MV"), "province"));
    }
    for (n, code) in districts().enumerate() {
        let province = format!("P-{}", n as u32 / DISTRICTS_PER_PROVINCE + 1);
        areas.insert(key(&code), area(format!("District {}", n + 1), Some(&province), "district"));
    }
    areas
}

fn companies() -> BTreeMap<CompanyId, Company> {
    let company = |name: &str, parent: Option<&str>, kind, zone: Option<&str>, lines| Company {
        id: None,
        name: name.to_owned(),
        parent: parent.map(key),
        kind,
        timezone: zone.map(str::to_owned),
        lines,
    };
    let provider = CompanyKind::Provider;
    let mut companies = BTreeMap::from([
        (
            key("programme"),
            company("Marava Social Registry", None, provider, Some("Asia/Manila"), vec![global("staff")]),
        ),
        (
            key("meridian"),
            company("Meridian Managed Services", None, provider, Some("Europe/Lisbon"), vec![]),
        ),
    ]);
    for (code, name) in CLIENTS {
        companies.insert(key(code), company(name, Some("meridian"), CompanyKind::Client, None, vec![]));
    }
    companies
}

fn departments() -> BTreeMap<DepartmentId, Department> {
    let desk = Department {
        name: "Service desk".into(),
        company: key("meridian"),
        parent: None,
        lines: vec![global("service_desk_agent")],
    };
    BTreeMap::from([(key("service-desk"), desk)])
}

fn line(role: &str, areas: &[&str], companies: &[&str], from: Option<Date>, to: Option<Date>) -> RoleLine {
    let scope =
        if areas.is_empty() { bailiwick_model::RoleScope::Global } else { bailiwick_model::RoleScope::Local };
    let areas = areas.iter().map(|a| key(a)).collect();
    let companies = companies.iter().map(|c| key(c)).collect();
    #[allow(clippy::unwrap_used, reason = "scope follows the areas, and the demo's days are in order")]
    RoleLine::new(key::<RoleId>(role), scope, areas, companies, Validity::new(from, to).unwrap()).unwrap()
}

fn global(role: &str) -> RoleLine {
    line(role, &[], &[], None, None)
}

/// Numbers people as they come; user 1 would be the superuser, and there is none.
struct Roster {
    users: BTreeMap<UserId, User>,
    next: i64,
}

impl Roster {
    fn add(
        &mut self,
        login: &str,
        name: &str,
        company: &str,
        kind: UserKind,
        lines: Vec<RoleLine>,
    ) -> &mut User {
        self.next += 1;
        let partner = json!(1000 + self.next);
        let user = User {
            id: Some(RecordId::Int(self.next)),
            name: Some(name.to_owned()),
            kind,
            company: Some(key(company)),
            lines,
            attributes: BTreeMap::from([(key::<FieldName>("partner_id"), partner)]),
            ..User::default()
        };
        self.users.entry(key(login)).insert_entry(user).into_mut()
    }
}

fn users(today: Date) -> BTreeMap<UserId, User> {
    let mut roster = Roster { users: BTreeMap::new(), next: 1 };
    registry(&mut roster, today);
    service(&mut roster);
    roster.users
}

fn registry(roster: &mut Roster, today: Date) {
    let staff = UserKind::Internal;
    let back = |days: i32| today.checked_sub(days.days()).unwrap_or(today);
    let ahead = |days: i32| today.checked_add(days.days()).unwrap_or(today);
    let season = |area: &str, from, to| vec![line("local_registrar", &[area], &[], Some(from), Some(to))];
    roster.add("amina", "Amina Yusuf", "programme", staff, vec![global("administrator")]);
    roster.add("asha", "Asha Devi", "programme", staff, season("D-12", back(60), ahead(90)));
    roster.add("ben", "Ben Okoro", "programme", staff, season("D-12", back(150), back(1)));
    let next = next_season(today);
    let season_end = next.checked_add(3.months()).unwrap_or(next);
    roster.add("chen", "Chen Li", "programme", staff, season("D-12", next, season_end));
    roster.add(
        "dina",
        "Dina Haddad",
        "programme",
        staff,
        vec![line("local_supervisor", &["P-1"], &[], None, None)],
    );
    roster.add(
        "ewa",
        "Ewa Nowak",
        "programme",
        staff,
        vec![line("local_supervisor", &["P-2"], &[], None, None)],
    );
    let emeka = roster.add("emeka", "Emeka Obi", "programme", staff, vec![global("national_auditor")]);
    emeka.overrides.push(Override {
        effect: Effect::Deny,
        target: OverrideTarget::Permission(bailiwick_model::PermissionName::Feature("export".into())),
        areas: vec![],
        companies: vec![],
        validity: Validity::ALWAYS,
        reason: "Data protection asked for no exports during the inquiry".into(),
    });
    roster.add("farah", "Farah Aziz", "programme", staff, vec![global("programme_manager")]);
    // Registrar in one district, auditor everywhere: never an auditor's rights with a registrar's reach or the reverse.
    let mixed = vec![line("local_registrar", &["D-03"], &[], None, None), global("national_auditor")];
    roster.add("gus", "Gus Mendoza", "programme", staff, mixed);
    let districts: Vec<String> = districts().collect();
    for (n, name) in REGISTRAR_NAMES.iter().enumerate() {
        let area = districts.get(n % districts.len()).map_or("D-01", String::as_str);
        let login = name.to_lowercase();
        roster.add(&login, name, "programme", staff, season(area, back(60), ahead(90)));
    }
}

fn service(roster: &mut Roster) {
    let staff = UserKind::Internal;
    let at = |role: &str, companies: &[&str]| vec![line(role, &[], companies, None, None)];
    roster.add("gita", "Gita Rao", "meridian", staff, at("technician", &["acorn", "birch"]));
    roster.add("hugo", "Hugo Lima", "meridian", staff, at("technician", &["cedar"]));
    roster.add("jonas", "Jonas Berg", "meridian", staff, at("account_manager", &["acorn"]));
    for (login, name) in [("ines", "Ines Costa"), ("ivo", "Ivo Santos")] {
        roster.add(login, name, "meridian", staff, vec![]).department = Some(key("service-desk"));
    }
    for (company, title) in CLIENTS {
        let admin = format!("admin@{company}.example");
        let name = format!("{title}: administrator");
        roster.add(&admin, &name, company, UserKind::Client, vec![global("client_administrator")]);
        for n in 1..=4 {
            let login = format!("user{n}@{company}.example");
            roster.add(
                &login,
                &format!("{title}: user {n}"),
                company,
                UserKind::Client,
                vec![global("client_user")],
            );
        }
    }
}
