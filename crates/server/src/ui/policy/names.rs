//! What parts of the policy are called for people, and where their pages are.

use bailiwick_app::administration::{PolicyPart, PolicySight};
use bailiwick_model::{Operation, Operations, Policy};
use serde_json::Value as Json;

use super::super::{faults::Fault, page::Page};

/// Things that a field offers at most: a list of all would be longer than the rest of the page.
const MOST_OFFERED: usize = 250;

/// Something by its id, with a name for people.
pub(in crate::ui) struct Named {
    pub(in crate::ui) id: String,
    pub(in crate::ui) title: String,
    /// Its page.
    pub(in crate::ui) href: String,
}

/// An operation that can be ticked.
pub(in crate::ui) struct OperationBox {
    pub(in crate::ui) word: &'static str,
    pub(in crate::ui) text: String,
    pub(in crate::ui) is_on: bool,
}

/// Groups that were chosen, and a field for one more. Each is sent under the same name.
pub(in crate::ui) struct Picker {
    pub(in crate::ui) name: &'static str,
    pub(in crate::ui) label: String,
    pub(in crate::ui) hint: String,
    pub(in crate::ui) chosen: Vec<Named>,
    pub(in crate::ui) fault: Option<Fault>,
}

/// A group.
pub(in crate::ui) fn group(policy: &Policy, id: &str) -> Named {
    Named { id: id.to_owned(), title: group_title(policy, id), href: page_of("groups", id) }
}

/// The name of a group, behind that of its privilege.
pub(in crate::ui) fn group_title(policy: &Policy, id: &str) -> String {
    let Some(group) = policy.groups.get(id) else { return id.to_owned() };
    let privilege = group.privilege.as_ref().and_then(|privilege| policy.privileges.get(privilege));
    match privilege {
        Some(privilege) => format!("{}: {}", privilege.label, group.label),
        None => group.label.clone(),
    }
}

/// The name of a role.
pub(in crate::ui) fn role_title(policy: &Policy, id: &str) -> String {
    policy.roles.get(id).map_or_else(|| id.to_owned(), |role| role.label.clone())
}

/// The name of a model.
pub(in crate::ui) fn model_title(policy: &Policy, name: &str) -> String {
    let label = policy.models.get(name).and_then(|model| model.label.clone());
    label.unwrap_or_else(|| name.to_owned())
}

/// The name of a record rule.
pub(in crate::ui) fn rule_title(policy: &Policy, id: &str) -> String {
    policy.rules.get(id).and_then(|rule| rule.label.clone()).unwrap_or_else(|| id.to_owned())
}

/// The name of a part that has one, or its id.
pub(super) fn label(part: &PolicyPart, id: &str) -> String {
    part.body.get("label").and_then(Json::as_str).unwrap_or(id).to_owned()
}

/// Groups that a field offers.
pub(in crate::ui) fn groups_offered(policy: &Policy) -> Vec<Named> {
    // What a role has to itself is changed together with the role.
    let free = policy.groups.keys().filter(|id| !id.starts_with("role."));
    free.take(MOST_OFFERED).map(|id| group(policy, id)).collect()
}

/// Models that a field offers.
pub(in crate::ui) fn models_offered(policy: &Policy) -> Vec<Named> {
    let named =
        |id: &str| Named { id: id.to_owned(), title: model_title(policy, id), href: page_of("models", id) };
    policy.models.keys().take(MOST_OFFERED).map(|id| named(id)).collect()
}

/// The address of a page about one thing.
pub(in crate::ui) fn page_of(kind: &str, id: &str) -> String {
    format!("/{kind}/{}", encoded(id))
}

/// A name as a part of a path.
pub(in crate::ui) fn encoded(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte);
    name.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The four operations as boxes.
pub(super) fn boxes(page: &Page, on: Operations) -> Vec<OperationBox> {
    let one = |operation: Operation| OperationBox {
        word: operation.word(),
        text: operation_text(page, operation),
        is_on: on.contains(operation),
    };
    [Operation::Read, Operation::Update, Operation::Create, Operation::Delete].map(one).into()
}

/// What an operation is called.
pub(in crate::ui) fn operation_text(page: &Page, operation: Operation) -> String {
    page.text(match operation {
        Operation::Create => "pol-op-create",
        Operation::Read => "pol-op-read",
        Operation::Update => "pol-op-update",
        Operation::Delete => "pol-op-delete",
    })
}

/// Some operations in a row.
pub(in crate::ui) fn operations_text(page: &Page, operations: Operations) -> String {
    match operations == Operations::ALL {
        true => page.text("pol-op-all"),
        false => operations.iter().map(|one| operation_text(page, one)).collect::<Vec<_>>().join(", "),
    }
}

/// A technical id for something that is to be made, which nothing has yet.
pub(super) fn free_id(prefix: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{prefix}_{number}"));
    std::iter::once(prefix.to_owned())
        .chain(numbered)
        .find(|id| !is_taken(id))
        .unwrap_or_else(|| prefix.to_owned())
}

/// Letters, digits and underscores of a text, as a part of an id.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            _ if !slug.is_empty() && !slug.ends_with('_') => slug.push('_'),
            _ => {}
        }
    }
    slug.truncate(60);
    slug.trim_end_matches('_').to_owned()
}

impl Picker {
    /// A field for groups with those that were sent, or that are there.
    pub(super) fn new<'c>(
        page: &Page,
        sight: &PolicySight,
        (name, label, hint): (&'static str, &'static str, &'static str),
        chosen: impl Iterator<Item = &'c str>,
        fault: Option<Fault>,
    ) -> Self {
        let chosen = chosen.filter(|id| !id.is_empty()).map(|id| group(sight.policy(), id)).collect();
        Self { name, label: page.text(label), hint: page.text(hint), chosen, fault }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_names_and_are_free() {
        assert_eq!(slug("  Own areas, only! "), "own_areas_only");
        assert_eq!(slug("مناطق"), "");
        assert_eq!(free_id("a", |id| ["a", "a_2"].contains(&id)), "a_3");
        assert_eq!(encoded("feature:a b/ü"), "feature%3Aa%20b%2F%C3%BC");
    }
}
