//! Texts, numbers, booleans and what "not set" means for each.

use super::{ALL, NONE, found};

#[test]
fn order_operators_are_no_complements_where_nothing_stands_for_not_set() {
    found(&[("[('due', '<=', '2026-03-01')]", &[1, 4]), ("['!', ('due', '>', '2026-03-01')]", &[1, 3, 4])]);
}

#[test]
fn an_empty_text_is_a_text_that_is_not_set() {
    found(&[
        ("[('name', '=', '')]", &[3, 4]),
        ("[('name', '=', False)]", &[3, 4]),
        ("[('name', 'in', [''])]", &[3, 4]),
        ("[('name', 'in', [False])]", &[3, 4]),
        ("[('name', '!=', False)]", &[1, 2, 5]),
        ("[('name', '<', 'A')]", &[3, 4, 5]),
        ("[('name', '>=', '')]", ALL),
        ("[('name', '<=', False)]", &[3, 4]),
        ("[('name', '<', False)]", NONE),
    ]);
}

#[test]
fn zero_is_a_number_that_is_not_set() {
    found(&[
        ("[('size', '=', 0)]", &[2, 3]),
        ("[('size', '=', False)]", &[2, 3]),
        ("[('size', '!=', False)]", &[1, 4, 5]),
        ("[('size', '<', 1)]", &[2, 3, 4]),
        ("[('size', '>=', 0)]", &[1, 2, 3, 5]),
        ("[('size', '<', False)]", &[4]),
        ("[('cost', '<=', 0)]", &[2, 3, 5]),
    ]);
}

#[test]
fn false_is_a_boolean_that_is_not_set() {
    found(&[
        ("[('done', '=', False)]", &[2, 3, 5]),
        ("[('done', '!=', True)]", &[2, 3, 5]),
        ("[('done', 'in', [True, False])]", ALL),
        ("[('done', 'not in', [True, False])]", NONE),
        ("[('done', '=', 'yes')]", &[1, 4]),
        ("[('done', '=', 'On')]", &[1, 4]),
        ("[('done', '=', 'no')]", &[2, 3, 5]),
    ]);
}

#[test]
fn only_null_is_not_set_elsewhere_and_never_lies_on_a_side() {
    found(&[
        ("[('due', '>', '1900-01-01')]", &[1, 2, 4, 5]),
        ("[('due', '<', '9000-01-01')]", &[1, 2, 4, 5]),
        ("[('due', '<', False)]", NONE),
        ("[('state', '=', False)]", &[3]),
        ("[('state', '!=', 'new')]", &[2, 3, 4]),
        ("[('tag_ids', '=', False)]", &[3]),
        ("[('tag_ids', '!=', False)]", &[1, 2, 4, 5]),
        ("[('team_id', '>', 1)]", &[2, 4]),
        ("[('team_id', '<=', 1)]", &[1, 5]),
    ]);
}

#[test]
fn an_id_is_always_set() {
    found(&[
        ("[('id', '!=', False)]", ALL),
        ("[('id', '=', False)]", NONE),
        ("[('id', 'in', [False])]", NONE),
    ]);
}

#[test]
fn equals_with_a_list_is_in_but_with_an_empty_one_it_is_not_set() {
    found(&[
        ("[('size', '=', [3, 12])]", &[1, 5]),
        ("[('size', '!=', [3, 12])]", &[2, 3, 4]),
        ("[('state', '=', [])]", &[3]),
        ("[('state', '!=', [])]", &[1, 2, 4, 5]),
    ]);
}

#[test]
fn in_with_nothing_finds_nothing_and_not_in_everything() {
    found(&[
        ("[('size', 'in', [])]", NONE),
        ("[('size', 'not in', [])]", ALL),
        ("[('size', 'in', False)]", NONE),
        ("[('size', 'in', 0)]", NONE),
        ("[('name', 'in', '')]", NONE),
        ("[('name', 'not in', '')]", ALL),
        ("[('id', 'in', 5)]", &[5]),
    ]);
}

#[test]
fn not_in_includes_not_set_unless_false_is_listed() {
    found(&[
        ("[('state', 'not in', ['new'])]", &[2, 3, 4]),
        ("[('state', 'not in', ['new', False])]", &[2, 4]),
    ]);
}

#[test]
fn equals_if_set_is_no_condition_for_a_value_that_is_not_set() {
    found(&[
        ("[('state', '=?', False)]", ALL),
        ("[('size', '=?', 0)]", ALL),
        ("[('state', '=?', 'new')]", &[1, 5]),
    ]);
}

#[test]
fn patterns_are_found_anywhere_or_fit_as_a_whole() {
    found(&[
        ("[('name', 'like', 'ig')]", &[1, 2]),
        ("[('name', 'like', 'D')]", &[1]),
        ("[('name', 'ilike', 'DIG')]", &[1, 2]),
        ("[('name', 'not ilike', 'dig')]", &[3, 4, 5]),
        ("[('name', '=like', 'dig%')]", &[2]),
        ("[('name', '=ilike', 'dig%')]", &[1, 2]),
        ("[('name', 'not =like', 'dig%')]", &[1, 3, 4, 5]),
        ("[('name', '=like', 'd_g deep')]", &[2]),
        ("[('name', '=like', 'plan')]", NONE),
        (r"[('name', 'like', '100\\%')]", &[5]),
        (r"[('name', 'like', 'n\\_b')]", &[5]),
        ("[('size', 'like', 1)]", &[4, 5]),
        ("[('due', '=like', '2026%')]", &[1, 2, 5]),
    ]);
}

#[test]
fn a_pattern_never_fits_what_is_not_set_and_an_empty_one_is_special() {
    found(&[
        ("[('name', 'like', '%')]", &[1, 2, 5]),
        ("[('name', 'not like', '%')]", &[3, 4]),
        ("[('name', 'like', '_')]", &[1, 2, 5]),
        ("[('size', 'like', '0')]", NONE),
        ("[('name', 'like', '')]", ALL),
        ("[('name', 'not like', '')]", NONE),
        ("[('name', '=like', '')]", &[3, 4]),
        ("[('name', 'not =like', '')]", &[1, 2, 5]),
        ("[('team_id', 'like', '')]", &[1, 2, 4, 5]),
        ("[('team_id', 'not like', '')]", &[3]),
        ("[('tag_ids', 'ilike', False)]", &[1, 2, 4, 5]),
    ]);
}
