//! Random organisations, as documents that can be read.

use std::fmt::Write as _;

/// Who tries.
pub(crate) const ACTOR: &str = "eve";

pub(crate) const AREAS: [&str; 4] = ["A", "A1", "A2", "B"];
pub(crate) const COMPANIES: [&str; 4] = ["m", "c", "c1", "d"];
pub(crate) const DEPARTMENTS: [(&str, &str); 4] = [("dm", "m"), ("dm2", "m"), ("dc", "c"), ("dc2", "c")];
pub(crate) const ROLES: [&str; 12] = [
    "r0",
    "r1",
    "r2",
    "r3",
    "l0",
    "l1",
    "l2",
    "district_user_manager",
    "client_it_administrator",
    "service_desk_agent",
    "auditor",
    "administrator",
];
const GROUPS: usize = 6;
const OTHERS: [&str; 5] = ["ann", "bob", "cy", "dan", "root"];

/// The days on which lines begin and end: yesterday, today, later.
pub(crate) const DAYS: [&str; 4] = ["2026-11-21", "2026-11-22", "2026-11-25", "2027-01-15"];
/// The days on which the engine is asked. What is over is nobody's to give, and everybody's.
pub(crate) const TO_COME: [&str; 4] = ["2026-11-22", "2026-11-25", "2027-01-15", "2027-01-16"];

/// An organisation.
pub(crate) struct World {
    pub(crate) text: String,
    /// Who works where.
    pub(crate) areas: Vec<(String, &'static str)>,
}

impl World {
    pub(crate) fn random(seed: u64) -> Self {
        Self::made(seed, "")
    }

    /// The actor manages the users of one area, for good or for some time.
    pub(crate) fn with_manager(seed: u64) -> Self {
        let until = if seed.is_multiple_of(3) { ", to: 2027-01-15" } else { "" };
        let area = if seed.is_multiple_of(2) { "A" } else { "A1" };
        let more = if seed.is_multiple_of(5) { ", companies: [m]" } else { "" };
        Self::made(seed, &format!("{{role: district_user_manager, areas: [{area}]{until}{more}}}"))
    }

    pub(crate) fn logins(&self) -> impl Iterator<Item = &str> {
        OTHERS.into_iter().chain([ACTOR])
    }

