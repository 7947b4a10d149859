//! The demo's records, as rows of a database of their own.

use bailiwick_model::{CompanyKind, Directory, RecordId, UserKind, Value};
use jiff::{ToSpan, civil::Date};

use super::people::districts;

/// A table to be made, with its rows.
pub struct SampleTable {
    /// Its name.
    pub name: &'static str,
    /// Columns and their types; the first is the key, unless there are two.
    pub columns: &'static [(&'static str, &'static str)],
    /// Rows, one value per column.
    pub rows: Vec<Vec<Value>>,
}

const HOUSEHOLDS: i64 = 800;
const MEMBERS: i64 = 1000;
const PROGRAMS: [&str; 10] = [
    "Cash for Families",
    "School Meals",
    "Farm Inputs",
    "Winter Fuel",
    "Flood Relief",
    "Child Grant",
    "Elder Pension",
    "Public Works",
    "Health Vouchers",
    "Clean Water",
];
const TICKETS: i64 = 150;
const ASSETS: i64 = 40;
const STATES: [&str; 4] = ["draft", "submitted", "approved", "closed"];

/// A small generator that gives the same demo every time (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.unsigned_abs().max(1)) as i64
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len() as i64) as usize)
    }
}

fn day(date: Date) -> Value {
    Value::text(date.to_string())
}

fn record_id(directory: &Directory, login: &str) -> Value {
    match directory.users.get(login).and_then(|u| u.id.as_ref()) {
        Some(RecordId::Int(id)) => Value::Int(*id),
        _ => Value::Null,
    }
}

/// All tables of the demo.
#[must_use]
pub fn sample_tables(directory: &Directory, today: Date) -> Vec<SampleTable> {
    let mut dice = Dice(2026);
    vec![
        households(directory, today, &mut dice),
        members(today, &mut dice),
        programs(today),
        enrolments(&mut dice),
        tickets(directory, today, &mut dice),
        assets(directory, &mut dice),
    ]
}

fn households(directory: &Directory, today: Date, dice: &mut Dice) -> SampleTable {
    let districts: Vec<String> = districts().collect();
    // Who registers where, by district.
    let registrars: Vec<(String, Value)> = directory
        .users
        .iter()
        .flat_map(|(login, user)| user.lines.iter().map(move |l| (login, l)))
        .filter(|(_, line)| line.role().as_str() == "local_registrar")
        .flat_map(|(login, line)| {
            line.areas().iter().map(|a| (a.to_string(), record_id(directory, login))).collect::<Vec<_>>()
        })
        .collect();
    let mut rows = Vec::new();
    for id in 1..=HOUSEHOLDS {
        // Household 42 is the one the tour asks about, 61 lies in the same district.
        let area = match id {
            42 | 61 => "D-12".to_owned(),
            _ => dice.pick(&districts).cloned().unwrap_or_default(),
        };
        let here: Vec<&Value> = registrars.iter().filter(|(a, _)| *a == area).map(|(_, r)| r).collect();
        let registrar = if id == 42 {
            record_id(directory, "asha")
        } else {
            dice.pick(&here).map_or(Value::Null, |r| (*r).clone())
        };
        let state = if id == 42 { "draft" } else { dice.pick(&STATES).copied().unwrap_or("draft") };
        let registered = today.checked_sub((dice.below(400) as i32).days()).unwrap_or(today);
        rows.push(vec![
            Value::Int(id),
            Value::text(format!("Household {id}")),
            Value::text(area),
            registrar,
            Value::text(state),
            day(registered),
            Value::Float((dice.below(900) * 10) as f64),
            Value::Int(1 + dice.below(9)),
            Value::Bool(dice.below(25) != 0),
        ]);
    }
    let columns = &[
        ("id", "INTEGER"),
        ("name", "TEXT"),
        ("area_id", "TEXT"),
        ("registrar_id", "INTEGER"),
        ("state", "TEXT"),
        ("registered_on", "TEXT"),
        ("income", "REAL"),
        ("size", "INTEGER"),
        ("active", "INTEGER"),
    ];
    SampleTable { name: "household", columns, rows }
}

fn members(today: Date, dice: &mut Dice) -> SampleTable {
    let mut rows = Vec::new();
    for id in 1..=MEMBERS {
        let born = today.checked_sub((365 * (1 + dice.below(80)) as i32).days()).unwrap_or(today);
        let disabled = Value::Bool(dice.below(12) == 0);
        let household = Value::Int(1 + dice.below(HOUSEHOLDS));
        rows.push(vec![Value::Int(id), Value::text(format!("Person {id}")), day(born), disabled, household]);
    }
    let columns = &[
        ("id", "INTEGER"),
        ("name", "TEXT"),
        ("born_on", "TEXT"),
        ("disabled", "INTEGER"),
        ("household_id", "INTEGER"),
    ];
    SampleTable { name: "member", columns, rows }
}

