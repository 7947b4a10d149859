//! What a caller's own domain finds of archived records.

use super::{ALL, NONE, searched};

#[test]
fn a_search_hides_archived_records_unless_it_speaks_of_active() {
    searched(&[
        ("[]", &[1, 2, 3, 5]),
        ("[('active', 'in', [True, False])]", ALL),
        ("['|', ('active', '=', False), ('id', '=', 1)]", &[1, 4]),
        ("['!', ('active', '=', True)]", &[4]),
        ("[('parent_id.active', '=', True)]", &[2, 5]),
        ("[('parent_id', 'any', [('active', '=', True)])]", &[2, 5]),
    ]);
}

#[test]
fn a_search_crosses_archived_records_by_one_link_but_not_by_many() {
    let archived = "('active', '=', False)";
    searched(&[
        (&format!("[('team_id.name', '=', 'South'), {archived}]"), &[4]),
        (&format!("[('tag_ids.name', '=', 'grey'), {archived}]"), NONE),
        (&format!("[('tag_ids', '=', 'grey'), {archived}]"), NONE),
        (&format!("[('tag_ids', 'in', [3]), {archived}]"), &[4]),
        (&format!("[('tag_ids', 'any', [('name', '=', 'grey'), {archived}]), {archived}]"), &[4]),
        (&format!("[('tag_ids', '!=', False), {archived}]"), &[4]),
    ]);
}