    fn made(seed: u64, always: &str) -> Self {
        let mut dice = Dice(seed);
        let mut text = String::from(
            "models:\n  x.case: {label: Case, id: text, area: [area], company: [company], fields: {area: char, company: char}}\n  \
             x.note: {label: Note, id: text, company: [company], fields: {company: char}}\n",
        );
        groups(&mut text, &mut dice);
        text.push_str(
            "companies:\n  m: {name: M}\n  c: {name: C, kind: client, lines: [LC]}\n  c1: {name: C1, kind: client, parent: c, lines: [LC1]}\n  \
             d: {name: D, kind: client}\ndepartments:\n  dm: {name: DM, company: m, lines: [LDM]}\n  dm2: {name: DM2, company: m, parent: dm}\n  \
             dc: {name: DC, company: c, lines: [LDC]}\n  dc2: {name: DC2, company: c}\nareas:\n  A: {name: A}\n  A1: {name: A1, parent: A}\n  \
             A2: {name: A2, parent: A}\n  B: {name: B}\nusers:\n",
        );
        for mark in ["LC1", "LC", "LDM", "LDC"] {
            let line = if dice.one_in(2) { line(&mut dice, 9) } else { String::new() };
            text = text.replace(&format!("[{mark}]"), &format!("[{line}]"));
        }
        let mut areas = Vec::new();
        for login in OTHERS.into_iter().chain([ACTOR]) {
            user(&mut text, &mut dice, login, if login == ACTOR { always } else { "" });
            if !dice.one_in(3) {
                areas.push((login.to_owned(), AREAS[dice.below(4)]));
            }
        }
        Self { text, areas }
    }
}

/// Groups with what they imply and open, and roles of them.
///
/// Left out is what the product says it does not compare (ADR 0014): rules of groups, which let who holds more do less. So no group of
/// these opens `update` on users, which the service desk's rule narrows.
fn groups(text: &mut String, dice: &mut Dice) {
    text.push_str("groups:\n");
    let shipped =
        ["bailiwick.staff", "bailiwick.service_desk", "bailiwick.user_manager", "bailiwick.company_manager"];
    for n in 0..GROUPS {
        let mut implied: Vec<String> = (0..n).filter(|_| dice.one_in(4)).map(|m| format!("g.g{m}")).collect();
        if dice.one_in(4) {
            implied.push(shipped[dice.below(4)].to_owned());
        }
        writeln!(text, "  g.g{n}: {{label: G{n}, implies: [{}]}}", implied.join(", ")).unwrap();
    }
    text.push_str("acls:\n");
    for n in 0..GROUPS {
        let (model, operations) = [
            ("x.case", "read"),
            ("x.case", "create, read, update"),
            ("x.note", "read, update, delete"),
            ("bailiwick.user", "create, read, delete"),
            ("bailiwick.role_line", "create, read, update, delete"),
            ("bailiwick.department", "create, read, update, delete"),
            ("bailiwick.company", "read, update"),
        ][dice.below(7)];
        writeln!(text, "  g.a{n}: {{model: {model}, group: g.g{n}, operations: [{operations}]}}").unwrap();
    }
    text.push_str("roles:\n");
    for role in &ROLES[..7] {
        let scope = if role.starts_with('l') { "local" } else { "global" };
        let held: Vec<String> =
            (0..GROUPS).filter(|_| dice.one_in(3)).map(|group| format!("g.g{group}")).collect();
        writeln!(text, "  {role}: {{label: {role}, scope: {scope}, groups: [{}]}}", held.join(", ")).unwrap();
    }
}

fn user(text: &mut String, dice: &mut Dice, login: &str, always: &str) {
    let company = COMPANIES[dice.below(4)];
    let kind = if company != "m" && dice.one_in(2) { "client" } else { "internal" };
    let departments: Vec<&str> =
        DEPARTMENTS.iter().filter(|(_, of)| *of == company).map(|(code, _)| *code).collect();
    let department = match departments.is_empty() || dice.one_in(2) {
        true => String::new(),
        false => format!(", department: {}", departments[dice.below(departments.len())]),
    };
    let mut lines: Vec<String> =
        (0..dice.below(4)).map(|_| line(dice, if login == ACTOR { 11 } else { 12 })).collect();
    lines.extend((!always.is_empty()).then(|| always.to_owned()));
    if login == "root" {
        lines.push("{role: administrator}".to_owned());
    }
    // What is a client's own is limited to it: the wall of the shipped policy is no limit of what may be handed on.
    if kind == "client" {
        for line in &mut lines {
            if !line.contains("companies") {
                *line = line.replace('}', &format!(", companies: [{company}]}}"));
            }
        }
    }
    writeln!(
        text,
        "  {login}: {{kind: {kind}, company: {company}{department}, lines: [{}], overrides: [{}]}}",
        lines.join(", "),
        denial(dice)
    )
    .unwrap();
}

/// Something that is denied to one in three.
fn denial(dice: &mut Dice) -> String {
    if !dice.one_in(3) {
        return String::new();
    }
    let (model, operation) =
        [("x.case", "read"), ("x.case", "update"), ("x.note", "update"), ("bailiwick.role_line", "delete")]
            [dice.below(4)];
    let place = if dice.one_in(3) { format!(", areas: [{}]", AREAS[dice.below(4)]) } else { String::new() };
    format!("{{effect: deny, model: {model}, operations: [{operation}], reason: R{place}}}")
}

fn line(dice: &mut Dice, roles: usize) -> String {
    let role = ROLES[dice.below(roles)];
    let mut text = format!("{{role: {role}");
    if role.starts_with('l') || role == "district_user_manager" {
        write!(text, ", areas: [{}]", AREAS[dice.below(4)]).unwrap();
    }
    if dice.one_in(3) {
        write!(text, ", companies: [{}]", COMPANIES[dice.below(4)]).unwrap();
    }
    if dice.one_in(4) {
        write!(text, ", from: {}", DAYS[dice.below(4)]).unwrap();
    } else if dice.one_in(3) {
        write!(text, ", to: {}", DAYS[dice.below(4)]).unwrap();
    }
    text.push('}');
    text
}

/// Chance that is the same on every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(n).unwrap()).unwrap()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}
