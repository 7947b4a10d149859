//! Lists as addresses ask for them: searched, filtered, ordered, limited to a company, and one page after the other.

use bailiwick_app::administration::Listing;
use bailiwick_store::own::{Order, Place};

use super::query::Query;
use crate::http::{
    Gate, Insider, Refusal,
    cursor::{fingerprint, opened, sealed},
};

/// Objects on a page when nothing is said.
const USUAL: usize = 25;
/// Objects on a page at most.
const MOST: usize = 100;
/// Most filters side by side.
const MOST_FILTERS: usize = 12;

/// Lists that can be limited to a company and those below it, by their paths: what tells them apart from others, and the field that says which company.
const OF_COMPANIES: [(&str, &str, &str); 4] = [
    ("/users", "users", "company"),
    ("/companies", "companies", "code"),
    ("/jobs", "jobs", "company"),
    ("/api-keys", "api-keys", "user.company"),
];

/// One page of a list, as its address asks for it: `q` (words), `where` (domains, each of which has to match), `company`, `sort`, `per` and `after`.
pub(super) struct Wanted {
    pub(super) listing: Listing,
    pub(super) query: Query,
    /// The filters, one by one.
    pub(super) filters: Vec<String>,
    /// The domain that the filters come to, without the company: that is said by its code, since nobody need know what lies below it.
    pub(super) domain: String,
    path: String,
    fingerprint: String,
    /// Whether it is a page behind the first.
    is_further: bool,
}

/// The ways to other pages of a list.
pub(super) struct Pager {
    pub(super) first: Option<String>,
    pub(super) next: Option<String>,
}

/// A heading that orders a list: where it leads, and how the list is ordered by it now, as `aria-sort` says it.
pub(super) struct Sort {
    pub(super) href: String,
    pub(super) told: &'static str,
}

impl Wanted {
    /// The page of a list that is asked for. `what` keeps the pages of different lists apart; `also` is a domain that holds beside
    /// what the address says.
    pub(super) fn take(gate: &Gate, insider: &Insider, what: &str, also: &[String]) -> Result<Self, Refusal> {
        let uri = &insider.knock.uri;
        let query = Query::of(uri);
        let filters: Vec<String> = query.all("where").take(MOST_FILTERS).map(str::to_owned).collect();
        let search = query.said("q").unwrap_or_default().to_owned();
        let order = match query.one("sort") {
            Some("-id") => Order::IdDown,
            Some("name") => Order::Name,
            Some("-name") => Order::NameDown,
            _ => Order::Id,
        };
        let limit = query.one("per").and_then(|per| per.parse().ok()).unwrap_or(USUAL).clamp(1, MOST);
        let asked = all_of(filters.iter().chain(also).map(String::as_str));
        let domain = within(gate, what, query.said("company"), &asked)?;
        let fingerprint = fingerprint(&format!("{what}\n{domain}\n{search}\n{order:?}"));
        // A place in a list that is another one now is the beginning.
        let after = query.said("after").and_then(|text| opened(gate, text, &fingerprint).ok());
        let is_further = after.is_some();
        let listing = Listing { domain, search, order, after, limit, count: !is_further };
        Ok(Self {
            listing,
            query,
            filters,
            domain: asked,
            path: uri.path().to_owned(),
            fingerprint,
            is_further,
        })
    }

    /// The ways on and back. `last` is the place of the last object shown, `more` whether others follow.
    pub(super) fn pager(&self, gate: &Gate, last: Option<Place>, more: bool) -> Pager {
        let cursor = last.filter(|_| more).and_then(|place| sealed(gate, &self.fingerprint, place));
        let to = |after: Option<&str>| self.query.with("after", after).link(&self.path);
        Pager { first: self.is_further.then(|| to(None)), next: cursor.map(|cursor| to(Some(&cursor))) }
    }

    /// The heading that orders the list by `id` or `name`.
    pub(super) fn sort(&self, by: &str) -> Sort {
        let is_id = by == "id";
        let (up, down) = if is_id { (Order::Id, Order::IdDown) } else { (Order::Name, Order::NameDown) };
        let told = match &self.listing.order {
            order if *order == up => "ascending",
            order if *order == down => "descending",
            _ => "none",
        };
        let wanted = if told == "ascending" { format!("-{by}") } else { by.to_owned() };
        let query = self.query.without(&["after"]).with("sort", Some(&wanted));
        Sort { href: query.link(&self.path), told }
    }

    /// The list without one of its filters.
    pub(super) fn less(&self, filter: &str) -> String {
        self.query.without(&["after"]).less("where", filter).link(&self.path)
    }

    /// The list without filters and words.
    pub(super) fn bare(&self) -> String {
        self.query.without(&["after", "where", "q"]).link(&self.path)
    }

    /// Whether something narrows it.
    pub(super) fn is_narrowed(&self) -> bool {
        !self.filters.is_empty() || !self.listing.search.is_empty()
    }
}

/// Whether the list at a path can be limited to a company.
pub(super) fn is_of_companies(path: &str) -> bool {
    OF_COMPANIES.iter().any(|(known, ..)| *known == path)
}

/// A domain, limited to a company and those below it where one is named.
pub(super) fn within(
    gate: &Gate,
    what: &str,
    company: Option<&str>,
    domain: &str,
) -> Result<String, Refusal> {
    let field = OF_COMPANIES.iter().find(|(_, known, _)| *known == what).map(|(.., field)| field);
    let (Some(code), Some(field)) = (company, field) else { return Ok(domain.to_owned()) };
    let office = gate.administration.as_ref().ok_or_else(Refusal::not_found)?;
    let codes = serde_json::json!(office.companies_within(code)?);
    Ok(all_of([domain, &format!("[('{field}', 'in', {codes})]")].into_iter()))
}

/// The domain of what matches all of these: domains one behind the other are joined by "and". What is not written as a list stays as it is, for the
/// engine to say what is wrong with it.
pub(super) fn all_of<'d>(domains: impl Iterator<Item = &'d str>) -> String {
    let mut inner = Vec::new();
    for domain in domains.map(str::trim).filter(|domain| !domain.is_empty()) {
        let list = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        match list.unwrap_or(domain).trim().trim_end_matches(',') {
            "" => {}
            terms => inner.push(terms),
        }
    }
    if inner.is_empty() { String::new() } else { format!("[{}]", inner.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_hold_together() {
        let joined = |all: &[&str]| all_of(all.iter().copied());
        assert_eq!(joined(&[]), "");
        assert_eq!(joined(&["", " [] "]), "");
        assert_eq!(joined(&["[('a', '=', 1)]"]), "[('a', '=', 1)]");
        assert_eq!(
            joined(&["('a', '=', 1)", "['|', ('b', '=', 2), ('c', '=', 3),]"]),
            "[('a', '=', 1), '|', ('b', '=', 2), ('c', '=', 3)]"
        );
    }
}