fn programs(today: Date) -> SampleTable {
    let row = |(n, name): (usize, &&str)| {
        let opens = today.checked_sub((30 * n as i32).days()).unwrap_or(today);
        let closes = opens.checked_add(1.years()).unwrap_or(opens);
        vec![Value::Int(n as i64 + 1), Value::text(name), day(opens), day(closes), Value::Bool(n % 5 != 4)]
    };
    let columns = &[
        ("id", "INTEGER"),
        ("name", "TEXT"),
        ("opens_on", "TEXT"),
        ("closes_on", "TEXT"),
        ("active", "INTEGER"),
    ];
    SampleTable { name: "program", columns, rows: PROGRAMS.iter().enumerate().map(row).collect() }
}

fn enrolments(dice: &mut Dice) -> SampleTable {
    let mut pairs = std::collections::BTreeSet::new();
    while pairs.len() < 600 {
        pairs.insert((1 + dice.below(HOUSEHOLDS), 1 + dice.below(PROGRAMS.len() as i64)));
    }
    let rows = pairs.into_iter().map(|(h, p)| vec![Value::Int(h), Value::Int(p)]).collect();
    SampleTable {
        name: "enrolment",
        columns: &[("household_id", "INTEGER"), ("program_id", "INTEGER")],
        rows,
    }
}

/// Client companies and the record ids of their people.
fn clients(directory: &Directory) -> Vec<(String, Vec<Value>)> {
    let of = |company: &str| {
        let people = directory.users.iter().filter(|(_, u)| u.kind == UserKind::Client);
        people
            .filter(|(_, u)| u.company.as_deref() == Some(company))
            .map(|(l, _)| record_id(directory, l))
            .collect()
    };
    let companies = directory.companies.iter().filter(|(_, c)| c.kind == CompanyKind::Client);
    companies.map(|(id, _)| (id.to_string(), of(id))).collect()
}

fn tickets(directory: &Directory, today: Date, dice: &mut Dice) -> SampleTable {
    let clients = clients(directory);
    let technicians = [record_id(directory, "gita"), record_id(directory, "hugo"), Value::Null];
    let subjects = [
        "Printer is out of paper again",
        "Cannot sign in",
        "Laptop is slow",
        "New starter on Monday",
        "VPN drops",
    ];
    let mut rows = Vec::new();
    for id in 1..=TICKETS {
        let Some((company, people)) = dice.pick(&clients).cloned() else { continue };
        let opened = today.checked_sub((dice.below(90) as i32).days()).unwrap_or(today);
        rows.push(vec![
            Value::Int(id),
            Value::text(dice.pick(&subjects).copied().unwrap_or("")),
            Value::text(company),
            dice.pick(&people).cloned().unwrap_or_default(),
            dice.pick(&technicians).cloned().unwrap_or_default(),
            Value::text(dice.pick(&["low", "normal", "high", "urgent"]).copied().unwrap_or("normal")),
            Value::text(dice.pick(&["new", "open", "waiting", "closed"]).copied().unwrap_or("new")),
            Value::text(format!("{opened} {:02}:{:02}:00", 8 + dice.below(10), dice.below(60))),
        ]);
    }
    let columns = &[
        ("id", "INTEGER"),
        ("name", "TEXT"),
        ("company_id", "TEXT"),
        ("requester_id", "INTEGER"),
        ("assignee_id", "INTEGER"),
        ("priority", "TEXT"),
        ("state", "TEXT"),
        ("opened_at", "TEXT"),
    ];
    SampleTable { name: "ticket", columns, rows }
}

fn assets(directory: &Directory, dice: &mut Dice) -> SampleTable {
    let clients = clients(directory);
    let mut rows = Vec::new();
    for id in 1..=ASSETS {
        let Some((company, _)) = dice.pick(&clients).cloned() else { continue };
        let kind = dice.pick(&["Laptop", "Router", "Printer", "Phone"]).copied().unwrap_or("Laptop");
        let serial = Value::text(format!("SN-{:05}", dice.below(100_000)));
        rows.push(vec![
            Value::Int(id),
            Value::text(format!("{kind} {id}")),
            Value::text(company),
            serial,
            Value::Bool(dice.below(10) != 0),
        ]);
    }
    let columns = &[
        ("id", "INTEGER"),
        ("name", "TEXT"),
        ("company_id", "TEXT"),
        ("serial", "TEXT"),
        ("active", "INTEGER"),
    ];
    SampleTable { name: "asset", columns, rows }
}
