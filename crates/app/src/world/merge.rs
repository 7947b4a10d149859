//! One document over another.

use bailiwick_model::{Directory, Settings};
use bailiwick_protocol::document::Document;

/// Puts every object of `later` over the one of the same key in `earlier`. Settings win as a whole, if there are any.
pub(super) fn over(earlier: &mut Document, later: Document) {
    let (a, b) = (&mut earlier.policy, later.policy);
    if b.settings != Settings::default() {
        a.settings = b.settings;
    }
    a.models.extend(b.models);
    a.categories.extend(b.categories);
    a.privileges.extend(b.privileges);
    a.groups.extend(b.groups);
    a.acls.extend(b.acls);
    a.rules.extend(b.rules);
    a.field_rules.extend(b.field_rules);
    a.permissions.extend(b.permissions);
    a.roles.extend(b.roles);
    if let Some(people) = later.directory {
        let here = earlier.directory.get_or_insert_with(Directory::default);
        here.companies.extend(people.companies);
        here.departments.extend(people.departments);
        here.areas.extend(people.areas);
        here.users.extend(people.users);
    }
}

/// Gives the time zone to all whose company says nothing else.
pub(super) fn time_zone(people: &mut Directory, zone: &str) {
    for company in people.companies.values_mut().filter(|c| c.parent.is_none()) {
        company.timezone.get_or_insert_with(|| zone.to_owned());
    }
    for user in people.users.values_mut().filter(|u| u.company.is_none()) {
        user.timezone.get_or_insert_with(|| zone.to_owned());
    }
}
