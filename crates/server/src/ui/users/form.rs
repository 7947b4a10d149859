//! What is typed about somebody and about role lines: as it was typed, and as what it means.

use std::ops::RangeInclusive;

use bailiwick_app::administration::{Fault as Told, Refused};
use bailiwick_model::UserId;
use bailiwick_protocol::rest::{FormError, LineForm, NewUser, UserForm, read};
use serde_json::{Map, Value as Json, json};

use super::super::{
    faults::{Fault, Faults},
    page::Page,
    picker::Pick,
};
use crate::http::Knock;

/// Role lines that one form has room for.
const LINES: RangeInclusive<usize> = 1..=10;

/// The members of a user that are typed as they are.
const MEMBERS: [&str; 12] = [
    "first_name",
    "last_name",
    "name",
    "email",
    "job_title",
    "kind",
    "company",
    "department",
    "area",
    "language",
    "valid_from",
    "valid_to",
];

/// A role line as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypedLine {
    pub(super) number: usize,
    pub(super) role: String,
    pub(super) areas: Vec<String>,
    pub(super) companies: Vec<String>,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) reason: String,
}

/// What was typed into a field.
pub(super) fn typed(knock: &Knock, name: &str) -> String {
    knock.field(name).unwrap_or_default().trim().to_owned()
}

impl TypedLine {
    /// The line of this number.
    pub(super) fn of(knock: &Knock, number: usize) -> Self {
        let text = |name: &str| typed(knock, &format!("{name}-{number}"));
        let codes = |name: &str| Pick::sent(knock, &format!("{name}-{number}")).chosen;
        Self {
            number,
            role: text("role"),
            areas: codes("areas"),
            companies: codes("companies"),
            from: text("from"),
            to: text("to"),
            reason: text("reason"),
        }
    }

    /// The lines of a form, one more where that was asked for.
    pub(super) fn all(knock: &Knock) -> Vec<Self> {
        let count = typed(knock, "lines").parse().unwrap_or(1);
        let count = if knock.field("more").is_some() { count + 1 } else { count };
        (0..count.clamp(*LINES.start(), *LINES.end())).map(|number| Self::of(knock, number)).collect()
    }

    /// Whether nothing was typed.
    fn is_empty(&self) -> bool {
        *self == Self { number: self.number, ..Self::default() }
    }

    /// What it means.
    pub(super) fn meant(&self) -> Result<LineForm, FormError> {
        let members = [
            ("role", json!(self.role)),
            ("areas", json!(self.areas)),
            ("companies", json!(self.companies)),
            ("from", text(&self.from)),
            ("to", text(&self.to)),
            ("reason", text(&self.reason)),
        ];
        read(object(members))
    }
}

fn text(typed: &str) -> Json {
    if typed.is_empty() { Json::Null } else { typed.into() }
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// The user that a form asks for, or everything that is wrong with it.
pub(super) fn wanted(page: &Page, knock: &Knock, lines: &[TypedLine]) -> Result<NewUser, Faults> {
    let mut faults = Faults::default();
    let mut members = Map::new();
    for name in MEMBERS {
        let value = text(&typed(knock, name));
        if value.is_null() {
            continue;
        }
        // One by one, so that everything that is wrong is told at once.
        match read::<UserForm>(object([(name, value.clone())])) {
            Ok(_) => drop(members.insert(name.to_owned(), value)),
            Err(error) => faults = english(faults, name, error.message),
        }
    }
    let phones: Vec<Json> = [("phone_mobile", "mobile"), ("phone_work", "work")]
        .into_iter()
        .filter_map(|(field, kind)| {
            let number = typed(knock, field);
            (!number.is_empty()).then(|| (field, json!({ "kind": kind, "number": number })))
        })
        .filter_map(|(field, phone)| match read::<UserForm>(object([("phones", json!([phone.clone()]))])) {
            Ok(_) => Some(phone),
            Err(error) => {
                faults = english(std::mem::take(&mut faults), field, error.message);
                None
            }
        })
        .collect();
    members.insert("phones".to_owned(), phones.into());
    let login = match typed(knock, "login") {
        empty if empty.is_empty() => None,
        login => UserId::new(&login)
            .map_err(|error| faults = english(std::mem::take(&mut faults), "login", error.to_string()))
            .ok(),
    };
    if typed(knock, "login").is_empty() && typed(knock, "email").is_empty() {
        faults = faults.and("email", page.text("users-new-email-missing"));
    }
    let mut meant = Vec::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        if line.role.is_empty() {
            faults = faults.and(&format!("role-{}", line.number), page.text("users-line-role-missing"));
            continue;
        }
        match line.meant() {
            Ok(line) => meant.push(line),
            Err(error) => faults = english(faults, &at_line(&error.pointer, line.number), error.message),
        }
    }
    let form = read::<UserForm>(Json::Object(members));
    match form {
        Ok(form) if faults.is_empty() => Ok(NewUser {
            login,
            invite: typed(knock, "start") == "invite",
            form,
            lines: meant,
            groups: Vec::new(),
        }),
        Ok(_) => Err(faults),
        Err(error) => Err(english(faults, error.pointer.trim_start_matches('/'), error.message)),
    }
}

