//! The sample organisation behind `bailiwick demo`: a social-protection programme and a service provider.
//!
//! Everything is made from the day it is started on, so that there is always a season that has ended and one that starts
//! next month. The same day gives the same demo.

mod people;
mod records;

use bailiwick_model::{AreaCode, Directory, Policy, UserId};
use bailiwick_protocol::document::Document;
use jiff::civil::Date;

pub use records::{SampleTable, sample_tables};

/// The name under which the demo's models look for their database.
pub const CONNECTION: &str = "demo";

/// The sample organisation on a day.
pub struct Demo {
    /// Its policy.
    pub policy: Policy,
    /// Its people and places.
    pub directory: Directory,
    /// Its records, to be kept in a database of their own.
    pub tables: Vec<SampleTable>,
}

/// Makes the sample organisation as it is on `today`.
///
/// # Errors
/// Never for the policy that is built in; a test says so.
pub fn build(today: Date) -> Result<Demo, bailiwick_protocol::document::DocumentError> {
    let Document { policy, .. } = Document::read("demo.yaml", include_str!("../data/demo.yaml"))?;
    let directory = people::directory(today);
    let tables = sample_tables(&directory, today);
    Ok(Demo { policy, directory, tables })
}

/// Who administers the sample organisation.
pub const ADMINISTRATOR: &str = "amina";

/// Where people of the sample work, as far as their lines tell: a supervisor manages the accounts of people who work in
/// his province.
#[must_use]
pub fn places_of_work(directory: &Directory) -> Vec<(UserId, AreaCode)> {
    let works = |(login, user): (&UserId, &bailiwick_model::User)| {
        let area = user.lines.iter().find_map(|line| line.areas().first())?;
        Some((login.clone(), area.clone()))
    };
    directory.users.iter().filter_map(works).collect()
}

/// Questions worth asking first: what to type, and what it shows.
#[must_use]
pub fn tour(today: Date) -> Vec<(String, &'static str)> {
    let season = people::next_season(today);
    vec![
        (
            "bailiwick explain asha update spp.household 42".into(),
            "why Asha may change a household of her district",
        ),
        ("bailiwick explain ben update spp.household 42".into(), "why Ben may not: his season has ended"),
        (
            format!("bailiwick check chen read spp.household 61 --as-of {season}"),
            "Chen's line starts next month: the answer on that day",
        ),
        (
            "bailiwick filter gita msp.ticket --sql sqlite".into(),
            "the list a technician of two client companies may see, as SQL",
        ),
        ("bailiwick who-can approve spp.household 42".into(), "who could approve that household today"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use bailiwick_model::{Operation, Value};
    use bailiwick_policy::{Moment, Snapshot, records::NoRecords};
    use jiff::civil::date;

    #[test]
    fn it_compiles_on_any_day_and_has_the_promised_size() {
        for today in [date(2026, 11, 21), date(2027, 1, 31), date(2028, 2, 29), date(2026, 12, 31)] {
            let demo = build(today).unwrap();
            Snapshot::compile(&crate::own::complete(demo.policy.clone()), &demo.directory).unwrap();
            assert!((55..=65).contains(&demo.directory.users.len()), "{}", demo.directory.users.len());
            let records: usize =
                demo.tables.iter().filter(|t| t.name != "enrolment").map(|t| t.rows.len()).sum();
            assert_eq!(records, 2000);
            assert_eq!(
                demo.directory
                    .areas
                    .values()
                    .filter_map(|a| a.kind.as_deref())
                    .collect::<std::collections::BTreeSet<_>>()
                    .len(),
                3
            );
        }
    }

    #[test]
    fn seasons_end_and_begin() {
        let today = date(2026, 11, 21);
        let demo = build(today).unwrap();
        let snapshot =
            Snapshot::compile(&crate::own::complete(demo.policy.clone()), &demo.directory).unwrap();
        let household = snapshot.schema().find("spp.household").unwrap();
        let info = snapshot.schema().model(household);
        let mut row = vec![Value::Null; info.fields.len()];
        row[info.field("area_id").unwrap().slot()] = Value::text("D-12");
        row[info.field("state").unwrap().slot()] = Value::text("submitted");
        let may = |login: &str, day| {
            let moment = Moment::on(&snapshot, day);
            let user = snapshot.find_user(login).unwrap();
            snapshot.asker(user, &moment, &NoRecords).check(Operation::Update, household, &row).allowed
        };
        let next = people::next_season(today);
        assert_eq!([may("asha", today), may("ben", today), may("chen", today)], [true, false, false]);
        assert!(may("chen", next));
        assert!(!may("dina", today), "her province is another one");
        assert!(!may("emeka", today), "an auditor changes nothing");
    }
}
