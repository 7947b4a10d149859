//! Filters of the list: domains in the address, and plain words for those that people use most.

use bailiwick_app::administration::Board;
use bailiwick_model::AccountState;

use super::super::{page::Page, query::Query};
use crate::language::Words;

/// What people filter by, and the field of the domain language for it.
const FIELDS: [(&str, &str); 6] = [
    ("state", "state"),
    ("kind", "kind"),
    ("company", "company"),
    ("department", "department"),
    ("area", "area"),
    ("role", "line_ids.role"),
];

/// What the form that adds filters calls a whole domain.
const DOMAIN: &str = "f-domain";

/// The kinds of accounts.
pub(super) const KINDS: [&str; 3] = ["internal", "client", "service"];

/// A filter that is on.
pub(super) struct Chip {
    pub(super) text: String,
    /// The list without it.
    pub(super) href: String,
}

/// The domain of everybody who has this value.
pub(super) fn domain_of(name: &str, value: &str) -> Option<String> {
    let (_, field) = FIELDS.iter().find(|(known, _)| *known == name)?;
    let value = match value.contains(['\'', '\\']) {
        true => serde_json::Value::from(value).to_string(),
        false => format!("'{value}'"),
    };
    Some(format!("[('{field}', '=', {value})]"))
}

/// What a domain filters by, where it is one of ours.
fn known(domain: &str) -> Option<(&'static str, String)> {
    FIELDS.iter().find_map(|(name, field)| {
        let value = domain.strip_prefix(&format!("[('{field}', '=', "))?.strip_suffix(")]")?;
        let plain = value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        let value = match plain {
            Some(plain) => Some(plain.to_owned()),
            None => serde_json::from_str(value).ok(),
        };
        value.filter(|value| domain_of(name, value).as_deref() == Some(domain)).map(|value| (*name, value))
    })
}

/// The codes that filters name, to be shown by name.
pub(super) fn codes(filters: &[String]) -> Vec<String> {
    let named = filters.iter().filter_map(|filter| known(filter));
    named.filter(|(name, _)| ["company", "area"].contains(name)).map(|(_, code)| code).collect()
}

/// A filter in plain words; what there are none for is shown as it is.
pub(super) fn told(page: &Page, board: &Board, filter: &str) -> String {
    let Some((name, value)) = known(filter) else { return filter.to_owned() };
    let called = match name {
        "state" if AccountState::ALL.iter().any(|state| state.as_str() == value) => {
            page.text(&format!("users-state-{value}"))
        }
        "kind" if KINDS.contains(&value.as_str()) => page.text(&format!("users-kind-{value}")),
        "company" => board.companies.get(&value).unwrap_or(&value).clone(),
        "area" => board.areas.get(&value).unwrap_or(&value).clone(),
        "role" => {
            let role = board.roles.iter().find(|role| role.id.as_str() == value);
            role.map_or_else(|| value.clone(), |role| role.label.clone())
        }
        _ => value,
    };
    page.with(&format!("users-chip-{name}"), &Words::new().text("value", called))
}

/// Where an address leads that asks for more filters, as the form does: the same list with each of them as a domain.
pub(super) fn added(query: &Query) -> Option<String> {
    let asked: Vec<_> = query.pairs().iter().filter(|(name, _)| name.starts_with("f-")).collect();
    if asked.is_empty() {
        return None;
    }
    let names: Vec<&str> = asked.iter().map(|(name, _)| name.as_str()).collect();
    let mut list = query.without(&names).without(&["after", "done", "count"]);
    for (name, value) in asked.iter().map(|(name, value)| (name.as_str(), value.trim())) {
        let domain = match name.strip_prefix("f-") {
            _ if value.is_empty() => None,
            _ if name == DOMAIN => Some(value.to_owned()),
            Some(field) => domain_of(field, value),
            None => None,
        };
        if let Some(domain) = domain {
            list = list.and("where", &domain);
        }
    }
    Some(list.link("/users"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_become_domains_and_are_known_again() {
        for (name, value, domain) in [
            ("state", "locked", "[('state', '=', 'locked')]"),
            ("role", "registrar", "[('line_ids.role', '=', 'registrar')]"),
            ("company", "o'hara", r#"[('company', '=', "o'hara")]"#),
        ] {
            assert_eq!(domain_of(name, value).as_deref(), Some(domain));
            assert_eq!(known(domain), Some((name, value.to_owned())));
        }
        assert_eq!(domain_of("password", "x"), None);
        for other in ["[('state', '!=', 'left')]", "[('state', '=', 'a'), ('kind', '=', 'b')]", "x", ""] {
            assert_eq!(known(other), None, "{other}");
        }
    }

    #[test]
    fn the_form_leads_to_the_list_with_its_filters() {
        let to = |text: &str| added(&Query::of(&format!("/users?{text}").parse().unwrap()));
        assert_eq!(to("q=a&where=x"), None);
        assert_eq!(to("q=a&f-state=&f-kind=").as_deref(), Some("/users?q=a"));
        assert_eq!(
            to("q=a&after=t&f-state=locked&f-nothing=1&f-domain=+%5B%5D").as_deref(),
            Some("/users?q=a&where=%5B%28%27state%27%2C+%27%3D%27%2C+%27locked%27%29%5D&where=%5B%5D")
        );
    }
}
