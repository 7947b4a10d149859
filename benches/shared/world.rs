//! One organisation that every engine is asked about, and the obvious way to answer.
//!
//! 50 groups, 100 roles of two groups each, 200 models with three access rows each, 1,000 areas. Everybody has five
//! roles and three areas. A person may do something to a record if one of his groups has a row for it, and the record is
//! his own or lies in one of his areas.

use super::dice::Dice;

pub(crate) const GROUPS: usize = 50;
pub(crate) const ROLES: usize = 100;
pub(crate) const MODELS: usize = 200;
pub(crate) const AREAS: usize = 1_000;
const GROUPS_PER_ROLE: usize = 2;
const ROWS_PER_MODEL: usize = 3;
const ROLES_PER_PERSON: usize = 5;
const AREAS_PER_PERSON: usize = 3;

/// The four operations, as callers name them.
pub(crate) const OPERATIONS: [&str; 4] = ["create", "read", "update", "delete"];

pub(crate) struct Person {
    pub(crate) roles: Vec<usize>,
    pub(crate) areas: Vec<usize>,
}

/// One row of the access-control list.
pub(crate) struct Row {
    pub(crate) group: usize,
    pub(crate) model: usize,
    /// Whether it allows each of [`OPERATIONS`].
    pub(crate) allows: [bool; 4],
}

pub(crate) struct World {
    pub(crate) people: Vec<Person>,
    /// The groups of each role.
    pub(crate) roles: Vec<Vec<usize>>,
    pub(crate) rows: Vec<Row>,
}

/// May this person do this to a record of this model that has this owner and lies in this area?
pub(crate) struct Question {
    pub(crate) person: usize,
    pub(crate) operation: usize,
    pub(crate) model: usize,
    pub(crate) owner: usize,
    pub(crate) area: usize,
}

impl World {
    pub(crate) fn new(people: usize) -> Self {
        let mut dice = Dice::new(1);
        let roles = (0..ROLES).map(|_| dice.distinct(GROUPS_PER_ROLE, GROUPS)).collect();
        let mut rows = Vec::new();
        for model in 0..MODELS {
            for group in dice.distinct(ROWS_PER_MODEL, GROUPS) {
                // Every row lets read; the rest is a coin's throw.
                let allows = std::array::from_fn(|n| n == 1 || dice.below(2) == 0);
                rows.push(Row { group, model, allows });
            }
        }
        let mut person = |_| Person {
            roles: dice.distinct(ROLES_PER_PERSON, ROLES),
            areas: dice.distinct(AREAS_PER_PERSON, AREAS),
        };
        Self { people: (0..people).map(&mut person).collect(), roles, rows }
    }

    /// Questions by anybody about anything: three in ten about an own record, four in ten about one of an own area.
    pub(crate) fn questions(&self, count: usize) -> Vec<Question> {
        let mut dice = Dice::new(2);
        (0..count).map(|_| self.question(&mut dice)).collect()
    }

    /// Questions about different records, all by one person and about one operation.
    pub(crate) fn page(&self, seed: usize, count: usize) -> Vec<Question> {
        let mut dice = Dice::new(1_000 + seed as u64);
        let (person, operation) = (dice.below(self.people.len()), dice.below(4));
        (0..count).map(|_| self.question_by(person, operation, &mut dice)).collect()
    }

    fn question(&self, dice: &mut Dice) -> Question {
        let (person, operation) = (dice.below(self.people.len()), dice.below(4));
        self.question_by(person, operation, dice)
    }

    fn question_by(&self, person: usize, operation: usize, dice: &mut Dice) -> Question {
        let (mut owner, mut area) = (dice.below(self.people.len()), dice.below(AREAS));
        match dice.below(10) {
            0..=2 => owner = person,
            3..=6 => area = self.people[person].areas[dice.below(AREAS_PER_PERSON)],
            _ => {}
        }
        Question { person, operation, model: dice.below(MODELS), owner, area }
    }

    /// The answer, found by looking at everything.
    pub(crate) fn answer(&self, question: &Question) -> bool {
        let person = &self.people[question.person];
        let holds = |group| person.roles.iter().any(|role| self.roles[*role].contains(&group));
        let row =
            |row: &Row| row.model == question.model && row.allows[question.operation] && holds(row.group);
        let reaches = question.owner == question.person || person.areas.contains(&question.area);
        reaches && self.rows.iter().any(row)
    }
}

pub(crate) fn login(person: usize) -> String {
    format!("user{person}@example.org")
}

pub(crate) fn role(role: usize) -> String {
    format!("role_{role}")
}

pub(crate) fn group(group: usize) -> String {
    format!("app.group_{group}")
}

pub(crate) fn model(model: usize) -> String {
    format!("app.model_{model}")
}

pub(crate) fn area(area: usize) -> String {
    format!("AREA-{area:04}")
}