/// The field of a line that a pointer within it leads to.
fn at_line(pointer: &str, number: usize) -> String {
    let first = pointer.trim_start_matches('/').split('/').next().unwrap_or_default();
    format!("{}-{number}", if first.is_empty() { "role" } else { first })
}

/// One more, in the engine's words.
pub(super) fn english(faults: Faults, field: &str, text: String) -> Faults {
    faults.with(Fault::english(field, text))
}

/// What a use case says about what was sent, at the fields of the form. `numbers` are those of the lines that were sent.
pub(super) fn said(refused: Refused, numbers: &[usize]) -> Result<Faults, Refused> {
    let refused = match refused {
        Refused::Invalid(faults) => {
            let at = |Told { pointer, message }: Told| Told { pointer: moved(&pointer, numbers), message };
            Refused::Invalid(faults.into_iter().map(at).collect())
        }
        // Where somebody may make some accounts and not this one, what he typed is not lost.
        Refused::NotAllowed(why) => return Ok(english(Faults::default(), "", why)),
        other => other,
    };
    Faults::of(refused)
}

/// `/lines/1/areas/0` is at field `areas-3` where the second line that was sent is the fourth of the form.
fn moved(pointer: &str, numbers: &[usize]) -> String {
    let steps = pointer.strip_prefix("/lines/").or_else(|| pointer.strip_prefix("/act/give_role"));
    let Some(steps) = steps else {
        return match pointer.strip_prefix("/phones/") {
            Some(_) => "/phone_mobile".to_owned(),
            None => pointer.to_owned(),
        };
    };
    let (number, rest) = match steps.strip_prefix('/') {
        // Of an act, whose line is the only one.
        Some(rest) => (0, rest),
        None => {
            let (at, rest) = steps.split_once('/').unwrap_or((steps, ""));
            let at: usize = at.parse().unwrap_or_default();
            (numbers.get(at).copied().unwrap_or_default(), rest)
        }
    };
    format!("/{}", at_line(rest, number))
}

/// The numbers of the lines that are sent.
pub(super) fn numbers(lines: &[TypedLine]) -> Vec<usize> {
    lines.iter().filter(|line| !line.is_empty()).map(|line| line.number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_lines_are_told_where_they_were_typed() {
        for (pointer, field) in [
            ("/email", "/email"),
            ("/lines/1/areas/0", "/areas-3"),
            ("/lines/0", "/role-0"),
            ("/lines/0/to", "/to-0"),
            ("/act/give_role/role", "/role-0"),
            ("/phones/0/number", "/phone_mobile"),
        ] {
            assert_eq!(moved(pointer, &[0, 3]), field, "{pointer}");
        }
    }

    #[test]
    fn a_line_means_what_was_typed() {
        let line = TypedLine {
            role: "registrar".to_owned(),
            areas: vec!["D1".to_owned(), "D2".to_owned()],
            to: "2027-03-31".to_owned(),
            ..TypedLine::default()
        };
        let meant = line.meant().unwrap();
        assert_eq!((meant.areas.len(), meant.from, meant.to.is_some()), (2, None, true));
        let wrong = TypedLine { to: "31 March".to_owned(), ..line }.meant().unwrap_err();
        assert_eq!(wrong.pointer, "/to");
        assert!(TypedLine { number: 4, ..TypedLine::default() }.is_empty());
    }
}
