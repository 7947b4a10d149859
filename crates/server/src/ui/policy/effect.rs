//! Who gains and who loses what, as a page says it.

use bailiwick_model::Operation;
use bailiwick_protocol::rest::{GroupReach, LevelChange, Preview, Reaches, RecordsChange, UserPreview};
use jiff::civil::Date;

use super::{
    super::page::Page,
    names::{operation_text, page_of},
};
use crate::language::Words;

/// People who are told of by name.
const MOST_PEOPLE: usize = 50;
/// Changes of one of them that are told one by one.
const MOST_CHANGES: usize = 12;

/// Who gains and who loses what.
pub(in crate::ui) struct Effect {
    /// The sum of it.
    pub(in crate::ui) sum: String,
    pub(in crate::ui) people: Vec<Affected>,
    /// What is not told one by one.
    pub(in crate::ui) more: Option<String>,
    pub(in crate::ui) is_nothing: bool,
}

/// Somebody who gains or loses something.
pub(in crate::ui) struct Affected {
    pub(in crate::ui) login: String,
    pub(in crate::ui) href: String,
    pub(in crate::ui) changes: Vec<Gain>,
    pub(in crate::ui) more: Option<String>,
}

/// One thing that somebody gains or loses.
pub(in crate::ui) struct Gain {
    pub(in crate::ui) is_gain: bool,
    pub(in crate::ui) text: String,
}

impl Effect {
    /// What a preview says.
    pub(in crate::ui) fn of(page: &Page, preview: &Preview) -> Self {
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let words = Words::new()
            .count("affected", count(preview.affected))
            .count("examined", count(preview.examined))
            .count("concerned", count(preview.concerned));
        let sum = match preview.affected {
            0 if preview.examined == preview.concerned => page.text("pol-nobody-affected"),
            _ if preview.examined < preview.concerned => page.with("pol-affected-of", &words),
            _ => page.with("pol-affected", &words),
        };
        let people: Vec<_> =
            preview.users.iter().take(MOST_PEOPLE).map(|user| Affected::of(page, user)).collect();
        let rest = preview.affected.saturating_sub(people.len());
        let more =
            (rest > 0).then(|| page.with("pol-more-people", &Words::new().count("count", count(rest))));
        Self { sum, people, more, is_nothing: preview.affected == 0 }
    }
}

impl Affected {
    fn of(page: &Page, user: &UserPreview) -> Self {
        let reach = |is_gain: bool| move |reach| Gain { is_gain, text: reached(page, reach) };
        let levels = user.operations.iter().chain(&user.fields).chain(&user.permissions);
        let all: Vec<Gain> = user
            .gains
            .iter()
            .map(reach(true))
            .chain(user.loses.iter().map(reach(false)))
            .chain(levels.map(|change| levelled(page, change)))
            .chain(user.records.iter().flat_map(|change| counted(page, change)))
            .collect();
        let rest = i64::try_from(all.len().saturating_sub(MOST_CHANGES)).unwrap_or(i64::MAX);
        let more = (rest > 0).then(|| page.with("pol-more-changes", &Words::new().count("count", rest)));
        Self {
            login: user.login.to_string(),
            href: page_of("users", &user.login),
            changes: all.into_iter().take(MOST_CHANGES).collect(),
            more,
        }
    }
}

/// A group, where and when.
fn reached(page: &Page, reach: &GroupReach) -> String {
    let places: Vec<&str> =
        reach.areas.iter().map(|area| &**area).chain(reach.companies.iter().map(|one| &**one)).collect();
    let places = if places.is_empty() { page.text("pol-everywhere") } else { places.join(", ") };
    let words = Words::new()
        .text("group", reach.group.as_str())
        .text("where", places)
        .filled("days", days(page, reach.from, reach.to));
    page.with("pol-group-reach", &words)
}

/// From when until when something holds.
pub(in crate::ui) fn days(page: &Page, from: Option<Date>, to: Option<Date>) -> String {
    let words = Words::new()
        .filled("from", from.map(|day| page.day(day)).unwrap_or_default())
        .filled("to", to.map(|day| page.day(day)).unwrap_or_default());
    match (from, to) {
        (None, None) => page.text("pol-days-always"),
        (Some(_), None) => page.with("pol-days-from", &words),
        (None, Some(_)) => page.with("pol-days-to", &words),
        (Some(_), Some(_)) => page.with("pol-days-both", &words),
    }
}

fn levelled(page: &Page, change: &LevelChange) -> Gain {
    let told = |reaches: Reaches| {
        page.text(match reaches {
            Reaches::None => "pol-level-none",
            Reaches::Somewhere => "pol-level-somewhere",
            Reaches::Everywhere => "pol-level-everywhere",
        })
    };
    let what = match (&change.permission, change.operation, &change.model) {
        (Some(permission), ..) => permission.clone(),
        (None, Some(operation), Some(model)) => deed(page, operation, model, change.field.as_deref()),
        _ => String::new(),
    };
    let words =
        Words::new().text("what", what).text("before", told(change.before)).text("after", told(change.after));
    let text = match change.from {
        None => page.with("pol-level", &words),
        Some(day) => page.with("pol-level-from", &words.filled("day", page.day(day))),
    };
    Gain { is_gain: change.after > change.before, text }
}

fn deed(page: &Page, operation: Operation, model: &str, field: Option<&str>) -> String {
    let operation = operation_text(page, operation);
    match field {
        None => format!("{operation} {model}"),
        Some(field) => format!("{operation} {model}.{field}"),
    }
}

fn counted(page: &Page, change: &RecordsChange) -> Vec<Gain> {
    let what = deed(page, change.operation, &change.model, None);
    let key = if change.at_least { "pol-records-least" } else { "pol-records" };
    let one = |(is_gain, count): (bool, usize)| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let words = Words::new().text("what", what.clone()).count("count", count);
        Gain { is_gain, text: page.with(key, &words) }
    };
    [(true, change.gained), (false, change.lost)]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(one)
        .collect()
}
