//! What a change would give and take, in the reader's language.

use bailiwick_model::Operation;
use bailiwick_protocol::rest::{GroupReach, LevelChange, Preview, Reaches, RecordsChange, UserPreview};

use crate::{language::Words, ui::page::Page};

/// Lines that are told; a role may open hundreds of models.
const MOST: usize = 40;

/// One thing that is gained or lost.
pub(in crate::ui) struct Told {
    /// Whether it is gained.
    pub(in crate::ui) gains: bool,
    pub(in crate::ui) text: String,
}

/// What a user would gain and lose. What others would stands in numbers.
pub(in crate::ui) fn told(page: &Page, preview: &Preview, login: &str) -> Vec<Told> {
    let own = preview.users.iter().find(|user| user.login.as_str() == login);
    let mut told = own.map(|own| of_user(page, own)).unwrap_or_default();
    let more = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    if more > 0 {
        let words = Words::new().count("count", i64::try_from(more).unwrap_or(i64::MAX));
        told.push(Told { gains: true, text: page.with("person-preview-more", &words) });
    }
    told
}

fn of_user(page: &Page, user: &UserPreview) -> Vec<Told> {
    let mut told = Vec::new();
    for (gains, groups) in [(true, &user.gains), (false, &user.loses)] {
        told.extend(groups.iter().map(|group| Told { gains, text: group_told(page, group) }));
    }
    let rights = user.operations.iter().chain(&user.fields).chain(&user.permissions);
    told.extend(rights.map(|change| right_told(page, change)));
    for records in &user.records {
        told.extend(records_told(page, records));
    }
    told
}

fn group_told(page: &Page, reach: &GroupReach) -> String {
    let places: Vec<String> = reach
        .areas
        .iter()
        .map(ToString::to_string)
        .chain(reach.companies.iter().map(ToString::to_string))
        .collect();
    let words = Words::new().text("group", reach.group.as_str());
    let mut text = match places.is_empty() {
        true => page.with("person-preview-group", &words),
        false => page.with("person-preview-group-in", &words.text("places", places.join(", "))),
    };
    for (name, day) in [("person-from-day", reach.from), ("person-to-day", reach.to)] {
        if let Some(day) = day {
            text.push_str(" · ");
            text.push_str(&page.with(name, &Words::new().filled("day", page.day(day))));
        }
    }
    text
}

fn right_told(page: &Page, change: &LevelChange) -> Told {
    let operation = change.operation.map(|operation| page.text(operation_text(operation)));
    let model = change.model.as_ref().map(ToString::to_string).unwrap_or_default();
    let field = change.field.as_ref().map(|field| format!(".{field}")).unwrap_or_default();
    let what = match &change.permission {
        Some(permission) => permission.clone(),
        None => format!("{model}{field}"),
    };
    let what = Words::new().text("what", what).filled("operation", operation.unwrap_or_default());
    let key = match (change.permission.is_some(), change.after) {
        (true, _) => "person-preview-permission",
        (_, Reaches::None) => "person-preview-right-none",
        (_, Reaches::Somewhere) => "person-preview-right-some",
        (_, Reaches::Everywhere) => "person-preview-right-all",
    };
    let mut text = page.with(key, &what);
    if let Some(day) = change.from {
        text.push_str(" · ");
        text.push_str(&page.with("person-from-day", &Words::new().filled("day", page.day(day))));
    }
    Told { gains: change.after > change.before, text }
}

fn records_told(page: &Page, change: &RecordsChange) -> Vec<Told> {
    let one = |(gains, count): (bool, usize)| {
        let words = Words::new()
            .text("what", change.model.as_str())
            .filled("operation", page.text(operation_text(change.operation)))
            .count("count", i64::try_from(count).unwrap_or(i64::MAX));
        let key = if change.at_least { "person-preview-records-least" } else { "person-preview-records" };
        Told { gains, text: page.with(key, &words) }
    };
    let both = [(true, change.gained), (false, change.lost)];
    both.into_iter().filter(|(_, count)| *count > 0).map(one).collect()
}

/// The name of the text for an operation.
pub(in crate::ui) fn operation_text(operation: Operation) -> &'static str {
    match operation {
        Operation::Create => "person-op-create",
        Operation::Read => "person-op-read",
        Operation::Update => "person-op-update",
        Operation::Delete => "person-op-delete",
    }
}
