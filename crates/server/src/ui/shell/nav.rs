//! The way around: what somebody may open, and where he is.

use bailiwick_app::administration::Sights;
use bailiwick_model::Operation;

/// The groups of ways that are shown.
pub(in crate::ui) struct Nav {
    /// Whether it is about one's own account alone.
    pub(in crate::ui) is_own: bool,
    /// Whether there is more than one's own account.
    pub(in crate::ui) has_office: bool,
    pub(in crate::ui) groups: Vec<Group>,
}

/// Ways that belong together.
pub(in crate::ui) struct Group {
    /// The name of its text; empty for the first, which needs none.
    pub(in crate::ui) title: &'static str,
    pub(in crate::ui) ways: Vec<Way>,
}

/// A way to a page.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Way {
    pub(in crate::ui) title: &'static str,
    pub(in crate::ui) icon: &'static str,
    pub(in crate::ui) href: &'static str,
    /// The key that leads there behind `G`; empty for none.
    pub(in crate::ui) key: &'static str,
    pub(in crate::ui) is_here: bool,
    /// Whether the page has scripts of its own, and is therefore loaded whole.
    pub(in crate::ui) has_scripts: bool,
    /// The model that somebody has to see something of; empty for everybody.
    model: &'static str,
}

const fn way(title: &'static str, icon: &'static str, href: &'static str, model: &'static str) -> Way {
    Way { title, icon, href, key: "", is_here: false, has_scripts: false, model }
}

const fn keyed(way: Way, key: &'static str) -> Way {
    Way { key, ..way }
}

const OFFICE: [(&str, &[Way]); 5] = [
    ("", &[keyed(way("dashboard", "home", "/", ""), "d")]),
    (
        "people",
        &[
            keyed(way("users", "users", "/users", "bailiwick.user"), "u"),
            way("companies", "building", "/companies", "bailiwick.company"),
        ],
    ),
    (
        "access",
        &[
            keyed(way("roles", "badge", "/roles", "bailiwick.policy"), "r"),
            way("groups", "layers", "/groups", "bailiwick.policy"),
            way("models", "table", "/models", "bailiwick.policy"),
            keyed(way("areas", "map", "/areas", "bailiwick.area"), "a"),
            way("explain", "route", "/explain", "bailiwick.user"),
        ],
    ),
    (
        "assurance",
        &[
            keyed(way("audit", "history", "/audit", "bailiwick.audit"), "l"),
            keyed(way("jobs", "clock", "/jobs", "bailiwick.job"), "q"),
        ],
    ),
    (
        "settings",
        &[
            way("security-policy", "shield", "/settings/security", "bailiwick.setting"),
            way("api-keys", "key", "/api-keys", "bailiwick.api_key"),
        ],
    ),
];

const OWN: [(&str, &[Way]); 3] = [
    ("", &[way("overview", "home", "/me", "")]),
    (
        "my-account",
        &[
            way("my-profile", "user", "/me/profile", ""),
            Way { has_scripts: true, ..way("security-title", "lock", "/me/security", "") },
            way("my-keys", "key", "/me/api-keys", ""),
            way("notifications", "bell", "/me/notifications", ""),
        ],
    ),
    ("my-access", &[way("roles-and-areas", "badge", "/me/access", "")]),
];

impl Nav {
    /// The ways that are open to somebody, seen from a path.
    pub(super) fn of(sights: &Sights, path: &str) -> Self {
        let has_office = !sights.is_empty();
        let is_own = !has_office || path == "/me" || path.starts_with("/me/");
        let table: &[(&'static str, &'static [Way])] = if is_own { &OWN } else { &OFFICE };
        let here = table
            .iter()
            .flat_map(|(_, ways)| *ways)
            .map(|way| way.href)
            .filter(|href| leads(href, path))
            .max_by_key(|href| href.len());
        let groups = table.iter().map(|(title, ways)| {
            let open = ways.iter().filter(|way| is_open(sights, way));
            let ways = open.map(|way| Way { is_here: here == Some(way.href), ..*way }).collect();
            Group { title, ways }
        });
        Self { is_own, has_office, groups: groups.filter(|group| !group.ways.is_empty()).collect() }
    }
}

/// Whoever may have jobs done sees his own, so making is seeing there.
fn is_open(sights: &Sights, way: &Way) -> bool {
    let makes_jobs = way.model == "bailiwick.job" && sights.may(Operation::Create, way.model);
    way.model.is_empty() || makes_jobs || sights.sees(way.model)
}

/// Whether a page lies at an address, or below it. What somebody begins with has nothing below it.
fn leads(href: &str, path: &str) -> bool {
    path == href
        || (!["/", "/me"].contains(&href)
            && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hrefs(nav: &Nav) -> Vec<&'static str> {
        nav.groups.iter().flat_map(|group| &group.ways).map(|way| way.href).collect()
    }

    #[test]
    fn whoever_may_open_nothing_sees_his_own_account() {
        let nav = Nav::of(&Sights::default(), "/");
        assert!(nav.is_own && !nav.has_office);
        assert!(hrefs(&nav).iter().all(|href| href.starts_with("/me")));
    }

    #[test]
    fn one_way_at_most_leads_to_a_page() {
        for (path, here) in [
            ("/me", Some("/me")),
            ("/me/security/factors/1", Some("/me/security")),
            ("/me/address", None),
            ("/meadow", None),
        ] {
            let nav = Nav::of(&Sights::default(), path);
            let found: Vec<_> =
                nav.groups.iter().flat_map(|group| &group.ways).filter(|way| way.is_here).collect();
            assert_eq!(found.iter().map(|way| way.href).collect::<Vec<_>>(), Vec::from_iter(here), "{path}");
        }
    }
}
